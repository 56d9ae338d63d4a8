#include "tests/canvas/drawing.h"

#include <algorithm>

namespace hall::kiosk::canvas::test {

namespace {

std::uint32_t next_number(std::uint32_t& state) {
    state = state * 1664525U + 1013904223U;
    return state >> 8;
}

}  // namespace

Drawing::Drawing(Size size) : size_(size), sheet_(256, 256) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    ImGui::GetStyle().AntiAliasedLinesUseTex = false;
    ImFontAtlas& atlas = *io.Fonts;
    atlas.TexWidth = sheet_.width();
    atlas.TexHeight = sheet_.height();
    atlas.TexUvWhitePixel = ImVec2(sheet_.white_u(), sheet_.white_v());
    atlas.TexReady = true;
    ImFont* font = IM_NEW(ImFont);
    font->ContainerAtlas = &atlas;
    font->FontSize = 16;
    font->GrowIndex(33);
    font->AddGlyph(nullptr, ' ', 0, 0, 0, 0, 0, 0, 0, 0, 4);
    font->FallbackGlyph = font->Glyphs.Data;
    font->DirtyLookupTables = false;
    atlas.Fonts.push_back(font);
    resize(size);
    place_glyphs();
}

Drawing::~Drawing() {
    ImGui::DestroyContext();
}

void Drawing::resize(Size size) {
    size_ = size;
    ImGui::GetIO().DisplaySize =
        ImVec2(static_cast<float>(size.width), static_cast<float>(size.height));
}

const ImDrawData& Drawing::frame(const std::function<void(ImDrawList&)>& draw) {
    ImGui::GetIO().DeltaTime = 0.016F;
    ImGui::NewFrame();
    draw(*ImGui::GetBackgroundDrawList());
    ImGui::Render();
    return *ImGui::GetDrawData();
}

void Drawing::place_glyphs() {
    // Another order each time, so that a cleared sheet has every glyph elsewhere.
    constexpr std::uint32_t count = 40;
    glyphs_.assign(count, {});
    for (std::uint32_t turn = 0; turn < count; ++turn) {
        std::uint32_t number = (turn + sheet_.generation() * 7) % count;
        std::uint32_t state = number;
        int width = 6 + static_cast<int>(number % 13);
        int height = 8 + static_cast<int>(number % 11);
        std::vector<std::uint8_t> alpha(static_cast<std::size_t>(width) * height);
        for (std::uint8_t& byte : alpha) {
            std::uint32_t drawn = next_number(state);
            byte = static_cast<std::uint8_t>(drawn % 4 == 0 ? drawn >> 4 : drawn % 4 * 85);
        }
        glyphs_[number] = *sheet_.place(alpha.data(), width, height, width);
    }
}

void Drawing::glyph(ImDrawList& list, std::size_t number, float x, float y, ImU32 colour) const {
    const SheetSlot& slot = glyphs_[number % glyphs_.size()];
    auto share_of = [](int pixels, int all) {
        return static_cast<float>(pixels) / static_cast<float>(all);
    };
    list.PrimReserve(6, 4);
    list.PrimRectUV(ImVec2(x, y),
                    ImVec2(x + static_cast<float>(slot.width), y + static_cast<float>(slot.height)),
                    ImVec2(share_of(slot.u, sheet_.width()), share_of(slot.v, sheet_.height())),
                    ImVec2(share_of(slot.u + slot.width, sheet_.width()),
                           share_of(slot.v + slot.height, sheet_.height())),
                    colour);
}

Picture::Picture(int width, int height, bool has_alpha, std::uint32_t seed) {
    std::uint32_t state = seed;
    for (int at = 0; at < width * height; ++at) {
        std::uint32_t colour = next_number(state);
        std::uint32_t alpha = has_alpha ? at % width * 255 / (width - 1) : 255;
        std::uint32_t pixel = alpha << 24;
        for (int shift = 0; shift < 24; shift += 8) {
            pixel |= ((colour >> shift) % 256) * alpha / 255 << shift;
        }
        pixels.push_back(pixel);
    }
    image = {.width = width,
             .height = height,
             .stride = width,
             .pixels = pixels.data(),
             .has_alpha = has_alpha,
             .generation = seed};
}

Page::Page(Drawing& drawing) : drawing_(drawing) {}

