#include "kiosk/app/board_kinds.h"

namespace hall::kiosk {

BoardKind board_kind_of(std::string_view name) {
    for (const BoardKindRow& row : board_kinds) {
        if (row.name == name) return row.kind;
    }
    return BoardKind::unknown;
}

}  // namespace hall::kiosk
