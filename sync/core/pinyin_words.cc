#include "sync/core/pinyin_words.h"

namespace hall {

namespace {

// Farm, village and government words, places, surnames and everyday words. No word is longer
// than six characters.
constexpr PinyinWord words[] = {
    // places
    {"重庆", "chong qing"}, {"成都", "cheng du"}, {"厦门", "xia men"}, {"六安", "lu an"},
    {"单县", "shan xian"}, {"长沙", "chang sha"}, {"长江", "chang jiang"}, {"长春", "chang chun"},
    {"长寿", "chang shou"}, {"长宁", "chang ning"}, {"长安", "chang an"}, {"长征", "chang zheng"},
    {"长虹", "chang hong"}, {"长城", "chang cheng"}, {"长乐", "chang le"}, {"长子县", "zhang zi xian"},
    {"乐山", "le shan"}, {"乐亭", "lao ting"}, {"乐清", "yue qing"}, {"蚌埠", "beng bu"},
    {"大邑", "da yi"}, {"犍为", "qian wei"}, {"珙县", "gong xian"}, {"郫都", "pi du"},
    {"西藏", "xi zang"}, {"阿坝", "a ba"}, {"都江堰", "du jiang yan"}, {"什邡", "shi fang"},
    {"会理", "hui li"}, {"会东", "hui dong"}, {"调元镇", "tiao yuan zhen"}, {"石碑", "shi bei"},
    {"雒城", "luo cheng"}, {"江堰", "jiang yan"}, {"番禺", "pan yu"}, {"台州", "tai zhou"},
    // surnames, where they begin a usual pair
    {"单于", "chan yu"}, {"尉迟", "yu chi"}, {"万俟", "mo qi"}, {"长孙", "zhang sun"},
    {"曾祖", "zeng zu"}, {"曾孙", "zeng sun"}, {"曾经", "ceng jing"}, {"未曾", "wei ceng"},
    // 长 is zhang in offices and growth, chang in length
    {"长期", "chang qi"}, {"长效", "chang xiao"}, {"长度", "chang du"}, {"长势", "zhang shi"},
    {"长远", "chang yuan"}, {"长途", "chang tu"}, {"长短", "chang duan"}, {"长条", "chang tiao"},
    {"长绒", "chang rong"}, {"长白", "chang bai"}, {"特长", "te chang"}, {"延长", "yan chang"},
    {"全长", "quan chang"}, {"长毛兔", "chang mao tu"}, {"长豆角", "chang dou jiao"},
    {"长蠹", "chang du"}, {"长蝽", "chang chun"}, {"长角", "chang jiao"}, {"细长", "xi chang"},
    {"徒长", "tu zhang"}, {"长期护理", "chang qi hu li"}, {"较长", "jiao chang"},
    {"擅长", "shan chang"}, {"长约", "chang yue"}, {"长廊", "chang lang"},
    // 重
    {"重建", "chong jian"}, {"重新", "chong xin"}, {"重复", "chong fu"}, {"重阳", "chong yang"},
    {"双重", "shuang chong"}, {"重叠", "chong die"}, {"重茬", "chong cha"}, {"重播", "chong bo"},
    {"重种", "chong zhong"}, {"重名", "chong ming"}, {"重婚", "chong hun"}, {"重孙", "chong sun"},
    {"重置", "chong zhi"}, {"重修", "chong xiu"}, {"重做", "chong zuo"}, {"重写", "chong xie"},
    {"重打", "chong da"}, {"重组", "chong zu"}, {"重报", "chong bao"}, {"重办", "chong ban"},
    // 行
    {"银行", "yin hang"}, {"农商行", "nong shang hang"}, {"工行", "gong hang"},
    {"建行", "jian hang"}, {"农行", "nong hang"}, {"信用社", "xin yong she"}, {"行业", "hang ye"},
    {"行距", "hang ju"}, {"行间", "hang jian"}, {"宽窄行", "kuan zhai hang"}, {"同行", "tong hang"},
    {"行情", "hang qing"}, {"央行", "yang hang"}, {"商行", "shang hang"}, {"行家", "hang jia"},
    {"支行", "zhi hang"}, {"分行", "fen hang"}, {"开户行", "kai hu hang"}, {"排行", "pai hang"},
    {"各行各业", "ge hang ge ye"}, {"行列", "hang lie"}, {"株行距", "zhu hang ju"},
    // 种
    {"种植", "zhong zhi"}, {"种地", "zhong di"}, {"种田", "zhong tian"}, {"播种", "bo zhong"},
    // 调
    {"调解", "tiao jie"}, {"调整", "tiao zheng"}, {"调节", "tiao jie"}, {"空调", "kong tiao"},
    {"协调", "xie tiao"}, {"烹调", "peng tiao"}, {"调料", "tiao liao"}, {"调理", "tiao li"},
    {"调制", "tiao zhi"}, {"调味", "tiao wei"}, {"调皮", "tiao pi"}, {"失调", "shi tiao"},
    {"调价", "tiao jia"}, {"调优", "tiao you"}, {"调剂", "tiao ji"}, {"调停", "tiao ting"},
    // 会
    {"会计", "kuai ji"}, {"财会", "cai kuai"},
    // 还
    {"还款", "huan kuan"}, {"还田", "huan tian"}, {"归还", "gui huan"}, {"返还", "fan huan"},
    {"退还", "tui huan"}, {"还林", "huan lin"}, {"还清", "huan qing"}, {"还钱", "huan qian"},
    {"还贷", "huan dai"}, {"偿还", "chang huan"}, {"还房", "huan fang"}, {"还草", "huan cao"},
    {"还耕", "huan geng"}, {"还湖", "huan hu"}, {"还建", "huan jian"}, {"发还", "fa huan"},
    // 的 地 得 了 着 过
    {"目的", "mu di"}, {"的确", "di que"}, {"得病", "de bing"}, {"了解", "liao jie"},
    {"为了", "wei le"}, {"受不了", "shou bu liao"}, {"着火", "zhao huo"}, {"着凉", "zhao liang"},
    {"着急", "zhao ji"}, {"睡着", "shui zhao"}, {"着色", "zhuo se"}, {"着床", "zhuo chuang"},
    {"附着", "fu zhuo"}, {"着装", "zhuo zhuang"}, {"着手", "zhuo shou"}, {"着落", "zhuo luo"},
    // 发 干 系 参 薄 剥 削 血 壳 熟 露 落
    {"骨干", "gu gan"}, {"人参", "ren shen"}, {"党参", "dang shen"}, {"玄参", "xuan shen"},
    {"丹参", "dan shen"}, {"海参", "hai shen"}, {"沙参", "sha shen"}, {"苦参", "ku shen"},
    {"西洋参", "xi yang shen"}, {"太子参", "tai zi shen"}, {"参差", "cen ci"},
    {"薄荷", "bo he"}, {"薄膜", "bo mo"}, {"薄弱", "bo ruo"}, {"厚薄", "hou bo"},
    {"削皮", "xiao pi"}, {"削减", "xue jian"}, {"剥皮", "bo pi"}, {"剥离", "bo li"},
    {"剥削", "bo xue"}, {"剥壳", "bo ke"}, {"地壳", "di qiao"}, {"流血", "liu xue"},
    {"血吸虫", "xue xi chong"}, {"露天", "lu tian"}, {"露水", "lu shui"}, {"露地", "lu di"},
    {"白露", "bai lu"}, {"寒露", "han lu"}, {"落叶", "luo ye"}, {"落果", "luo guo"},
    {"落户", "luo hu"}, {"落枕", "lao zhen"}, {"落花", "luo hua"}, {"丢三落四", "diu san la si"},
    // 差 觉 乐 率 朝 便 提 否 号 假 降 强 省 数 弹 藏 曲 空 难 量 应
    {"出差", "chu chai"}, {"差事", "chai shi"}, {"邮差", "you chai"}, {"睡觉", "shui jiao"},
    {"午觉", "wu jiao"}, {"感觉", "gan jue"}, {"音乐", "yin yue"}, {"乐器", "yue qi"},
    {"乐队", "yue dui"}, {"哀乐", "ai yue"}, {"效率", "xiao lv"}, {"利率", "li lv"},
    {"税率", "shui lv"}, {"概率", "gai lv"}, {"汇率", "hui lv"}, {"比率", "bi lv"},
    {"频率", "pin lv"}, {"出苗率", "chu miao lv"}, {"成活率", "cheng huo lv"},
    {"发病率", "fa bing lv"}, {"死亡率", "si wang lv"}, {"存活率", "cun huo lv"},
    {"发芽率", "fa ya lv"}, {"受胎率", "shou tai lv"}, {"率先", "shuai xian"}, {"率领", "shuai ling"},
    {"朝阳", "chao yang"}, {"朝天椒", "chao tian jiao"}, {"今朝", "jin zhao"},
    {"便宜", "pian yi"}, {"提防", "di fang"}, {"假期", "jia qi"}, {"投降", "tou xiang"},
    {"省亲", "xing qin"}, {"反省", "fan xing"}, {"弹簧", "tan huang"}, {"弹性", "tan xing"},
    {"弹力", "tan li"}, {"收藏", "shou cang"}, {"贮藏", "zhu cang"}, {"储藏", "chu cang"},
    {"冷藏", "leng cang"}, {"窖藏", "jiao cang"}, {"埋藏", "mai cang"}, {"矿藏", "kuang cang"},
    {"藏族", "zang zu"}, {"藏猪", "zang zhu"}, {"藏红花", "zang hong hua"}, {"宝藏", "bao zang"},
    {"曲线", "qu xian"}, {"大曲", "da qu"}, {"勉强", "mian qiang"}, {"倔强", "jue jiang"},
    // animals and illness
    {"吐血", "tu xue"}, {"呕吐", "ou tu"}, {"下蛋", "xia dan"}, {"卡住", "qia zhu"},
    {"发卡", "fa qia"}, {"关卡", "guan qia"}, {"咽喉", "yan hou"}, {"吞咽", "tun yan"},
    {"咽炎", "yan yan"}, {"哽咽", "geng ye"}, {"便秘", "bian mi"}, {"秘鲁", "bi lu"},
    {"大夫", "dai fu"}, {"大黄", "da huang"}, {"传染", "chuan ran"}, {"传播", "chuan bo"},
    {"传代", "chuan dai"}, {"自传", "zi zhuan"}, {"传记", "zhuan ji"}, {"胖头鱼", "pang tou yu"},
    {"蛤蟆", "ha ma"}, {"蛤蜊", "ge li"}, {"蛤蚧", "ge jie"}, {"鸟蛋", "niao dan"},
    {"臭味", "chou wei"}, {"乳臭", "ru xiu"}, {"蔓枯病", "man ku bing"}, {"蔓割病", "man ge bing"},
    {"瓜蔓", "gua wan"}, {"红薯藤", "hong shu teng"}, {"绿豆", "lv dou"}, {"绿化", "lv hua"},
    {"绿肥", "lv fei"}, {"绿林", "lu lin"}, {"胖大海", "pang da hai"}, {"炮制", "pao zhi"},
    {"荨麻疹", "xun ma zhen"}, {"荨麻", "qian ma"}, {"芥蓝", "gai lan"}, {"芥菜", "jie cai"},
    {"茄子", "qie zi"}, {"番茄", "fan qie"}, {"茄科", "qie ke"}, {"雪茄", "xue jia"},
    {"扁豆", "bian dou"}, {"扁舟", "pian zhou"}, {"莎草", "suo cao"}, {"香附", "xiang fu"},
    {"蕃茄", "fan qie"}, {"柏树", "bai shu"}, {"柏林", "bo lin"}, {"黄柏", "huang bo"},
    {"侧柏", "ce bai"}, {"石榴", "shi liu"}, {"石斛", "shi hu"}, {"一石", "yi dan"},
    {"谷子", "gu zi"}, {"吐谷浑", "tu yu hun"}, {"仔猪", "zi zhu"}, {"仔鸡", "zi ji"},
    {"牛仔", "niu zai"}, {"猪仔", "zhu zai"}, {"崽猪", "zai zhu"}, {"牛犊", "niu du"},
    {"疟疾", "nve ji"}, {"发疟子", "fa yao zi"}, {"虐待", "nve dai"}, {"血痂", "xue jia"},
    // crops and work
    {"给水", "ji shui"}, {"供给", "gong ji"}, {"给予", "ji yu"}, {"自给", "zi ji"},
    {"配给", "pei ji"}, {"补给", "bu ji"}, {"喷薄", "pen bo"}, {"喷灌", "pen guan"},
    {"分蘖", "fen nie"}, {"秸秆", "jie gan"}, {"桔梗", "jie geng"}, {"柑桔", "gan ju"},
    {"桔子", "ju zi"}, {"埋怨", "man yuan"}, {"塞子", "sai zi"}, {"堵塞", "du se"},
    {"阻塞", "zu se"}, {"闭塞", "bi se"}, {"栓塞", "shuan se"}, {"边塞", "bian sai"},
    {"模板", "mu ban"}, {"模样", "mu yang"}, {"模具", "mu ju"}, {"结果", "jie guo"},
    {"处分", "chu fen"}, {"处理", "chu li"}, {"处罚", "chu fa"}, {"处置", "chu zhi"},
    {"相处", "xiang chu"}, {"办事处", "ban shi chu"}, {"作坊", "zuo fang"}, {"扎花", "zha hua"},
    {"包扎", "bao za"}, {"结扎", "jie za"}, {"捆扎", "kun za"}, {"挣扎", "zheng zha"},
    {"炸药", "zha yao"}, {"车马", "che ma"}, {"车辆", "che liang"}, {"轧花", "ya hua"},
    {"轧钢", "zha gang"}, {"倾轧", "qing ya"}, {"划船", "hua chuan"}, {"计划", "ji hua"},
    {"规划", "gui hua"}, {"盛产", "sheng chan"}, {"盛饭", "cheng fan"}, {"盛水", "cheng shui"},
    {"称重", "cheng zhong"}, {"称职", "chen zhi"}, {"对称", "dui chen"}, {"称心", "chen xin"},
    {"相片", "xiang pian"}, {"晕车", "yun che"}, {"粘土", "nian tu"}, {"粘虫", "nian chong"},
    {"粘连", "zhan lian"}, {"粘贴", "zhan tie"}, {"钻石", "zuan shi"}, {"解元", "jie yuan"},
    {"押解", "ya jie"}, {"折本", "she ben"}, {"折耗", "she hao"}, {"折腾", "zhe teng"},
    {"殷红", "yan hong"}, {"宿舍", "su she"}, {"一宿", "yi xiu"}, {"星宿", "xing xiu"},
    {"角色", "jue se"}, {"主角", "zhu jue"}, {"口角", "kou jue"}, {"勾当", "gou dang"},
    {"似的", "shi de"}, {"似乎", "si hu"}, {"说服", "shuo fu"}, {"游说", "you shui"},
    {"旋耕", "xuan geng"}, {"冲床", "chong chuang"}, {"熬药", "ao yao"}, {"拾元", "shi yuan"},
    {"都是", "dou shi"}, {"都要", "dou yao"}, {"都有", "dou you"}, {"都不", "dou bu"},
    {"哪儿", "na er"}, {"那儿", "na er"}, {"咋个", "za ge"}, {"和面", "huo mian"},
    {"和泥", "huo ni"}, {"混和", "hun huo"}, {"暖和", "nuan huo"}, {"掺和", "chan huo"},
    {"什么", "shen me"}, {"怎么", "zen me"}, {"家什", "jia shi"}, {"看家", "kan jia"},
    {"尽管", "jin guan"}, {"卷子", "juan zi"}, {"绿色", "lv se"}, {"校对", "jiao dui"},
    {"学校", "xue xiao"}, {"校正", "jiao zheng"}, {"校准", "jiao zhun"}, {"吓唬", "xia hu"},
    {"恐吓", "kong he"}, {"更新", "geng xin"}, {"打更", "da geng"}, {"圈养", "quan yang"},
    {"猪圈", "zhu juan"}, {"羊圈", "yang juan"}, {"牛圈", "niu juan"}, {"圈舍", "juan she"},
    {"改圈", "gai juan"}, {"出圈", "chu juan"}, {"圈肥", "juan fei"}, {"垫圈", "dian juan"},
    {"屏障", "ping zhang"}, {"屏息", "bing xi"}, {"厕所", "ce suo"}, {"茅厕", "mao si"},
    {"隧道", "sui dao"}, {"佛教", "fo jiao"}, {"仿佛", "fang fu"}, {"龟裂", "jun lie"},
    {"乌龟", "wu gui"}, {"泊车", "bo che"}, {"湖泊", "hu po"}, {"血泊", "xue po"},
    {"悄悄", "qiao qiao"}, {"尾巴", "wei ba"}, {"尿素", "niao su"}, {"尿脬", "sui pao"},
    {"遗失", "yi shi"}, {"遗嘱", "yi zhu"}, {"女红", "nv gong"}, {"咳嗽", "ke sou"},
    {"漂白", "piao bai"}, {"漂亮", "piao liang"}, {"悠着", "you zhe"},
    {"朴刀", "po dao"}, {"厚朴", "hou po"}, {"朴实", "pu shi"}, {"大厦", "da sha"},
    {"冠军", "guan jun"}, {"阿胶", "e jiao"}, {"阿姨", "a yi"}, {"否则", "fou ze"},
    {"伺候", "ci hou"}, {"饲料", "si liao"}, {"伺机", "si ji"}, {"载重", "zai zhong"},
    {"吸着", "xi zhuo"}, {"场地", "chang di"}, {"赶场", "gan chang"}, {"的士", "di shi"},
    {"系鞋带", "ji xie dai"}, {"系上", "ji shang"}, {"叶绿素", "ye lv su"}, {"曝光", "bao guang"},
    {"曝气", "pu qi"}, {"瀑布", "pu bu"}, {"脉搏", "mai bo"}, {"炮仗", "pao zhang"},
};

}  // namespace

std::span<const PinyinWord> pinyin_words() {
    return words;
}

}  // namespace hall
