#include "tests/ui/gallery.h"

#include <array>
#include <string>
#include <vector>

#include "kiosk/ui/frame/ui_state.h"
#include "kiosk/ui/widgets/input_panel.h"
#include "kiosk/ui/widgets/keyboard.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

using namespace std::string_view_literals;

bool english(ui::Frame& frame) {
    return frame.strings().language() == "en";
}

// The same place in both languages.
std::string_view say(ui::Frame& frame, std::string_view chinese, std::string_view other) {
    return english(frame) ? other : chinese;
}

void open(ui::Frame& frame, std::string_view title, std::string_view subtitle,
          std::string_view accent, bool home = false) {
    ui::screen_frame(frame, {.title = title,
                             .subtitle = subtitle,
                             .first = frame(home ? "bar.search" : "bar.back"),
                             .second = frame(home ? "bar.my_requests" : "bar.home"),
                             .first_primary = home,
                             .read_aloud = true,
                             .accent = accent});
}

void draw_home(ui::Frame& frame) {
    open(frame, say(frame, "松林镇 · 滴水村", "Songlin · Dishui"),
         say(frame, "11月23日 星期一 上午9:20　资料更新于今天8:55",
             "Monday 23 November 9:20, updated today 8:55"),
         "affairs", true);
    ui::begin_scroll(frame, "home");
    ui::banner(frame, {say(frame, "公示栏 · 还剩4天", "Notices · 4 days left"),
                       say(frame, "低保新增名单公示（2户）", "New allowance list (2 families)"),
                       say(frame, "有不同意见，请按这里提出", "Tap here if you object")});
    const std::array<ui::Tile, 15> chinese = {{
        {"公", "affairs", "村务公开", "三季度账目已公布"},
        {"党", "affairs", "党建之家", "主题党日 周五"},
        {"办", "services", "政务大厅", "43项可在村里办"},
        {"农", "farming", "农技指导", "专家今天在线"},
        {"惠", "services", "惠民政策", "新政策2条"},
        {"信", "affairs", "书记信箱", "5天内回复"},
        {"记", "affairs", "支书日记", "昨天更新"},
        {"货", "goods", "村有好货", "红兔 梨干"},
        {"供", "goods", "供求信息", "收油菜籽"},
        {"评", "rating", "为村评三农", "请您打分"},
        {"拍", "photos", "随手拍", "最美故乡"},
        {"友", "rating", "村民天地", "积分与活动"},
        {"游", "photos", "乡村旅游", "百年梨树"},
        {"融", "goods", "金融服务", "贷款 防骗"},
        {"便", "services", "便民信息", "班车 快递"},
    }};
    const std::array<ui::Tile, 5> other = {{
        {"公", "affairs", "Village affairs", "third quarter published"},
        {"办", "services", "Services", "43 matters"},
        {"农", "farming", "Farming advice", "expert here today"},
        {"货", "goods", "Local goods", "dried pears"},
        {"评", "rating", "Rating", "please rate"},
    }};
    if (english(frame))
        ui::tiles(frame, other);
    else
        ui::tiles(frame, chinese);
    ui::end_scroll(frame);
}

const std::vector<std::vector<std::string>>& ledger() {
    static const std::vector<std::vector<std::string>> rows = {
        {"上季结转", "126,843.57", ""},  {"鱼塘承包金", "48,000.00", ""},
        {"上级补助", "38,420.00", ""},   {"堰渠清淤与整修", "", "24,600.00"},
        {"保洁员补贴", "", "10,800.00"}, {"办公水电", "", "4,318.59"},
        {"困难户慰问", "", "12,600.00"}, {"本季合计", "86,420.00", "52,318.59"},
        {"本季结余", "160,944.98", ""},
    };
    return rows;
}

