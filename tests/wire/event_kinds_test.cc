#include "sync/wire/event_kinds.h"

#include <set>

#include "tests/catch.h"

using namespace hall;

TEST_CASE("each kind of event is found by its name, and no name stands for two") {
    std::set<std::string_view> names;
    for (const EventKindRow& row : event_kinds) {
        INFO(row.name);
        REQUIRE(names.insert(row.name).second);
        REQUIRE(event_kind_of(row.name) == row.kind);
        REQUIRE(&row_of(row.kind) == &row);
        REQUIRE(must_be_sealed(row.name) == (row.body == EventBody::sealed));
    }
    REQUIRE_FALSE(event_kind_of("tomorrow"));
}
