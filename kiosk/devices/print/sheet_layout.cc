#include "kiosk/devices/print/sheet_layout.h"

#include <string.h>

#include <algorithm>

#include "kiosk/devices/print/strip_builder.h"
#include "sync/core/check.h"

namespace hall::kiosk {

namespace {

void wipe_text(std::string& text) {
    ::explicit_bzero(text.data(), text.capacity());
    text.clear();
}

// "第{0}页，共{1}页" with its numbers.
std::string filled(std::string text, int first, int second) {
    for (const auto& [mark, number] :
         {std::pair<std::string_view, int>{"{0}", first}, {"{1}", second}}) {
        const std::size_t at = text.find(mark);
        if (at != std::string::npos) text.replace(at, mark.size(), std::to_string(number));
    }
    return text;
}

void fill(SheetRaster& sheet, SheetPoint from, int width, int height) {
    const int right = std::min(from.x + width, sheet.width);
    const int bottom = std::min(from.y + height, sheet.height);
    for (int y = std::max(0, from.y); y < bottom; ++y) {
        const auto row = sheet.ink.begin() + static_cast<std::ptrdiff_t>(y) * sheet.width;
        for (int x = std::max(0, from.x); x < right; ++x) row[x] = 255;
    }
}

void draw(SheetRaster& sheet, SheetPoint origin, const SheetStrip::Box& box) {
    const SheetPoint at{origin.x + box.at.x, origin.y + box.at.y};
    if (box.outline == 0) return fill(sheet, at, box.width, box.height);
    fill(sheet, at, box.width, box.outline);
    fill(sheet, {at.x, at.y + box.height - box.outline}, box.width, box.outline);
    fill(sheet, at, box.outline, box.height);
    fill(sheet, {at.x + box.width - box.outline, at.y}, box.outline, box.height);
}

void draw(SheetRaster& sheet, SheetPoint origin, const SheetStrip::Code& code) {
    for (int y = 0; y < code.matrix.side; ++y) {
        for (int x = 0; x < code.matrix.side; ++x) {
            if (!code.matrix.at(x, y)) continue;
            fill(sheet,
                 {origin.x + code.at.x + x * code.module_dots,
                  origin.y + code.at.y + y * code.module_dots},
                 code.module_dots, code.module_dots);
        }
    }
}

}  // namespace

void wipe(SheetRaster& sheet) {
    ::explicit_bzero(sheet.ink.data(), sheet.ink.size());
    sheet.ink.clear();
    sheet.width = sheet.height = 0;
}

SheetLayout::~SheetLayout() {
    wipe_text(foot_);
    for (SheetStrip& strip : strips_) {
        for (SheetStrip::Line& line : strip.lines) wipe_text(line.text);
        for (SheetStrip::Code& code : strip.codes) {
            code.matrix.dark.assign(code.matrix.dark.size(), false);
        }
    }
}

Result<SheetLayout> SheetLayout::create(const PrintPage& page, const PrintTexts& texts,
                                        PrintMedia media, TextPainter& painter) {
    TRY(check_print_page(page));
    SheetLayout layout;
    layout.media_ = media;
    layout.page_of_ = texts.page_of;
    layout.foot_ = page.village;
    if (!page.village.empty() && !page.date.empty()) layout.foot_ += " · ";
    layout.foot_ += page.date;
    for (const std::string_view text : texts_of(page)) {
        layout.missing_characters_ += painter.missing_characters(text);
    }
    StripBuilder builder(media, texts, painter);
    builder.add_title(page.title);
    for (const PrintBlock& block : page.blocks) builder.add(block);
    layout.strips_ = builder.take();
    const MediaSize size = size_of(media);
    const int foot = 2 * TextPainter::line_height(StripBuilder::foot_style(media));
    const int height = size.height == 0 ? receipt_height_max : size.height;
    TRY(layout.break_into_sheets(height - 2 * size.margin - foot));
    return layout;
}

Result<void> SheetLayout::break_into_sheets(int body_height) {
    Sheet sheet;
    int y = 0;
    const int count = static_cast<int>(strips_.size());
    const auto strip_at = [&](int i) -> const SheetStrip& {
        return strips_[static_cast<std::size_t>(i)];
    };
    const auto place = [&](int i) {
        sheet.push_back({i, y});
        y += strip_at(i).height;
    };
    for (int i = 0; i < count; ++i) {
        // The strip, and those that may not be parted from it; more than half a sheet of them
        // cannot be kept together.
        int needed = strip_at(i).height;
        for (int k = i; k + 1 < count && strip_at(k).with_next && needed < body_height / 2; ++k) {
            needed += strip_at(k + 1).height;
        }
        if (y + needed > body_height && !sheet.empty()) {
            sheets_.push_back(std::move(sheet));
            sheet.clear();
            y = 0;
            if (sheets_.size() >= print_sheets_max) {
                return Error(Errc::exhausted,
                             "more than " + std::to_string(print_sheets_max) + " sheets of paper");
            }
            const int header = strip_at(i).header;
            if (header >= 0 && strip_at(header).height < body_height / 2) place(header);
        }
        const bool blank =
            strip_at(i).lines.empty() && strip_at(i).boxes.empty() && strip_at(i).codes.empty();
        if (blank && sheet.empty()) continue;  // no gap at the head of a sheet
        place(i);
    }
    sheets_.push_back(std::move(sheet));
    return {};
}

std::vector<SheetStrip::Line> SheetLayout::footer_of(int sheet, TextPainter& painter) const {
    const MediaSize size = size_of(media_);
    const bool roll = size.height == 0;
    std::string text = foot_;
    if (!roll || sheet_count() > 1) {
        if (!text.empty()) text += " · ";
        text += filled(page_of_, sheet + 1, sheet_count());
    }
    const TextStyle style = StripBuilder::foot_style(media_);
    std::vector<SheetStrip::Line> lines;
    if (text.empty()) return lines;
    int y = 0;
    for (std::string& line : painter.lines(text, style, size.width - 2 * size.margin)) {
        const int x = (size.width - painter.width(line, style)) / 2;
        lines.push_back({{std::max(0, x), y}, std::move(line), style});
        y += TextPainter::line_height(style);
    }
    wipe_text(text);
    return lines;
}

SheetRaster SheetLayout::render(int sheet, TextPainter& painter) const {
    CHECK(sheet >= 0 && sheet < sheet_count());
    const MediaSize size = size_of(media_);
    const Sheet& placed = sheets_[static_cast<std::size_t>(sheet)];
    std::vector<SheetStrip::Line> footer = footer_of(sheet, painter);
    const int foot_height = static_cast<int>(footer.size()) *
                            TextPainter::line_height(StripBuilder::foot_style(media_));
    int body = 0;
    for (const Placed& at : placed) {
        body = std::max(body, at.y + strips_[static_cast<std::size_t>(at.strip)].height);
    }
    SheetRaster raster{.dpi = size.dpi, .width = size.width};
    raster.height = size.height > 0 ? size.height : body + foot_height + 2 * size.margin;
    raster.ink.resize(static_cast<std::size_t>(raster.width) *
                      static_cast<std::size_t>(raster.height));
    for (const Placed& at : placed) {
        const SheetStrip& strip = strips_[static_cast<std::size_t>(at.strip)];
        const SheetPoint origin{0, size.margin + at.y};
        for (const SheetStrip::Box& box : strip.boxes) draw(raster, origin, box);
        for (const SheetStrip::Code& code : strip.codes) draw(raster, origin, code);
        for (const SheetStrip::Line& line : strip.lines) {
            painter.draw(raster, {origin.x + line.at.x, origin.y + line.at.y}, line.text,
                         line.style);
        }
    }
    const int foot_y = raster.height - size.margin - foot_height;
    for (SheetStrip::Line& line : footer) {
        painter.draw(raster, {line.at.x, foot_y + line.at.y}, line.text, line.style);
        wipe_text(line.text);
    }
    return raster;
}

}  // namespace hall::kiosk
