#include "tests/check/print_check.h"

#include <chrono>
#include <iostream>
#include <map>
#include <optional>

#include "kiosk/devices/print/printer.h"
#include "kiosk/devices/print/sheet_layout.h"

namespace hall::check {

namespace {

using namespace kiosk;

PrintPage page_titled(std::string title) {
    PrintPage page;
    page.title = std::move(title);
    page.village = "松林镇滴水村便民服务室";
    page.date = "2026年11月23日";
    return page;
}

PrintPage receipt(const std::string& word) {
    PrintPage page = page_titled("办理回执");
    page.blocks = {
        PrintParagraph{PrintParagraph::Style::large, "K7M-00028"},
        PrintFields{{{"事项", "城乡居民养老保险待遇领取资格认证（" + word + "）"},
                     {"办理人", "王秀英"},
                     {"受理部门", "社保（松林镇便民服务中心）"},
                     {"金额", "¥1,250.50（壹仟贰佰伍拾元伍角整）"},
                     {"承诺办结", "2026年12月7日前"}}},
        PrintParagraph{PrintParagraph::Style::body,
                       "请保管好这张回执。凭编号和查询码可以在任何一台村务一体机上查进度。"},
        PrintParagraph{PrintParagraph::Style::heading, "查询码 7QF2-M9KD-4XTC"},
        PrintQr{"K7M-00028 7QF2-M9KD-4XTC", "在一体机“办件查询”前对准摄像头即可打开"},
        PrintParagraph{PrintParagraph::Style::small, "如有疑问，请拨打 0838-5220000。"}};
    return page;
}

PrintPage guide(const std::string& word) {
    PrintPage page = page_titled("需要带什么：" + word);
    page.blocks = {
        PrintFields{{{"在哪里办", "村便民服务室，或松林镇便民服务中心"},
                     {"承诺时限", "10个工作日"},
                     {"收费", "不收费"}}},
        PrintParagraph{PrintParagraph::Style::heading, "请把下面的材料带齐，带了就在方框里打勾"},
        PrintCheckList{
            {{"本人身份证", "原件，看过就还给您"},
             {"户口簿", "原件和复印件各1份；复印首页和本人页"},
             {"一寸免冠照片2张", ""},
             {"银行卡或存折", "用来领钱；社保卡也可以"},
             {"村民委员会出具的生活困难情况说明（如果不是本村户籍，还要居住地证明）", ""}}},
        PrintParagraph{PrintParagraph::Style::heading, "怎么办"},
        PrintParagraph{
            PrintParagraph::Style::body,
            "一、在村里交材料，当场给回执。\n二、镇上审核，缺什么打电话告诉您，不用多跑。"
            "\n三、办好了，凭回执到村里领取结果。"},
        PrintQr{"guide " + word, ""}};
    return page;
}

PrintPage table(const std::string& word) {
    PrintPage page = page_titled("耕地地力保护补贴发放公示");
    page.blocks.push_back(
        PrintParagraph{PrintParagraph::Style::body,
                       "依据《四川省耕地地力保护补贴实施方案》。公示期2026年11月23日至11月30日（" +
                           word + "）。"});
    PrintTable rows;
    rows.columns = {{"序号", true},       {"户主", false},      {"组别", false},
                    {"面积（亩）", true}, {"金额（元）", true}, {"备注", false}};
    const std::vector<std::string> names = {"张*兰", "李*贵", "王*英",
                                            "刘*",   "钟*华", "青㭎村代耕"};
    for (int i = 1; i <= 80; ++i) {
        const auto k = static_cast<std::size_t>(i);
        rows.rows.push_back({std::to_string(i), names[k % names.size()],
                             std::to_string(i % 9 + 1) + "组", std::to_string(i % 7 + 1) + ".5",
                             std::to_string(i * 37) + ".20",
                             i % 11 == 0 ? "含流转地，由承包户领取，详见流转合同" : ""});
    }
    page.blocks.push_back(std::move(rows));
    return page;
}

PrintPage card(const std::string& word) {
    PrintPage page = page_titled("村民卡");
    page.blocks = {PrintFields{{{"姓名", word}, {"所在组", "3组"}}},
                   PrintQr{"hall-card 8F3A-77QK", "办事时对准一体机的摄像头"}};
    return page;
}

std::optional<PrintPage> demonstration(const std::string& kind, const std::string& word) {
    if (kind == "--receipt") return receipt(word);
    if (kind == "--guide") return guide(word);
    if (kind == "--table") return table(word);
    if (kind == "--card") return card(word);
    return std::nullopt;
}

int print_page(Printer& printer, const PrintPage& page) {
    Result<TextPainter> painter = TextPainter::create();
    if (!painter.ok()) {
        std::cout << painter.error().text() << "\n";
        return 1;
    }
    const auto begin = std::chrono::steady_clock::now();
    Result<SheetLayout> layout = SheetLayout::create(page, {}, printer.media(), painter.value());
    if (!layout.ok()) {
        std::cout << layout.error().text() << "\n";
        return 1;
    }
    double render_ms = 0;
    const Sheets sheets{layout.value().sheet_count(), [&](int sheet) {
                            const auto from = std::chrono::steady_clock::now();
                            SheetRaster raster = layout.value().render(sheet, painter.value());
                            render_ms += std::chrono::duration<double, std::milli>(
                                             std::chrono::steady_clock::now() - from)
                                             .count();
                            return raster;
                        }};
    std::cout << "sheets " << sheets.count << ", characters without a font "
              << layout.value().missing_characters() << std::endl;
    const PrintResult result = printer.print(sheets, {}, [](PrinterState state) {
        std::cout << "printer: " << name_of(state) << std::endl;
    });
    const double total_ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    std::cout << name_of(result.state) << " (printer " << name_of(result.printer) << "), drawn in "
              << render_ms << " ms, in all " << total_ms << " ms\n";
    return result.state == PrintJobState::printed ? 0 : 1;
}

}  // namespace

int print(const std::vector<std::string>& arguments) {
    std::map<std::string, std::string> options;
    for (std::size_t i = 0; i + 1 < arguments.size(); i += 2)
        options[arguments[i]] = arguments[i + 1];
    const auto to = options.extract("--to");
    std::optional<PrintPage> page;
    if (options.size() == 1 && arguments.size() == 4) {
        page = demonstration(options.begin()->first, options.begin()->second);
    }
    if (to.empty() || !page) {
        std::cout << "usage: print --receipt|--guide|--table|--card WORD --to "
                     "FILE.pwg|FILE.escpos|ipp://…|escpos:…\n";
        return 2;
    }
    Result<std::unique_ptr<Printer>> printer = open_printer(to.mapped());
    if (!printer.ok()) {
        std::cout << printer.error().text() << "\n";
        return 2;
    }
    return print_page(*printer.value(), *page);
}

}  // namespace hall::check
