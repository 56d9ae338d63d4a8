// Three touches from the home screen to what people come for most (product.md, A4), found
// by what is written on the screen.

#include <iostream>

#include "tests/every_screen/demo_device.h"
#include "tests/every_screen/screen_bench.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

struct Errand {
    const char* what;
    std::vector<const char*> labels;
    const char* arrived;  // stands on the screen then
};

constexpr const char* notice = "低保新增名单公示（2户）";

const std::vector<Errand> errands = {
    {"how the money was spent", {"村务公开", "财务", "2026年第三季度收支公开表"}, "期末结余"},
    {"who is to get the allowance", {notice}, "滴水村村民委员会 · "},
    {"ask for the old-age allowance", {"政务大厅", "高龄津贴申请", "现在就填表"}, "第1步"},
    {"how far my matter is", {"我的办件"}, "凭条号"},
    {"why the ducks are sick", {"农技指导", "畜禽", "鸭子头肿"}, "回答"},
    {"ask an expert", {"农技指导", "问专家", "现在就填表"}, "第1步"},
    {"write to the secretary", {"书记信箱", "给书记写信", "现在就填表"}, "第1步"},
    {"what the subsidies are", {"惠民政策", "惠农补贴"}, "惠农补贴"},
    {"when the bus goes", {"便民信息", "班车时刻"}, "班车"},
    {"report a broken lamp", {"随手拍", "我要上报一个问题", "现在就填表"}, "第1步"},
    {"who buys rape seed", {"供求信息", "求购"}, "收"},
    {"call for help", {"叫人帮忙"}, "代办员的电话"},
    {"larger text", {"大字", "特大"}, "特大"},
};

}  // namespace

TEST_CASE("three touches lead from the home screen to the commonest tasks") {
    for (const canvas::Size size : {upright_screen, wide_screen, small_screen}) {
        const int overleaf_most = size.width == upright_screen.width ? 0
                                  : size.width == wide_screen.width  ? 1
                                                              : 2;
        std::cout << size.width << "x" << size.height << ":";
        int most = 0;
        for (const Errand& errand : errands) {
            DemoDevice board;
            KioskInMemory kiosk(board.open(), board.files, size);
            for (const std::string label : errand.labels) {
                // A wide screen has one line for the notice, and its days stand in it.
                const bool in_line = label == notice && size.width > size.height;
                kiosk.tap(in_line ? "还剩4天：" + label : label);
            }
            INFO(size.width << "x" << size.height << ": " << errand.what << "; there is:\n"
                            << kiosk.stage().access().describe());
            // On a low screen it may stand overleaf: whether a table adds up and where to doubt
            // it come before its figures.
            for (int page = 0; page < overleaf_most && !kiosk.shows(errand.arrived); ++page)
                REQUIRE_OK(kiosk.driver().page_down());
            REQUIRE(kiosk.shows(errand.arrived));
            const UiDriver::Touches& touches = kiosk.driver().touches();
            most = std::max(most, touches.all);
            std::cout << " " << touches.all;
            REQUIRE(touches.all - touches.pages <= 3);
            // On the panel most halls have nothing is turned on the way.
            if (size.width == upright_screen.width) REQUIRE(touches.pages == 0);
        }
        std::cout << " touches, the most " << most << ", pages turned among them" << std::endl;
    }
}

TEST_CASE(
    "each of the fifteen boards is one touch, and a page turned at most, from the home screen") {
    for (const canvas::Size size : {upright_screen, wide_screen, small_screen}) {
        DemoDevice board;
        KioskInMemory kiosk(board.open(), board.files, size);
        const auto* home = std::get_if<HomeModel>(&kiosk.app().model().top());
        REQUIRE(home != nullptr);
        const std::vector<HomeTile> tiles = home->tiles;
        REQUIRE(tiles.size() == 15);
        for (const HomeTile& tile : tiles) {
            DemoDevice fresh;
            KioskInMemory walked(fresh.open(), fresh.files, size);
            walked.tap(tile.name);
            INFO(size.width << "x" << size.height << ": " << tile.name);
            const UiDriver::Touches& touches = walked.driver().touches();
            REQUIRE(touches.all - touches.pages == 1);
            REQUIRE(touches.pages <= (size.width == small_screen.width ? 1 : 0));
            REQUIRE(std::get_if<BoardModel>(&walked.app().model().top()) != nullptr);
        }
    }
}
