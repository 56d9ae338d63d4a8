// Seeds for the readers of tables: small ones of every format.

#include <functional>
#include <map>

#include "tests/fuzz/seeds.h"
#include "tests/sheets/xlsx_file.h"

namespace hall::fuzz {

namespace {

using SheetSeeds = std::vector<std::string>;

const std::string ledger_csv =
    "滴水村2018年第一季度财务收支明细公开表\n编制单位：村委会,,,,,,单位：元\n"
    "日期,凭证号,摘要,科目,收入,支出,结余\n2018-01-01,,上期结转,,,,100.00\n"
    "2018-01-02,记-001,付清淤人工费,其他支出,,\"1,058.59\",-958.59\n"
    "2018-01-03,记-002,收租金,经营收入,（30.00）,,-988.59\n合计,,,,-30.00,1058.59,-988.59\n"
    "注：监督电话0838-5550110\n";

const std::string list_csv =
    "序号,组别,姓名,保障人口,保障类别,月保障金额（元）,批准时间,备注\n"
    "1,2组,周*福,3,C类,400,2017-11,新增\n2,,李秀英,5,A类,310,2013年4月,患肝癌\n"
    "一组小计,,,8,,710,,\n";

const std::string items_csv =
    "指标名称,代码,计量单位,数量\n一、总收入,1,万元,18\n1.经营收入,2,万元,18\n二、总支出,7,万元,2."
    "5\n";

const std::string page =
    "<html><head><meta charset=utf-8><style>.a{color:red}</style></head><table><tr><th "
    "rowspan=2>日期"
    "<th colspan=2>发生额<tr><td>收入<td class=a>支出<tr style='display:none'><td>1<td>2&nbsp;<td>3"
    "</table><p>注：以上";

SheetSeeds workbooks() {
    return {ledger_csv,
            list_csv,
            items_csv,
            page,
            std::string("a\tb\n") + std::string("\xFF\xFE"
                                                "a\0,\0b\0\n\0",
                                                10),
            "\xCD\xF5,\"a\"\"b\nc\",\xA3\xB1\n",
            test::xlsx_of({test::xlsx_sheet({{"标题"}, {"日期", "金额"}, {"2018-01-02", "3.5"}})}),
            std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", 12)};
}

SheetSeeds parts_of_spreadsheets() {
    SheetSeeds seeds;
    std::string all;
    const auto parts = test::xlsx_parts(
        {{.rows =
              R"(<row r="1" hidden="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>43102</v></c>)"
              R"(<c r="C1" t="e"><f>A1</f><v>#REF!</v></c><c r="D1" t="inlineStr"><is><t>x</t></is></c></row>)",
          .merged = R"(<mergeCell ref="A1:B2"/>)"}},
        {"零"});
    for (const char* name :
         {"xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml", "xl/workbook.xml"}) {
        for (const auto& [part, text] : parts) {
            if (part == name) all += text + '\0';
        }
    }
    seeds.push_back(all);
    return seeds;
}

SheetSeeds imports() {
    const auto with_kind = [](const char* kind, const std::string& csv) {
        return std::string(kind) + '\0' + csv;
    };
    return {with_kind("cw_shouzhi_mingxi", ledger_csv), with_kind("sw_dibao", list_csv),
            with_kind("cw_shouyi_fenpei", items_csv), with_kind("bt_geng_di", list_csv)};
}

}  // namespace

std::vector<std::string> sheet_seeds_of(std::string_view entry) {
    static const std::map<std::string_view, std::function<SheetSeeds()>> makers = {
        {"workbook", workbooks},
        {"xlsx_parts", parts_of_spreadsheets},
        {"disclosure_import", imports}};
    const auto maker = makers.find(entry);
    return maker == makers.end() ? SheetSeeds{} : maker->second();
}

}  // namespace hall::fuzz
