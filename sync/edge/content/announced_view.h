// View told: what the county signed, in a receipt, about the newest view of the village.
//
// Content may come from a mirror or by stick, and whoever brings it can bring an old version
// of it for as long as its signatures have not run out: thirty days. The county itself says
// with every receipt which version it had then. A view that is older than that, an hour after
// it was said, is not the newest, whoever shows it. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace hall {

struct AnnouncedView {
    std::int64_t version = 0;  // 0: nothing was said yet
    std::int64_t at_ms = 0;    // when the county said it

    bool operator==(const AnnouncedView&) const = default;
};

// What is known after this was said too: the newest counts.
AnnouncedView after_receipt(AnnouncedView told, std::int64_t version, std::int64_t at_ms);

// True if the county has said that there is a newer one than that which is held. `now_ms` is
// the time as well as it is known.
bool is_behind(std::int64_t held_version, const AnnouncedView& told, std::int64_t now_ms);

// --- As a fact of the cache.

std::string announced_view_text(const AnnouncedView& told);
AnnouncedView announced_view_of(std::string_view text);

}  // namespace hall
