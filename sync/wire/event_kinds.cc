#include "sync/wire/event_kinds.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::size_t screen_bytes_max = 32;

}  // namespace

std::optional<EventKind> event_kind_of(std::string_view name) {
    for (const EventKindRow& row : event_kinds) {
        if (row.name == name) return row.kind;
    }
    return std::nullopt;
}

// Whatever is not known is sealed, so that a kind of tomorrow is never sent open by a kiosk of
// today.
bool must_be_sealed(std::string_view kind) {
    const std::optional<EventKind> known = event_kind_of(kind);
    return !known || row_of(*known).body == EventBody::sealed;
}

Json json_of(const HelpCall& call) {
    return {{"screen", call.screen}};
}

Result<HelpCall> help_call_of(const Json& body) {
    HelpCall call{TRY(string_member(body, "screen"))};
    const bool plain = std::all_of(call.screen.begin(), call.screen.end(),
                                   [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
    if (call.screen.empty() || call.screen.size() > screen_bytes_max || !plain)
        return Error(Errc::corrupt, "event: wrong \"body.screen\"");
    return call;
}

Result<void> check_help_call(const Json& body) {
    TRY(help_call_of(body));
    return {};
}

}  // namespace hall
