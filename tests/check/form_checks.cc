#include "tests/check/form_checks.h"

#include <iostream>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/json.h"
#include "sync/rules/form_schema/form_schema.h"
#include "sync/rules/id_number.h"
#include "sync/rules/money_capitals.h"
#include "tests/check/exit_codes.h"

namespace hall::check {

namespace {

constexpr std::uint64_t file_bytes_max = std::uint64_t{64} << 20;

Date today_here() {
    return date_at(SystemClock().wall_ms());
}

void print_finding(const Finding& finding) {
    std::cout << json_line(
                     {{"path", finding.path},
                      {"rule", finding.code},
                      {"severity", finding.severity == Severity::refuse ? "error" : "warning"},
                      {"text", text_of(finding)}})
              << "\n";
}

void print_unreadable(const char* which, const Error& error) {
    print_finding(
        {.path = {},
         .row = {},
         .code = "json",
         .place = which,
         .message = "读不懂：" + error.message(),
         .suggestion = "检查是不是完整的 JSON，编码是不是 UTF-8，数字有没有超过2的53次方"});
}

std::string reason_of_id(std::string_view text) {
    switch (check_id_number(text, today_here())) {
        case IdNumberProblem::none:
            return "ok";
        case IdNumberProblem::length:
            return "身份证号要18位";
        case IdNumberProblem::characters:
            return "前17位要是数字，最后一位是数字或X";
        case IdNumberProblem::area:
            return "前两位不是省、自治区、直辖市的代码";
        case IdNumberProblem::date:
            return "出生日期不对，没有这一天，或者还没有到";
        case IdNumberProblem::check:
            return "校验位对不上，有一位写错了";
    }
    return {};
}

bool is_ascii(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    }
    return true;
}

std::string figures_of(std::string_view text) {
    constexpr std::string_view sign = "¥";
    constexpr std::string_view wide_sign = "￥";
    constexpr std::string_view unit = "元";
    if (text.starts_with(sign)) text.remove_prefix(sign.size());
    if (text.starts_with(wide_sign)) text.remove_prefix(wide_sign.size());
    if (text.ends_with(unit) && is_ascii(text.substr(0, text.size() - unit.size())))
        text.remove_suffix(unit.size());
    return std::string(text);
}

std::string reason_of_amount(std::string_view line) {
    const std::size_t parted = line.find_first_of(" \t=");
    std::string_view first = line.substr(0, parted);
    std::string_view second;
    if (parted != line.npos) {
        second = line.substr(parted);
        second.remove_prefix(std::min(second.find_first_not_of(" \t="), second.size()));
    }
    const auto amount_of = [](std::string_view text) -> Result<Fen> {
        const std::string figures = figures_of(text);
        if (!is_ascii(figures)) return parse_capitals(text);
        const Result<Fen> amount = parse_yuan(figures);
        if (!amount.ok()) return Error(Errc::corrupt, "不是金额：最多两位小数，逗号要隔三位");
        return amount;
    };
    const Result<Fen> amount = amount_of(first);
    if (!amount.ok()) return amount.error().message();
    if (second.empty()) return "ok";
    const Result<Fen> other = amount_of(second);
    if (!other.ok()) return other.error().message();
    if (amount.value() == other.value()) return "ok";
    return "大写和小写不一样，" + yuan_text(amount.value()) + "应写成" +
           (amount.value() >= 0 ? yuan_in_capitals(amount.value()) : std::string("负数"));
}

template <typename Judge>
int judge_lines(Judge judge) {
    std::string line;
    bool all_good = true;
    while (std::getline(std::cin, line)) {
        if (line.ends_with('\r')) line.pop_back();
        const std::string said = judge(line);
        all_good = all_good && said == "ok";
        std::cout << said << "\n";
    }
    return all_good ? 0 : 1;
}

}  // namespace

int form(const std::vector<std::string>& arguments) {
    if (arguments.empty() || arguments.size() > 2) return wrong_use;
    DiskFiles files;
    const Result<std::string> form_text = files.read(Path(arguments[0]), file_bytes_max);
    if (!form_text.ok()) return fail(form_text.error());
    const Result<Json> form_json = parse_json(form_text.value());
    if (!form_json.ok()) {
        print_unreadable("表格", form_json.error());
        return 1;
    }
    const FormSchema schema = FormSchema::read(form_json.value());
    for (const Finding& finding : schema.findings()) print_finding(finding);
    if (!schema.usable()) return 1;
    if (arguments.size() == 1) return 0;
    const Result<std::string> data_text = files.read(Path(arguments[1]), file_bytes_max);
    if (!data_text.ok()) return fail(data_text.error());
    const Result<Json> data = parse_json(data_text.value());
    if (!data.ok()) {
        print_unreadable("填的内容", data.error());
        return 1;
    }
    const Findings findings = schema.judge(data.value(), today_here());
    for (const Finding& finding : findings) print_finding(finding);
    return refuses(findings) ? 1 : 0;
}

int id_numbers(const std::vector<std::string>& arguments) {
    if (!arguments.empty()) return wrong_use;
    return judge_lines(reason_of_id);
}

int amounts(const std::vector<std::string>& arguments) {
    if (!arguments.empty()) return wrong_use;
    return judge_lines(reason_of_amount);
}

}  // namespace hall::check
