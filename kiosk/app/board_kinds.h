// Board kinds: what the kiosk does with a board of each kind. One row a kind, here and nowhere
// else; the county's list of kinds is assets/schema/board.json, and
// tests/kiosk/board_kinds_test.cc holds the two against each other. Pure; any thread.

#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

namespace hall::kiosk {

enum class BoardKind : std::uint8_t {
    disclosure,
    articles,
    mailbox,
    diary,
    services,
    questions,
    listings,
    photos,
    ratings,
    community,
    unknown,  // of a newer county: what it holds can be read
};

// What the line under the tile says where there is something new.
enum class TileLine : std::uint8_t {
    none,
    accounts,  // 三季度账目已公布
    goods,     // 土鸭蛋 红兔
    services,  // how many can be applied for here
    newest,    // 昨天更新
    how_many,  // the count of what is new, in the words of `how_many_key`
};

enum class ListStyle : std::uint8_t {
    reading,  // what can be done stands first, and stands out
    matters,  // all is something to be done
};

// The way on that a kind of board offers above its list.
enum class BoardWay : std::uint8_t { none, progress, search };

struct BoardKindRow {
    BoardKind kind;
    std::string_view name;  // in documents
    TileLine tile_line = TileLine::none;
    std::string_view how_many_key = {};
    // What the tile says where nothing is new, in place of the board's own line: what some
    // kinds ask people to do (rate, send a photo, post) this software cannot take yet, so they
    // say what there is to see. Empty: the board's own line.
    std::string_view standing_key = {};
    ListStyle list_style = ListStyle::reading;
    BoardWay way = BoardWay::none;
};

// In the order of BoardKind.
inline constexpr BoardKindRow board_kinds[] = {
    {.kind = BoardKind::disclosure, .name = "disclosure", .tile_line = TileLine::accounts},
    {.kind = BoardKind::articles,
     .name = "articles",
     .tile_line = TileLine::how_many,
     .how_many_key = "tile.new_articles"},
    {.kind = BoardKind::mailbox, .name = "mailbox", .way = BoardWay::progress},
    {.kind = BoardKind::diary, .name = "diary", .tile_line = TileLine::newest},
    {.kind = BoardKind::services,
     .name = "services",
     .tile_line = TileLine::services,
     .list_style = ListStyle::matters,
     .way = BoardWay::progress},
    {.kind = BoardKind::questions,
     .name = "questions",
     .tile_line = TileLine::how_many,
     .how_many_key = "tile.new_answers",
     .way = BoardWay::search},
    {.kind = BoardKind::listings, .name = "listings", .tile_line = TileLine::goods},
    {.kind = BoardKind::photos,
     .name = "photos",
     .tile_line = TileLine::how_many,
     .how_many_key = "tile.new_photos",
     .standing_key = "tile.kind.photos"},
    {.kind = BoardKind::ratings, .name = "ratings", .standing_key = "tile.kind.ratings"},
    {.kind = BoardKind::community,
     .name = "community",
     .tile_line = TileLine::how_many,
     .how_many_key = "tile.new_posts",
     .standing_key = "tile.kind.community"},
    {.kind = BoardKind::unknown, .name = ""},
};

constexpr bool every_board_kind_has_its_row() {
    for (std::size_t i = 0; i < std::size(board_kinds); ++i) {
        if (board_kinds[i].kind != static_cast<BoardKind>(i)) return false;
    }
    return std::size(board_kinds) == static_cast<std::size_t>(BoardKind::unknown) + 1;
}
static_assert(every_board_kind_has_its_row());

constexpr const BoardKindRow& row_of(BoardKind kind) {
    return board_kinds[static_cast<std::size_t>(kind)];
}

// The kind that documents name so; `unknown` if this software has none of that name.
BoardKind board_kind_of(std::string_view name);

}  // namespace hall::kiosk
