// Board kinds: what the county may name, the kiosk knows.

#include "kiosk/app/board_kinds.h"

#include "sync/core/files.h"
#include "sync/core/json.h"
#include "tests/catch.h"

using namespace hall;

using namespace hall::kiosk;

TEST_CASE("every kind of board that the county may publish has its row") {
    DiskFiles files;
    const std::string text = VALUE(files.read(HALL_SOURCE_DIR "/assets/schema/board.json", 1 << 20));
    const Json schema = VALUE(parse_json(text));
    const Json& names = schema["properties"]["kind"]["enum"];
    for (const Json& name : names) {
        INFO(name.dump());
        REQUIRE(board_kind_of(name.get<std::string>()) != BoardKind::unknown);
    }
    REQUIRE(names.size() == static_cast<std::size_t>(BoardKind::unknown));
    REQUIRE(board_kind_of("of a newer county") == BoardKind::unknown);
    REQUIRE(board_kind_of("") == BoardKind::unknown);
}
