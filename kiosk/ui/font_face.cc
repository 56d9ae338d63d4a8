#include "kiosk/ui/font_face.h"

#include <fcntl.h>
#include <ft2build.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include "sync/core/check.h"
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace hall::ui {

namespace {

// The Simplified Chinese face of the Noto collections stands third; looking there first
// saves opening the others.
constexpr int likely_index = 2;

// What FreeType reads of a font is scattered but local: four small windows serve it.
constexpr std::size_t window_bytes = 8192;
constexpr std::size_t window_align = 512;

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

// The file, in the shape FreeType reads from.
struct FontFace::File {
    File() = default;
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor >= 0) ::close(descriptor);
    }

    struct Window {
        std::vector<std::uint8_t> bytes;
        std::size_t offset = 0;
        std::size_t size = 0;  // 0: holds nothing yet
    };

    static unsigned long read(FT_Stream stream, unsigned long offset, unsigned char* to,
                              unsigned long count) {
        auto* file = static_cast<File*>(stream->descriptor.pointer);
        if (count == 0) return offset > stream->size ? 1 : 0;  // a seek: not 0 is a failure
        return file->read_at(offset, to, count);
    }

    std::size_t read_at(std::size_t offset, unsigned char* to, std::size_t count) {
        if (count > window_bytes - window_align) return read_disk(offset, to, count);
        const Window& window = window_at(offset, count);
        if (offset >= window.offset + window.size) return 0;
        const std::size_t there = window.offset + window.size - offset;
        const std::size_t taken = count < there ? count : there;
        std::memcpy(to, window.bytes.data() + (offset - window.offset), taken);
        return taken;
    }

    const Window& window_at(std::size_t offset, std::size_t count) {
        for (const Window& window : windows) {
            if (window.size > 0 && offset >= window.offset &&
                offset + count <= window.offset + window.size) {
                return window;
            }
        }
        Window& window = windows[next];
        next = (next + 1) % windows.size();
        window.bytes.resize(window_bytes);
        window.offset = offset / window_align * window_align;
        window.size = read_disk(window.offset, window.bytes.data(), window_bytes);
        return window;
    }

    std::size_t read_disk(std::size_t offset, unsigned char* to, std::size_t count) const {
        std::size_t done = 0;
        while (done < count) {
            const ssize_t got =
                ::pread(descriptor, to + done, count - done, static_cast<off_t>(offset + done));
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) break;
            done += static_cast<std::size_t>(got);
        }
        return done;
    }

    int descriptor = -1;
    FT_StreamRec stream{};
    std::array<Window, 4> windows;
    std::size_t next = 0;
};

FontFace::FontFace() : file_(std::make_unique<File>()) {}

FontFace::~FontFace() {
    if (face_ != nullptr) FT_Done_Face(face_);
}

Result<std::unique_ptr<FontFace>> FontFace::open(FontLibrary library, const Path& file,
                                                 std::string_view family) {
    std::unique_ptr<FontFace> font(new FontFace);
    font->library_ = std::move(library);
    font->file_->descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (font->file_->descriptor < 0 || ::fstat(font->file_->descriptor, &status) != 0) {
        return Error(Errc::not_found, "font " + file.string());
    }
    font->file_->stream.size = static_cast<unsigned long>(status.st_size);
    font->file_->stream.descriptor.pointer = font->file_.get();
    font->file_->stream.read = &File::read;

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
    FT_Open_Args args{};
    args.flags = FT_OPEN_STREAM;
    args.stream = &file_->stream;
    FT_Error error = FT_Open_Face(library_.get(), &args, index, &face_);
    if (error != 0 && index != 0) error = FT_Open_Face(library_.get(), &args, 0, &face_);
    if (error != 0) return Error(Errc::corrupt, "not a font that FreeType reads");
    return {};
}

bool FontFace::has(char32_t character) const {
    return FT_Get_Char_Index(face_, character) != 0;
}

bool FontFace::load(char32_t character, GlyphSize size) {
    const FT_UInt glyph = FT_Get_Char_Index(face_, character);
    if (glyph == 0) return false;
    if (em_px_ != size.em_px) {
        if (FT_Set_Pixel_Sizes(face_, 0, static_cast<FT_UInt>(size.em_px)) != 0) return false;
        em_px_ = size.em_px;
    }
    return FT_Load_Glyph(face_, glyph, load_flags(size)) == 0;
}

int FontFace::advance(char32_t character, GlyphSize size) {
    if (!load(character, size)) return 0;
    return static_cast<int>((face_->glyph->advance.x + 32) / 64);
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

}  // namespace hall::ui
