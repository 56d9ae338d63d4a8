#include "kiosk/canvas/differ.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "kiosk/canvas/hash.h"

namespace hall::kiosk::canvas {

namespace {

// Small enough that a changed word repaints little, large enough that a screen has a
// few hundred.
constexpr int cell_width = 128;
constexpr int cell_height = 32;

constexpr int scroll_height_min = 64;  // of a region worth looking at
constexpr int moved_height_min = 16;   // of what is left to move
constexpr int votes_min = 3;

bool same(const Item& a, const Item& b) {
    return a.look == b.look && a.box == b.box && a.anchor_x == b.anchor_x &&
           a.anchor_y == b.anchor_y;
}

// What an item adds to the cells it lies in, apart from its extent there.
std::uint64_t look_in(const Item& item, const Rect& view, int dy) {
    if (item.kind == ItemKind::solid) return item.look;
    return mix(item.look, pair(item.anchor_x - view.x0, item.anchor_y + dy - view.y0));
}

int columns_of(const Rect& view) {
    return (view.width() + cell_width - 1) / cell_width;
}

int rows_of(const Rect& view) {
    return (view.height() + cell_height - 1) / cell_height;
}

Rect cell_of(const Rect& view, int column, int row) {
    int x = view.x0 + column * cell_width;
    int y = view.y0 + row * cell_height;
    return {x, y, std::min(x + cell_width, view.x1), std::min(y + cell_height, view.y1)};
}

// One number for each cell of `view`, for the list moved down by dy: equal numbers,
// equal pixels.
void describe_cells(const DisplayList& list, int dy, const Rect& view,
                    std::vector<std::uint64_t>& cells) {
    int columns = columns_of(view);
    cells.assign(static_cast<std::size_t>(columns) * rows_of(view), 0);
    for (const Item& item : list.items()) {
        Rect box = intersection(item.box.moved_down(dy), view);
        if (box.empty()) continue;
        std::uint64_t look = look_in(item, view, dy);
        int column_last = (box.x1 - 1 - view.x0) / cell_width;
        int row_last = (box.y1 - 1 - view.y0) / cell_height;
        for (int row = (box.y0 - view.y0) / cell_height; row <= row_last; ++row) {
            for (int column = (box.x0 - view.x0) / cell_width; column <= column_last; ++column) {
                Rect cell = cell_of(view, column, row);
                Rect part = intersection(box, cell);
                std::uint64_t& number = cells[static_cast<std::size_t>(row) * columns + column];
                // What lies under a thing that hides the cell does not matter.
                std::uint64_t below = item.opaque && part == cell ? 0 : number;
                number = mix(mix(mix(below, look), pair(part.x0 - cell.x0, part.x1 - cell.x0)),
                             pair(part.y0 - cell.y0, part.y1 - cell.y0));
            }
        }
    }
}

// The items of a list that show in `view`, one after the other, for the list moved down by dy.
class Shown {
  public:
    Shown(const DisplayList& list, int dy, const Rect& view)
        : items_(&list.items()), dy_(dy), view_(view) {
        find();
    }

    bool done() const { return at_ == items_->size(); }
    void next() {
        ++at_;
        find();
    }
    bool is_at(const Shown& other) const { return at_ == other.at_; }

    // The pixels of `view` that the item may touch.
    const Rect& box() const { return box_; }

    // Over the same pixels below, both items give the same.
    bool paints_as(const Shown& other) const {
        const Item& a = (*items_)[at_];
        const Item& b = (*other.items_)[other.at_];
        if (a.look != b.look || box_ != other.box_) return false;
        return a.kind == ItemKind::solid ||
               (a.anchor_x == b.anchor_x && a.anchor_y + dy_ == b.anchor_y + other.dy_);
    }

  private:
    void find() {
        for (; at_ < items_->size(); ++at_) {
            box_ = intersection((*items_)[at_].box.moved_down(dy_), view_);
            if (!box_.empty()) return;
        }
    }

