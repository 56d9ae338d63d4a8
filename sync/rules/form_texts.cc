#include "sync/rules/form_texts.h"

#include <algorithm>

#include "sync/core/utf8.h"
#include "sync/rules/id_number.h"
#include "sync/rules/pattern.h"
#include "sync/rules/pattern_reach.h"
#include "sync/rules/phone.h"

namespace hall {

namespace {

std::string date_in(Date today, int days) {
    return date_text(date_of_days(days_of(today) + days));
}

}  // namespace

std::optional<AnswerProblem> check_text(const FormField& field, const Answer& answer, Date) {
    if (!is_utf8(answer.text())) return AnswerProblem::characters;
    if (character_count(answer.text()) > field.length_max) return AnswerProblem::too_long;
    if (character_count(answer.text()) < field.length_min) return AnswerProblem::too_short;
    return std::nullopt;
}

std::optional<AnswerProblem> check_phone(const FormField&, const Answer& answer, Date) {
    if (is_phone_number(answer.text())) return std::nullopt;
    return lacks_area_code(answer.text()) ? AnswerProblem::phone_area : AnswerProblem::phone;
}

std::optional<AnswerProblem> check_id(const FormField&, const Answer& answer, Date today) {
    switch (check_id_number(answer.text(), today)) {
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

std::optional<AnswerProblem> check_date(const FormField& field, const Answer& answer, Date today) {
    const Result<Date> date = parse_date(answer.text());
    if (!date.ok()) return AnswerProblem::date;
    if (date.value() > today && !field.future) return AnswerProblem::date_future;
    return std::nullopt;
}

std::optional<AnswerProblem> check_place(const FormField&, const Answer& answer, Date) {
    const std::string_view code = answer.text();
    const bool digits = code.find_first_not_of("0123456789") == std::string_view::npos;
    return code.size() == 12 && digits ? std::nullopt : std::optional(AnswerProblem::place);
}

std::string display_place(const FormField&, const Answer& answer, const DisplayWords& words) {
    const std::string code(answer.text());
    return words.place && !code.empty() ? words.place(code) : code;
}

// Letters and digits, as the keyboard on the screen has them.
std::vector<SchemaComplaint> judge_typed_text(const Json& schema) {
    constexpr std::string_view keys = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    constexpr double usual_length_max = 60;
    std::vector<SchemaComplaint> complaints;
    const std::optional<double> longest = number_in(schema, "maxLength");
    const std::optional<double> shortest = number_in(schema, "minLength");
    if (!longest && shortest && *shortest > usual_length_max) {
        complaints.push_back({"bounds", "最短长度超过了60，请同时写明最长长度 maxLength"});
    }
    const std::string pattern = string_or(schema, "pattern");
    if (pattern.empty() || !Pattern::compile(pattern).ok()) return complaints;
    const auto length = [](double given) {
        return static_cast<std::size_t>(std::clamp(given, 1.0, 2000.0));
    };
    const TypedLength typed{length(shortest.value_or(1)),
                            length(longest.value_or(usual_length_max))};
    if (can_be_typed(pattern, keys, typed)) return complaints;
    complaints.push_back({"no_answer",
                          "照“" + pattern + "”的格式和长度，用机器上的字母（大写）和数字键填不出来",
                          "请看看 pattern 和长度的要求"});
    return complaints;
}

LikelyAnswers likely_phones(const FormField&, Date) {
    return {.any_of = {"13800000000", "19900000000"}, .each_of = {}};
}

LikelyAnswers likely_id_numbers(const FormField&, Date) {
    const auto complete = [](const std::string& digits) {
        return Answer(digits + id_check_character(digits));
    };
    // One person in eleven has an X at the end.
    return {.any_of = {complete("51068119490630001")},
            .each_of = {{complete("51068119490630000"), "最后一位是X的身份证号交不上去"}}};
}

LikelyAnswers likely_dates(const FormField& field, Date today) {
    if (field.future) {
        return {.any_of = {date_in(today, 0), date_in(today, 1), date_in(today, 30)},
                .each_of = {}};
    }
    return {.any_of = {date_in(today, 0), date_in(today, -1), date_in(today, -365), "1949-10-01"},
            .each_of = {}};
}

Result<void> parse_nothing(const FieldDescription&, FormField&) {
    return {};
}

Result<Json> text_to_json(const FormField& field, const Answer& answer) {
    // The schema's library counts characters and trusts them to be some.
    if (!is_utf8(answer.text())) return Error(Errc::refused, field.name + ": not UTF-8");
    return Json(answer.text());
}

std::optional<Answer> text_from_json(const FormField&, const Json& value) {
    if (!value.is_string()) return std::nullopt;
    return Answer(value.get<std::string>());
}

std::string display_text(const FormField&, const Answer& answer, const DisplayWords&) {
    return std::string(answer.text());
}

bool says_text(const FormField&, const Answer& answer, std::string_view wanted) {
    return !answer.empty() && answer.text() == wanted;
}

std::optional<Answer> shows_no_answer(const FormField&) {
    return std::nullopt;
}

std::vector<SchemaComplaint> no_complaints(const Json&) {
    return {};
}

LikelyAnswers no_likely_answers(const FormField&, Date) {
    return {};
}

std::optional<double> number_in(const Json& schema, std::string_view keyword) {
    const auto found = schema.find(keyword);
    if (found == schema.end() || !found->is_number()) return std::nullopt;
    return found->get<double>();
}

}  // namespace hall
