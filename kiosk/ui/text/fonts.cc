#include "kiosk/ui/text/fonts.h"

#include <algorithm>
#include <utility>

namespace hall::kiosk::ui {

namespace {

constexpr std::string_view family = "Noto Sans CJK SC";
constexpr char32_t box_character = 0x25A1;  // □

// Far more than any screen shows; past it measuring starts anew.
constexpr std::size_t advances_max = 1 << 16;
constexpr std::size_t rare_max = 1 << 14;

Result<std::unique_ptr<FontFace>> open_first(const FontLibrary& library,
                                             const std::vector<Path>& files) {
    Error last(Errc::not_found, "no font is named");
    for (const Path& file : files) {
        Result<std::unique_ptr<FontFace>> face = FontFace::open(library, file, family);
        if (face.ok()) return face;
        last = std::move(face).error();
    }
    return last;
}

}  // namespace

FontFiles FontFiles::of_debian() {
    const Path noto = "/usr/share/fonts/opentype/noto";
    const Path hanazono = "/usr/share/fonts/truetype/hanazono";
    return {.regular = {noto / "NotoSansCJK-Regular.ttc"},
            .bold = {noto / "NotoSansCJK-Bold.ttc"},
            .rare = {hanazono / "HanaMinA.ttf", hanazono / "HanaMinB.ttf",
                     "/usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf"}};
}

Result<Fonts> Fonts::open(const FontFiles& files) {
    Fonts fonts(make_font_library());
    fonts.regular_ = TRY_IN("fonts-noto-cjk", open_first(fonts.library_, files.regular));
    fonts.bold_files_ = files.bold;
    fonts.rare_files_ = files.rare;
    return fonts;
}

void Fonts::set_hinting(Hinting hinting) {
    if (hinting_ == hinting) return;
    hinting_ = hinting;
    advances_.clear();
    // The pictures that stand on the sheet are of the other kind, and take their room.
    glyphs_.clear();
}

void Fonts::forget_pictures() {
    glyphs_.clear();
    pictures_px_ = 0;
}

Fonts::Key Fonts::key_of(char32_t character, FontStyle style) {
    return (static_cast<Key>(style.em_px) << 22) | (static_cast<Key>(style.strong) << 21) |
           static_cast<Key>(character);
}

// The rare fonts are opened one after the other, when a character is first looked for
// that the earlier ones do not have. Misses are remembered too.
FontFace* Fonts::rare_face(char32_t character) {
    if (const auto found = rare_.find(character); found != rare_.end()) return found->second;
    read_ = true;
    if (rare_.size() >= rare_max) rare_.clear();
    FontFace* match = nullptr;
    for (const auto& face : faces_) {
        if (match == nullptr && face->has(character)) match = face.get();
    }
    while (match == nullptr && !rare_files_.empty()) {
        auto face = FontFace::open(library_, rare_files_.front(), {});
        rare_files_.erase(rare_files_.begin());
        if (!face.ok()) continue;
        faces_.push_back(std::move(face).value());
        if (faces_.back()->has(character)) match = faces_.back().get();
    }
    rare_.emplace(character, match);
    return match;
}

void Fonts::find_bold() {
    if (bold_files_.empty()) return;
    Result<std::unique_ptr<FontFace>> bold = open_first(library_, std::exchange(bold_files_, {}));
    if (bold.ok()) bold_ = std::move(bold).value();
}

void Fonts::rest() {
    if (!std::exchange(read_, false)) return;
    regular_->give_back();
    if (bold_) bold_->give_back();
    for (const auto& face : faces_) face->give_back();
}

Fonts::Drawn Fonts::resolve(char32_t character, bool strong) {
    read_ = true;
    if (strong) find_bold();
    FontFace* main = strong && bold_ ? bold_.get() : regular_.get();
    const bool embolden = strong && !bold_;
    if (main->has(character)) return {main, character, embolden};
    if (FontFace* rare = rare_face(character)) return {rare, character, strong};
    return {main, box_character, embolden};
}

bool Fonts::covers(char32_t character) {
    read_ = true;
    return regular_->has(character) || rare_face(character) != nullptr;
}

int Fonts::advance(char32_t character, FontStyle style) {
    const Key key = key_of(character, style);
    if (const std::int16_t* found = advances_.find(key)) return *found;
    if (advances_.size() >= advances_max) advances_.clear();
    const Drawn drawn = resolve(character, style.strong);
    const int advance =
        drawn.face->advance(drawn.character, {style.em_px, hinting_, drawn.embolden});
    return *advances_.insert(key,
                             static_cast<std::int16_t>(std::clamp(advance, 0, 4 * style.em_px)));
}

const Glyph* Fonts::glyph(char32_t character, FontStyle style, canvas::GlyphSheet& sheet) {
    const Key key = key_of(character, style);
    if (const Glyph* found = glyphs_.find(key)) return found;
    const Drawn drawn = resolve(character, style.strong);
    const GlyphPicture picture =
        drawn.face->draw(drawn.character, {style.em_px, hinting_, drawn.embolden});
    Glyph glyph;
    if (picture.alpha != nullptr) {
        const std::optional<canvas::SheetSlot> slot =
            sheet.place(picture.alpha, picture.width, picture.height, picture.stride);
        if (!slot) return nullptr;
        pictures_px_ += std::int64_t{picture.width} * picture.height;
        glyph = {*slot, static_cast<std::int16_t>(picture.left),
                 static_cast<std::int16_t>(picture.top)};
    }
    return glyphs_.insert(key, glyph);
}

}  // namespace hall::kiosk::ui
