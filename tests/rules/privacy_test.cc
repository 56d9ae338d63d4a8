#include "sync/rules/privacy/privacy.h"

#include "sync/rules/id_number.h"
#include "sync/rules/privacy/personal_names.h"
#include "sync/rules/privacy/personal_numbers.h"
#include "tests/catch.h"

using namespace hall;

namespace {

constexpr Date today{2026, 11, 23};
constexpr const char* id_number = "11010519491231002X";  // the example of GB 11643
constexpr const char* card = "6222600260001072444";      // an example from a bank's handbook

Findings in_article(const std::string& text, const std::string& title = "公示") {
    return check_privacy("article", {{"title", title}, {"text", text}}, today);
}

std::string codes(const Findings& findings) {
    std::string all;
    for (const Finding& finding : findings) all += (all.empty() ? "" : " ") + finding.code;
    return all;
}

std::string codes_in(const std::string& text) {
    return codes(in_article(text));
}

Json table(std::vector<std::string> labels, std::vector<std::string> cells) {
    Json columns = Json::array();
    for (const std::string& label : labels) {
        columns.push_back({{"key", label}, {"label", label}, {"type", "text"}});
    }
    Json row{{"kind", "entry"}, {"cells", cells}};
    return {{"title", "名单"}, {"columns", columns}, {"rows", {row}}};
}

}  // namespace

TEST_CASE("an identity number is found by its check character, however it is written") {
    REQUIRE(codes_in(std::string("周福贵，身份证号") + id_number + "，住三组") == "id_number");
    REQUIRE(codes_in("110105 19491231 002X") == "id_number");
    REQUIRE(codes_in("110105-1949-1231-002x") == "id_number");
    REQUIRE(codes_in("１１０１０５１９４９１２３１００２Ｘ") == "id_number");
    REQUIRE(codes_in("(110105194912310021)") == "");    // its check character is wrong
    REQUIRE(codes_in("110105194913310021") == "");      // no such month
    REQUIRE(codes_in("9110105194912310020021") == "");  // inside a longer number
    REQUIRE(codes_in("A11010519491231002X") == "");     // a part of a code
    REQUIRE(codes_in("110105********002X") == "");      // masked
    const Findings findings = in_article(std::string("第一行\n证件：") + id_number);
    REQUIRE(findings.size() == 1);
    REQUIRE(findings[0].path == "/text");
    REQUIRE(findings[0].place == "正文第2行");
    REQUIRE(findings[0].severity == Severity::refuse);
    REQUIRE_THAT(findings[0].suggestion, contains_text("110105********002X"));
    REQUIRE(findings[0].message.find("1949") == std::string::npos);
}

TEST_CASE("a bank card is found by Luhn's check digit") {
    REQUIRE(fits_luhn(card));
    REQUIRE(codes_in(std::string("打到") + card) == "bank_card");
    REQUIRE(codes_in("6222 6002 6000 1072 444") == "bank_card");
    REQUIRE(codes_in("卡号4111111111111111") == "bank_card");
    REQUIRE(codes_in("6222600260001072443") == "");  // its check digit is wrong
    REQUIRE(codes_in("1234567890123452") == "");     // no card begins so
    REQUIRE_THAT(in_article(card)[0].suggestion, contains_text("622260*********2444"));
}

TEST_CASE("a mobile number is found, and a landline is nobody's secret") {
    REQUIRE(codes_in("有事打13812345678") == "mobile");
    REQUIRE(codes_in("138 1234 5678、138-1234-5679") == "mobile mobile");
    REQUIRE(codes_in("+86 13812345678，8613812345679") == "mobile mobile");
    REQUIRE(codes_in("电话0838-5550110，12345，95598") == "");
    REQUIRE(codes_in("12812345678") == "");   // no such range
    REQUIRE(codes_in("138123456789") == "");  // twelve digits
    REQUIRE(codes_in("138****5678") == "");
    REQUIRE_THAT(in_article("13812345678")[0].suggestion, contains_text("138****5678"));
}

TEST_CASE("numbers of vouchers, invoices and standards are left alone") {
    REQUIRE(codes_in(std::string("凭证号") + id_number) == "");
    REQUIRE(codes_in(std::string("发票号码：") + card) == "");
    REQUIRE(codes_in("按GB 11643-1999和GB/T 33661-2017办") == "");
    REQUIRE(codes_in("合同编号51068120260115001X，金额123456789012.50元") == "");
    REQUIRE(codes_in("统一社会信用代码91510681MA6260XY3F") == "");
    REQUIRE(codes(check_privacy("disclosure", table({"凭证号", "事由"}, {id_number, "买砖"}),
                                today)) == "");
    // A voucher beside an identity number does not hide it.
    REQUIRE(codes_in(std::string("凭证号12，身份证号") + id_number) == "id_number");
}

