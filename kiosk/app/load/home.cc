#include "kiosk/app/load/home.h"

#include "kiosk/app/load/board_names.h"
#include "kiosk/app/load/or_empty.h"
#include "kiosk/app/load/place_and_source.h"
#include "kiosk/app/load/tile_line.h"

namespace hall::kiosk {

HomeModel load_home(const LoaderDependencies& dependencies) {
    HomeModel home;
    for (const Board& board : named_boards(dependencies)) {
        home.tiles.push_back(
            {board.id, board.name, board.emblem, board.accent, tile_line(dependencies, board)});
    }
    for (const LibraryEntry& entry :
         or_empty(dependencies.library.notices(dependencies.today, 3), "notices")) {
        const Result<Document> document = dependencies.library.document(entry.channel, entry.id);
        if (!document.ok()) continue;
        const Result<Disclosure> table = disclosure_of(document.value().body);
        if (!table.ok()) continue;
        const auto days = notice_days_left(table.value(), dependencies.today);
        home.notices.push_back({{entry.channel, entry.id},
                                where_of(dependencies, table.value().placed).text,
                                entry.title,
                                days.value_or(0)});
    }
    if (home.tiles.empty()) home.content = HomeModel::Content::on_its_way;
    return home;
}

}  // namespace hall::kiosk
