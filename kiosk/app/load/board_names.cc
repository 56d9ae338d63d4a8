#include "kiosk/app/load/board_names.h"

#include "kiosk/app/load/or_empty.h"

namespace hall::kiosk {

namespace {

// A name of the county's in the language that is shown: the Chinese one where the county has
// given no other.
const std::string& in_language(const LoaderDependencies& dependencies, const std::string& chinese,
                               const std::string& english) {
    return dependencies.strings.language() == "en" && !english.empty() ? english : chinese;
}

}  // namespace

Board named(const LoaderDependencies& dependencies, Board board) {
    board.name = in_language(dependencies, board.name, board.name_en);
    board.line = in_language(dependencies, board.line, board.line_en);
    for (Column& column : board.columns)
        column.name = in_language(dependencies, column.name, column.name_en);
    return board;
}

std::vector<Board> named_boards(const LoaderDependencies& dependencies) {
    std::vector<Board> boards;
    for (Board& board : or_empty(dependencies.library.boards(), "boards"))
        boards.push_back(named(dependencies, std::move(board)));
    return boards;
}

}  // namespace hall::kiosk
