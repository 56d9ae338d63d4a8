// Thresholds, key types and the change of keys.

#include <openssl/rsa.h>

#include <algorithm>
#include <cctype>

#include "sync/core/encoding.h"
#include "tests/trust/installation.h"
#include "tests/wire/openssl_key.h"

using namespace hall;
using namespace hall::tuf;

namespace {

Signer openssl_signer(OpensslKey made, Key key, int rsa_padding = 0) {
    const auto shared = std::make_shared<OpensslKey>(std::move(made));
    std::string id = key_id_of(key);
    return {std::move(id), std::move(key), [shared, rsa_padding](std::string_view bytes) {
                return shared->sign(bytes, rsa_padding);
            }};
}

// Who is in a role and who signs it, by number.
struct Step {
    std::vector<int> keys;
    int threshold;
    std::vector<int> signs;
};

struct Hands {
    std::vector<Signer> all;
    explicit Hands(Random& random) {
        for (int i = 0; i < 10; ++i) all.push_back(make_signer(random));
    }
    void apply(Repository& repository, const std::string& role, const Step& step) const {
        Role& trusted = repository.root().roles.at(role);
        trusted = {{}, step.threshold};
        for (const int i : step.keys) {
            repository.root().keys[all[i].id] = all[i].key;
            trusted.key_ids.push_back(all[i].id);
        }
        repository.signers(role).clear();
        for (const int i : step.signs) repository.signers(role).push_back(all[i]);
    }
};

}  // namespace

TEST_CASE("root keys change only with the threshold of the old root and of the new one") {
    struct Case {
        const char* name;
        std::vector<Step> steps;
        bool good;
    };
    const std::vector<int> five = {0, 1, 2, 3, 4};
    const std::vector<Case> cases = {
        {"1 of 1 changes", {{{1}, 1, {1}}, {{2}, 1, {2, 1}}, {{2}, 1, {2}}}, true},
        {"untrusted keys sign, too",
         {{{1}, 1, {3, 1, 4}}, {{2}, 1, {3, 2, 1, 4}}, {{2}, 1, {3, 2, 4}}},
         true},
        {"3 of 5, other hands each time",
         {{five, 3, {0, 2, 4}}, {five, 3, {0, 4, 1}}, {five, 3, {0, 1, 3}}, {five, 3, {0, 1, 3}}},
         true},
        {"3 of 5, one changes", {{five, 3, {0, 2, 4}}, {{0, 1, 3, 4, 5}, 3, {0, 4, 1}}}, true},
        {"3 of 5, one changes with the old one signing",
         {{five, 3, {0, 2, 4}},
          {{0, 1, 3, 4, 5}, 3, {0, 2, 4, 5}},
          {{0, 1, 3, 4, 5}, 3, {0, 4, 5}}},
         true},
        {"3 of 5, all change",
         {{five, 3, {0, 2, 4}},
          {{5, 6, 7, 8, 9}, 3, {0, 2, 4, 5, 6, 7}},
          {{5, 6, 7, 8, 9}, 3, {5, 6, 7}}},
         true},
        {"1 of 3 becomes 2 of 3", {{{1, 2, 3}, 1, {1}}, {{1, 2, 3}, 2, {1, 2}}}, true},
        {"2 of 3 becomes 1 of 3",
         {{{1, 2, 3}, 2, {1, 2}}, {{1, 2, 3}, 1, {1, 2}}, {{1, 2, 3}, 1, {1}}},
         true},
        {"1 of 1 becomes 2 of 2", {{{1}, 1, {1}}, {{1, 2}, 2, {1, 2}}}, true},
        {"the old key does not sign", {{{1}, 1, {1}}, {{2}, 1, {2, 3, 4}}}, false},
        {"the new key does not sign", {{{1}, 1, {1}}, {{2}, 1, {1, 3, 4}}}, false},
        {"too few of the new", {{five, 3, {0, 2, 4}}, {{0, 1, 3, 4, 5}, 3, {0, 2, 4}}}, false},
        {"too few of the old", {{five, 3, {0, 2, 4}}, {{0, 1, 3, 4, 5}, 3, {0, 4, 5}}}, false},
        {"the new threshold is missed", {{{1, 2, 3}, 1, {1}}, {{1, 2, 3}, 2, {2}}}, false},
        {"the old threshold is missed", {{{1, 2, 3}, 2, {1, 2}}, {{1, 2, 3}, 1, {1}}}, false},
    };
    for (const Case& c : cases) {
        Installation here;
        const Hands hands(here.random);
        here.repository.root().common.version = 0;
        std::string last_good;
        for (std::size_t i = 0; i < c.steps.size(); ++i) {
            hands.apply(here.repository, "root", c.steps[i]);
            here.repository.publish({"root"});
            if (i + 1 < c.steps.size() || c.good) last_good = here.repository.published("root");
        }
        REQUIRE_OK(Client::init(here.files, here.folder.path(),
                                here.repository.metadata_files.at("1.root.json")));
        INFO(c.name);
        const Result<void> refreshed = here.refresh();
        REQUIRE(refreshed.ok() == c.good);
        if (!c.good) REQUIRE(refreshed.error().code() == Errc::untrusted);
        REQUIRE(here.stored("root") == last_good);
    }
}

