#include "kiosk/app/load/board.h"

#include "kiosk/app/board_kinds.h"
#include "kiosk/app/load/board_names.h"

namespace hall::kiosk {

namespace {

// A piece of a board's list. One more than is shown says whether there is a next.
struct Entries {
    std::vector<LibraryEntry> list;
    bool more = false;
};

Result<Entries> entries_of(const LoaderDependencies& dependencies, const Board& board,
                           std::size_t column, std::optional<LibraryEntry> after) {
    constexpr std::size_t entries_step = 40;
    // What can be done stands before what can be read, but in the hall of services, where all
    // is something to be done.
    const bool matters_first = row_of(board_kind_of(board.kind)).list_style == ListStyle::reading;
    const Page page{entries_step + 1, std::move(after), matters_first};
    const std::string id = column == 0 ? std::string() : board.columns[column - 1].id;
    Entries entries{TRY(dependencies.library.entries(board.id, id, dependencies.today, page))};
    entries.more = entries.list.size() > entries_step;
    if (entries.more) entries.list.pop_back();
    return entries;
}

}  // namespace

Result<BoardModel> load_board(const LoaderDependencies& dependencies, const LoadBoard& request) {
    for (Board& board : TRY(dependencies.library.boards())) {
        if (board.id != request.board) continue;
        BoardModel model;
        model.column = request.column <= board.columns.size() ? request.column : 0;
        Entries entries = TRY(entries_of(dependencies, board, model.column, std::nullopt));
        model.entries = std::move(entries.list);
        model.has_more = entries.more;
        model.kind = board_kind_of(board.kind);
        model.board = named(dependencies, std::move(board));
        return model;
    }
    return Error(Errc::not_found, request.board);
}

Result<EntriesLoaded> load_more_entries(const LoaderDependencies& dependencies,
                                        const LoadMoreEntries& request) {
    for (const Board& board : TRY(dependencies.library.boards())) {
        if (board.id != request.board || request.column > board.columns.size()) continue;
        Entries entries = TRY(entries_of(dependencies, board, request.column, request.after));
        return EntriesLoaded{board.id, request.column, request.after, std::move(entries.list),
                             entries.more};
    }
    return Error(Errc::not_found, request.board);
}

}  // namespace hall::kiosk
