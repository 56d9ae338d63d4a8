#include "kiosk/ui/frame/frame.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "kiosk/ui/frame/paint.h"
#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/frame/ui_state.h"
#include "sync/core/check.h"

namespace hall::kiosk::ui {

namespace {

// Sixteen megabytes of address space; memory is used where glyphs lie. It holds every glyph
// a full screen at the largest text step can show, also of a screen of 2160×3840.
constexpr int sheet_width = 2048;
constexpr int sheet_height = 8192;

// Glyphs are kept until they take up this much, or as much as the whole screen, which no
// frame can need more of; then the sheet is emptied and what is seen is drawn anew, some
// milliseconds in hours of use.
constexpr std::int64_t pictures_px_kept = std::int64_t{4} << 20;

std::int64_t pictures_px_max(const Viewport& view) {
    return std::max(pictures_px_kept, std::int64_t{view.width_px} * view.height_px);
}

// Outlines fitted to pixels read better up to about this density.
constexpr float hinting_px_per_mm_max = 6;

// Giving back what was read of the fonts in every frame of a scrolling list would cost more
// than reading it.
constexpr double fonts_rest_s = 1;

// How far a finger may move and still tap.
constexpr float scroll_slop_mm = 3;
constexpr float tremble_mm = 10;

// ImGui wants a font before it starts a frame. Text does not go through it (its
// characters are 16 bit and its atlas is built whole), so this one has a blank only.
void add_blank_font(ImFontAtlas& atlas, const canvas::GlyphSheet& sheet) {
    atlas.TexWidth = sheet.width();
    atlas.TexHeight = sheet.height();
    atlas.TexUvScale =
        ImVec2(1.F / static_cast<float>(sheet.width()), 1.F / static_cast<float>(sheet.height()));
    atlas.TexUvWhitePixel = ImVec2(sheet.white_u(), sheet.white_v());
    atlas.TexReady = true;

    ImFont* font = IM_NEW(ImFont);
    font->ContainerAtlas = &atlas;
    font->FontSize = 16;
    font->Ascent = 14;
    font->Descent = -2;
    for (const ImWchar character : {' ', '?', '.'}) {
        font->AddGlyph(nullptr, character, 0, 0, 0, 0, 0, 0, 0, 0, 4);
    }
    atlas.Fonts.push_back(font);
    font->BuildLookupTable();
}

// Puts the frame around what the keys mean, and brings it into sight when they moved on.
void show_focus(Frame frame) {
    UiState& state = frame.state();
    const FocusTarget* target = state.focus.framed();
    state.access.focus(target != nullptr ? target->id : 0);
    if (target == nullptr) return;
    const float reach = focus_reach(frame);
    Box clip = state.pass.clip;
    for (const ScrollBounds& bounds : state.scrolls) {
        if (bounds.id != target->area) continue;
        clip = bounds.area.inset(-reach);
        if (!state.focus.moved()) continue;
        // Of what is higher than the area its beginning.
        const float top = target->box.y0 - bounds.top - reach;
        const float bottom = target->box.y1 - bounds.top + reach;
        Scroller& scroller = state.places.at(bounds.id, state.frame).scroller;
        scroller.reveal(top, std::min(bottom, top + bounds.area.height()));
        if (scroller.moving()) state.animating = true;
    }
    const Box before = narrow_clip(frame, clip);
    paint_focus(frame, target->box, state.measures.radius(state.measures.target));
    restore_clip(frame, before);
}

}  // namespace

TouchId id_of(std::string_view text, std::uint64_t seed) {
    const std::uint64_t hash =
        (std::hash<std::string_view>{}(text) ^ (seed + 0x9E3779B97F4A7C15ULL)) *
        0xBF58476D1CE4E5B9ULL;
    return hash == 0 ? 1 : hash;
}

Place& Places::at(TouchId id, std::uint64_t frame) {
    for (Place& place : places_) {
        if (place.id != id) continue;
        place.frame = frame;
        return place;
    }
    if (places_.size() >= places_max) {
        places_.erase(
            std::min_element(places_.begin(), places_.end(),
                             [](const Place& a, const Place& b) { return a.frame < b.frame; }));
    }
    places_.push_back({.id = id, .scroller = {}, .frame = frame});
    return places_.back();
}

UiState::UiState(Fonts loaded_fonts, UiStrings loaded_strings)
    : strings(std::move(loaded_strings)),
      fonts(std::move(loaded_fonts)),
      sheet(sheet_width, sheet_height) {
    IMGUI_CHECKVERSION();
    context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    // No clipboard: ImGui asks whether there is one before it uses it.
    io.GetClipboardTextFn = nullptr;
    io.SetClipboardTextFn = nullptr;
    add_blank_font(*io.Fonts, sheet);
    ImGui::GetStyle().AntiAliasedLinesUseTex = false;
}

UiState::~UiState() {
    ImGui::DestroyContext(context);
}

int low_top_px(const Viewport& view, float foot_mm) {
    constexpr float share_min = 0.4F;
    if (view.landscape()) return 0;
    const float height = static_cast<float>(view.height_px);
    const float reached = (reach_mm - foot_mm) * view.px_per_mm;
    const float kept = std::clamp(reached, std::ceil(height * share_min), height);
    return static_cast<int>(height - kept);
}

// --- Frame

const Viewport& Frame::view() const {
    return state_->view;
}

const Theme& Frame::theme() const {
    return state_->theme;
}

const UiStrings& Frame::strings() const {
    return state_->strings;
}

float Frame::px(float mm) const {
    return state_->measures.px(mm);
}

float Frame::text_px(float mm) const {
    return static_cast<float>(state_->measures.text(mm));
}

Flow& Frame::flow() {
    return state_->pass.flow;
}

AccessTree& Frame::access() {
    return state_->access;
}

Fonts& Frame::fonts() {
    return state_->fonts;
}

UiState& Frame::state() {
    return *state_;
}

double Frame::now_s() const {
    return state_->now_s;
}

// --- Ui

Ui::Ui(std::unique_ptr<UiState> state) : state_(std::move(state)) {}
Ui::Ui(Ui&&) noexcept = default;
Ui& Ui::operator=(Ui&&) noexcept = default;
Ui::~Ui() = default;

Result<Ui> Ui::create(Files& files, const UiOptions& options) {
    UiStrings strings = TRY(UiStrings::load(files, options.assets, options.language));
    Theme theme = TRY(load_theme(files, options.assets, options.theme));
    Fonts fonts = TRY(Fonts::open(FontFiles::of_debian()));
    auto state = std::make_unique<UiState>(std::move(fonts), std::move(strings));
    state->files = &files;
    state->assets = options.assets;
    state->theme = theme;
    state->theme_name = options.theme;
    return Ui(std::move(state));
}

void Ui::set_pictures(PictureSource* source) {
    state_->pictures.set_source(source);
}

Result<void> Ui::set_theme(std::string_view name) {
    state_->theme = TRY(load_theme(*state_->files, state_->assets, name));
    state_->theme_name = name;
    return {};
}

Result<void> Ui::set_language(std::string_view language) {
    UiStrings strings = TRY(UiStrings::load(*state_->files, state_->assets, language));
    // The tree of the last frame keeps its own copies; nothing else points into the words.
    state_->strings = std::move(strings);
    return {};
}

const std::string& Ui::theme_name() const {
    return state_->theme_name;
}

const std::string& Ui::language() const {
    return state_->strings.language();
}

Frame Ui::begin(const Viewport& view, const PointerSample& finger, double now_s,
                std::optional<KeyStroke> key) {
    CHECK(view.width_px > 0 && view.height_px > 0 && view.px_per_mm > 0);
    CHECK(view.low_top_px < view.height_px);
    UiState& state = *state_;
    ++state.frame;
    const double passed_s = now_s - state.now_s;
    state.now_s = now_s;
    state.view = view;
    state.measures = measures_of(state.theme, view);
    state.fonts.set_hinting(view.px_per_mm <= hinting_px_per_mm_max ? Hinting::light
                                                                    : Hinting::none);
    // Only now: the last frame's pictures had to stay until it was painted.
    const bool too_many = state.fonts.pictures_px() > pictures_px_max(view);
    state.sheet_fresh = (state.pass.sheet_full || too_many) && !state.sheet_fresh;
    if (state.sheet_fresh) {
        state.sheet.clear();
        state.fonts.forget_pictures();
    }
    state.keyboard_shown = state.pass.keyboard;
    state.typing_shown = state.pass.typing;
    state.again = false;
    state.animating = false;
    state.access.clear();
    state.texts.begin_frame();
    state.pictures.begin_frame(now_s);
    state.touch.begin(finger, {state.measures.px(scroll_slop_mm), state.measures.px(tremble_mm)});
    state.focus.begin(key, finger.down);
    state.scrolls.clear();

    const Box screen = {0, 0, static_cast<float>(view.width_px),
                        static_cast<float>(view.height_px)};
    state.pass = Pass{};
    state.pass.clip = screen;
    state.pass.region = screen;
    state.pass.region.y0 = static_cast<float>(std::max(view.low_top_px, 0));
    state.pass.content = state.pass.region.inset(state.measures.margin);
    state.pass.flow = {state.pass.content.x0, state.pass.content.x1, state.pass.content.y0};
    state.pass.last_bottom = state.pass.flow.y;
    state.pass.paper = state.theme.background;

    ImGui::SetCurrentContext(state.context);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = ImVec2(screen.x1, screen.y1);
    io.DeltaTime = static_cast<float>(std::clamp(passed_s, 0.001, 1.0));
    ImGui::NewFrame();
    state.draw = ImGui::GetBackgroundDrawList();
    return Frame(state);
}

void Ui::set_spoken(const SpokenNow& spoken) {
    state_->spoken = spoken;
}

void Ui::end() {
    UiState& state = *state_;
    CHECK(!state.pass.scroll && !state.pass.card);
    if (state.focus.end()) state.again = true;
    show_spoken(Frame(state));
    show_focus(Frame(state));
    ImGui::Render();
    if (state.now_s - state.fonts_rested_s >= fonts_rest_s) {
        state.fonts.rest();
        state.fonts_rested_s = state.now_s;
    }
    if (state.touch.end()) state.again = true;
    if (state.pass.sheet_full && !state.sheet_fresh) state.again = true;
    if (state.pass.keyboard != state.keyboard_shown) state.again = true;
    if (state.pass.typing != state.typing_shown) state.again = true;
    if (state.pictures.waiting()) state.again = true;
}

const AccessTree& Ui::access() const {
    return state_->access;
}

canvas::GlyphSheet& Ui::sheet() {
    return state_->sheet;
}

bool Ui::animating() const {
    return state_->animating;
}

bool Ui::again() const {
    return state_->again;
}

void Ui::forget() {
    UiState& state = *state_;
    state.touch.forget();
    state.focus.forget();
    state.spoken = {};
    state.spoken_shown = {};
    state.places.forget();
    state.ink_pad = {};
    state.texts.forget();
    state.tables.forget();
    state.markdowns.forget();
    state.qr_codes.forget();
    state.pictures.forget();
    state.fitted.clear();
    state.access = AccessTree();
    state.scratch = std::string();
    state.title_kept = std::string();
    state.subtitle_kept = std::string();
    state.parts.clear();
    state.table_columns.clear();
    state.table_rows.clear();
    state.cells.clear();
    state.chart_bars.clear();
    state.chart_groups.clear();
    state.cell_labels = {};
    state.date_title = std::string();
    state.date_so_far = std::string();
    // The corners of the last frame tell which glyphs stood where, and the sheet in which
    // order they were first seen.
    if (state.draw != nullptr) state.draw->_ClearFreeMemory();
    state.sheet.clear();
    state.fonts.forget_pictures();
    state.again = true;
}

}  // namespace hall::kiosk::ui
