#include "sync/rules/privacy/minors.h"

#include <algorithm>
#include <optional>

#include "sync/core/number.h"
#include "sync/core/utf8.h"
#include "sync/rules/privacy/personal_names.h"
#include "sync/rules/privacy/word_set.h"

namespace hall {

namespace {

constexpr int age_of_majority = 18;

const WordSet& child_words() {
    static const WordSet set{
        "小学生",     "中学生",   "初中生",     "高中生",   "年级",     "就读于小学", "学龄前",
        "未成年",     "留守儿童", "孤儿",       "困境儿童", "无人抚养", "弃婴",       "女婴",
        "男婴",       "男童",     "女童",       "婴儿",     "婴幼儿",   "幼儿园小班", "幼儿园中班",
        "幼儿园大班", "上幼儿园", "读小学",     "上小学",   "读初中",   "上初中",     "读高中",
        "上高中",     "读幼儿园", "小学在读",   "初中在读", "高中在读", "就读小学",   "小学就读",
        "中学就读",   "新生儿",   "未满18周岁", "未满十八", "不满18",   "小朋友",     "学前班",
        "初一学生",   "初二学生", "初三学生",   "高一学生", "高二学生", "儿童",       "幼儿",
        "少年",       "在校小学", "在校初中"};
    return set;
}

// Words in which a child's word means something else.
bool means_other(std::string_view text, const WordSet::Hit& hit) {
    static const WordSet others{"教师", "老师", "校长", "家长", "活动", "之家", "乐园", "医院",
                                "疫苗", "服装", "读物", "用品", "主任", "保险", "福利", "医保",
                                "参保", "节",   "以上", "补贴", "补助", "营养", "体检", "组长",
                                "教育", "游乐", "专干", "督导", "关爱", "保护", "宫",   "工作",
                                "安全", "防",   "、",   "玩"};
    const std::string_view after = text.substr(hit.begin + hit.size);
    if (others.at_start_of(after).size > 0) return true;
    constexpr std::size_t near_bytes = 60;
    const std::size_t from = hit.begin > near_bytes ? hit.begin - near_bytes : 0;
    const std::string_view before = text.substr(from, hit.begin - from);
    // "大学三年级", "研究生二年级".
    const bool grown = text.substr(hit.begin, hit.size) == "年级" &&
                       (before.find("大学") != std::string_view::npos ||
                        before.find("学院") != std::string_view::npos ||
                        before.find("研究生") != std::string_view::npos);
    return grown;
}

std::optional<int> chinese_number(std::string_view text) {
    constexpr std::u32string_view figures = U"〇一二三四五六七八九";
    int value = 0;
    int figure = -1;
    if (text.empty()) return std::nullopt;
    while (!text.empty()) {
        const char32_t c = next_character(text);
        const std::size_t at = figures.find(c == U'两' ? U'二' : c);
        if (at != std::u32string_view::npos) {
            figure = static_cast<int>(at);
        } else if (c == U'十') {
            value += (figure < 0 ? 1 : figure) * 10;
            figure = 0;
        } else {
            return std::nullopt;
        }
    }
    return value + std::max(figure, 0);
}

// The number that ends at `end`, in figures of either kind, and where it begins.
std::optional<int> number_ending_at(std::string_view text, std::size_t end, std::size_t& begin) {
    begin = end;
    while (begin > 0 && text[begin - 1] >= '0' && text[begin - 1] <= '9') --begin;
    if (begin < end) return parse_number<int>(text.substr(begin, end - begin));
    constexpr std::string_view figures = "〇一二三四五六七八九十两";
    while (begin >= 3 && figures.find(text.substr(begin - 3, 3)) != std::string_view::npos)
        begin -= 3;
    return chinese_number(text.substr(begin, end - begin));
}

// "8岁", "十三周岁"; not "60岁以上", "满18岁", "6岁以下".
std::string_view child_age_in(std::string_view text) {
    static const WordSet ages{"岁", "周岁", "个月大"};
    for (auto hit = ages.find(text); hit; hit = ages.find(text, hit->begin + hit->size)) {
        std::size_t begin = 0;
        const auto age = number_ending_at(text, hit->begin, begin);
        if (!age) continue;
        const bool months = ages.word(hit->word) == "个月大";
        if (!months && *age >= age_of_majority) continue;
        const std::string_view after = text.substr(hit->begin + hit->size);
        if (after.starts_with("以") || after.starts_with("及以") || after.starts_with("至") ||
            after.starts_with("-") || after.starts_with("~") || after.starts_with("～") ||
            after.starts_with("时")) {
            continue;
        }
        return text.substr(begin, hit->begin + hit->size - begin);
    }
    return {};
}

// "2015年3月出生", "生于2012年".
std::string_view child_birth_in(std::string_view text, Date today) {
    static const WordSet births{"出生", "生于", "年生", "月生", "日生"};
    const auto birth = births.find(text);
    if (!birth) return {};
    for (std::size_t at = text.find("20"); at != std::string_view::npos;
         at = text.find("20", at + 1)) {
        const auto year = parse_number<int>(text.substr(at, 4));
        if (!year || *year < today.year - age_of_majority + 1 || *year > today.year) continue;
        if (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') continue;
        const std::size_t distance = at > birth->begin ? at - birth->begin : birth->begin - at;
        constexpr std::size_t near_bytes = 30;
        if (distance <= near_bytes) return text.substr(at, 4);
    }
    return {};
}

// Between a name and what is said of it stands somebody else: "周福贵的孙女8岁".
bool speaks_of_another(std::string_view between) {
    static const WordSet others{"孩子", "小孩", "孙",   "子女", "儿子", "女儿",
                                "的娃", "弟弟", "妹妹", "儿童", "学生"};
    return others.has_one_in(between);
}

}  // namespace

std::string_view minor_told_in(std::string_view text, Date today) {
    for (auto hit = child_words().find(text); hit;
         hit = child_words().find(text, hit->begin + hit->size)) {
        if (!means_other(text, *hit)) return text.substr(hit->begin, hit->size);
    }
    const std::string_view age = child_age_in(text);
    return age.empty() ? child_birth_in(text, today) : age;
}

std::vector<std::string> minors_in(std::string_view sentence, Date today) {
    const std::string_view told = minor_told_in(sentence, today);
    if (told.empty()) return {};
    const auto at = static_cast<std::size_t>(told.data() - sentence.data());
    std::vector<std::string> minors;
    for (const FoundName& name : names_in(sentence)) {
        const bool before = name.end <= at;
        const std::string_view between = before ? sentence.substr(name.end, at - name.end)
                                                : sentence.substr(at, name.begin - at);
        constexpr std::size_t before_bytes = 45;
        constexpr std::size_t behind_bytes = 36;
        if (between.size() > (before ? before_bytes : behind_bytes)) continue;
        if (before && speaks_of_another(between)) continue;
        // "小学生家长周福贵": the grown-up is told by the word before.
        static const WordSet grown{"家长", "父亲", "母亲", "监护人", "奶奶",
                                   "爷爷", "外婆", "外公", "老师",   "教师",
                                   "校长", "户主", "代领", "领款人", "抚养人"};
        const std::string_view just_before = sentence.substr(name.begin < 18 ? 0 : name.begin - 18,
                                                             std::min<std::size_t>(name.begin, 18));
        const auto role = grown.find_last(just_before);
        if (role && role->begin + role->size + 6 >= just_before.size()) continue;
        minors.emplace_back(sentence.substr(name.begin, name.end - name.begin));
    }
    return minors;
}

bool is_minor_age(std::string_view cell) {
    if (cell.ends_with("周岁")) cell.remove_suffix(6);
    if (cell.ends_with("岁")) cell.remove_suffix(3);
    const auto age = parse_number<int>(cell);
    return age && *age >= 0 && *age < age_of_majority;
}

bool is_minor_birth(std::string_view cell, Date today) {
    if (cell.size() < 4) return false;
    const auto year = parse_number<int>(cell.substr(0, 4));
    if (!year || *year < 1900 || *year > today.year) return false;
    std::string_view rest = cell.substr(4);
    int month = 12;
    std::size_t digit = 0;
    while (digit < rest.size() && (rest[digit] < '0' || rest[digit] > '9')) ++digit;
    std::size_t end = digit;
    while (end < rest.size() && end - digit < 2 && rest[end] >= '0' && rest[end] <= '9') ++end;
    if (const auto found = parse_number<int>(rest.substr(digit, end - digit))) month = *found;
    return today.year * 12 + today.month - (*year * 12 + month) < age_of_majority * 12;
}

}  // namespace hall
