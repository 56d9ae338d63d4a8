#include "sync/rules/privacy/home_address.h"

#include <algorithm>
#include <optional>

#include "sync/core/utf8.h"
#include "sync/rules/privacy/word_set.h"

namespace hall {

namespace {

// Behind these somebody's home follows.
const WordSet& home_words() {
    static const WordSet set{"家庭住址", "家庭地址", "住址",       "家住",       "现住址",
                             "现住",     "户籍地址", "户籍地",     "户籍所在地", "居住地址",
                             "居住地",   "居住在",   "住在",       "常住",       "暂住",
                             "租住",     "现居",     "居住",       "户口所在地", "家在",
                             "住所地",   "住宅地址", "家庭所在地", "通信地址",   "通讯地址",
                             "收货地址", "搬到",     "搬至",       "住于",       "住"};
    return set;
}

// Where these stand nobody lives.
const WordSet& site_words() {
    static const WordSet set{
        "办公",   "地点",   "会议",   "政府",   "村委",   "居委",     "服务中心", "卫生",
        "医院",   "诊所",   "学校",   "小学",   "中学",   "幼儿园",   "公司",     "合作社",
        "信用社", "银行",   "邮局",   "派出所", "司法所", "法院",     "检察院",   "便民",
        "大厅",   "门市",   "商店",   "超市",   "仓库",   "工地",     "项目",     "工程",
        "窗口",   "营业",   "网点",   "维修点", "坐落",   "座落",     "位于",     "地块",
        "四至",   "建设",   "机井",   "提灌",   "公示栏", "厂房",     "加工厂",   "养殖场",
        "报名处", "办事处", "供销社", "农资",   "集合",   "接种点",   "投票站",   "活动室",
        "阵地",   "市场",   "饭店",   "酒店",   "药店",   "管理局",   "民政局",   "社保局",
        "残联",   "路灯",   "安装在", "施工",   "铺设",   "单位地址", "联系地址", "收件地址",
        "邮寄",   "受理点", "代办点", "敬老院", "门卫",   "广场",     "文化站",   "快递点",
        "驿站"};
    return set;
}

bool is_numeral(char32_t c) {
    constexpr std::u32string_view figures = U"〇零一二三四五六七八九十百附-";
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19) ||
           figures.find(c) != std::u32string_view::npos;
}

char32_t character_before(std::string_view text, std::size_t at, std::size_t& begin) {
    begin = at;
    if (at == 0) return 0;
    do {
        --begin;
    } while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80);
    std::string_view character = text.substr(begin, at - begin);
    return next_character(character);
}

// Where the numerals that end at `end` begin.
std::size_t numerals_before(std::string_view text, std::size_t end) {
    std::size_t at = end;
    for (;;) {
        std::size_t begin = 0;
        const char32_t c = character_before(text, at, begin);
        if (c == 0 || !is_numeral(c)) return at;
        at = begin;
    }
}

// Back over all that belongs to an address: Han characters and numerals.
std::size_t address_start(std::string_view text, std::size_t end) {
    constexpr std::size_t bytes_max = 120;
    std::size_t at = end;
    while (end - at < bytes_max) {
        std::size_t begin = 0;
        const char32_t c = character_before(text, at, begin);
        if (c == 0 || !(is_han(c) || is_numeral(c) || c == ' ')) break;
        at = begin;
    }
    while (at < end && text[at] == ' ') ++at;
    return at;
}

// What a house number stands in: a group, a street, an estate.
bool ends_in_lane(std::string_view before) {
    static const WordSet lanes{"组", "社", "队", "路", "街", "巷", "道", "段", "村",   "弄",
                               "里", "院", "区", "苑", "庄", "湾", "坝", "沟", "胡同", "城",
                               "园", "坊", "楼", "寨", "屯", "坪", "坡", "岭", "塆",   "垭"};
    std::size_t begin = 0;
    if (character_before(before, before.size(), begin) == 0) return false;
    return lanes.at_start_of(before.substr(begin)).size > 0 || before.ends_with("胡同");
}

// "3号机井" and "2号公告" are numbers of other things.
bool is_number_of_thing(std::string_view after) {
    static const WordSet things{"机",   "井",   "提",   "泵", "站", "堰",   "塘", "桥", "渠",
                                "变",   "线",   "台",   "地", "田", "棚",   "库", "池", "闸",
                                "涵",   "车",   "公告", "文", "令", "通知", "图", "桩", "标",
                                "合同", "宗",   "摊",   "铺", "沟", "坝",   "山", "林", "坑",
                                "点",   "路灯", "灯",   "杆", "柜", "箱",   "至"};
    return things.at_start_of(after).size > 0;
}

// Ends behind a house number or a flat: the last byte of the address; nothing if it is none.
std::optional<std::size_t> end_of_house(std::string_view text, const WordSet::Hit& mark,
                                        std::string_view word) {
    const std::size_t digits = numerals_before(text, mark.begin);
    if (digits == mark.begin) return std::nullopt;
    const std::size_t end = mark.begin + mark.size;
    if (word == "号" || word == "號") {
        if (is_number_of_thing(text.substr(end))) return std::nullopt;
        return ends_in_lane(text.substr(0, digits)) ? std::optional(end) : std::nullopt;
    }
    // "402室": a room has two figures at least; ventricles and classes have one.
    const std::string_view figures = text.substr(digits, mark.begin - digits);
    if (word == "室" && (figures.size() < 2 || figures[0] < '0' || figures[0] > '9')) {
        return std::nullopt;
    }
    // "3单元402", "2栋5楼": a flat needs no street.
    std::size_t last = end;
    std::string_view rest = text.substr(end);
    while (!rest.empty()) {
        std::string_view after = rest;
        const char32_t c = next_character(after);
        if (!is_numeral(c) && c != U'室' && c != U'号' && c != U'楼') break;
        last = text.size() - after.size();
        rest = after;
    }
    return last;
}

