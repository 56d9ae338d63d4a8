#include <array>

#include "kiosk/devices/speech/number_words.h"
#include "kiosk/devices/speech/speech_rules.h"

namespace hall::kiosk {

namespace {

bool is_alphanumeric(char32_t c) {
    return is_letter(c) || is_digit(c);
}

char upper(char32_t c) {
    return static_cast<char>(is_lower(c) ? c - U'a' + U'A' : c);
}

// Character by character, letters in upper case: what has to be written down.
std::string spelt(const Characters& text, std::size_t begin, std::size_t end) {
    std::string words;
    for (std::size_t i = begin; i < end; ++i) {
        const char32_t c = text.at(i);
        if (is_digit(c)) {
            const char digit = static_cast<char>(c);
            words += digit_words(std::string_view(&digit, 1), One::yao);
        } else if (is_letter(c)) {
            words += upper(c);
        } else {
            switch (c) {
                case U'.':
                    words += "点";
                    break;
                case U'@':
                    words += "艾特";
                    break;
                case U'/':
                    words += "斜杠";
                    break;
                case U'_':
                    words += "下划线";
                    break;
                case U'-':
                    words += "杠";
                    break;
                case U':':
                    words += "冒号";
                    break;
                case U'?':
                    words += "问号";
                    break;
                case U'=':
                    words += "等于";
                    break;
                case U'&':
                    words += "和";
                    break;
                case U'#':
                    words += "井号";
                    break;
                case U'%':
                    words += "百分号";
                    break;
                default:
                    break;
            }
        }
    }
    return words;
}

bool is_address_sign(char32_t c) {
    return is_alphanumeric(c) || c == U'.' || c == U'-' || c == U'_' || c == U'/' || c == U':' ||
           c == U'?' || c == U'=' || c == U'&' || c == U'%' || c == U'#' || c == U'@' ||
           c == U'+' || c == U'~';
}

std::size_t address_end(const Characters& text, std::size_t at) {
    std::size_t end = at;
    while (is_address_sign(text.original(end))) ++end;
    // A full stop, colon or stroke at the end belongs to the sentence.
    while (end > at && !is_alphanumeric(text.at(end - 1))) --end;
    return end;
}

std::optional<Said> web_address(const Characters& text, std::size_t at) {
    std::size_t begin = at;
    for (const std::u32string_view scheme : {U"https://", U"http://", U"HTTPS://", U"HTTP://"}) {
        if (text.is_at(at, scheme)) begin = at + scheme.size();
    }
    if (begin == at && !text.is_at(at, U"www.") && !text.is_at(at, U"WWW.")) {
        // gh.gov.cn without www: letters, a dot, and a known ending.
        const std::size_t end = address_end(text, at);
        bool known = false;
        for (const std::u32string_view top : {U".gov.cn", U".com", U".cn", U".net", U".org"}) {
            known = known || text.is_before(end, top);
        }
        if (!known) return std::nullopt;
    }
    const std::size_t end = address_end(text, begin);
    if (end == begin) return std::nullopt;
    return Said{end + (text.original(end) == U'/' ? 1 : 0), spelt(text, begin, end)};
}

std::optional<Said> mail_address(const Characters& text, std::size_t at) {
    std::size_t sign = at;
    while (is_alphanumeric(text.original(sign)) || text.at(sign) == U'.' || text.at(sign) == U'_' ||
           text.at(sign) == U'-')
        ++sign;
    if (sign == at || text.at(sign) != U'@' || !is_alphanumeric(text.at(sign + 1)))
        return std::nullopt;
    const std::size_t end = address_end(text, at);
    return Said{end, spelt(text, at, end)};
}

// Groups of letters and figures with dashes, of a given form.
std::optional<Said> slip(const Characters& text, std::size_t at) {
    std::array<std::size_t, 3> sizes = {};
    std::size_t groups = 0;
    std::size_t end = at;
    bool letter = false;
    while (groups < sizes.size()) {
        const std::size_t begin = end;
        while (is_upper(text.at(end)) || is_digit(text.at(end))) {
            letter = letter || is_upper(text.at(end));
            ++end;
        }
        sizes[groups++] = end - begin;
        if (text.at(end) != U'-' || !(is_upper(text.at(end + 1)) || is_digit(text.at(end + 1))))
            break;
        if (groups < sizes.size()) ++end;
    }
    const bool number = groups == 2 && sizes[0] == 3 && sizes[1] >= 5 && sizes[1] <= 12;
    const bool code = groups == 3 && sizes[0] == 4 && sizes[1] == 4 && sizes[2] == 4;
    if (!letter || is_letter(text.at(end)) || !(number || code)) return std::nullopt;
    std::string words;
    std::size_t begin = at;
    for (std::size_t i = 0; i < groups; ++i) {
        words += (i == 0 ? "" : " ") + spelt(text, begin, begin + sizes[i]);
        begin += sizes[i] + 1;
    }
    return Said{end, words};
}

// II型, Ⅱ类, 第III期. One letter alone is a letter.
std::optional<Said> roman(const Characters& text, std::size_t at) {
    constexpr std::array<std::u32string_view, 10> numerals = {U"VIII", U"VII", U"III", U"II", U"IV",
                                                              U"VI",   U"IX",  U"XII", U"XI", U"I"};
    constexpr std::array<const char*, 10> words = {"八", "七", "三",   "二",   "四",
                                                   "六", "九", "十二", "十一", "一"};
    if (is_letter(text.before(at))) return std::nullopt;
    for (std::size_t i = 0; i < numerals.size(); ++i) {
        if (!text.is_at(at, numerals[i])) continue;
        const std::size_t end = at + numerals[i].size();
        const char32_t after = text.at(end);
        const std::u32string_view classifiers = U"型级类期度章节区号";
        if (after != U'\0' && classifiers.find(after) != std::u32string_view::npos)
            return Said{end, words[i]};
    }
    return std::nullopt;
}

// GB 11643, GB/T 2260-2007, NY/T 393—2020, DB51/T 1234: letters as letters, figures one by one.
std::optional<Said> standard(const Characters& text, std::size_t at) {
    std::size_t letters = at;
    while (is_upper(text.at(letters))) ++letters;
    if (letters - at < 2 || letters - at > 4) return std::nullopt;
    std::size_t end = letters;
    std::string words = text.ascii(at, letters);
    if (text.is_at(at, U"DB") && text.digits(end) == 2) {
        words += digit_words(text.ascii(end, end + 2), One::yao);
        end += 2;
    }
    if (text.is_at(end, U"/T") || text.is_at(end, U"/Z")) {
        words += static_cast<char>(text.at(end + 1));
        end += 2;
    }
    const std::size_t figures = text.past_spaces(end);
    const std::size_t count = text.digits(figures);
    if (count < 3) return std::nullopt;
    end = figures + count;
    words += digit_words(text.ascii(figures, end), One::yao);
    if (text.at(end) == U'.' && is_digit(text.at(end + 1))) {
        const std::size_t part = text.digits(end + 1);
        words += "点" + digit_words(text.ascii(end + 1, end + 1 + part), One::yao);
        end += 1 + part;
    }
    const std::size_t year = end + 1;
    if ((text.at(end) == U'-' || text.at(end) == U'—') && text.digits(year) == 4) {
        words += "杠" + digit_words(text.ascii(year, year + 4));
        end = year + 4;
    }
    return Said{end, words};
}

// V2.1, A4, G318, B座, 4G is a number first. Figures after letters: up to two as a number.
std::optional<Said> word(const Characters& text, std::size_t at) {
    std::size_t end = at;
    while (is_letter(text.at(end)) ||
           (text.at(end) == U'\'' && is_lower(text.at(end + 1)) && end > at))
        ++end;
    if (end == at) return std::nullopt;
    std::string words = text.ascii(at, end);
    const bool number_sign = words == "No" || words == "NO" || words == "no";
    if (number_sign && text.at(end) == U'.' && is_digit(text.at(text.past_spaces(end + 1)))) {
        const std::size_t begin = text.past_spaces(end + 1);
        const std::size_t digits = text.digits(begin);
        return Said{begin + digits, integer_words(text.ascii(begin, begin + digits)) + "号"};
    }
    const std::size_t digits = text.digits(end);
    if (text.at(end) == U'_' && is_alphanumeric(text.at(end + 1))) {  // abc_123, a name
        const std::size_t name = address_end(text, at);
        return Said{name, spelt(text, at, name)};
    }
    if (digits == 0) return Said{end, words};
    // Figures and letters in turns, as on a number plate: one by one.
    std::size_t mixed = end;
    while (is_upper(text.at(mixed)) || is_digit(text.at(mixed))) ++mixed;
    if (mixed > end + digits) return Said{mixed, words + spelt(text, end, mixed)};
    if (text.at(end + digits) == U'.' && is_digit(text.at(end + digits + 1))) {
        std::string version = words + integer_words(text.ascii(end, end + digits));
        end += digits;
        while (text.at(end) == U'.' && is_digit(text.at(end + 1))) {
            const std::size_t part = text.digits(end + 1);
            version += "点" + digit_words(text.ascii(end + 1, end + 1 + part));
            end += 1 + part;
        }
        return Said{end, version};
    }
    if (digits <= 2 && text.at(end) != U'0') {
        words += integer_words(text.ascii(end, end + digits));
    } else {
        words += digit_words(text.ascii(end, end + digits), One::yao);
    }
    return Said{end + digits, words};
}

}  // namespace

std::optional<Said> latin_said(const Characters& text, std::size_t at) {
    const char32_t c = text.at(at);
    if (!is_alphanumeric(c)) return std::nullopt;
    if (is_alphanumeric(text.before(at)) && is_digit(c)) return std::nullopt;
    if (auto said = mail_address(text, at)) return said;
    if (auto said = slip(text, at)) return said;
    if (!is_letter(c)) return std::nullopt;
    for (const auto rule : {web_address, roman, standard, word}) {
        if (auto said = rule(text, at)) return said;
    }
    return std::nullopt;
}

}  // namespace hall::kiosk
