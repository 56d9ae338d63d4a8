// Receipts, replies and time answers: what the county signs with its receipt key.

#include "sync/wire/signed_statement.h"
#include "sync/core/encoding.h"
#include "sync/wire/receipt.h"
#include "sync/wire/reply.h"
#include "sync/wire/time_response.h"
#include "tests/catch.h"
#include "tests/wire/seeded_random.h"

using namespace hall;

namespace {

struct County {
    SeededRandom random;
    SigningKey key = SigningKey::make(random);
    std::vector<NamedKey> keys = {{key_id_of(key.public_key()), "receipt", key.public_key()}};
};

Receipt receipt() {
    return {.event = "0197a3c4-1111-7222-8333-444455556666",
            .sha256 = sha256_hex("event"),
            .state = "refused",
            .number = "K7M-0012X",
            .at = "2026-11-23T09:00:00Z",
            .reason = "这张表已经换新的了，请再填一次"};
}

Reply reply() {
    Reply reply;
    reply.seq = 17;
    reply.village = "510681113205";
    reply.kind = "state";
    reply.slip = "K7M-0012X";
    reply.state = "done";
    reply.line = "办好了，请带身份证到村里取";
    reply.at = "2026-11-23T09:00:00Z";
    reply.sealed = std::string("\0box", 4);
    return reply;
}

// Flips every bit of the bytes; nothing that comes out may be accepted.
template <typename Open>
void require_all_bits_matter(const std::string& bytes, Open open) {
    REQUIRE(open(bytes).ok());
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        std::string altered = bytes;
        altered[bit / 8] = static_cast<char>(altered[bit / 8] ^ (1 << bit % 8));
        INFO(altered);
        REQUIRE_FALSE(open(altered).ok());
    }
}

}  // namespace

TEST_CASE("a receipt reads back as it was signed") {
    County county;
    const Receipt read = VALUE(open_receipt(signed_receipt(receipt(), county.key), county.keys));
    REQUIRE(read.event == receipt().event);
    REQUIRE(read.sha256 == receipt().sha256);
    REQUIRE(read.state == "refused");
    REQUIRE(read.number == "K7M-0012X");
    REQUIRE(read.at == receipt().at);
    REQUIRE(read.reason == receipt().reason);
}

TEST_CASE("a receipt, reply or time with any bit flipped is not accepted") {
    County county;
    require_all_bits_matter(signed_receipt(receipt(), county.key), [&](const std::string& bytes) {
        return open_receipt(bytes, county.keys);
    });
    require_all_bits_matter(signed_reply(reply(), county.key), [&](const std::string& bytes) {
        return open_reply(bytes, county.keys);
    });
    require_all_bits_matter(signed_time("n", 0, county.key), [&](const std::string& bytes) {
        return open_time(bytes, "n", county.keys);
    });
}

TEST_CASE("a statement of a key we do not know, or under another key's id, is untrusted") {
    County county;
    const SigningKey outsider = SigningKey::make(county.random);
    REQUIRE_ERROR(Errc::untrusted, open_receipt(signed_receipt(receipt(), outsider), county.keys));
    REQUIRE_ERROR(Errc::untrusted, open_receipt(signed_receipt(receipt(), county.key), {}));
    Json forged = Json::parse(signed_receipt(receipt(), outsider));
    forged["key"] = county.keys[0].id;
    REQUIRE_ERROR(Errc::untrusted, open_receipt(forged.dump(), county.keys));
}

TEST_CASE("receipts of the key before and of the key after a change are both good") {
    County county;
    const SigningKey next = SigningKey::make(county.random);
    county.keys.push_back({key_id_of(next.public_key()), "receipt", next.public_key()});
    REQUIRE_OK(open_receipt(signed_receipt(receipt(), county.key), county.keys));
    REQUIRE_OK(open_receipt(signed_receipt(receipt(), next), county.keys));
}

TEST_CASE("one kind of statement does not pass for another") {
    County county;
    const auto renamed = [](const std::string& bytes, const char* from, const char* to) {
        Json json = Json::parse(bytes);
        json[to] = json[from];
        json.erase(from);
        return json.dump();
    };
    const std::string as_reply = renamed(signed_receipt(receipt(), county.key), "receipt", "reply");
    REQUIRE_ERROR(Errc::corrupt, open_reply(as_reply, county.keys));
    const std::string as_receipt = renamed(signed_reply(reply(), county.key), "reply", "receipt");
    REQUIRE_ERROR(Errc::corrupt, open_receipt(as_receipt, county.keys));
    const std::string time_as_receipt = renamed(signed_time("n", 0, county.key), "time", "receipt");
    REQUIRE_ERROR(Errc::corrupt, open_receipt(time_as_receipt, county.keys));
    const std::string as_time = renamed(signed_reply(reply(), county.key), "reply", "time");
    REQUIRE_ERROR(Errc::corrupt, open_time(as_time, "n", county.keys));
}

TEST_CASE("the word for an attachment reads back, every bit of it matters, and it is no receipt") {
    County county;
    StoredAttachment stored;
    stored.name.sha256 = sha256_hex("sealed");
    stored.name.bytes = 812'345;
    stored.at = "2026-11-23T09:00:00Z";
    const std::string bytes = signed_stored(stored, county.key);
    const StoredAttachment read = VALUE(open_stored(bytes, county.keys));
    REQUIRE(read.name == stored.name);
    REQUIRE(read.at == stored.at);
    require_all_bits_matter(bytes,
                            [&](const std::string& b) { return open_stored(b, county.keys); });
    Json renamed = Json::parse(bytes);
    renamed["receipt"] = renamed["stored"];
    REQUIRE_ERROR(Errc::corrupt, open_receipt(renamed.dump(), county.keys));
    renamed = Json::parse(signed_receipt(receipt(), county.key));
    renamed["stored"] = renamed["receipt"];
    REQUIRE_ERROR(Errc::corrupt, open_stored(renamed.dump(), county.keys));
}

