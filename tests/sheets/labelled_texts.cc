#include "tests/sheets/labelled_texts.h"

#include <algorithm>
#include <random>
#include <string_view>

#include "sync/rules/id_number.h"
#include "sync/rules/privacy/personal_numbers.h"

namespace hall::test {

namespace {

constexpr std::string_view surnames[] = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴",   "徐",  "孙", "胡", "朱", "高",
    "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩",   "唐",  "冯", "于", "董", "萧",
    "程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕",   "苏",  "卢", "蒋", "蔡", "贾",
    "丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏",   "钟",  "汪", "田", "任", "姜",
    "范", "方", "石", "姚", "谭", "廖", "邹", "熊", "金", "陆",   "郝",  "孔", "白", "崔", "康",
    "毛", "邱", "秦", "江", "史", "顾", "侯", "邵", "孟", "龙",   "万",  "段", "钱", "汤", "尹",
    "黎", "易", "常", "武", "乔", "贺", "赖", "龚", "文", "欧阳", "司马"};
// Surnames that are also words are told by a word before them.
constexpr std::string_view rare_in_running_text[] = {"黄", "高", "马", "于", "程", "丁", "夏",
                                                     "田", "任", "方", "石", "金", "白", "毛",
                                                     "江", "龙", "万", "文", "唐"};
constexpr std::string_view given[] = {
    "福贵", "秀英", "建国", "大山", "小兰", "志强", "桂芳", "玉兰", "明",   "伟",   "芳",   "丽",
    "军",   "秀兰", "国庆", "春梅", "永红", "天佑", "子涵", "浩然", "雨桐", "德胜", "素芬", "光荣",
    "长林", "翠花", "兴旺", "清云", "正平", "淑珍", "洪",   "涛",   "静",   "勇"};
constexpr std::string_view illnesses[] = {
    "肝癌",       "尿毒症", "白血病", "糖尿病", "高血压",   "脑梗",   "肺结核", "冠心病",
    "精神分裂症", "癫痫",   "乙肝",   "肺癌",   "脑溢血",   "类风湿", "帕金森", "股骨头坏死",
    "肝硬化",     "心脏病", "抑郁症", "重病",   "恶性肿瘤", "慢阻肺"};
constexpr std::string_view disabilities[] = {
    "肢体残疾二级", "视力残疾一级", "精神残疾三级", "智力残疾", "听力残疾四级", "双目失明",
    "重度残疾",     "下肢残疾",     "言语残疾",     "聋哑",     "智力二级",     "肢体三级"};
constexpr std::string_view towns[] = {"松林镇", "连山镇", "三水镇", "金鱼镇", "高坪镇"};
constexpr std::string_view villages[] = {"滴水村", "上岑村", "大庙村",
                                         "白鹤村", "五里村", "桂红村"};

class LabelledMaker {
  public:
    explicit LabelledMaker(std::uint32_t seed) : random_(seed) {}

    std::vector<LabelledText> run(std::size_t rounds) {
        for (std::size_t i = 0; i < rounds; ++i) {
            numbers();
            homes();
            health();
            minors();
            look_alikes();
            public_lines();
        }
        return std::move(texts_);
    }

  private:
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

    template <typename List>
    std::string one_of(const List& list) {
        return std::string(
            list[static_cast<std::size_t>(below(static_cast<int>(std::size(list))))]);
    }

    std::string digits(int count) {
        std::string text;
        for (int i = 0; i < count; ++i) text.push_back(static_cast<char>('0' + below(10)));
        return text;
    }

    std::string name() { return one_of(surnames) + one_of(given); }
    // One that stands without a word before it.
    std::string plain_name() {
        for (;;) {
            std::string surname = one_of(surnames);
            const auto& rare = rare_in_running_text;
            if (std::find(std::begin(rare), std::end(rare), surname) == std::end(rare)) {
                return surname + one_of(given);
            }
        }
    }

