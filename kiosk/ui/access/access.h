// The access tree: what is on the screen, in words and boxes. Every widget records
// itself; its readers are speech, tests that tap by label, the audit (audit.h), and the
// tests of privacy and escape.
//
// Rebuilt each frame without allocating once it has grown: text lives in an arena
// that is kept.

#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::kiosk::ui {

// In pixels of the screen, right and bottom exclusive.
struct Box {
    float x0 = 0;
    float y0 = 0;
    float x1 = 0;
    float y1 = 0;

    float width() const { return x1 - x0; }
    float height() const { return y1 - y0; }
    bool empty() const { return x1 <= x0 || y1 <= y0; }
    bool contains(float x, float y) const { return x >= x0 && x < x1 && y >= y0 && y < y1; }
    Box inset(float by) const { return {x0 + by, y0 + by, x1 - by, y1 - by}; }
};
Box intersection(const Box& a, const Box& b);

enum class AccessRole : std::uint8_t {
    screen,  // the whole; label: where I am
    heading,
    text,
    button,   // does something when tapped; also tiles, list items, keys
    choice,   // one of several; state selected
    field,    // shows what was typed
    cell,     // of a table
    picture,  // label: what it shows
    chart,    // label: what it is about; its figures are cells
    progress,
    dialog,  // covers the rest: nodes before it are out of reach
};
std::string_view name_of(AccessRole role);

// Something that a finger taps and a key chooses.
bool is_tapped(AccessRole role);

// Part of the screen. They are read, and walked through by keys, in this order, however
// they were drawn.
enum class Zone : std::uint8_t { top, content, places };

// What has the same place on every screen.
enum class BarSlot : std::uint8_t { none, first, second, help, finish, bigger, read_aloud, voice };

// How it is read aloud (reading.h).
enum class SpokenAs : std::uint8_t {
    content,   // with the screen, as it stands
    aid,       // helps to use the screen, as keys and turning pages do: only when keys mean it
    answers,   // its label as content; its value, and whether it is chosen, as personal
    personal,  // what is one person's alone: into a headset only
};

// AccessNode::row of a column's label, and of a label beside a figure: they are said with the
// cells they belong to.
inline constexpr std::uint32_t label_row = 0xFFFFFFFF;

inline constexpr std::uint32_t no_edge = 0xFFFFFFFF;

struct AccessNode {
    AccessRole role = AccessRole::text;
    std::string_view label;   // what a person reads or hears
    std::string_view value;   // of a field or progress; empty for secret fields
    Box box;                  // as laid out
    Box visible;              // what of it lies inside its scroll area
    float text_mm = 0;        // em height of its smallest text; 0: no text
    std::uint32_t ink = 0;    // 0xRRGGBB of the text
    std::uint32_t paper = 0;  // 0xRRGGBB behind it

    // What has a shape (a control, a bar of a chart) is told from what lies around it by
    // the colour of its edge.
    std::uint32_t edge = no_edge;
    std::uint32_t around = 0;

    Zone zone = Zone::content;
    BarSlot place = BarSlot::none;
    std::uint64_t target = 0;  // by which finger and keys know it; 0: they do not
    std::uint64_t area = 0;    // the scroll area it lies in; 0: none

    SpokenAs spoken = SpokenAs::content;
    // Of a cell: its row, another number for each row of the screen, from 1; 0: it is in none.
    std::uint32_t row = 0;
    std::string_view column;  // of a cell: the label of its column

    bool enabled = true;
    bool selected = false;
    bool focused = false;    // keys mean it, and a frame around it says so
    bool clipped = false;    // some of its text was left out for want of room
    bool broken = false;     // a word of it goes on in the next line
    bool secondary = false;  // secondary text: 6 mm is enough
    bool secret = false;     // never spoken, never written to a file
    bool scrolls = false;    // lies in a scroll area: may be out of sight
    bool line_cut = false;   // the edge of its scroll area goes through a line of its text
    float room_px = 0;       // height of its scroll area
};

class AccessTree {
  public:
    void clear();

    // Copies label, value and column into the tree's own memory, without what cannot be seen of
    // them (line_break.h). The reference is valid until clear().
    AccessNode& add(AccessNode node);

    const std::vector<AccessNode>& nodes() const { return nodes_; }

    // What the bars leave of the screen, with its margins. Empty where there are no bars.
    void set_content(const Box& box) { content_ = box; }
    const Box& content() const { return content_; }

    // Something was painted over this part of the screen: what lies under it is no longer
    // visible, and cannot be tapped.
    void cover(const Box& box);

    // Keys mean what has this target, and there is a frame around it.
    void focus(std::uint64_t target);

    // The first enabled button, choice or field with this label that can be tapped now
    // (visible in part, not under a dialog); exact match first, then a label that
    // starts with it. `nth` counts among equals.
    std::optional<AccessNode> tappable(std::string_view label, int nth = 0) const;

    bool shows(std::string_view text) const;  // some visible label or value contains it

    // Indices of the nodes as a person reads them: zone after zone, each as it was drawn,
    // and of a screen with a dialog on it the dialog alone.
    std::vector<std::size_t> reading_order() const;

    // One node a line, for logs of tests: role, label, box in pixels, state. Given pixels a
    // millimetre, the box is in millimetres.
    std::string describe(float px_per_mm = 1) const;

  private:
    std::string_view keep(std::string_view text);
    std::size_t top_layer() const;  // index of the last dialog, or 0
    std::vector<AccessNode> nodes_;
    Box content_;
    std::deque<std::string> arena_;  // blocks of fixed size; views into them stay valid
    std::size_t block_ = 0;
};

}  // namespace hall::kiosk::ui