void draw_table(ui::Frame& frame) {
    open(frame, "村务公开 · 财务", "松林镇滴水村　资料更新于今天8:55", "affairs");
    ui::begin_scroll(frame, "table");
    ui::heading(frame, "2018年第一季度 收支公开表");
    ui::small_print(frame, "村民委员会编制 · 4月12日公布 · 4月20日更正过一次（看更正）");
    ui::period_switch(frame, {.earlier = "上季度",
                              .now = "一季度",
                              .later = "下季度",
                              .has_earlier = true,
                              .has_later = false,
                              .accent = "affairs"});
    const std::array<ui::Piece, 7> pieces = {{{"这个季度村里"},
                                              {"收入86,420.00元", true},
                                              {"，"},
                                              {"花了52,318.59元", true},
                                              {"，上季结转126,843.57元，现在"},
                                              {"结余160,944.98元", true},
                                              {"。最大的一笔支出是修堰渠，24,600元。"}}};
    ui::begin_card(frame);
    ui::sentence(frame, pieces, "affairs");
    ui::end_card(frame);
    const std::array<ui::TableViewColumn, 3> columns = {
        {{"项目"}, {"收入（元）", true}, {"支出（元）", true}}};
    std::vector<ui::TableViewRow> rows;
    for (std::size_t i = 0; i < ledger().size(); ++i) {
        rows.push_back({ledger()[i], i == 3 ? "两次清淤，工钱和材料，监督委员会到场"sv : ""sv,
                        i + 2 >= ledger().size()});
    }
    ui::table(frame, {"ledger", columns, rows, "affairs"});
    ui::check_line(frame, "账已平", ui::Tone::good);
    ui::check_line(frame, "监督委员会 2 人会签　4月11日", ui::Tone::good);
    ui::check_line(frame, "公示还剩4天，有意见请当场提出", ui::Tone::warn);
    const std::array<ui::Button, 3> buttons = {{{"看图"},
                                                {"打印", ui::ButtonStyle::plain, "services", false},
                                                {"我有疑问", ui::ButtonStyle::warn}}};
    const std::array<float, 3> weights = {1, 1, 1.4F};
    ui::button_row(frame, buttons, weights);
    ui::end_scroll(frame);
}

void draw_wide_table(ui::Frame& frame) {
    open(frame, "惠农补贴", "松林镇滴水村", "affairs");
    ui::begin_scroll(frame, "wide-table");
    ui::heading(frame, "2018年耕地地力保护补贴公示");
    const std::array<ui::TableViewColumn, 7> columns = {{{"户主姓名"},
                                                         {"组别"},
                                                         {"身份证号"},
                                                         {"补贴面积（亩）", true},
                                                         {"标准（元/亩）", true},
                                                         {"金额（元）", true},
                                                         {"备注"}}};
    const std::vector<std::string> cells = {"张某某", "3组",      "5106**********1234", "4.25",
                                            "112.38", "1,234.56", "承包地流转给合作社"};
    std::vector<ui::TableViewRow> rows(12, ui::TableViewRow{cells});
    ui::table(frame, {"subsidy", columns, rows, "farming"});
    ui::end_scroll(frame);
}

void draw_form(ui::Frame& frame) {
    open(frame, say(frame, "高龄津贴申请", "Allowance for the old"),
         say(frame, "民政 · 承诺7个工作日办结 · 不收费", "7 working days · free"), "services");
    const std::array<ui::Button, 2> buttons = {
        {{say(frame, "上一步", "Back a step")},
         {say(frame, "下一步", "Next"), ui::ButtonStyle::primary}}};
    const std::array<float, 2> weights = {1, 1.8F};
    ui::begin_scroll(frame, "form", ui::button_row_height(frame, buttons, weights));
    ui::steps(frame, 3, 5, "services");
    ui::space(frame, 3);
    ui::heading(frame, say(frame, "老人现在跟谁一起住？", "Whom does the old person live with?"));
    ui::small_print(frame, say(frame, "选一个最接近的。选错了可以返回改。",
                               "Choose the nearest. You can change it later."));
    ui::choice(frame, {say(frame, "跟儿女住", "With children"), {}, true});
    ui::choice(frame, {say(frame, "老两口一起住", "With wife or husband"),
                       say(frame, "两个人都满80岁，可以一起申请", "Both may apply together")});
    ui::choice(frame, {say(frame, "一个人住", "Alone")});
    ui::choice(frame, {say(frame, "住敬老院", "In a home for the old"), {}, true, true});
    ui::choice(frame, {say(frame, "别的情况", "Something else"), {}, false, true});
    ui::small_print(frame, say(frame, "还缺的材料：户口簿（原件）。没带也能先交表，三天内补齐。",
                               "Still missing: the family register."));
    ui::end_scroll(frame);
    ui::button_row(frame, buttons, weights);
}

