#include "kiosk/ui/widgets/input_panel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/frame/ui_state.h"
#include "kiosk/ui/widgets/ink_pad.h"
#include "kiosk/ui/widgets/input_panel_layout.h"
#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk {

namespace {

constexpr std::string_view pinyin_keys = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view panel_letter_keys = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ";

constexpr float candidate_of_height = 0.6F;  // its text, of its key

struct Tab {
    InputMode mode;
    const char* name;
    const char* short_name;  // on a key of 15 mm
};
constexpr std::array<Tab, 3> tabs = {
    Tab{InputMode::handwriting, "input.handwriting", "input.handwriting_short"},
    Tab{InputMode::pinyin, "input.pinyin", "input.pinyin_short"},
    Tab{InputMode::digits_and_letters, "input.letters", "input.letters_short"}};

struct KeyLook {
    std::string_view label;
    std::string_view shown = {};  // where it is short of the label
    ui::ButtonStyle style = ui::ButtonStyle::plain;
    bool strong = false;
    int em_wanted = 0;
    bool chosen = false;  // of tabs
    bool is_tab = false;
};

class PanelDrawing {
  public:
    PanelDrawing(ui::Frame& frame, const InputPanel& panel)
        : frame_(frame), composition_(panel.composition), handwriting_(panel.handwriting) {}

    std::optional<PanelPress> draw() {
        ui::UiState& state = frame_.state();
        state.pass.keyboard = true;
        if (const std::optional<int> digit = state.focus.take_digit())
            press().character = static_cast<char>('0' + *digit);
        draw_head();
        switch (composition_.mode) {
            case InputMode::handwriting:
                draw_handwriting();
                break;
            case InputMode::pinyin:
                draw_composed();
                draw_candidates();
                draw_keys(pinyin_keys);
                break;
            case InputMode::digits_and_letters:
            case InputMode::phrases:
                draw_low_erase_above(grid_.box.y1);
                draw_keys(panel_letter_keys);
                break;
        }
        ui::use_box(frame_, grid_.box, state.measures.gap);
        return press_;
    }

  private:
    const ui::Measures& measures() { return frame_.state().measures; }

    PanelPress& press() {
        if (!press_) press_.emplace();
        return *press_;
    }

    bool writing() const { return composition_.mode == InputMode::handwriting; }
    bool inked() { return writing() && !frame_.state().ink_pad.ink.empty(); }

    float inset() { return measures().border + 2; }

    int fit(std::string_view label, const KeyLook& look, const ui::Box& box, int lines) {
        const std::string_view labels[] = {label};
        return ui::fit_labels(frame_, {.labels = labels,
                                       .strong = look.strong,
                                       .em_wanted = look.em_wanted,
                                       .width = box.width() - 2 * inset(),
                                       .height = box.height() - 2 * inset(),
                                       .lines_max = lines,
                                       .rather_small = true});
    }

    bool fits(std::string_view label, const KeyLook& look, const ui::Box& box) {
        const ui::TextBlock& text = ui::lay_out_label(
            frame_, label, look.strong, fit(label, look, box, 2), box.width() - 2 * inset());
        return !text.word_broken &&
               static_cast<float>(text.height_px()) <= box.height() - 2 * inset();
    }

    bool draw_key(KeyLook look, const ui::Box& box) {
        if (box.empty()) return false;
        if (look.em_wanted == 0) look.em_wanted = measures().body;
        const std::string_view shown =
            look.shown.empty() || fits(look.label, look, box) ? look.label : look.shown;
        const int em_px = fit(shown, look, box, 4);
        const ui::Tap tap = ui::touch(frame_, look.label, box);
        const ui::ControlLook control =
            look.is_tab ? ui::look_of_choice(frame_, "services", look.chosen, tap.held)
                        : ui::look_of(frame_, look.style, "services", true, tap.held);
        ui::paint_framed(frame_, box, ui::outline_of(frame_, box, control), control.fill);
        const ui::TextBlock& text =
            ui::lay_out_label(frame_, shown, look.strong, em_px, box.width() - 2 * inset());
        ui::paint_text_middle(frame_, text, box, ui::Align::middle, {control.ink, control.ink});
        ui::record(frame_, {.role = look.is_tab ? ui::AccessRole::choice : ui::AccessRole::button,
                            .label = look.label,
                            .box = box,
                            .text_mm = ui::mm_of(frame_, em_px),
                            .ink = control.ink,
                            .paper = control.fill,
                            .edge = control.edge,
                            .selected = look.chosen,
                            .clipped = static_cast<float>(text.height_px()) > box.height()});
        return tap.tapped;
    }

