// Where the parts of the input panel stand, on a grid of keys. Of a screen that is high enough
// the first row holds what it is written with and the words, the second what may be meant. On a
// low screen both share one row, one after the other.

#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "kiosk/input/composition.h"
#include "kiosk/ui/frame/frame.h"

namespace hall::kiosk {

struct PanelGrid {
    ui::Box box;
    int columns = 1;
    int rows = 1;
    float key_height = 0;
    float gap = 0;

    bool low() const { return rows < rows_high; }
    float row_y(int row) const { return box.y0 + static_cast<float>(row) * (key_height + gap); }
    // Where a column begins; one more than there are: the end, with a gap.
    float column_x(int column) const;
    ui::Box cell(int column, int row, int columns_wide = 1, int rows_high = 1) const;

    static constexpr int rows_high = 5;
};

PanelGrid plan_panel(ui::Frame& frame);

// A list with room for `most`, so that a frame allocates nothing. What does not fit is left out.
template <typename T, std::size_t most>
class ShortList {
  public:
    void push_back(const T& item) {
        if (size_ < most) items_[size_++] = item;
    }
    void clear() { size_ = 0; }
    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    const T* begin() const { return items_.data(); }
    const T* end() const { return items_.data() + size_; }
    const T& front() const { return items_[0]; }
    const T& back() const { return items_[size_ - 1]; }
    const T& operator[](std::size_t at) const { return items_[at]; }

  private:
    std::array<T, most> items_ = {};
    std::size_t size_ = 0;
};

// --- Its parts

using CandidateRowBoxes = ShortList<ui::Box, 8>;

struct PanelKeys {
    ShortList<ui::Box, 160> boxes;  // row after row
    bool paged = false;             // the last one turns the page
    int pages = 1;
    std::size_t per_page = 1;
};

struct PanelParts {
    ui::Box tabs[3];  // 手写, 拼音, 数字字母; empty while what may be meant takes their place
    ui::Box erase;
    ui::Box clear;
    ui::Box done;
    ui::Box composed;
    CandidateRowBoxes candidate_rows;
    ui::Box square;  // to write in
};

PanelParts parts_of(const PanelGrid& grid, InputMode mode, bool composing);

PanelKeys keys_of(const PanelGrid& grid, InputMode mode, std::size_t characters);

// --- Candidates in their rows

struct PlacedCandidate {
    std::size_t candidate = 0;
    ui::Box box;
};

struct CandidateLayout {
    ShortList<PlacedCandidate, 64> placed;
    ui::Box more;  // the rest; empty: there is none
    std::size_t page = 0;
    std::size_t pages = 1;
};

struct CandidateRows {
    const CandidateRowBoxes& rows;
    float least = 0;  // width of one
    float em = 0;     // of its text
    float inset = 0;
    float gap = 0;
    float more = 0;  // width
};

// Those of the composition's page. Rare ones begin a page of their own.
CandidateLayout lay_out_candidates(const Composition& composition, const CandidateRows& rows);

}  // namespace hall::kiosk
