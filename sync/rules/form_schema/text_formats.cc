#include "sync/rules/form_schema/text_formats.h"

#include <algorithm>
#include <string>

#include "sync/core/clock.h"

namespace hall {

namespace {

bool digits_at(std::string_view text, std::size_t at, std::size_t count) {
    if (text.size() < at + count) return false;
    return std::all_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                       text.begin() + static_cast<std::ptrdiff_t>(at + count),
                       [](char c) { return c >= '0' && c <= '9'; });
}

// 08:30:00, with a fraction and an offset or Z (RFC 3339 full-time; the offset may be left out).
bool is_time(std::string_view text) {
    if (!digits_at(text, 0, 2) || !digits_at(text, 3, 2)) return false;
    if (text[2] != ':' || text.substr(0, 2) > "23" || text.substr(3, 2) > "59") return false;
    text.remove_prefix(5);
    if (text.starts_with(':')) {
        if (!digits_at(text, 1, 2) || text.substr(1, 2) > "60") return false;
        text.remove_prefix(3);
        if (text.starts_with('.')) {
            const std::size_t end = std::min(text.find_first_not_of("0123456789", 1), text.size());
            if (end < 2) return false;
            text.remove_prefix(end);
        }
    }
    if (text.empty() || text == "Z" || text == "z") return true;
    return text.size() == 6 && (text[0] == '+' || text[0] == '-') && digits_at(text, 1, 2) &&
           text[3] == ':' && digits_at(text, 4, 2) && text.substr(1, 2) <= "23" &&
           text.substr(4, 2) <= "59";
}

bool is_date_time(std::string_view text) {
    return text.size() > 11 && parse_date(std::string(text.substr(0, 10))).ok() &&
           (text[10] == 'T' || text[10] == 't' || text[10] == ' ') && is_time(text.substr(11));
}

bool is_email(std::string_view text) {
    const std::size_t at = text.find('@');
    if (at == 0 || at == std::string_view::npos || text.find('@', at + 1) != text.npos)
        return false;
    const std::string_view host = text.substr(at + 1);
    const bool dotted = host.find('.') != host.npos && !host.starts_with('.') &&
                        !host.ends_with('.') && host.find("..") == host.npos;
    return dotted && text.find_first_of(" \t\r\n,;<>()，。") == text.npos;
}

bool is_uri(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon == text.npos || text.find_first_of(" \t\r\n<>\"") != text.npos)
        return false;
    const bool letter = (text[0] | 0x20) >= 'a' && (text[0] | 0x20) <= 'z';
    return letter &&
           std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '+' || c == '-' || c == '.';
           });
}

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        const char c = text[i];
        const bool hex = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
        if (dash ? c != '-' : !hex) return false;
    }
    return true;
}

bool is_ipv4(std::string_view text) {
    int parts = 0;
    while (parts < 4) {
        const std::size_t end = std::min(text.find('.'), text.size());
        const std::string_view part = text.substr(0, end);
        if (part.empty() || part.size() > 3 || !digits_at(part, 0, part.size())) return false;
        if (part.size() == 3 && part > "255") return false;
        ++parts;
        if (end == text.size()) return parts == 4;
        text.remove_prefix(end + 1);
    }
    return false;
}

struct FormatRow {
    std::string_view name;
    bool (*fits)(std::string_view);
    std::string_view complaint;
};

constexpr FormatRow format_rows[] = {
    {"date", [](std::string_view text) { return parse_date(std::string(text)).ok(); },
     "日期要写成2026-03-01这样，而且要有这一天"},
    {"time", is_time, "时间要写成08:30这样"},
    {"date-time", is_date_time, "日期和时间要写成2026-03-01T08:30:00+08:00这样"},
    {"email", is_email, "电子邮箱不对，要有@"},
    {"idn-email", is_email, "电子邮箱不对，要有@"},
    {"uri", is_uri, "网址不对，要写全"},
    {"url", is_uri, "网址不对，要写全"},
    {"data-url", [](std::string_view text) { return text.starts_with("data:"); },
     "这里要放照片或文件，不能写字"},
    {"uuid", is_uuid, "编号的格式不对"},
    {"ipv4", is_ipv4, "网络地址不对"}};

}  // namespace

std::string_view format_complaint(std::string_view format, std::string_view text) {
    for (const FormatRow& row : format_rows) {
        if (row.name == format) return row.fits(text) ? std::string_view() : row.complaint;
    }
    return {};
}

bool is_base64(std::string_view text) {
    if (text.size() % 4 != 0) return false;
    std::size_t end = text.size();
    while (end > 0 && text[end - 1] == '=') --end;
    if (text.size() - end > 2) return false;
    return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '+' || c == '/';
    });
}

}  // namespace hall
