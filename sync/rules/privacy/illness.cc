#include "sync/rules/privacy/illness.h"

#include <algorithm>

#include "sync/core/utf8.h"
#include "sync/rules/privacy/personal_names.h"
#include "sync/rules/privacy/word_set.h"

namespace hall {

namespace {

// Crops, pigs and fish fall ill, too; these words are said of people.
const WordSet& illnesses() {
    static const WordSet set{
        "尿毒症",       "白血病",     "肝硬化",       "乙肝",       "丙肝",       "艾滋",
        "HIV",          "梅毒",       "淋病",         "精神病",     "精神分裂",   "抑郁症",
        "癫痫",         "羊癫疯",     "痴呆",         "老年痴呆",   "帕金森",     "糖尿病",
        "高血压",       "冠心病",     "心脏病",       "心梗",       "心肌梗",     "脑梗",
        "脑溢血",       "脑出血",     "中风",         "偏瘫",       "肾衰",       "肾病",
        "透析",         "化疗",       "放疗",         "肺结核",     "结核病",     "尘肺",
        "哮喘",         "癌",         "恶性肿瘤",     "肿瘤",       "重大疾病",   "大病",
        "重病",         "绝症",       "骨折",         "流产",       "不孕",       "堕胎",
        "类风湿",       "红斑狼疮",   "血友病",       "地中海贫血", "自闭症",     "脑瘫",
        "脑膜炎",       "肝炎",       "肝腹水",       "甲亢",       "甲状腺结节", "痛风",
        "心力衰竭",     "心衰",       "慢阻肺",       "肺气肿",     "肺心病",     "肺炎",
        "支气管炎",     "胃溃疡",     "胃穿孔",       "胰腺炎",     "肾结石",     "肾炎",
        "胆结石",       "阑尾炎",     "腰椎间盘突出", "腰间盘突出", "股骨头坏死", "强直性脊柱炎",
        "关节炎",       "重症肌无力", "渐冻症",       "淋巴瘤",     "脑瘤",       "子宫肌瘤",
        "白内障",       "青光眼",     "躁狂症",       "焦虑症",     "精神障碍",   "精神失常",
        "戒毒",         "吸毒",       "麻风",         "肺病",       "尿失禁",     "再生障碍性贫血",
        "先天性心脏病", "先心病",     "唐氏综合征",   "唐氏",       "阿尔茨海默", "植物人",
        "新冠",         "乳腺增生",   "前列腺",       "器官移植",   "肾移植",     "换肾",
        "搭桥手术",     "心脏支架",   "脑血栓",       "血栓",       "高血脂",     "烧伤",
        "烫伤",         "瘫痪"};
    return set;
}

// Names of help that have an illness's word in them.
const WordSet& words_of_help() {
    static const WordSet set{"保险", "救助", "医保", "医疗", "统筹", "补助", "慈善", "报销",
                             "互助", "补充", "救济", "筛查", "防治", "预防", "讲座", "门诊",
                             "专病", "补偿", "待遇", "政策", "基金", "疫苗"};
    return set;
}

const WordSet& disabilities() {
    static const WordSet set{
        "精神残疾", "智力残疾",   "智力障碍", "肢体残疾", "视力残疾", "听力残疾", "言语残疾",
        "多重残疾", "语言残疾",   "一级残疾", "二级残疾", "三级残疾", "四级残疾", "残疾一级",
        "残疾二级", "残疾三级",   "残疾四级", "重度残疾", "轻度残疾", "中度残疾", "身体残疾",
        "肢残",     "智残",       "截肢",     "聋哑",     "失明",     "失聪",     "智障",
        "弱智",     "高位截瘫",   "截瘫",     "侏儒",     "残疾",     "肢体一级", "肢体二级",
        "肢体三级", "肢体四级",   "视力一级", "视力二级", "视力三级", "视力四级", "听力一级",
        "听力二级", "听力三级",   "听力四级", "智力一级", "智力二级", "智力三级", "智力四级",
        "精神一级", "精神二级",   "精神三级", "精神四级", "言语一级", "言语二级", "言语三级",
        "言语四级", "多重一级",   "多重二级", "多重三级", "多重四级", "盲人",     "双目",
        "跛脚",     "残疾等级为", "残疾证",   "持证残疾", "持残疾",   "双腿残疾", "下肢残疾",
        "上肢残疾", "左腿残疾",   "右腿残疾"};
    return set;
}

// What is said of one who is ill. Without such a word a name beside an illness may be the
// doctor's.
const WordSet& suffering() {
    static const WordSet set{"患",   "因病", "确诊", "得了",     "查出", "病故", "病重", "病情",
                             "住院", "手术", "晚期", "长期服药", "卧床", "残疾", "治病", "看病",
                             "诊断", "去世", "突发", "罹患",     "感染", "服药", "治疗"};
    return set;
}

std::string_view word_told(const WordSet& words, std::string_view text, bool help_excluded) {
    for (auto hit = words.find(text); hit; hit = words.find(text, hit->begin + hit->size)) {
        const std::string_view after = text.substr(hit->begin + hit->size);
        if (help_excluded && words_of_help().at_start_of(after).size > 0) continue;
        // "残疾人证补办" and "盲人按摩" are no one's.
        if (after.starts_with("按摩") || after.starts_with("补办")) continue;
        // "重度残疾人家庭" is a group of people.
        static const WordSet groups{
            "人家庭",   "人护理",   "人生活",   "人补贴", "人两项", "人名单", "人证",
            "人员名单", "人的家庭", "人无障碍", "人照料", "人康复", "人、",   "人和",
            "儿童",     "人等",     "人群",     "学生",   "人可",   "人每",   "人给"};
        static const WordSet of_all{"人",   "补贴", "等级", "评定", "联合会", "军人",
                                    "鉴定", "事业", "就业", "证明", "预防",   "康复",
                                    "辅具", "两项", "类别", "级别", "程度",   "辅助"};
        const std::string_view word = text.substr(hit->begin, hit->size);
        if (word == "残疾" && of_all.at_start_of(after).size > 0) continue;
        if (groups.at_start_of(after).size > 0) continue;
        return text.substr(hit->begin, hit->size);
    }
    return {};
}

// The name that the word is said of: one near it, before it or right behind.
std::optional<std::string> person_of(std::string_view sentence, const std::vector<FoundName>& names,
                                     std::string_view word) {
    const auto at = static_cast<std::size_t>(word.data() - sentence.data());
    const bool suffers = suffering().has_one_in(sentence);
    for (const FoundName& name : names) {
        constexpr std::size_t near_bytes = 30;  // ten characters
        const bool near =
            name.end <= at ? at - name.end <= near_bytes : name.begin - at <= near_bytes;
        if (suffers || near) return std::string(sentence.substr(name.begin, name.end - name.begin));
    }
    return std::nullopt;
}

// What is taught, sold or treated: names beside it are the teachers' and doctors'.
bool speaks_of_teaching(std::string_view sentence) {
    static const WordSet words{"主讲", "讲座", "医师", "主任医师", "坐诊",   "教授",
                               "专家", "义诊", "授课", "防治知识", "宣传员", "讲课"};
    return words.has_one_in(sentence);
}

// "慰问残疾人周福贵": the word is said of who follows it.
std::vector<HealthOfPerson> disabled_person_in(std::string_view sentence) {
    if (sentence.find("残疾人") == std::string_view::npos) return {};
    for (const FoundName& name : names_in(sentence)) {
        if (!sentence.substr(0, name.begin).ends_with("残疾人")) continue;
        return {{std::string(sentence.substr(name.begin, name.end - name.begin)), true}};
    }
    return {};
}

}  // namespace

std::string_view illness_in(std::string_view text) {
    return word_told(illnesses(), text, true);
}

std::string_view disability_in(std::string_view text) {
    return word_told(disabilities(), text, false);
}

std::vector<HealthOfPerson> health_told_in(std::string_view sentence) {
    const std::string_view illness = illness_in(sentence);
    const std::string_view disability = disability_in(sentence);
    if (illness.empty() && disability.empty()) return disabled_person_in(sentence);
    if (speaks_of_teaching(sentence) && !suffering().has_one_in(sentence)) return {};
    const std::vector<FoundName> names = names_in(sentence);
    std::vector<HealthOfPerson> told;
    if (!illness.empty()) {
        if (auto name = person_of(sentence, names, illness))
            told.push_back({*std::move(name), false});
    }
    if (!disability.empty()) {
        if (auto name = person_of(sentence, names, disability))
            told.push_back({*std::move(name), true});
    }
    return told;
}

}  // namespace hall
