// Opens a screen: the frame that is the same everywhere, wired to its intents.

#pragma once

#include <string_view>

#include "kiosk/intent.h"
#include "kiosk/ui/frame.h"

namespace hall {

enum class Foot {
    home,   // 找一找 · 我的办件
    inner,  // 返回 · 首页
};

struct Opening {
    std::string_view title;
    std::string_view subtitle;
    std::string_view tint = "services";
    Foot foot = Foot::inner;
};

void open_screen(const Chrome& chrome, const Opening& opening, ui::Frame& frame, Intents& intents);

}  // namespace hall
