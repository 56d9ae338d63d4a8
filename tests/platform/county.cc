#include "tests/platform/county.h"

#include "platform/commands/commands.h"
#include "platform/publish/county_setup.h"
#include "sync/core/encoding.h"
#include "sync/wire/http_signature.h"
#include "sync/wire/slip.h"
#include "tests/catch.h"
#include "tests/shipped_schemas.h"

namespace hall::platform {

namespace {

// Cheap on purpose: the cost of the real one is tested where it is chosen.
constexpr PasswordCost cheap{.memory_kib = 1024, .passes = 1};

const char* const boards = R"([
    {"id":"affairs","name":"村务公开","emblem":"公","accent":"affairs","kind":"disclosure","line":"",
     "order":1,"columns":[{"id":"finance","name":"财务"}],"publishers":["village"]},
    {"id":"services","name":"政务大厅","emblem":"办","accent":"services","kind":"services","line":"",
     "order":2,"columns":[{"id":"civil","name":"民政"}],"publishers":["county"]},
    {"id":"farming","name":"农技指导","emblem":"农","accent":"farming","kind":"questions","line":"",
     "order":3,"columns":[{"id":"grain","name":"粮油"},{"id":"protection","name":"植保"}],
     "publishers":["county"]}])";

const char* const allowance = R"({
    "board":"services","column":"civil","title":"高龄津贴申请","date":"2026-11-01",
    "department":"市民政局","promised_days":7,
    "form":{"version":1,"title":"高龄津贴申请","kind":"request","to":"county",
      "schema":{"type":"object","required":["applicant","id_number"],"additionalProperties":false,
        "properties":{"applicant":{"type":"string","enum":["self","other"]},
                      "id_number":{"type":"string","maxLength":18},
                      "place":{"type":"string","maxLength":12}}},
      "pages":[{"title":"给谁办？","fields":["applicant"]},
               {"title":"身份证号码","fields":["id_number"]},
               {"title":"住在哪个村？","fields":["place"]}],
      "fields":{"applicant":{"label":"给谁办","control":"choice",
                  "choices":{"self":"给自己办","other":"替家里人办"}},
                "id_number":{"label":"身份证号码","control":"id_number","personal":true},
                "place":{"label":"住在","control":"place"}},
      "result":"村里先核对"}})";

Json parsed(const char* text) {
    return VALUE(parse_json(text));
}

Document document(std::string id, std::string type, Json body) {
    return {.id = std::move(id),
            .type = std::move(type),
            .at = "2026-11-01T01:00:00Z",
            .body = std::move(body)};
}

Places test_places() {
    const auto village = [](std::string_view code, std::string name) {
        return Village{std::string(code), std::move(name), "village"};
    };
    return {.county = "广汉市",
            .towns = {{"510681104", "连山镇", {village(far_village, "石门村")}},
                      {std::string(songlin),
                       "松林镇",
                       {village(other_village, "白里村"), village(dishui, "滴水村")}}}};
}

CountyContent test_content() {
    CountyContent content{.places = test_places(),
                          .help_phone = "0838-5550110",
                          .help_text = "请按铃",
                          .at = "2026-11-01T00:00:00Z"};
    ContentFile board_file{.channel = "county", .name = "county/boards.json"};
    for (const Json& board : parsed(boards)) {
        board_file.documents.push_back(document("board-" + string_or(board, "id"), "board", board));
    }
    ContentFile county{.channel = "county", .name = "county/all.json"};
    county.documents = {document("service-allowance", "service", parsed(allowance)),
                        article("county-news", "县里的消息")};
    content.files = {board_file, county};
    for (const std::string& channel :
         {town_channel(songlin), village_channel(dishui), village_channel(other_village),
          village_channel(far_village)}) {
        content.files.push_back({channel, channel, {article("news", channel + "的消息")}});
    }
    return content;
}

void add_people(Store& store, Random& random) {
    const std::string verifier = VALUE(password_verifier(password, random, cheap));
    const std::pair<const char*, std::string> users[] = {{"county", ""},
                                                         {"town", std::string(songlin)},
                                                         {"village", std::string(dishui)},
                                                         {"department", "市民政局"},
                                                         {"discipline", ""}};
    for (const auto& [role, scope] : users) {
        REQUIRE_OK(
            store.people().put_user({role, std::string("某") + role, role, scope, verifier}));
    }
    REQUIRE_OK(store.people().put_staff("", {"1001", "小陈", "staff", verifier}));
}

}  // namespace

