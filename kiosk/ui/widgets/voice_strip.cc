#include "kiosk/ui/widgets/voice_strip.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/bars.h"
#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr std::size_t voice_taps = 4;

// Lower than this the content has no room for the strip.
constexpr float content_targets_min = 3.2F;

// Numbers of things to tap, far from those of a screen.
constexpr std::uint64_t strip_ordinals = std::uint64_t{1} << 32;

}  // namespace

bool frame_reads_aloud(Frame& frame) {
    return reads_from_bar(frame);
}

std::optional<VoiceTap> voice_strip(Frame& frame, const VoiceStrip& strip) {
    UiState& state = frame.state();
    Pass& pass = state.pass;
    const Measures& m = state.measures;
    // Keys have their places by the room there is: they and the strip would drive each other out.
    if (state.typing_shown || pass.content.height() < content_targets_min * m.target)
        return std::nullopt;
    const SpokenScope aid(frame, SpokenAs::aid);
    const std::uint64_t ordinal = std::exchange(pass.ordinal, strip_ordinals);
    const std::array<std::string_view, voice_taps> labels = {
        frame("speech.slower"), frame("speech.faster"), frame("speech.softer"),
        frame("speech.louder")};
    const std::array<bool, voice_taps> enabled = {strip.can_slower, strip.can_faster,
                                                  strip.can_softer, strip.can_louder};
    const float gap = std::max(m.gap_least, std::floor(m.gap / 2));
    const Box row = {pass.flow.x0, pass.flow.y, pass.flow.x1, pass.flow.y + m.target_least};
    const float width = std::floor((row.width() - (voice_taps - 1) * gap) / voice_taps);
    const float inner = m.border + 2;
    const int em_px = fit_labels(frame, {.labels = labels,
                                         .em_wanted = m.text_unscaled(frame.theme().body_mm),
                                         .width = width - 2 * inner,
                                         .height = row.height() - 2 * m.border});
    std::optional<VoiceTap> tapped;
    for (std::size_t i = 0; i < voice_taps; ++i) {
        const float x = row.x0 + static_cast<float>(i) * (width + gap);
        const Box box = {x, row.y0, i + 1 == voice_taps ? row.x1 : x + width, row.y1};
        const Tap tap = touch(frame, labels[i], box, enabled[i]);
        const ControlLook look =
            look_of(frame, ButtonStyle::plain, "services", enabled[i], tap.held);
        paint_framed(frame, box, outline_of(frame, box, look), look.fill);
        const TextBlock& text =
            lay_out_label(frame, labels[i], false, em_px, box.width() - 2 * inner);
        paint_text_middle(frame, text, box, Align::middle, {look.ink, look.ink});
        record(frame, {.role = AccessRole::button,
                       .label = labels[i],
                       .box = box,
                       .text_mm = mm_of(frame, em_px),
                       .ink = look.ink,
                       .paper = look.fill,
                       .edge = look.edge,
                       .place = BarSlot::voice,
                       .enabled = enabled[i]});
        if (tap.tapped) tapped = static_cast<VoiceTap>(i);
    }
    pass.ordinal = ordinal;
    pass.flow.y = row.y1 + (frame.view().landscape() ? gap : std::max(gap, m.gap));
    pass.content.y0 = pass.flow.y;
    pass.last_bottom = pass.flow.y;
    return tapped;
}

}  // namespace hall::kiosk::ui
