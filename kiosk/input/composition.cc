#include "kiosk/input/composition.h"

#include <algorithm>

#include "kiosk/input/wipe_text.h"
#include "sync/core/check.h"

namespace hall::kiosk {

void wipe_composition(Composition& composition) {
    wipe_text(composition.chosen);
    wipe_text(composition.pinyin);
    for (std::string& candidate : composition.candidates) wipe_text(candidate);
    composition = Composition{.mode = composition.mode};
}

std::size_t page_count(const Composition& composition, std::size_t per_page) {
    CHECK(per_page > 0);
    const std::size_t usual = std::min(composition.rare_from, composition.candidates.size());
    const std::size_t rare = composition.candidates.size() - usual;
    return (usual + per_page - 1) / per_page + (rare + per_page - 1) / per_page;
}

CandidatePage page_of(const Composition& composition, std::size_t page, std::size_t per_page) {
    const std::size_t pages = page_count(composition, per_page);
    if (pages == 0) return {};
    page = std::min(page, pages - 1);
    const std::size_t usual = std::min(composition.rare_from, composition.candidates.size());
    const std::size_t usual_pages = (usual + per_page - 1) / per_page;
    const bool rare = page >= usual_pages;
    const std::size_t first = rare ? usual + (page - usual_pages) * per_page : page * per_page;
    const std::size_t end = rare ? composition.candidates.size() : usual;
    return {.first = first, .count = std::min(per_page, end - first), .rare = rare};
}

}  // namespace hall::kiosk
