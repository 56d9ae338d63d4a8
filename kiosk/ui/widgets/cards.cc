// Cards to tap: the banner, items of a list, answers to a question.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"
#include "kiosk/ui/widgets/scroll_area.h"

namespace hall::kiosk::ui {

namespace {

constexpr float title_line_height = 1.35F;
constexpr float small_line_height = 1.35F;
// Of an item on a wide screen, which is low.
constexpr float title_line_height_low = 1.25F;
constexpr float small_line_height_low = 1.2F;

// Of the item's width, for the short word at its right.
constexpr float tag_share = 0.4F;

// A title of several lines has at least this many characters in each beside that word.
constexpr int title_em_least = 8;

// How much higher than they have to be where there is room, in targets.
constexpr float banner_growth = 0.3F;
constexpr float item_growth = 0.35F;
constexpr float choice_growth = 0.8F;
constexpr float choice_growth_low = 1.2F;

// Two answers stand beside each other on a low screen if none takes more lines than this.
constexpr std::size_t choice_lines_max = 3;

const TextBlock& lines_of(Frame& frame, std::string_view text, bool strong, int em_px,
                          float line_height, float width) {
    return lay_out_whole(frame, text, strong,
                         {.em_px = em_px,
                          .wrap_px = std::max(1, static_cast<int>(width)),
                          .line_height = line_height,
                          .phrases = true});
}

// Breaks where the text allows it: it is a sentence, no label.
const TextBlock& parts_of_line(Frame& frame, std::span<const TextPart> parts, int em_px,
                               float line_height, float width) {
    if (parts.size() == 1 && !parts.front().strong)
        return lines_of(frame, parts.front().text, false, em_px, line_height, width);
    return lay_out(frame, parts,
                   {.em_px = em_px,
                    .wrap_px = std::max(1, static_cast<int>(width)),
                    .line_height = line_height});
}

float px_of(const TextBlock& block) {
    return static_cast<float>(block.height_px());
}

// A title with a smaller line under it.
struct TwoTexts {
    const TextBlock* title = nullptr;
    const TextBlock* line = nullptr;
    float height() const { return px_of(*title) + px_of(*line); }
};

void paint_two(Frame& frame, const TwoTexts& texts, const Box& box, Colour ink) {
    const Colour soft = frame.theme().ink_soft;
    const float y = box.y0 + std::floor((box.height() - texts.height()) / 2);
    paint_text(frame, *texts.title, {box.x0, y, box.x1, box.y1}, Align::left, {ink, ink});
    paint_text(frame, *texts.line, {box.x0, y + px_of(*texts.title), box.x1, box.y1}, Align::left,
               {soft, soft});
}

// --- The short word at the right of an item

struct Tag {
    const TextBlock* text = nullptr;
    float width = 0;  // with its padding; 0: none
    float padding = 0;
};

Tag plan_tag(Frame& frame, std::string_view tag, float item_width) {
    const Measures& m = frame.state().measures;
    Tag plan;
    if (tag.empty()) return plan;
    plan.padding = std::ceil(static_cast<float>(m.small) * 0.4F);
    const float room = item_width * tag_share - 2 * plan.padding;
    plan.text = &lay_out_whole(frame, tag, true,
                               {.em_px = m.small,
                                .wrap_px = std::max(1, static_cast<int>(room)),
                                .line_height = small_line_height});
    plan.width = static_cast<float>(plan.text->width_px) + 2 * plan.padding;
    return plan;
}

void paint_tag(Frame& frame, const Tag& tag, std::string_view accent_name, const Box& place) {
    const Tint accent = frame.theme().accent(accent_name);
    const float height = px_of(*tag.text) + tag.padding;
    const float y = place.y0 + std::floor((place.height() - height) / 2);
    const Box box = {place.x1 - tag.width, y, place.x1, y + height};
    paint_round(frame, box, std::floor(height * 0.25F), accent.pale);
    paint_text_middle(frame, *tag.text, box, Align::middle, {accent.deep, accent.deep});
}

// --- The sign before an answer

void paint_radio(Frame& frame, float x, float y, float radius, const ControlLook& look,
                 bool selected) {
    const float ring = std::max(2.F, std::round(radius * 0.16F));
    paint_disc(frame, x, y, radius, look.edge);
    paint_disc(frame, x, y, radius - ring, frame.theme().card);
    if (selected) paint_disc(frame, x, y, std::floor(radius * 0.58F), look.edge);
}

void paint_checkbox(Frame& frame, const Box& box, const ControlLook& look, bool selected) {
    const float ring = std::max(2.F, std::round(box.height() * 0.08F));
    const Outline outline = {std::floor(box.height() * 0.18F), ring, look.edge};
    paint_framed(frame, box, outline, selected ? look.edge : frame.theme().card);
    if (selected) paint_tick(frame, box.inset(ring), frame.theme().on_deep);
}

// --- Answers

struct ChoicePlan {
    std::size_t columns = 1;
    float width = 0;  // of an answer
    float text_width = 0;
    float gap = 0;
    int label_px = 0;
};

float choice_padding(Frame& frame) {
    const Measures& m = frame.state().measures;
    return m.border + std::ceil(m.padding * (frame.view().landscape() ? 0.25F : 0.6F));
}

float sign_side(Frame& frame) {
    return std::ceil(static_cast<float>(frame.state().measures.body) * 1.4F);
}

TwoTexts texts_of(Frame& frame, const Choice& choice, const ChoicePlan& plan) {
    const Measures& m = frame.state().measures;
    const bool low = frame.view().landscape();
    return {&lines_of(frame, choice.label, true, plan.label_px,
                      low ? title_line_height_low : title_line_height, plan.text_width),
            &lines_of(frame, choice.line, false, m.small, small_line_height, plan.text_width)};
}

bool choices_fit(Frame& frame, std::span<const Choice> choices, const ChoicePlan& plan) {
    return std::all_of(choices.begin(), choices.end(), [&](const Choice& choice) {
        const TwoTexts texts = texts_of(frame, choice, plan);
        return !texts.title->word_broken && !texts.line->word_broken &&
               texts.title->lines.size() + texts.line->lines.size() <= choice_lines_max;
    });
}

float row_height(Frame& frame, std::span<const Choice> row, const ChoicePlan& plan) {
    const Measures& m = frame.state().measures;
    float height = frame.view().landscape() ? m.target_least : std::ceil(m.target * 1.25F);
    for (const Choice& choice : row)
        height =
            std::max(height, texts_of(frame, choice, plan).height() + 2 * choice_padding(frame));
    return height;
}

float height_of(Frame& frame, std::span<const Choice> choices, const ChoicePlan& plan) {
    float height = 0;
    for (std::size_t first = 0; first < choices.size(); first += plan.columns) {
        const std::size_t count = std::min(plan.columns, choices.size() - first);
        height += row_height(frame, choices.subspan(first, count), plan) + plan.gap;
    }
    return height;
}

ChoicePlan plan_choices(Frame& frame, std::span<const Choice> choices) {
    const Measures& m = frame.state().measures;
    const float width = frame.flow().width();
    ChoicePlan plan;
    plan.label_px = (m.body + m.heading) / 2;
    plan.gap = frame.view().landscape() ? m.gap_least : m.gap;
    const auto with_columns = [&](std::size_t columns) {
        const float gaps = static_cast<float>(columns - 1) * plan.gap;
        plan.columns = columns;
        plan.width = std::floor((width - gaps) / static_cast<float>(columns));
        plan.text_width = plan.width - sign_side(frame) - m.padding * 2.8F;
    };
    if (frame.view().landscape() && choices.size() > 1) {
        // All of them below their question, in smaller type if that is what it takes.
        const float room = frame.state().pass.content.height() - m.target_least - 2 * m.gap_least;
        for (const int label_px : {(m.body + m.heading) / 2, m.body, m.small}) {
            plan.label_px = label_px;
            with_columns(2);
            const bool fits = choices_fit(frame, choices, plan);
            if (fits && (label_px == m.small || height_of(frame, choices, plan) <= room))
                return plan;
        }
        plan.label_px = m.body;
    }
    with_columns(1);
    return plan;
}

bool draw_choice(Frame& frame, const Choice& choice, const ChoicePlan& plan, const Box& box) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const float sign = sign_side(frame);
    const float left = m.padding + sign + m.padding * 0.8F;
    const TwoTexts texts = texts_of(frame, choice, plan);
    const Tap tap = touch(frame, choice.label, box);
    const ControlLook look = look_of_choice(frame, choice.accent, choice.selected, tap.held);
    const Outline outline = {m.radius(m.target), look.border, look.edge};
    paint_framed(frame, box, outline, look.fill);
    const float y = std::floor((box.y0 + box.y1 - sign) / 2);
    const Box mark = {box.x0 + m.padding, y, box.x0 + m.padding + sign, y + sign};
    if (choice.several) {
        paint_checkbox(frame, mark, look, choice.selected);
    } else {
        paint_radio(frame, (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2, sign / 2, look,
                    choice.selected);
    }
    paint_two(frame, texts, {box.x0 + left, box.y0, box.x1 - m.padding, box.y1}, theme.ink);
    record(frame, {.role = AccessRole::choice,
                   .label = choice.label,
                   .value = choice.line,
                   .box = box,
                   .text_mm = mm_of(frame, choice.line.empty() ? plan.label_px : m.small),
                   .ink = choice.line.empty() ? theme.ink : theme.ink_soft,
                   .paper = look.fill,
                   .edge = look.edge,
                   .selected = choice.selected});
    return tap.tapped;
}

}  // namespace

bool banner(Frame& frame, const Banner& banner) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const Tint accent = theme.accent(banner.accent);
    Outline outline = {m.radius(m.target), std::max(2.F, m.border - 1), theme.edge};
    const float left = side_bar_width(outline) + m.padding;
    const float width = frame.flow().width() - left - m.padding;
    const TextBlock& kicker =
        lines_of(frame, banner.kicker, true, m.small, small_line_height, width);
    const TextBlock& title =
        lines_of(frame, banner.title, true, (m.body + m.heading) / 2, title_line_height, width);
    const TextBlock& line = lines_of(frame, banner.line, false, m.small, small_line_height, width);
    const float padding = std::ceil(m.padding * 0.7F);
    const float texts = px_of(kicker) + px_of(title) + px_of(line);
    const float more = grow(frame, std::floor(m.target * banner_growth));
    const Box box = next_box(frame, std::max(m.target, texts + 2 * padding) + more);

