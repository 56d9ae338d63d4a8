#include "kiosk/app/load/place_and_source.h"

#include "kiosk/app/load/board_names.h"
#include "kiosk/screens/phrases.h"

namespace hall::kiosk {

Where where_of(const LoaderDependencies& dependencies, const Placed& placed) {
    for (const Board& board : named_boards(dependencies)) {
        if (board.id != placed.board) continue;
        for (const Column& column : board.columns) {
            if (column.id == placed.column) return {board.name + " · " + column.name, board.accent};
        }
        return {board.name, board.accent};
    }
    return {};
}

std::string source_line(const LoaderDependencies& dependencies, const std::string& source,
                        const Placed& placed) {
    const std::string date =
        spoken_date(dependencies.strings, placed.date, date_text(dependencies.today));
    if (source.empty()) return date;
    return date.empty() ? source : source + " · " + date;
}

}  // namespace hall::kiosk
