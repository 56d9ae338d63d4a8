// FontFace: one face of one font file, measured and drawn by FreeType.
//
// The file is mapped, so that FreeType copies none of its megabytes of tables, and its
// pages are given back when frames have their glyphs: a Chinese font of 20 MB never stands
// in the memory of the process. A disk that fails under the mapping ends the process, as
// it would under the program's own code. One thread.

#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "sync/core/files.h"
#include "sync/core/result.h"

struct FT_LibraryRec_;
struct FT_FaceRec_;

namespace hall::kiosk::ui {

// FreeType's own state; lives as long as the last face made with it.
using FontLibrary = std::shared_ptr<FT_LibraryRec_>;
FontLibrary make_font_library();

// Fitting of outlines to whole pixels: upright only, or not at all where pixels are so
// small that it would only bend the letters.
enum class Hinting : std::uint8_t { light, none };

// A glyph as grey pixels; valid until the next call to the same face.
struct GlyphPicture {
    const std::uint8_t* alpha = nullptr;  // null: nothing to see, as of a space
    int width = 0;
    int height = 0;
    int stride = 0;
    int left = 0;  // of the picture, from the pen
    int top = 0;   // of the picture, above the base line
};

struct GlyphSize {
    int em_px = 0;
    Hinting hinting = Hinting::light;
    bool embolden = false;  // for faces that have no bold of their own
};

class FontFace {
  public:
    // The face of the file with this family name, or its first if the name is empty.
    //
    //   not_found   no such file, or no such family in it
    //   corrupt     FreeType cannot read it
    static Result<std::unique_ptr<FontFace>> open(FontLibrary library, const Path& file,
                                                  std::string_view family);

    FontFace(const FontFace&) = delete;
    FontFace& operator=(const FontFace&) = delete;
    ~FontFace();

    bool has(char32_t character) const;

    // From this pen to the next, in whole pixels. 0 if the file cannot be read.
    int advance(char32_t character, GlyphSize size);

    // Nothing to see if the face does not have it or the file cannot be read.
    GlyphPicture draw(char32_t character, GlyphSize size);

    // Gives back the pages of the file that were read until now.
    void give_back() const;

  private:
    struct File;
    FontFace();
    Result<void> open_face(int index);
    // The number of the glyph in the face, which is then set to that size; 0 if it has none.
    unsigned find(char32_t character, GlyphSize size);
    bool load(char32_t character, GlyphSize size);

    FontLibrary library_;
    std::unique_ptr<File> file_;
    FT_FaceRec_* face_ = nullptr;
    int em_px_ = 0;
};

}  // namespace hall::kiosk::ui
