// Keys that are never on the platform: founding, ceremonies, and what must not pass.

#include <fstream>
#include <set>

#include "platform/publish/ceremony.h"
#include "sync/core/encoding.h"
#include "tests/catch.h"
#include "tests/platform/offline_county.h"

using namespace hall;

using namespace hall::platform;

namespace {

const std::string village(dishui);

// A stick with one new key of a role; its public half lies there, too.
std::string new_stick(OfflineCounty& county, const std::string& name, const std::string& role) {
    const CommandResult made = county.anywhere({"create", role, "--key-folder", county.path(name)});
    REQUIRE(made.exit == 0);
    return made.out.substr(role.size() + 1, 16);
}

std::string text_of_file(const Path& file) {
    return VALUE(DiskFiles().read(file, 1 << 20));
}

void write(const Path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("a county is founded by two of three holders, and its kiosks read it") {
    OfflineCounty county(OfflineCounty::Begin::found_only);
    const std::string founding = county.path("founding");
    const std::vector<std::string> finish = {"keys", "ceremony", "finish", "--ceremony", founding};
    const CommandResult none = county.run(finish);
    REQUIRE(none.exit == 1);
    REQUIRE_THAT(none.err, contains_text("root：已有0把签了，要2把"));
    REQUIRE(county.sign(founding, 2).exit == 0);
    const CommandResult one = county.run(finish);
    REQUIRE(one.exit == 1);
    REQUIRE_THAT(one.err, contains_text("targets：已有1把签了，要2把"));
    // The same holder again is still one.
    REQUIRE(county.sign(founding, 2).exit == 0);
    REQUIRE(county.run(finish).exit == 1);
    REQUIRE_FALSE(VALUE(county.platform().publisher().founded(county.platform().executor())));
    REQUIRE_THAT(county.done({"keys", "list"}), contains_text("还没有签名"));

    const CommandResult second = county.sign(founding, 0);
    REQUIRE_THAT(second.out, contains_text("签名够了"));
    REQUIRE_THAT(county.done(finish), contains_text("root 第1版"));
    VillageClient client(county, village);
    REQUIRE(VALUE(client.read()) == "county 1, town 0, village 0");
    county.publish(village_channel(village), "公示");
    REQUIRE(VALUE(client.read()) == "county 1, town 0, village 1");
    REQUIRE_THAT(county.done(finish), contains_text("已经办完"));
    REQUIRE_THAT(county.done({"keys"}), contains_text("在用，离线保管"));
}

TEST_CASE("no secret of root, targets or release ever lies in the platform's folder") {
    OfflineCounty county;
    std::set<std::string> secrets;
    for (int i = 0; i < OfflineCounty::holders; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(county.stick(i))) {
            if (entry.path().extension() != ".sign") continue;
            const Json key = VALUE(parse_json(text_of_file(entry.path())));
            secrets.insert(VALUE(bytes_of_base64(string_or(key, "secret"))));
        }
    }
    REQUIRE(secrets.size() == 9);
    int looked_at = 0;
    for (const Path& folder :
         {county.data(), Path(county.path("founding")), Path(county.path("handed-in"))}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            const std::string bytes = text_of_file(entry.path());
            for (const std::string& secret : secrets) {
                INFO(entry.path());
                REQUIRE(bytes.find(secret) == std::string::npos);
                REQUIRE(bytes.find(base64_of(secret)) == std::string::npos);
                REQUIRE(bytes.find(hex_of(secret)) == std::string::npos);
            }
            ++looked_at;
        }
    }
    REQUIRE(looked_at > 20);
    for (const KeyFile& key : VALUE(county.platform().keys().list())) {
        INFO(key.name);
        REQUIRE_FALSE(is_offline_role(key.role));
    }
}

TEST_CASE("a stolen platform alone cannot change root, targets or release") {
    OfflineCounty county;
    for (const char* role : {"root", "targets", "release", "timestamp", "county"}) {
        INFO(role);
        const CommandResult refused = county.run({"keys", "rotate", role});
        REQUIRE(refused.exit == 1);
        REQUIRE_THAT(refused.err, contains_text("ceremony"));
    }
    REQUIRE(county
                .run({"keys", "ceremony", "begin", "--ceremony", county.path("c"), "--rotate",
                      "timestamp"})
                .exit == 0);
    // The platform signs it with all it has: that is not enough.
    REQUIRE(
        county
            .anywhere({"sign", county.path("c"), "--key-folder", (county.data() / "keys").string()})
            .exit == 1);
    REQUIRE(county.run({"keys", "ceremony", "finish", "--ceremony", county.path("c")}).exit == 1);
    VillageClient client(county, village);
    REQUIRE_OK(client.refresh());
    REQUIRE(client.version("root") == 1);
}