    const std::vector<Item>* items_;
    int dy_;
    Rect view_;
    std::size_t at_ = 0;
    Rect box_;
};

void mark_cells(const Rect& box, const Rect& view, std::vector<std::uint64_t>& cells) {
    int columns = columns_of(view);
    for (int row = (box.y0 - view.y0) / cell_height; row <= (box.y1 - 1 - view.y0) / cell_height;
         ++row) {
        for (int column = (box.x0 - view.x0) / cell_width;
             column <= (box.x1 - 1 - view.x0) / cell_width; ++column) {
            cells[static_cast<std::size_t>(row) * columns + column] = 1;
        }
    }
}

// Marks the cells of those from `from` up to `to`, which then stands there.
void mark_until(Shown& from, const Shown& to, const Rect& view, std::vector<std::uint64_t>& cells) {
    for (; !from.is_at(to); from.next()) mark_cells(from.box(), view, cells);
}

// Marks each cell that one list moved and the other may show differently: those of every
// item that has no partner in the other list, where partners stand in the same order. A
// list that only scrolled has partners throughout, which is cheaper to see than what its
// cells hold. False, and the marks meaningless, if the lists are too different for that.
bool mark_unmatched(Shown before, Shown after, const Rect& view,
                    std::vector<std::uint64_t>& cells) {
    constexpr int ahead_max = 64;
    int searches_left = 16;
    while (!before.done() && !after.done()) {
        if (before.paints_as(after)) {
            before.next();
            after.next();
            continue;
        }
        if (searches_left-- == 0) return false;
        Shown old_ahead = before;
        Shown new_ahead = after;
        bool found = false;
        for (int step = 0; step < ahead_max && !found; ++step) {
            if (!old_ahead.done()) old_ahead.next();
            if (!new_ahead.done()) new_ahead.next();
            if (!old_ahead.done() && old_ahead.paints_as(after)) {
                mark_until(before, old_ahead, view, cells);
                found = true;
            } else if (!new_ahead.done() && before.paints_as(new_ahead)) {
                mark_until(after, new_ahead, view, cells);
                found = true;
            }
        }
        if (found) continue;
        mark_cells(before.box(), view, cells);
        mark_cells(after.box(), view, cells);
        before.next();
        after.next();
    }
    for (; !before.done(); before.next()) mark_cells(before.box(), view, cells);
    for (; !after.done(); after.next()) mark_cells(after.box(), view, cells);
    return true;
}

// Adds a rectangle below one of the same width that ends where it begins, or by itself.
void add_or_extend(const Rect& rect, std::size_t first, std::vector<Rect>& rects) {
    for (std::size_t number = first; number < rects.size(); ++number) {
        Rect& above = rects[number];
        if (above.y1 == rect.y0 && above.x0 == rect.x0 && above.x1 == rect.x1) {
            above.y1 = rect.y1;
            return;
        }
    }
    rects.push_back(rect);
}

std::int64_t area_of(const std::vector<Rect>& rects) {
    std::int64_t area = 0;
    for (const Rect& rect : rects) area += rect.area();
    return area;
}

}  // namespace

void Damage::clear() {
    move = {};
    rects.clear();
}

void add_lost(Damage& damage, const std::vector<Rect>& lost, Size screen) {
    for (const Rect& rect : lost) {
        Rect visible = intersection(rect, whole(screen));
        if (!visible.empty()) damage.rects.push_back(visible);
        if (damage.move.empty()) continue;
        Rect carried = intersection(rect.moved_down(damage.move.dy), damage.move.to);
        if (!carried.empty()) damage.rects.push_back(carried);
    }
}

void Differ::compare(const DisplayList& before, const DisplayList& after, Damage& damage) {
    damage.clear();
    if (before.size() != after.size()) {
        damage.rects.push_back(whole(after.size()));
        return;
    }

    // Only items between the first and the last difference can change a pixel.
    const std::vector<Item>& old_items = before.items();
    const std::vector<Item>& new_items = after.items();
    std::size_t shorter = std::min(old_items.size(), new_items.size());
    std::size_t first = 0;
    while (first < shorter && same(old_items[first], new_items[first])) ++first;
    std::size_t tail = 0;
    while (tail < shorter - first &&
           same(old_items[old_items.size() - 1 - tail], new_items[new_items.size() - 1 - tail])) {
        ++tail;
    }
    Range old_range{first, old_items.size() - tail};
    Range new_range{first, new_items.size() - tail};
    Rect changed;
    for (std::size_t at = old_range.first; at < old_range.last; ++at) {
        changed = hull(changed, old_items[at].box);
    }
    for (std::size_t at = new_range.first; at < new_range.last; ++at) {
        changed = hull(changed, new_items[at].box);
    }
    if (changed.empty()) return;

    Scroll scroll = find_scroll(before, old_range, after, new_range, changed);
    if (scroll.dy != 0 && add_scroll(before, after, scroll, changed, damage)) return;
    damage.clear();
    add_changed_cells(before, 0, after, changed, damage.rects);
}

void Differ::add_changed_cells(const DisplayList& before, int dy, const DisplayList& after,
                               const Rect& view, std::vector<Rect>& rects) {
    if (view.empty()) return;
    std::size_t first = rects.size();
    int columns = columns_of(view);
    cells_before_.assign(static_cast<std::size_t>(columns) * rows_of(view), 0);
    cells_after_.assign(cells_before_.size(), 0);
    bool matched = dy != 0 && mark_unmatched(Shown(before, dy, view), Shown(after, 0, view), view,
                                             cells_after_);
    if (!matched) {
        describe_cells(before, dy, view, cells_before_);
        describe_cells(after, 0, view, cells_after_);
    }
    std::size_t cell = 0;
    for (int row = 0; row < rows_of(view); ++row) {
        for (int column = 0; column < columns;) {
            int begin = column;
            while (column < columns && cells_before_[cell] != cells_after_[cell]) ++column, ++cell;
            if (column == begin) {
                ++column;
                ++cell;
                continue;
            }
            add_or_extend(hull(cell_of(view, begin, row), cell_of(view, column - 1, row)), first,
                          rects);
        }
    }
}

Differ::Scroll Differ::find_scroll(const DisplayList& before, Range before_range,
                                   const DisplayList& after, Range after_range,
                                   const Rect& changed) {
    Scroll best;
    std::int64_t best_area = 0;
    for (const Rect& region : after.clips()) {
        std::int64_t area = intersection(region, changed).area();
        if (region.height() < scroll_height_min || area * 6 < region.area() || area <= best_area) {
            continue;
        }
        const std::vector<Rect>& clips = before.clips();
        if (std::find(clips.begin(), clips.end(), region) == clips.end()) continue;
        int dy = vote(before, before_range, after, after_range, region);
        if (dy == 0) continue;
        best = {region, dy};
        best_area = area;
    }
    return best;
}

Differ::Place& Differ::place_of(std::uint64_t look) {
    std::size_t mask = places_.size() - 1;
    std::size_t at = look & mask;
    while (places_[at].count != 0 && places_[at].look != look) at = (at + 1) & mask;
    places_[at].look = look;
    return places_[at];
}

// How far most items of a region went down; 0 if most stayed or too few went together.
int Differ::vote(const DisplayList& before, Range before_range, const DisplayList& after,
                 Range after_range, const Rect& region) {
    auto votes_here = [&](const DisplayList& list, const Item& item) {
        return item.kind != ItemKind::solid && list.clips()[item.clip] == region;
    };
    auto look = [](const Item& item) { return mix(item.look, pair(item.anchor_x, 0)); };

    places_.assign(std::bit_ceil((before_range.last - before_range.first) * 2 + 1), {});
    for (std::size_t at = before_range.first; at < before_range.last; ++at) {
        const Item& item = before.items()[at];
        if (!votes_here(before, item)) continue;
        Place& place = place_of(look(item));
        place.y = item.anchor_y;
        ++place.count;
    }
    int height = region.height();
    votes_.assign(static_cast<std::size_t>(height) * 2 + 1, 0);
    for (std::size_t at = after_range.first; at < after_range.last; ++at) {
        const Item& item = after.items()[at];
        if (!votes_here(after, item)) continue;
        const Place& place = place_of(look(item));
        int dy = item.anchor_y - place.y;
        if (place.count == 1 && std::abs(dy) < height) {
            ++votes_[static_cast<std::size_t>(dy + height)];
        }
    }
    auto winner = std::max_element(votes_.begin(), votes_.end());
    return *winner < votes_min ? 0 : static_cast<int>(winner - votes_.begin()) - height;
}

// True, and the damage complete, if moving repaints less than half of what would be
// repainted otherwise.
bool Differ::add_scroll(const DisplayList& before, const DisplayList& after, const Scroll& scroll,
                        const Rect& changed, Damage& damage) {
    const Rect& region = scroll.region;
    Rect to = region;
    Rect fresh = region;
    if (scroll.dy > 0) {
        to.y0 += scroll.dy;
        fresh.y1 = to.y0;
    } else {
        to.y1 += scroll.dy;
        fresh.y0 = to.y1;
    }
    if (to.height() < moved_height_min) return false;
    add_changed_cells(before, scroll.dy, after, to, damage.rects);
    damage.rects.push_back(fresh);
    if (area_of(damage.rects) * 2 > intersection(region, changed).area()) return false;
    damage.move = {to, scroll.dy};

    // What changed around the region: above and below it, then left and right.
    Rect inside = intersection(region, changed);
    for (const Rect& around : {Rect{changed.x0, changed.y0, changed.x1, inside.y0},
                               Rect{changed.x0, inside.y1, changed.x1, changed.y1},
                               Rect{changed.x0, inside.y0, inside.x0, inside.y1},
                               Rect{inside.x1, inside.y0, changed.x1, inside.y1}}) {
        add_changed_cells(before, 0, after, around, damage.rects);
    }
    return true;
}

}  // namespace hall::kiosk::canvas
