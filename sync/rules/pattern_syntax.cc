#include "sync/rules/pattern_syntax.h"

#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "sync/core/utf8.h"

namespace hall {

namespace {

// WhiteSpace and LineTerminator of ECMA-262, inside a class.
constexpr std::string_view blanks =
    R"(\t-\r\x20\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
// All other characters: RE2 has no class inside a class to negate.
constexpr std::string_view no_blanks =
    R"(\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027})"
    R"(\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff})";
constexpr std::string_view no_line_end = R"([^\n\r\x{2028}\x{2029}])";
constexpr std::string_view anything = R"([\x{0}-\x{10ffff}])";
constexpr std::string_view nothing = R"([^\x{0}-\x{10ffff}])";

Error refused(std::string message) {
    return Error(Errc::refused, std::move(message));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string character_text(std::uint32_t code) {
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), code, 16).ptr;
    return R"(\x{)" + std::string(digits.data(), end) + "}";
}

// Reads the pattern from its front to its end, once.
class Translator {
  public:
    explicit Translator(std::string_view expression) : rest_(expression) {}

    Result<std::string> translate() {
        while (!rest_.empty()) {
            if (rest_.starts_with("(?")) {
                TRY(take_group());
            } else if (rest_.front() == '\\') {
                TRY(take_escape(false));
            } else if (rest_.front() == '[') {
                TRY(take_class());
            } else if (rest_.front() == '.') {
                rest_.remove_prefix(1);
                out_ += no_line_end;
            } else {
                copy_character();
            }
        }
        return std::move(out_);
    }

  private:
    void copy_character() {
        std::string_view after = rest_;
        next_character(after);
        out_ += rest_.substr(0, rest_.size() - after.size());
        rest_ = after;
    }

    // `(?:` and `(?<name>`; names lead nowhere without back references.
    Result<void> take_group() {
        if (rest_.starts_with("(?=") || rest_.starts_with("(?!") || rest_.starts_with("(?<=") ||
            rest_.starts_with("(?<!")) {
            return refused("不能用前后查看 " + std::string(rest_.substr(0, 4)) +
                           "…，请改用字段的选项或长度来限制");
        }
        if (rest_.starts_with("(?<")) {
            const std::size_t end = rest_.find('>');
            if (end == std::string_view::npos) return refused("“(?<”后面没有“>”");
            rest_.remove_prefix(end + 1);
        } else if (rest_.starts_with("(?:")) {
            rest_.remove_prefix(3);
        } else {
            return refused("不认识“" + std::string(prefix_of(rest_, 3)) + "”");
        }
        out_ += "(?:";
        return {};
    }

    Result<void> take_class() {
        for (const auto& [written, meant] :
             {std::pair("[^]", anything), std::pair("[]", nothing)}) {
            if (!rest_.starts_with(written)) continue;
            rest_.remove_prefix(std::string_view(written).size());
            out_ += meant;
            return {};
        }
        rest_.remove_prefix(1);
        out_ += '[';
        if (!rest_.empty() && rest_.front() == '^') copy_character();
        while (!rest_.empty() && rest_.front() != ']') {
            if (rest_.front() == '\\') {
                TRY(take_escape(true));
            } else if (rest_.front() == '[') {
                // RE2 would look for "[:alpha:]" here; ECMA-262 means the bracket.
                out_ += R"(\[)";
                rest_.remove_prefix(1);
            } else {
                copy_character();
            }
        }
        if (rest_.empty()) return refused("“[”后面没有“]”");
        copy_character();
        return {};
    }

    // What `\s` and its like stand for, as they are written in a class and outside.
    void put_set(std::string_view members, bool in_class) {
        if (!in_class) out_ += '[';
        out_ += members;
        if (!in_class) out_ += ']';
    }

    Result<void> take_escape(bool in_class) {
        if (rest_.size() < 2) return refused(R"(最后一个“\”后面没有字)");
        const char c = rest_[1];
        switch (c) {
            case 's':
            case 'S':
                rest_.remove_prefix(2);
                put_set(c == 's' ? blanks : no_blanks, in_class);
                return {};
            case 'd':
            case 'D':
            case 'w':
            case 'W':
            case 'f':
            case 'n':
            case 'r':
            case 't':
            case 'v':
                out_ += rest_.substr(0, 2);
                rest_.remove_prefix(2);
                return {};
            case 'p':
            case 'P':
                return take_property();
            case 'u':
            case 'x':
            case 'c':
                return take_code();
            case 'b':
            case 'B':
                if (in_class && c == 'B') break;
                out_ += in_class ? std::string_view(R"(\x{8})") : rest_.substr(0, 2);
                rest_.remove_prefix(2);
                return {};
            default:
                return take_identity();
        }
        return refused("方括号里不能用 \\" + std::string(1, c));
    }

