// What the user interface keeps between frames, and what one frame is about. For the
// files of this folder; screens see frame.h and widgets.h.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kiosk/canvas/glyph_sheet.h"
#include "kiosk/ui/access/access.h"
#include "kiosk/ui/access/focus.h"
#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/frame/measures.h"
#include "kiosk/ui/frame/pictures.h"
#include "kiosk/ui/frame/scroll.h"
#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/frame/theme.h"
#include "kiosk/ui/frame/touch.h"
#include "kiosk/ui/text/fonts.h"
#include "kiosk/ui/text/markdown.h"
#include "kiosk/ui/text/text.h"
#include "kiosk/ui/text/ui_strings.h"
#include "kiosk/ui/widgets/ink_pad.h"
#include "kiosk/ui/widgets/page_stops.h"
#include "kiosk/ui/widgets/qr.h"
#include "kiosk/ui/widgets/table_plan.h"
#include "kiosk/ui/widgets/widgets.h"

struct ImDrawList;
struct ImGuiContext;

namespace hall::kiosk::ui {

// How closely a picture is looked at, and where: the point of it that lies in the middle.
struct Closeness {
    float zoom = 1;  // 1: all of it is seen
    float x = 0.5F;  // shares of its width and height
    float y = 0.5F;
};

// How far a date is picked. 0: not yet.
struct DatePick {
    bool open = false;  // though there is a value: to be changed
    bool lunar = false;
    int decade = 0;  // its first year
    int year = 0;
    int month = 0;
    bool leap = false;
    bool begun = false;  // with the month it is likely to be in

    bool operator==(const DatePick&) const = default;
};

// What is remembered about one scroll area, table, keyboard, picture or date, by its id.
struct Place {
    TouchId id = 0;
    Scroller scroller;
    float content_px = -1;  // height of the content; -1: not measured yet
    float scroll_px = 0;    // the same, with what is empty below it: the last page begins at a stop
    float grow_px = 0;      // that each thing may be higher, as there is room left
    float type_scale = 1;   // of what is read, for the same reason
    bool type_fixed = false;  // larger type did not fit
    // Where the page that was shown at rest ends, if nothing moved since.
    int page_offset = -1;
    float page_area = 0;
    float page_end = 0;
    int page = 0;         // of columns, of keys
    Closeness closeness;  // of a picture
    DatePick date;
    TouchId focus = 0;  // the field that was last brought into sight
    std::uint64_t frame = 0;
    // How often in a row the page buttons came or went; content that fits only without
    // them, or only with them, must not make them flicker.
    int flips = 0;
    std::uint64_t flip_frame = 0;
};

// The places of the session, few and in no order.
class Places {
  public:
    // The reference is valid until the next call.
    Place& at(TouchId id, std::uint64_t frame);
    void forget() { places_.clear(); }

  private:
    static constexpr std::size_t places_max = 64;  // the one unused for longest goes first
    std::vector<Place> places_;
};

// The scroll area that widgets flow into.
struct OpenScroll {
    TouchId id = 0;
    Box whole;      // with its page buttons
    Box area;       // what is seen of the content
    float top = 0;  // where the content begins: above the area once scrolled
    Flow outside;   // the flow it interrupts
    Box outer_clip;
    bool paged = false;
    bool has_focus = false;  // a field in it is being typed into
    float covered = 0;       // at its top, by what stays there while what is drawn now moves
    float grow = 0;          // that each thing may be higher
    float grown = 0;         // that they are
    int growers = 0;         // that could be
    bool reading = false;    // its type may be larger
    Measures measures;       // outside of it
};

// Where a scroll area of this frame stood.
struct ScrollBounds {
    TouchId id = 0;
    Box area;
    float top = 0;  // where its content begins
};

struct OpenCard {
    Box box;  // bottom still open
    Colour bar = 0;
    bool has_bar = false;
    Flow outside;
};

// One frame; made new by Ui::begin().
struct Pass {
    Flow flow;
    Box region;             // of the screen: all of it, or in the low layout its lower part
    Box content;            // between the bars
    float last_bottom = 0;  // of the last widget, without the gap after it
    float scroll_end = 0;   // where what is seen of the last scroll area's content ends
    Box clip;               // what may be painted on
    Colour paper = 0;       // behind the next widget
    Zone zone = Zone::content;
    SpokenAs spoken = SpokenAs::content;  // of the next widget
    std::uint32_t rows = 0;               // of tables, so far
    TouchId target = 0;                   // of the widget that is being drawn
    bool escape_next = false;             // Esc chooses the next thing that can be tapped
    bool word_broken = false;             // a word of its texts goes on in the next line
    bool line_cut = false;  // an edge of the scroll area goes through one of its lines
    Box inked;              // what its texts take up; empty: none yet
    std::optional<OpenScroll> scroll;
    std::optional<OpenCard> card;
    std::uint64_t ordinal = 0;        // of things that can be tapped
    bool title_left_over = false;     // the title waits for the scroll area
    bool subtitle_left_over = false;  // the line below it, too
    bool keyboard = false;  // below the content
    bool typing = false;    // there are keys
    bool sheet_full = false;
};

struct UiState {
    Files* files = nullptr;
    Path assets;
    Theme theme;
    std::string theme_name;
    UiStrings strings;
    Fonts fonts;
    canvas::GlyphSheet sheet;

    Viewport view;
    Measures measures;
    double now_s = 0;
    double fonts_rested_s = -1;
    std::uint64_t frame = 0;
    bool sheet_fresh = true;      // emptied at the start of this frame
    bool keyboard_shown = false;  // in the frame before this one
    bool typing_shown = false;    // the same of keys, wherever they stand
    bool again = false;
    bool animating = false;

    AccessTree access;
    Touch touch;
    Focus focus;
    SpokenNow spoken;                   // to be marked
    SpokenNow spoken_shown;             // that was last brought into sight
    std::vector<ScrollBounds> scrolls;  // of this frame
    PageStops stops;                    // of the open scroll area, or the last one
    std::vector<ScreenPage> pages;      // of the one that was closed last
    TextCache texts;
    Places places;
    InkPad ink_pad;
    TablePlans tables;
    MarkdownTexts markdowns;
    QrCodes qr_codes;
    Pictures pictures;
    std::unordered_map<std::uint64_t, int> fitted;  // em heights of labels in bars
    std::string scratch;                            // for texts put together in a frame
    std::vector<TextPart> parts;
    std::vector<TableViewColumn> table_columns;
    std::vector<TableViewRow> table_rows;
    std::vector<std::string> cell_labels;
    std::vector<std::string> cell_lines;
    std::vector<Cell> cells;
    std::vector<ChartBar> chart_bars;
    std::vector<ChartGroup> chart_groups;
    std::string date_title;
    std::string date_so_far;
    std::string title_kept;     // of a screen whose title is too long for its bar
    std::string subtitle_kept;  // of one whose bar has no room for the line below it
    Pass pass;

    ImGuiContext* context = nullptr;
    ImDrawList* draw = nullptr;  // of this frame

    UiState(Fonts loaded_fonts, UiStrings loaded_strings);
    UiState(const UiState&) = delete;
    UiState& operator=(const UiState&) = delete;
    ~UiState();
};

// An id that stays the same from frame to frame. Never 0.
TouchId id_of(std::string_view text, std::uint64_t seed = 0);

}  // namespace hall::kiosk::ui
