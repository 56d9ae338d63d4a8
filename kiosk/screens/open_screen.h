// Opens a screen: the frame that is the same everywhere, wired to its intents.

#pragma once

#include <string_view>

#include "kiosk/screens/common_intents.h"
#include "kiosk/ui/frame/frame.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

enum class Foot {
    home,   // 找一找 · 我的办件
    inner,  // 返回 · 首页
    form,   // on a low screen: 下一步 · 上一步
};

struct Opening {
    std::string_view title;
    std::string_view subtitle;
    std::string_view accent = "services";
    Foot foot = Foot::inner;
    std::string_view next = {};      // of a form: what the first place says
    std::string_view previous = {};  // and the second
};

// What was tapped, if it is for the screen to say what it means: the first two places of a form.
ui::FrameTap open_screen(const Chrome& chrome, const Opening& opening, ui::Frame& frame,
                         CommonIntents& intents);

// 打印, on screens that have a page for paper; nothing where no printer is connected. `words`: key
// of what it says.
void print_button(const Chrome& chrome, std::string_view words, std::string_view accent,
                  ui::Frame& frame, CommonIntents& intents);

}  // namespace hall::kiosk
