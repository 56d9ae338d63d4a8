// XML and HTML as events, so that no tree of a large file is ever in memory. The one home of
// libxml2. Nothing outside the text is read: no entities of its own, no network, no DTD.

#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/core/result.h"

namespace hall {

using XmlAttributes = std::vector<std::pair<std::string_view, std::string_view>>;

// Names are without prefix; views live as long as the call.
class XmlListener {
  public:
    virtual ~XmlListener() = default;
    virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view text) = 0;
    // True once the rest is not wanted any more.
    virtual bool is_done() const { return false; }
};

// The value of an attribute, or nothing.
std::string_view attribute(const XmlAttributes& attributes, std::string_view name);

// Calls `next` for piece after piece until one is empty. Fails with `corrupt` on text that is no
// XML or has a document type, and with what `next` fails with.
Result<void> read_xml(const std::function<Result<std::string_view>()>& next, XmlListener& listener);

// HTML in UTF-8, as forgiving as browsers are. REQUIRES: valid UTF-8.
void read_html_events(std::string_view html, XmlListener& listener);

}  // namespace hall
