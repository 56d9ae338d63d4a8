// The county of these tests, as the edge may see it: a name that platform and edge use for
// different things keeps their headers out of one file.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/core/random.h"
#include "sync/edge/transport/transport.h"
#include "sync/wire/content.h"

namespace hall {

class CountySide {
  public:
    CountySide();
    ~CountySide();

    // What the county's own router answers.
    HttpResponse answer(const HttpRequest& asked);

    std::string enrolment_code(std::string_view village);
    std::vector<NamedKey> seal_keys();

    // What the console shows to the county's officer.
    HttpResponse console(const std::string& path);

    // New places, as JSON, are published; a village that is new in them gets its key.
    void publish_places(const std::string& places);
    void make_key(const std::string& role);
    void publish_article(const std::string& channel, const std::string& id,
                         const std::string& title);

    // Moves the request of this slip on, as the county's officer.
    void accept_request(const std::string& slip);

    void restart();
    void advance_ms(std::int64_t ms);
    const Clock& clock() const;
    Random& random();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hall