    // `\0`, and `\.` and its like: a mark that stands for itself.
    Result<void> take_identity() {
        const char c = rest_[1];
        if (c == '0' && (rest_.size() < 3 || !is_digit(rest_[2]))) {
            out_ += R"(\x{0})";
        } else if (is_digit(c) || c == 'k') {
            return refused("不能用反向引用 \\" + std::string(1, c));
        } else if (is_letter(c)) {
            return refused("不认识 \\" + std::string(1, c));
        } else if (static_cast<unsigned char>(c) < 0x80) {
            out_ += rest_.substr(0, 2);
        } else {
            rest_.remove_prefix(1);
            copy_character();
            return {};
        }
        rest_.remove_prefix(2);
        return {};
    }

    // Hexadecimal digits from `at` on; nothing unless there are so many.
    std::optional<std::uint32_t> code_at(std::size_t at, std::size_t digits) const {
        if (digits == 0 || digits > 6 || rest_.size() < at + digits) return std::nullopt;
        std::uint32_t code = 0;
        const char* const begin = rest_.data() + at;
        const auto [end, error] = std::from_chars(begin, begin + digits, code, 16);
        if (error != std::errc{} || end != begin + digits) return std::nullopt;
        return code;
    }

    // \u4e00 \u{20000} \x41 \cJ, and the two halves of a surrogate pair as one.
    Result<void> take_code() {
        constexpr std::uint32_t high = 0xD800;
        constexpr std::uint32_t low = 0xDC00;
        constexpr std::uint32_t after_low = 0xE000;
        std::optional<std::uint32_t> code;
        std::size_t length = 0;
        if (rest_.starts_with(R"(\u{)")) {
            const std::size_t end = rest_.find('}');
            if (end != std::string_view::npos) code = code_at(3, end - 3);
            length = end + 1;
        } else if (rest_[1] == 'u') {
            code = code_at(2, 4);
            length = 6;
            const bool pair = code && *code >= high && *code < low && rest_.size() >= 12 &&
                              rest_.substr(6, 2) == R"(\u)";
            const std::optional<std::uint32_t> second = pair ? code_at(8, 4) : std::nullopt;
            if (second && *second >= low && *second < after_low) {
                code = 0x10000 + ((*code - high) << 10) + (*second - low);
                length = 12;
            }
        } else if (rest_[1] == 'x') {
            code = code_at(2, 2);
            length = 4;
        } else if (rest_.size() > 2 && is_letter(rest_[2])) {
            code = static_cast<std::uint32_t>(rest_[2]) % 32;
            length = 3;
        }
        const bool character = code && *code <= 0x10FFFF && (*code < high || *code >= after_low);
        if (!character) return refused("不认识 " + std::string(prefix_of(rest_, 6)));
        out_ += character_text(*code);
        rest_.remove_prefix(length);
        return {};
    }

    // \p{L}, \p{Script=Han}; RE2 knows general categories and scripts by their short names.
    Result<void> take_property() {
        const std::size_t end = rest_.find('}');
        if (rest_.size() < 4 || rest_[2] != '{' || end == std::string_view::npos) {
            return refused("“\\p”后面要写 {L} 这样的类别");
        }
        std::string_view name = rest_.substr(3, end - 3);
        for (const std::string_view of : {"Script=", "sc=", "General_Category=", "gc="}) {
            if (name.starts_with(of)) name.remove_prefix(of.size());
        }
        out_ += rest_.substr(0, 2);
        out_ += '{';
        out_ += name;
        out_ += '}';
        rest_.remove_prefix(end + 1);
        return {};
    }

    std::string_view rest_;
    std::string out_;
};

}  // namespace

Result<std::string> re2_syntax_of(std::string_view expression) {
    return Translator(expression).translate();
}

}  // namespace hall
