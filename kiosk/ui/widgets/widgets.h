// Widgets: what screens are made of. Each takes the next place in the frame's flow,
// draws itself, records itself in the access tree and says whether it was tapped.
//
// Every widget measures its own text and grows in height for it: nothing is cut. Targets
// are at least theme.target_mm high, gaps at least theme.gap_mm. Ids of things that
// repeat come from their place in the flow; `id` is asked for only where state is kept.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/text/text.h"
#include "sync/core/clock.h"

namespace hall::kiosk::ui {

// --- The frame that is the same on every screen

enum class FrameTap { none, bigger, read_aloud, stop, first, second, help, finish };

struct ScreenFrame {
    std::string_view title;     // where I am
    std::string_view subtitle;  // which village, how fresh
    // The two places that differ: 返回 and 首页; on the home screen 找一找 and 我的办件;
    // in a form on a low screen 下一步 and 上一步. Empty: the place stays empty.
    std::string_view first;
    std::string_view second;
    bool first_primary = false;  // the home screen's 找一找 is filled
    // Esc on a keypad means one of them.
    bool first_goes_back = true;
    bool second_goes_back = false;
    bool read_aloud = false;  // there is speech on this machine
    bool speaking = false;    // in place of it: 停
    std::string_view accent = "affairs";
};

// Draws top and bottom bar and opens the content area between them. On a wide screen, which
// is low, the places stand in a column at the right below 大字, and one line at the top says
// where I am. The bars take up a fifth of the screen at most. REQUIRES: once a frame, first.
FrameTap screen_frame(Frame& frame, const ScreenFrame& options);

// --- Scrolling

// Opens a scrolling area over the rest of the content area, less `below_px` at its end.
// Follows the finger with inertia and comes to rest where nothing is cut; when the content is
// longer than the area, "上一页", "第1页，共2页" and "下一页" stand below it. `id` names the
// place that is remembered.
void begin_scroll(Frame& frame, std::string_view id, float below_px = 0);
void end_scroll(Frame& frame);

// The same for what is read: where it would leave half of the area empty, its type is larger,
// by a third at most. Closed by end_scroll().
void begin_reading(Frame& frame, std::string_view id);

// --- Text

enum class Tone { normal, soft, good, warn };

void heading(Frame& frame, std::string_view text);  // of the page
void subheading(Frame& frame, std::string_view text);
void paragraph(Frame& frame, std::string_view text, Tone tone = Tone::normal);
void small_print(Frame& frame, std::string_view text, Tone tone = Tone::soft);

// The small Markdown of articles: headings, paragraphs, emphasis, lists, quotes, tables.
void markdown(Frame& frame, std::string_view text);

// A paragraph with some pieces strong and in the accent.
struct Piece {
    std::string_view text;
    bool strong = false;
};
void sentence(Frame& frame, std::span<const Piece> pieces, std::string_view accent);

// "标签：值" in two columns, wrapping.
void key_value(Frame& frame, std::string_view label, std::string_view value);

// A line with a mark before it: ✓ or !
void check_line(Frame& frame, std::string_view text, Tone tone);

void space(Frame& frame, float mm);

// A card around what follows: paper, border, padding. Cards do not nest.
void begin_card(Frame& frame, std::string_view accent = {});
void end_card(Frame& frame);

// --- Things to tap

enum class ButtonStyle { plain, primary, warn };

struct Button {
    std::string_view label;
    ButtonStyle style = ButtonStyle::plain;
    std::string_view accent = "services";
    bool enabled = true;
};

bool button(Frame& frame, const Button& button);

// Side by side, widths by weight (all 1 if empty); below each other where they do not
// fit. The index of the one that was tapped.
std::optional<std::size_t> button_row(Frame& frame, std::span<const Button> buttons,
                                      std::span<const float> weights = {});

// How high button_row() will be with the gap above it, so that a scroll area can leave
// room for it.
float button_row_height(Frame& frame, std::span<const Button> buttons,
                        std::span<const float> weights = {});

// A small button in the lower right corner of what is shown, for those who know of it.
bool corner(Frame& frame, std::string_view label);

// One line across the top of the content area, right below the top bar: who is at work here.
// True if it leads somewhere and was tapped.
struct Strip {
    std::string_view text;
    std::string_view accent = "services";
    bool leads = false;
};
bool strip(Frame& frame, const Strip& strip);

struct Tile {
    std::string_view emblem;  // one character
    std::string_view accent;
    std::string_view name;
    std::string_view line;  // what is new
};

// A grid: three a row upright, four a row in landscape, fewer at larger text. In landscape
// the name stands beside its emblem and the line is left to those who listen.
std::optional<std::size_t> tiles(Frame& frame, std::span<const Tile> tiles);

struct Banner {
    std::string_view kicker;  // 公示栏 · 还剩4天
    std::string_view title;
    std::string_view line;
    std::string_view accent = "affairs";
};
bool banner(Frame& frame, const Banner& banner);

struct ListItem {
    std::string_view title;
    std::string_view line;  // date, source, price; may be empty
    std::string_view tag;   // short word at the right: 重要, 有表; may be empty
    std::string_view accent = "services";
    std::span<const TextPart> line_parts = {};  // in place of `line`, with strong words
};
bool list_item(Frame& frame, const ListItem& item);

struct Choice {
    std::string_view label;
    std::string_view line;
    bool selected = false;
    bool several = false;  // a tick box in place of a radio button
    std::string_view accent = "services";
};
bool choice(Frame& frame, const Choice& choice);

// All answers to a question: below each other, on a low screen two beside each other where
// they fit. The one tapped.
std::optional<std::size_t> choices(Frame& frame, std::span<const Choice> choices);

// What is asked, large. On a low screen help waits behind "？" beside it, elsewhere it stands
// below. `id`: under which it is remembered that it was opened.
struct Question {
    std::string_view id;
    std::string_view title;
    std::string_view help;
};
void question(Frame& frame, const Question& question);

// The help that was asked for, over everything. REQUIRES: after question(), last in the frame.
void question_help(Frame& frame, const Question& question);

// Words to pick from, several at a time, wrapping. The one tapped.
struct Chip {
    std::string_view label;
    bool selected = false;
};
std::optional<std::size_t> chips(Frame& frame, std::span<const Chip> chips,
                                 std::string_view accent);

// One of many short things, as a grid of large cells of equal size: years, days, towns. At
// most `columns_max` beside each other, fewer at larger text. The one tapped.
struct Cell {
    std::string_view label;
    std::string_view line;  // smaller, under it; may be empty
    bool selected = false;
};
std::optional<std::size_t> cells(Frame& frame, std::span<const Cell> cells, std::size_t columns_max,
                                 std::string_view accent);

// A row of tabs that wraps, one selected: columns of a board. The one tapped. With an `id`,
// under which it is remembered, those that would fill the screen wait behind one more tab.
std::optional<std::size_t> tabs(Frame& frame, std::span<const std::string_view> labels,
                                std::size_t selected, std::string_view accent,
                                std::string_view id = {});

// ‹ earlier | now | later ›. -1, +1 or 0.
struct PeriodSwitch {
    std::string_view earlier;
    std::string_view now;
    std::string_view later;
    bool has_earlier = false;
    bool has_later = false;
    std::string_view accent = "affairs";
};
int period_switch(Frame& frame, const PeriodSwitch& period);

// Minus, value, plus. -1, +1 or 0.
struct Stepper {
    std::string_view label;
    std::string_view value;
    bool can_less = true;
    bool can_more = true;
};
int stepper(Frame& frame, const Stepper& stepper);

// --- Forms

// Bars and "第3步，共5步". Steps count from 1.
void steps(Frame& frame, int step, int count, std::string_view accent);

struct Field {
    std::string_view label;
    std::string_view value;  // as typed
    std::string_view hint;   // shown when empty
    std::string_view error;  // what is wrong, in words; empty: nothing
    bool focused = false;
    bool secret = false;  // dots in place of characters
    bool bare = false;    // the label is not shown: the question above says it
};
bool field(Frame& frame, const Field& field);

// A day by year, month and day, one after the other, in the solar or the lunar calendar:
// nothing to type, and nothing that cannot be a date. With a value it says which day that
// is in both calendars, and offers to change it.
struct DatePicker {
    std::string_view id;  // what is picked so far is remembered under it
    std::optional<Date> value;
    Date earliest = {1900, 1, 31};  // lunar_year_min begins here
    Date latest;                    // the last day that can be picked
    std::string_view accent = "services";
    // Picking begins where the day is likely to be; none is picked by that.
    std::optional<Date> near = std::nullopt;     // among the days of its month
    std::optional<Date> ages_on = std::nullopt;  // with years that say how old one is then
};
// The day, once it is picked. REQUIRES: earliest <= latest, both in the lunar table.
std::optional<Date> date_picker(Frame& frame, const DatePicker& picker);

// --- Tables

struct TableViewColumn {
    std::string_view label;
    bool number = false;  // right-aligned, figures of equal width
};

struct TableViewRow {
    std::span<const std::string> cells;
    std::string_view explain;  // under the row, small; may be empty
    bool strong = false;       // totals
    // In place of its columns' labels where the row is a block of its own: what is left over
    // stands in the column of what came in, but is no income. Empty: the columns' own.
    std::string_view block_label = {};
};

struct TableContent {
    std::string_view id;
    std::span<const TableViewColumn> columns;
    std::span<const TableViewRow> rows;
    std::string_view accent = "affairs";
};

// The header stays at the top of the scroll area while the table passes under it. When
// the columns do not fit, the first stays and the others page with two buttons.
void table(Frame& frame, const TableContent& table);

// --- Charts

// A chart is never alone: a sentence says what it shows, every bar and point has its
// figure and its name on it, and what colour tells apart, a pattern tells apart, too.

struct ChartSeries {
    std::string_view name;  // 收入
    std::string_view accent = "services";
};

struct ChartBar {
    double value = 0;
    std::string_view figure;  // as it is read: 86,420.00元
};

struct ChartGroup {
    std::string_view label;          // 一季度
    std::span<const ChartBar> bars;  // one for each series
};

struct BarChart {
    std::string_view sentence;
    std::span<const ChartSeries> series;  // two at most; the second is hatched
    std::span<const ChartGroup> groups;
};

// Bars lie on their sides, below each other, so that names and figures stand beside them at
// any text size. Values below zero go to the left. REQUIRES: a sentence; as many bars in
// each group as there are series.
void bar_chart(Frame& frame, const BarChart& chart);

struct ChartPoint {
    std::string_view label;  // 3月
    double value = 0;
    std::string_view figure;
};

struct LineChart {
    std::string_view sentence;
    std::string_view name;  // what is measured: 结余
    std::span<const ChartPoint> points;
    std::string_view accent = "services";
};

// A line from left to right with its figures over the points, from zero upwards; as bars
// where the figures do not fit beside each other. REQUIRES: a sentence.
void line_chart(Frame& frame, const LineChart& chart);

// --- Pictures

struct Picture {
    std::string_view name;     // as the picture source knows it
    std::string_view caption;  // what it shows; stands under it
    bool opens = false;        // it can be tapped, to be looked at closely
    std::string_view accent = "services";
};

// As wide as the column, at most two thirds as high as the screen. One that has not
// arrived, or cannot be shown, says so in its place. True if it was tapped.
bool picture(Frame& frame, const Picture& picture);

// Fills the rest of the content area: one picture, with buttons to look at it more
// closely and to move it; a finger moves it, too. `id` names what is remembered.
void image_viewer(Frame& frame, std::string_view id, const Picture& picture);

// --- Slips

// A QR code (level M, quiet zone of 4, at least 5 px a module). `label` is what it is, and
// stands under it.
void qr_code(Frame& frame, std::string_view payload, std::string_view label, float side_mm);

// A number to be copied by hand: very large, well spaced.
void big_number(Frame& frame, std::string_view label, std::string_view number,
                std::string_view accent);

// --- Measuring the screen

// A card this wide, to be held against a real one. Its height is cut where there is no
// room: only the width is measured.
void size_card(Frame& frame, float width_px, std::string_view label);

// --- Over everything

struct Dialog {
    std::string_view title;
    std::string_view text;
    std::span<const Button> buttons;
};

// Covers the screen; what lies below cannot be tapped. Esc on a keypad means the first
// button: let it be the one that changes nothing. REQUIRES: last in the frame.
std::optional<std::size_t> dialog(Frame& frame, const Dialog& dialog);

// A line at the foot of the content area that goes by itself.
void toast(Frame& frame, std::string_view text);

}  // namespace hall::kiosk::ui
