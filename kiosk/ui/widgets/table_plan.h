// Table plans: how wide the columns and how high the rows of a table are on this screen.
// Measured once for each content and width, because a list of a thousand names is drawn
// many times while it scrolls.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hall::kiosk::ui {

class Frame;
struct TableContent;
struct TableViewColumn;
struct TableViewRow;

enum class TableMode : std::uint8_t {
    whole,    // all columns side by side
    paged,    // the first column and some of the others
    stacked,  // each row a block of its own, label and value in lines
};

struct TablePlan {
    TableMode mode = TableMode::whole;
    std::vector<std::size_t> columns;  // that are shown now
    std::vector<float> widths;         // of those
    int page = 0;
    int page_count = 1;
    float header_height = 0;
    std::vector<float> row_tops;  // below the header; one more than rows: the last is the end
    // What a row higher than a page is turned by: its cells beside each other or its lines of
    // label and value, then what explains it. Below the header, the last one's end with them.
    std::vector<float> part_tops;
    std::vector<std::size_t> row_parts;  // the first of each row, one more than rows
};

class TablePlans {
  public:
    // Valid until the next call. `page` is brought into its range.
    const TablePlan& plan(Frame& frame, const TableContent& table, int page);
    void forget() { kept_.clear(); }

  private:
    struct Kept {
        std::uint64_t content = 0;
        std::uint64_t frame = 0;
        TablePlan plan;
    };
    static constexpr std::size_t kept_max = 8;
    std::vector<Kept> kept_;
};

// Measures shared by planning and painting.
struct TableStyle {
    float cell_padding = 0;  // left and right of a cell's text
    float row_padding = 0;   // above and below
    float line_height = 1.35F;
    float label_share = 0.45F;  // of the width, for labels of stacked rows
};
TableStyle table_style(Frame& frame);

// What stands before a cell in a stacked row.
std::string_view block_label(const TableViewRow& row, const TableViewColumn& column);

}  // namespace hall::kiosk::ui
