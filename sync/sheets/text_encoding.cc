#include "sync/sheets/text_encoding.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "sync/core/utf8.h"

namespace hall {

namespace {

constexpr std::string_view save_as_utf8 =
    "请用WPS或Excel打开原来的文件，另存为“CSV UTF-8”或xlsx，再导入一次";

class EncodingConverter {
  public:
    EncodingConverter(const char* to, const char* from) : handle_(::iconv_open(to, from)) {}
    EncodingConverter(const EncodingConverter&) = delete;
    EncodingConverter& operator=(const EncodingConverter&) = delete;
    ~EncodingConverter() {
        if (works()) ::iconv_close(handle_);
    }

    bool works() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

    // Converts as far as it goes; how many bytes that was.
    std::size_t convert(std::string_view bytes, std::string& converted) const {
        char* in = const_cast<char*>(bytes.data());  // iconv() does not write there
        std::size_t left = bytes.size();
        std::array<char, 16384> piece{};
        while (left > 0) {
            char* out = piece.data();
            std::size_t room = piece.size();
            const std::size_t done = ::iconv(handle_, &in, &left, &out, &room);
            converted.append(piece.data(), piece.size() - room);
            if (done == static_cast<std::size_t>(-1) && room == piece.size()) break;
        }
        ::iconv(handle_, nullptr, nullptr, nullptr, nullptr);
        return bytes.size() - left;
    }

  private:
    iconv_t handle_;
};

std::size_t line_at(std::string_view bytes, std::size_t at) {
    const auto end = bytes.begin() + static_cast<std::ptrdiff_t>(std::min(at, bytes.size()));
    return 1 + static_cast<std::size_t>(std::count(bytes.begin(), end, '\n'));
}

SheetProblem encoding_problem(std::size_t line, std::string message) {
    return {.code = "encoding",
            .line = line,
            .message = std::move(message),
            .suggestion = std::string(save_as_utf8)};
}

// Goes on behind what cannot be read, so that the rest of the table is still understood.
DecodedText converted_from(std::string_view bytes, const char* from, std::string name) {
    DecodedText decoded{.text = {}, .encoding = std::move(name), .problems = {}};
    const EncodingConverter converter("UTF-8", from);
    if (!converter.works()) {
        decoded.problems.push_back(encoding_problem(1, "这台机器读不了这种文字编码"));
        return decoded;
    }
    constexpr std::size_t problems_max = 3;
    const bool wide = decoded.encoding == "UTF-16";
    decoded.text.reserve(bytes.size() + bytes.size() / 2);
    for (std::size_t at = 0; at < bytes.size();) {
        at += converter.convert(bytes.substr(at), decoded.text);
        if (at >= bytes.size()) break;
        if (decoded.problems.size() < problems_max) {
            const std::size_t line = line_at(decoded.text, decoded.text.size());
            if (decoded.problems.empty() || decoded.problems.back().line != line)
                decoded.problems.push_back(encoding_problem(line, "有认不出的文字（乱码）"));
        }
        append_utf8(decoded.text, replacement_character);
        at += wide ? 2 : 1;
    }
    return decoded;
}

bool is_two_byte_gbk(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (static_cast<unsigned char>(bytes[i]) < 0x80) continue;
        if (i + 1 >= bytes.size() || (bytes[i + 1] >= '0' && bytes[i + 1] <= '9')) return false;
        ++i;
    }
    return true;
}

// Of the characters of two bytes, those of GB 2312's first level: nearly all of a real text.
bool looks_chinese(std::string_view bytes) {
    std::size_t common = 0;
    std::size_t all = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); ++i) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        if (lead < 0x81) continue;
        const auto trail = static_cast<unsigned char>(bytes[i + 1]);
        ++all;
        // Level one, marks and full-width forms.
        common +=
            trail >= 0xA1 && ((lead >= 0xB0 && lead <= 0xD7) || (lead >= 0xA1 && lead <= 0xA3));
        ++i;
    }
    return all < 8 || common * 2 > all;
}

// A line of UTF-8 that somebody had read as GBK: written back as GBK it is UTF-8 again.
bool was_utf8_read_as_gbk(std::string_view line, const EncodingConverter& to_gbk) {
    std::size_t han = 0;
    for (std::string_view rest = line; !rest.empty();) han += is_han(next_character(rest));
    if (han < 6 || !to_gbk.works()) return false;
    std::string bytes;
    if (to_gbk.convert(line, bytes) != line.size() || !is_utf8(bytes)) return false;
    std::size_t again = 0;
    for (std::string_view rest = bytes; !rest.empty();) again += is_han(next_character(rest));
    return again >= 3;
}

// "Ãû³Æ": two letters with accents in a row, again and again.
bool is_latin_rubbish(std::string_view line) {
    std::size_t accented = 0;
    std::size_t han = 0;
    while (!line.empty()) {
        const char32_t c = next_character(line);
        accented += c >= 0xA0 && c <= 0xFF && c != 0xA0 && c != 0xB7 && c != 0xD7 && c != 0xB2;
        han += is_han(c);
    }
    return accented >= 4 && accented > han;
}