// A date on the way: what was picked so far is put where the widget keeps it.
void draw_date(ui::Frame& frame, const ui::DatePick& pick, std::optional<Date> value = {}) {
    ui::UiState& state = frame.state();
    open(frame, say(frame, "高龄津贴申请", "Allowance for the old"),
         say(frame, "民政 · 承诺7个工作日办结 · 不收费", "7 working days · free"), "services");
    ui::begin_scroll(frame, "date");
    ui::steps(frame, 2, 5, "services");
    ui::subheading(frame, say(frame, "老人哪一天出生？", "When was the old person born?"));
    state.places.at(ui::id_of("birth", 2), state.frame).date = pick;
    ui::date_picker(frame, {.id = "birth", .value = value, .latest = {2018, 11, 23}});
    ui::end_scroll(frame);
}

void draw_date_decades(ui::Frame& frame) {
    draw_date(frame, {});
}
void draw_date_years(ui::Frame& frame) {
    draw_date(frame, {.lunar = true, .decade = 1940});
}
void draw_date_months(ui::Frame& frame) {
    draw_date(frame, {.lunar = true, .decade = 1940, .year = 1949});
}
void draw_date_days(ui::Frame& frame) {
    draw_date(frame, {.decade = 1940, .year = 1949, .month = 10});
}
void draw_date_lunar_days(ui::Frame& frame) {
    draw_date(frame, {.lunar = true, .decade = 1940, .year = 1949, .month = 7, .leap = true});
}
void draw_date_value(ui::Frame& frame) {
    draw_date(frame, {}, Date{1949, 10, 1});
}

void draw_places(ui::Frame& frame) {
    open(frame, say(frame, "高龄津贴申请", "Allowance for the old"),
         say(frame, "民政 · 承诺7个工作日办结 · 不收费", "7 working days · free"), "services");
    ui::begin_scroll(frame, "places");
    ui::heading(frame, say(frame, "老人户口在哪个镇？", "In which town is the register?"));
    const std::array<ui::Cell, 9> towns = {{{"松林镇", {}, true},
                                            {"金鱼镇"},
                                            {"雒城街道"},
                                            {"三水镇"},
                                            {"连山镇"},
                                            {"高坪镇"},
                                            {"南兴镇"},
                                            {"向阳镇"},
                                            {"小汉镇开发区管理委员会"}}};
    ui::cells(frame, towns, 3, "services");
    ui::end_scroll(frame);
}

void draw_list(ui::Frame& frame) {
    open(frame, say(frame, "农技指导", "Farming advice"), say(frame, "松林镇滴水村", "Dishui"),
         "farming");
    ui::begin_scroll(frame, "list");
    const std::array<std::string_view, 7> columns = {"粮油", "蔬菜",     "果树",    "畜禽",
                                                     "水产", "专家问答", "灾害预警"};
    const std::array<std::string_view, 3> other = {"Grain", "Vegetables", "Questions"};
    if (english(frame))
        ui::tabs(frame, other, 1, "farming");
    else
        ui::tabs(frame, columns, 5, "farming");
    const std::array<ui::Chip, 4> chips = {{{say(frame, "叶子发黄", "yellow leaves"), true},
                                            {say(frame, "长虫", "insects")},
                                            {say(frame, "烂根", "rotten roots"), true},
                                            {say(frame, "不结果", "no fruit")}}};
    ui::chips(frame, chips, "farming");
    ui::subheading(frame, say(frame, "大家问过的", "Asked before"));
    ui::list_item(frame,
                  {say(frame, "梨树叶子背面长黄毛是什么病？", "Yellow hair under pear leaves?"),
                   say(frame, "县农业局 · 10月12日 · 适合春季", "county office · 12 October"),
                   say(frame, "置顶", "pinned"), "farming"});
    ui::list_item(frame, {say(frame, "油菜什么时候打药防菌核病", "When to spray rape"),
                          say(frame, "专家王老师 · 3月2日", "Mr Wang · 2 March"),
                          {},
                          "farming"});
    ui::list_item(frame, {say(frame, "红兔养殖技术要点", "Keeping rabbits"),
                          {},
                          say(frame, "有表", "table"),
                          "farming"});
    ui::list_item(
        frame,
        {say(frame,
             "除从事剧毒、易制爆、汽油加油站、专用危化品仓储的企业外，危险化学品经营许可证核发（含"
             "变更、延期、注销、补证等各种情形，由县级应急管理部门负责受理并在承诺期限内办结）",
             "Licence for trading in dangerous goods, other than the most poisonous, explosive "
             "precursors, filling stations and special stores"),
         say(frame, "应急管理", "safety office"), say(frame, "可办", "open"), "services"});
    ui::end_scroll(frame);
}

