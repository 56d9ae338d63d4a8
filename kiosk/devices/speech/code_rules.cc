#include <array>

#include "kiosk/devices/speech/number_words.h"
#include "kiosk/devices/speech/speech_rules.h"

namespace hall::kiosk {

namespace {

std::string figures(const Characters& text, std::size_t begin, std::size_t end) {
    return digit_words(text.ascii(begin, end), One::yao);
}

// Digits in groups of the given sizes; the last group takes what remains.
std::string grouped(const Characters& text, std::size_t begin, std::size_t end,
                    std::initializer_list<std::size_t> sizes) {
    std::string words;
    for (const std::size_t size : sizes) {
        if (begin >= end) break;
        const std::size_t next = begin + size < end ? begin + size : end;
        if (!words.empty()) words += " ";
        words += figures(text, begin, next);
        begin = next;
    }
    if (begin < end) words += " " + figures(text, begin, end);
    return words;
}

// GB 11643: seventeen digits and a check character, of which X is ten.
std::optional<Said> identity_number(const Characters& text, std::size_t at) {
    const std::size_t digits = text.digits(at);
    const char32_t last = text.at(at + 17);
    const bool x = digits == 17 && (last == U'X' || last == U'x');
    if ((digits != 18 && !x) || (x && is_letter(text.at(at + 18)))) return std::nullopt;
    std::string words = grouped(text, at, at + 17, {6, 4, 4, 3});
    words += x ? std::string("埃克斯") : figures(text, at + 17, at + 18);
    return Said{at + 18, words};
}

// 138****5678, 5106**********123X: figures with a part that is hidden.
std::optional<Said> masked(const Characters& text, std::size_t at) {
    const std::size_t digits = text.digits(at);
    std::size_t end = at + digits;
    std::size_t stars = 0;
    while (text.at(end + stars) == U'*') ++stars;
    if (digits < 1 || stars < 2) return std::nullopt;
    end += stars;
    std::string words = figures(text, at, at + digits) + " 隐去" +
                        (stars == 2 ? "两" : integer_words(std::to_string(stars))) + "位";
    const std::size_t rest = text.digits(end);
    if (rest > 0) words += " " + figures(text, end, end + rest);
    end += rest;
    if (text.at(end) == U'X' || text.at(end) == U'x') {
        words += rest > 0 ? "埃克斯" : " 埃克斯";
        ++end;
    }
    return Said{end, words};
}

// 13812345678, 138 1234 5678, 138-1234-5678, +86 in front.
std::optional<Said> mobile(const Characters& text, std::size_t at) {
    std::size_t begin = at;
    if (text.is_at(begin, U"+86")) begin = text.past_spaces(begin + 3);
    if (text.at(begin) == U'-') ++begin;
    if (text.at(begin) != U'1' || text.at(begin + 1) < U'3' || text.at(begin + 1) > U'9')
        return std::nullopt;
    std::size_t end = begin;
    std::string digits;
    for (const std::size_t size : {3U, 4U, 4U}) {
        if (!digits.empty() && (text.at(end) == U' ' || text.at(end) == U'-')) ++end;
        for (std::size_t i = 0; i < size; ++i, ++end) {
            if (!is_digit(text.at(end))) return std::nullopt;
            digits += static_cast<char>(text.at(end));
        }
    }
    if (is_digit(text.at(end)) || text.at(end) == U'.') return std::nullopt;
    return Said{end, digit_words(digits.substr(0, 3), One::yao) + " " +
                         digit_words(digits.substr(3, 4), One::yao) + " " +
                         digit_words(digits.substr(7), One::yao)};
}

// (0838)5222222, 0838-5222222, 028-86666666转8001; 400-820-8820, 95598.
std::optional<Said> landline(const Characters& text, std::size_t at) {
    std::size_t begin = at;
    const bool bracket = text.at(at) == U'(';
    if (bracket) ++begin;
    if (text.at(begin) != U'0') return std::nullopt;
    const std::size_t digits = text.digits(begin);
    // Area codes have three digits where the second is 1 or 2 (010, 028), four elsewhere.
    const std::size_t area = text.at(begin + 1) == U'1' || text.at(begin + 1) == U'2' ? 3 : 4;
    std::size_t local = begin + area;
    if (bracket) {
        if (digits != area || text.at(local) != U')') return std::nullopt;
        ++local;
    } else if (digits == area && (text.at(local) == U'-' || text.at(local) == U' ')) {
        ++local;
    } else if (digits != area + 7 && digits != area + 8) {
        return std::nullopt;
    }
    const std::size_t length = text.digits(local);
    if (length != 7 && length != 8) return std::nullopt;
    std::size_t end = local + length;
    std::string words = figures(text, begin, begin + area) + " " + figures(text, local, end);
    const bool extension = (text.at(end) == U'-' || text.at(end) == U'转') &&
                           text.digits(end + 1) >= 1 && text.digits(end + 1) <= 6;
    if (extension) {
        const std::size_t more = text.digits(end + 1);
        words += "转" + figures(text, end + 1, end + 1 + more);
        end += 1 + more;
    }
    return Said{end, words};
}

std::optional<Said> service_line(const Characters& text, std::size_t at) {
    if (text.is_at(at, U"400-") || text.is_at(at, U"800-")) {
        std::size_t end = at;
        std::string words;
        while (text.digits(end) >= 3 && text.digits(end) <= 4) {
            const std::size_t digits = text.digits(end);
            words += (words.empty() ? "" : " ") + figures(text, end, end + digits);
            end += digits;
            if (text.at(end) != U'-' || !is_digit(text.at(end + 1))) break;
            ++end;
        }
        return Said{end, words};
    }
    return std::nullopt;
}

bool is_emergency(const std::string& digits) {
    return digits == "110" || digits == "119" || digits == "120" || digits == "122";
}

// Numbers of public services that nobody takes for an amount.
bool is_public_line(const std::string& digits) {
    if (digits.size() == 5 && digits.starts_with("12") && digits[2] == '3') return true;  // 12345
    return digits == "10086" || digits == "10010" || digits == "95598" || digits == "11185" ||
           digits == "96110" || digits == "12110" || digits == "114";
}

bool follows_any(const Characters& text, std::size_t at,
                 std::initializer_list<std::u32string_view> words) {
    for (const auto word : words) {
        if (text.is_at(at, word)) return true;
    }
    return false;
}

// The text before `at`, over spaces, colons, quotation marks and 是, 为, ends in a word.
bool comes_after(const Characters& text, std::size_t at,
                 std::initializer_list<std::u32string_view> words) {
    while (at > 0) {
        const char32_t c = text.at(at - 1);
        if (c != U' ' && c != U':' && c != U'是' && c != U'为' && c != U'“' && c != U'"' &&
            c != U'(' && c != U'「')
            break;
        --at;
    }
    for (const auto word : words) {
        if (text.is_before(at, word)) return true;
    }
    return false;
}

bool is_amount_word(const Characters& text, std::size_t at) {
    at = text.past_spaces(at);
    return han_unit(text, at) > 0 || latin_unit(text, at).length > 0 ||
           follows_any(text, at,
                       {U"万", U"亿", U"元", U"%", U"‰", U"℃", U"度", U"余", U"多", U"个", U"户",
                        U"人", U"块", U"伏", U"毫", U"公", U"平", U"立", U"."});
}

std::optional<Said> short_line(const Characters& text, std::size_t at) {
    const std::size_t length = text.digits(at);
    if (length < 3 || length > 8) return std::nullopt;
    const std::size_t end = at + length;
    const std::string digits = text.ascii(at, end);
    const bool called = comes_after(text, at,
                                    {U"拨打", U"拨", U"电话", U"热线", U"致电", U"打", U"座机",
                                     U"传真", U"联系", U"短号", U"呼叫"});
    const bool named =
        follows_any(text, text.past_spaces(end),
                    {U"热线", U"电话", U"报警", U"急救", U"平台", U"专线", U"服务热线", U"火警",
                     U"救护", U"便民", U"、119", U"、120", U"、110"});
    const bool amount = is_amount_word(text, end);
    const bool line = (called && !amount) || named || (is_public_line(digits) && !amount) ||
                      (is_emergency(digits) && !amount && !text.is_before(at, U"第"));
    const char32_t after = text.at(end);
    if (!line || after == U'-' || after == U',' || after == U'/') return std::nullopt;
    return Said{end, figures(text, at, end)};
}

// What follows the name of a code, and what is too long for an amount.
std::optional<Said> plain_code(const Characters& text, std::size_t at) {
    const std::size_t length = text.digits(at);
    const std::size_t end = at + length;
    if (length == 0 || text.at(end) == U',' || (text.at(end) == U'.' && is_digit(text.at(end + 1))))
        return std::nullopt;
    if (length == 12 && !is_amount_word(text, end))  // county, town, village
        return Said{end, grouped(text, at, end, {6, 3, 3})};
    if (length >= 16 && length <= 19) return Said{end, grouped(text, at, end, {4, 4, 4, 4})};
    const bool named = comes_after(
        text, at,
        {U"号码", U"编号",   U"账号", U"帐号", U"卡号", U"证号",   U"尾号",  U"邮编", U"邮政编码",
         U"QQ",   U"验证码", U"密码", U"代码", U"口令", U"编码",   U"单号",  U"工号", U"微信",
         U"批号", U"学号",   U"户号", U"表号", U"车牌", U"区划码", U"后四位"});
    const std::size_t after = text.past_spaces(end);
    if (named && (text.at(end) == U'X' || text.at(end) == U'x') && !is_letter(text.at(end + 1)))
        return Said{end + 1, figures(text, at, end) + "埃克斯"};
    if (named && !is_amount_word(text, end)) return Said{end, figures(text, at, end)};
    // 90后: the years of a birth.
    if (length == 2 && text.at(at) >= U'5' && text.at(at + 1) == U'0' && text.at(end) == U'后')
        return Said{end, digit_words(text.ascii(at, end))};
    if (length >= 3 &&
        follows_any(text, after, {U"室", U"房", U"次列车", U"路公交", U"国道", U"省道"}))
        return Said{end, figures(text, at, end)};
    if (length >= 3 && length <= 4 && comes_after(text, at, {U"单元", U"栋", U"幢"}) &&
        !is_amount_word(text, end))
        return Said{end, figures(text, at, end)};
    if (length >= 8 && !is_amount_word(text, end)) {
        return Said{end, grouped(text, at, end, {4, 4, 4, 4, 4, 4, 4})};
    }
    // 05, 0012: whoever writes zeros in front means the figures.
    if (length >= 2 && text.at(at) == U'0')
        return Said{end, digit_words(text.ascii(at, end), length > 2 ? One::yao : One::yi)};
    return std::nullopt;
}

// 6217 0000 1234 5678: a card as it is printed.
std::optional<Said> spaced_card(const Characters& text, std::size_t at) {
    std::size_t end = at;
    std::size_t groups = 0;
    std::string words;
    while (text.digits(end) >= 1 && text.digits(end) <= 4) {
        const std::size_t digits = text.digits(end);
        if (groups < 3 && digits != 4) return std::nullopt;
        words += (groups == 0 ? "" : " ") + figures(text, end, end + digits);
        end += digits;
        ++groups;
        if (text.at(end) != U' ' || !is_digit(text.at(end + 1)) || digits != 4) break;
        ++end;
    }
    if (groups < 4) return std::nullopt;
    return Said{end, words};
}

// 3-2-501, 3·15, 1.0.3: figures joined by a sign, more than two of them or by a dot in the
// middle.
std::optional<Said> joined_figures(const Characters& text, std::size_t at) {
    std::size_t end = at + text.digits(at);
    const char32_t sign = text.at(end);
    if (sign != U'-' && sign != U'·' && sign != U'•' && sign != U'.') return std::nullopt;
    std::string words =
        text.digits(at) > 2 ? figures(text, at, end) : integer_words(text.ascii(at, end));
    // Nutrients of a fertiliser, 15-15-15, are a ratio.
    const bool ratio = text.near_before(at, U"比", 4) || text.near_before(at, U"肥", 4) ||
                       text.near_before(at, U"钾", 4);
    std::size_t parts = 1;
    while (text.at(end) == sign && is_digit(text.at(end + 1))) {
        const std::size_t begin = end + 1;
        end = begin + text.digits(begin);
        words += sign == U'-' ? (ratio ? "比" : "杠") : sign == U'.' ? "点" : "";
        const bool one_by_one = sign != U'-' || end - begin > 2;
        words += one_by_one ? digit_words(text.ascii(begin, end),
                                          sign == U'.' && end - begin < 3 ? One::yi : One::yao)
                            : integer_words(text.ascii(begin, end));
        ++parts;
    }
    const bool dotted = sign == U'·' || sign == U'•';
    if (parts < (dotted ? 2U : 3U)) return std::nullopt;
    if (dotted) return Said{end, figures(text, at, end)};  // 3·15 三幺五
    return Said{end, words};
}

}  // namespace

std::optional<Said> code_said(const Characters& text, std::size_t at) {
    const char32_t c = text.at(at);
    if (c == U'+') return text.is_at(at, U"+86") ? mobile(text, at) : std::nullopt;
    if (c == U'(') return landline(text, at);
    if (!is_digit(c)) return std::nullopt;
    for (const auto rule : {identity_number, masked, mobile, landline, service_line, short_line,
                            spaced_card, joined_figures, plain_code}) {
        if (auto said = rule(text, at)) return said;
    }
    return std::nullopt;
}

}  // namespace hall::kiosk
