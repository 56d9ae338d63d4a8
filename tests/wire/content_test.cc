#include "sync/wire/content.h"

#include <string>

#include "sync/core/encoding.h"
#include "tests/catch.h"

using namespace hall;

namespace {

const std::string placed =
    R"("board":"affairs","column":"notice","title":"通知","date":"2026-11-23")";
const std::string blob =
    R"({"sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad","bytes":3,)"
    R"("mime":"image/png","caption":"村口"})";

Json body(const std::string& members) {
    return Json::parse("{" + members + "}");
}

Json patched(Json json, const char* patch) {
    json.merge_patch(Json::parse(patch));
    return json;
}

// What holds for every reader: required members must be there, every member must be of
// its type, and what a newer county adds is ignored.
template <typename Read>
void require_strict(const Json& good, std::initializer_list<const char*> required, Read read) {
    REQUIRE_OK(read(good));
    for (const char* name : required) {
        Json without = good;
        REQUIRE(without.erase(name) == 1);
        INFO("without " << name);
        REQUIRE_ERROR(Errc::corrupt, read(without));
    }
    for (const auto& [name, value] : good.items()) {
        Json wrong = good;
        wrong[name] = value.is_object() ? Json(7) : Json::object();
        INFO("wrong " << name);
        REQUIRE_ERROR(Errc::corrupt, read(wrong));
        if (!value.is_array()) continue;
        wrong[name] = Json::array({Json::array()});
        REQUIRE_ERROR(Errc::corrupt, read(wrong));
    }
    Json more = good;
    more["tomorrow"] = 1;
    REQUIRE_OK(read(more));
    REQUIRE_ERROR(Errc::corrupt, read(Json::array()));
    REQUIRE_ERROR(Errc::corrupt, read(Json()));
}

template <typename Read>
void require_corrupt(const Json& good, std::initializer_list<const char*> patches, Read read) {
    for (const char* patch : patches) {
        INFO(patch);
        REQUIRE_ERROR(Errc::corrupt, read(patched(good, patch)));
    }
}

}  // namespace

TEST_CASE("a board is read") {
    const Json good = body(
        R"("id":"affairs","name":"村务公开","emblem":"公","accent":"affairs","kind":"disclosure",)"
        R"("line":"看看村里的账","order":2,"columns":[{"id":"money","name":"财务"}],)"
        R"("publishers":["town","village"])");
    const Board board = VALUE(board_of(good));
    REQUIRE(board.name == "村务公开");
    REQUIRE(board.emblem == "公");
    REQUIRE(board.kind == "disclosure");
    REQUIRE(board.line == "看看村里的账");
    REQUIRE(board.order == 2);
    REQUIRE(board.columns.at(0).id == "money");
    REQUIRE(board.columns.at(0).name == "财务");
    REQUIRE(board.publishers == std::vector<std::string>{"town", "village"});
    require_strict(good, {"id", "name", "emblem", "accent", "kind"}, board_of);
}

TEST_CASE("where a document stands is read") {
    const Json good = body(placed + R"(,"pinned":true,"until":"2026-12-31")");
    const Placed read = VALUE(placed_of(good));
    REQUIRE(read.board == "affairs");
    REQUIRE(read.column == "notice");
    REQUIRE(read.title == "通知");
    REQUIRE(read.date == "2026-11-23");
    REQUIRE(read.pinned);
    REQUIRE(read.until == "2026-12-31");
    REQUIRE(VALUE(placed_of(body(placed))).until.empty());
    require_strict(good, {"board", "column", "title", "date"}, placed_of);
    require_corrupt(good, {R"({"date":"2026-02-29"})", R"({"date":""})", R"({"until":"soon"})"},
                    placed_of);
}

TEST_CASE("an article is read") {
    const Json good =
        body(placed + R"(,"source":"县农业农村局","text":"正文","summary":"一句话",)" +
             R"("pictures":[)" + blob + "]");
    const Article article = VALUE(article_of(good));
    REQUIRE(article.placed.title == "通知");
    REQUIRE(article.source == "县农业农村局");
    REQUIRE(article.text == "正文");
    REQUIRE(article.summary == "一句话");
    REQUIRE(article.pictures.at(0).bytes == 3);
    REQUIRE(article.pictures.at(0).mime == "image/png");
    REQUIRE(article.pictures.at(0).caption == "村口");
    require_strict(good, {"title", "text"}, article_of);
    require_corrupt(good,
                    {R"({"pictures":[{"sha256":"ab","bytes":3,"mime":"image/png"}]})",
                     R"({"pictures":[{"sha256":"zz","bytes":3,"mime":"image/png"}]})"},
                    article_of);
    Json negative = good;
    negative["pictures"][0]["bytes"] = -1;
    REQUIRE_ERROR(Errc::corrupt, article_of(negative));
}