TEST_CASE("a holder is replaced: the old threshold and the new one must both sign") {
    OfflineCounty county;
    VillageClient client(county, village);
    REQUIRE_OK(client.refresh());
    const std::vector<std::string> before = county.ids("root");
    const std::string fresh = new_stick(county, "stick-new", "root");
    // Holder 0 leaves: 1 and 2 were there before, 1 and the new one are there after.
    const Json leaving = VALUE(parse_json(text_of_file([&] {
        for (const auto& entry : std::filesystem::directory_iterator(county.stick(0))) {
            const std::string name = entry.path().filename().string();
            if (name.starts_with("root.") && name.ends_with(".sign")) return entry.path();
        }
        return Path();
    }())));
    const std::string old_id = string_or(leaving, "id");
    const std::string ceremony = county.path("change");
    county.done({"keys", "ceremony", "begin", "--ceremony", ceremony, "--add",
                 county.path("stick-new"), "--drop", "root/" + old_id});
    const CommandResult shown = county.anywhere({"ceremony", "show", ceremony});
    REQUIRE_THAT(shown.out, contains_text("root：加入 " + fresh + "，去掉 " + old_id));
    const std::vector<std::string> finish = {"keys", "ceremony", "finish", "--ceremony", ceremony};
    // The new key and one of the old: enough for the new root, not for the old one.
    REQUIRE(county.anywhere({"sign", ceremony, "--key-folder", county.path("stick-new")}).exit ==
            0);
    REQUIRE(county.sign(ceremony, 1).exit == 0);
    const CommandResult refused = county.run(finish);
    REQUIRE(refused.exit == 1);
    REQUIRE_THAT(refused.err, contains_text("root：旧钥匙已有1把签了，要2把"));
    // The one who leaves may still sign for the old side.
    REQUIRE(county.sign(ceremony, 0).exit == 0);
    county.done(finish);
    REQUIRE_OK(client.refresh());
    REQUIRE(client.version("root") == 2);
    const std::vector<std::string> after = county.ids("root");
    REQUIRE(after.size() == 3);
    REQUIRE(std::count(after.begin(), after.end(), old_id) == 0);
    REQUIRE(std::count(after.begin(), after.end(), fresh) == 1);
    REQUIRE(before.size() == 3);
    // From now on holder 0 counts for nothing in root.
    county.done(
        {"keys", "ceremony", "begin", "--ceremony", county.path("next"), "--rotate", "timestamp"});
    REQUIRE(county.sign(county.path("next"), 0).exit == 1);
}

TEST_CASE("a threshold is raised and lowered, never above the keys there are") {
    OfflineCounty county;
    const CommandResult too_many = county.run(
        {"keys", "ceremony", "begin", "--ceremony", county.path("a"), "--threshold", "root=4"});
    REQUIRE(too_many.exit == 1);
    REQUIRE_THAT(too_many.err, contains_text("只有3把"));
    for (const char* nonsense : {"root", "root=0", "root=-1", "root=x", "moon=2", "root=2x"}) {
        INFO(nonsense);
        REQUIRE(county
                    .run({"keys", "ceremony", "begin", "--ceremony", county.path("a"),
                          "--threshold", nonsense})
                    .exit == 1);
    }
    const std::string ceremony = county.path("raise");
    county.done({"keys", "ceremony", "begin", "--ceremony", ceremony, "--threshold", "root=3"});
    REQUIRE(county.sign(ceremony, 0).exit == 0);
    REQUIRE(county.sign(ceremony, 1).exit == 0);
    const std::vector<std::string> finish = {"keys", "ceremony", "finish", "--ceremony", ceremony};
    REQUIRE_THAT(county.run(finish).err, contains_text("新钥匙已有2把签了，要3把"));
    REQUIRE(county.sign(ceremony, 2).exit == 0);
    county.done(finish);
    VillageClient client(county, village);
    REQUIRE_OK(client.refresh());
    REQUIRE(client.version("root") == 2);
}