    const Tap tap = touch(frame, banner.title, box);
    if (tap.held) outline.edge = accent.deep;
    const Colour fill = tap.held ? accent.pale : theme.card;
    paint_raised(frame, box, outline, fill, m.shadow);
    paint_side_bar(frame, box, outline, fill, accent.deep);
    float y = box.y0 + std::floor((box.height() - texts) / 2);
    for (const auto& [block, ink] : {std::pair(&kicker, accent.deep), std::pair(&title, theme.ink),
                                     std::pair(&line, theme.ink_soft)}) {
        paint_text(frame, *block, {box.x0 + left, y, box.x1 - m.padding, box.y1}, Align::left,
                   {ink, ink});
        y += px_of(*block);
    }
    std::string& value = frame.state().scratch;
    value = banner.kicker;
    if (!banner.kicker.empty() && !banner.line.empty()) value += "　";
    value += banner.line;
    record(frame, {.role = AccessRole::button,
                   .label = banner.title,
                   .value = value,
                   .box = box,
                   .text_mm = mm_of(frame, m.small),
                   .ink = banner.line.empty() ? theme.ink : theme.ink_soft,
                   .paper = fill,
                   .edge = outline.edge});
    use_box(frame, box, m.gap + m.shadow);
    return tap.tapped;
}

