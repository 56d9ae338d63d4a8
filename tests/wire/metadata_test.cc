#include "sync/wire/metadata.h"

#include <openssl/rsa.h>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/wire/path_pattern.h"
#include "tests/catch.h"
#include "tests/wire/openssl_key.h"
#include "tests/wire/seeded_random.h"

using namespace hall;
using namespace hall::tuf;

namespace {

struct Signers {
    SeededRandom random;
    std::vector<SigningKey> keys;
    std::map<std::string, Key> known;
    std::vector<std::string> ids;

    explicit Signers(int count) {
        for (int i = 0; i < count; ++i) {
            keys.push_back(SigningKey::make(random));
            const Key key = ed25519_key(keys.back().public_key());
            ids.push_back(key_id_of(key));
            known.emplace(ids.back(), key);
        }
    }

    Envelope signed_by(std::initializer_list<std::size_t> which) const {
        std::vector<const SigningKey*> signers;
        for (const std::size_t i : which) signers.push_back(&keys[i]);
        return VALUE(parse_envelope(signed_file({{"_type", "x"}}, signers)));
    }
};

Root root() {
    Signers signers(1);
    Root root;
    root.common = {"root", 3, VALUE(parse_utc_ms("2027-01-01T00:00:00Z"))};
    root.keys = signers.known;
    for (const char* role : {"root", "timestamp", "snapshot", "targets"}) {
        root.roles[role] = {signers.ids, 1};
    }
    return root;
}

Targets targets() {
    Targets targets;
    targets.common = {"targets", 4, VALUE(parse_utc_ms("2027-01-01T00:00:00Z"))};
    targets.targets["county/1.zst"] = {
        .length = 3, .hashes = {{"sha256", sha256_hex("abc")}}, .custom = Json{{"kind", "base"}}};
    Delegations delegations;
    delegations.keys = root().keys;
    delegations.roles.push_back({"county", {{"k"}, 1}, true, {"county/*"}, {}});
    delegations.roles.push_back({"bins", {{"k"}, 2}, false, {}, {"00", "0f"}});
    targets.delegations = delegations;
    return targets;
}

Envelope envelope_of(const Json& signed_part) {
    return VALUE(
        parse_envelope(json_line({{"signatures", Json::array()}, {"signed", signed_part}})));
}

Json patched(Json json, const char* patch) {
    json.merge_patch(Json::parse(patch));
    return json;
}

}  // namespace

TEST_CASE("metadata reads back as it was written") {
    const Root read_root = VALUE(root_of(envelope_of(json_of(root()))));
    REQUIRE(read_root.common.version == 3);
    REQUIRE(read_root.common.expires_ms == root().common.expires_ms);
    REQUIRE(read_root.consistent_snapshot);
    REQUIRE(json_of(read_root) == json_of(root()));

    REQUIRE(json_of(VALUE(targets_of(envelope_of(json_of(targets()))))) == json_of(targets()));
    REQUIRE(VALUE(targets_of(envelope_of(json_of(targets())))).targets.begin()->second.custom ==
            Json{{"kind", "base"}});

    Snapshot snapshot;
    snapshot.common = {"snapshot", 5, root().common.expires_ms};
    snapshot.meta["targets.json"] = {.version = 4, .length = 10};
    snapshot.extra = {{"view", "510681113205"}};
    const Snapshot read_snapshot = VALUE(snapshot_of(envelope_of(json_of(snapshot))));
    REQUIRE(json_of(read_snapshot) == json_of(snapshot));
    REQUIRE(read_snapshot.extra.at("view") == "510681113205");

    Timestamp timestamp;
    timestamp.common = {"timestamp", 6, root().common.expires_ms};
    timestamp.snapshot = {.version = 5, .length = 10, .hashes = {{"sha256", sha256_hex("")}}};
    timestamp.extra = {{"view", "510681113205"}};
    const Timestamp read = VALUE(timestamp_of(envelope_of(json_of(timestamp))));
    REQUIRE(json_of(read) == json_of(timestamp));
    REQUIRE(read.extra.at("view") == "510681113205");
}