TEST_CASE("targets keys change: targets are signed again, and kiosks follow") {
    OfflineCounty county;
    VillageClient client(county, village);
    REQUIRE_OK(client.refresh());
    const std::string fresh = new_stick(county, "stick-new", "targets");
    const std::string old_id = county.ids("targets").front();
    county.done({"keys", "ceremony", "begin", "--ceremony", county.path("c"), "--add",
                 county.path("stick-new"), "--drop", "targets/" + old_id});
    for (int i = 0; i < OfflineCounty::holders; ++i) {
        static_cast<void>(county.sign(county.path("c"), i));
    }
    REQUIRE(county.anywhere({"sign", county.path("c"), "--key-folder", county.path("stick-new")})
                .exit == 0);
    county.done({"keys", "ceremony", "finish", "--ceremony", county.path("c")});
    REQUIRE_OK(client.refresh());
    REQUIRE(client.version("root") == 2);
    REQUIRE(client.version("targets") == 2);
    REQUIRE(county.ids("targets").size() == 3);
}

TEST_CASE("software is published only when two release keys have signed it") {
    OfflineCounty county;
    VillageClient client(county, village);
    REQUIRE_OK(client.refresh());
    const auto version = [&] {
        return VALUE(ask<std::int64_t>(county.platform().executor(), [](Store& store) {
            return store.documents().version("release");
        }));
    };
    const auto keep = [&](const std::string& title) {
        REQUIRE_OK(county.platform().executor().run([&](Store& store) -> Result<void> {
            TRY(keep_document(store, "release", article("app", title)));
            return {};
        }));
    };
    keep("1.1");
    // An ordinary publication leaves it waiting; asked for by name it says what to do.
    REQUIRE(county.done({"publish"}).find("release") == std::string::npos);
    REQUIRE_THAT(county.run({"publish", "--channel", "release"}).err, contains_text("离线"));
    REQUIRE(version() == 0);
    county.done({"keys", "ceremony", "begin", "--ceremony", county.path("c"), "--documents"});
    REQUIRE(county.sign(county.path("c"), 0).exit == 0);
    REQUIRE(county.run({"keys", "ceremony", "finish", "--ceremony", county.path("c")}).exit == 1);
    REQUIRE(county.sign(county.path("c"), 2).exit == 0);
    // What is kept meanwhile was not signed, and goes on waiting.
    REQUIRE_OK(county.platform().executor().run([&](Store& store) -> Result<void> {
        TRY(keep_document(store, "release", article("other", "later")));
        return {};
    }));
    county.done({"keys", "ceremony", "finish", "--ceremony", county.path("c")});
    REQUIRE(version() == 1);
    REQUIRE_OK(client.refresh());
    county.hold("second", {"--documents"});
    REQUIRE(version() == 2);
    REQUIRE(
        county.run({"keys", "ceremony", "begin", "--ceremony", county.path("none"), "--documents"})
            .exit == 1);
    const Json release =
        Json::parse(text_of_file(county.data() / "tuf" / "shared" / "3.release.json"))["signed"];
    std::int64_t newest = 0;
    for (const auto& [name, entry] : release["targets"].items()) {
        newest = std::max(newest, entry["custom"]["to"].get<std::int64_t>());
    }
    REQUIRE(newest == 2);
}

TEST_CASE("a ceremony can be signed on copies, and the copies put together") {
    OfflineCounty county;
    county.done({"keys", "ceremony", "begin", "--ceremony", county.path("c"), "--renew"});
    std::filesystem::copy(county.path("c"), county.path("copy"));
    REQUIRE(county.sign(county.path("c"), 0).exit == 0);
    REQUIRE(county.sign(county.path("copy"), 1).exit == 0);
    REQUIRE(county.run({"keys", "ceremony", "finish", "--ceremony", county.path("c")}).exit == 1);
    for (const auto& entry : std::filesystem::directory_iterator(county.path("copy"))) {
        if (entry.path().extension() == ".signature") {
            std::filesystem::copy(entry.path(), county.path("c"));
        }
    }
    county.done({"keys", "ceremony", "finish", "--ceremony", county.path("c")});
    VillageClient client(county, village);
    REQUIRE_OK(client.refresh());
    REQUIRE(client.version("root") == 2);
    REQUIRE(client.version("targets") == 2);
}

