#include "sync/wire/stick.h"

#include "sync/core/json.h"
#include "sync/wire/seal.h"
#include "tests/catch.h"

using namespace hall;

namespace {

struct Ends {
    Ends() {
        const std::string& key = county.public_key();
        named = {key_id_of(key), "county", key};
    }

    std::string batch(const std::vector<std::string>& events = {"{\"a\":1}", "{\"b\":2}"}) const {
        return VALUE(
            signed_batch({.kiosk = "kiosk-1", .village = "510681113205", .span = {3, 17, 41}},
                         events, named, kiosk));
    }

    Result<OpenedBatch> open(std::string_view bytes) const {
        return open_batch(bytes, [&](std::string_view name) -> Result<std::string> {
            if (name != "kiosk-1") return Error(Errc::not_found, "no such kiosk");
            return kiosk.public_key();
        });
    }

    SystemRandom random;
    SigningKey kiosk = SigningKey::make(random);
    BoxKey county = BoxKey::make(random);
    NamedKey named;
};

}  // namespace

TEST_CASE("a batch is opened by the county and says whose it is") {
    const Ends ends;
    const std::string bytes = ends.batch();
    REQUIRE(bytes.size() <= stick_batch_bytes_max);
    const OpenedBatch opened = VALUE(ends.open(bytes));
    REQUIRE(opened.head.kiosk == "kiosk-1");
    REQUIRE(opened.head.village == "510681113205");
    REQUIRE(opened.head.span == BatchSpan{3, 17, 41});
    REQUIRE(opened.head.events == 2);
    REQUIRE(opened.head.to_key == ends.named.id);
    const std::string plain = VALUE(open_sealed(opened.box, ends.county));
    REQUIRE(VALUE(unpack_batch(plain)) == std::vector<std::string>{"{\"a\":1}", "{\"b\":2}"});
}

TEST_CASE("the largest batch fits the stated length") {
    const Ends ends;
    const std::vector<std::string> events(4, std::string(batch_bytes_max / 4 - 1, 'x'));
    const std::string bytes = ends.batch(events);
    REQUIRE(bytes.size() <= stick_batch_bytes_max);
    REQUIRE(VALUE(open_sealed(VALUE(ends.open(bytes)).box, ends.county)) == pack_batch(events));
}

TEST_CASE("no byte of a batch can be changed, and none of it says what the events are") {
    const Ends ends;
    const std::string secret = "{\"kind\":\"letter\",\"to\":\"discipline\"}";
    const std::string bytes = ends.batch({secret});
    for (const char* word : {"letter", "discipline", "kind"})
        REQUIRE(bytes.find(word) == std::string::npos);
    for (std::size_t i = 0; i < bytes.size(); i += 7) {
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        INFO(i);
        REQUIRE_FALSE(ends.open(changed).ok());
    }
    REQUIRE_FALSE(ends.open(bytes + "x").ok());
    REQUIRE_FALSE(ends.open(std::string_view(bytes).substr(0, bytes.size() - 1)).ok());
}

TEST_CASE("a batch of another kiosk, of nobody, or of no form is refused") {
    const Ends ends;
    const Ends others;
    REQUIRE_ERROR(Errc::untrusted, ends.open(others.batch()));
    const std::string unknown = VALUE(signed_batch({.kiosk = "kiosk-2", .village = "510681113205"},
                                                   {"{}"}, ends.named, ends.kiosk));
    REQUIRE_ERROR(Errc::not_found, ends.open(unknown));
    for (const std::string& bytes :
         {std::string(), std::string("\n"), std::string("{}\n"), std::string(9000, 'x'),
          std::string("{\"batch\":{\"kiosk\":\"../x\"}}\n"), std::string("[]\nbox"),
          std::string("{\"batch\":{\"kiosk\":\"kiosk-1\"},\"key\":\"\",\"signature\":\"\"}\n")}) {
        REQUIRE_FALSE(ends.open(bytes).ok());
    }
    REQUIRE_ERROR(Errc::corrupt, signed_batch({.kiosk = "kiosk-1"}, {"{}"},
                                              {"id", "county", "short"}, ends.kiosk));
}

TEST_CASE("names on a stick are these and no others") {
    const std::string name_of_none = batch_name({3, 17, 41});
    REQUIRE(name_of_none == "000003-000000000017-000000000041-e3b0c44298fc");
    REQUIRE(batch_span_of(name_of_none) == BatchSpan{3, 17, 41});
    // Another board's batch of the same positions has another name.
    REQUIRE(batch_name({3, 17, 41}, {{17, "5e884898da28"}}) !=
            batch_name({3, 17, 41}, {{17, "5e884898da29"}}));
    for (const char* name :
         {"", "000003-000000000017-000000000041-e3b0c44298fc.new",
          "000003-000000000041-000000000017-e3b0c44298fc", "000000-000000000001-000000000001",
          "000003-000000000000-000000000001", "3-17-41", "000003_000000000017_000000000041",
          "000003-000000000017-000000000041", "000003-000000000017-000000000041-e3b0c44298f",
          "000003-000000000017-000000000041-E3B0C44298FC", "../../../../etc/passwd",
          "00000x-000000000017-1"}) {
        INFO(name);
        REQUIRE_FALSE(batch_span_of(name));
    }
    REQUIRE(is_stick_kiosk("kiosk-0123456789abcdef"));
    for (const char* name :
         {"", "..", "KIOSK-1", "kiosk_1", "kiosk/1", "kiosk-\xff", "kiosk-1.new"})
        REQUIRE_FALSE(is_stick_kiosk(name));
    REQUIRE_FALSE(is_stick_kiosk(std::string(65, 'k')));
}

TEST_CASE("a page of replies holds a hundred, and a full one never changes") {
    REQUIRE(stick_page_of(1) == 0);
    REQUIRE(stick_page_of(100) == 0);
    REQUIRE(stick_page_of(101) == 1);
    const StickFolder stick("/media/stick");
    REQUIRE(stick.reply_page("510681113205", 12) ==
            Path("/media/stick/HALL/replies/510681113205/00000012"));
    REQUIRE(stick.timestamp("510681113205") ==
            Path("/media/stick/HALL/metadata/510681113205/timestamp.json"));
}
