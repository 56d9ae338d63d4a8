// Page stops: where the screenfuls of a scroll area begin, so that none begins or ends up
// in the middle of a row, a card or a line.
//
// Pure. Pixels from the top of the content, growing downwards.

#pragma once

#include <cstddef>
#include <vector>

namespace hall::kiosk::ui {

struct PageStop {
    float top = 0;
    float bottom = 0;
    // Of the area's top, by what stays there while this is read: a table's header. The stop
    // is at the top of what can be seen when the content is scrolled to `top - covered`.
    float covered = 0;

    float offset() const { return top - covered; }
};

// A screenful: where it begins, and how far down it shows only what is whole.
struct ScreenPage {
    float offset = 0;
    float end = 0;
};

class PageStops {
  public:
    void clear();

    // A line of text. It counts for itself once flow_lines() says so; until then it belongs
    // to whatever is added next, and is looked at only where that is higher than the area.
    void add_line(const PageStop& line) { lines_.push_back(line); }
    void flow_lines();

    // What is seen whole on some page, if it is not higher than the area.
    void add_item(const PageStop& item);
    // The same, and the page does not end behind it: a heading.
    void add_heading(const PageStop& item);
    // What holds items that were added before it: a card. Whole where there is room. Lines
    // that belong to no item of it, as a table's header, are no stops.
    void add_group(const PageStop& group);

    // The screenful for who stands at `offset` of an area this high: it ends above the first
    // thing that would be seen in part. Only what is higher than the area and has no lines,
    // as a picture, is cut.
    ScreenPage page_at(float offset, float area) const;

    // Where the next screenful begins: at what was not seen whole. Nothing is passed over.
    // Past all of it if all was seen.
    float after(float offset, float area) const { return next(offset, area).offset; }

    // All screenfuls of the content, each once, from its top. At least one; the last may be
    // shorter than the area. Replaces what `pages` held.
    void pages(float content, float area, std::vector<ScreenPage>& pages) const;

    // Where content that was left at `offset` comes to rest: nothing is cut at its top.
    float rest(float offset, float area) const;

  private:
    struct Unit : PageStop {
        bool heading = false;
    };

    // Where the next screenful begins, and where the one before it ends.
    struct Next {
        float offset = 0;
        float end = 0;
        bool last = false;  // all was seen
    };

    void add(const PageStop& stop, bool heading);
    Next next(float offset, float area) const;
    const PageStop* group_around(const PageStop& stop) const;
    const Unit* heading_of(const PageStop& stop) const;
    Next inside(const Unit& unit, float offset, float area) const;

    std::vector<PageStop> lines_;
    std::vector<Unit> units_;
    std::vector<PageStop> groups_;
    std::size_t lines_settled_ = 0;
};

}  // namespace hall::kiosk::ui
