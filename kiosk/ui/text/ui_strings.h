// Words: every sentence the kiosk says, as data (assets/text/zh-CN.json, en.json), so
// that no screen holds a literal and a test can hold one language against the other.

#pragma once

#include <initializer_list>
#include <map>
#include <string>
#include <string_view>

#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk::ui {

class UiStrings {
  public:
    // `language`: zh-CN or en. Fails with `not_found` or `corrupt`.
    static Result<UiStrings> load(Files& files, const Path& assets, std::string_view language);

    // The sentence with this key: "home.search". The key itself if there is none, so
    // that a gap is seen in a test and never stops a kiosk.
    std::string_view operator[](std::string_view key) const;

    // The sentence with {0}, {1} … replaced.
    std::string with(std::string_view key, std::initializer_list<std::string_view> values) const;

    // The same, at the end of a text that is kept: what is drawn anew each frame must not
    // allocate.
    void append(std::string& text, std::string_view key,
                std::initializer_list<std::string_view> values) const;

    const std::map<std::string, std::string, std::less<>>& all() const { return strings_; }
    const std::string& language() const { return language_; }

  private:
    std::map<std::string, std::string, std::less<>> strings_;
    std::string language_;
};

}  // namespace hall::kiosk::ui
