// What a text of a form is about, by its hints and its title, and whether it can be so: identity
// numbers, phones, names, bank cards, amounts in capitals, days of the lunar calendar. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/core/clock.h"
#include "sync/core/json.h"

namespace hall {

enum class TextKind {
    plain,
    id_number,
    phone,
    mobile,
    name,
    bank_card,
    capitals,
    lunar_date,
    place_code
};

// By "ui:widget" or "format", else by the title: 身份证号, 手机, 姓名 … A schema that lists its
// choices is of kind `plain`.
TextKind text_kind_of(const Json& schema, std::string_view title, std::string_view widget);

struct TextProblem {
    std::string code;     // id_check, phone, name, …
    std::string message;  // in Chinese; no personal data
    std::string suggestion = {};
};

// What is wrong with a text of this kind, or nothing. An area that no place has is no problem:
// areas come and go. `today` bounds birthdays. An empty text is no problem here.
std::optional<TextProblem> text_problem(TextKind kind, std::string_view text, Date today);

}  // namespace hall