void draw_typing(ui::Frame& frame, KeyboardKind kind) {
    open(frame, say(frame, "查我的办件", "My requests"), say(frame, "松林镇滴水村", "Dishui"),
         "services");
    ui::begin_scroll(frame, "typing", room_for_keyboard(frame, kind));
    ui::heading(frame, say(frame, "请按凭条上的号码", "Type the number on your slip"));
    ui::field(frame, {.label = say(frame, "凭条号码", "Number"),
                      .value = "4821K",
                      .hint = say(frame, "凭条上最大的字", "the largest letters"),
                      .focused = true});
    ui::field(frame, {.label = say(frame, "手机号码", "Telephone"),
                      .hint = say(frame, "按这里写", "tap here"),
                      .error = say(frame, "号码少了一位，请再看看", "One digit is missing")});
    ui::field(frame, {.label = say(frame, "密码", "PIN"), .value = "1234", .secret = true});
    ui::end_scroll(frame);
    keyboard(frame, kind, true);
}

void draw_letters(ui::Frame& frame) {
    draw_typing(frame, KeyboardKind::letters);
}
void draw_digits(ui::Frame& frame) {
    draw_typing(frame, KeyboardKind::digits);
}
void draw_decimal(ui::Frame& frame) {
    draw_typing(frame, KeyboardKind::decimal);
}
void draw_id_number(ui::Frame& frame) {
    draw_typing(frame, KeyboardKind::id_number);
}

// The name that is asked for, and the panel that writes it.
void draw_writing(ui::Frame& frame, const Composition& composition, bool handwriting = true) {
    open(frame, say(frame, "找一找", "Search"), say(frame, "点一点词，就能找到", "Tap a word"),
         "services");
    ui::begin_scroll(frame, "writing", room_for_input_panel(frame));
    ui::field(frame,
              {.label = say(frame, "您的姓名", "Your name"), .value = "王", .focused = true});
    ui::field(frame, {.label = say(frame, "住在哪里", "Where you live"),
                      .hint = say(frame, "按这里写", "tap here")});
    ui::end_scroll(frame);
    input_panel(frame, {composition, handwriting});
}

void draw_handwriting(ui::Frame& frame) {
    draw_writing(frame, {.mode = InputMode::handwriting});
}
void draw_handwriting_read(ui::Frame& frame) {
    // Made once: a frame allocates nothing.
    static const Composition composition = {
        .mode = InputMode::handwriting,
        .stroke_count = 2,
        .candidates = {"十", "千", "干", "土", "士", "于", "才", "牛", "午", "木"},
        .rare_from = 10};
    draw_writing(frame, composition);
}
void draw_no_handwriting(ui::Frame& frame) {
    draw_writing(frame, {.mode = InputMode::handwriting}, false);
}
void draw_pinyin(ui::Frame& frame) {
    draw_writing(frame, {.mode = InputMode::pinyin});
}
void draw_pinyin_candidates(ui::Frame& frame) {
    // Made once: a frame allocates nothing.
    static const Composition composition = {
        .mode = InputMode::pinyin,
        .chosen = "申请",
        .pinyin = "gaolingjintie",
        .candidates = {"高龄津贴", "高龄", "搞", "高", "稿", "告", "糕", "膏", "羔", "篙", "皋"},
        .rare_from = 8};
    draw_writing(frame, composition);
}
void draw_writing_letters(ui::Frame& frame) {
    draw_writing(frame, {.mode = InputMode::digits_and_letters});
}

constexpr std::string_view article = R"(# 梨树冬季管理要点

冬天是梨树**休眠**的时候，也是**清园、修剪、施肥**的好时候。做好下面几件事，明年少打药、多结果：

1. 清园：把落叶、病枝、僵果全部收走烧掉；
2. 刮皮：老树刮去粗皮，刮到露白不伤木质；
3. 涂白：生石灰10斤、硫磺粉1斤、盐半斤、水40斤。

> 专家提醒：下雪前一定要涂完，地面以上一米都要涂到。

## 用药对照

| 病虫 | 什么时候防 | 用什么 |
| --- | --- | --- |
| 黑星病 | 花后一周 | 40%氟硅唑8000倍液 |
| 梨木虱 | 三月上旬 | 1.8%阿维菌素3000倍液 |

- 打药要戴口罩和手套
- 剩下的药水**不要倒进堰塘**

---

详情见[县农业局网站](https://example.invalid/)，![涂白示意图](a.jpg)有不懂的请问<b>代办员</b>。
)";

