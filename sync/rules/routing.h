// Routing: what sort of matter a form is for, and whose desk it is worked on. A form says to
// whom it is sealed (`to`); of what one key opens, not everybody who can open it works on
// it: a letter to the village secretary and a letter to the town come by one form.
//
//     "matter": "dispute",
//     "handler": "village"
//     "handler": {"field": "addressee", "is": {"secretary": "village", "town": "town"}}
//
// Pure; one thread a routing.

#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sync/core/json.h"
#include "sync/core/result.h"

namespace hall {

// Whose desk a request lies on, unless its form says another.
//   county, town, village, discipline   those offices
//   department                          the offices a service passes: village, town, department
std::string_view usual_handler(std::string_view addressee, std::string_view kind);

class Routing {
  public:
    // From a published form. Fails with `refused`, in Chinese: a desk that does not exist or
    // does not get what is sealed to `to`; an objection to those who published; an answer
    // that is none of the form's; a matter of another kind.
    static Result<Routing> of(const Json& form);

    // request | dispute | report | enquiry, or the form's kind
    const std::string& matter() const { return matter_; }

    // Whose desk these answers go to.
    std::string handler(const Json& answers) const;

  private:
    std::string matter_;
    std::string handler_;
    std::string field_;  // whose answer decides; empty: handler_ always
    std::map<std::string, std::string> by_answer_;
};

}  // namespace hall
