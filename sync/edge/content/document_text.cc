#include "sync/edge/content/document_text.h"

#include <algorithm>

#include "sync/wire/document_types.h"

namespace hall {

namespace {

void add(std::string& text, std::string_view more) {
    if (more.empty()) return;
    if (!text.empty()) text.push_back('\n');
    text.append(more);
}

// What is searched of a type that a newer county knows and we do not: the members that bodies
// usually say things in.
constexpr SearchedMembers usual_words = {"words", "subject"};
constexpr SearchedMembers usual_members = {"summary",
                                           "text",
                                           "answer",
                                           "source",
                                           "expert",
                                           "target",
                                           "department",
                                           "contact",
                                           "note",
                                           "basis",
                                           "conditions",
                                           "steps",
                                           "materials/name",
                                           "departments/name",
                                           "departments/work",
                                           "rows/cells/0",
                                           "rows/explain"};

// The texts at a path of SearchedMembers.
void add_texts(std::string& text, const Json& value, std::string_view path) {
    const std::string_view name = path.substr(0, path.find('/'));
    if (value.is_array() && name == "0") {
        if (!value.empty()) add_texts(text, value.front(), {});
    } else if (value.is_array()) {
        for (const Json& element : value) add_texts(text, element, path);
    } else if (value.is_object() && !path.empty()) {
        const auto inner = value.find(name);
        if (inner == value.end()) return;
        path.remove_prefix(std::min(path.size(), name.size() + 1));
        add_texts(text, *inner, path);
    } else if (value.is_string() && path.empty()) {
        add(text, value.get_ref<const std::string&>());
    }
}

std::string texts_at(const Json& body, const SearchedMembers& members) {
    std::string text;
    for (const std::string_view path : members) add_texts(text, body, path);
    return text;
}

}  // namespace

ListEntry list_entry_of(const Document& document) {
    ListEntry entry;
    const Json& body = document.body;
    entry.title = string_or(body, "title", string_or(body, "name"));
    entry.date = string_or(body, "date");
    const std::optional<DocumentType> type = document_type_of(document.type);
    if (type && row_of(*type).stands == Stands::nowhere) return entry;
    entry.board = string_or(body, "board");
    entry.column = string_or(body, "column");
    entry.pinned = bool_or(body, "pinned", false);
    entry.until = string_or(body, "until");
    if (!type) return entry;
    if (type == DocumentType::disclosure) entry.series = string_or(body, "table");
    const std::string_view line = row_of(*type).line;
    if (!line.empty()) entry.line = string_or(body, line);
    return entry;
}

SearchText search_text_of(const Document& document) {
    const std::optional<DocumentType> type = document_type_of(document.type);
    const SearchedMembers& words = type ? row_of(*type).words : usual_words;
    const SearchedMembers& searched = type ? row_of(*type).searched : usual_members;
    SearchText text;
    if (searched.empty()) return text;
    text.title = string_or(document.body, "title");
    text.words = texts_at(document.body, words);
    text.text = texts_at(document.body, searched);
    return text;
}

Result<void> check_readable(const Document& document) {
    const std::optional<DocumentType> type = document_type_of(document.type);
    if (!type) return {};
    const Result<void> readable = row_of(*type).check_readable(document.body);
    if (readable.ok()) return {};
    return Error(Errc::refused, readable.error().message());
}

}  // namespace hall
