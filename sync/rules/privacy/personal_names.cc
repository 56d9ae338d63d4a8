#include "sync/rules/privacy/personal_names.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <iterator>
#include <optional>

#include "sync/core/utf8.h"
#include "sync/rules/privacy/illness.h"
#include "sync/rules/privacy/word_set.h"

namespace hall {

namespace {

// Words after which a name follows, whatever its surname.
constexpr std::string_view before_names[] = {
    "村民",     "户主",   "患者", "病人",   "申请人", "低保户", "五保户",   "贫困户", "脱贫户",
    "监测户",   "社员",   "组民", "姓名：", "姓名:",  "姓名",   "老人",     "受益人", "救助对象",
    "特困户",   "妻子",   "丈夫", "儿子",   "女儿",   "父亲",   "母亲",     "居民",   "党员",
    "学生",     "儿童",   "孤儿", "小学生", "中学生", "初中生", "高中生",   "幼儿",   "之子",
    "之女",     "长子",   "次子", "长女",   "次女",   "孙子",   "孙女",     "其子",   "其女",
    "外孙",     "外孙女", "男孩", "女孩",   "男童",   "女童",   "女婴",     "男婴",   "婴儿",
    "未成年人", "残疾人", "慰问", "看望",   "资助",   "对象：", "对象:",    "困难户", "农户",
    "同学",     "小朋友", "孩子", "本人",   "户主：", "户主:",  "社区居民", "独生子", "独生女",
    "子女",     "养子",   "养女", "侄子",   "侄女",   "组员",   "退役军人", "发给",   "付给"};

// The surnames of 百家姓 and of today's registers; those that are common words, too, stand in the
// second list and count only behind a word of the list above.
constexpr std::string_view surnames =
    "王李张刘陈杨赵吴周徐孙朱胡郭何罗郑梁谢宋许韩冯邓曹彭曾肖萧蒋蔡潘袁董吕魏苏杜姚卢傅钟崔谭"
    "廖范汪贾韦邱侯邹熊孟秦薛闫郝尹龚邵赖顾汤殷葛乔易谷庞樊兰施陶洪翟安颜倪严芦牟卞覃甘焦缪"
    "沈史段贺黎钱武戴莫孔向常康聂詹关费纪尚欧路祝柴岳齐庄辛管左涂阎耿梅童柯盛林叶余"
    "付阮蒲游骆邢翁欧滕裴申屠丘饶佟宁舒冉苗芮奚苟伍蓝桂娄匡杭桑鲍鲁解裘龙俞岑茅池凌霍阚廉"
    "晏瞿蔺邬冼褚窦阙习狄臧隋谌巫逄苍穆衡邝喻仇柏竺訾郎蒙应喻鄢"
    "姜陆季毕麦代符戚候卜屈丛尤商荣吉朴荆卿封胥栗卫禹鹿虞伊燕帅苑刁邸甄檀宣琚郗粟湛巩仝濮逯晁邰荀靖"
    "钮厉戢蔚况庹茆扈綦仵亢泮仉毋矫雒蒯忻缑丌"
    "黄高马江金田毛白万于任方石雷龙程夏文丁唐古车阳包伍章危简米卓华牛温平成"
    "嵇鞠昝亓佘郦羿宓靳糜储阎仲宦艾慕寇璩郜浦漆谯羊敖昌腾栾郁卓尧闵楚晋滑蹇淳冷敬";
constexpr std::string_view surnames_also_words =
    "时水花和全单应乐丰占诸畅岩扎盘阿祖戈豆区楼布宾练黑初赫班权寿旷达小拜门迟玉宇刀皇战揭字轩凤英"
    "渠惠钦虎容位来保巢山加艳秀回鲜律留德朵凡望弓朗随上老鱼勾富操阴资呼先伦雪薄贝隆香过尼太修宛奉要"
    "种智母玄扶斯巨么冒盖藏永银同化未"
    "连席麻强祁云柳俸宫项计明伏支经房幸司松井家边广通都满国师沙终公干历戎宗曲暴火元巴东南宿农"
    "别晓年后红游展冀居印衣依步仰能那相查党由苟芝官景束闻莘贡劳逢姬冷辜利益归海里植言原才谈介皮齐";
constexpr std::string_view double_surnames[] = {"欧阳", "上官", "司马", "诸葛", "司徒", "皇甫",
                                                "令狐", "慕容", "尉迟", "长孙", "申屠", "夏侯",
                                                "公孙", "东方", "轩辕", "宇文", "端木", "独孤"};

// Characters that are in no given name, and titles that hide one.
constexpr std::string_view not_in_names =
    "某多人的了是和与及在因患被将就都也从到得确查住病时种何有不可以个为上下其这那，。、户岁级号组村"
    "元";
const WordSet& titles_set() {
    static const WordSet set{"先生", "女士", "大爷", "大妈", "大娘", "奶奶", "爷爷",
                             "医生", "大夫", "主任", "书记", "支书", "老师", "教授",
                             "同学", "阿姨", "院长", "专家", "所长", "镇长", "村长",
                             "校长", "队长", "会计", "出纳", "家中", "家庭"};
    return set;
}

// Words that begin with a surname and are no name.
const WordSet& words_like_names() {
    static const WordSet set{
        "严重", "常见", "常规", "常年", "常用", "常住", "周围", "周边", "周一", "周二", "周三",
        "周四", "周五", "周六", "周日", "周末", "许多", "许可", "何时", "何种", "安全", "安排",
        "安置", "安装", "康复", "尚未", "尚有", "管理", "管护", "管道", "路边", "路灯", "路面",
        "左右", "梅毒", "梅雨", "陈旧", "余下", "余额", "段落", "关于", "关爱", "关心", "费用",
        "向阳", "向上", "汤药", "史上", "顾客", "林业", "林地", "林木", "叶片", "宁可", "申请",
        "申报", "申领", "解决", "解释", "盛产", "童年", "辛苦", "武装", "齐全", "祝愿", "祝贺",
        "欧洲", "兰花", "施工", "施肥", "易发", "易得", "谷物", "甘蔗", "孔雀", "汪洋", "应当",
        "应急", "应付", "仲裁", "储存", "储备", "冷链", "冷库", "敬老", "桑树", "桑蚕", "游客",
        "羊角", "昌盛", "付款", "付给", "付春", "付村", "付办", "付垃", "卓越", "郎中", "蒙受",
        "习惯", "滑坡", "柏树", "柏油", "艾滋", "艾草", "池塘", "蓝天", "宁愿", "饶有", "裴某",
        "李子", "杨树", "杨梅", "柳树", "梁柱", "苗木", "苗圃", "苏打", "桂花", "桂圆", "家庭",
        "家中", "古诗", "甘肃", "安徽", "安阳", "江苏", "江西", "江河", "温州", "成都", "广东",
        "广西", "广州", "广汉", "石家", "郑州", "常州", "徐州", "苏州", "杭州", "柳州", "贺州",
        "梅州", "康定", "宁夏", "宁波", "韩国", "欧美", "家长", "家属", "家人", "家里", "人数",
        "全体", "年满", "年龄", "高龄", "高中", "高校", "单亲", "单位", "金额", "水果", "水利",
        "万元", "车辆", "明年", "利用", "支付", "于患", "经济", "经常", "公益", "公共", "公开",
        "公示", "计生", "能力", "相关", "农业", "农村", "农合", "农户", "国家", "国内", "满足",
        "满意", "连片", "东西", "边远", "晓得", "后续", "红色", "生病", "生活", "生育", "生产",
        "高血", "高位", "高度", "高温", "高发", "高级", "高脂", "高危", "黄疸", "黄河", "黄色",
        "黄瓜", "黄豆", "黄连", "黄土", "黄牛", "黄桃", "马上", "马路", "马铃", "马虎", "江边",
        "金鱼", "金雁", "金属", "金融", "金桥", "田地", "田间", "田边", "田埂", "毛猪", "毛病",
        "毛利", "白血", "白内", "白色", "白天", "白化", "白菜", "白酒", "白癜", "万一", "于是",
        "于今", "任务", "任何", "任意", "任职", "方案", "方面", "方法", "方可", "石头", "石油",
        "石棉", "石灰", "雷雨", "龙头", "龙虾", "程度", "程序", "夏季", "夏天", "夏粮", "文化",
        "文件", "文明", "文书", "丁字", "唐氏", "古代", "车祸", "包括", "包干", "包村", "包装",
        "章程", "危重", "危房", "危险", "危旧", "简单", "简易", "米线", "华西", "牛奶", "牛羊",
        "温室", "平时", "平均", "平台", "平价", "平房", "成人", "成功", "成年", "成员", "成立",
        "候诊", "代表", "代理", "代办", "代缴", "代发", "代领", "符合", "季度", "季节", "毕业",
        "商品", "商业", "商店", "荣誉", "吉祥", "封闭", "封山", "卫生", "燕麦", "尤其", "陆续",
        "陆地", "麦收", "麦田", "麦子", "栗子", "屈光"};
    return set;
}

std::vector<std::string_view> name_characters(std::string_view text) {
    std::vector<std::string_view> characters;
    while (!text.empty()) {
        std::string_view after = text;
        next_character(after);
        characters.push_back(text.substr(0, text.size() - after.size()));
        text = after;
    }
    return characters;
}

// Characters of the first plane, by a bit each: every character of a text is asked for.
class CharacterSet {
  public:
    explicit CharacterSet(std::string_view characters) {
        while (!characters.empty()) {
            const char32_t c = next_character(characters);
            if (c < bits_.size()) bits_.set(c);
        }
    }
    bool has(std::string_view character) const {
        if (character.size() < 3) return false;
        const char32_t c = next_character(character);
        return c < bits_.size() && bits_.test(c);
    }

