#include "kiosk/bench/page.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

#include "kiosk/ui/frame/paint.h"
#include "kiosk/ui/frame/ui_state.h"

namespace hall::kiosk::bench {

namespace {

constexpr std::uint64_t file_bytes_max = 1 << 20;
constexpr ui::Colour white = 0xFFFFFF;
constexpr float gap = 16;
constexpr float row_height = 72;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t end = std::min(text.find('\n', begin), text.size());
        if (end > begin) lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

const ui::TextBlock& one_line(ui::Frame& frame, std::string_view text, int em_px) {
    const ui::TextPart part{.text = text};
    return frame.state().texts.block(std::span(&part, 1), {.em_px = em_px}, frame.fonts());
}

// Where things stand, upright and on its side, as in the other toolkits' pages.
struct Places {
    float width;
    float height;
    bool upright;

    explicit Places(const ui::Viewport& view)
        : width(static_cast<float>(view.width_px)),
          height(static_cast<float>(view.height_px)),
          upright(height > width) {}

    ui::Box tile(std::size_t number) const {
        std::size_t columns = upright ? 3 : 4;
        auto across = static_cast<float>(columns);
        float down = upright ? 4 : 3;
        float tile_width = ((upright ? width - 32 : 760) - gap * (across - 1)) / across;
        float tile_height = ((upright ? 800 : height - 152) - gap * (down - 1)) / down;
        float x = 16 + static_cast<float>(number % columns) * (tile_width + gap);
        float y = 136 + static_cast<float>(number / columns) * (tile_height + gap);
        return {x, y, x + tile_width, y + tile_height};
    }

    ui::Box list() const {
        return upright ? ui::Box{16, 952, width - 16, height - 16}
                       : ui::Box{792, 136, width - 16, height - 16};
    }
};

}  // namespace

Result<Page> Page::load(Files& files, const Path& tiles, const Path& rows) {
    Page page;
    std::vector<std::string> tile_lines = lines_of(TRY(files.read(tiles, file_bytes_max)));
    if (tile_lines.size() != tiles_count) return Error(Errc::corrupt, "not twelve tiles");
    for (std::size_t number = 0; number < tiles_count; ++number) {
        const std::string& line = tile_lines[number];
        Tile& tile = page.tiles_[number];
        auto parsed = std::from_chars(line.data(), line.data() + line.size(), tile.colour, 16);
        if (parsed.ec != std::errc() || line.size() < 8) return Error(Errc::corrupt, line);
        tile.label = line.substr(7);
    }
    page.rows_ = lines_of(TRY(files.read(rows, file_bytes_max)));
    return page;
}

void Page::draw(ui::Frame& frame) {
    draw_header(frame);
    draw_tiles(frame);
    draw_list(frame);
}

void Page::draw_header(ui::Frame& frame) const {
    float width = static_cast<float>(frame.view().width_px);
    ui::paint_box(frame, {0, 0, width, 120}, 0x1565C0);
    ui::paint_text_middle(frame, one_line(frame, "幸福村便民服务", 44), {32, 0, width, 120},
                          ui::Align::left, {white, white});
}

void Page::draw_tiles(ui::Frame& frame) {
    Places places(frame.view());
    for (std::size_t number = 0; number < tiles_count; ++number) {
        Tile& tile = tiles_[number];
        ui::Box box = places.tile(number);
        if (frame.state().touch.target(ui::id_of("tile", number), box, 0, true)) {
            tile.on = !tile.on;
        }
        ui::paint_round(frame, box, 20, tile.on ? 0xFFB300 : tile.colour);
        ui::paint_text_middle(frame, one_line(frame, tile.label, places.upright ? 44 : 36), box,
                              ui::Align::middle, {white, white});
    }
}

void Page::move_list(ui::Frame& frame, const ui::Box& area) {
    const ui::TouchId id = ui::id_of("list");
    ui::Touch& touch = frame.state().touch;
    double now_s = frame.now_s();
    scroller_.resize(
        {.content_px = static_cast<float>(rows_.size()) * row_height, .area_px = area.height()});
    if (touch.touches(id)) {
        if (!scroller_.held() && !touch.released()) scroller_.hold(now_s);
        if (touch.scrolls(id)) scroller_.drag(touch.moved_px(), now_s);
        if (touch.released()) scroller_.release(now_s);
    }
    scroller_.step(now_s);
    touch.area(id, area, scroller_.moving());
}

void Page::draw_list(ui::Frame& frame) {
    ui::Box area = Places(frame.view()).list();
    move_list(frame, area);
    ui::paint_box(frame, area, white);
    ui::Box before = ui::narrow_clip(frame, area);
    auto offset = static_cast<float>(scroller_.offset_px());
    auto first = static_cast<std::size_t>(offset / row_height);
    for (std::size_t number = first; number < rows_.size(); ++number) {
        float y = area.y0 + static_cast<float>(number) * row_height - offset;
        if (y >= area.y1) break;
        ui::Box text{area.x0 + 24, y, area.x1, y + row_height - 1};
        ui::paint_text_middle(frame, one_line(frame, rows_[number], 28), text, ui::Align::left,
                              {0x212121, 0x212121});
        ui::paint_box(frame, {area.x0, y + row_height - 1, area.x1, y + row_height}, 0xCFD8DC);
    }
    ui::restore_clip(frame, before);
}

}  // namespace hall::kiosk::bench
