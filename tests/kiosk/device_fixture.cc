#include "tests/kiosk/device_fixture.h"

#include "sync/core/encoding.h"
#include "sync/rules/id_number.h"

namespace hall::kiosk {

Document document_of_type(const std::string& id, const std::string& type, Json body) {
    Document document;
    document.id = id;
    document.type = type;
    document.rev = 1;
    document.at = "2026-11-01T00:00:00Z";
    document.body = std::move(body);
    return document;
}

Document board_document(const std::string& id, const std::string& name, const std::string& kind) {
    return document_of_type(
        "board-" + id, "board",
        {{"id", id},
         {"name", name},
         {"emblem", "公"},
         {"accent", "affairs"},
         {"kind", kind},
         {"line", "平常的一句话"},
         {"order", 1},
         {"columns",
          {{{"id", "first"}, {"name", "第一栏"}}, {{"id", "second"}, {"name", "第二栏"}}}},
         {"publishers", {"county", "town", "village"}}});
}

Document article_document(const std::string& id, const std::string& title) {
    return document_of_type(id, "article",
                            {{"board", "policy"},
                             {"column", "first"},
                             {"title", title},
                             {"date", "2026-11-20"},
                             {"source", "农业农村局"},
                             {"text", "## 一句话\n\n好消息。"}});
}

Document form_document(const std::string& id) {
    const Json form = {
        {"version", 1},
        {"title", "高龄津贴申请"},
        {"kind", "request"},
        {"to", "county"},
        {"result", "7个工作日内答复。"},
        {"schema",
         {{"type", "object"},
          {"additionalProperties", false},
          {"required", {"who", "id_number"}},
          {"properties",
           {{"who", {{"type", "string"}, {"enum", {"self", "other"}}}},
            {"id_number", {{"type", "string"}, {"maxLength", 18}}}}}}},
        {"pages",
         {{{"title", "给谁办？"}, {"fields", {"who"}}},
          {{"title", "身份证号？"}, {"fields", {"id_number"}}}}},
        {"fields",
         {{"who",
           {{"label", "给谁办"},
            {"control", "choice"},
            {"choices", {{"self", "给自己"}, {"other", "替别人"}}}}},
          {"id_number", {{"label", "身份证号"}, {"control", "id_number"}, {"personal", true}}}}}};
    return document_of_type(id, "service",
                            {{"board", "services"},
                             {"column", "first"},
                             {"title", "高龄津贴"},
                             {"date", "2026-10-01"},
                             {"department", "民政"},
                             {"target", "80岁以上老人"},
                             {"conditions", {"本县户口"}},
                             {"materials",
                              {{{"name", "身份证"},
                                {"form", "原件"},
                                {"source", "自带"},
                                {"copies", 1},
                                {"required", true}}}},
                             {"steps", {"填表", "等消息"}},
                             {"promised_days", 7},
                             {"statutory_days", 20},
                             {"visits", 0},
                             {"fee", "不收费"},
                             {"basis", "《老年人权益保障法》"},
                             {"phone", "0838-5550101"},
                             {"place", "村便民服务厅"},
                             {"form", form}});
}

Document ledger_document(const std::string& id, int quarter) {
    const auto row = [](const char* kind, const char* item, const char* income,
                        const char* spending) {
        return Json{{"kind", kind}, {"cells", {item, income, spending}}, {"explain", ""}};
    };
    return document_of_type(
        id, "disclosure",
        {{"board", "affairs"},
         {"column", "first"},
         {"title", "第" + std::to_string(quarter) + "季度收支公开表"},
         {"date", "2026-10-12"},
         {"table", "finance"},
         {"period", {{"kind", "quarter"}, {"year", 2026}, {"index", quarter}}},
         {"prepared_by", "村民委员会"},
         {"basis", ""},
         {"notice_until", quarter == 3 ? "2026-11-27" : ""},
         {"note", ""},
         {"columns",
          {{{"key", "item"}, {"label", "项目"}, {"type", "text"}},
           {{"key", "income"}, {"label", "收入（元）"}, {"type", "money"}},
           {{"key", "spending"}, {"label", "支出（元）"}, {"type", "money"}}}},
         {"rows",
          {row("opening", "上季结转", "100.00", ""), row("entry", "上级补助", "50.00", ""),
           row("entry", "办公水电", "", "30.00"), row("total", "本季合计", "50.00", "30.00"),
           row("closing", "本季结余", "120.00", "")}},
         {"countersigned", Json::array()},
         {"corrections", Json::array()}});
}

DeviceFixture::DeviceFixture() {
    Identity identity;
    identity.server = "http://127.0.0.1:1";
    identity.kiosk = "kiosk-1";
    identity.short_id = "K7M";
    identity.village = "510681113205";
    identity.village_name = "滴水村";
    identity.town = "510681113";
    identity.town_name = "松林镇";
    identity.county = "广汉市";
    REQUIRE_OK(save_identity(files, folder, identity));
    const auto key = [](const std::string& id, const char* to, const std::string& public_key) {
        return Json{{"id", id}, {"to", to}, {"public_key", base64_of(public_key)}};
    };
    const Json settings = {{"receipt_keys", {key("r1", "receipt", receipt_key.public_key())}},
                           {"seal_keys", {key("c1", "county", county_key.public_key())}},
                           {"poll_s", 300},
                           {"heartbeat_s", 21'600},
                           {"idle_warn_s", 45},
                           {"idle_wipe_s", 65},
                           {"help_phone", "0838-5550100"},
                           {"help_text", "代办员在的。"}};
    publish("county", {document_of_type("settings", "settings", settings),
                       board_document("affairs", "村务公开", "disclosure"),
                       board_document("policy", "惠民政策", "articles"),
                       board_document("services", "政务大厅", "services"),
                       article_document("a1", "高龄津贴涨了"), form_document("allowance")});
    publish("village-510681113205", {ledger_document("f2", 2), ledger_document("f3", 3)});
}

Cache DeviceFixture::cache() {
    return VALUE(Cache::open(files, folder.cache()));
}

void DeviceFixture::publish(const std::string& channel, const std::vector<Document>& documents) {
    Cache writer = cache();
    const std::int64_t from = VALUE(writer.channel_version(channel));
    Cache::Install install = VALUE(writer.begin({channel, from, from + 1}, check_readable));
    REQUIRE_OK(install.add(documents));
    REQUIRE(install.refused().empty());
    REQUIRE_OK(install.commit());
}

App DeviceFixture::open(Files& disk, OutboxLimits outbox) {
    ui::UiStrings strings =
        VALUE(ui::UiStrings::load(files, Path(HALL_SOURCE_DIR "/assets"), "zh-CN"));
    return VALUE(
        App::open({disk, clock, random, devices, std::move(outbox)}, folder, std::move(strings)));
}

std::vector<OutboxEvent> DeviceFixture::waiting(std::string_view kind) const {
    OutboxReader reader = VALUE(OutboxReader::open(folder));
    std::vector<OutboxEvent> events;
    for (OutboxEvent& event : VALUE(reader.next(0)).events) {
        if (event.kind == kind) events.push_back(std::move(event));
    }
    return events;
}

std::string some_id_number() {
    const std::string digits = "51068118490630001";
    return digits + id_check_character(digits);
}

void type(App& app, std::string_view text) {
    for (const char c : text) app.send(Typed{std::string(1, c)});
}

void fill_in(App& app) {
    app.send(OpenDocument{{"county", "allowance"}});
    app.send(OpenForm{});
    app.send(Answered{"who", "self"});
    app.send(NextPage{});
    app.send(Focus{"id_number"});
    type(app, some_id_number());
    app.send(TypingDone{});
    app.send(NextPage{});
    REQUIRE(top<FormModel>(app).reviewing);
}

}  // namespace hall::kiosk