  private:
    std::bitset<0x10000> bits_;
};

bool is_surname(std::string_view character) {
    static const CharacterSet set(surnames);
    return set.has(character);
}

bool is_surname_when_told(std::string_view character) {
    static const CharacterSet set(surnames_also_words);
    return set.has(character);
}

bool is_in_no_name(std::string_view character) {
    static const CharacterSet set(not_in_names);
    return set.has(character);
}

bool is_han_character(std::string_view character) {
    return !character.empty() && is_han(next_character(character));
}

// How many bytes the surname takes at the front; 0 if none does.
std::size_t surname_bytes(std::string_view text, bool told) {
    static const WordSet of_two(std::begin(double_surnames), std::end(double_surnames));
    if (const auto two = of_two.at_start_of(text); two.size > 0) return two.size;
    const std::string_view first = text.substr(0, 3);
    if (is_surname(first)) return 3;
    return told && is_surname_when_told(first) ? 3 : 0;
}

// The bytes of `count` characters that can be a given name; 0 if they cannot.
std::size_t given_name_bytes(std::string_view text, std::size_t count) {
    std::size_t bytes = 0;
    std::string_view rest = text;
    for (std::size_t i = 0; i < count; ++i) {
        if (rest.empty()) return 0;
        std::string_view after = rest;
        if (!is_han(next_character(after))) return 0;
        const std::string_view character = rest.substr(0, rest.size() - after.size());
        if (is_in_no_name(character)) return 0;
        bytes += character.size();
        rest = after;
    }
    return titles_set().at_start_of(text).size > 0 ? 0 : bytes;
}

const WordSet& words_after_names() {
    static const WordSet set{
        "患",   "因",   "确诊", "得了", "查出", "身患", "住院", "男",   "女",   "身份", "家",
        "的",   "同志", "现年", "长期", "卧床", "病",   "系",   "于",   "，",   "、",   "：",
        "（",   "　",   "）",   "自",   "已",   "不幸", "突发", "经",   "被",   "残疾", "去年",
        "今年", "前年", "上月", "曾",   "现",   "年仅", "刚满", "未满", "就读", "在读", "读",
        "正在", "今",   "出生", "生于", "一家", "等",   "是",   "为",   "属",   "在",   "领取",
        "签字", "由于", "之",   "”",    "；",   "。",   "多年", "常年", "近日", "本人", "户",
        "一人", "三级", "二级", "一级", "四级", "重度", "肢体", "视力", "听力", "精神", "智力",
        "言语", "多重", "上小", "上初", "上幼", "身体", "需",   "有",   "得",   "持",   "办理",
        "享受", "救助", "补助", "聋",   "双目", "失明", "虚岁", "周岁", "年满", "《",   "／",
        "／",   "及",   "和",   "与",   "也",   "又",   "做",   "接受", "报销", "小学", "初中",
        "幼儿", "六年", "五年", "四年", "三年", "二年", "一年", "术后", "截肢", "伤残", "妻",
        "丈夫", "儿",   "女",   "父",   "母",   "孙",   "本",   "未",   "不",   "入",   "出",
        "每",   "共",   "全",   "申",   "原",   "兄",   "弟",   "姐",   "妹",   "年",   "月",
        "照",   "由"};
    return set;
}

// A name ends where a mark, a blank, a digit or a word about the person stands.
bool ends_name(std::string_view after) {
    if (after.empty() || static_cast<unsigned char>(after[0]) < 0x80) return true;
    if (words_after_names().at_start_of(after).size > 0) return true;
    constexpr std::size_t word_bytes_max = 24;
    const std::string_view next = after.substr(0, word_bytes_max);
    return illness_in(next).data() == next.data() || disability_in(next).data() == next.data();
}

template <typename List>
bool ends_in_one_of(std::string_view text, const List& list) {
    return std::any_of(std::begin(list), std::end(list),
                       [&](std::string_view part) { return text.ends_with(part); });
}

// A name begins at the start, behind a mark, a blank or a digit, or behind a word that
// announces it.
bool begins_name(std::string_view before) {
    constexpr std::string_view marks[] = {"，", "、", "：", "（", "“",  "　", "；", "组", "村",
                                          "户", "社", "队", "。", "给", "付", "】", "》"};
    if (before.empty() || static_cast<unsigned char>(before.back()) < 0x80) return true;
    return ends_in_one_of(before, marks);
}

std::optional<FoundName> name_at(std::string_view sentence, std::size_t at) {
    const std::string_view before = sentence.substr(0, at);
    const std::string_view text = sentence.substr(at);
    if (surname_bytes(text, true) == 0) return std::nullopt;
    const bool told = ends_in_one_of(before, before_names);
    if (!told && !begins_name(before)) return std::nullopt;
    const std::size_t surname = surname_bytes(text, told);
    if (surname == 0) return std::nullopt;
    if (words_like_names().at_start_of(text).size > 0) return std::nullopt;
    std::optional<FoundName> likely;
    for (const std::size_t characters : {std::size_t{2}, std::size_t{1}}) {
        const std::size_t given = given_name_bytes(text.substr(surname), characters);
        if (given == 0) continue;
        const FoundName name{at, at + surname + given, told};
        if (ends_name(sentence.substr(name.end))) return name;
        if (told && !likely) likely = name;
    }
    return likely;
}

}  // namespace

bool is_plain_name(std::string_view text) {
    const std::size_t characters = character_count(text);
    if (characters < 2 || characters > 4) return false;
    const std::size_t surname = surname_bytes(text, true);
    if (surname == 0 || words_like_names().at_start_of(text).size == text.size()) return false;
    const std::size_t given = characters - surname / 3;
    return given >= 1 && given <= 2 &&
           given_name_bytes(text.substr(surname), given) == text.size() - surname;
}

bool is_name_in_column(std::string_view text) {
    const std::vector<std::string_view> characters = name_characters(text);
    if (characters.size() < 2 || characters.size() > 15) return false;
    const bool of_parts = text.find("·") != std::string_view::npos;
    if (!of_parts && characters.size() > 4) return false;
    static const WordSet no_names{"合计", "小计", "总计", "共计", "累计", "公司", "合作社", "村委",
                                  "某",   "组",   "户",   "无",   "大队", "小学", "农场",   "姓名",
                                  "商店", "超市", "银行", "单位", "集体", "其他", "备注",   "说明"};
    if (no_names.has_one_in(text)) return false;
    return std::all_of(characters.begin(), characters.end(), [](std::string_view character) {
        return is_han_character(character) || character == "·";
    });
}

std::vector<FoundName> names_in(std::string_view sentence) {
    std::vector<FoundName> names;
    for (std::size_t at = 0; at < sentence.size();) {
        const auto byte = static_cast<unsigned char>(sentence[at]);
        if (byte >= 0xE3 && byte <= 0xF4) {
            if (const auto name = name_at(sentence, at)) {
                names.push_back(*name);
                at = name->end;
                continue;
            }
        }
        ++at;
        while (at < sentence.size() && (static_cast<unsigned char>(sentence[at]) & 0xC0U) == 0x80) {
            ++at;
        }
    }
    return names;
}

std::string masked_name(std::string_view name) {
    const std::vector<std::string_view> characters = name_characters(name);
    if (characters.empty()) return {};
    const std::size_t surname = std::max<std::size_t>(surname_bytes(name, true) / 3, 1);
    std::string masked(name.substr(0, surname * 3));
    if (characters[0].size() != 3) masked = std::string(characters[0]);
    masked += "*";
    if (characters.size() > surname + 1) masked += std::string(characters.back());
    return masked;
}

}  // namespace hall
