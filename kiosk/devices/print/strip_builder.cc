#include "kiosk/devices/print/strip_builder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hall::kiosk {

namespace {

TextStyle scaled(TextStyle style, double factor, bool bold = false) {
    return {style.em_dots * factor, bold};
}

// Widths that together fill `room`: each column gets what its widest cell asks for; where that is
// too much, the widest give way first, all down to the same width.
std::vector<int> fitted_widths(std::vector<int> wanted, int room) {
    const auto sum_under = [&](int cap) {
        return std::accumulate(wanted.begin(), wanted.end(), 0,
                               [&](int sum, int width) { return sum + std::min(width, cap); });
    };
    int cap = room;
    if (sum_under(cap) > room) {
        int low = 1;
        int high = room;
        while (low < high) {
            const int middle = (low + high + 1) / 2;
            if (sum_under(middle) <= room) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        cap = low;
    }
    for (int& width : wanted) width = std::min(width, cap);
    // What is left over is shared, so that the table is as wide as the text above it.
    const int count = static_cast<int>(wanted.size());
    const int left = room - std::accumulate(wanted.begin(), wanted.end(), 0);
    for (int i = 0; i < count; ++i) wanted[static_cast<std::size_t>(i)] += left / count;
    wanted.back() += left % count;
    return wanted;
}

}  // namespace

double StripBuilder::body_em(PrintMedia media) {
    const MediaSize size = size_of(media);
    return size.body_mm * size.dpi / 25.4;
}

TextStyle StripBuilder::foot_style(PrintMedia media) {
    return {body_em(media) * 0.72, false};
}

StripBuilder::StripBuilder(PrintMedia media, const PrintTexts& texts, TextPainter& painter)
    : media_(size_of(media)),
      roll_(media_.height == 0),
      texts_(texts),
      painter_(painter),
      body_{body_em(media), false},
      left_(media_.margin),
      width_(media_.width - 2 * media_.margin) {}

int StripBuilder::dots(double mm) const {
    return std::max(1, static_cast<int>(std::lround(mm * media_.dpi / 25.4)));
}

void StripBuilder::gap(double mm) {
    SheetStrip strip;
    strip.height = dots(mm);
    strip.with_next = !strips_.empty() && strips_.back().with_next;
    strips_.push_back(std::move(strip));
}

void StripBuilder::add_lines(std::string_view text, TextStyle style, int x, bool centred,
                             bool with_next) {
    for (std::string& line : painter_.lines(text, style, left_ + width_ - x)) {
        SheetStrip strip;
        strip.height = TextPainter::line_height(style);
        strip.with_next = with_next;
        const int free = centred ? (width_ - painter_.width(line, style)) / 2 : 0;
        strip.lines.push_back({{x + std::max(0, free), 0}, std::move(line), style});
        strips_.push_back(std::move(strip));
    }
}

void StripBuilder::add_title(std::string_view title) {
    if (title.empty()) return;
    add_lines(title, scaled(body_, roll_ ? 1.35 : 1.6, true), left_, true, true);
    gap(roll_ ? 1.5 : 4);
}

void StripBuilder::add(const PrintBlock& block) {
    std::visit([this](const auto& part) { add(part); }, block);
    gap(roll_ ? 1.5 : 3);
}

void StripBuilder::add(const PrintParagraph& paragraph) {
    using Style = PrintParagraph::Style;
    switch (paragraph.style) {
        case Style::body:
            return add_lines(paragraph.text, body_, left_, false, false);
        case Style::large:
            return add_lines(paragraph.text, scaled(body_, 1.6, true), left_, false, false);
        case Style::small:
            return add_lines(paragraph.text, scaled(body_, 0.8), left_, false, false);
        case Style::heading:
            break;
    }
    add_lines(paragraph.text, scaled(body_, 1.15, true), left_, false, true);
}

void StripBuilder::add(const PrintFields& fields) {
    // Labels share one width, at most two fifths of the line.
    int label_width = 0;
    for (const PrintField& row : fields.rows) {
        label_width = std::max(label_width, painter_.width(row.label, body_));
    }
    label_width = std::min(label_width, width_ * 2 / 5);
    for (const PrintField& row : fields.rows) add_field(row, label_width);
}

void StripBuilder::add_field(const PrintField& field, int label_width) {
    const int between = dots(roll_ ? 1.5 : 4);
    const int value_x = left_ + label_width + between;
    const TextStyle value_style = scaled(body_, 1, true);
    std::vector<std::string> labels =
        painter_.lines(field.label, body_, std::max(label_width, dots(4)));
    std::vector<std::string> values =
        painter_.lines(field.value, value_style, left_ + width_ - value_x);
    for (std::size_t i = 0; i < std::max(labels.size(), values.size()); ++i) {
        SheetStrip strip;
        strip.height = TextPainter::line_height(body_);
        if (i < labels.size()) strip.lines.push_back({{left_, 0}, std::move(labels[i]), body_});
        if (i < values.size()) {
            strip.lines.push_back({{value_x, 0}, std::move(values[i]), value_style});
        }
        strips_.push_back(std::move(strip));
    }
}

void StripBuilder::add(const PrintCheckList& list) {
    for (const PrintCheckItem& item : list.items) add_check_item(item);
}

void StripBuilder::add_check_item(const PrintCheckItem& item) {
    const int line = TextPainter::line_height(body_);
    const int side = static_cast<int>(body_.em_dots);
    const int text_x = left_ + side + dots(roll_ ? 1.5 : 3);
    const std::size_t first = strips_.size();
    add_lines(item.text, body_, text_x, false, !item.detail.empty());
    strips_[first].boxes.push_back(
        {.at = {left_, (line - side) / 2}, .width = side, .height = side, .outline = dots(0.3)});
    if (!item.detail.empty()) add_lines(item.detail, scaled(body_, 0.8), text_x, false, false);
    gap(roll_ ? 0.5 : 1);
}

StripBuilder::Columns StripBuilder::columns_of(const PrintTable& table) {
    Columns columns;
    columns.style = scaled(body_, table.columns.size() > 5 ? 0.7 : 0.85);
    columns.padding = dots(table.columns.size() > 8 ? 0.6 : 1.2);
    constexpr std::size_t rows_measured_max = 300;  // the others are like them
    std::vector<int> wanted;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        int widest = painter_.width(table.columns[c].header, scaled(columns.style, 1, true));
        for (std::size_t r = 0; r < std::min(rows_measured_max, table.rows.size()); ++r) {
            if (c >= table.rows[r].size()) continue;
            widest = std::max(widest, painter_.width(table.rows[r][c], columns.style));
        }
        wanted.push_back(widest + 2 * columns.padding + 2);
    }
    columns.x.push_back(left_);
    for (const int width : fitted_widths(std::move(wanted), width_)) {
        columns.x.push_back(columns.x.back() + width);
    }
    return columns;
}