TEST_CASE("telephones that are meant to be called may be published") {
    const auto of = [](const char* type, Json body) {
        return codes(check_privacy(type, body, today));
    };
    REQUIRE(of("service", {{"title", "低保"}, {"phone", "13812345678"}}) == "");
    REQUIRE(of("settings", {{"help_phone", "13812345678"}, {"help_text", "打13812345678"}}) == "");
    REQUIRE(of("listing", {{"title", "卖梨"}, {"contact", "周师傅13812345678"}}) == "");
    REQUIRE(of("article", {{"title", "村干部通讯录"}, {"text", "周支书 13812345678"}}) == "");
    REQUIRE(of("article", {{"title", "电话"}, {"column", "contacts"}, {"text", "13812345678"}}) ==
            "");
    REQUIRE(codes_in("咨询电话：13812345678") == "");
    REQUIRE(codes_in("农技员老陈13812345678") == "");
    REQUIRE(of("listing", {{"title", "卖梨"}, {"text", "找周福贵13812345678"}}) == "mobile");
    // An address book is for telephones and for nothing else.
    REQUIRE(of("article", {{"title", "通讯录"}, {"text", id_number}}) == "id_number");
}

TEST_CASE("an illness is found where it is told of somebody by name") {
    for (const char* text :
         {"村民周福贵患肝癌", "周福贵，因病住院，诊断为尿毒症", "患者李秀英确诊糖尿病",
          "户主高明患白血病，家庭困难", "周福贵 肝癌晚期 补助2000元", "1.王建国，糖尿病",
          "给低保户张大山（高血压、长期服药）送药", "欧阳明患癫痫"}) {
        INFO(text);
        REQUIRE(codes_in(text) == "illness");
    }
    REQUIRE_THAT(in_article("村民周福贵患肝癌")[0].suggestion, contains_text("周*贵"));
    REQUIRE(in_article("村民周福贵患肝癌")[0].message.find("周福贵") == std::string::npos);
}

TEST_CASE("an illness of nobody, a crop's, or one behind a mask is left alone") {
    for (const char* text :
         {"请糖尿病的老人早点报名：0838-5550104", "高血压、糖尿病：平时拿药也能报",
          "村民周*贵患重病，救助2000元", "周某患肝癌", "王医生讲糖尿病怎么防",
          "县医院教授王建国主讲高血压防治", "张三家的梨树得了黑星病", "李子树流胶病怎么治",
          "何时查出高血压都不晚", "许多人患高血压", "曾患大病的家庭可以申请",
          "残疾人两项补贴名单：周*福、李*英", "因病致贫的家庭有三户"}) {
        INFO(text);
        REQUIRE(codes_in(text) == "");
    }
}

TEST_CASE("in a table a name and an illness count in one row, and the row is said") {
    Json body = table({"姓名", "原因", "金额"}, {"周福贵", "肝癌", "2000.00"});
    body["rows"].push_back({{"kind", "entry"}, {"cells", {"周*英", "肝癌", "1000.00"}}});
    body["rows"].push_back({{"kind", "entry"}, {"cells", {"李建国", "火灾", "1000.00"}}});
    body["rows"].push_back({{"kind", "entry"},
                            {"cells", {"李建国", "救助", "1000.00"}},
                            {"explain", "患尿毒症，透析"}});
    const Findings findings = check_privacy("disclosure", body, today);
    REQUIRE(codes(findings) == "illness illness");
    REQUIRE(findings[0].row == 1);
    REQUIRE_THAT(findings[0].place, contains_text("第1行"));
    REQUIRE(findings[1].row == 4);
    const Findings number =
        check_privacy("disclosure", table({"姓名", "电话"}, {"周*贵", "13812345678"}), today);
    REQUIRE(codes(number) == "mobile");
    REQUIRE(number[0].path == "/rows/0/cells/1");
    REQUIRE(number[0].row == 1);
    REQUIRE_THAT(number[0].place, contains_text("电话"));
}

TEST_CASE("personal data is found wherever a document can hold text") {
    const std::string told = std::string("身份证") + id_number;
    for (const auto& [type, body] : std::vector<std::pair<const char*, Json>>{
             {"article", {{"title", told}}},
             {"article", {{"title", "a"}, {"pictures", {{{"caption", told}}}}}},
             {"diary", {{"title", "a"}, {"text", told}}},
             {"question", {{"title", "a"}, {"answer", told}}},
             {"service", {{"title", "a"}, {"steps", {told}}}},
             {"post", {{"title", "a"}, {"comments", {{{"text", told}}}}}},
             {"disclosure", {{"title", "a"}, {"corrections", {{{"text", told}}}}}},
             {"board", {{"name", told}}},
             {"unheard_of", {{"deep", {{"deeper", {told}}}}}}}) {
        INFO(body.dump());
        REQUIRE(codes(check_privacy(type, body, today)) == "id_number");
    }
}

TEST_CASE("names are masked as lists of people show them") {
    REQUIRE(masked_name("周福贵") == "周*贵");
    REQUIRE(masked_name("周福") == "周*");
    REQUIRE(masked_name("欧阳明") == "欧阳*");
    REQUIRE(is_plain_name("周福贵"));
    for (const char* other : {"周*贵", "周某某", "周大爷", "办公水电", "王", "Zhou", "", "2000"}) {
        INFO(other);
        REQUIRE_FALSE(is_plain_name(other));
    }
}