void draw_article(ui::Frame& frame) {
    open(frame, "农技指导 · 果树", "县农业局 · 11月20日", "farming");
    ui::begin_scroll(frame, "article");
    ui::markdown(frame, article);
    ui::end_scroll(frame);
}

void draw_charts(ui::Frame& frame) {
    open(frame, say(frame, "村务公开 · 财务", "Village affairs · finance"),
         say(frame, "松林镇滴水村", "Dishui"), "affairs");
    ui::begin_scroll(frame, "charts");
    ui::heading(frame, say(frame, "2018年各季度收支", "2018 by quarter"));
    const std::array<ui::ChartSeries, 2> series = {
        {{say(frame, "收入", "Income"), "farming"}, {say(frame, "支出", "Spending"), "affairs"}}};
    const std::array<std::array<ui::ChartBar, 2>, 4> bars = {{
        {{{86420.00, "86,420.00元"}, {52318.59, "52,318.59元"}}},
        {{{41000, "41,000.00元"}, {60250.5, "60,250.50元"}}},
        {{{132880, "132,880.00元"}, {48112, "48,112.00元"}}},
        {{{900, "900.00元"}, {0, "0.00元"}}},
    }};
    const std::array<ui::ChartGroup, 4> groups = {{
        {say(frame, "一季度", "First quarter"), bars[0]},
        {say(frame, "二季度", "Second quarter"), bars[1]},
        {say(frame, "三季度", "Third quarter"), bars[2]},
        {say(frame, "四季度", "Fourth quarter"), bars[3]},
    }};
    ui::bar_chart(frame, {say(frame, "收入最多的是三季度，132,880元；二季度花的比收的多。",
                              "Income was highest in the third quarter: 132,880 yuan."),
                          series, groups});
    ui::heading(frame, say(frame, "各季度末结余", "Balance"));
    const std::array<ui::ChartPoint, 4> points = {{
        {say(frame, "一季度", "Q1"), 160944.98, "16.1万"},
        {say(frame, "二季度", "Q2"), 141694.48, "14.2万"},
        {say(frame, "三季度", "Q3"), 226462.48, "22.6万"},
        {say(frame, "四季度", "Q4"), 227362.48, "22.7万"},
    }};
    ui::line_chart(frame, {say(frame, "结余从一季度的16.1万元涨到四季度的22.7万元。",
                               "The balance rose from 161,000 to 227,000 yuan."),
                           say(frame, "结余", "Balance"), points, "services"});
    ui::end_scroll(frame);
}

void draw_pictures(ui::Frame& frame) {
    open(frame, say(frame, "乡村旅游", "Travel"), say(frame, "松林镇滴水村", "Dishui"), "photos");
    ui::begin_scroll(frame, "pictures");
    ui::heading(frame, say(frame, "百年梨树", "Old pear trees"));
    ui::paragraph(frame, say(frame, "村西头有二十几棵百年老梨树，三月开花，九月摘梨。",
                             "Some twenty pear trees stand west of the village."));
    ui::picture(frame, {.name = "9x6",
                        .caption = say(frame, "村西的梨树和油菜田，2018年3月拍",
                                       "Pear trees and rape, March 2018"),
                        .opens = true,
                        .accent = "photos"});
    ui::picture(frame, {.name = "2x2", .caption = say(frame, "梨花", "A blossom")});
    ui::picture(frame, {.name = "coming", .caption = say(frame, "摘梨", "The harvest")});
    ui::picture(frame, {.name = "broken"});
    ui::end_scroll(frame);
}

void draw_viewer(ui::Frame& frame) {
    open(frame, say(frame, "村西的梨树和油菜田", "Pear trees and rape"),
         say(frame, "松林镇滴水村", "Dishui"), "photos");
    ui::image_viewer(frame, "viewer",
                     {.name = "9x6",
                      .caption = say(frame, "村西的梨树和油菜田", "Pear trees and rape"),
                      .accent = "photos"});
}

void draw_viewer_empty(ui::Frame& frame) {
    open(frame, say(frame, "摘梨", "The harvest"), say(frame, "松林镇滴水村", "Dishui"), "photos");
    ui::image_viewer(frame, "viewer-empty", {.name = "coming", .accent = "photos"});
}