void StripBuilder::add_grid(SheetStrip& strip, const Columns& columns, Rules rules) const {
    const int thick = dots(0.15);
    for (const int x : columns.x) {
        strip.boxes.push_back({.at = {x, 0}, .width = thick, .height = strip.height});
    }
    const int whole = columns.x.back() - columns.x.front() + thick;
    if (rules.above) strip.boxes.push_back({.at = {left_, 0}, .width = whole, .height = thick});
    // On the next strip's rule, or on the end of the sheet.
    if (rules.below) {
        strip.boxes.push_back({.at = {left_, strip.height}, .width = whole, .height = thick});
    }
}

void StripBuilder::add_table_row(const Columns& columns, const PrintTable& table,
                                 const std::vector<std::string_view>& cells, bool is_header,
                                 int header) {
    const TextStyle style = scaled(columns.style, 1, is_header);
    const int line = TextPainter::line_height(style);
    std::vector<Cell> row;
    std::size_t lines = 1;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        Cell cell{.x = columns.x[c] + columns.padding,
                  .width = columns.x[c + 1] - columns.x[c] - 2 * columns.padding,
                  .right = table.columns[c].right};
        cell.width = std::max(cell.width, 1);
        cell.lines = painter_.lines(c < cells.size() ? cells[c] : "", style, cell.width);
        lines = std::max(lines, cell.lines.size());
        row.push_back(std::move(cell));
    }
    // One strip, or one a line where the row is too high to be moved as a whole.
    const int sheet = roll_ ? receipt_height_max : media_.height;
    const bool cut = static_cast<int>(lines) * line > sheet / 3;
    const std::size_t step = cut ? 1 : lines;
    for (std::size_t from = 0; from < lines; from += step) {
        SheetStrip strip;
        strip.height = static_cast<int>(step) * line;
        strip.with_next = is_header;
        strip.header = header;
        for (Cell& cell : row) {
            for (std::size_t i = from; i < std::min(from + step, cell.lines.size()); ++i) {
                const int free = cell.right ? cell.width - painter_.width(cell.lines[i], style) : 0;
                strip.lines.push_back(
                    {{cell.x + std::max(0, free), static_cast<int>(i - from) * line},
                     std::move(cell.lines[i]),
                     style});
            }
        }
        add_grid(strip, columns, {.above = from == 0, .below = from + step >= lines});
        strips_.push_back(std::move(strip));
    }
}

void StripBuilder::add_table_as_fields(const PrintTable& table) {
    for (const std::vector<std::string>& row : table.rows) {
        PrintFields fields;
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (!row[c].empty()) fields.rows.push_back({table.columns[c].header, row[c]});
        }
        add(fields);
        SheetStrip rule;
        rule.height = dots(1.5);
        rule.boxes.push_back({.at = {left_, rule.height / 2}, .width = width_, .height = 1});
        strips_.push_back(std::move(rule));
    }
}

void StripBuilder::add(const PrintTable& table) {
    if (roll_ && table.columns.size() > 2) return add_table_as_fields(table);
    const Columns columns = columns_of(table);
    std::vector<std::string_view> cells;
    for (const PrintTable::Column& column : table.columns) cells.emplace_back(column.header);
    const std::size_t header = strips_.size();
    add_table_row(columns, table, cells, true, -1);
    for (const std::vector<std::string>& row : table.rows) {
        cells.assign(row.begin(), row.end());
        add_table_row(columns, table, cells, false, static_cast<int>(header));
    }
}

void StripBuilder::add(const PrintQr& qr) {
    constexpr int module_dots_min = 5;
    Result<QrMatrix> matrix = qr_matrix(qr.payload);
    const int modules = matrix.ok() ? matrix.value().side + 2 * qr_quiet_modules : 0;
    if (!matrix.ok() || modules * module_dots_min > width_) {
        return add_lines(texts_.no_qr, body_, left_, false, false);
    }
    const int wanted = dots(roll_ ? 28 : 38);
    const int module = std::clamp(wanted / modules, module_dots_min, width_ / modules);
    SheetStrip strip;
    strip.height = modules * module;
    strip.with_next = !qr.caption.empty();
    const int quiet = qr_quiet_modules * module;
    strip.codes.push_back({.at = {left_ + (width_ - strip.height) / 2 + quiet, quiet},
                           .matrix = std::move(matrix).value(),
                           .module_dots = module});
    strips_.push_back(std::move(strip));
    if (!qr.caption.empty()) add_lines(qr.caption, scaled(body_, 0.8), left_, true, false);
}

}  // namespace hall::kiosk
