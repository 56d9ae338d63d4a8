// The page that other toolkits show beside us when they are measured: twelve tiles that
// a tap turns yellow, and a list of rows that a finger throws. Drawn with the product's
// own text, touch and scrolling, at the places and sizes the others have.

#pragma once

#include <array>
#include <string>
#include <vector>

#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/frame/scroll.h"
#include "kiosk/ui/text/text.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk::bench {

class Page {
  public:
    static constexpr ui::Colour background = 0xECEFF1;

    // `tiles`: lines of "RRGGBB label". `rows`: one a line. Fails with `corrupt` if there
    // are not twelve tiles.
    static Result<Page> load(Files& files, const Path& tiles, const Path& rows);

    void draw(ui::Frame& frame);

    // The list runs by itself.
    bool animating() const { return scroller_.moving(); }

  private:
    static constexpr std::size_t tiles_count = 12;

    struct Tile {
        ui::Colour colour = 0;
        std::string label;
        bool on = false;
    };

    void draw_header(ui::Frame& frame) const;
    void draw_tiles(ui::Frame& frame);
    void draw_list(ui::Frame& frame);
    void move_list(ui::Frame& frame, const ui::Box& area);

    std::array<Tile, tiles_count> tiles_;
    std::vector<std::string> rows_;
    ui::Scroller scroller_;
};

}  // namespace hall::kiosk::bench
