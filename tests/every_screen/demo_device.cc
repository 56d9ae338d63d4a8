#include "tests/every_screen/demo_device.h"

#include <map>

#include "platform/publish/demo_content.h"
#include "sync/core/encoding.h"
#include "sync/edge/content/document_text.h"
#include "sync/wire/seal.h"
#include "sync/wire/signature.h"

namespace hall::kiosk {

using namespace hall::platform;

namespace {

constexpr const char* village = "510681113205";
constexpr const char* town = "510681113";

const Path demo = Path(HALL_SOURCE_DIR) / "assets" / "demo";

Document document_of(const std::string& id, const std::string& type, Json body) {
    return {
        .id = id, .type = type, .rev = 1, .at = "2026-11-20T01:00:00Z", .body = std::move(body)};
}

Json settings_body(Random& random) {
    const auto key = [](const std::string& id, const std::string& to, const std::string& bytes) {
        return Json{{"id", id}, {"to", to}, {"public_key", base64_of(bytes)}};
    };
    Json seal_keys = Json::array();
    for (const char* to : {"county", "town", "discipline"})
        seal_keys.push_back(key(to, to, BoxKey::make(random).public_key()));
    return {{"receipt_keys", {key("r1", "receipt", SigningKey::make(random).public_key())}},
            {"seal_keys", seal_keys},
            {"poll_s", 300},
            {"heartbeat_s", 21'600},
            {"idle_warn_s", 45},
            {"idle_wipe_s", 65},
            {"help_phone", "0838-5550100"},
            {"help_text", "代办员小陈每天上午九点到下午五点在便民服务厅。"}};
}

}  // namespace

DemoDevice::DemoDevice() {
    Identity identity;
    identity.server = "http://127.0.0.1:1";
    identity.kiosk = "kiosk-1";
    identity.short_id = "K7M";
    identity.village = village;
    identity.village_name = "滴水村";
    identity.town = town;
    identity.town_name = "松林镇";
    identity.county = "广汉市";
    REQUIRE_OK(save_identity(files, folder, identity));

    std::map<std::string, std::vector<Document>> channels;
    for (ContentFile& file : VALUE(read_content(files, demo, today))) {
        std::vector<Document>& all = channels[file.channel];
        all.insert(all.end(), file.documents.begin(), file.documents.end());
    }
    const Places places = VALUE(read_places(files, demo / "places.csv", "广汉市"));
    std::vector<Document>& county = channels["county"];
    county.push_back(document_of("places", "place", json_of(places)));
    settings_ = settings_body(random);
    county.push_back(document_of("settings", "settings", settings_));
    for (const std::string& channel :
         {std::string("county"), std::string("town-") + town, std::string("village-") + village}) {
        install(channel, std::move(channels[channel]));
    }
    Cache cache = VALUE(Cache::open(files, folder.cache()));
    REQUIRE_OK(cache.set_fact("last_contact", "2026-11-23T00:55:00Z"));
    REQUIRE_OK(cache.set_fact("last_change", "2026-11-23T00:55:00Z"));
    const std::string verifier =
        VALUE(password_verifier("73920418", random, {.memory_kib = 8192, .passes = 1}));
    REQUIRE_OK(cache.store_device_message(
        "roster", json_line(json_of_roster({{"1001", "代办员小陈", "staff", verifier}}))));
}

void DemoDevice::install(const std::string& channel, std::vector<Document> documents) {
    for (Document& document : documents) document.rev = 1;
    Cache cache = VALUE(Cache::open(files, folder.cache()));
    Cache::Install install = VALUE(cache.begin({channel, 0, 1}, check_readable));
    REQUIRE_OK(install.add(documents));
    REQUIRE(install.refused().empty());
    REQUIRE_OK(install.commit());
}

void DemoDevice::set_idle(int warn_s, int wipe_s) {
    settings_["idle_warn_s"] = warn_s;
    settings_["idle_wipe_s"] = wipe_s;
    Cache cache = VALUE(Cache::open(files, folder.cache()));
    const std::int64_t version = VALUE(cache.channel_version("county"));
    Cache::Install install = VALUE(cache.begin({"county", version, version + 1}, check_readable));
    Document settings = document_of("settings", "settings", settings_);
    settings.rev = version + 1;
    REQUIRE_OK(install.add({settings}));
    REQUIRE_OK(install.commit());
}

App DemoDevice::open(const std::string& language) {
    return VALUE(App::open({files, clock, random, devices}, folder, strings(language)));
}

Library DemoDevice::library() {
    return VALUE(Library::open(folder.cache()));
}

ui::UiStrings DemoDevice::strings(const std::string& language) {
    return VALUE(ui::UiStrings::load(files, Path(HALL_SOURCE_DIR "/assets"), language));
}

}  // namespace hall::kiosk