    std::string two(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

    std::string id() {
        const std::string start = "5106" + two(1 + below(60)) + std::to_string(1935 + below(70)) +
                                  two(1 + below(12)) + two(1 + below(28)) + digits(3);
        return start + id_check_character(start);
    }
    std::string false_id() {
        std::string number = id();
        number.back() = number.back() == '1' ? '2' : '1';
        return number;
    }
    std::string card() {
        std::string start = (below(2) == 0 ? "621700" : "622848") + digits(12);
        for (char check = '0'; check <= '9'; ++check) {
            if (fits_luhn(start + check)) return start + check;
        }
        return start;
    }
    std::string phone() { return "1" + std::to_string(3 + below(7)) + digits(9); }
    std::string grouped(const std::string& number, std::initializer_list<std::size_t> lengths,
                        std::string_view mark) {
        std::string text;
        std::size_t at = 0;
        for (const std::size_t length : lengths) {
            if (at > 0) text += mark;
            text += number.substr(at, length);
            at += length;
        }
        return text + number.substr(std::min(at, number.size()));
    }
    std::string full_width(const std::string& number) {
        std::string text;
        for (const char c : number) {
            text += c == 'X' ? std::string("Ｘ")
                             : std::string("\xEF\xBC") + static_cast<char>('\x90' + (c - '0'));
        }
        return text;
    }
    std::string group() { return std::to_string(1 + below(12)) + "组"; }
    std::string village() { return one_of(towns) + one_of(villages); }

    void add(std::string text, std::set<PersonalKind> kinds) {
        texts_.push_back({std::move(text), std::move(kinds)});
    }

    void numbers() {
        using enum PersonalKind;
        add(name() + "，身份证号" + id() + "，" + group(), {id_number});
        add("备注：" + id(), {id_number});
        add(group() + " " + name() + " " + grouped(id(), {6, 8, 4}, " "), {id_number});
        add("证件" + grouped(id(), {3, 3, 4, 4, 4}, "-"), {id_number});
        add("领款人" + name() + grouped(id(), {4, 4, 4, 4, 2}, "　"), {id_number});
        add("（" + grouped(id(), {1, 5, 7}, " ") + "）", {id_number});
        add("公民身份号码：" + full_width(id()), {id_number});
        add("凭证号12，付" + name() + "（" + id() + "）误工费", {id_number});
        add("补贴打入" + card(), {bank_card});
        add("银行卡" + grouped(card(), {4, 4, 4, 4}, " "), {bank_card});
        add("账号：" + grouped(card(), {6}, " "), {bank_card});
        add("农商行" + full_width(card()) + name(), {bank_card});
        add("有事请打" + phone(), {mobile});
        add(name() + grouped(phone(), {3, 4}, "-"), {mobile});
        add(name() + " " + grouped(phone(), {3, 4}, " "), {mobile});
        add("联系电话：+86 " + phone(), {mobile});
        add("手机" + full_width(phone()), {mobile});
        add(name() + "，" + id() + "，" + phone(), {id_number, mobile});
    }

    void homes() {
        using enum PersonalKind;
        add("家庭住址：四川省广汉市" + village() + group() + std::to_string(1 + below(90)) + "号",
            {address});
        add(name() + "，家住" + village() + group(), {address});
        add("现住址：" + village() + "三组" + std::to_string(1 + below(50)) + "号", {address});
        add(name() + "，住广汉市雒城街道中山大道南二段" + std::to_string(1 + below(90)) +
                "号2栋3单元402",
            {address});
        add("户籍地址：四川省广汉市" + village() + group(), {address});
        add("租住在金雁小区" + std::to_string(1 + below(20)) + "栋2单元" +
                std::to_string(101 + below(500)) + "号",
            {address});
        add("户主" + name() + "住址" + village() + "八组", {address});
        add("发放对象" + name() + "，" + village() + group() + std::to_string(1 + below(90)) + "号",
            {address});
    }

    void health() {
        using enum PersonalKind;
        add("村民" + name() + "患" + one_of(illnesses) + "，救助2000元", {illness});
        add(plain_name() + "，因病住院，诊断为" + one_of(illnesses), {illness});
        add(group() + plain_name() + "因" + one_of(illnesses) + "申请临时救助", {illness});
        add(plain_name() + "（" + one_of(illnesses) + "，长期服药）", {illness});
        add("户主" + name() + "去年查出" + one_of(illnesses), {illness});
        add(std::to_string(1 + below(99)) + "." + plain_name() + "，" + one_of(illnesses),
            {illness});
        add("慰问" + name() + "，其身患" + one_of(illnesses), {illness});
        add("村民" + name() + "，" + one_of(disabilities), {disability});
        add(plain_name() + "系" + one_of(disabilities), {disability});
        add(group() + " " + plain_name() + " " + one_of(disabilities) + " 护理补贴80元",
            {disability});
        add("户主" + name() + "（" + one_of(disabilities) + "）", {disability});
    }

    void minors() {
        using enum PersonalKind;
        const std::string age = std::to_string(3 + below(14));
        add("孤儿" + name() + "，" + age + "岁", {minor});
        add(plain_name() + "，男，" + age + "岁，就读于滴水小学三年级", {minor});
        add("留守儿童" + name() + "由外婆照顾", {minor});
        add("小学生" + name() + "获助学金500元", {minor});
        add(plain_name() + "（2015年3月出生）", {minor});
        add("女童" + name() + "领取营养餐补助", {minor});
        add("资助" + name() + "（初中生）600元", {minor});
        add("未成年人" + name() + "由民政监护", {minor});
    }

    void look_alikes() {
        add("发票号码：" + digits(20), {});
        add("发票号码" + card() + "，买水泥", {});
        add("凭证号" + id(), {});
        add("凭证编号：" + false_id(), {});
        add("补贴编码5106811132050" + digits(5), {});
        add("项目代码2018-510681-" + digits(2) + "-03-" + digits(6), {});
        add("按GB 11643-1999编码，GB/T 2260-2007分区", {});
        add("统一社会信用代码91510681MA6" + digits(5) + "3F", {});
        add("合同编号" + digits(18), {});
        add(false_id(), {});
        add("收据号" + phone(), {});
        add("快递单号" + digits(13), {});
        add("流水号：" + card(), {});
        add("本月用电" + phone() + "元", {});
        add("拨付资金" + digits(6) + "." + digits(2) + "元", {});
        add("咨询电话：" + phone(), {});
        add("监督举报电话0838-55" + digits(5), {});
        add("服务热线12345、95598", {});
        add("身份证号5106********" + digits(4), {});
        add("一卡通**** **** **** " + digits(4), {});
        add("手机138****" + digits(4), {});
        add("2018-01-0" + std::to_string(1 + below(9)) + " 记-0" + digits(2) + " 付清淤人工费 " +
                digits(4) + ".50",
            {});
        add("不动产权证号：川（2018）广汉市不动产权第" + digits(7) + "号", {});
        add("农机出厂编号" + digits(17), {});
    }

    void public_lines() {
        add("会议地点：" + village() + "村委会", {});
        add("办公地址：松林镇政府街" + std::to_string(1 + below(90)) + "号", {});
        add(village() + group() + "堰渠清淤", {});
        add(group() + std::to_string(1 + below(9)) + "号机井维修", {});
        add("项目坐落：" + village() + group(), {});
        add("2018年" + std::to_string(1 + below(12)) + "月" + std::to_string(1 + below(28)) +
                "号开会",
            {});
        add("松林镇卫生院（文化路" + std::to_string(1 + below(60)) + "号）", {});
        add(one_of(illnesses) + "患者可以申请慢病卡", {});
        add("村民" + one_of(surnames) + "某患" + one_of(illnesses), {});
        add("户主" + one_of(surnames) + "*" + "贵患" + one_of(illnesses), {});
        add(one_of(surnames) + "医生讲" + one_of(illnesses) + "怎么防", {});
        add("县医院教授王建国主讲" + one_of(illnesses) + "防治", {});
        add("大病医疗保险筹资标准每人" + std::to_string(200 + below(200)) + "元", {});
        add("张三家的梨树得了黑星病", {});
        add("困难残疾人生活补贴和重度残疾人护理补贴发放名单", {});
        add(name() + "，" + group() + "，" + digits(3) + ".5" + "元", {});
        add("小学教师" + name() + "捐款200元", {});
        add("60岁以上老人和6岁以下儿童免费", {});
        add(name() + "，男，" + std::to_string(20 + below(60)) + "岁，" + group(), {});
        add("付滴水小学围墙维修费" + digits(4) + "元，经手人" + name(), {});
        add("组长" + name() + "，小学文化", {});
        add("低保对象" + name() + "，B类，" + std::to_string(200 + below(200)) + "元", {});
        add(name() + "户，" + std::to_string(1 + below(6)) + "人，因灾救助", {});
        add("大学三年级学生" + name() + "社会实践", {});
    }

    std::mt19937 random_;
    std::vector<LabelledText> texts_;
};

}  // namespace

std::vector<LabelledText> labelled_texts(std::uint32_t seed, std::size_t rounds) {
    return LabelledMaker(seed).run(rounds);
}

double PrivacyScore::recall() const {
    return static_cast<double>(right) / static_cast<double>(right + missed);
}

double PrivacyScore::precision() const {
    return static_cast<double>(right) / static_cast<double>(right + wrong);
}

PrivacyScore score_of(const std::vector<LabelledText>& texts, Date today) {
    PrivacyScore score;
    for (const LabelledText& each : texts) {
        std::set<PersonalKind> found;
        for (const PersonalDatum& datum : personal_data_in(each.text, {}, today)) {
            found.insert(datum.kind);
        }
        const auto tell = [&](std::string_view what, PersonalKind kind) {
            constexpr std::size_t examples_max = 40;
            if (score.examples.size() < examples_max) {
                score.examples.push_back(std::string(what) + " " + std::string(name_of(kind)) +
                                         ": " + each.text);
            }
        };
        for (const PersonalKind kind : each.kinds) {
            if (found.count(kind) != 0) {
                ++score.right;
            } else {
                ++score.missed;
                tell("missed", kind);
            }
        }
        for (const PersonalKind kind : found) {
            if (each.kinds.count(kind) != 0) continue;
            ++score.wrong;
            tell("wrong", kind);
        }
    }
    return score;
}

}  // namespace hall::test
