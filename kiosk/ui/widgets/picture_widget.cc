// A picture in a column of text, or the reason why it is not there.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr float picture_height_share = 0.66F;  // of the screen, at most
constexpr float placeholder_share = 0.42F;     // of the column's width
constexpr float caption_line_height = 1.4F;
constexpr float picture_tag_share = 0.4F;  // of the width, for the word that it can be opened

std::string_view words_key_of(PictureState state) {
    return state == PictureState::broken ? "ui.picture_broken" : "ui.picture_coming";
}

// The sign that a picture opens: a pale pill with a word.
struct OpenTag {
    const TextBlock* text = nullptr;
    float width = 0;
    float height = 0;
};

OpenTag plan_tag(Frame& frame, float width) {
    const Measures& m = frame.state().measures;
    const float padding = std::ceil(static_cast<float>(m.small) * 0.4F);
    OpenTag tag;
    const float room = width * picture_tag_share - 2 * padding;
    tag.text = &lay_out_whole(frame, frame("ui.picture_open"), true,
                              {.em_px = m.small,
                               .wrap_px = std::max(1, static_cast<int>(room)),
                               .line_height = caption_line_height});
    tag.width = static_cast<float>(tag.text->width_px) + 2 * padding;
    tag.height = static_cast<float>(tag.text->height_px()) + padding;
    return tag;
}

void paint_tag(Frame& frame, const OpenTag& tag, std::string_view accent_name, float x1, float y0) {
    const Tint accent = frame.theme().accent(accent_name);
    const Box box = {x1 - tag.width, y0, x1, y0 + tag.height};
    paint_round(frame, box, std::floor(tag.height * 0.25F), accent.pale);
    paint_text_middle(frame, *tag.text, box, Align::middle, {accent.deep, accent.deep});
}

// In place of a picture: paper with a sentence on it, or nothing until it is decoded.
void paint_placeholder(Frame& frame, const Box& box, PictureState state, const TextBlock& text) {
    const Theme& theme = frame.theme();
    paint_box(frame, box, theme.shade);
    if (state == PictureState::waiting) return;
    paint_text_middle(frame, text, box.inset(frame.state().measures.padding / 2), Align::middle,
                      {theme.ink, theme.ink});
}

}  // namespace

bool picture(Frame& frame, const Picture& picture) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const Theme& theme = frame.theme();
    const float inset = picture.opens ? m.border + std::ceil(m.padding / 2) : 0;
    const float width = frame.flow().width() - 2 * inset;
    const canvas::Size size_max = {
        std::max(1, static_cast<int>(width)),
        std::max(1, static_cast<int>(state.pass.region.height() * picture_height_share))};
    const FoundPicture found = state.pictures.find(picture.name, size_max);
    const bool ready = found.state == PictureState::ready;
    const bool opens = picture.opens && ready;

    const TextBlock& reason =
        lay_out_label(frame, frame(words_key_of(found.state)), false, m.small, width - m.padding);
    const float reason_height = static_cast<float>(reason.height_px()) + 2 * m.padding;
    const float height = ready ? static_cast<float>(found.image->height)
                               : std::ceil(std::max(width * placeholder_share, reason_height));
    const OpenTag tag = opens ? plan_tag(frame, width) : OpenTag{};
    const float caption_width = width - (opens ? tag.width + m.gap : 0);
    const TextBlock& caption =
        lay_out_whole(frame, picture.caption, false,
                      {.em_px = m.small,
                       .wrap_px = std::max(1, static_cast<int>(caption_width)),
                       .line_height = caption_line_height});
    const float below = std::max(static_cast<float>(caption.height_px()), tag.height);
    const float between = below > 0 ? std::floor(text_gap(frame) / 2) : 0;
    const Box box =
        next_box(frame, std::max(opens ? m.target : 0.F, height + between + below + 2 * inset));

    Tap tap;
    Colour edge = no_edge;
    Colour paper = state.pass.paper;
    if (opens) {
        tap = touch(frame, picture.caption, box);
        const ControlLook look = look_of(frame, ButtonStyle::plain, picture.accent, true, tap.held);
        paint_framed(frame, box, {m.radius(m.target), look.border, look.edge}, look.fill);
        edge = look.edge;
        paper = look.fill;
    }
    const float y = box.y0 + inset;
    if (ready) {
        const auto image_width = static_cast<float>(found.image->width);
        const float x = std::floor(box.x0 + (box.width() - image_width) / 2);
        paint_picture(frame, *found.image, {x, y, x + image_width, y + height});
    } else {
        paint_placeholder(frame, {box.x0 + inset, y, box.x1 - inset, y + height}, found.state,
                          reason);
    }
    const float foot = y + height + between;
    paint_text(frame, caption, {box.x0 + inset, foot, box.x0 + inset + caption_width, box.y1},
               opens ? Align::left : Align::middle, {theme.ink_soft, theme.ink_soft});
    if (opens) paint_tag(frame, tag, picture.accent, box.x1 - inset, foot);
    const std::string_view label = picture.caption.empty() ? frame("ui.picture") : picture.caption;
    const bool captioned = !caption.lines.empty();
    record(frame, {.role = opens ? AccessRole::button : AccessRole::picture,
                   .label = label,
                   .value = ready ? std::string_view() : frame(words_key_of(found.state)),
                   .box = box,
                   .text_mm = captioned ? mm_of(frame, m.small) : 0,
                   .ink = theme.ink_soft,
                   .paper = paper,
                   .edge = edge,
                   .secondary = true});
    use_box(frame, box, m.gap);
    return tap.tapped;
}

}  // namespace hall::kiosk::ui
