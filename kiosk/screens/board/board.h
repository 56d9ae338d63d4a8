// Board: one tile's columns and their lists.

#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/app/board_kinds.h"
#include "kiosk/screens/screen.h"
#include "sync/edge/content/library.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

// --- Its intents
struct ChooseColumn {
    std::size_t column = 0;
};
struct MoreEntries {};

// From the world
struct EntriesLoaded {
    std::string board;
    std::size_t column = 0;
    LibraryEntry after;  // what they come behind
    std::vector<LibraryEntry> entries;
    bool has_more = false;
};  // if that is still the end of what is shown

using BoardIntent = std::variant<ChooseColumn, MoreEntries, EntriesLoaded>;

// --- Its model
struct BoardModel {
    using OwnIntent = BoardIntent;
    static constexpr std::string_view screen_name = "board";  // as a call for help names it

    Board board;
    BoardKind kind = BoardKind::unknown;
    std::size_t column = 0;             // 0: all; else board.columns[column - 1]
    std::vector<LibraryEntry> entries;  // from the first on
    bool has_more = false;              // the library has more behind the last of them
};

using BoardIntents = IntentsOf<BoardIntent>;

void draw_screen(const Chrome&, const BoardModel&, ui::Frame&, BoardIntents&);
void update_screen(BoardModel&, BoardIntent&, UpdateStep&);

}  // namespace hall::kiosk