TEST_CASE("succinct roles read back as they were written, and name one bin for each target") {
    Targets bins = targets();
    bins.delegations->roles.clear();
    bins.delegations->succinct = SuccinctRoles{{{"k"}, 1}, 5, "bin"};
    const Targets read = VALUE(targets_of(envelope_of(json_of(bins))));
    REQUIRE(json_of(read) == json_of(bins));
    const SuccinctRoles& succinct = *read.delegations->succinct;
    // SHA-256 of "abc" begins with ba: its first five bits are 10111.
    REQUIRE(succinct.name_for("abc") == "bin-17");
    REQUIRE(succinct.has("bin-17"));
    REQUIRE(succinct.has("bin-1f"));
    for (const char* name :
         {"bin-20", "bin-1", "bin-017", "bin-1F", "bin-xx", "bim-17", "bin", ""}) {
        REQUIRE_FALSE(succinct.has(name));
    }
    REQUIRE(read.delegations->role_named("bin-00")->threshold == 1);
    REQUIRE(read.delegations->role_named("bin-20") == nullptr);
    REQUIRE(SuccinctRoles{{}, 32, "b"}.name_for("abc") == "b-ba7816bf");
    REQUIRE(SuccinctRoles{{}, 1, "b"}.name_for("abc") == "b-1");
}

TEST_CASE("metadata of another type, version or specification is corrupt") {
    const Json good = json_of(root());
    REQUIRE_OK(root_of(envelope_of(patched(good, R"({"tomorrow":1,"spec_version":"1.99"})"))));
    for (const char* patch : {R"({"_type":"targets"})",
                              R"({"version":0})",
                              R"({"version":-1})",
                              R"({"version":null})",
                              R"({"spec_version":"2.0"})",
                              R"({"spec_version":"11.0"})",
                              R"({"spec_version":null})",
                              R"({"expires":"2027-01-01"})",
                              R"({"expires":"2027-01-01T00:00:00+00:00"})",
                              R"({"expires":null})",
                              R"({"keys":null})",
                              R"({"keys":{"k":{"keytype":"x"}}})",
                              R"({"roles":null})",
                              R"({"roles":{"timestamp":null}})",
                              R"({"roles":{"root":{"threshold":0}}})",
                              R"({"roles":{"root":{"threshold":-1}}})",
                              R"({"roles":{"root":{"threshold":"1"}}})",
                              R"({"roles":{"root":{"keyids":["a","a"]}}})",
                              R"({"roles":{"root":{"keyids":[1]}}})",
                              R"({"roles":{"root":{"keyids":null}}})"}) {
        INFO(patch);
        REQUIRE_ERROR(Errc::corrupt, root_of(envelope_of(patched(good, patch))));
    }
    REQUIRE_ERROR(Errc::corrupt, timestamp_of(envelope_of(good)));
    REQUIRE_ERROR(Errc::corrupt, snapshot_of(envelope_of(good)));
    REQUIRE_ERROR(Errc::corrupt, targets_of(envelope_of(good)));
}

TEST_CASE("a target without length or hashes, or with a hash that is none, is corrupt") {
    const Json good = json_of(targets());
    for (const char* entry : {R"({"length":null})", R"({"length":-1})", R"({"length":"3"})",
                              R"({"hashes":null})", R"({"hashes":{"sha256":null}})",
                              R"({"hashes":{"sha256":"../../x"}})", R"({"hashes":{"sha256":7}})"}) {
        Json bad = good;
        bad["targets"]["county/1.zst"].merge_patch(Json::parse(entry));
        INFO(entry);
        REQUIRE_ERROR(Errc::corrupt, targets_of(envelope_of(bad)));
    }
}

TEST_CASE("null where there is nothing to say is nothing") {
    Json json = json_of(targets());
    json["targets"]["county/1.zst"]["custom"] = nullptr;
    json["delegations"]["succinct_roles"] = nullptr;
    json["delegations"]["roles"][0]["path_hash_prefixes"] = nullptr;
    REQUIRE(VALUE(targets_of(envelope_of(json))).delegations->roles.at(0).name == "county");
    json["delegations"] = nullptr;
    REQUIRE_FALSE(VALUE(targets_of(envelope_of(json))).delegations.has_value());
    Snapshot snapshot;
    snapshot.common = {"snapshot", 5, root().common.expires_ms};
    json = json_of(snapshot);
    json["meta"]["targets.json"] = {{"version", 1}, {"length", nullptr}, {"hashes", nullptr}};
    REQUIRE(VALUE(snapshot_of(envelope_of(json))).meta.at("targets.json").hashes.empty());
}

