#include "kiosk/ui/widgets/page_stops.h"

#include <algorithm>

namespace hall::kiosk::ui {

namespace {

constexpr float tolerance_px = 1;

// Of the area. A page that begins earlier, with the card or the heading that what comes next
// belongs to, still leads on this far; one that begins at the next thing at least this far.
constexpr float good_step = 0.6F;
constexpr float good_step_table = 0.5F;  // it begins with its header, which then stays
constexpr float good_step_heading = 0.3F;
constexpr float least_step = 0.15F;

// Through what is higher than the area and has no lines, as a picture.
constexpr float blind_step = 0.85F;

// A list of thousands is turned by its first pages, or searched.
constexpr std::size_t pages_max = 999;

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
    lines_settled_ = lines_.size();
    units_.push_back(unit);
}

void PageStops::add_item(const PageStop& item) {
    add(item, false);
}

void PageStops::add_heading(const PageStop& item) {
    add(item, true);
}

// The edge of a card below its last thing belongs to that: no page ends between them.
void PageStops::add_group(const PageStop& group) {
    groups_.push_back(group);
    float lowest = group.top;
    for (const Unit& unit : units_) {
        if (unit.top >= group.top && unit.bottom <= group.bottom + tolerance_px)
            lowest = std::max(lowest, unit.bottom);
    }
    for (Unit& unit : units_) {
        if (unit.top >= group.top && unit.bottom == lowest && !unit.heading)
            unit.bottom = std::max(unit.bottom, group.bottom);
    }
    lines_settled_ = lines_.size();
}

const PageStop* PageStops::group_around(const PageStop& stop) const {
    for (const PageStop& group : groups_) {
        if (group.top < stop.top && stop.top < group.bottom) return &group;
    }
    return nullptr;
}

// The last of the headings that stand right above it.
const PageStops::Unit* PageStops::heading_of(const PageStop& stop) const {
    const Unit* above = nullptr;
    for (const Unit& other : units_) {
        if (other.bottom > stop.top + tolerance_px) continue;
        if (above == nullptr || other.bottom > above->bottom) above = &other;
    }
    return above != nullptr && above->heading ? above : nullptr;
}

// The next step through a unit higher than the area.
PageStops::Next PageStops::inside(const Unit& unit, float offset, float area) const {
    const float edge = offset + area;
    const float least = offset + unit.covered + least_step * area;
    const PageStop* cut = nullptr;   // by the edge
    const PageStop* last = nullptr;  // above it
    for (const PageStop& line : lines_) {
        if (line.top < unit.top - tolerance_px || line.bottom > unit.bottom + tolerance_px)
            continue;
        const bool straddles = line.top < edge && line.bottom > edge + tolerance_px;
        if (straddles && (cut == nullptr || line.top < cut->top)) cut = &line;
        if (line.bottom <= edge + tolerance_px && (last == nullptr || line.bottom > last->bottom))
            last = &line;
    }
    if (cut != nullptr && cut->top >= least) return {cut->top - unit.covered, cut->top};
    if (cut == nullptr && last != nullptr && last->bottom >= least)
        return {last->bottom - unit.covered, last->bottom};
    return {offset + blind_step * shown(area, unit), edge};
}

PageStops::Next PageStops::next(float offset, float area) const {
    const float edge = offset + area;
    const Unit* first = nullptr;
    for (const Unit& unit : units_) {
        if (unit.bottom <= edge + tolerance_px) continue;
        if (first == nullptr || unit.top < first->top) first = &unit;
    }
    if (first == nullptr) return {edge, edge, true};
    const float step = shown(area, *first);
    // However short the step, what fits is whole on the next page.
    const bool fits = first->bottom - first->top <= step && first->offset() > offset + tolerance_px;
    if (!fits && first->offset() <= offset + least_step * step) return inside(*first, offset, area);
    const float good = offset + (first->covered > 0 ? good_step_table : good_step) * step;
    const PageStop* begin = first;
    if (const PageStop* group = group_around(*first); group && group->offset() >= good)
        begin = group;
    const float above = offset + good_step_heading * step;
    if (const Unit* heading = heading_of(*begin); heading && heading->offset() >= above)
        begin = heading;
    return {begin->offset(), begin->top};
}

ScreenPage PageStops::page_at(float offset, float area) const {
    return {offset, std::min(offset + area, next(offset, area).end)};
}

void PageStops::pages(float content, float area, std::vector<ScreenPage>& pages) const {
    pages.clear();
    float offset = 0;
    while (area > 0 && offset + area < content && pages.size() < pages_max) {
        const Next step = next(offset, area);
        if (step.last || step.offset <= offset) break;
        pages.push_back({offset, std::min(offset + area, step.end)});
        offset = step.offset;
    }
    pages.push_back({offset, offset + area});
}

float PageStops::rest(float offset, float area) const {
    const Unit* below = nullptr;
    for (const Unit& unit : units_) {
        if (unit.offset() >= offset - tolerance_px) {
            if (below == nullptr || unit.offset() < below->offset()) below = &unit;
        } else if (unit.bottom > offset + tolerance_px && unit.bottom - unit.top > area) {
            return offset;  // in the middle of something higher than the area
        }
    }
    return below == nullptr || offset <= tolerance_px ? offset : below->offset();
}

}  // namespace hall::kiosk::ui
