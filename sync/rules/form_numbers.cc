#include "sync/rules/form_numbers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "sync/core/number.h"
#include "sync/rules/form_texts.h"
#include "sync/rules/money.h"

namespace hall {

namespace {

// What JSON of ours can hold exactly (docs/decisions/0004).
constexpr double number_max = 9007199254740992.0;
constexpr double counted_max = 1'000'000;

std::string without_commas(std::string_view text) {
    std::string plain(text);
    std::erase(plain, ',');
    return plain;
}

// A number as digits, a point and a minus: 1e5 and inf are nothing that people type.
std::optional<double> typed_number(std::string_view text) {
    if (text.empty() || text.find_first_not_of("0123456789.-") != std::string_view::npos) {
        return std::nullopt;
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<AnswerProblem> check_range(const FormField& field, double value) {
    if (field.minimum && value < *field.minimum) return AnswerProblem::too_small;
    if (field.maximum && value > *field.maximum) return AnswerProblem::too_large;
    return std::nullopt;
}

}  // namespace

Result<void> parse_number(const FieldDescription& description, FormField& field) {
    field.minimum = number_in(description.schema, "minimum");
    field.maximum = number_in(description.schema, "maximum");
    field.whole = string_or(description.schema, "type") != "number";
    return {};
}

Result<void> parse_money(const FieldDescription& description, FormField& field) {
    TRY(parse_number(description, field));
    field.whole = false;
    return {};
}

std::optional<AnswerProblem> check_number(const FormField& field, const Answer& answer, Date) {
    const std::optional<double> value = typed_number(answer.text());
    if (!value || (field.whole && *value != std::floor(*value))) return AnswerProblem::not_a_number;
    if (std::abs(*value) >= number_max) {
        return field.maximum ? AnswerProblem::too_large : AnswerProblem::too_long;
    }
    return check_range(field, *value);
}

std::optional<AnswerProblem> check_money(const FormField& field, const Answer& answer, Date) {
    const Result<Fen> amount = parse_yuan(answer.text());
    const std::optional<double> yuan = typed_number(without_commas(answer.text()));
    if (!amount.ok() && yuan && std::abs(*yuan) > static_cast<double>(money_max) / 100) {
        return field.maximum ? AnswerProblem::too_large : AnswerProblem::too_long;
    }
    if (!amount.ok()) return AnswerProblem::not_a_number;
    return check_range(field, static_cast<double>(amount.value()) / 100);
}

Result<Json> number_to_json(const FormField& field, const Answer& answer) {
    const std::optional<double> value = typed_number(without_commas(answer.text()));
    if (!value || std::abs(*value) >= number_max) {
        return Error(Errc::refused, field.name + ": not a number");
    }
    return field.whole ? Json(static_cast<std::int64_t>(*value)) : Json(*value);
}

std::optional<Answer> number_from_json(const FormField&, const Json& value) {
    if (value.is_number_integer()) return Answer(std::to_string(value.get<std::int64_t>()));
    if (value.is_number()) return Answer(number_text(value.get<double>()));
    return std::nullopt;
}

std::string display_money(const FormField&, const Answer& answer, const DisplayWords&) {
    const Result<Fen> amount = parse_yuan(answer.text());
    return amount.ok() ? yuan_text(amount.value()) : std::string(answer.text());
}

bool says_number(const FormField&, const Answer& answer, std::string_view wanted) {
    const std::optional<double> value = typed_number(without_commas(answer.text()));
    return value && typed_number(wanted) == value;
}

std::optional<Answer> least_counted(const FormField& field) {
    return Answer(std::to_string(count_shown(field, {})));
}

std::vector<SchemaComplaint> judge_typed_number(const Json& schema) {
    const double nothing = std::numeric_limits<double>::max();
    const double most = number_in(schema, "maximum").value_or(nothing);
    const double below = number_in(schema, "exclusiveMaximum").value_or(nothing);
    if (most >= 0 && below > 0) return {};
    return {{"bounds", "最大值小于0，数字键上没有负号，填不了"}};
}

std::vector<SchemaComplaint> judge_count(const Json& schema) {
    const std::optional<double> least = number_in(schema, "minimum");
    const std::optional<double> most = number_in(schema, "maximum");
    if (!least || !most) return {{"bounds", "用加减来填的数要写明 minimum 和 maximum"}};
    if (std::abs(*least) > counted_max || std::abs(*most) > counted_max) {
        return {{"bounds", "用加减来填的数太大了", "请改用 number，用数字键来填"}};
    }
    if (std::ceil(*least) > std::floor(*most)) return {{"bounds", "最小值和最大值之间没有整数"}};
    return {};
}

// Numbers a person could type between the bounds of a field.
LikelyAnswers likely_numbers(const FormField& field, Date) {
    LikelyAnswers likely;
    const double least = std::max(0.0, field.minimum.value_or(0));
    const double most = field.maximum.value_or(least + 100);
    for (const double value : {least, std::ceil(least), std::ceil(least) + 1, least + 0.01,
                               std::floor((least + most) / 2), (least + most) / 2, most,
                               std::floor(most), std::floor(most) - 1, most - 0.01}) {
        likely.any_of.emplace_back(number_text(std::round(value * 100) / 100));
    }
    return likely;
}

LikelyAnswers both_ends_counted(const FormField& field, Date) {
    LikelyAnswers likely;
    const CountRange range = count_range(field);
    for (const int count : {range.least, range.most}) {
        const std::string text = std::to_string(count);
        likely.each_of.push_back({text, "填“" + text + "”交不上去"});
    }
    return likely;
}

CountRange count_range(const FormField& field) {
    constexpr double most_usual = 99;
    const double least = std::clamp(field.minimum.value_or(0), -counted_max, counted_max);
    const double most = std::clamp(field.maximum.value_or(most_usual), -counted_max, counted_max);
    const int first = static_cast<int>(std::ceil(least));
    return {first, std::max(first, static_cast<int>(std::floor(most)))};
}

int count_shown(const FormField& field, std::string_view answer) {
    const CountRange range = count_range(field);
    return std::clamp(parse_number<int>(answer).value_or(range.least), range.least, range.most);
}

std::string number_text(double value) {
    std::array<char, 400> text{};  // the largest double has 309 digits
    const auto [end, error] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return error == std::errc{} ? std::string(text.data(), end) : std::string();
}

}  // namespace hall
