#include "sync/rules/form_values.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sync/core/utf8.h"
#include "sync/rules/id_number.h"
#include "sync/rules/money.h"
#include "sync/rules/phone.h"

namespace hall {

namespace {

// What JSON of ours can hold exactly (docs/decisions/0004).
constexpr double number_max = 9007199254740992.0;

bool is_number(Control control) {
    return control == Control::number || control == Control::count || control == Control::money;
}

std::string without_commas(std::string_view text) {
    std::string plain(text);
    std::erase(plain, ',');
    return plain;
}

std::optional<AnswerProblem> check_range(const FormField& field, double value) {
    if (field.minimum && value < *field.minimum) return AnswerProblem::too_small;
    if (field.maximum && value > *field.maximum) return AnswerProblem::too_large;
    return std::nullopt;
}

std::optional<AnswerProblem> check_number(const FormField& field, std::string_view answer) {
    const std::optional<double> value = typed_number(answer);
    if (!value || (field.whole && *value != std::floor(*value))) return AnswerProblem::not_a_number;
    if (std::abs(*value) >= number_max) {
        return field.maximum ? AnswerProblem::too_large : AnswerProblem::too_long;
    }
    return check_range(field, *value);
}

std::optional<AnswerProblem> check_money(const FormField& field, std::string_view answer) {
    const Result<Fen> amount = parse_yuan(answer);
    const std::optional<double> yuan = typed_number(without_commas(answer));
    if (!amount.ok() && yuan && std::abs(*yuan) > static_cast<double>(money_max) / 100) {
        return field.maximum ? AnswerProblem::too_large : AnswerProblem::too_long;
    }
    if (!amount.ok()) return AnswerProblem::not_a_number;
    return check_range(field, static_cast<double>(amount.value()) / 100);
}

std::optional<AnswerProblem> check_phone(std::string_view answer) {
    if (is_phone_number(answer)) return std::nullopt;
    return lacks_area_code(answer) ? AnswerProblem::phone_area : AnswerProblem::phone;
}

std::optional<AnswerProblem> check_id(std::string_view answer, Date today) {
    switch (check_id_number(answer, today)) {
        case IdNumberProblem::none:
        // A villager with a card from a place we do not list is not turned away: typing
        // errors are what the check character finds.
        case IdNumberProblem::area:
            return std::nullopt;
        case IdNumberProblem::length:
            return AnswerProblem::id_length;
        case IdNumberProblem::date:
            return AnswerProblem::id_date;
        case IdNumberProblem::characters:
        case IdNumberProblem::check:
            break;
    }
    return AnswerProblem::id_check;
}

std::optional<AnswerProblem> check_date(const FormField& field, std::string_view answer,
                                        Date today) {
    const Result<Date> date = parse_date(answer);
    if (!date.ok()) return AnswerProblem::date;
    if (date.value() > today && !field.future) return AnswerProblem::date_future;
    return std::nullopt;
}

bool is_choice(const FormField& field, std::string_view value) {
    return std::any_of(field.choices.begin(), field.choices.end(),
                       [&](const auto& choice) { return choice.first == value; });
}

std::optional<AnswerProblem> check_choices(const FormField& field, std::string_view answer) {
    const std::vector<std::string> values = split_values(answer);
    for (const std::string& value : values) {
        if (!is_choice(field, value)) return AnswerProblem::not_a_choice;
    }
    const auto count = static_cast<double>(values.size());
    if (field.minimum && count < *field.minimum) return AnswerProblem::too_few;
    if (field.maximum && count > *field.maximum) return AnswerProblem::too_many;
    return std::nullopt;
}

bool is_place_code(std::string_view text) {
    return text.size() == 12 && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::vector<std::string> split_values(std::string_view values) {
    std::vector<std::string> parts;
    while (!values.empty()) {
        const std::size_t comma = std::min(values.find(','), values.size());
        if (comma > 0) parts.emplace_back(values.substr(0, comma));
        values.remove_prefix(std::min(comma + 1, values.size()));
    }
    return parts;
}

std::string join_values(const std::vector<std::string>& values) {
    std::string joined;
    for (const std::string& value : values) {
        if (!joined.empty()) joined.push_back(',');
        joined.append(value);
    }
    return joined;
}

std::optional<double> typed_number(std::string_view text) {
    if (text.empty() || text.find_first_not_of("0123456789.-") != std::string_view::npos) {
        return std::nullopt;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<AnswerProblem> check_control(const FormField& field, std::string_view answer,
                                           Date today) {
    switch (field.control) {
        case Control::choice:
            if (!is_choice(field, answer)) return AnswerProblem::not_a_choice;
            break;
        case Control::choices:
            return check_choices(field, answer);
        case Control::yes_no:
            if (answer != "yes" && answer != "no") return AnswerProblem::not_a_choice;
            break;
        case Control::number:
        case Control::count:
            return check_number(field, answer);
        case Control::money:
            return check_money(field, answer);
        case Control::phone:
            return check_phone(answer);
        case Control::id_number:
            return check_id(answer, today);
        case Control::date:
            return check_date(field, answer, today);
        case Control::place:
            if (!is_place_code(answer)) return AnswerProblem::place;
            break;
        case Control::text:
            if (!is_utf8(answer)) return AnswerProblem::characters;
            if (character_count(answer) > field.length_max) return AnswerProblem::too_long;
            if (character_count(answer) < field.length_min) return AnswerProblem::too_short;
            break;
    }
    return std::nullopt;
}

Result<Json> value_of(const FormField& field, const std::string& answer) {
    // The schema's library counts characters and trusts them to be some.
    if (!is_utf8(answer)) return Error(Errc::refused, field.name + ": not UTF-8");
    if (field.control == Control::choices) return Json(split_values(answer));
    if (field.control == Control::yes_no) return Json(answer == "yes");
    if (!is_number(field.control)) return Json(answer);
    const std::optional<double> value = typed_number(without_commas(answer));
    if (!value || std::abs(*value) >= number_max) {
        return Error(Errc::refused, field.name + ": not a number");
    }
    const bool whole = field.whole && field.control != Control::money;
    return whole ? Json(static_cast<std::int64_t>(*value)) : Json(*value);
}

std::optional<std::string> answer_of(const Json& value) {
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    if (value.is_number()) return number_text(value.get<double>());
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return std::nullopt;
    std::vector<std::string> values;
    for (const Json& element : value) {
        if (element.is_string()) values.push_back(element.get<std::string>());
    }
    return join_values(values);
}

bool says_one_of(const FormField& field, std::string_view answer,
                 const std::vector<std::string>& wanted) {
    if (answer.empty()) return false;
    if (is_number(field.control)) {
        const std::optional<double> value = typed_number(without_commas(answer));
        return value && std::any_of(wanted.begin(), wanted.end(), [&](const std::string& each) {
                   return typed_number(each) == value;
               });
    }
    const std::vector<std::string> given =
        field.control == Control::choices ? split_values(answer) : std::vector{std::string(answer)};
    return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& each) {
        return std::find(given.begin(), given.end(), each) != given.end();
    });
}

}  // namespace hall
