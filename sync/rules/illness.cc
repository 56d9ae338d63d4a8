#include "sync/rules/illness.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "sync/core/utf8.h"

namespace hall {

namespace {

// Crops, pigs and fish fall ill, too; these words are said of people.
constexpr std::string_view illnesses[] = {
    "尿毒症",   "白血病",     "肝硬化",   "乙肝",     "丙肝",     "艾滋",     "HIV",
    "梅毒",     "淋病",       "精神病",   "精神分裂", "抑郁症",   "精神障碍", "精神残疾",
    "智力残疾", "智力障碍",   "癫痫",     "羊癫疯",   "痴呆",     "老年痴呆", "帕金森",
    "糖尿病",   "高血压",     "冠心病",   "心脏病",   "心梗",     "心肌梗",   "脑梗",
    "脑溢血",   "脑出血",     "中风",     "偏瘫",     "瘫痪",     "肾衰",     "肾病",
    "透析",     "化疗",       "放疗",     "肺结核",   "结核病",   "尘肺",     "哮喘",
    "癌",       "恶性肿瘤",   "肿瘤",     "重大疾病", "大病",     "重病",     "绝症",
    "骨折",     "截肢",       "流产",     "不孕",     "堕胎",     "类风湿",   "红斑狼疮",
    "血友病",   "地中海贫血", "唐氏",     "自闭症",   "肢体残疾", "视力残疾", "听力残疾",
    "一级残疾", "二级残疾",   "三级残疾", "四级残疾", "残疾一级", "残疾二级", "重度残疾"};

// What is said of one who is ill. Without such a word a name beside an illness may be the
// doctor's.
constexpr std::string_view suffering[] = {"患",   "因病", "确诊", "得了", "查出", "病故",
                                          "病重", "病情", "住院", "手术", "晚期", "长期服药",
                                          "卧床", "残疾", "治病", "看病", "诊断", "去世"};

// Words after which a name follows, whatever its surname.
constexpr std::string_view before_names[] = {
    "村民",   "户主", "患者", "病人",   "申请人", "低保户", "五保户", "贫困户", "脱贫户",
    "监测户", "社员", "组民", "姓名：", "姓名:",  "姓名",   "老人",   "受益人", "救助对象",
    "特困户", "妻子", "丈夫", "儿子",   "女儿",   "父亲",   "母亲",   "居民",   "党员"};

// The surnames of nine in ten; of each the ones that are also common words stand in the
// second list, and count only behind a word of the list above.
constexpr std::string_view surnames =
    "王李张刘陈杨赵吴周徐孙朱胡郭何罗郑梁谢宋许韩冯邓曹彭曾肖萧蒋蔡潘袁董吕魏苏杜姚卢傅钟崔谭"
    "廖范汪贾韦邱侯邹熊孟秦薛闫郝尹龚邵赖顾汤殷葛乔易谷庞樊兰施陶洪翟安颜倪严芦牟卞覃甘焦缪"
    "沈史段贺黎钱武戴莫孔向常康聂詹关费纪尚欧路祝柴岳齐庄辛管左涂阎耿梅童柯盛林叶余";
constexpr std::string_view surnames_also_words =
    "高黄白马江金时水花田毛牛万于和全任单应乐平温方成石雷龙程夏文丁唐古车阳包伍章危简米丰卓华";
constexpr std::string_view double_surnames[] = {"欧阳", "上官", "司马", "诸葛", "司徒", "皇甫"};

// Characters that are in no given name, and titles that hide one.
constexpr std::string_view not_in_names =
    "某多人的了是和与及在因患被将就都也从到得确查住病时种何有不可以个为上下其这那，。、";
constexpr std::string_view titles[] = {"先生", "女士", "大爷", "大妈", "大娘", "奶奶", "爷爷",
                                       "医生", "大夫", "主任", "书记", "支书", "老师", "教授",
                                       "同学", "阿姨", "院长", "专家", "所长", "镇长", "村长"};

std::vector<std::string> characters_of(std::string_view text) {
    std::vector<std::string> characters;
    while (!text.empty()) {
        std::string_view after = text;
        next_character(after);
        characters.emplace_back(text.substr(0, text.size() - after.size()));
        text = after;
    }
    return characters;
}

bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

template <typename List>
bool has_any(std::string_view text, const List& parts) {
    return std::any_of(std::begin(parts), std::end(parts),
                       [&](std::string_view part) { return has(text, part); });
}

bool is_han_text(std::string_view text) {
    while (!text.empty()) {
        if (!is_han(next_character(text))) return false;
    }
    return true;
}

// How many characters the surname takes at the front: 0, 1 or 2.
std::size_t surname_length(const std::vector<std::string>& characters, std::size_t at, bool told) {
    if (at + 1 < characters.size()) {
        const std::string two = characters[at] + characters[at + 1];
        if (std::find(std::begin(double_surnames), std::end(double_surnames), two) !=
            std::end(double_surnames)) {
            return 2;
        }
    }
    if (characters[at].size() < 3) return 0;
    if (has(surnames, characters[at])) return 1;
    return told && has(surnames_also_words, characters[at]) ? 1 : 0;
}

bool is_given_name(const std::vector<std::string>& characters, std::size_t at, std::size_t count) {
    std::string given;
    for (std::size_t i = at; i < at + count; ++i) {
        if (i >= characters.size()) return false;
        given += characters[i];
        if (has(not_in_names, characters[i])) return false;
    }
    return is_han_text(given) && !has_any(given, titles);
}

bool ends_in_any(std::string_view text, const std::string_view* begin,
                 const std::string_view* end) {
    return std::any_of(begin, end, [&](std::string_view part) { return text.ends_with(part); });
}

// A name ends where a mark, a blank, a digit or a word about the person stands.
bool ends_name(std::string_view after) {
    constexpr std::string_view words[] = {
        "患", "因",   "确诊", "得了", "查出", "身患", "住院", "男", "女", "身份", "家",
        "的", "同志", "现年", "长期", "卧床", "病",   "系",   "于", "，", "、",   "：",
        "（", "　",   "）",   "自",   "已",   "不幸", "突发", "经", "被", "残疾"};
    if (after.empty() || static_cast<unsigned char>(after[0]) < 0x80) return true;
    return illness_in(after.substr(0, 18)).data() == after.data() ||
           std::any_of(std::begin(words), std::end(words),
                       [&](std::string_view word) { return after.starts_with(word); });
}

// A name begins at the start, behind a mark, a blank or a digit, or behind a word that
// announces it.
bool begins_name(std::string_view before) {
    constexpr std::string_view marks[] = {"，", "、", "：", "（", "“",
                                          "　", "；", "组", "村", "户"};
    if (before.empty() || static_cast<unsigned char>(before.back()) < 0x80) return true;
    return ends_in_any(before, std::begin(marks), std::end(marks));
}

std::string joined(const std::vector<std::string>& characters, std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < std::min(to, characters.size()); ++i) text += characters[i];
    return text;
}

// The name that begins at `at`; nothing if none does.
std::optional<std::string> name_at(const std::vector<std::string>& characters, std::size_t at) {
    const std::string before = joined(characters, at < 6 ? 0 : at - 6, at);
    const bool told = ends_in_any(before, std::begin(before_names), std::end(before_names));
    if (!told && !begins_name(before)) return std::nullopt;
    const std::size_t surname = surname_length(characters, at, told);
    if (surname == 0) return std::nullopt;
    for (const std::size_t given : {std::size_t{2}, std::size_t{1}}) {
        const std::size_t end = at + surname + given;
        if (!is_given_name(characters, at + surname, given)) continue;
        if (ends_name(joined(characters, end, end + 8))) return joined(characters, at, end);
    }
    return std::nullopt;
}

}  // namespace