TEST_CASE("a delegation nobody could follow in one way only is corrupt") {
    const Json good = json_of(targets());
    for (const char* entry :
         {R"({"name":""})", R"({"name":"root"})", R"({"name":"targets"})", R"({"name":"bins"})",
          R"({"name":null})", R"({"terminating":null})", R"({"terminating":1})",
          R"({"paths":null})", R"({"path_hash_prefixes":["0"]})", R"({"paths":[1]})",
          R"({"threshold":0})", R"({"keyids":["k","k"]})"}) {
        Json bad = good;
        bad["delegations"]["roles"][0].merge_patch(Json::parse(entry));
        INFO(entry);
        REQUIRE_ERROR(Errc::corrupt, targets_of(envelope_of(bad)));
    }
    REQUIRE_ERROR(Errc::corrupt,
                  targets_of(envelope_of(patched(good, R"({"delegations":{"roles":null}})"))));
    for (const char* succinct : {R"({"keyids":[],"threshold":1,"bit_length":0,"name_prefix":"b"})",
                                 R"({"keyids":[],"threshold":1,"bit_length":33,"name_prefix":"b"})",
                                 R"({"keyids":[],"threshold":1,"bit_length":5})"}) {
        Json bad = good;
        bad["delegations"]["succinct_roles"] = Json::parse(succinct);
        REQUIRE_ERROR(Errc::corrupt, targets_of(envelope_of(bad)));  // beside "roles"
        bad["delegations"].erase("roles");
        REQUIRE_ERROR(Errc::corrupt, targets_of(envelope_of(bad)));
    }
}

TEST_CASE("what is no envelope is corrupt") {
    for (const char* bytes :
         {"", "{}", R"({"signed":{"_type":"x"}})", R"({"signed":{},"signatures":[]})",
          R"({"signed":[],"signatures":[]})", R"({"signed":{"_type":"x"},"signatures":{}})",
          R"({"signed":{"_type":"x"},"signatures":[{"keyid":"a"}]})",
          R"({"signed":{"_type":"x"},"signatures":[{"sig":"00"}]})",
          R"({"signed":{"_type":"x","f":1.5},"signatures":[]})",
          R"({"signed":{"_type":"x","_type":"y"},"signatures":[]})"}) {
        INFO(bytes);
        REQUIRE_ERROR(Errc::corrupt, parse_envelope(bytes));
    }
}

TEST_CASE("a key id that signs twice is refused, even if the threshold would be reached") {
    REQUIRE_ERROR(Errc::corrupt,
                  parse_envelope(R"({"signed":{"_type":"x"},"signatures":[)"
                                 R"({"keyid":"a","sig":"00"},{"keyid":"a","sig":"00"}]})"));
}

TEST_CASE("a threshold counts different keys of the role that signed") {
    const Signers signers(4);
    const std::vector<std::string> three = {signers.ids[0], signers.ids[1], signers.ids[2]};
    REQUIRE_OK(check_threshold(signers.signed_by({0, 2}), {three, 2}, signers.known));
    REQUIRE_OK(check_threshold(signers.signed_by({0, 1, 2, 3}), {three, 3}, signers.known));
    REQUIRE_ERROR(Errc::untrusted,
                  check_threshold(signers.signed_by({0}), {three, 2}, signers.known));
    REQUIRE_ERROR(Errc::untrusted,
                  check_threshold(signers.signed_by({}), {three, 1}, signers.known));
    // The fourth key signs well, but not for this role.
    REQUIRE_ERROR(Errc::untrusted,
                  check_threshold(signers.signed_by({0, 3}), {three, 2}, signers.known));
    REQUIRE_ERROR(Errc::untrusted,
                  check_threshold(signers.signed_by({0, 1, 2, 3}), {three, 4}, signers.known));
    // A key of the role that nobody says anything about.
    REQUIRE_ERROR(Errc::untrusted, check_threshold(signers.signed_by({0}),
                                                   {{signers.ids[0], "nobody"}, 2}, signers.known));
}