TEST_CASE("timestamp, snapshot and targets need the threshold of the keys the root names") {
    struct Case {
        Step step;
        bool good;
    };
    const std::vector<int> five = {0, 1, 2, 3, 4};
    const std::vector<Case> cases = {{{{2}, 1, {2}}, true},
                                     {{{1}, 1, {3, 1, 4}}, true},
                                     {{{2}, 1, {1, 3, 4}}, false},
                                     {{{0, 1, 3, 4, 5}, 3, {0, 2, 4}}, false},
                                     {{{0, 1, 3, 4, 5}, 3, {0, 4}}, false},
                                     {{five, 3, {0, 2, 4}}, true},
                                     {{five, 3, {0, 4, 1}}, true},
                                     {{five, 3, {1, 2, 3}}, true},
                                     {{five, 6, {0, 1, 2, 3, 4}}, false}};
    for (const char* role : {"timestamp", "snapshot", "targets"}) {
        for (const Case& c : cases) {
            Installation here;
            REQUIRE_OK(here.refresh());
            const Hands hands(here.random);
            hands.apply(here.repository, role, c.step);
            here.repository.publish({"root", "targets", "snapshot", "timestamp"});
            INFO(role << ", threshold " << c.step.threshold);
            REQUIRE(here.refresh().ok() == c.good);
            REQUIRE(here.version("root") == 2);
            REQUIRE(here.version(role) == (c.good ? 2 : 1));
        }
    }
}

