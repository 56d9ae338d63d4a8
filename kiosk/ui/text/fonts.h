// Fonts: from a character to its picture on the glyph sheet.
//
// Noto Sans CJK SC draws nearly everything; two HanaMin fonts have the rare characters of
// names and villages, Symbola has signs and emoji in one colour; what nobody has is a box.
// Pictures are made when they are first drawn and kept until there are too many. One
// thread.

#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "kiosk/canvas/glyph_sheet.h"
#include "kiosk/ui/text/font_face.h"
#include "kiosk/ui/text/glyph_table.h"
#include "sync/core/result.h"

namespace hall::kiosk::ui {

// Where fonts may lie, most wanted first; the first file that is there is taken.
struct FontFiles {
    std::vector<Path> regular;
    std::vector<Path> bold;
    std::vector<Path> rare;  // all that are there are taken, opened when first needed

    static FontFiles of_debian();
};

struct FontStyle {
    int em_px = 32;  // height of a Chinese character's square
    bool strong = false;
};

// A glyph's place: on the sheet, and around the pen.
struct Glyph {
    canvas::SheetSlot slot;  // width 0: nothing to see
    std::int16_t left = 0;
    std::int16_t top = 0;  // above the base line
};

class Fonts {
  public:
    // Fails with `not_found` or `corrupt` without a regular face; a missing bold, which is
    // looked for when something strong is first drawn, is made from it.
    static Result<Fonts> open(const FontFiles& files);

    // Hinting by how small pixels are. Empties what was kept if it changes.
    void set_hinting(Hinting hinting);
    Hinting hinting() const { return hinting_; }

    // True if some face has it; false: it is drawn as a box.
    bool covers(char32_t character);

    // From this pen to the next, in whole pixels.
    int advance(char32_t character, FontStyle style);

    // The picture, put on the sheet if it is not there yet; valid until the next is asked for.
    // Nothing if the sheet is full: clear it, forget_pictures(), and draw again.
    const Glyph* glyph(char32_t character, FontStyle style, canvas::GlyphSheet& sheet);

    // The sheet was emptied.
    void forget_pictures();

    // How much of the sheet its pictures take up.
    std::int64_t pictures_px() const { return pictures_px_; }

    // What was read of the font files no longer takes up memory. Now and then, after a frame.
    void rest();

    std::size_t faces_open() const { return faces_.size(); }

  private:
    // A key packs style and character: 21 bits of character, 1 of weight, the rest size.
    using Key = std::uint64_t;
    static Key key_of(char32_t character, FontStyle style);

    struct Drawn {
        FontFace* face = nullptr;
        char32_t character = 0;
        bool embolden = false;
    };

    explicit Fonts(FontLibrary library) : library_(std::move(library)) {}
    FontFace* rare_face(char32_t character);
    void find_bold();
    Drawn resolve(char32_t character, bool strong);

    FontLibrary library_;
    std::unique_ptr<FontFace> regular_;
    std::unique_ptr<FontFace> bold_;  // null: made from regular_
    std::vector<Path> bold_files_;    // not looked for yet
    std::vector<Path> rare_files_;    // not opened yet
    std::vector<std::unique_ptr<FontFace>> faces_;
    std::unordered_map<char32_t, FontFace*> rare_;  // null: nobody has it
    GlyphTable<std::int16_t> advances_;
    GlyphTable<Glyph> glyphs_;
    std::int64_t pictures_px_ = 0;
    Hinting hinting_ = Hinting::light;
    bool read_ = true;  // of the files, since the last rest
};

}  // namespace hall::kiosk::ui