TEST_CASE("a statement to enrol again names the kiosk and the enrolment it is about") {
    const EnrolAgain statement = VALUE(enrol_again_of(json_of(EnrolAgain{"kiosk-7", 3})));
    REQUIRE(statement.kiosk == "kiosk-7");
    REQUIRE(statement.epoch == 3);
    REQUIRE_ERROR(Errc::corrupt, enrol_again_of(Json::object()));
}

TEST_CASE("a signed statement that says nothing usable is corrupt") {
    County county;
    const auto open = [&](const char* patch) {
        Json statement = {{"event", "e"},
                          {"sha256", sha256_hex("event")},
                          {"state", "accepted"},
                          {"at", "2026-11-23T09:00:00Z"}};
        statement.merge_patch(Json::parse(patch));
        return open_receipt(signed_statement("receipt", statement, county.key), county.keys);
    };
    REQUIRE_OK(open("{}"));
    for (const char* patch :
         {R"({"event":""})", R"({"event":null})", R"({"sha256":"ab"})", R"({"sha256":"zz"})",
          R"({"state":"perhaps"})", R"({"state":null})", R"({"at":"soon"})", R"({"at":null})"}) {
        INFO(patch);
        REQUIRE_ERROR(Errc::corrupt, open(patch));
    }
    for (const char* bytes : {"", "OK", "<html>", "{}", R"({"receipt":1,"key":"k","signature":""})",
                              R"({"receipt":{},"key":"k"})", R"({"receipt":{},"signature":""})",
                              R"({"receipt":{},"key":"k","signature":"?"})"}) {
        INFO(bytes);
        REQUIRE_ERROR(Errc::corrupt, open_receipt(bytes, county.keys));
    }
}

TEST_CASE("a reply reads back as it was signed") {
    County county;
    const Reply read = VALUE(open_reply(signed_reply(reply(), county.key), county.keys));
    REQUIRE(read.seq == 17);
    REQUIRE(read.village == "510681113205");
    REQUIRE(read.kind == "state");
    REQUIRE(read.slip == "K7M-0012X");
    REQUIRE(read.state == "done");
    REQUIRE(read.line == reply().line);
    REQUIRE(read.sealed == reply().sealed);
    REQUIRE(read.kiosk.empty());
}

TEST_CASE("a reply for nobody is corrupt") {
    County county;
    Reply nobody = reply();
    nobody.slip.clear();
    REQUIRE_ERROR(Errc::corrupt, open_reply(signed_reply(nobody, county.key), county.keys));
    nobody.kind = "kiosk";
    REQUIRE_ERROR(Errc::corrupt, open_reply(signed_reply(nobody, county.key), county.keys));
    nobody.kiosk = "kiosk-7";
    REQUIRE_OK(open_reply(signed_reply(nobody, county.key), county.keys));
    nobody.seq = 0;
    REQUIRE_ERROR(Errc::corrupt, open_reply(signed_reply(nobody, county.key), county.keys));
}

TEST_CASE("a roster reads back as it was written, and a wrong one is corrupt") {
    const std::vector<StaffMember> roster = {{"1024", "李支书", "secretary", "$argon2id$x"},
                                             {"20260001", "王会计", "staff", "$argon2id$y"}};
    const std::vector<StaffMember> read = VALUE(roster_of(json_of_roster(roster)));
    REQUIRE(read.size() == 2);
    REQUIRE(read[0].number == "1024");
    REQUIRE(read[0].name == "李支书");
    REQUIRE(read[0].role == "secretary");
    REQUIRE(read[1].verifier == "$argon2id$y");
    for (const char* body :
         {"{}", R"({"staff":{}})", R"({"staff":[1]})",
          R"({"staff":[{"number":"123","name":"n","role":"staff","verifier":"v"}]})",
          R"({"staff":[{"number":"123456789","name":"n","role":"staff","verifier":"v"}]})",
          R"({"staff":[{"number":"12a4","name":"n","role":"staff","verifier":"v"}]})",
          R"({"staff":[{"number":"1234","name":"n","role":"king","verifier":"v"}]})",
          R"({"staff":[{"number":"1234","name":"n","role":"staff"}]})"}) {
        INFO(body);
        REQUIRE_ERROR(Errc::corrupt, roster_of(Json::parse(body)));
    }
}

TEST_CASE("the time is taken only as an answer to our own question") {
    County county;
    const std::int64_t now_ms = 1'795'424'400'000;
    const std::string answer = signed_time("nonce-1", now_ms, county.key);
    REQUIRE(VALUE(open_time(answer, "nonce-1", county.keys)) == now_ms);
    REQUIRE_ERROR(Errc::untrusted, open_time(answer, "nonce-2", county.keys));
    REQUIRE_ERROR(Errc::corrupt, open_time("<html>", "nonce-1", county.keys));
}

TEST_CASE("named keys that are none are corrupt") {
    County county;
    REQUIRE(VALUE(named_keys_of(json_of(county.keys)))[0].public_key == county.key.public_key());
    for (const char* keys : {"{}", "[1]", R"([{"id":"a","to":"receipt"}])",
                             R"([{"id":"a","to":"receipt","public_key":"AAAA"}])",
                             R"([{"id":"a","to":"receipt","public_key":"?"}])"}) {
        REQUIRE_ERROR(Errc::corrupt, named_keys_of(Json::parse(keys)));
    }
}