Document article(std::string id, std::string title) {
    return document(std::move(id), "article",
                    {{"board", "farming"},
                     {"column", "grain"},
                     {"title", std::move(title)},
                     {"date", "2026-11-01"},
                     {"text", "正文"}});
}

TestCounty::TestCounty(Files* files)
    : data_(temp_.path() / "data"), files_(files == nullptr ? disk_ : *files) {
    REQUIRE_OK(disk_.make_folder(data_));
    const PlatformFolder folder(data_);
    KeyStore keys(files_, folder.keys());
    const CountyContent content = test_content();
    REQUIRE_OK(make_county_keys(keys, content.places, random_));
    {
        const auto store = VALUE(open_sqlite_store(folder.database()));
        InlineExecutor executor(*store);
        REQUIRE_OK(executor.run([&](Store& inside) -> Result<void> {
            TRY(keep_county_content(inside, keys, shipped_schemas(), content));
            add_people(inside, random_);
            return {};
        }));
        const TufFolder tuf(folder.tuf());
        REQUIRE_OK(Publisher(files_, clock_, keys, tuf).found(executor));
    }
    restart();
}

void TestCounty::restart() {
    platform_.reset();
    platform_ =
        VALUE(Platform::open({files_, clock_, random_},
                             {.data = data_, .schemas = shipped_schemas(), .own_thread = false}));
}

std::string TestCounty::body(const HttpResponse& response) {
    return VALUE(body_of(response, disk_));
}

void TestCounty::keep(std::string_view channel, Document wanted) {
    REQUIRE_OK(executor().run([&](Store& store) -> Result<void> {
        TRY(keep_document(store, channel, wanted));
        return {};
    }));
}

std::string TestCounty::code(std::string_view village) {
    return VALUE(ask<std::string>(executor(), [&](Store& store) {
        return platform_->enrolment().make_code(store, village);
    }));
}

Result<std::string> RouteFetcher::fetch(const std::string& path) {
    const HttpResponse response = county_.answer(request_to("GET", path));
    if (response.status == 404) return Error(Errc::not_found, path);
    if (response.status != 200) return Error(Errc::unavailable, path);
    return county_.body(response);
}

Result<std::string> RouteFetcher::metadata(std::string_view name, std::uint64_t) {
    return fetch("/tuf/" + village_ + "/metadata/" + std::string(name));
}

Result<std::string> RouteFetcher::target(std::string_view path, std::uint64_t) {
    return fetch("/tuf/targets/" + std::string(path));
}

HttpResponse TestKiosk::enrol(std::string_view village) {
    return enrol_with(county_.code(village));
}

HttpResponse TestKiosk::enrol_with(const std::string& code) {
    const HttpResponse response =
        county_.answer(request_to("POST", "/api/v1/enrol", bytes_of(enrolment(code))));
    if (response.status != 200) return response;
    const EnrolmentResponse answer = VALUE(parse_enrolment_response(response.body));
    id_ = answer.kiosk;
    short_id_ = answer.short_id;
    village_ = answer.village;
    epoch_ = answer.epoch;
    return response;
}

HttpResponse TestKiosk::enrol_again() {
    SigningKey next = SigningKey::make(county_.random());
    BoxKey next_box = BoxKey::make(county_.random());
    EnrolmentRequest request{county_.code(village_), next.public_key(), next_box.public_key(),
                             std::nullopt};
    request.former = FormerKiosk{id_, sign_key_.sign(former_message(id_, request))};
    sign_enrolment(request, next);
    const HttpResponse response =
        county_.answer(request_to("POST", "/api/v1/enrol", bytes_of(request)));
    if (response.status != 200) return response;
    const EnrolmentResponse answer = VALUE(parse_enrolment_response(response.body));
    sign_key_ = std::move(next);
    box_key_ = std::move(next_box);
    id_ = answer.kiosk;
    short_id_ = answer.short_id;
    epoch_ = answer.epoch;
    return response;
}

