// Answers as a person reads them: the questions and labels of the form they were given
// to, in its order.

#pragma once

#include <string>
#include <vector>

#include "platform/store/store.h"
#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/event.h"

namespace hall::platform {

struct AnswerRow {
    std::string label;
    std::string value;
    bool personal = false;
};

// Which table an objection means, as it stood when it was objected to.
AnswerRow about_row(const AboutDocument& about);

// The guide a request belongs to, in the revision the villager saw if it is still known:
// the village's, the town's or the county's.
//   not_found  there is none
Result<Service> service_for(Store& store, const Request& request);

// One row an answer. Answers the form does not know stand at the end under their names;
// without a readable form all do.
Result<std::vector<AnswerRow>> answer_rows(Store& store, const Request& request, const Json& body);

}  // namespace hall::platform