TEST_CASE("what was altered on the way counts for nothing") {
    OfflineCounty county;
    const std::string ceremony = county.path("c");
    county.done({"keys", "ceremony", "begin", "--ceremony", ceremony, "--rotate", "timestamp"});
    const std::vector<std::string> finish = {"keys", "ceremony", "finish", "--ceremony", ceremony};
    REQUIRE(county.sign(ceremony, 0).exit == 0);
    REQUIRE(county.sign(ceremony, 1).exit == 0);
    const std::string root = text_of_file(Path(ceremony) / "root.json");

    // The file after it was signed.
    Json altered = Json::parse(root);
    altered["signed"]["expires"] = "2099-01-01T00:00:00Z";
    write(Path(ceremony) / "root.json", altered.dump());
    REQUIRE_THAT(county.run(finish).err, contains_text("root：旧钥匙已有0把签了"));
    write(Path(ceremony) / "root.json", root);

    // Signatures: damaged, cut, of untrusted keys, far too long, or beside a good one under
    // another name.
    std::vector<Path> signatures;
    for (const auto& entry : std::filesystem::directory_iterator(ceremony)) {
        if (entry.path().extension() == ".signature") signatures.push_back(entry.path());
    }
    REQUIRE(signatures.size() == 2);
    const std::string good = text_of_file(signatures[0]);
    Json wrong = Json::parse(good);
    wrong["sig"] = std::string(128, 'a');
    for (const std::string& bad : {std::string(), good.substr(0, 40), wrong.dump(),
                                   std::string(10'000, ' '), std::string("{\"role\":\"moon\"}")}) {
        write(signatures[0], bad);
        REQUIRE_THAT(county.run(finish).err, contains_text("已有1把签了"));
        REQUIRE_THAT(county.anywhere({"ceremony", "show", ceremony}).out, contains_text("已签1把"));
    }
    write(signatures[0], good);
    write(Path(ceremony) / "root.zzz.signature", wrong.dump());

    // A file that is missing, or says it is another.
    std::filesystem::rename(Path(ceremony) / "now-targets.json", county.path("kept"));
    REQUIRE(county.run(finish).exit == 1);
    std::filesystem::rename(county.path("kept"), Path(ceremony) / "now-targets.json");
    write(Path(ceremony) / "root.json", text_of_file(Path(ceremony) / "now-targets.json"));
    REQUIRE(county.run(finish).exit == 1);
    write(Path(ceremony) / "root.json", root);
    county.done(finish);
    VillageClient client(county, village);
    REQUIRE_OK(client.refresh());
    REQUIRE(client.version("root") == 2);
}

TEST_CASE("a ceremony made for another state of the county is refused, and says so") {
    OfflineCounty county;
    county.done({"keys", "ceremony", "begin", "--ceremony", county.path("slow"), "--renew"});
    REQUIRE(county.sign(county.path("slow"), 0).exit == 0);
    REQUIRE(county.sign(county.path("slow"), 1).exit == 0);
    county.hold("quick", {"--rotate", "timestamp"});
    const CommandResult late =
        county.run({"keys", "ceremony", "finish", "--ceremony", county.path("slow")});
    REQUIRE(late.exit == 1);
    REQUIRE_THAT(late.err, contains_text("请重新开始一次仪式"));
    // A ceremony of another county, however well it is signed.
    OfflineCounty other;
    const CommandResult foreign =
        county.run({"keys", "ceremony", "finish", "--ceremony", other.path("founding")});
    REQUIRE(foreign.exit == 1);
    // One that lay in a drawer until it expired.
    county.done({"keys", "ceremony", "begin", "--ceremony", county.path("old"), "--renew"});
    REQUIRE(county.sign(county.path("old"), 0).exit == 0);
    REQUIRE(county.sign(county.path("old"), 1).exit == 0);
    county.clock().advance_ms(3651 * std::int64_t{86'400'000});
    const CommandResult expired =
        county.run({"keys", "ceremony", "finish", "--ceremony", county.path("old")});
    REQUIRE_THAT(expired.err, contains_text("过期"));
    VillageClient client(county, village);
    REQUIRE(client.version("root") == 1);
}

TEST_CASE("the platform refuses a root whose online keys it does not have") {
    OfflineCounty county;
    county.done(
        {"keys", "ceremony", "begin", "--ceremony", county.path("c"), "--rotate", "timestamp"});
    REQUIRE(county.sign(county.path("c"), 0).exit == 0);
    REQUIRE(county.sign(county.path("c"), 1).exit == 0);
    // The new key is lost before the ceremony comes back.
    for (const KeyFile& key : VALUE(county.platform().keys().list())) {
        const std::vector<std::string> named = county.ids("timestamp");
        if (key.role != "timestamp" || key.key_id == named.front()) continue;
        std::filesystem::remove(county.data() / "keys" / key.name);
    }
    const CommandResult refused =
        county.run({"keys", "ceremony", "finish", "--ceremony", county.path("c")});
    REQUIRE(refused.exit == 1);
    REQUIRE_THAT(refused.err, contains_text("timestamp 的钥匙不在这台机器上"));
    VillageClient client(county, village);
    REQUIRE_OK(client.refresh());
    REQUIRE(client.version("root") == 1);
}

TEST_CASE("a ceremony asks for what makes sense, in words") {
    OfflineCounty county;
    const auto says = [&](std::vector<std::string> words, const char* text) {
        words.insert(words.begin(), {"keys", "ceremony", "begin", "--ceremony", county.path("x")});
        const CommandResult result = county.run(words);
        INFO(result.err);
        REQUIRE(result.exit == 1);
        REQUIRE_THAT(result.err, contains_text(text));
        REQUIRE_FALSE(std::filesystem::exists(Path(county.path("x")) / "ceremony.json"));
    };
    says({}, "什么也没有变");
    says({"--rotate", "moon"}, "没有这个角色");
    says({"--rotate", village_channel(village)}, "keys rotate");
    says({"--rotate", "receipt"}, "keys rotate");
    says({"--rotate", "root"}, "--add");
    says({"--drop", "root/0000000000000000"}, "没有这把钥匙");
    says({"--drop", "root"}, "没有这把钥匙");
    says({"--add", county.path("founding")}, "没有交来的钥匙");
    says({"--add", county.path("nowhere")}, "没有找到");
    says({"--drop", "root/" + county.ids("root")[0] + ",root/" + county.ids("root")[1]},
         "签不到2把");
    REQUIRE(county.run({"keys", "ceremony", "begin", "--renew"}).exit == 2);
    REQUIRE(county.run({"keys", "ceremony", "dance"}).exit == 2);
    county.done({"keys", "ceremony", "begin", "--ceremony", county.path("y"), "--renew"});
    REQUIRE_THAT(
        county.run({"keys", "ceremony", "begin", "--ceremony", county.path("y"), "--renew"}).err,
        contains_text("已经有一次仪式"));
    REQUIRE(
        county.anywhere({"sign", county.path("nowhere"), "--key-folder", county.stick(0)}).exit ==
        1);
    REQUIRE(county.anywhere({"sign", county.path("y")}).exit == 2);
    REQUIRE(county.anywhere({"create", "timestamp", "--key-folder", county.stick(0)}).exit == 2);
    REQUIRE(county.anywhere({"create", "--key-folder", county.stick(0)}).exit == 2);
    // A damaged key on the stick is named.
    for (const auto& entry : std::filesystem::directory_iterator(county.stick(2))) {
        if (entry.path().filename().string().starts_with("root.") &&
            entry.path().extension() == ".sign") {
            write(entry.path(), "{}");
        }
    }
    REQUIRE_THAT(county.sign(county.path("y"), 2).err, contains_text("root."));
}

TEST_CASE("a public half that is not what its name says is not handed in") {
    OfflineCounty county;
    const std::string id = new_stick(county, "s", "root");
    const Path file = Path(county.path("s")) / ("root." + id + ".public");
    const Json good = Json::parse(text_of_file(file));
    Json other_role = good;
    other_role["role"] = "targets";
    Json other_key = good;
    other_key["key"]["keyval"]["public"] = std::string(64, 'a');
    Json weak = good;
    weak["key"]["scheme"] = "none";
    for (const Json& bad : {other_role, other_key, weak, Json::object()}) {
        write(file, bad.dump());
        const CommandResult refused = county.run({"keys", "ceremony", "begin", "--ceremony",
                                                  county.path("c"), "--add", county.path("s")});
        REQUIRE(refused.exit == 1);
        REQUIRE_THAT(refused.err, contains_text(id));
    }
}

TEST_CASE("a ceremony cut off at any write is whole or is none, and can be begun again") {
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        OfflineCounty county;
        VillageClient client(county, village);
        REQUIRE_OK(client.refresh());
        int cuts = 0;
        for (int k = 1;; ++k) {
            const std::string folder = county.path("c" + std::to_string(k));
            const std::vector<std::string> begin = {
                "keys",     "ceremony",          "begin", "--ceremony", folder,
                "--rotate", "timestamp,snapshot"};
            county.files().fail_at(k, kind);
            const CommandResult cut = county.run(begin);
            const bool failed = county.files().failed();
            county.files().fail_at(0, kind);
            INFO("change " << k);
            REQUIRE((cut.exit == 0) == !failed);
            county.restart();
            REQUIRE_OK(client.refresh());
            // Whole, or to be begun again in the same folder.
            if (!Ceremony::open(county.files(), folder).ok()) county.done(begin);
            REQUIRE(county.sign(folder, 0).exit == 0);
            REQUIRE(county.sign(folder, 1).exit == 0);
            if (!failed) break;
            cuts = k;
        }
        REQUIRE(cuts >= 4);
        // What the attempts left behind is seen, and can be taken away.
        REQUIRE_THAT(county.done({"keys"}), contains_text("没有公布"));
        for (const KeyFile& key : VALUE(county.platform().keys().list())) {
            if (key.role != "timestamp" || key.key_id == county.ids("timestamp")[0]) continue;
            county.done({"keys", "retire", "timestamp", key.key_id});
        }
        REQUIRE(VALUE(county.platform().keys().signing_keys("timestamp")).size() == 1);
        REQUIRE_OK(client.refresh());
    }
}

TEST_CASE("a ceremony's end cut off at any write leaves kiosks able to read, old or new") {
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        OfflineCounty county;
        VillageClient steady(county, village);
        REQUIRE_OK(steady.refresh());
        int cuts = 0;
        for (int k = 1;; ++k) {
            const std::string folder = county.path("c" + std::to_string(k));
            county.done({"keys", "ceremony", "begin", "--ceremony", folder, "--rotate",
                         "timestamp,snapshot,county,town-510681113"});
            REQUIRE(county.sign(folder, 0).exit == 0);
            REQUIRE(county.sign(folder, 1).exit == 0);
            const std::int64_t before = steady.version("root");
            county.files().fail_at(k, kind);
            const CommandResult cut =
                county.run({"keys", "ceremony", "finish", "--ceremony", folder});
            const bool failed = county.files().failed();
            county.files().fail_at(0, kind);
            INFO("change " << k);
            REQUIRE((cut.exit == 0) == !failed);
            // Before anybody repairs anything, a kiosk of long ago and a new one read on.
            VillageClient fresh(county, village);
            REQUIRE(VALUE(fresh.read()) == "county 1, town 0, village 0");
            REQUIRE(VALUE(steady.read()) == "county 1, town 0, village 0");
            county.restart();
            REQUIRE(VALUE(steady.read()) == "county 1, town 0, village 0");
            // And it can be finished, if it did not count yet.
            county.done({"keys", "ceremony", "finish", "--ceremony", folder});
            REQUIRE(VALUE(steady.read()) == "county 1, town 0, village 0");
            REQUIRE(steady.version("root") == before + 1);
            if (!failed) break;
            cuts = k;
        }
        REQUIRE(cuts >= 10);
    }
}

