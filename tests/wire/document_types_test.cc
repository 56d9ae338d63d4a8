#include "sync/wire/document_types.h"

#include <set>

#include "tests/catch.h"

using namespace hall;

TEST_CASE("each type of document is found by its name, and no name stands for two") {
    std::set<std::string_view> names;
    for (const DocumentTypeRow& row : document_types) {
        INFO(row.name);
        REQUIRE(names.insert(row.name).second);
        REQUIRE(document_type_of(row.name) == row.type);
        REQUIRE(&row_of(row.type) == &row);
        REQUIRE(name_of(row.type) == row.name);
    }
    for (const char* unknown : {"", "tomorrow", "Article", "article "}) {
        REQUIRE_FALSE(document_type_of(unknown));
    }
}

TEST_CASE("a document that is gone is of no type") {
    Document document{.id = "a", .type = "service"};
    REQUIRE(is_of_type(document, DocumentType::service));
    REQUIRE_FALSE(is_of_type(document, DocumentType::article));
    document.gone = true;
    REQUIRE_FALSE(is_of_type(document, DocumentType::service));
}

TEST_CASE("no type of document can be read from a body without its members") {
    for (const DocumentTypeRow& row : document_types) {
        INFO(row.name);
        REQUIRE_ERROR(Errc::corrupt, row.check_readable(Json::object()));
        REQUIRE_ERROR(Errc::corrupt, row.check_readable(Json::array()));
    }
}
