#include "sync/wire/event.h"

#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/wire/seeded_random.h"

using namespace hall;

namespace {

Event like() {
    Event event;
    event.id = "0197a3c4-1111-7222-8333-444455556666";
    event.kiosk = "kiosk-7";
    event.epoch = 3;
    event.counter = 1042;
    event.village = "510681113205";
    event.kind = "like";
    event.time = {"2026-11-23T09:00:00Z", true, "boot-1", 123};
    event.body = Json{{"document", "photo-3"}};
    return event;
}

Event request(const SealedBody& body, const BoxKey& county) {
    Event event = like();
    event.kind = "request";
    event.slip = "K7M-0012X";
    event.body.reset();
    event.sealed = SealedPart{"county", "abcd", VALUE(seal(plain_of(body), county.public_key()))};
    return event;
}

SealedBody body_of(const Event& event) {
    SealedBody body;
    body.event = event.id;
    body.kiosk = event.kiosk;
    body.kind = "request";
    body.form = "service-birth";
    body.form_version = 4;
    body.slip = "K7M-0012X";
    body.reply_key = std::string(32, 'r');
    body.body = {{"name", "张三"}};
    return body;
}

AttachmentName name_of(std::string_view bytes, std::int64_t count) {
    AttachmentName name;
    name.sha256 = sha256_hex(bytes);
    name.bytes = count;
    return name;
}

SealedAttachment attachment(const AttachmentName& name, const std::string& title) {
    SealedAttachment made;
    made.name = name;
    made.mime = "image/jpeg";
    made.title = title;
    made.key.assign(32, 'k');
    return made;
}

}  // namespace

TEST_CASE("an event reads back as it was written") {
    const Event read = VALUE(parse_event(bytes_of(like())));
    REQUIRE(read.id == like().id);
    REQUIRE(read.kiosk == "kiosk-7");
    REQUIRE(read.epoch == 3);
    REQUIRE(read.counter == 1042);
    REQUIRE(read.village == "510681113205");
    REQUIRE(read.kind == "like");
    REQUIRE(read.slip.empty());
    REQUIRE(read.time.wall == "2026-11-23T09:00:00Z");
    REQUIRE(read.time.certain);
    REQUIRE(read.time.boot == "boot-1");
    REQUIRE(read.time.mono_ms == 123);
    REQUIRE(read.body == like().body);
    REQUIRE_FALSE(read.sealed.has_value());
    REQUIRE(bytes_of(read) == bytes_of(like()));
}

TEST_CASE("what is sealed comes back only through the county's key") {
    SeededRandom random;
    const BoxKey county = BoxKey::make(random);
    const Event event = VALUE(parse_event(bytes_of(request(body_of(like()), county))));
    REQUIRE(event.slip == "K7M-0012X");
    REQUIRE(event.sealed->to == "county");
    REQUIRE(event.sealed->key == "abcd");
    REQUIRE(bytes_of(event).find("张三") == std::string::npos);
    const SealedBody body =
        VALUE(sealed_body_of(VALUE(open_sealed(event.sealed->bytes, county)), event));
    REQUIRE(body.form == "service-birth");
    REQUIRE(body.form_version == 4);
    REQUIRE(body.reply_key == std::string(32, 'r'));
    REQUIRE(body.body.at("name") == "张三");
}

TEST_CASE("a box moved to another event is not taken") {
    SeededRandom random;
    const BoxKey county = BoxKey::make(random);
    const Event honest = request(body_of(like()), county);
    const std::string plain = VALUE(open_sealed(honest.sealed->bytes, county));
    REQUIRE_OK(sealed_body_of(plain, honest));

    Event other = honest;
    other.id = "0197a3c4-1111-7222-8333-444455556667";
    REQUIRE_ERROR(Errc::untrusted, sealed_body_of(plain, other));
    other = honest;
    other.kiosk = "kiosk-8";
    REQUIRE_ERROR(Errc::untrusted, sealed_body_of(plain, other));
    other = honest;
    other.kind = "letter";
    REQUIRE_ERROR(Errc::untrusted, sealed_body_of(plain, other));
    other = honest;
    other.slip = "K7M-0013V";
    REQUIRE_ERROR(Errc::untrusted, sealed_body_of(plain, other));
}

TEST_CASE("the attachments of an event are named in the open, their keys only in the seal") {
    SeededRandom random;
    const BoxKey county = BoxKey::make(random);
    SealedBody inside = body_of(like());
    inside.attachments.push_back(attachment(name_of("1", 5000), "正面"));
    inside.attachments.push_back(attachment(name_of("2", 6000), ""));
    Event event = request(inside, county);
    event.attachments = {inside.attachments[0].name, inside.attachments[1].name};
    const std::string bytes = bytes_of(event);
    REQUIRE(bytes.find("image/jpeg") == std::string::npos);
    const Event read = VALUE(parse_event(bytes));
    REQUIRE(read.attachments == event.attachments);
    const std::string plain = VALUE(open_sealed(read.sealed->bytes, county));
    const SealedBody body = VALUE(sealed_body_of(plain, read));
    REQUIRE(body.attachments.size() == 2);
    REQUIRE(body.attachments[0].title == "正面");
    REQUIRE(body.attachments[1].key == std::string(32, 'k'));

    Event other = read;
    other.attachments.pop_back();
    REQUIRE_ERROR(Errc::untrusted, sealed_body_of(plain, other));
    other = read;
    other.attachments[0].bytes = 5001;
    REQUIRE_ERROR(Errc::untrusted, sealed_body_of(plain, other));
}