HttpResponse TestKiosk::upload(const std::string& sealed) {
    const auto ask = [&](std::string method, std::string path, std::string body,
                         const std::map<std::string, std::string>& headers) {
        HttpRequest request = signed_request(std::move(method), std::move(path), std::move(body));
        request.headers["tus-resumable"] = "1.0.0";
        for (const auto& [name, value] : headers) request.headers[name] = value;
        return county_.answer(std::move(request));
    };
    const std::string name = sha256_hex(sealed);
    const HttpResponse created = ask("POST", "/api/v1/uploads", {},
                                     {{"upload-length", std::to_string(sealed.size())},
                                      {"upload-metadata", "sha256 " + base64_of(name)}});
    if (created.status != 201) return created;
    return ask("PATCH", "/api/v1/uploads/" + name, sealed,
               {{"upload-offset", "0"}, {"content-type", "application/offset+octet-stream"}});
}

HttpRequest TestKiosk::signed_request(std::string method, std::string target, std::string body) {
    HttpRequest request = request_to(std::move(method), std::move(target), std::move(body));
    const SignedHeaders headers =
        sign_request({request.method, request.absolute_uri, request.body}, sign_key_, id_,
                     county_.clock().wall_ms() / 1000, county_.random());
    request.headers = {{"content-digest", headers.content_digest},
                       {"signature-input", headers.signature_input},
                       {"signature", headers.signature}};
    return request;
}

std::string TestKiosk::key_of(std::string_view addressee) {
    for (const NamedKey& key : VALUE(county_.platform().keys().public_seal_keys())) {
        if (key.to == addressee) return key.public_key;
    }
    FAIL("no seal key");
    return {};
}

Event TestKiosk::event(const Wish& wish) {
    ++counter;
    last_slip_ = slip_number(short_id_, counter);
    Event event{.id = uuid_v7(county_.clock().wall_ms(), county_.random()),
                .kiosk = id_,
                .epoch = epoch_,
                .counter = counter,
                .village = village_,
                .kind = wish.kind,
                .slip = last_slip_,
                .time = {.wall = "2026-11-23T09:00:00Z", .certain = true}};
    SealedBody body{.event = event.id,
                    .kiosk = event.kiosk,
                    .kind = event.kind,
                    .form = wish.form,
                    .form_version = 1,
                    .slip = event.slip,
                    .reply_key = wish.reply_key,
                    .body = wish.body};
    last_sealed_.clear();
    for (const AttachedBytes& attached : wish.attachments) {
        AttachmentSealer sealer(event.id, county_.random());
        std::string sealed = sealer.add(attached.bytes);
        sealed += sealer.finish();
        SealedAttachment attachment;
        attachment.name.sha256 = sha256_hex(sealed);
        attachment.name.bytes = static_cast<std::int64_t>(sealed.size());
        attachment.mime = attached.mime;
        attachment.title = attached.title;
        attachment.key = sealer.key();
        event.attachments.push_back(attachment.name);
        body.attachments.push_back(std::move(attachment));
        last_sealed_.push_back(std::move(sealed));
    }
    const std::string key = key_of(wish.to);
    event.sealed = SealedPart{wish.to, key_id_of(key), VALUE(seal(plain_of(body), key))};
    return event;
}

Event TestKiosk::heartbeat() {
    ++counter;
    return {.id = uuid_v7(county_.clock().wall_ms(), county_.random()),
            .kiosk = id_,
            .epoch = epoch_,
            .counter = counter,
            .village = village_,
            .kind = "heartbeat",
            .time = {.wall = "2026-11-23T09:00:00Z"},
            .body = Json{{"version", "0.1.0"}}};
}

HttpResponse TestKiosk::send(const std::vector<std::string>& events) {
    return county_.answer(signed_request("POST", "/api/v1/events", pack_batch(events)));
}

std::vector<Receipt> TestKiosk::receipts(const HttpResponse& response) {
    REQUIRE(response.status == 200);
    const Json json = VALUE(parse_json(response.body));
    const auto keys = VALUE(county_.platform().keys().public_receipt_keys());
    std::vector<Receipt> receipts;
    for (const Json& receipt : array_or_empty(json, "receipts")) {
        receipts.push_back(VALUE(open_receipt(json_line(receipt), keys)));
    }
    return receipts;
}

std::vector<Reply> TestKiosk::replies(std::int64_t after) {
    const HttpResponse response = county_.answer(signed_request(
        "GET", "/api/v1/villages/" + village_ + "/replies?after=" + std::to_string(after)));
    REQUIRE(response.status == 200);
    const auto keys = VALUE(county_.platform().keys().public_receipt_keys());
    std::vector<Reply> replies;
    std::string_view rest = response.body;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(line.size() + 1);
        replies.push_back(VALUE(open_reply(line, keys)));
    }
    return replies;
}

}  // namespace hall::platform
