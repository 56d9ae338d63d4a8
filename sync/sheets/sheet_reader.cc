#include "sync/sheets/sheet_reader.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "sync/core/blank.h"
#include "sync/sheets/csv_reader.h"
#include "sync/sheets/html_reader.h"
#include "sync/sheets/xlsx_reader.h"

namespace hall {

namespace {

constexpr std::string_view save_as_xlsx =
    "请用WPS或Excel打开它，点“另存为”，类型选“xlsx”，再导入一次";

Workbook unreadable(std::string code, std::string message, std::string suggestion) {
    Workbook book;
    book.problems.push_back({.code = std::move(code),
                             .line = std::nullopt,
                             .message = std::move(message),
                             .suggestion = std::move(suggestion)});
    return book;
}

struct FileMark {
    std::string_view start;
    std::string_view name;
};

constexpr std::string_view picture_mark = "图片";
constexpr std::array<FileMark, 14> file_marks = {{{"\x89PNG", picture_mark},
                                                  {"\xFF\xD8\xFF", picture_mark},
                                                  {"GIF8", picture_mark},
                                                  {"BM", picture_mark},
                                                  {"RIFF", picture_mark},
                                                  {"II*", picture_mark},
                                                  {"MM\x00*", picture_mark},
                                                  {"%PDF", "PDF文件"},
                                                  {"Rar!", "压缩包"},
                                                  {"7z\xBC\xAF", "压缩包"},
                                                  {"\x1F\x8B", "压缩包"},
                                                  {"{\\rtf", "Word文档"},
                                                  {"MIME-Version", "单个网页文件"},
                                                  {"\x7F"
                                                   "ELF",
                                                   "程序"}}};

// A bitmap begins with two letters that a text may begin with, too.
bool has_mark(std::string_view bytes, const FileMark& mark) {
    if (!bytes.starts_with(mark.start)) return false;
    if (mark.start != "BM") return true;
    return bytes.size() > 10 && bytes.substr(6, 4) == std::string_view("\0\0\0\0", 4);
}

std::string utf16_of(std::string_view ascii) {
    std::string wide;
    for (const char c : ascii) wide.append({c, '\0'});
    return wide;
}

Workbook compound_file(std::string_view bytes) {
    if (bytes.find(utf16_of("EncryptedPackage")) != std::string_view::npos) {
        return unreadable("password", "设了打开密码，读不了",
                          "请打开后去掉密码，另存为xlsx，再导入一次");
    }
    if (bytes.find(utf16_of("WordDocument")) != std::string_view::npos) {
        return unreadable("format", "是Word文档，不是表格",
                          "请把表复制到WPS表格或Excel里，另存为xlsx，再导入一次");
    }
    return unreadable("format", "是旧格式的表格（.xls），读不了", std::string(save_as_xlsx));
}

bool is_binary(std::string_view bytes) {
    const std::string_view start = bytes.substr(0, 8192);
    std::size_t controls = 0;
    for (const char c : start) {
        const auto byte = static_cast<unsigned char>(c);
        controls += byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t';
    }
    const auto zeros = static_cast<std::size_t>(std::count(start.begin(), start.end(), '\0'));
    const bool wide = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    // Text of two bytes a character has its zeros in every other place.
    return !wide && controls * 20 > start.size() && controls - zeros > start.size() / 40;
}

std::string lower_start(std::string_view bytes) {
    std::string start(bytes.substr(0, 4096));
    std::transform(start.begin(), start.end(), start.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return start;
}

Workbook with_empty_told(Workbook book) {
    const bool empty = std::all_of(book.sheets.begin(), book.sheets.end(),
                                   [](const Sheet& sheet) { return sheet.rows.empty(); });
    if (!empty || !book.problems.empty()) return book;
    return unreadable("empty", "是空的，里面没有内容", "请打开原来的表看一看，保存后再导入一次");
}

}  // namespace

Workbook read_workbook(std::string_view bytes, const SheetLimits& limits) {
    if (bytes.empty()) {
        return unreadable("empty", "是空的，里面没有内容",
                          "请打开原来的表看一看，保存后再导入一次");
    }
    if (bytes.size() > limits.bytes_max) {
        return unreadable("size", "太大了", "请删去图片，按组或按月分成几张表，分别导入");
    }
    if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return compound_file(bytes);
    if (bytes.starts_with("PK")) return with_empty_told(read_xlsx(bytes, limits));
    for (const FileMark& mark : file_marks) {
        if (!has_mark(bytes, mark)) continue;
        return unreadable("format", "是" + std::string(mark.name) + "，不是表格",
                          "请把内容录进WPS表格或Excel，另存为xlsx，再导入一次");
    }
    if (is_binary(bytes)) {
        return unreadable("format", "不是表格，或者已经损坏", std::string(save_as_xlsx));
    }
    const std::string start = lower_start(bytes);
    if (start.find("<?mso-application") != std::string::npos) {
        return unreadable("format", "是旧的XML表格，读不了", std::string(save_as_xlsx));
    }
    if (looks_like_html(start)) return with_empty_told(read_html(bytes, limits));
    return with_empty_told(read_csv(bytes, limits));
}

}  // namespace hall