TEST_CASE("an event names at most ten attachments, and an open one none") {
    SeededRandom random;
    const BoxKey county = BoxKey::make(random);
    Event event = request(body_of(like()), county);
    event.attachments.assign(10, name_of("1", 5000));
    REQUIRE_OK(parse_event(bytes_of(event)));
    event.attachments.assign(11, name_of("1", 5000));
    REQUIRE_ERROR(Errc::corrupt, parse_event(bytes_of(event)));
    event.attachments.assign(1, name_of("1", 5000));
    event.attachments[0].sha256 = "../../etc/passwd";
    REQUIRE_ERROR(Errc::corrupt, parse_event(bytes_of(event)));
    Event open = like();
    open.attachments.push_back(name_of("1", 5000));
    REQUIRE_ERROR(Errc::corrupt, parse_event(bytes_of(open)));
}

TEST_CASE("what stands inside a seal and is no sealed body is corrupt") {
    const Event event = like();
    for (const char* plain :
         {"", "[]", R"({"event":"e"})", R"({"event":"e","kiosk":"k","kind":"k"})",
          R"({"event":"e","kiosk":"k","kind":"k","body":[]})",
          R"({"event":"e","kiosk":"k","kind":"k","body":{},"reply_key":"AAAA"})",
          R"({"event":"e","kiosk":"k","kind":"k","body":{},"reply_key":"?"})"}) {
        INFO(plain);
        REQUIRE_ERROR(Errc::corrupt, sealed_body_of(plain, event));
    }
}

TEST_CASE("a kind that says something about a person must be sealed, and an unknown one too") {
    for (const char* kind :
         {"request", "letter", "question", "objection", "registration", "photo", "tomorrow", ""}) {
        REQUIRE(must_be_sealed(kind));
    }
    for (const char* kind : {"rating", "like", "comment", "heartbeat"}) {
        REQUIRE_FALSE(must_be_sealed(kind));
    }
    Event open = like();
    open.kind = "letter";
    REQUIRE_ERROR(Errc::refused, parse_event(bytes_of(open)));
    open.kind = "tomorrow";
    REQUIRE_ERROR(Errc::refused, parse_event(bytes_of(open)));
}

TEST_CASE("an event with a wrong or missing member is corrupt") {
    const auto bytes = [](const char* patch) {
        Json json = Json::parse(bytes_of(like()));
        json.merge_patch(Json::parse(patch));
        return json.dump();
    };
    REQUIRE_OK(parse_event(bytes(R"({"tomorrow":1})")));
    REQUIRE(VALUE(parse_event(bytes(R"({"schema":7})"))).schema == 7);
    REQUIRE(VALUE(parse_event(bytes(R"({"schema":null})"))).schema == 1);
    REQUIRE_ERROR(Errc::corrupt, parse_event(bytes(R"({"schema":0})")));
    for (const char* patch : {R"({"id":null})",
                              R"({"id":"1"})",
                              R"({"id":"0197a3c4-1111-4222-8333-444455556666"})",
                              R"({"id":"0197A3C4-1111-7222-8333-444455556666"})",
                              R"({"id":"0197a3c4-1111-7222-c333-444455556666"})",
                              R"({"id":"0197a3c4+1111-7222-8333-444455556666"})",
                              R"({"kiosk":null})",
                              R"({"kiosk":""})",
                              R"({"kiosk":"a b"})",
                              R"({"epoch":0})",
                              R"({"epoch":"3"})",
                              R"({"counter":-1})",
                              R"({"counter":null})",
                              R"({"village":"5106811132"})",
                              R"({"village":"51068111320x"})",
                              R"({"kind":""})",
                              R"({"kind":null})",
                              R"({"slip":"K7M 0012X"})",
                              R"({"made":null})",
                              R"({"made":{"wall":null}})",
                              R"({"made":{"wall":"now"}})",
                              R"({"body":null})",
                              R"({"body":[]})",
                              R"({"sealed":{"to":"county","key":"k","bytes":"AA=="}})",
                              R"({"body":null,"sealed":{"to":"county","key":"k","bytes":""}})",
                              R"({"body":null,"sealed":{"to":"county","key":"k","bytes":"?"}})",
                              R"({"body":null,"sealed":{"to":"county","bytes":"AA=="}})",
                              R"({"body":null,"sealed":{"key":"k","bytes":"AA=="}})"}) {
        INFO(patch);
        REQUIRE_ERROR(Errc::corrupt, parse_event(bytes(patch)));
    }
    REQUIRE_ERROR(Errc::exhausted, parse_event(std::string(event_bytes_max + 1, ' ')));
}

TEST_CASE("a batch gives back the bytes of its events unchanged") {
    const std::vector<std::string> events = {bytes_of(like()), "{}", "not even JSON"};
    REQUIRE(VALUE(unpack_batch(pack_batch(events))) == events);
    REQUIRE(VALUE(unpack_batch("a\nb")) == std::vector<std::string>{"a", "b"});
    REQUIRE(VALUE(unpack_batch("")).empty());
    REQUIRE(VALUE(unpack_batch("a\n\nb\n")) == std::vector<std::string>{"a", "", "b"});
}

TEST_CASE("a batch of more than 100 events or 1 MB is refused whole") {
    REQUIRE(VALUE(unpack_batch(pack_batch(std::vector<std::string>(100, "{}")))).size() == 100);
    REQUIRE_ERROR(Errc::exhausted, unpack_batch(pack_batch(std::vector<std::string>(101, "{}"))));
    REQUIRE_OK(unpack_batch(std::string(batch_bytes_max, ' ')));
    REQUIRE_ERROR(Errc::exhausted, unpack_batch(std::string(batch_bytes_max + 1, ' ')));
}