bool list_item(Frame& frame, const ListItem& item) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const float arrow = std::floor(static_cast<float>(m.body) * 0.7F);
    const float width = frame.flow().width();
    const bool low = frame.view().landscape();
    Tag tag = plan_tag(frame, item.tag, width);
    const float margin = m.padding * 0.7F + arrow + m.gap / 2;
    const ui::TextPart plain_line[] = {{item.line, false}};
    const std::span<const TextPart> line =
        item.line_parts.empty() ? std::span<const TextPart>(plain_line) : item.line_parts;
    const auto texts_within = [&](float text_width) -> TwoTexts {
        return {&lines_of(frame, item.title, true, m.body,
                          low ? title_line_height_low : title_line_height, text_width),
                &parts_of_line(frame, line, m.small,
                               low ? small_line_height_low : small_line_height, text_width)};
    };
    float text_width = width - m.padding - margin;
    if (tag.width > 0) text_width -= tag.width + m.gap / 2;
    TwoTexts texts = texts_within(text_width);
    const bool broken = texts.title->word_broken || texts.line->word_broken ||
                        (tag.width > 0 && tag.text->word_broken);
    const bool crowded =
        texts.title->lines.size() > 1 && text_width < static_cast<float>(title_em_least * m.body);
    // The tag goes below, and the words have room.
    const bool below = tag.width > 0 && (broken || crowded);
    if (below) {
        text_width = width - m.padding - margin;
        texts = texts_within(text_width);
        tag = plan_tag(frame, item.tag, text_width / tag_share);
    }
    const float padding = m.border + std::ceil(m.padding * (low ? 0.25F : 0.6F));
    const float tag_height = tag.width > 0 ? px_of(*tag.text) + tag.padding : 0;
    float height = std::max(m.target, texts.height() + 2 * padding);
    if (tag.width > 0) {
        height = below ? height + tag_height + padding : std::max(height, tag_height + 2 * padding);
    }
    height += grow(frame, std::floor(m.target * item_growth));
    const Box box = next_box(frame, height);

    const Tap tap = touch(frame, item.title, box);
    const ControlLook look = look_of(frame, ButtonStyle::plain, item.accent, true, tap.held);
    const Outline outline = {m.radius(m.target), std::max(2.F, look.border - 1), look.edge};
    paint_framed(frame, box, outline, look.fill);
    const float arrow_x = box.x1 - m.padding * 0.7F - arrow;
    const float left = box.x0 + m.padding;
    const float texts_end = below ? box.y1 - tag_height - padding : box.y1;
    paint_two(frame, texts, {left, box.y0, left + text_width, texts_end}, theme.ink);
    if (below) {
        paint_tag(frame, tag, item.accent, {left, texts_end, left + tag.width, box.y1 - padding});
    } else if (tag.width > 0) {
        paint_tag(frame, tag, item.accent, {box.x0, box.y0, arrow_x - m.gap / 2, box.y1});
    }
    paint_arrow(frame, {arrow_x, box.y0, arrow_x + arrow, box.y1}, Direction::right, look.edge);

    std::string& value = frame.state().scratch;
    value = item.tag;
    if (!item.tag.empty() && !item.line.empty()) value += "　";
    value += item.line;
    const bool only_title = item.line.empty() && item.tag.empty();
    record(frame, {.role = AccessRole::button,
                   .label = item.title,
                   .value = value,
                   .box = box,
                   .text_mm = mm_of(frame, only_title ? m.body : m.small),
                   .ink = item.line.empty() ? theme.ink : theme.ink_soft,
                   .paper = look.fill,
                   .edge = look.edge});
    use_box(frame, box, m.gap);
    return tap.tapped;
}

bool choice(Frame& frame, const Choice& choice) {
    return choices(frame, std::span(&choice, 1)).has_value();
}

std::optional<std::size_t> choices(Frame& frame, std::span<const Choice> choices) {
    const Measures& m = frame.state().measures;
    const ChoicePlan plan = plan_choices(frame, choices);
    const bool wide = frame.view().landscape();
    const float most = std::floor(m.target * (wide ? choice_growth_low : choice_growth));
    std::optional<std::size_t> tapped;
    for (std::size_t first = 0; first < choices.size(); first += plan.columns) {
        const std::size_t count = std::min(plan.columns, choices.size() - first);
        const float height = row_height(frame, choices.subspan(first, count), plan);
        const Box row = next_box(frame, height + grow(frame, most));
        for (std::size_t i = 0; i < count; ++i) {
            const float x = row.x0 + static_cast<float>(i) * (plan.width + plan.gap);
            const Box box = {x, row.y0, x + plan.width, row.y1};
            if (draw_choice(frame, choices[first + i], plan, box)) tapped = first + i;
        }
        use_box(frame, row, plan.gap);
    }
    return tapped;
}

}  // namespace hall::kiosk::ui
