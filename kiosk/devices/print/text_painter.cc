#include "kiosk/devices/print/text_painter.h"

#include <cairo.h>
#include <pango/pangocairo.h>
#include <string.h>

#include <cmath>
#include <cstdint>

#include "sync/core/check.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

constexpr const char* font_family = "Noto Sans CJK SC";

struct GObjectUnref {
    void operator()(gpointer object) const { g_object_unref(object); }
};
template <typename T>
using GPointer = std::unique_ptr<T, GObjectUnref>;
using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Context = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;
using Description = std::unique_ptr<PangoFontDescription, decltype(&pango_font_description_free)>;

// Pango stops at a zero byte and complains of what is no UTF-8; a line holds no controls.
std::string printable(std::string_view text, bool keep_breaks) {
    std::string clean;
    clean.reserve(text.size());
    while (!text.empty()) {
        const char32_t character = next_character(text);
        if (character == U'\n' && keep_breaks) {
            clean += '\n';
        } else if (character < 0x20 || character == 0x7F || character == 0x2028 ||
                   character == 0x2029) {
            if (character != U'\r') clean += ' ';
        } else {
            append_utf8(clean, character);
        }
    }
    return clean;
}

}  // namespace

struct TextPainter::Pango {
    GPointer<PangoFontMap> fonts;
    GPointer<PangoContext> context;
    GPointer<PangoLayout> layout;

    // The layout with this text; it is used for one call at a time.
    PangoLayout* set(const std::string& text, TextStyle style, int width) {
        const Description font(pango_font_description_new(), &pango_font_description_free);
        pango_font_description_set_family_static(font.get(), font_family);
        pango_font_description_set_absolute_size(font.get(), style.em_dots * PANGO_SCALE);
        pango_font_description_set_weight(font.get(),
                                          style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
        pango_layout_set_font_description(layout.get(), font.get());
        pango_layout_set_width(layout.get(), width < 0 ? -1 : width * PANGO_SCALE);
        pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
        return layout.get();
    }
    // So that no copy of what was printed stays behind in the layout.
    void clear() { pango_layout_set_text(layout.get(), "", 0); }
};

TextPainter::TextPainter(std::unique_ptr<Pango> pango) : pango_(std::move(pango)) {}
TextPainter::TextPainter(TextPainter&&) noexcept = default;
TextPainter& TextPainter::operator=(TextPainter&&) noexcept = default;
TextPainter::~TextPainter() = default;

Result<TextPainter> TextPainter::create() {
    auto pango = std::make_unique<Pango>();
    pango->fonts.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
    if (!pango->fonts) return Error(Errc::unavailable, "no FreeType fonts for printing");
    PangoFontFamily** families = nullptr;
    int families_count = 0;
    pango_font_map_list_families(pango->fonts.get(), &families, &families_count);
    g_free(families);
    if (families_count == 0) return Error(Errc::unavailable, "no font is installed for printing");
    pango->context.reset(pango_font_map_create_context(pango->fonts.get()));
    pango_context_set_language(pango->context.get(), pango_language_from_string("zh-cn"));
    const std::unique_ptr<cairo_font_options_t, decltype(&cairo_font_options_destroy)> options(
        cairo_font_options_create(), &cairo_font_options_destroy);
    // Dots of paper are small: outlines as they were drawn, at whole dots.
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(pango->context.get(), options.get());
    pango->layout.reset(pango_layout_new(pango->context.get()));
    pango_layout_set_wrap(pango->layout.get(), PANGO_WRAP_WORD_CHAR);
    return TextPainter(std::move(pango));
}

std::vector<std::string> TextPainter::lines(std::string_view text, TextStyle style, int width) {
    CHECK(width > 0);
    std::string clean = printable(text, true);
    PangoLayout* layout = pango_->set(clean, style, width);
    std::vector<std::string> lines;
    for (GSList* at = pango_layout_get_lines_readonly(layout); at != nullptr; at = at->next) {
        const auto* line = static_cast<const PangoLayoutLine*>(at->data);
        std::string part = clean.substr(static_cast<std::size_t>(line->start_index),
                                        static_cast<std::size_t>(line->length));
        while (part.ends_with(' ')) part.pop_back();
        lines.push_back(std::move(part));
    }
    if (lines.empty()) lines.emplace_back();
    ::explicit_bzero(clean.data(), clean.size());
    pango_->clear();
    return lines;
}

int TextPainter::width(std::string_view line, TextStyle style) {
    PangoLayout* layout = pango_->set(printable(line, false), style, -1);
    int width = 0;
    pango_layout_get_pixel_size(layout, &width, nullptr);
    pango_->clear();
    return width;
}

int TextPainter::line_height(TextStyle style) {
    return static_cast<int>(std::lround(style.em_dots * 1.5));
}

void TextPainter::draw(SheetRaster& sheet, SheetPoint at, std::string_view line, TextStyle style) {
    PangoLayout* layout = pango_->set(printable(line, false), style, -1);
    int width = 0;
    pango_layout_get_pixel_size(layout, &width, nullptr);
    const int height = line_height(style);
    // The line in a small picture of its own: a sheet's rows need not be aligned as Cairo wants
    // them, and ink is added, so that nothing that stands there is rubbed out.
    const int room = static_cast<int>(style.em_dots / 2) + 1;
    width += 2 * room;
    const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height),
                          &cairo_surface_destroy);
    if (cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS) {
        const Context cairo(cairo_create(surface.get()), &cairo_destroy);
        const double baseline = pango_layout_get_baseline(layout) / double{PANGO_SCALE};
        cairo_move_to(cairo.get(), room, std::round(style.em_dots * 1.15 - baseline));
        cairo_set_source_rgba(cairo.get(), 0, 0, 0, 1);
        pango_cairo_show_layout(cairo.get(), layout);
        cairo_surface_flush(surface.get());
        const std::uint8_t* dots = cairo_image_surface_get_data(surface.get());
        const int stride = cairo_image_surface_get_stride(surface.get());
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const int to_x = at.x + x - room;
                const int to_y = at.y + y;
                if (to_x < 0 || to_y < 0 || to_x >= sheet.width || to_y >= sheet.height) continue;
                std::uint8_t& to = sheet.ink[static_cast<std::size_t>(to_y) *
                                                 static_cast<std::size_t>(sheet.width) +
                                             static_cast<std::size_t>(to_x)];
                to = std::max(to, dots[y * stride + x]);
            }
        }
    }
    pango_->clear();
}

int TextPainter::missing_characters(std::string_view text) {
    PangoLayout* layout = pango_->set(printable(text, true), {.em_dots = 32}, -1);
    const int missing = pango_layout_get_unknown_glyphs_count(layout);
    pango_->clear();
    return missing;
}

}  // namespace hall::kiosk
