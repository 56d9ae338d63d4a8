#include "sync/edge/content/document_text.h"

#include <array>

#include "sync/wire/content.h"

namespace hall {

namespace {

void add(std::string& text, std::string_view more) {
    if (more.empty()) return;
    if (!text.empty()) text.push_back('\n');
    text.append(more);
}

void add_strings(std::string& text, const Json& array) {
    for (const Json& element : array) {
        if (element.is_string()) add(text, element.get_ref<const std::string&>());
    }
}

// Where the sentence under a title comes from, by type.
constexpr std::array<std::pair<std::string_view, std::string_view>, 8> line_members = {{
    {"article", "source"},
    {"question", "expert"},
    {"service", "department"},
    {"listing", "price"},
    {"diary", "author"},
    {"disclosure", "prepared_by"},
    {"photo", "author"},
    {"post", "author"},
}};

bool is_searched(std::string_view type) {
    return type != "board" && type != "place" && type != "settings" && type != "policy" &&
           type != "release" && type != "calendar";
}

void add_table(std::string& text, const Json& body) {
    for (const Json& row : array_or_empty(body, "rows")) {
        const Json& cells = array_or_empty(row, "cells");
        // The first cell is what a line is about; the others are figures.
        if (!cells.empty() && cells.front().is_string()) {
            add(text, cells.front().get_ref<const std::string&>());
        }
        add(text, string_or(row, "explain"));
    }
}

template <typename T>
Result<void> readable(Result<T> read) {
    if (read.ok()) return {};
    return Error(Errc::refused, read.error().message());
}

}  // namespace

ListEntry list_entry_of(const Document& document) {
    ListEntry entry;
    const Json& body = document.body;
    entry.board = string_or(body, "board");
    entry.column = string_or(body, "column");
    entry.title = string_or(body, "title", string_or(body, "name"));
    entry.date = string_or(body, "date");
    entry.pinned = bool_or(body, "pinned", false);
    entry.until = string_or(body, "until");
    entry.series = document.type == "disclosure" ? string_or(body, "table") : std::string();
    for (const auto& [type, member] : line_members) {
        if (document.type == type) entry.line = string_or(body, member);
    }
    return entry;
}

SearchText search_text_of(const Document& document) {
    SearchText text;
    if (!is_searched(document.type)) return text;
    const Json& body = document.body;
    text.title = string_or(body, "title");
    add_strings(text.words, array_or_empty(body, "words"));
    add(text.words, string_or(body, "subject"));
    for (const char* member : {"summary", "text", "answer", "source", "expert", "target",
                               "department", "contact", "note", "basis"}) {
        add(text.text, string_or(body, member));
    }
    for (const char* member : {"conditions", "steps"}) {
        add_strings(text.text, array_or_empty(body, member));
    }
    for (const Json& material : array_or_empty(body, "materials")) {
        add(text.text, string_or(material, "name"));
    }
    for (const Json& department : array_or_empty(body, "departments")) {
        add(text.text, string_or(department, "name"));
        add(text.text, string_or(department, "work"));
    }
    add_table(text.text, body);
    return text;
}

Result<void> check_readable(const Document& document) {
    const Json& body = document.body;
    if (document.type == "board") return readable(board_of(body));
    if (document.type == "article") return readable(article_of(body));
    if (document.type == "disclosure") return readable(disclosure_of(body));
    if (document.type == "question") return readable(question_of(body));
    if (document.type == "service") return readable(service_of(body));
    if (document.type == "listing") return readable(listing_of(body));
    if (document.type == "diary") return readable(diary_of(body));
    if (document.type == "survey") return readable(survey_of(body));
    if (document.type == "place") return readable(places_of(body));
    if (document.type == "settings") return readable(settings_of(body));
    return {};
}

}  // namespace hall
