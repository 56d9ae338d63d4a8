// Markdown, drawn.

#include <algorithm>
#include <cmath>

#include "kiosk/ui/text/markdown.h"
#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk::ui {

namespace {

constexpr float quote_bar_mm = 1.5F;

// The block's runs as parts of a text.
std::span<const TextPart> parts_of(Frame& frame, const MarkdownBlock& block) {
    std::vector<TextPart>& parts = frame.state().parts;
    parts.clear();
    std::string_view rest = block.text;
    for (const MarkdownRun& run : block.runs) {
        parts.push_back({rest.substr(0, run.size), run.strong});
        rest.remove_prefix(run.size);
    }
    return parts;
}

void draw_paragraph(Frame& frame, const MarkdownBlock& block) {
    const Measures& m = frame.state().measures;
    const Theme& theme = frame.theme();
    const float em = static_cast<float>(m.body);
    const float bar = block.quoted ? frame.px(quote_bar_mm) : 0;
    const float indent = std::ceil(block.indent_em * em) + (block.quoted ? bar + em * 0.5F : 0);
    const float width = frame.flow().width() - indent;
    const TextBlock& text = lay_out(frame, parts_of(frame, block),
                                    {.em_px = m.body,
                                     .wrap_px = std::max(1, static_cast<int>(width)),
                                     .line_height = m.line_height});
    if (text.lines.empty()) return;
    const Box box = next_box(frame, static_cast<float>(text.height_px()));
    const Colour ink = block.quoted ? theme.ink_soft : theme.ink;
    if (block.quoted) {
        paint_box(frame, {box.x0, box.y0, box.x0 + bar, box.y1}, theme.edge);
    }
    if (!block.marker.empty()) {
        const TextBlock& marker =
            lay_out(frame, block.marker, false, {.em_px = m.body, .line_height = m.line_height});
        const Box at = {box.x0, box.y0, box.x0 + indent - em * 0.35F, box.y1};
        paint_text(frame, marker, at, Align::right, {ink, ink});
    }
    paint_text(frame, text, {box.x0 + indent, box.y0, box.x1, box.y1}, Align::left, {ink, ink});
    record_text(frame, AccessRole::text, block.text, box, {m.body, ink, false});
    use_box(frame, box, text_gap(frame), BoxUse::text);
}

void draw_rule(Frame& frame) {
    const Box box = next_box(frame, 2);
    paint_box(frame, box, frame.theme().line);
    use_box(frame, box, text_gap(frame));
}

void draw_markdown_table(Frame& frame, const MarkdownBlock& block, std::size_t number) {
    UiState& state = frame.state();
    state.table_columns.clear();
    state.table_rows.clear();
    for (const std::string& label : block.header) state.table_columns.push_back({label, false});
    for (const std::vector<std::string>& cells : block.rows) state.table_rows.push_back({cells});
    char id[] = "markdown-table-00";
    id[sizeof id - 3] = static_cast<char>('0' + number / 10 % 10);
    id[sizeof id - 2] = static_cast<char>('0' + number % 10);
    table(frame, {.id = id, .columns = state.table_columns, .rows = state.table_rows});
}

}  // namespace

void markdown(Frame& frame, std::string_view text) {
    const std::vector<MarkdownBlock>& blocks = frame.state().markdowns.blocks(text);
    std::size_t tables = 0;
    for (const MarkdownBlock& block : blocks) {
        switch (block.kind) {
            case MarkdownKind::heading:
                if (&block != &blocks.front()) frame.flow().y += text_gap(frame);
                if (block.level <= 1)
                    heading(frame, block.text);
                else
                    subheading(frame, block.text);
                break;
            case MarkdownKind::paragraph:
                draw_paragraph(frame, block);
                break;
            case MarkdownKind::rule:
                draw_rule(frame);
                break;
            case MarkdownKind::table:
                draw_markdown_table(frame, block, tables++);
                break;
        }
    }
}

}  // namespace hall::kiosk::ui
