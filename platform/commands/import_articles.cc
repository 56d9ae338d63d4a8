#include "platform/commands/import_articles.h"

#include <algorithm>

#include "sync/core/blank.h"
#include "sync/core/clock.h"
#include "sync/core/plain_text.h"
#include "sync/core/refused.h"
#include "sync/core/utf8.h"
#include "sync/wire/document_types.h"
#include "sync/wire/signature.h"

namespace hall::platform {

namespace {

// A document's id out of anybody's: the same one always gives the same, and two that
// differ stay different.
std::string safe_id(const std::string& id) {
    constexpr std::size_t characters_max = 50;
    std::string safe;
    for (const char c : id.substr(0, characters_max)) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ||
                           lower == '.' || lower == '-' || lower == '_';
        safe.push_back(plain ? lower : '-');
    }
    if (safe != id) safe += '-' + sha256_hex(id).substr(0, 12);
    return "import-" + safe;
}

// An id of null would be the same for all that have none.
Result<std::string> outside_id(const Json& line) {
    const auto found = line.find("id");
    if (found == line.end()) return refused("缺少编号“id”。每篇要有一个自己的编号，再导入时靠它认");
    if (found->is_number_integer()) return json_line(*found);
    if (!found->is_string())
        return refused("编号“id”要写成文字或整数，不能是 " + json_line(*found));
    const std::string id = found->get<std::string>();
    if (is_blank(id)) return refused("编号“id”是空白的");
    return id;
}

Result<std::string> text_member(const Json& line, const char* name) {
    const auto found = line.find(name);
    if (found == line.end()) return refused("缺少“" + std::string(name) + "”");
    if (!found->is_string()) return refused("“" + std::string(name) + "”要写成加引号的文字");
    const std::string text = found->get<std::string>();
    if (is_blank(text)) return refused("“" + std::string(name) + "”是空白的，请写上内容");
    return text;
}

// Without a date an article is of today; with one that is none, it is a mistake.
Result<std::string> date_member(const Json& line, std::int64_t now_ms) {
    const auto found = line.find("date");
    if (found == line.end()) return date_text(date_at(now_ms));
    if (found->is_string() && parse_date(found->get<std::string>()).ok()) {
        return found->get<std::string>();
    }
    return refused("“date”写的是 " + json_line(*found) +
                   "，不是日期。请写成加引号的 \"2026-11-30\" 这样；要用今天的日期就不写这一项");
}

std::string shortened(const std::string& text, std::size_t characters_max, const char* name,
                      std::vector<std::string>& notes) {
    const std::string_view kept = prefix_of(text, characters_max);
    if (kept.size() < text.size()) {
        notes.push_back("“" + std::string(name) + "”有" + std::to_string(character_count(text)) +
                        "个字，只留了前" + std::to_string(characters_max) + "个");
    }
    return std::string(kept);
}

// Members that an article does not have.
void note_others(const Json& line, std::vector<std::string>& notes) {
    constexpr std::string_view known[] = {"id", "title", "body", "date", "source"};
    for (const auto& [name, value] : line.items()) {
        if (std::find(std::begin(known), std::end(known), name) == std::end(known)) {
            notes.push_back("“" + name + "”这一项没有导入");
        }
    }
}

}  // namespace

Result<ReadLine> article_from(const Json& line, const Placement& place, std::int64_t now_ms) {
    constexpr std::size_t title_characters_max = 200;
    constexpr std::size_t source_characters_max = 100;
    if (!line.is_object()) return refused("一行要写成 {…} 的样子，一篇一行");
    ReadLine read;
    read.document = {.type = std::string(name_of(DocumentType::article)), .at = utc_text(now_ms)};
    read.document.id = safe_id(TRY(outside_id(line)));
    const std::string title = TRY(text_member(line, "title"));
    const std::string text = TRY(text_member(line, "body"));
    const std::string date = TRY(date_member(line, now_ms));
    read.document.body = {{"board", place.board},
                          {"column", place.column},
                          {"title", shortened(title, title_characters_max, "title", read.notes)},
                          {"date", date},
                          {"text", paragraphs_of_plain_text(text)}};
    if (line.contains("source") && !(*line.find("source") == "")) {
        const std::string source = TRY(text_member(line, "source"));
        read.document.body["source"] =
            shortened(source, source_characters_max, "source", read.notes);
    }
    note_others(line, read.notes);
    return read;
}

Result<ReadLine> document_from(const Json& line, std::int64_t now_ms) {
    if (!line.is_object()) return refused("一行要写成 {…} 的样子，一篇一行");
    Json whole = line;
    whole["rev"] = 1;  // the store numbers revisions
    if (!whole.contains("at")) whole["at"] = utc_text(now_ms);
    TRY(text_member(whole, "id"));
    const auto gone = whole.find("gone");
    if (gone != whole.end() && !gone->is_boolean()) {
        return refused("“gone”要写 true 或 false，不加引号");
    }
    if (!whole["at"].is_string()) {
        return refused("“at”要写成加引号的时间，例如 \"2026-11-30T03:00:00Z\"，或者不写");
    }
    ReadLine read{.document = TRY(parse_document(json_line(whole))), .notes = {}};
    constexpr std::string_view known[] = {"id", "type", "body", "at", "gone", "rev"};
    for (const auto& [name, value] : line.items()) {
        if (std::find(std::begin(known), std::end(known), name) == std::end(known)) {
            read.notes.push_back("“" + name + "”这一项没有导入");
        }
    }
    return read;
}

}  // namespace hall::platform