TEST_CASE("one key under two names counts once") {
    Signers signers(1);
    signers.known.emplace("alias", signers.known.begin()->second);
    Json file = Json::parse(signed_file({{"_type", "x"}}, {&signers.keys[0]}));
    Json again = file["signatures"][0];
    again["keyid"] = "alias";
    file["signatures"].push_back(again);
    const Envelope envelope = VALUE(parse_envelope(file.dump()));
    REQUIRE_OK(check_threshold(envelope, {{signers.ids[0], "alias"}, 1}, signers.known));
    REQUIRE_ERROR(Errc::untrusted,
                  check_threshold(envelope, {{signers.ids[0], "alias"}, 2}, signers.known));
}

TEST_CASE("a broken signature does not spoil the good ones beside it") {
    const Signers signers(2);
    for (const char* broken : {"", "zz", "00", "abc"}) {
        Json file =
            Json::parse(signed_file({{"_type", "x"}}, {&signers.keys[0], &signers.keys[1]}));
        file["signatures"][0]["sig"] = broken;
        const Envelope envelope = VALUE(parse_envelope(file.dump()));
        REQUIRE_OK(check_threshold(envelope, {signers.ids, 1}, signers.known));
        REQUIRE_ERROR(Errc::untrusted, check_threshold(envelope, {signers.ids, 2}, signers.known));
    }
}

TEST_CASE("members nobody knows are signed like all others") {
    const Signers signers(1);
    const Json content = {{"_type", "x"}, {"tomorrow", {{"a", 1}}}};
    Json file = Json::parse(signed_file(content, {&signers.keys[0]}));
    const Role role{signers.ids, 1};
    REQUIRE_OK(check_threshold(VALUE(parse_envelope(file.dump(3))), role, signers.known));
    file["signed"]["tomorrow"]["a"] = 2;
    REQUIRE_ERROR(Errc::untrusted,
                  check_threshold(VALUE(parse_envelope(file.dump())), role, signers.known));
}

TEST_CASE("ECDSA and RSA keys count, keys of a type or scheme we do not know never do") {
    const std::string content = canonical_json(Json{{"_type", "x"}}).value();
    const OpensslKey ecdsa = OpensslKey::make_ecdsa();
    const OpensslKey rsa = OpensslKey::make_rsa();
    struct Case {
        Key key;
        std::string signature;
        bool counts;
    };
    const std::string pss = rsa.sign(content, RSA_PKCS1_PSS_PADDING);
    const std::string pkcs1 = rsa.sign(content, RSA_PKCS1_PADDING);
    const std::string point = hex_of(ecdsa.public_point());
    const Case cases[] = {
        {{"ecdsa", "ecdsa-sha2-nistp256", ecdsa.public_pem()}, ecdsa.sign(content), true},
        {{"ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", ecdsa.public_pem()},
         ecdsa.sign(content),
         true},
        {{"ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", point}, ecdsa.sign(content), true},
        {{"rsa", "rsassa-pss-sha256", rsa.public_pem()}, pss, true},
        {{"rsa", "rsa-pkcs1v15-sha256", rsa.public_pem()}, pkcs1, true},
        {{"rsa", "rsassa-pss-sha256", rsa.public_pem()}, pkcs1, false},
        {{"ecdsa", "ecdsa-sha2-nistp256", ecdsa.public_pem()}, ecdsa.sign("other"), false},
        {{"ecdsa", "ed25519", ecdsa.public_pem()}, ecdsa.sign(content), false},
        {{"tomorrow", "tomorrow", ecdsa.public_pem()}, ecdsa.sign(content), false},
        {{"ed25519", "ed25519", "zz"}, ecdsa.sign(content), false},
    };
    for (const Case& c : cases) {
        const Json file = {{"signed", {{"_type", "x"}}},
                           {"signatures", {{{"keyid", "k"}, {"sig", hex_of(c.signature)}}}}};
        const Result<void> checked =
            check_threshold(VALUE(parse_envelope(file.dump())), {{"k"}, 1}, {{"k", c.key}});
        INFO(c.key.type << " " << c.key.scheme);
        REQUIRE(checked.ok() == c.counts);
    }
}