    void draw_tabs() {
        for (std::size_t i = 0; i < tabs.size(); ++i) {
            const bool chosen = composition_.mode == tabs[i].mode;
            if (draw_key({.label = frame_(tabs[i].name),
                          .shown = frame_(tabs[i].short_name),
                          .strong = chosen,
                          .chosen = chosen,
                          .is_tab = true},
                         parts_.tabs[i]) &&
                !chosen)
                press().mode = tabs[i].mode;
        }
    }

    void draw_erase() {
        if (!draw_key({.label = frame_(inked() ? "input.rub_out" : "ui.erase")}, parts_.erase))
            return;
        if (inked()) {
            ui::remove_last_stroke(frame_);
            press().ink = frame_.state().ink_pad.ink;
        } else {
            press().erase = true;
        }
    }

    void draw_clear() {
        if (!draw_key({.label = frame_("ui.clear"), .shown = frame_("input.clear_short")},
                      parts_.clear))
            return;
        if (composition_.empty())
            press().clear = true;
        else
            press().give_up = true;
    }

    void draw_done() {
        if (draw_key(
                {.label = frame_("ui.done"), .style = ui::ButtonStyle::primary, .strong = true},
                parts_.done))
            press().done = true;
    }

    // In the order in which they stand: keys walk through them so.
    void draw_head() {
        if (grid_.low()) {
            if (!writing()) {
                draw_clear();
                draw_done();
            }
            draw_tabs();
            return;
        }
        draw_tabs();
        draw_erase();
        draw_clear();
        draw_done();
    }

    void draw_composed() {
        const ui::Box& box = parts_.composed;
        if (box.empty() || composition_.empty()) return;
        std::string& text = frame_.state().scratch;
        text = composition_.chosen;
        text += composition_.pinyin;
        const ui::Theme& theme = frame_.theme();
        // Of what is too long its end, which is being written.
        std::string_view end = text;
        const KeyLook look{.label = end, .em_wanted = measures().body};
        while (end.size() > 1 && !fits(end, look, box)) {
            end.remove_prefix(1);
            while (!end.empty() && (static_cast<unsigned char>(end.front()) & 0xC0U) == 0x80U)
                end.remove_prefix(1);
        }
        const int em_px = fit(end, look, box, 2);
        const ui::TextBlock& block =
            ui::lay_out_label(frame_, end, false, em_px, box.width() - 2 * inset());
        ui::paint_text_middle(frame_, block, box, ui::Align::middle, {theme.ink, theme.ink});
        ui::record_text(frame_, ui::AccessRole::text, text, box, {em_px, theme.ink, false});
    }

    // On a low screen the key that erases stands at the end of the first row: it comes before
    // what stands below.
    void draw_low_erase_above(float y) {
        if (!grid_.low() || low_erase_drawn_ || y <= grid_.box.y0) return;
        low_erase_drawn_ = true;
        draw_erase();
    }

    void draw_candidates() {
        if (parts_.candidate_rows.empty()) return draw_low_erase_above(grid_.box.y1);
        const ui::Measures& m = measures();
        const ui::Box& row = parts_.candidate_rows.front();
        float width = std::max(m.target_least, std::ceil(grid_.key_height));
        // Ten characters in two rows, as large as there is room for.
        if (writing() && !grid_.low())
            width = std::max(width, std::floor((row.width() - 4 * grid_.gap) / 5));
        const float word = 2.2F * static_cast<float>(m.least) + 2 * inset();
        const float most = candidate_of_height * std::min(row.height(), width);
        const int wanted = writing() ? static_cast<int>(most) : m.heading;
        const int em = std::max(m.least, std::min(wanted, static_cast<int>(most)));
        const CandidateLayout layout =
            lay_out_candidates(composition_, {.rows = parts_.candidate_rows,
                                              .least = width,
                                              .em = static_cast<float>(em),
                                              .inset = inset() + 2,
                                              .gap = grid_.gap,
                                              .more = std::max(width, std::ceil(word))});
        for (const PlacedCandidate& placed : layout.placed) {
            draw_low_erase_above(placed.box.y0);
            if (draw_key({.label = composition_.candidates[placed.candidate],
                          .strong = placed.candidate == 0,
                          .em_wanted = em},
                         placed.box))
                press().candidate = placed.candidate;
        }
        draw_low_erase_above(layout.more.y0);
        if (draw_key({.label = frame_("input.more"), .shown = frame_("input.more_short")},
                     layout.more))
            press().page = layout.page + 1 < layout.pages ? layout.page + 1 : 0;
        draw_low_erase_above(grid_.box.y1);
    }