void draw_receipt(ui::Frame& frame) {
    open(frame, say(frame, "办好了", "Done"),
         say(frame, "存在这台机器上了", "Saved on this machine"), "services");
    ui::begin_scroll(frame, "receipt");
    ui::begin_card(frame, "services");
    ui::big_number(frame,
                   say(frame, "您的凭条号码，请抄下来或者拍照", "Your number, please copy it"),
                   "7K4M 2Q9X 5", "services");
    ui::check_line(frame,
                   say(frame, "存在这台机器上了，联网后自动送到县里", "Saved, sent when online"),
                   ui::Tone::good);
    ui::end_card(frame);
    ui::key_value(frame, say(frame, "办的事", "Matter"), say(frame, "高龄津贴申请", "Allowance"));
    ui::key_value(frame, say(frame, "承诺办结", "Promised"),
                  say(frame, "7个工作日，12月2日以前", "7 working days, before 2 December"));
    ui::key_value(frame, say(frame, "受理单位的全称和联系电话", "Office in charge and telephone"),
                  say(frame, "广汉市松林镇便民服务中心 0838-5000000", "Songlin office"));
    ui::stepper(frame,
                {say(frame, "要几份纸质凭条", "Paper slips"), say(frame, "2份", "2"), true, false});
    ui::stepper(frame, {say(frame, "年", "Year"), say(frame, "1948年", "1948")});
    ui::qr_code(frame, "https://hall.example.invalid/r/7K4M2Q9X5",
                say(frame, "用手机扫一扫看进度", "Scan to follow"), 60);

    ui::paragraph(frame,
                  say(frame, "凭条丢了也不要紧，带身份证来，代办员能帮您查。",
                      "If you lose the slip, come with your identity card."),
                  ui::Tone::normal);
    ui::button(frame, {say(frame, "打印凭条", "Print the slip"), ui::ButtonStyle::primary});
    ui::end_scroll(frame);
}

void draw_dialog(ui::Frame& frame) {
    draw_form(frame);
    const std::array<ui::Button, 2> buttons = {
        {{say(frame, "继续使用", "Continue"), ui::ButtonStyle::primary},
         {say(frame, "不用了，结束", "No, finish"), ui::ButtonStyle::warn}}};
    ui::dialog(frame,
               {say(frame, "您还在吗？", "Are you still here?"),
                say(frame, "20秒以后，屏幕会回到首页，没存的内容会清掉，不会留给下一位看到。",
                    "In 20 seconds the screen returns to the start and what is not saved "
                    "is wiped, so that nobody else sees it."),
                buttons});
}

void draw_toast(ui::Frame& frame) {
    draw_list(frame);
    ui::toast(frame, say(frame, "存在这台机器上了", "Saved on this machine"));
}

void draw_long_title(ui::Frame& frame) {
    open(
        frame,
        "除从事剧毒、易制爆、汽油加油站、专用危化品仓储的企业外，危险化学品经营许可证核发（含变更、"
        "延期、注销、补证等各种情形，由县级应急管理部门负责受理并在承诺期限内办结）",
        "应急管理 · 承诺20个工作日办结", "services");
    ui::begin_scroll(frame, "long-title");
    ui::paragraph(frame, "带上营业执照和身份证。");
    ui::end_scroll(frame);
}

}  // namespace

std::span<const GalleryPage> gallery() {
    static constexpr GalleryPage pages[] = {
        {"home", draw_home},
        {"table", draw_table},
        {"wide_table", draw_wide_table},
        {"form", draw_form},
        {"date_decades", draw_date_decades},
        {"date_years", draw_date_years},
        {"date_months", draw_date_months},
        {"date_days", draw_date_days},
        {"date_lunar_days", draw_date_lunar_days},
        {"date_value", draw_date_value},
        {"places", draw_places},
        {"list", draw_list},
        {"letters", draw_letters},
        {"digits", draw_digits},
        {"decimal", draw_decimal},
        {"id_number", draw_id_number},
        {"handwriting", draw_handwriting},
        {"handwriting_read", draw_handwriting_read},
        {"no_handwriting", draw_no_handwriting},
        {"pinyin", draw_pinyin},
        {"pinyin_candidates", draw_pinyin_candidates},
        {"writing_letters", draw_writing_letters},
        {"article", draw_article},
        {"charts", draw_charts},
        {"pictures", draw_pictures},
        {"viewer", draw_viewer},
        {"viewer_empty", draw_viewer_empty},
        {"receipt", draw_receipt},
        {"dialog", draw_dialog},
        {"toast", draw_toast},
        {"long_title", draw_long_title},
    };
    return pages;
}

}  // namespace hall::kiosk
