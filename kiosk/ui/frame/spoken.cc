#include "kiosk/ui/frame/spoken.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "kiosk/ui/access/reading.h"
#include "kiosk/ui/frame/paint.h"
#include "kiosk/ui/frame/ui_state.h"

namespace hall::kiosk::ui {

SpokenScope::SpokenScope(Frame& frame, SpokenAs spoken)
    : state_(&frame.state()), before_(std::exchange(state_->pass.spoken, spoken)) {}

SpokenScope::~SpokenScope() {
    state_->pass.spoken = before_;
}

SpokenAs spoken_as_answer(Frame& frame) {
    const SpokenAs now = frame.state().pass.spoken;
    return now == SpokenAs::answers ? SpokenAs::personal : now;
}

namespace {

// Of a part that is higher than this share of its area the clause alone is brought into sight.
constexpr float high_part = 0.8F;

const ReadingPart* find_part(const std::vector<ReadingPart>& parts, std::uint64_t id) {
    const auto found = std::find_if(parts.begin(), parts.end(),
                                    [&](const ReadingPart& part) { return part.id == id; });
    return found == parts.end() ? nullptr : &*found;
}

// Where the clause stands, by its share of the text: lines hold about as much each.
Box clause_of(const Box& box, const SpokenNow& spoken, float line) {
    const float y0 = box.y0 + spoken.begin * box.height() - line / 2;
    const float y1 = box.y0 + spoken.end * box.height() + line / 2;
    return {box.x0, std::max(box.y0, y0), box.x1, std::min(box.y1, std::max(y1, y0 + line))};
}

// Turned to its page, as by hand: the reader's eye finds it where it would look for it.
float begin_of_page(const UiState& state, const ScrollBounds& bounds, float top, float bottom) {
    if (bounds.id != state.scrolls.back().id) return top;
    for (const ScreenPage& page : state.pages)
        if (page.offset <= top + 1 && page.end >= bottom - 1) return page.offset;
    return top;
}

void reveal_spoken(Frame frame, const ScrollBounds& bounds, const Box& box) {
    UiState& state = frame.state();
    Place& place = state.places.at(bounds.id, state.frame);
    Scroller& scroller = place.scroller;
    const float top = box.y0 - bounds.top;
    const float bottom = std::min(box.y1 - bounds.top, top + bounds.area.height());
    const bool rests = !scroller.moving() && place.page_offset == scroller.offset_px();
    const float seen_end = rests ? place.page_end : scroller.goal_px() + bounds.area.height();
    if (top >= scroller.goal_px() - 1 && bottom <= seen_end + 1) return;
    scroller.go(std::max(0.F, begin_of_page(state, bounds, top, bottom)));
    if (scroller.moving()) state.animating = true;
}

}  // namespace

void show_spoken(Frame frame) {
    UiState& state = frame.state();
    const SpokenNow& spoken = state.spoken;
    const bool moved = !(spoken == std::exchange(state.spoken_shown, spoken));
    if (spoken.part == 0) return;
    const std::vector<ReadingPart> parts = reading_of(state.access, state.strings);
    const ReadingPart* part = find_part(parts, spoken.part);
    if (part == nullptr || part->box.empty()) return;
    Box clip = state.pass.clip;
    for (const ScrollBounds& bounds : state.scrolls) {
        if (bounds.id != part->area) continue;
        clip = bounds.area.inset(-spoken_reach(frame));
        if (!moved) continue;
        const bool high = part->box.height() > bounds.area.height() * high_part;
        const float line = static_cast<float>(state.measures.body) * state.measures.line_height;
        reveal_spoken(frame, bounds, high ? clause_of(part->box, spoken, 2 * line) : part->box);
    }
    const Box before = narrow_clip(frame, clip);
    paint_spoken(frame, part->box);
    restore_clip(frame, before);
}

}  // namespace hall::kiosk::ui
