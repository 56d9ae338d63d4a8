#include "sync/rules/disclosure/row_roles.h"

#include <algorithm>
#include <array>

#include "sync/core/utf8.h"

namespace hall {

namespace {

template <typename List>
bool is_in(std::string_view text, const List& list) {
    return std::find(std::begin(list), std::end(list), text) != std::end(list);
}

template <typename List>
bool ends_in(std::string_view text, const List& list) {
    return std::any_of(std::begin(list), std::end(list),
                       [&](std::string_view end) { return text.ends_with(end); });
}

template <typename List>
bool starts_in(std::string_view text, const List& list) {
    return std::any_of(std::begin(list), std::end(list),
                       [&](std::string_view start) { return text.starts_with(start); });
}

// "上季结转", "上年度结余", "期初余额".
bool is_opening(std::string_view plain) {
    constexpr std::string_view before[] = {"上期", "上月", "上季", "上年",   "上半年", "期初",
                                           "年初", "月初", "季初", "承上期", "上一"};
    constexpr std::string_view what[] = {"结转",   "结余", "余额", "结存", "余额结转",
                                         "结余数", "转入", "数",   "滚存", "结转数"};
    return starts_in(plain, before) && ends_in(plain, what);
}

bool is_closing(std::string_view plain) {
    constexpr std::string_view words[] = {"结余",       "余额",     "结存",     "结转下期",
                                          "结转下月",   "结转下季", "结转下年", "结转下季度",
                                          "结转下年度", "转下期"};
    constexpr std::string_view before[] = {
        "本期", "本月", "本季",   "本季度", "本年",   "本年度", "期末",   "月末",
        "季末", "年末", "本半年", "本期末", "本季末", "本月末", "本年末", "累计"};
    if (is_in(plain, words)) return true;
    constexpr std::string_view ends[] = {"结余", "余额", "结存", "结余数", "结余额"};
    return starts_in(plain, before) && ends_in(plain, ends);
}

}  // namespace

std::optional<RowRole> role_of_label(std::string_view plain, bool ledger) {
    while (plain.ends_with(":")) plain.remove_suffix(1);
    if (plain.starts_with("(") && plain.ends_with(")")) plain = plain.substr(1, plain.size() - 2);
    constexpr std::size_t characters_max = 14;
    if (plain.empty() || character_count(plain) > characters_max) return std::nullopt;
    constexpr std::string_view pages[] = {"承前页", "承上页", "接前页", "接上页",
                                          "过次页", "转下页", "转次页", "过下页"};
    if (is_in(plain, pages)) return RowRole::page;
    if (ledger && is_opening(plain)) return RowRole::opening;
    constexpr std::string_view sums_so_far[] = {"累计", "累计数", "累计发生额", "累计合计",
                                                "累计金额"};
    if (ends_in(plain, sums_so_far)) return RowRole::cumulative;
    if (ledger && is_closing(plain)) return RowRole::closing;
    constexpr std::string_view parts[] = {"小计", "本页合计", "本页小计", "页计"};
    if (ends_in(plain, parts)) return RowRole::subtotal;
    constexpr std::string_view totals[] = {"合计",       "总计",       "共计",     "合計",
                                           "发生额",     "合计数",     "合计金额", "总合计",
                                           "发生额合计", "合计发生额", "总数"};
    constexpr std::string_view alone[] = {"计", "总", "合", "总额", "全村", "全村总"};
    if (ends_in(plain, totals) || is_in(plain, alone)) return RowRole::total;
    return std::nullopt;
}

bool is_yes_or_no(std::string_view plain) {
    constexpr std::string_view known[] = {"",  "是", "否", "有", "无", "√",  "×",
                                          "x", "X",  "-",  "—",  "/",  "对", "Y"};
    return is_in(plain, known);
}

bool is_a_choice(std::string_view text, const KindColumn& column) {
    const std::string plain = plain_cell(text);
    return std::any_of(
        column.choices.begin(), column.choices.end(), [&](const std::string& choice) {
            const std::string known = plain_cell(choice);
            return known.find(plain) != std::string::npos || plain.find(known) != std::string::npos;
        });
}

bool is_note_text(std::string_view plain) {
    constexpr std::string_view starts[] = {
        "注:",      "注1",      "注：",       "说明:",      "说明",       "备注:",    "制表",
        "审核",     "填表",     "编制",       "公示时间",   "公示期",     "公示日期", "公示地点",
        "公示单位", "民主理财", "村务监督",   "监督电话",   "单位负责人", "负责人:",  "盖章",
        "签章",     "附:",      "附件",       "经办人:",    "联系电话",   "举报电话", "咨询电话",
        "会计",     "出纳",     "报账员",     "监委会",     "复核",       "公开日期", "公开时间",
        "填报",     "监督举报", "村(居)委会", "村委会",     "村民委员会", "主管",     "记账",
        "理财小组", "支部书记", "村主任",     "以上",       "如有异议",   "此表",     "本表",
        "特此公示", "上述",     "(盖章)",     "(公章)",     "单位(盖章)", "签字:",    "备注：",
        "监督小组", "报表日期", "制单",       "财务负责人", "村支书",     "书记",     "第二联",
        "共",       "资料来源", "数据来源",   "1、",        "2、",        "3、",      "1.",
        "2.",       "3."};
    return starts_in(plain, starts);
}

}  // namespace hall