    std::string_view label_of_more(std::string_view characters, const PanelKeys& keys, int page) {
        const auto next = static_cast<std::size_t>((page + 1) % keys.pages) * keys.per_page;
        std::string& label = frame_.state().scratch;
        label = frame_("ui.more_keys");
        const char first = characters[next];
        if (first >= '0' && first <= '9')
            label += frame_("ui.keys_digits");
        else
            frame_.strings().append(
                label, "ui.keys_from_to",
                {characters.substr(next, 1), characters.substr(characters.size() - 1)});
        return label;
    }

    void draw_keys(std::string_view characters) {
        ui::UiState& state = frame_.state();
        const PanelKeys keys = keys_of(grid_, composition_.mode, characters.size());
        ui::Place& place =
            state.places.at(ui::id_of("input_panel", characters.size()), state.frame);
        const int page = std::min(place.page, keys.pages - 1);
        const std::string_view shown =
            characters.substr(static_cast<std::size_t>(page) * keys.per_page, keys.per_page);
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const char key = shown[i];
            if (!draw_key(
                    {.label = shown.substr(i, 1), .strong = true, .em_wanted = measures().heading},
                    keys.boxes[i]))
                continue;
            if (composition_.mode == InputMode::pinyin)
                press().letter = static_cast<char>(key - 'A' + 'a');
            else
                press().character = key;
        }
        if (!keys.paged) return;
        if (draw_key({.label = label_of_more(characters, keys, page),
                      .shown = frame_("input.more_keys_short")},
                     keys.boxes.back())) {
            state.places.at(ui::id_of("input_panel", characters.size()), state.frame).page =
                (page + 1) % keys.pages;
            state.again = true;
        }
    }

    // The sentence stands where one would write and choose.
    void draw_no_handwriting() {
        const ui::Measures& m = measures();
        const ui::Theme& theme = frame_.theme();
        ui::Box box = {grid_.box.x0, parts_.square.y0, grid_.box.x1, parts_.square.y1};
        if (grid_.low()) box.x1 = parts_.square.x1;
        const std::string_view said = frame_("input.no_handwriting");
        const std::string_view labels[] = {said};
        const int em_px = ui::fit_labels(frame_, {.labels = labels,
                                                  .em_wanted = m.body,
                                                  .width = box.width(),
                                                  .height = box.height(),
                                                  .lines_max = 8});
        const ui::TextBlock& text = ui::lay_out_label(frame_, said, false, em_px, box.width());
        ui::paint_text_middle(frame_, text, box, ui::Align::middle, {theme.ink, theme.ink});
        ui::record_text(frame_, ui::AccessRole::text, said, box, {em_px, theme.ink, false});
    }

    void draw_handwriting() {
        if (!handwriting_) {
            draw_no_handwriting();
        } else {
            draw_square();
            draw_candidates();
        }
        if (!grid_.low()) return;
        draw_low_erase_above(grid_.box.y1);
        draw_clear();
        draw_done();
    }

    void draw_square() {
        const ui::InkStep step = ui::ink_pad(frame_, parts_.square, composition_.stroke_count,
                                             !composition_.candidates.empty());
        if (step.next_character) press().candidate = 0;
        if (step.stroke) press().ink = frame_.state().ink_pad.ink;
    }

    ui::Frame& frame_;
    const Composition& composition_;
    bool handwriting_;
    PanelGrid grid_ = plan_panel(frame_);
    PanelParts parts_ = parts_of(grid_, composition_.mode, !composition_.empty());
    bool low_erase_drawn_ = false;
    std::optional<PanelPress> press_;
};

}  // namespace

float room_for_input_panel(ui::Frame& frame) {
    const PanelGrid grid = plan_panel(frame);
    return grid.box.height() + grid.gap;
}

std::optional<PanelPress> input_panel(ui::Frame& frame, const InputPanel& panel) {
    frame.state().pass.typing = true;
    const ui::SpokenScope aid(frame, ui::SpokenAs::aid);
    return PanelDrawing(frame, panel).draw();
}

}  // namespace hall::kiosk
