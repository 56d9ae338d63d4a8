// Words of a village hall's titles that a line does not end in if it can end elsewhere
// ("2026年第三季度 / 收支公开表", not "第三季 / 度收支"). Chinese text has no blanks between
// strings, and Unicode's rules let a line end after any character.
//
// A list and no dictionary: ICU's needs thirty megabytes on the board, for headings.

#pragma once

#include <string_view>

namespace hall::kiosk::ui {

inline constexpr std::u32string_view unbreakable_phrases[] = {
    // affairs and money
    U"第一季度", U"第二季度", U"第三季度", U"第四季度", U"季度", U"上半年", U"下半年", U"收支",
    U"公开", U"公示", U"公布", U"名单", U"情况", U"事项", U"办理", U"发放", U"收缴", U"审批",
    U"流转", U"集体", U"资产", U"资源", U"债权", U"债务", U"账目", U"积分", U"评价", U"工程",
    U"硬化", U"验收", U"完工", U"整修", U"安装", U"机耕道", U"路灯", U"村务", U"村民", U"村组",
    U"干部", U"代表", U"监督", U"委员会", U"合作社", U"支部", U"党员", U"党费", U"党课", U"党日",
    U"主题", U"书记", U"志愿", U"服务", U"便民", U"回复",
    // benefits
    U"补贴", U"补助", U"奖励", U"扶助", U"救助", U"临时", U"慰问", U"困难", U"低保", U"新增",
    U"残疾人", U"津贴", U"高龄", U"养老金", U"领取", U"资格", U"认证", U"医保", U"参保", U"居民",
    U"城乡", U"社会", U"保障", U"保障卡", U"退役", U"军人", U"优待", U"公益性", U"岗位", U"公益",
    U"贷款", U"创业", U"担保", U"助学", U"保险", U"生活", U"护理", U"计划", U"生育", U"家庭",
    // forms
    U"申请", U"申报", U"登记", U"初步", U"备案", U"核对", U"授权", U"换领", U"补领", U"身份证",
    U"号码", U"电话", U"户口", U"宅基地", U"建房", U"面积", U"平方米", U"不动产证", U"同意",
    U"意见", U"异议", U"问题", U"办法", U"什么", U"怎么", U"多少", U"怎么办", U"为什么", U"没有",
    // what people say
    U"村里", U"今天", U"明天", U"上午", U"下午", U"老人", U"自己", U"同志", U"答应", U"说话",
    U"可以", U"要不要", U"话题", U"骗子", U"涉案", U"垃圾", U"社保卡", U"凭条号", U"凭条", U"密码",
    U"抄下", U"收下", U"代办员", U"上次", U"联系", U"更新", U"机器", U"资料", U"照片", U"附件",
    U"月嫂", U"寒潮",
    // farming
    U"农业", U"农村", U"农机", U"购置", U"耕地", U"地力", U"保护", U"种粮", U"大户", U"稻谷",
    U"水稻", U"玉米", U"油菜", U"菜籽", U"小麦", U"柑橘", U"果树", U"梨树", U"梨子", U"黄瓜",
    U"南瓜", U"番茄", U"辣椒", U"莴笋", U"白菜", U"青菜", U"稻子", U"麦子", U"谷子", U"叶子",
    U"猪瘟", U"鸡瘟", U"鸭瘟", U"稻瘟病", U"农药", U"石灰", U"疫苗", U"收割机", U"旋耕机",
    U"微耕机", U"无人机", U"抽水机", U"鱼塘", U"果园", U"烘干房", U"打药", U"长势", U"颗粒",
    U"身上", U"白毛", U"大汗", U"班车", U"时刻", U"通知"};

}  // namespace hall::kiosk::ui
