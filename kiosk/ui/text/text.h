// Text laid out: lines that fit a width, every glyph at a whole pixel.
//
// Nothing is ever cut. A line ends where the rules of line_break.h allow it, and inside a
// word only when the word alone is wider than the line. One thread.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kiosk/ui/text/fonts.h"

namespace hall::kiosk::ui {

struct TextPart {
    std::string_view text;
    bool strong = false;
};

struct TextShape {
    int em_px = 32;
    int wrap_px = 0;  // 0: only where the text itself ends a line
    float line_height = 1.5F;
    int tracking_px = 0;  // more space after each character, for numbers copied by hand
    // Of headings and labels; their lines end between words, too, where that costs no line.
    bool phrases = false;   // break at blanks only, if what lies between them fits a line
    bool balanced = false;  // lines of like length, for labels in the middle of a button

    bool operator==(const TextShape&) const = default;
};

struct PlacedGlyph {
    char32_t character = 0;
    std::int32_t x = 0;  // of the pen, from the start of the line
    bool strong = false;
    bool mark = false;  // combining: `x` is the middle of the letter it stands over
};

struct TextLine {
    std::uint32_t first = 0;  // of the block's glyphs
    std::uint32_t count = 0;
    int width_px = 0;  // without blanks at its end
};

struct TextBlock {
    std::vector<PlacedGlyph> glyphs;
    std::vector<TextLine> lines;  // none if there is nothing but blanks
    int em_px = 0;
    int line_px = 0;       // from one line to the next
    int width_px = 0;      // of the widest line
    int narrowest_px = 0;  // of the widest piece that no line may be broken in
    bool word_broken = false;

    int height_px() const { return static_cast<int>(lines.size()) * line_px; }
    // From the top of a line to its base line.
    int ascent_px() const;
};

TextBlock typeset(std::span<const TextPart> parts, TextShape shape, Fonts& fonts);

// Remembers what was laid out as long as it is drawn frame after frame.
class TextCache {
  public:
    // The block is valid until the next begin_frame(). `fonts` must stay the same until
    // forget().
    const TextBlock& block(std::span<const TextPart> parts, TextShape shape, Fonts& fonts);

    // Lets go of what was not drawn in the last frame, once there is much of it.
    void begin_frame();

    void forget() { entries_.clear(); }
    std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        std::string text;  // of all parts, each after a byte for its weight
        TextShape shape;
        TextBlock block;
        std::uint64_t frame = 0;
    };
    std::unordered_multimap<std::uint64_t, Entry> entries_;
    std::uint64_t frame_ = 0;
};

}  // namespace hall::kiosk::ui
