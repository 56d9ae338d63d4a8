// One field of a form, and what the rows of form_controls.h say about it. Pure.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/core/json.h"
#include "sync/rules/answer.h"

namespace hall {

enum class Control : std::uint8_t;  // form_controls.h

struct FormField {
    std::string name;
    std::string label;
    Control control{};
    bool required = false;  // when its page is shown
    bool personal = false;
    bool future = false;  // dates: days to come are allowed
    // Value and label; of yes_no: what the two answers are called, if not 是 and 不是.
    std::vector<std::pair<std::string, std::string>> choices;
    std::optional<double> minimum;  // of numbers; of lists and groups: how many
    std::optional<double> maximum;
    bool whole = true;  // numbers: no decimals
    std::size_t length_min = 0;
    std::size_t length_max = 60;
    std::vector<FormField> fields;   // groups: what is asked in each
    std::vector<std::string> kinds;  // attachments: "image/jpeg"; none: any
    std::size_t bytes_max = 0;       // attachments
    bool paper = false;              // photos: of a document, to be set straight
};

// A field as its form describes it.
struct FieldDescription {
    const Json& hints;   // its entry in `fields`
    const Json& schema;  // its entry in the schema's `properties`
};

// What an answer's words depend on beside the form.
struct DisplayWords {
    std::string_view yes;
    std::string_view no;
    // The name of a place; none: places are shown by their codes.
    std::function<std::string(const std::string& code)> place = {};
};

// What is wrong with a field's schema, for whoever publishes the form.
struct SchemaComplaint {
    std::string code;
    std::string message;
    std::string suggestion = {};
};

// Answers that people give to such a field, by which a form is tried out before it is published.
struct LikelyAnswers {
    struct One {
        Answer answer;
        std::string refused;  // what to say if the form does not take it
    };
    std::vector<Answer> any_of;  // one of these must be taken; none: it cannot be said
    std::vector<One> each_of;    // every one of these must be taken
};

}  // namespace hall
