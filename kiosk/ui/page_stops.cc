#include "kiosk/ui/page_stops.h"

#include <algorithm>

namespace hall::ui {

namespace {

constexpr float tolerance_px = 1;

// Of the area. A page that begins earlier, with the card or the heading that what comes next
// belongs to, still leads on this far; one that begins at the next thing at least this far.
constexpr float good_step = 0.5F;
constexpr float least_step = 0.15F;

// Through what is higher than the area and has no lines, as a picture.
constexpr float blind_step = 0.85F;

// The content may end this far above the foot of its last page.
constexpr float empty_share_max = 0.5F;

// What a header leaves of the area. However high it is, a step leads on.
float shown(float area, const PageStop& stop) {
    return std::max(area - stop.covered, least_step * area);
}

}  // namespace

void PageStops::clear() {
    lines_.clear();
    units_.clear();
    groups_.clear();
    lines_settled_ = 0;
}

void PageStops::flow_lines() {
    for (; lines_settled_ < lines_.size(); ++lines_settled_) {
        Unit unit;
        static_cast<PageStop&>(unit) = lines_[lines_settled_];
        units_.push_back(unit);
    }
}

void PageStops::add(const PageStop& stop, bool heading) {
    Unit unit;
    static_cast<PageStop&>(unit) = stop;
    unit.heading = heading;
    unit.line_first = lines_settled_;
    unit.line_end = lines_settled_ = lines_.size();
    units_.push_back(unit);
}

void PageStops::add_item(const PageStop& item) {
    add(item, false);
}

void PageStops::add_heading(const PageStop& item) {
    add(item, true);
}

void PageStops::add_group(const PageStop& group) {
    groups_.push_back(group);
    lines_settled_ = lines_.size();
}

const PageStop* PageStops::group_around(const PageStop& stop) const {
    for (const PageStop& group : groups_) {
        if (group.top < stop.top && stop.top < group.bottom) return &group;
    }
    return nullptr;
}

// The last of the headings that stand right above it.
const PageStops::Unit* PageStops::heading_of(const Unit& unit) const {
    const Unit* above = nullptr;
    for (const Unit& other : units_) {
        if (other.bottom > unit.top + tolerance_px) continue;
        if (above == nullptr || other.bottom > above->bottom) above = &other;
    }
    return above != nullptr && above->heading ? above : nullptr;
}

// The next step through a unit higher than the area.
float PageStops::inside(const Unit& unit, float offset, float area) const {
    const float edge = offset + area;
    const float least = offset + unit.covered + least_step * area;
    const PageStop* cut = nullptr;   // by the edge
    const PageStop* last = nullptr;  // above it
    for (std::size_t i = unit.line_first; i < unit.line_end; ++i) {
        const PageStop& line = lines_[i];
        const bool straddles = line.top < edge && line.bottom > edge + tolerance_px;
        if (straddles && (cut == nullptr || line.top < cut->top)) cut = &line;
        if (line.bottom <= edge + tolerance_px && (last == nullptr || line.bottom > last->bottom))
            last = &line;
    }
    if (cut != nullptr && cut->top >= least) return cut->top - unit.covered;
    if (cut == nullptr && last != nullptr && last->bottom >= least)
        return last->bottom - unit.covered;
    return offset + blind_step * shown(area, unit);
}

float PageStops::after(float offset, float area) const {
    const float edge = offset + area;
    const Unit* first = nullptr;
    for (const Unit& unit : units_) {
        if (unit.bottom <= edge + tolerance_px) continue;
        if (first == nullptr || unit.top < first->top) first = &unit;
    }
    if (first == nullptr) return edge;
    const float step = shown(area, *first);
    if (first->offset() <= offset + least_step * step) return inside(*first, offset, area);
    const float good = offset + good_step * step;
    if (const PageStop* group = group_around(*first); group && group->offset() >= good)
        return group->offset();
    if (const Unit* heading = heading_of(*first); heading && heading->offset() >= good)
        return heading->offset();
    return first->offset();
}

float PageStops::before(float offset, float area) const {
    // The end of what began above this page.
    const Unit* last = nullptr;
    for (const Unit& unit : units_) {
        if (unit.offset() >= offset - tolerance_px) continue;
        if (last == nullptr || unit.bottom > last->bottom) last = &unit;
    }
    if (last == nullptr) return 0;
    const float least = std::min(last->bottom, offset + area) - area;
    if (least <= 0) return 0;
    const float good = offset - good_step * shown(area, *last);
    const Unit* first = nullptr;
    const Unit* first_whole = nullptr;  // that is in no group which it does not begin
    for (const Unit& unit : units_) {
        if (unit.offset() < least || unit.offset() >= offset - tolerance_px) continue;
        if (first == nullptr || unit.top < first->top) first = &unit;
        const bool whole = unit.offset() <= good && group_around(unit) == nullptr;
        if (whole && (first_whole == nullptr || unit.top < first_whole->top)) first_whole = &unit;
    }
    if (first_whole != nullptr) return first_whole->offset();
    if (first == nullptr) return offset - blind_step * shown(area, *last);
    const PageStop* group = group_around(*first);
    return group != nullptr && group->offset() >= least ? group->offset() : first->offset();
}

float PageStops::end(float content, float area) const {
    const float bare = content - area;
    if (bare <= 0) return 0;
    float end = bare + empty_share_max * area;
    bool found = false;
    for (const Unit& unit : units_) {
        if (unit.offset() < bare || unit.offset() > end) continue;
        end = unit.offset();
        found = true;
    }
    return found ? end : bare;
}

}  // namespace hall::ui