void Page::change(std::mt19937& random) {
    auto draw_from = [&](int count) { return static_cast<int>(random() % count); };
    switch (draw_from(12)) {
        case 0:
            pressed = draw_from(8) - 1;
            break;
        case 1:
            dialog = !dialog;
            break;
        case 2:
            title_ = static_cast<std::uint32_t>(random());
            break;
        case 3:
            photo_x_ = 250 + draw_from(100);
            break;
        case 4:
            photo_.pixels[draw_from(90 * 60)] ^= 0x00FFFFFFU;
            ++photo_.image.generation;
            break;
        case 5:
            seal_size_ = 20 + static_cast<float>(draw_from(30)) * 0.5F;
            break;
        case 6:
            if (draw_from(4) == 0) {
                drawing_.sheet().clear();
                drawing_.place_glyphs();
            }
            break;
        case 7:
            scroll = draw_from(3000);
            break;
        default:
            scroll = std::max(0, scroll + draw_from(61) - 30);
            break;
    }
}

void Page::word(ImDrawList& list, std::uint32_t seed, float x, float y, ImU32 colour) const {
    std::uint32_t state = seed;
    for (int number = 0; number < 9; ++number) {
        drawing_.glyph(list, next_number(state), x, y, colour);
        x += 20;
    }
}

void Page::draw_list(ImDrawList& list) const {
    auto width = static_cast<float>(drawing_.size().width);
    auto height = static_cast<float>(drawing_.size().height);
    list.PushClipRect(ImVec2(10, 150), ImVec2(width - 10, height - 10));
    list.AddRectFilled(ImVec2(10, 150), ImVec2(width - 10, height - 10), 0xFFFFFFFF);
    for (int row = std::max(0, scroll / 48 - 1); row < 80; ++row) {
        auto y = static_cast<float>(150 + row * 48 - scroll);
        if (y > height) break;
        if (row % 7 == 3) {
            list.AddRectFilled(ImVec2(16, y + 3), ImVec2(width - 16, y + 44), 0xFFE8F0F8, 9);
            list.AddRect(ImVec2(16, y + 3), ImVec2(width - 16, y + 44), 0xFF6688AA, 9, 0, 3);
        }
        if (row % 11 == 5) {
            list.AddImage(ImTextureID(&stamp_.image), ImVec2(200, y), ImVec2(248, y + 48));
        }
        word(list, static_cast<std::uint32_t>(row) * 77 + 5, 24, y + 14, 0xFF161B1E);
        list.AddRectFilled(ImVec2(10, y + 47), ImVec2(width - 10, y + 48), 0xFFC6D8E2);
    }
    // The head of the table stays while the rows pass under it.
    list.AddRectFilled(ImVec2(10, 150), ImVec2(width - 10, 180), 0xFFCCDDEE);
    word(list, 99, 24, 156, 0xFF000000);
    list.PopClipRect();
}

void Page::draw_dialog(ImDrawList& list) const {
    auto width = static_cast<float>(drawing_.size().width);
    auto height = static_cast<float>(drawing_.size().height);
    list.AddRectFilled(ImVec2(0, 0), ImVec2(width, height), 0x80161B1E);
    list.AddRectFilled(ImVec2(60, 200), ImVec2(width - 60, 300), 0xF0FDFFFF, 14);
    word(list, 4, 90, 230, 0xFF18218A);
    list.AddImage(ImTextureID(&stamp_.image), ImVec2(90, 250), ImVec2(130, 290));
}

void Page::draw(ImDrawList& list) const {
    auto width = static_cast<float>(drawing_.size().width);
    list.AddRectFilled(ImVec2(0, 0), ImVec2(width, 40), 0xFF18218A);
    word(list, title_, 12, 10, 0xFFFFFFFF);
    for (int card = 0; card < 7; ++card) {
        auto x = static_cast<float>(10 + card * 60);
        ImU32 colour = card == pressed ? 0xFFB3D0FF : 0xFF23532D;
        list.AddRectFilled(ImVec2(x, 50), ImVec2(x + 52, 90), colour, 10);
        drawing_.glyph(list, static_cast<std::size_t>(card), x + 20, 60, 0xFFFFFFFF);
    }
    list.AddRectFilled(ImVec2(12, 96), ImVec2(12 + seal_size_, 96 + seal_size_), 0xFF054470,
                       seal_size_ / 4);
    list.AddCircleFilled(ImVec2(100.5F, 120.25F), seal_size_ / 2, 0xC0A5571A);
    list.AddLine(ImVec2(130, 100), ImVec2(190, 140.5F), 0xFF5B2A6E, 2.5F);
    list.AddTriangleFilled(ImVec2(200, 100), ImVec2(240, 110), ImVec2(210, 140), 0x80FF0000);
    auto photo_x = static_cast<float>(photo_x_);
    list.AddImage(ImTextureID(&photo_.image), ImVec2(photo_x, 96), ImVec2(photo_x + 45, 126));
    draw_list(list);
    if (dialog) draw_dialog(list);
}

}  // namespace hall::kiosk::canvas::test