// Question marks where a column's name should be.
bool is_question_marks(std::string_view line) {
    const auto marks = static_cast<std::size_t>(std::count(line.begin(), line.end(), '?'));
    return marks >= 6 && line.find("????") != std::string_view::npos;
}

void find_spoilt_lines(DecodedText& decoded) {
    constexpr std::size_t lines_max = 40;  // it is spoilt from its first lines on, or not at all
    const EncodingConverter to_gbk("GBK", "UTF-8");
    std::string_view rest = decoded.text;
    for (std::size_t line = 1; line <= lines_max && !rest.empty(); ++line) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view text = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const bool spoilt = text.find("锟斤") != std::string_view::npos ||
                            was_utf8_read_as_gbk(text, to_gbk) || is_latin_rubbish(text) ||
                            is_question_marks(text);
        if (!spoilt) continue;
        decoded.problems.push_back(
            encoding_problem(line, "汉字已经成了乱码，文件保存时用错了编码"));
        return;
    }
}

void find_replacements(DecodedText& decoded) {
    if (!decoded.problems.empty()) return;
    const std::size_t at = decoded.text.find("\xEF\xBF\xBD");
    if (at == std::string::npos) return;
    const std::size_t line = line_at(decoded.text, at);
    decoded.problems.push_back(encoding_problem(line, "有“\xEF\xBF\xBD”，那里的字已经丢了"));
}

// UTF-8 up to some place and then not: somebody pasted from another file.
DecodedText mostly_utf8(std::string_view bytes) {
    DecodedText decoded{.text = {}, .encoding = "UTF-8", .problems = {}};
    std::size_t line = 1;
    bool told = false;
    for (std::string_view rest = bytes; !rest.empty();) {
        const char32_t c = next_character(rest);
        if (c == '\n') {
            ++line;
            told = false;
        }
        if (c == replacement_character && !told && decoded.problems.size() < 3) {
            decoded.problems.push_back(encoding_problem(line, "有认不出的文字（乱码）"));
            told = true;
        }
        append_utf8(decoded.text, c);
    }
    return decoded;
}

// How much of what is not ASCII is UTF-8, in 100.
std::size_t utf8_percent(std::string_view bytes) {
    std::size_t good = 0;
    std::size_t bad = 0;
    while (!bytes.empty()) {
        const bool ascii = static_cast<unsigned char>(bytes[0]) < 0x80;
        const char32_t c = next_character(bytes);
        if (ascii) continue;
        (c == replacement_character ? bad : good) += 1;
    }
    return good + bad == 0 ? 100 : good * 100 / (good + bad);
}

DecodedText decode_utf16(std::string_view bytes, bool big) {
    return converted_from(bytes, big ? "UTF-16BE" : "UTF-16LE", "UTF-16");
}

DecodedText decode_unmarked(std::string_view bytes) {
    const std::string_view start = bytes.substr(0, 4096);
    const auto zeros = static_cast<std::size_t>(std::count(start.begin(), start.end(), '\0'));
    if (zeros > start.size() / 8) {
        std::size_t even = 0;
        for (std::size_t i = 0; i < start.size(); i += 2) even += start[i] == '\0';
        return decode_utf16(bytes, even * 2 > zeros);
    }
    if (is_utf8(bytes)) return {.text = std::string(bytes), .encoding = "UTF-8", .problems = {}};
    if (utf8_percent(bytes) >= 80) return mostly_utf8(bytes);
    DecodedText decoded =
        converted_from(bytes, "GB18030", is_two_byte_gbk(bytes) ? "GBK" : "GB18030");
    if (decoded.problems.empty() && !looks_chinese(bytes)) {
        decoded.problems.push_back(
            encoding_problem(1, "文件里的汉字读出来是乱码，编码不是国标也不是UTF-8"));
    }
    return decoded;
}

}  // namespace

DecodedText decode_text(std::string_view bytes) {
    DecodedText decoded;
    if (bytes.starts_with("\xEF\xBB\xBF")) {
        bytes.remove_prefix(3);
        decoded = is_utf8(bytes)
                      ? DecodedText{.text = std::string(bytes), .encoding = "UTF-8", .problems = {}}
                      : mostly_utf8(bytes);
    } else if (bytes.starts_with("\xFF\xFE")) {
        decoded = decode_utf16(bytes.substr(2), false);
    } else if (bytes.starts_with("\xFE\xFF")) {
        decoded = decode_utf16(bytes.substr(2), true);
    } else {
        decoded = decode_unmarked(bytes);
    }
    find_replacements(decoded);
    if (decoded.problems.empty()) find_spoilt_lines(decoded);
    return decoded;
}

DecodedText decode_text(std::string_view bytes, std::string_view named) {
    std::string name(named);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    const bool national = name == "gb2312" || name == "gbk" || name == "gb18030" || name == "x-gbk";
    if (!national || is_utf8(bytes)) return decode_text(bytes);
    return converted_from(bytes, "GB18030", is_two_byte_gbk(bytes) ? "GBK" : "GB18030");
}

}  // namespace hall
