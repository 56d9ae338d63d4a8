#include "platform/commands/import_text.h"

#include <iconv.h>

#include <algorithm>
#include <cerrno>

#include "sync/core/blank.h"
#include "sync/core/utf8.h"

namespace hall::platform {

namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

// All of it or nothing: a character that the encoding does not have is no guess worth making.
Result<std::string> converted(std::string_view bytes, const char* from) {
    const iconv_t converter = ::iconv_open("UTF-8", from);
    if (converter == reinterpret_cast<iconv_t>(-1)) {
        return Error(Errc::not_found, "this machine does not know the encoding");
    }
    std::string text;
    std::string buffer(std::size_t{1} << 16, '\0');
    char* in = const_cast<char*>(bytes.data());  // iconv() does not write there
    std::size_t in_left = bytes.size();
    bool good = true;
    while (good && in_left > 0) {
        char* out = buffer.data();
        std::size_t out_left = buffer.size();
        const std::size_t done = ::iconv(converter, &in, &in_left, &out, &out_left);
        good = done != static_cast<std::size_t>(-1) || errno == E2BIG;
        text.append(buffer.data(), buffer.size() - out_left);
    }
    ::iconv_close(converter);
    if (!good) return Error(Errc::corrupt, "not in this encoding");
    return text;
}

// UTF-16 without a mark: JSON begins with an ASCII character, and so each other byte is 0.
const char* utf16_of(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
    if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
    if (bytes.size() < 4 || bytes.size() % 2 != 0) return nullptr;
    if (bytes[0] != '\0' && bytes[1] == '\0') return "UTF-16LE";
    if (bytes[0] == '\0' && bytes[1] != '\0') return "UTF-16BE";
    return nullptr;
}

// What people write in, as far as one can tell by looking: nearly all of the characters
// beyond ASCII are common ideographs and punctuation.
bool reads_as_chinese(std::string_view text) {
    std::size_t beyond_ascii = 0;
    std::size_t common = 0;
    while (!text.empty()) {
        const char32_t c = next_character(text);
        if (c < 0x80) continue;
        ++beyond_ascii;
        const bool is_common = (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3000 && c <= 0x303F) ||
                               (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x2010 && c <= 0x22FF) ||
                               (c >= 0xA0 && c <= 0xFF);
        common += is_common ? 1 : 0;
    }
    return common * 10 >= beyond_ascii * 9;
}

// One spoilt byte in a file of UTF-8 does not make it GBK: then its other lines are good
// UTF-8, which lines of GBK hardly ever are.
bool is_mostly_utf8(std::string_view text) {
    std::size_t good = 0;
    std::size_t bad = 0;
    for (const ImportLine& line : import_lines_of(text)) {
        const bool ascii = std::all_of(line.text.begin(), line.text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        if (ascii) continue;
        ++(is_utf8(line.text) ? good : bad);
    }
    return good >= bad;
}

// The share of a text that is whole characters of three bytes: Chinese in UTF-8.
bool has_utf8_chinese(std::string_view text) {
    std::size_t whole = 0;
    std::size_t broken = 0;
    while (!text.empty()) {
        const std::size_t before = text.size();
        next_character(text);
        const std::size_t bytes = before - text.size();
        if (bytes >= 3) {
            ++whole;
        } else if (bytes == 1 && static_cast<unsigned char>(*(text.data() - 1)) >= 0x80) {
            ++broken;
        }
    }
    return whole > 0 && whole >= broken;
}

}  // namespace

Result<ImportText> import_text_of(std::string bytes) {
    if (const char* encoding = utf16_of(bytes)) {
        Result<std::string> text = converted(bytes, encoding);
        if (!text.ok()) {
            return Error(Errc::refused, "文件像是UTF-16编码，但读不通。请用“另存为”选UTF-8再导入");
        }
        std::string plain = std::move(text).value();
        if (plain.starts_with(utf8_mark)) plain.erase(0, utf8_mark.size());
        return ImportText{std::move(plain), "文件是UTF-16编码，已经转成UTF-8"};
    }
    if (bytes.starts_with(utf8_mark)) bytes.erase(0, utf8_mark.size());
    if (bytes.find('\0') != std::string::npos) {
        return Error(Errc::refused, "这不是文本文件（里面有空字节）。请导出成UTF-8的文本再导入");
    }
    if (is_utf8(bytes)) return ImportText{std::move(bytes), {}};
    if (is_mostly_utf8(bytes) || has_utf8_chinese(bytes)) return ImportText{std::move(bytes), {}};
    const Result<std::string> text = converted(bytes, "GB18030");
    if (text.ok() && reads_as_chinese(text.value())) {
        return ImportText{text.value(), "文件是GBK（GB18030）编码，已经转成UTF-8"};
    }
    return Error(Errc::refused, "文件不是UTF-8编码，也读不成GBK。请用“另存为”选UTF-8再导入");
}

std::vector<ImportLine> import_lines_of(std::string_view text) {
    // Old programs end a line with a carriage return alone.
    const char end = text.find('\n') == std::string_view::npos ? '\r' : '\n';
    std::vector<ImportLine> lines;
    for (std::size_t number = 1; !text.empty(); ++number) {
        std::string_view line = text.substr(0, text.find(end));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        while (line.ends_with('\r')) line.remove_suffix(1);
        if (!is_blank(line)) lines.push_back({number, line});
    }
    return lines;
}

}  // namespace hall::platform
