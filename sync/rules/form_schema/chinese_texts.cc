#include "sync/rules/form_schema/chinese_texts.h"

#include <algorithm>

#include "sync/core/utf8.h"
#include "sync/rules/id_number.h"
#include "sync/rules/lunar_text.h"
#include "sync/rules/money_capitals.h"
#include "sync/rules/phone.h"
#include "sync/rules/privacy/personal_numbers.h"

namespace hall {

namespace {

struct KindByWord {
    std::string_view word;
    TextKind kind;
};

constexpr KindByWord kinds_by_hint[] = {{"idcard", TextKind::id_number},
                                        {"id-card", TextKind::id_number},
                                        {"id_number", TextKind::id_number},
                                        {"phonepad", TextKind::phone},
                                        {"phone", TextKind::phone},
                                        {"tel", TextKind::phone},
                                        {"mobile", TextKind::mobile},
                                        {"bankcard", TextKind::bank_card},
                                        {"bank-card", TextKind::bank_card},
                                        {"capitals", TextKind::capitals},
                                        {"lunar", TextKind::lunar_date},
                                        {"lunar-date", TextKind::lunar_date},
                                        {"place", TextKind::place_code},
                                        {"place-code", TextKind::place_code},
                                        {"name", TextKind::name}};

// The first that a title has.
constexpr KindByWord kinds_by_title[] = {
    {"身份证号", TextKind::id_number},   {"身份号码", TextKind::id_number},
    {"公民身份", TextKind::id_number},   {"身份证件号", TextKind::id_number},
    {"手机", TextKind::mobile},          {"移动电话", TextKind::mobile},
    {"联系电话", TextKind::phone},       {"电话号码", TextKind::phone},
    {"固定电话", TextKind::phone},       {"银行卡号", TextKind::bank_card},
    {"社保卡卡号", TextKind::bank_card}, {"大写", TextKind::capitals},
    {"农历", TextKind::lunar_date},      {"行政区划代码", TextKind::place_code},
    {"村代码", TextKind::place_code}};

// Titles that are these words, or end in them: 老人姓名, but not 姓名拼音.
constexpr std::string_view name_titles[] = {"姓名", "名字", "户主", "曾用名"};

std::optional<TextKind> kind_named(std::string_view hint) {
    for (const KindByWord& row : kinds_by_hint) {
        if (row.word == hint) return row.kind;
    }
    return std::nullopt;
}

std::optional<TextProblem> id_text_problem(std::string_view text, Date today) {
    switch (check_id_number(text, today)) {
        case IdNumberProblem::none:
        case IdNumberProblem::area:
            return std::nullopt;
        case IdNumberProblem::length:
            return TextProblem{"id_length", "身份证号要18位", "对着身份证数一数"};
        case IdNumberProblem::characters:
            return TextProblem{"id_characters", "身份证号前17位要是数字，最后一位是数字或X",
                               "对着身份证再写一遍"};
        case IdNumberProblem::date:
            return TextProblem{"id_date", "身份证号里的出生日期不对", "对着身份证看第7到14位"};
        case IdNumberProblem::check:
            return TextProblem{"id_check", "身份证号有一位写错了，校验位对不上",
                               "对着身份证一位一位看"};
    }
    return std::nullopt;
}

bool is_mobile(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c != ' ' && c != '-') digits.push_back(c);
    }
    if (digits.starts_with("+86")) digits.erase(0, 3);
    return digits.size() == 11 && digits[0] == '1' && is_phone_number(digits);
}

// Letters of any writing, and marks between the parts of a name.
std::optional<TextProblem> name_text_problem(std::string_view text) {
    constexpr std::size_t name_characters_max = 50;
    if (character_count(text) > name_characters_max)
        return TextProblem{"name", "姓名最多50个字", "只写姓名"};
    std::string_view rest = text;
    while (!rest.empty()) {
        const char32_t c = next_character(rest);
        if (std::u32string_view(U"•‧・∙●.．。*＊").find(c) != std::u32string_view::npos)
            return TextProblem{"name", "姓名中间的点写得不对", "写成“·”，比如买买提·艾山"};
        const bool sign = c < 0x80 && !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                        c == ' ' || c == '\'' || c == '-');
        const bool emoji = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF) ||
                           (c >= 0xE000 && c <= 0xF8FF);
        const bool wide = c >= 0xFF01 && c <= 0xFF5E;
        if (sign || emoji || wide)
            return TextProblem{"name", "姓名里有数字或符号", "只写姓名，少数民族姓名中间用“·”"};
    }
    const bool dot_at_end = text.starts_with("·") || text.ends_with("·");
    if (dot_at_end) return TextProblem{"name", "姓名的点不能在最前或最后", "去掉多出的“·”"};
    return std::nullopt;
}

// Sixteen to nineteen digits with a check digit (GB/T 14504, ISO/IEC 7812); blanks do not count.
bool is_bank_card_number(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (c != ' ' && c != '-') digits.push_back(c);
    }
    const bool only_digits =
        std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
    return only_digits && digits.size() >= 16 && digits.size() <= 19 && fits_luhn(digits);
}

bool all_digits(std::string_view text, std::size_t count) {
    return text.size() == count &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

TextKind text_kind_of(const Json& schema, std::string_view title, std::string_view widget) {
    if (schema.contains("enum") || schema.contains("oneOf") || schema.contains("const"))
        return TextKind::plain;
    if (const auto kind = kind_named(widget)) return *kind;
    if (const auto kind = kind_named(string_or(schema, "format"))) return *kind;
    for (const KindByWord& row : kinds_by_title) {
        if (title.find(row.word) != std::string_view::npos) return row.kind;
    }
    for (const std::string_view name : name_titles) {
        if (title.ends_with(name)) return TextKind::name;
    }
    return TextKind::plain;
}

std::optional<TextProblem> text_problem(TextKind kind, std::string_view text, Date today) {
    if (text.empty()) return std::nullopt;
    switch (kind) {
        case TextKind::plain:
            return std::nullopt;
        case TextKind::id_number:
            return id_text_problem(text, today);
        case TextKind::phone:
            if (is_phone_number(text) || is_mobile(text)) return std::nullopt;
            if (lacks_area_code(text))
                return TextProblem{"phone", "座机前面少了区号", "加上区号，比如0838"};
            return TextProblem{"phone", "电话号码不对", "手机11位；座机写区号和号码"};
        case TextKind::mobile:
            if (is_mobile(text)) return std::nullopt;
            return TextProblem{"phone", "手机号码不对", "手机号码是1开头的11位数字"};
        case TextKind::name:
            return name_text_problem(text);
        case TextKind::bank_card:
            if (is_bank_card_number(text)) return std::nullopt;
            return TextProblem{"bank_card", "银行卡号不对，有一位写错了或者位数不对",
                               "对着卡再看一遍"};
        case TextKind::capitals: {
            const Result<Fen> amount = parse_capitals(text);
            if (amount.ok()) return std::nullopt;
            return TextProblem{"capitals", amount.error().message(), "比如：壹仟贰佰元整"};
        }
        case TextKind::lunar_date: {
            const Result<LunarDate> date = parse_lunar_date(text);
            if (date.ok()) return std::nullopt;
            return TextProblem{"lunar", date.error().message(), "比如：1953年闰二月初五"};
        }
        case TextKind::place_code:
            if (all_digits(text, 12) || all_digits(text, 9) || all_digits(text, 6))
                return std::nullopt;
            return TextProblem{"place_code", "地方的代码要是12位数字（镇9位，县6位）",
                               "从名单里选"};
    }
    return std::nullopt;
}

}  // namespace hall
