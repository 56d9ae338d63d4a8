// Home: the boards, and a notice that runs.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/screen.h"

namespace hall::kiosk {

struct HomeTile {
    std::string board;
    std::string name;
    std::string emblem;
    std::string accent;
    std::string line;
};

struct HomeNotice {
    DocumentRef document;
    std::string column;  // 公示栏
    std::string title;
    int days_left = 0;
};

struct HomeModel {
    using OwnIntent = NoIntent;
    static constexpr std::string_view screen_name = "home";  // as a call for help names it

    enum class Content {
        here,
        on_its_way,  // nothing has arrived from the county yet
        damaged,     // what had arrived cannot be read; it comes again
    };
    std::vector<HomeTile> tiles;
    std::vector<HomeNotice> notices;
    Content content = Content::here;
};

void draw_screen(const Chrome&, const HomeModel&, ui::Frame&, CommonIntents&);

}  // namespace hall::kiosk