TEST_CASE("a file is held against its length and every hash we know") {
    const std::string sha256_abc = sha256_hex("abc");
    const std::string sha512_abc = hex_of(sha512("abc"));
    const auto info = [](std::optional<std::uint64_t> length,
                         std::map<std::string, std::string> hashes) {
        return FileInfo{.length = length, .hashes = std::move(hashes)};
    };
    REQUIRE_OK(check_file("abc", info({}, {})));
    REQUIRE_OK(check_file("abc", info(3, {{"sha256", sha256_abc}, {"sha512", sha512_abc}})));
    REQUIRE_OK(check_file("abc", info(3, {{"sha256", sha256_abc}, {"tomorrow", "x"}})));
    REQUIRE_ERROR(Errc::untrusted, check_file("abc", info(4, {})));
    REQUIRE_ERROR(Errc::untrusted, check_file("abc", info(2, {})));
    REQUIRE_ERROR(Errc::untrusted, check_file("abd", info(3, {{"sha256", sha256_abc}})));
    REQUIRE_ERROR(Errc::untrusted, check_file("abd", info(3, {{"sha512", sha512_abc}})));
    REQUIRE_ERROR(Errc::untrusted,
                  check_file("abc", info(3, {{"sha256", sha256_abc}, {"sha512", sha256_abc}})));
    REQUIRE_ERROR(Errc::untrusted, check_file("abc", info(3, {{"tomorrow", sha256_abc}})));
}

TEST_CASE("a path pattern never reaches across a slash") {
    const auto matches = [](const char* path, const char* pattern) {
        return matches_path_pattern(path, pattern);
    };
    REQUIRE(matches("a", "*"));
    REQUIRE(matches("", "*"));
    REQUIRE(matches("county/1.zst", "county/*"));
    REQUIRE(matches("county/", "county/*"));
    REQUIRE(matches("releases/x/x_v1", "releases/*/*"));
    REQUIRE(matches("releases/y/y_v1.zip", "releases/y/*.zip"));
    REQUIRE(matches("a.tar.gz", "a.*.gz"));
    REQUIRE(matches("aXbXc", "a*b*c"));
    REQUIRE(matches("水稻.zst", "??.zst"));
    REQUIRE(matches("b1", "[a-c][0-9]"));
    REQUIRE(matches("d1", "[!a-c]1"));
    REQUIRE(matches("]", "[]]"));
    REQUIRE(matches("-", "[a-]"));
    REQUIRE(matches("[a", "[a"));
    REQUIRE(matches("\\*", "\\*"));
    REQUIRE(matches("a/b", "a/b"));
    REQUIRE_FALSE(matches("a/b", "*"));
    REQUIRE_FALSE(matches("a", "*/*"));
    REQUIRE_FALSE(matches("county/x/1", "county/*"));
    REQUIRE_FALSE(matches("a/b", "a?b"));
    REQUIRE_FALSE(matches("a/b", "a[/]b"));
    REQUIRE_FALSE(matches("aXbX", "a*b*c"));
    REQUIRE_FALSE(matches("a", "A"));
    REQUIRE_FALSE(matches("a", ""));
    REQUIRE_FALSE(matches("d1", "[a-c]1"));
    REQUIRE_FALSE(matches("a1", "[!a-c]1"));
    REQUIRE_FALSE(matches("x.zst", "*.zip"));
    REQUIRE_FALSE(matches("/a", "a"));
}

TEST_CASE("a pattern made to take for ever does not") {
    const std::string path(2000, 'a');
    std::string pattern;
    for (int i = 0; i < 200; ++i) pattern += "*a";
    REQUIRE_FALSE(matches_path_pattern(path, pattern + "b"));
    REQUIRE(matches_path_pattern(path, pattern));
}

TEST_CASE("a delegation covers a target by path or by the hash of its path") {
    const DelegatedRole by_path{"r", {}, false, {"a/*", "b"}, {}};
    REQUIRE(by_path.covers("a/x"));
    REQUIRE(by_path.covers("b"));
    REQUIRE_FALSE(by_path.covers("c"));
    const DelegatedRole by_hash{"r", {}, false, {}, {"00", "ba78"}};
    REQUIRE(by_hash.covers("abc"));
    REQUIRE_FALSE(by_hash.covers("abd"));
    REQUIRE_FALSE(DelegatedRole{"r", {}, false, {}, {}}.covers("abc"));
}

TEST_CASE("a key's name is the hash of its canonical JSON") {
    const Key key = ed25519_key(std::string(32, '\0'));
    REQUIRE(key_id_of(key) == sha256_hex(R"({"keytype":"ed25519","keyval":{"public":")" +
                                         std::string(64, '0') + R"("},"scheme":"ed25519"})"));
}