// What says whose place it is: the part of the sentence before it, and the word behind.
bool is_site(std::string_view sentence, std::size_t begin, std::size_t end) {
    std::string_view before = sentence.substr(0, begin);
    constexpr std::size_t about_bytes = 36;
    if (before.size() > about_bytes) before = before.substr(before.size() - about_bytes);
    std::string_view after = sentence.substr(end);
    if (after.size() > about_bytes / 2) after = after.substr(0, about_bytes / 2);
    return site_words().has_one_in(before) || site_words().has_one_in(after) ||
           site_words().has_one_in(sentence.substr(begin, end - begin));
}

// Levels of an address in a run of Han characters: 市, 镇, 村, 组 …
std::size_t levels_in(std::string_view run) {
    std::size_t levels = 0;
    std::size_t since = 0;  // characters since the last level
    while (!run.empty()) {
        const char32_t c = next_character(run);
        const bool level =
            std::u32string_view(U"省市县区镇乡村社组队路街巷").find(c) != std::u32string_view::npos;
        if (level && since >= 1) {
            ++levels;
            since = 0;
        } else {
            ++since;
        }
    }
    return levels;
}

// Behind a home's word: a run of characters with two levels at least ("滴水村三组").
std::optional<FoundAddress> home_after(std::string_view sentence, std::size_t from) {
    std::size_t begin = from;
    while (begin < sentence.size()) {
        std::string_view rest = sentence.substr(begin);
        const char32_t c = next_character(rest);
        if (c != ':' && c != U'：' && c != ' ' && c != U'　' && c != U'在' && c != U'为' &&
            c != U'是' && c != U'于') {
            break;
        }
        begin = sentence.size() - rest.size();
    }
    std::size_t end = begin;
    constexpr std::size_t bytes_max = 150;
    while (end < sentence.size() && end - begin < bytes_max) {
        std::string_view rest = sentence.substr(end);
        const char32_t c = next_character(rest);
        if (!is_han(c) && !is_numeral(c)) break;
        end = sentence.size() - rest.size();
    }
    const std::string_view run = sentence.substr(begin, end - begin);
    // Of whom, not where: "住滴水村三组的村民".
    static const WordSet people{"的村民", "的群众", "村民", "居民", "群众", "人员", "农户"};
    if (levels_in(run) < 2 || character_count(run) < 5 || people.has_one_in(run))
        return std::nullopt;
    return FoundAddress{begin, end};
}

}  // namespace

std::vector<FoundAddress> home_addresses_in(std::string_view sentence, bool of_person) {
    static const WordSet marks{"号", "號", "单元", "栋", "幢", "室"};
    std::vector<FoundAddress> found;
    const auto add = [&](FoundAddress address) {
        if (!found.empty() && address.begin < found.back().end) {
            found.back().end = std::max(found.back().end, address.end);
            return;
        }
        found.push_back(address);
    };
    const auto home = home_words().find(sentence);
    for (auto mark = marks.find(sentence); mark; mark = marks.find(sentence, mark->begin + 1)) {
        const auto end = end_of_house(sentence, *mark, marks.word(mark->word));
        if (!end) continue;
        const std::size_t begin = address_start(sentence, *end);
        const bool told = of_person || (home && home->begin <= *end);
        const bool flat_alone =
            marks.word(mark->word) == "室" && numerals_before(sentence, mark->begin) == begin;
        if (!told && (flat_alone || is_site(sentence, begin, *end))) continue;
        add({begin, *end});
    }
    if (!found.empty()) return found;
    if (of_person) {
        if (const auto address = home_after(sentence, 0)) add(*address);
        return found;
    }
    for (auto word = home ? home : std::nullopt; word;
         word = home_words().find(sentence, word->begin + word->size)) {
        // "住" alone begins too many other words.
        if (home_words().word(word->word) == "住" &&
            levels_in(sentence.substr(word->begin, 120)) < 3) {
            continue;
        }
        if (const auto address = home_after(sentence, word->begin + word->size)) {
            if (!site_words().has_one_in(
                    sentence.substr(address->begin, address->end - address->begin))) {
                add(*address);
            }
        }
    }
    return found;
}

std::string masked_address(std::string_view address) {
    std::size_t kept = 0;
    for (const std::string_view level : {"村", "社区", "镇", "乡", "街道", "路", "街"}) {
        const std::size_t at = address.find(level);
        if (at == std::string_view::npos) continue;
        kept = at + level.size();
        break;
    }
    return std::string(address.substr(0, kept)) + "***";
}

bool is_home_label(std::string_view label) {
    static const WordSet homes{"住址", "家庭地址", "居住地", "户籍地",  "户口所在地",
                               "现住", "住所",     "地址",   "通信地址"};
    static const WordSet offices{"单位", "企业", "公司", "办公", "机构", "网点", "项目"};
    return homes.has_one_in(label) && !offices.has_one_in(label);
}

bool is_site_label(std::string_view label) {
    static const WordSet sites{"坐落",   "座落", "四至", "位置", "地点", "地块",
                               "所在地", "项目", "建设", "工程", "内容", "范围",
                               "资产",   "资源", "单位", "机构", "事由"};
    return sites.has_one_in(label) && label.find("户口") == std::string_view::npos &&
           label.find("户籍") == std::string_view::npos;
}

}  // namespace hall