TEST_CASE("a disclosure is read") {
    const Json good = body(
        placed +
        R"(,"table":"cash","period":{"kind":"quarter","year":2026,"index":3},)"
        R"("prepared_by":"王会计","basis":"村民委员会组织法","notice_until":"2026-12-01","note":"注",)"
        R"("columns":[{"key":"item","label":"项目","type":"text"},)"
        R"({"key":"sum","label":"收入（元）","type":"money"}],)"
        R"("rows":[{"kind":"entry","cells":["水费","24600.00"],"explain":"全年"}],)"
        R"("countersigned":[{"who":"村务监督委员会","people":3,"date":"2026-10-02"}],)"
        R"("corrections":[{"date":"2026-10-05","what":"改了一个数"}])");
    const Disclosure disclosure = VALUE(disclosure_of(good));
    REQUIRE(disclosure.table == "cash");
    REQUIRE(disclosure.period == Period{"quarter", 2026, 3});
    REQUIRE(disclosure.prepared_by == "王会计");
    REQUIRE(disclosure.notice_until == "2026-12-01");
    REQUIRE(disclosure.columns.at(1).type == "money");
    REQUIRE(disclosure.rows.at(0).cells.at(1) == "24600.00");
    REQUIRE(disclosure.rows.at(0).explain == "全年");
    REQUIRE(disclosure.countersigned.at(0).people == 3);
    REQUIRE(disclosure.corrections.at(0).what == "改了一个数");
    require_strict(good, {"title", "table", "period", "columns", "rows"}, disclosure_of);
    require_corrupt(
        good,
        {R"({"period":{"kind":"week"}})", R"({"period":{"index":5}})", R"({"period":{"index":0}})",
         R"({"period":{"index":null}})", R"({"period":{"year":12}})",
         R"({"period":{"kind":"year"}})", R"({"rows":[{"kind":"entry","cells":["水费"]}]})",
         R"({"rows":[{"kind":"entry","cells":["水费",24600]}]})", R"({"rows":[{"kind":"entry"}]})",
         R"({"rows":[{"kind":"x","cells":["",""]}]})",
         R"({"columns":[{"key":"a","label":"a","type":"colour"},{}]})",
         R"({"countersigned":[{"who":"x","people":-1,"date":"2026-10-02"}]})",
         R"({"corrections":[{"date":"2026-10-05"}]})"},
        disclosure_of);
    REQUIRE(VALUE(disclosure_of(patched(good, R"({"period":{"kind":"year","index":null}})")))
                .period.index == 0);
}

TEST_CASE("a farming question is read") {
    const Json good =
        body(placed + R"(,"subject":"水稻","answer":"先排水","expert":"农技站刘老师",)"
                      R"("answered":"2026-07-01","months":[6,7],"words":["黄叶"])");
    const Question question = VALUE(question_of(good));
    REQUIRE(question.answer == "先排水");
    REQUIRE(question.months == std::vector<int>{6, 7});
    REQUIRE(question.words == std::vector<std::string>{"黄叶"});
    require_strict(good, {"title", "answer"}, question_of);
    require_corrupt(good,
                    {R"({"months":[0]})", R"({"months":[13]})", R"({"months":["6"]})",
                     R"({"answered":"summer"})", R"({"words":[1]})"},
                    question_of);
}

TEST_CASE("a service is read, its form as the JSON it came as") {
    const Json good = body(
        placed +
        R"(,"department":"民政","target":"老人","conditions":["满八十岁"],)"
        R"("materials":[{"name":"身份证","form":"复印件","source":"自备","copies":2,"required":false}],)"
        R"("steps":["填表"],"promised_days":5,"statutory_days":20,"visits":1,"fee":"不收费",)"
        R"("basis":"办法","phone":"0838-0000000","place":"便民中心","form":{"fields":[]})");
    const Service service = VALUE(service_of(good));
    REQUIRE(service.department == "民政");
    REQUIRE(service.materials.at(0).copies == 2);
    REQUIRE_FALSE(service.materials.at(0).required);
    REQUIRE(service.steps == std::vector<std::string>{"填表"});
    REQUIRE(service.promised_days == 5);
    REQUIRE(service.statutory_days == 20);
    REQUIRE(service.visits == 1);
    REQUIRE(service.form_json == R"({"fields":[]})");
    require_strict(good, {"title", "department"}, service_of);
    require_corrupt(good, {R"({"visits":-1})", R"({"materials":[{"form":"x"}]})"}, service_of);
    Json plain = good;
    plain.erase("form");
    REQUIRE(VALUE(service_of(plain)).form_json.empty());
}

