// Differ: what of the screen has to be repainted to turn one frame into the next.
//
// A frame is compared through the items that lie in each cell of a grid: where a cell
// holds the same items at the same places, it shows the same pixels. A list that
// scrolled is found by the distance most of its items went, and then compared with
// itself moved by that much. Glyphs and pictures count as changed when the generation of
// their sheet or image did.
//
// Pure; one thread. Allocates nothing once it has seen frames of that size.

#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/canvas/display_list.h"

namespace hall::kiosk::canvas {

// `to` receives the pixels that stood `dy` higher (lower, if negative).
struct Move {
    Rect to;
    int dy = 0;

    bool empty() const { return dy == 0 || to.empty(); }
    Rect from() const { return to.moved_down(-dy); }
};

// First the move, then the rectangles, which are painted anew. Both lie on the screen.
struct Damage {
    Move move;
    std::vector<Rect> rects;

    bool empty() const { return move.empty() && rects.empty(); }
    void clear();
};

// Adds what the screen lost before the move was asked for (a window above went away):
// those rectangles, and where the move would carry what is in them now.
void add_lost(Damage& damage, const std::vector<Rect>& lost, Size screen);

class Differ {
  public:
    // Fills `damage` with what turns `before`, as it stands on the screen, into `after`.
    // Frames of different size: everything.
    void compare(const DisplayList& before, const DisplayList& after, Damage& damage);

  private:
    // The items from first up to last of a list: those that differ from the other list's.
    struct Range {
        std::size_t first = 0;
        std::size_t last = 0;
    };
    // Where a look was seen in the older list; several places tell nothing.
    struct Place {
        std::uint64_t look = 0;
        int y = 0;
        int count = 0;
    };

    // A region that most likely scrolled, and how far; dy 0 if there is none.
    struct Scroll {
        Rect region;
        int dy = 0;
    };
    Scroll find_scroll(const DisplayList& before, Range before_range, const DisplayList& after,
                       Range after_range, const Rect& changed);
    Place& place_of(std::uint64_t look);
    int vote(const DisplayList& before, Range before_range, const DisplayList& after,
             Range after_range, const Rect& region);

    void add_changed_cells(const DisplayList& before, int dy, const DisplayList& after,
                           const Rect& view, std::vector<Rect>& rects);
    bool add_scroll(const DisplayList& before, const DisplayList& after, const Scroll& scroll,
                    const Rect& changed, Damage& damage);

    std::vector<std::uint64_t> cells_before_;
    std::vector<std::uint64_t> cells_after_;
    std::vector<Place> places_;  // a hash table, its size a power of two
    std::vector<int> votes_;
};

}  // namespace hall::kiosk::canvas
