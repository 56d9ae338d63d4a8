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
#include "kiosk/ui/access.h"
#include "kiosk/ui/fonts.h"
#include "kiosk/ui/frame.h"
#include "kiosk/ui/markdown.h"
#include "kiosk/ui/measures.h"
#include "kiosk/ui/qr.h"
#include "kiosk/ui/scroll.h"
#include "kiosk/ui/table_plan.h"
#include "kiosk/ui/text.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/touch.h"
#include "kiosk/ui/widgets.h"
#include "kiosk/ui/words.h"

struct ImDrawList;
struct ImGuiContext;

namespace hall::ui {

// What is remembered about one scroll area, table or keyboard, by its id.
struct Place {
    TouchId id = 0;
    Scroller scroller;
    float content_px = -1;  // height of the content; -1: not measured yet
    int page = 0;           // of columns, of keys
    TouchId focus = 0;      // the field that was last brought into sight
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
    Box content;            // between the bars
    float last_bottom = 0;  // of the last widget, without the gap after it
    Box clip;               // what may be painted on
    Colour paper = 0;       // behind the next widget
    std::optional<OpenScroll> scroll;
    std::optional<OpenCard> card;
    std::uint64_t ordinal = 0;     // of things that can be tapped
    bool title_left_over = false;  // the title waits for the scroll area
    bool keyboard = false;
    bool sheet_full = false;
};

struct UiState {
    Files* files = nullptr;
    Path assets;
    Theme theme;
    Words words;
    Fonts fonts;
    canvas::GlyphSheet sheet;

    View view;
    Measures measures;
    double now_s = 0;
    double fonts_rested_s = -1;
    std::uint64_t frame = 0;
    bool sheet_fresh = true;      // emptied at the start of this frame
    bool keyboard_shown = false;  // in the frame before this one
    bool again = false;
    bool animating = false;

    AccessTree access;
    Touch touch;
    TextCache texts;
    Places places;
    TablePlans tables;
    MarkdownTexts markdowns;
    QrCodes qr_codes;
    std::unordered_map<std::uint64_t, int> fitted;  // em heights of labels in bars
    std::string scratch;                            // for texts put together in a frame
    std::vector<TextPart> parts;
    std::vector<TableViewColumn> table_columns;
    std::vector<TableViewRow> table_rows;
    std::string title_kept;  // of a screen whose title is too long for its bar
    Pass pass;

    ImGuiContext* context = nullptr;
    ImDrawList* draw = nullptr;  // of this frame

    UiState(Fonts loaded_fonts, Words loaded_words);
    UiState(const UiState&) = delete;
    UiState& operator=(const UiState&) = delete;
    ~UiState();
};

// An id that stays the same from frame to frame. Never 0.
TouchId id_of(std::string_view text, std::uint64_t seed = 0);

}  // namespace hall::ui