TEST_CASE("a listing and a diary entry are read") {
    const Json listing_body =
        body(placed + R"(,"price":"每斤8元","text":"土鸡蛋","contact":"老周",)" +
             R"("phone":"13800000000","pictures":[)" + blob + "]");
    const Listing listing = VALUE(listing_of(listing_body));
    REQUIRE(listing.price == "每斤8元");
    REQUIRE(listing.contact == "老周");
    REQUIRE(listing.phone == "13800000000");
    REQUIRE(listing.pictures.size() == 1);
    require_strict(listing_body, {"title", "text"}, listing_of);

    const Json diary_body = body(placed + R"(,"author":"李支书","weather":"晴","text":"走访")");
    const Diary diary = VALUE(diary_of(diary_body));
    REQUIRE(diary.author == "李支书");
    REQUIRE(diary.weather == "晴");
    REQUIRE(diary.text == "走访");
    require_strict(diary_body, {"title", "author", "text"}, diary_of);
}

TEST_CASE("a survey is read, with its five grades") {
    const Json good =
        body(placed + R"(,"year":2026,"departments":[{"id":"water","name":"水务","work":"修渠"}],)"
                      R"("grades":["很好","好","一般","差","很差"],"reasons":["态度"])");
    const Survey survey = VALUE(survey_of(good));
    REQUIRE(survey.year == 2026);
    REQUIRE(survey.departments.at(0).work == "修渠");
    REQUIRE(survey.grades.size() == 5);
    REQUIRE(survey.reasons.size() == 1);
    require_strict(good, {"title", "year", "departments", "grades"}, survey_of);
    require_corrupt(good, {R"({"grades":["好","差"]})", R"({"year":0})"}, survey_of);
}

TEST_CASE("the places of the county are read") {
    const Json good =
        body(R"("county":"广汉市","towns":[{"code":"510681113","name":"松林镇","villages":)"
             R"([{"code":"510681113205","name":"滴水村","kind":"village"},)"
             R"({"code":"510681113001","name":"街道","kind":"community"}]}])");
    const Places places = VALUE(places_of(good));
    REQUIRE(places.county == "广汉市");
    REQUIRE(places.towns.at(0).villages.at(0).name == "滴水村");
    REQUIRE(places.towns.at(0).villages.at(1).kind == "community");
    require_strict(good, {"county", "towns"}, places_of);
    require_corrupt(
        good,
        {R"({"towns":[{"code":"51068111","name":"x","villages":[]}]})",
         R"({"towns":[{"code":"510681113","name":"x"}]})",
         R"({"towns":[{"code":"510681113","name":"x","villages":[{"code":"1","name":"y"}]}]})",
         R"({"towns":[{"code":"510681113","name":"x","villages":[{"code":"510681113205","name":"y","kind":"city"}]}]})"},
        places_of);
}

TEST_CASE("the settings are read, and times that would wear a kiosk out are not") {
    const std::string key = base64_of(std::string(32, 'k'));
    const Json good =
        body(R"("receipt_keys":[{"id":"r","to":"receipt","public_key":")" + key +
             R"("}],"seal_keys":[{"id":"c","to":"county","public_key":")" + key +
             R"("}],"poll_s":60,"heartbeat_s":3600,"idle_warn_s":90,)" +
             R"("idle_wipe_s":120,"help_phone":"0838-0000000","help_text":"叫人帮忙")");
    const Settings settings = VALUE(settings_of(good));
    REQUIRE(settings.receipt_keys.at(0).public_key == std::string(32, 'k'));
    REQUIRE(settings.seal_keys.at(0).to == "county");
    REQUIRE(settings.poll_s == 60);
    REQUIRE(settings.heartbeat_s == 3600);
    REQUIRE(settings.idle_warn_s == 90);
    REQUIRE(settings.idle_wipe_s == 120);
    REQUIRE(settings.help_text == "叫人帮忙");
    require_strict(good, {"receipt_keys", "seal_keys"}, settings_of);
    require_corrupt(good,
                    {R"({"poll_s":0})", R"({"heartbeat_s":-1})", R"({"idle_warn_s":0})",
                     R"({"idle_wipe_s":90})",
                     R"({"seal_keys":[{"id":"c","to":"county","public_key":"AAAA"}]})"},
                    settings_of);
    REQUIRE(VALUE(settings_of(body(R"("receipt_keys":[],"seal_keys":[])"))).poll_s == 300);
}
