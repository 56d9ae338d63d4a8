#include "kiosk/ui/text/font_face.h"

#include <fcntl.h>
#include <ft2build.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>

#include "sync/core/check.h"
#include FT_FREETYPE_H
#include FT_ADVANCES_H
#include FT_OUTLINE_H

namespace hall::kiosk::ui {

namespace {

// The Simplified Chinese face of the Noto collections stands third; looking there first
// saves opening the others.
constexpr int likely_index = 2;

// How much heavier an emboldened glyph is, as a share of the em.
constexpr int embolden_share = 28;

FT_Int32 load_flags(GlyphSize size) {
    return size.hinting == Hinting::light ? FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT
                                          : FT_LOAD_NO_BITMAP | FT_LOAD_NO_HINTING;
}

}  // namespace

FontLibrary make_font_library() {
    FT_Library library = nullptr;
    CHECK(FT_Init_FreeType(&library) == 0);
    return FontLibrary(library, [](FT_Library old) { FT_Done_FreeType(old); });
}

// The whole file in memory, of which the kernel brings in what is looked at.
struct FontFace::File {
    File() = default;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (bytes != nullptr) ::munmap(bytes, size);
    }

    Result<void> map(const Path& file) {
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        struct stat status {};
        if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || status.st_size == 0) {
            if (descriptor >= 0) ::close(descriptor);
            return Error(Errc::not_found, "font " + file.string());
        }
        size = static_cast<std::size_t>(status.st_size);
        void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        ::close(descriptor);
        if (mapped == MAP_FAILED) return Error(Errc::exhausted, "font " + file.string());
        bytes = static_cast<std::uint8_t*>(mapped);
        // Nothing secret: it need not stay in memory where all else is locked into it.
        ::munlock(bytes, size);
        // Glyphs lie all over it: reading ahead would read the whole file.
        ::madvise(bytes, size, MADV_RANDOM);
        return {};
    }

    void give_back() const { ::madvise(bytes, size, MADV_DONTNEED); }

    std::uint8_t* bytes = nullptr;
    std::size_t size = 0;
};

FontFace::FontFace() : file_(std::make_unique<File>()) {}

FontFace::~FontFace() {
    if (face_ != nullptr) FT_Done_Face(face_);
}

Result<std::unique_ptr<FontFace>> FontFace::open(FontLibrary library, const Path& file,
                                                 std::string_view family) {
    std::unique_ptr<FontFace> font(new FontFace);
    font->library_ = std::move(library);
    TRY(font->file_->map(file));
    TRY_IN(file.string(), font->open_face(family.empty() ? 0 : likely_index));
    if (family.empty() || family == font->face_->family_name) return font;
    const int count = static_cast<int>(font->face_->num_faces);
    for (int index = 0; index < count; ++index) {
        TRY_IN(file.string(), font->open_face(index));
        if (family == font->face_->family_name) return font;
    }
    return Error(Errc::not_found, "font " + std::string(family) + " in " + file.string());
}

Result<void> FontFace::open_face(int index) {
    if (face_ != nullptr) FT_Done_Face(face_);
    face_ = nullptr;
    const auto size = static_cast<FT_Long>(file_->size);
    FT_Error error = FT_New_Memory_Face(library_.get(), file_->bytes, size, index, &face_);
    if (error != 0 && index != 0) {
        error = FT_New_Memory_Face(library_.get(), file_->bytes, size, 0, &face_);
    }
    if (error != 0) return Error(Errc::corrupt, "not a font that FreeType reads");
    return {};
}

bool FontFace::has(char32_t character) const {
    return FT_Get_Char_Index(face_, character) != 0;
}

unsigned FontFace::find(char32_t character, GlyphSize size) {
    const FT_UInt glyph = FT_Get_Char_Index(face_, character);
    if (glyph == 0 || em_px_ == size.em_px) return glyph;
    if (FT_Set_Pixel_Sizes(face_, 0, static_cast<FT_UInt>(size.em_px)) != 0) return 0;
    em_px_ = size.em_px;
    return glyph;
}

bool FontFace::load(char32_t character, GlyphSize size) {
    const FT_UInt glyph = find(character, size);
    return glyph != 0 && FT_Load_Glyph(face_, glyph, load_flags(size)) == 0;
}

int FontFace::advance(char32_t character, GlyphSize size) {
    const FT_UInt glyph = find(character, size);
    FT_Fixed advance = 0;  // in 1/65536 pixel
    // Without reading the outline, of which most characters that are measured have no need yet.
    if (glyph == 0 || FT_Get_Advance(face_, glyph, load_flags(size), &advance) != 0) return 0;
    // Rounded as in the glyph itself, which counts in 1/64.
    const FT_Fixed in_64ths = (advance + 512) >> 10;
    return static_cast<int>((in_64ths + 32) >> 6);
}

void FontFace::give_back() const {
    file_->give_back();
}

GlyphPicture FontFace::draw(char32_t character, GlyphSize size) {
    if (!load(character, size)) return {};
    FT_GlyphSlot slot = face_->glyph;
    if (size.embolden && slot->format == FT_GLYPH_FORMAT_OUTLINE) {
        FT_Outline_Embolden(&slot->outline, size.em_px * 64 / embolden_share);
    }
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return {};
    const FT_Bitmap& bitmap = slot->bitmap;
    if (bitmap.width == 0 || bitmap.rows == 0) return {};
    return {.alpha = bitmap.buffer,
            .width = static_cast<int>(bitmap.width),
            .height = static_cast<int>(bitmap.rows),
            .stride = bitmap.pitch,
            .left = slot->bitmap_left,
            .top = slot->bitmap_top};
}

}  // namespace hall::kiosk::ui
