#include "kiosk/screens/board/board.h"

#include <algorithm>
#include <iterator>

#include "kiosk/app/update_step.h"

namespace hall::kiosk {

namespace {

struct BoardUpdater {
    BoardModel& board;
    UpdateStep& step;

    void operator()(const ChooseColumn& intent) {
        if (intent.column > board.board.columns.size()) return;
        step.ask(LoadBoard{board.board.id, intent.column, true});
    }

    void operator()(const MoreEntries&) {
        if (!board.has_more || board.entries.empty()) return;
        step.ask(LoadMoreEntries{board.board.id, board.column, board.entries.back()});
    }

    // An answer to what was asked for another list, or asked twice, comes too late.
    void operator()(EntriesLoaded& intent) {
        if (board.board.id != intent.board || board.column != intent.column ||
            board.entries.empty())
            return;
        const LibraryEntry& last = board.entries.back();
        if (last.id != intent.after.id || last.channel != intent.after.channel) return;
        std::move(intent.entries.begin(), intent.entries.end(), std::back_inserter(board.entries));
        board.has_more = intent.has_more;
    }
};

}  // namespace

void update_screen(BoardModel& board, BoardIntent& intent, UpdateStep& step) {
    std::visit(BoardUpdater{board, step}, intent);
}

}  // namespace hall::kiosk
