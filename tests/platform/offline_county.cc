#include "tests/platform/offline_county.h"

#include <fstream>

#include "platform/commands/keys.h"
#include "tests/catch.h"
#include "tests/shipped_schemas.h"

namespace hall::platform {

namespace {

const char* const places =
    "town_code,town,village_code,village,short_name,kind\n"
    "510681104,连山镇,510681104205,石门村,石门村,village\n"
    "510681113,松林镇,510681113203,白里村,白里村,village\n"
    "510681113,松林镇,510681113205,滴水村,滴水村,village\n";

}  // namespace

OfflineCounty::OfflineCounty(Begin begin) {
    std::ofstream(path("places.csv"), std::ios::binary) << places;
    std::filesystem::create_directory(path("handed-in"));
    for (int i = 0; i < holders; ++i) {
        REQUIRE(anywhere({"create", "root", "targets", "release", "--key-folder", stick(i)}).exit ==
                0);
        for (const auto& entry : std::filesystem::directory_iterator(stick(i))) {
            if (entry.path().extension() != ".public") continue;
            std::filesystem::copy(entry.path(), temp_.path() / "handed-in");
        }
    }
    const CommandResult found = run_setup(
        dependencies_,
        std::vector<std::string>{"--data", data().string(), "--places", path("places.csv"),
                                 "--county", "广汉市", "--add", path("handed-in"), "--ceremony",
                                 path("founding"), "--assets", HALL_SOURCE_DIR "/assets"});
    INFO(found.err);
    REQUIRE(found.exit == 0);
    open();
    if (begin == Begin::found_only) return;
    REQUIRE(sign(path("founding"), 0).exit == 0);
    REQUIRE(sign(path("founding"), 1).exit == 0);
    done({"keys", "ceremony", "finish", "--ceremony", path("founding")});
}

void OfflineCounty::open() {
    platform_ = VALUE(Platform::open(
        dependencies_, {.data = data(), .schemas = shipped_schemas(), .own_thread = false}));
}

CommandResult OfflineCounty::run(std::vector<std::string> words) {
    words.insert(words.end(), {"--data", data().string()});
    return run_county_command(*platform_, {words, temp_.path()});
}

CommandResult OfflineCounty::anywhere(const std::vector<std::string>& words) {
    const auto result = run_offline_keys(dependencies_, words);
    REQUIRE(result.has_value());
    return *result;
}

std::string OfflineCounty::done(std::vector<std::string> words) {
    const CommandResult result = run(std::move(words));
    INFO(result.err);
    REQUIRE(result.exit == 0);
    return result.out;
}

CommandResult OfflineCounty::sign(const std::string& ceremony, int holder) {
    return anywhere({"sign", ceremony, "--key-folder", stick(holder)});
}

void OfflineCounty::hold(const std::string& ceremony, std::vector<std::string> words) {
    std::vector<std::string> begin = {"keys", "ceremony", "begin", "--ceremony", path(ceremony)};
    begin.insert(begin.end(), words.begin(), words.end());
    done(begin);
    REQUIRE(sign(path(ceremony), 0).exit == 0);
    REQUIRE(sign(path(ceremony), 1).exit == 0);
    done({"keys", "ceremony", "finish", "--ceremony", path(ceremony)});
}

std::vector<std::string> OfflineCounty::ids(const std::string& role) {
    std::vector<std::string> ids;
    const KeyPlan plan = VALUE(plan_of(*platform_));
    for (const tuf::Key& key : plan.at(role).keys) {
        ids.push_back(shown_id(key));
    }
    return ids;
}

void OfflineCounty::publish(const std::string& channel, const std::string& title) {
    REQUIRE_OK(platform_->executor().run([&](Store& store) -> Result<void> {
        TRY(keep_document(store, channel, article("news", title)));
        return {};
    }));
    REQUIRE_OK(platform_->publisher().publish(platform_->executor(), channel));
}

VillageClient::VillageClient(OfflineCounty& county, std::string village)
    : county_(county), village_(std::move(village)), shelves_(county, village_) {
    const std::string root = VALUE(shelves_.metadata("1.root.json", 1 << 20));
    REQUIRE_OK(tuf::Client::init(files_, temp_.path() / "tuf", root));
}

Result<std::string> VillageClient::Shelves::metadata(std::string_view name, std::uint64_t) {
    const HttpResponse response =
        answer_now(county_.platform().router(),
                   request_to("GET", "/tuf/" + village_ + "/metadata/" + std::string(name)),
                   county_.platform().executor());
    if (response.status == 404) return Error(Errc::not_found, std::string(name));
    if (response.status != 200) return Error(Errc::unavailable, std::string(name));
    return response.body;
}

Result<std::string> VillageClient::Shelves::target(std::string_view, std::uint64_t) {
    return Error(Errc::not_found, "only metadata is asked for");
}

Result<void> VillageClient::refresh() {
    tuf::Client client = TRY(
        tuf::Client::open(files_, temp_.path() / "tuf", limits, tuf::Expiry::enforced, village_));
    return client.refresh(shelves_, county_.clock().wall_ms());
}

Result<std::string> VillageClient::read() {
    const std::int64_t now_ms = county_.clock().wall_ms();
    tuf::Client client = TRY(
        tuf::Client::open(files_, temp_.path() / "tuf", limits, tuf::Expiry::enforced, village_));
    TRY(client.refresh(shelves_, now_ms));
    const std::string town = town_channel(village_.substr(0, 9));
    struct Step {
        const char* name;
        std::string role;
        std::string delegator;
    };
    std::string text;
    for (const Step& step : {Step{"county", "county", "targets"}, Step{"town", town, "targets"},
                             Step{"village", village_channel(village_), town}}) {
        const tuf::Targets* targets = TRY(client.role(shelves_, step.role, step.delegator, now_ms));
        std::int64_t newest = 0;
        for (const auto& [path, info] : targets->targets) {
            newest = std::max(newest, TRY(segment_info_of(path, *info.length, info.custom)).to);
        }
        text += (text.empty() ? "" : ", ") + std::string(step.name) + ' ' + std::to_string(newest);
    }
    return text;
}

std::int64_t VillageClient::version(const std::string& role) {
    const auto bytes = files_.read(temp_.path() / "tuf" / (role + ".json"), 1 << 20);
    if (!bytes.ok()) return 0;
    return Json::parse(bytes.value()).at("signed").at("version").get<std::int64_t>();
}

}  // namespace hall::platform