std::string_view illness_in(std::string_view text) {
    std::size_t first = std::string_view::npos;
    std::size_t size = 0;
    for (const std::string_view illness : illnesses) {
        const std::size_t at = text.find(illness);
        if (at == std::string_view::npos || at > first) continue;
        if (at < first || illness.size() > size) size = illness.size();
        first = at;
    }
    return first == std::string_view::npos ? std::string_view() : text.substr(first, size);
}

bool is_plain_name(std::string_view text) {
    const std::vector<std::string> characters = characters_of(text);
    if (characters.size() < 2 || characters.size() > 4) return false;
    const std::size_t surname = surname_length(characters, 0, true);
    const std::size_t given = characters.size() - surname;
    return surname > 0 && given >= 1 && given <= 2 && is_given_name(characters, surname, given);
}

std::optional<std::string> ill_person_in(std::string_view sentence) {
    const std::string_view illness = illness_in(sentence);
    if (illness.empty()) return std::nullopt;
    const bool suffers = has_any(sentence, suffering);
    const std::vector<std::string> characters = characters_of(sentence);
    for (std::size_t at = 0; at < characters.size(); ++at) {
        const std::optional<std::string> name = name_at(characters, at);
        if (!name) continue;
        // Without a word of suffering only an illness right beside the name counts.
        const std::string near = joined(characters, at, at + 12);
        if (suffers || !illness_in(near).empty()) return name;
    }
    return std::nullopt;
}

std::string masked_name(std::string_view name) {
    const std::vector<std::string> characters = characters_of(name);
    const std::size_t surname = surname_length(characters, 0, true);
    std::string masked = joined(characters, 0, std::max<std::size_t>(surname, 1)) + "*";
    if (characters.size() > surname + 1) masked += characters.back();
    return masked;
}

}  // namespace hall
