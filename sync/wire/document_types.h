// Document types: every type of document that this software knows, one row each. What only
// asks of what type a document is iterates the rows; what does something of its own for each
// type switches over the enum without a default, so that a new type cannot be forgotten there.
//
// A document may be of a type that a newer county knows and we do not: it is kept and listed,
// and document_type_of() says nothing of it.
//
// A new type is a schema (assets/schema/⟨name⟩.json), a struct and its reader (content.h or
// community_content.h), a row here, and what the screen shows (kiosk/app/load). If more must
// hold before it is published, Judged::by_rules and a rule in sync/rules/document_checks.cc.

#pragma once

#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/community_content.h"
#include "sync/wire/content.h"
#include "sync/wire/document.h"

namespace hall {

enum class DocumentType {
    board,
    article,
    disclosure,
    question,
    service,
    survey,
    listing,
    photo,
    diary,
    post,
    ranking,
    rating_result,
    policy,
    calendar,
    place,
    settings,
    spoken_words,
    release,
};

// Everyone's keys and everyone's boards only the county may say.
enum class PublishedBy { anyone, county_only };

// Stands in a column of a board, where people find it and open it, or nowhere.
enum class Stands { in_a_column, nowhere };

// What must hold beside the schema and the reader.
enum class Judged { by_its_reader, by_rules };

// Members of a body whose texts are searched. "steps": the text, or all texts of the list;
// "materials/name": that member of each element; "rows/cells/0": the first of each.
class SearchedMembers {
  public:
    static constexpr std::size_t count_max = 20;
    constexpr SearchedMembers(std::initializer_list<std::string_view> paths) {
        for (const std::string_view path : paths) paths_.at(count_++) = path;
    }
    constexpr bool empty() const { return count_ == 0; }
    constexpr const std::string_view* begin() const { return paths_.data(); }
    constexpr const std::string_view* end() const { return paths_.data() + count_; }

  private:
    std::array<std::string_view, count_max> paths_ = {};
    std::size_t count_ = 0;
};

// True of a body that `read` can read.
template <auto read>
Result<void> readable_by(const Json& body) {
    const auto value = read(body);
    if (!value.ok()) return value.error();
    return {};
}

struct DocumentTypeRow {
    DocumentType type;
    std::string_view name;  // as documents and assets/schema write it
    PublishedBy publisher = PublishedBy::anyone;
    Stands stands = Stands::in_a_column;
    std::string_view line = {};     // the member under the title in a list, or empty
    SearchedMembers words = {};     // other words for it: they count more than the text
    SearchedMembers searched = {};  // beside the title; a type without any is not searched
    Result<void> (*check_readable)(const Json& body) = nullptr;  // whether its reader takes it
    Judged judged = Judged::by_its_reader;
};

inline constexpr auto document_types = std::to_array<DocumentTypeRow>({
    {.type = DocumentType::board,
     .name = "board",
     .publisher = PublishedBy::county_only,
     .stands = Stands::nowhere,
     .check_readable = readable_by<board_of>},
    {.type = DocumentType::article,
     .name = "article",
     .line = "source",
     .searched = {"summary", "text", "source"},
     .check_readable = readable_by<article_of>},
    // The first cell is what a line is about; the others are figures.
    {.type = DocumentType::disclosure,
     .name = "disclosure",
     .line = "prepared_by",
     .searched = {"note", "basis", "rows/cells/0", "rows/explain"},
     .check_readable = readable_by<disclosure_of>,
     .judged = Judged::by_rules},
    {.type = DocumentType::question,
     .name = "question",
     .line = "expert",
     .words = {"words", "subject"},
     .searched = {"answer", "expert"},
     .check_readable = readable_by<question_of>},
    {.type = DocumentType::service,
     .name = "service",
     .line = "department",
     .searched = {"target", "department", "basis", "conditions", "steps", "materials/name"},
     .check_readable = readable_by<service_of>,
     .judged = Judged::by_rules},
    {.type = DocumentType::survey,
     .name = "survey",
     .searched = {"departments/name", "departments/work"},
     .check_readable = readable_by<survey_of>},
    {.type = DocumentType::listing,
     .name = "listing",
     .line = "price",
     .searched = {"text", "contact"},
     .check_readable = readable_by<listing_of>},
    {.type = DocumentType::photo,
     .name = "photo",
     .line = "author",
     .searched = {"text"},
     .check_readable = readable_by<photo_of>},
    {.type = DocumentType::diary,
     .name = "diary",
     .line = "author",
     .searched = {"text"},
     .check_readable = readable_by<diary_of>},
    {.type = DocumentType::post,
     .name = "post",
     .line = "author",
     .searched = {"text"},
     .check_readable = readable_by<post_of>},
    {.type = DocumentType::ranking,
     .name = "ranking",
     .searched = {"formula"},
     .check_readable = readable_by<ranking_of>},
    {.type = DocumentType::rating_result,
     .name = "rating_result",
     .searched = {"departments/name"},
     .check_readable = readable_by<rating_result_of>},
    {.type = DocumentType::policy,
     .name = "policy",
     .publisher = PublishedBy::county_only,
     .stands = Stands::nowhere,
     .check_readable = readable_by<policy_of>},
    {.type = DocumentType::calendar,
     .name = "calendar",
     .publisher = PublishedBy::county_only,
     .stands = Stands::nowhere,
     .check_readable = readable_by<calendar_year_of>,
     .judged = Judged::by_rules},
    {.type = DocumentType::place,
     .name = "place",
     .publisher = PublishedBy::county_only,
     .stands = Stands::nowhere,
     .check_readable = readable_by<places_of>},
    {.type = DocumentType::settings,
     .name = "settings",
     .publisher = PublishedBy::county_only,
     .stands = Stands::nowhere,
     .check_readable = readable_by<settings_of>},
    {.type = DocumentType::spoken_words,
     .name = "spoken_words",
     .publisher = PublishedBy::county_only,
     .stands = Stands::nowhere,
     .check_readable = readable_by<spoken_words_of>},
    {.type = DocumentType::release,
     .name = "release",
     .stands = Stands::nowhere,
     .check_readable = readable_by<software_release_of>},
});

// The rows stand in the order of the enum, so that a type is its row's place.
constexpr bool has_a_row_for_each_document_type() {
    for (std::size_t i = 0; i < document_types.size(); ++i) {
        const DocumentTypeRow& row = document_types[i];
        if (row.type != static_cast<DocumentType>(i) || row.check_readable == nullptr) return false;
    }
    return document_types.size() == static_cast<std::size_t>(DocumentType::release) + 1;
}
static_assert(has_a_row_for_each_document_type());

constexpr const DocumentTypeRow& row_of(DocumentType type) {
    return document_types[static_cast<std::size_t>(type)];
}

constexpr std::string_view name_of(DocumentType type) {
    return row_of(type).name;
}

// Nothing for a type of tomorrow.
constexpr std::optional<DocumentType> document_type_of(std::string_view name) {
    for (const DocumentTypeRow& row : document_types) {
        if (row.name == name) return row.type;
    }
    return std::nullopt;
}

// A document that is gone is of no type.
inline bool is_of_type(const Document& document, DocumentType type) {
    return !document.gone && document.type == name_of(type);
}

}  // namespace hall