TEST_CASE("keys taken away by a new root no longer sign") {
    Installation here;
    REQUIRE_OK(here.refresh());
    const std::vector<Signer> stolen = here.repository.signers("timestamp");
    here.repository.rotate_keys("timestamp");
    here.repository.publish({"root", "timestamp"});
    REQUIRE_OK(here.refresh());
    here.repository.signers("timestamp") = stolen;
    here.repository.publish({"timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.version("timestamp") == 2);
}

TEST_CASE("a threshold is not reached by naming one key often") {
    Installation here;
    Role& role = here.repository.root().roles.at("snapshot");
    role.key_ids = std::vector<std::string>(6, role.key_ids.front());
    role.threshold = 6;
    here.repository.publish({"root", "snapshot", "timestamp"});
    REQUIRE_ERROR(Errc::corrupt, here.refresh());
    REQUIRE(here.versions() == Versions{{"root", 1}});
}

TEST_CASE("a threshold is not reached by one key under many names") {
    Installation here;
    Repository& repository = here.repository;
    const Signer signer = repository.signers("snapshot").front();
    for (const char* alias : {"alias-1", "alias-2"}) {
        Signer again = signer;
        again.id = alias;
        repository.add_key("snapshot", again);
    }
    repository.root().roles.at("snapshot").threshold = 3;
    repository.publish({"root", "snapshot", "timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.refresh());
    REQUIRE(here.versions() == Versions{{"root", 2}, {"timestamp", 2}});
}

TEST_CASE("a threshold is not reached by one key in two spellings") {
    OpensslKey ecdsa = OpensslKey::make_ecdsa();
    const std::string pem = ecdsa.public_pem();
    const std::string point = hex_of(ecdsa.public_point());
    std::string loose = pem;
    loose.insert(loose.find('\n') + 1, "\n");
    const Signer signer =
        openssl_signer(std::move(ecdsa), Key{"ecdsa", "ecdsa-sha2-nistp256", pem});
    SeededRandom random;
    const Signer plain = make_signer(random);
    std::string shouted = plain.key.public_part;
    std::transform(shouted.begin(), shouted.end(), shouted.begin(),
                   [](unsigned char c) { return std::toupper(c); });
    REQUIRE(shouted != plain.key.public_part);
    struct Twins {
        Signer first;
        Key second;
    };
    for (const Twins& twins :
         {Twins{plain, Key{"ed25519", "ed25519", shouted}},
          Twins{signer, Key{"ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", pem}},
          Twins{signer, Key{"ecdsa", "ecdsa-sha2-nistp256", point}},
          Twins{signer, Key{"ecdsa", "ecdsa-sha2-nistp256", loose}}}) {
        INFO(twins.second.type << " " << twins.second.public_part);
        Installation here;
        here.repository.root().roles.at("snapshot").key_ids.clear();
        here.repository.signers("snapshot").clear();
        here.repository.add_key("snapshot", twins.first);
        here.repository.add_key("snapshot", {"twin", twins.second, twins.first.sign});
        here.repository.publish({"root", "snapshot", "timestamp"});
        REQUIRE_OK(here.refresh());
        here.repository.root().roles.at("snapshot").threshold = 2;
        here.repository.publish({"root", "snapshot", "timestamp"});
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.version("snapshot") == 2);
    }
}

TEST_CASE("a threshold of nothing is no threshold") {
    Installation here;
    here.repository.root().roles.at("timestamp").threshold = 0;
    here.repository.publish({"root"});
    REQUIRE_ERROR(Errc::corrupt, here.refresh());
    REQUIRE(here.version("root") == 1);
}

TEST_CASE("metadata in which a key signs twice is refused") {
    Installation here;
    Json file = Json::parse(here.repository.published("snapshot"));
    file["signatures"].push_back(file["signatures"][0]);
    here.repository.metadata_files["1.snapshot.json"] = file.dump();
    REQUIRE_ERROR(Errc::corrupt, here.refresh());
    REQUIRE(here.version("snapshot") == 0);
}

TEST_CASE("a wrong or empty signature beside a good one does no harm") {
    Installation here;
    here.repository.add_key("timestamp");
    here.repository.publish({"root", "timestamp"});
    for (const std::string& signature : {std::string(128, 'a'), std::string(), std::string("?")}) {
        Json file = Json::parse(here.repository.published("timestamp"));
        file["signatures"][0]["sig"] = signature;
        here.repository.metadata_files["timestamp.json"] = file.dump();
        REQUIRE_OK(here.refresh());
        here.repository.publish({"timestamp"});
    }
}

TEST_CASE("keys of every type the specification names sign a root, and false ones do not") {
    OpensslKey ecdsa = OpensslKey::make_ecdsa();
    OpensslKey old_ecdsa = OpensslKey::make_ecdsa();
    OpensslKey bare = OpensslKey::make_ecdsa();
    OpensslKey pss = OpensslKey::make_rsa();
    OpensslKey pkcs1 = OpensslKey::make_rsa();
    const Key ecdsa_key{"ecdsa", "ecdsa-sha2-nistp256", ecdsa.public_pem()};
    const Key old_key{"ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", old_ecdsa.public_pem()};
    const Key bare_key{"ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", hex_of(bare.public_point())};
    const Key pss_key{"rsa", "rsassa-pss-sha256", pss.public_pem()};
    const Key pkcs1_key{"rsa", "rsa-pkcs1v15-sha256", pkcs1.public_pem()};
    for (const Signer& signer :
         {openssl_signer(std::move(ecdsa), ecdsa_key),
          openssl_signer(std::move(old_ecdsa), old_key), openssl_signer(std::move(bare), bare_key),
          openssl_signer(std::move(pss), pss_key, RSA_PKCS1_PSS_PADDING),
          openssl_signer(std::move(pkcs1), pkcs1_key, RSA_PKCS1_PADDING)}) {
        Installation here;
        INFO(signer.key.type << " " << signer.key.scheme);
        here.repository.add_key("root", signer);
        here.repository.root().roles.at("root").threshold = 2;
        here.repository.publish({"root"});
        REQUIRE_OK(here.refresh());
        REQUIRE(here.version("root") == 2);

        here.repository.publish({"root"});
        Json file = Json::parse(here.repository.published("root"));
        file["signatures"][1]["sig"] = hex_of(signer.sign("something else"));
        here.repository.metadata_files["3.root.json"] = file.dump();
        REQUIRE_ERROR(Errc::untrusted, here.refresh());
        REQUIRE(here.version("root") == 2);
    }
}

TEST_CASE("a key may have any id") {
    Installation here;
    Signer signer = make_signer(here.random);
    signer.id = "村长的钥匙";
    here.repository.root().roles.at("timestamp").key_ids.clear();
    here.repository.signers("timestamp").clear();
    here.repository.add_key("timestamp", signer);
    here.repository.publish({"root", "timestamp"});
    REQUIRE_OK(here.refresh());
}