TEST_CASE("a founding cut off at any write can be finished") {
    OfflineCounty county(OfflineCounty::Begin::found_only);
    REQUIRE(county.sign(county.path("founding"), 1).exit == 0);
    REQUIRE(county.sign(county.path("founding"), 2).exit == 0);
    const std::vector<std::string> finish = {"keys", "ceremony", "finish", "--ceremony",
                                             county.path("founding")};
    county.close();
    const Path before = county.path("before");
    std::filesystem::copy(county.data(), before, std::filesystem::copy_options::recursive);
    for (const FailKind kind : {FailKind::lost, FailKind::lost_but_applied}) {
        int cuts = 0;
        for (int k = 1;; ++k) {
            std::filesystem::remove_all(county.data());
            std::filesystem::copy(before, county.data(), std::filesystem::copy_options::recursive);
            county.open();
            county.files().fail_at(k, kind);
            const CommandResult cut = county.run(finish);
            const bool failed = county.files().failed();
            county.files().fail_at(0, kind);
            INFO("change " << k);
            REQUIRE((cut.exit == 0) == !failed);
            county.restart();
            county.done(finish);
            VillageClient client(county, village);
            REQUIRE(VALUE(client.read()) == "county 1, town 0, village 0");
            county.close();
            if (!failed) break;
            cuts = k;
        }
        REQUIRE(cuts >= 10);
    }
}
