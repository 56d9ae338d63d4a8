#include "sync/wire/attachment.h"

#include "sync/wire/event.h"
#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/wire/seeded_random.h"

using namespace hall;

namespace {

const std::string event = "01a207a2-3280-7943-9a44-07894871af86";

struct Sealed {
    std::string bytes;
    std::string key;
};

Sealed sealed(std::string_view plain, std::size_t step = 10'000, std::uint64_t seed = 1) {
    SeededRandom random(seed);
    AttachmentSealer sealer(event, random);
    Sealed made{{}, sealer.key()};
    while (!plain.empty()) {
        const std::string_view part = plain.substr(0, step);
        made.bytes += sealer.add(part);
        plain.remove_prefix(part.size());
    }
    made.bytes += sealer.finish();
    return made;
}

std::string noise(std::size_t count) {
    SeededRandom random(7);
    return random.bytes(count);
}

}  // namespace

TEST_CASE("an attachment comes back whole, whatever its size and however it arrived") {
    for (const std::size_t size : {0, 1, 4095, 4096, 65'535, 65'536, 65'537, 200'000}) {
        const std::string plain = noise(size);
        for (const std::size_t step : {1'000, 65'536, 1'000'000}) {
            const Sealed made = sealed(plain, step);
            INFO(size << " in steps of " << step);
            REQUIRE(made.bytes.size() == sealed_bytes_of(size));
            REQUIRE(VALUE(open_attachment(made.bytes, event, made.key)) == plain);
        }
    }
}

TEST_CASE("the size of an attachment is known only to 4 KiB") {
    REQUIRE(sealed_bytes_of(1) == sealed_bytes_of(4095));
    REQUIRE(sealed_bytes_of(4096) == sealed_bytes_of(1) + 4096);
}

TEST_CASE("nothing of the content stands in the sealed bytes, and no two are alike") {
    const std::string plain = "18xx MARKER 510681184906300014 " + std::string(100'000, 'x');
    const Sealed made = sealed(plain);
    REQUIRE(made.bytes.find("MARKER") == std::string::npos);
    REQUIRE(made.bytes.find("xxxxxxxx") == std::string::npos);
    REQUIRE(sealed(plain, 10'000, 2).bytes != made.bytes);
}

TEST_CASE("an attachment opens with its key and for its event only") {
    const Sealed made = sealed(noise(100'000));
    std::string other_key = made.key;
    other_key[0] = static_cast<char>(other_key[0] ^ 1);
    REQUIRE_ERROR(Errc::untrusted, open_attachment(made.bytes, event, other_key));
    REQUIRE_ERROR(Errc::untrusted, open_attachment(made.bytes, event, ""));
    REQUIRE_ERROR(Errc::untrusted, open_attachment(made.bytes, event + "x", made.key));
}

TEST_CASE("an attachment that was altered, cut, continued or reordered does not open") {
    const Sealed made = sealed(noise(200'000));
    const auto opens = [&](const std::string& bytes) {
        return open_attachment(bytes, event, made.key).ok();
    };
    REQUIRE(opens(made.bytes));
    for (std::size_t at = 0; at < made.bytes.size(); at += 997) {
        std::string altered = made.bytes;
        altered[at] = static_cast<char>(altered[at] ^ 1);
        INFO(at);
        REQUIRE_FALSE(opens(altered));
    }
    constexpr std::size_t header = 24;
    constexpr std::size_t chunk = 65'536 + 17;
    for (const std::size_t length : {std::size_t{0}, header, header + 16, header + chunk,
                                     header + 2 * chunk, made.bytes.size() - 1}) {
        INFO(length);
        REQUIRE_FALSE(opens(made.bytes.substr(0, length)));
    }
    REQUIRE_FALSE(opens(made.bytes + "x"));
    REQUIRE_FALSE(opens(made.bytes + made.bytes.substr(header)));
    const std::string first = made.bytes.substr(header, chunk);
    const std::string second = made.bytes.substr(header + chunk, chunk);
    REQUIRE_FALSE(opens(made.bytes.substr(0, header) + second + first +
                        made.bytes.substr(header + 2 * chunk)));
}

TEST_CASE("names and keys of attachments that cannot be are corrupt") {
    const std::string id = sha256_hex("x");
    REQUIRE(VALUE(attachment_name_of({{"sha256", id}, {"bytes", 5}})).bytes == 5);
    for (const Json& bad :
         {Json{{"sha256", id}}, Json{{"bytes", 5}}, Json{{"sha256", id.substr(1)}, {"bytes", 5}},
          Json{{"sha256", "../" + id.substr(3)}, {"bytes", 5}}, Json{{"sha256", id}, {"bytes", 0}},
          Json{{"sha256", id}, {"bytes", -1}},
          Json{{"sha256", id}, {"bytes", static_cast<std::int64_t>(attachment_bytes_max) + 1}},
          Json{{"sha256", 5}, {"bytes", 5}}, Json("text")}) {
        INFO(bad.dump());
        REQUIRE_ERROR(Errc::corrupt, attachment_name_of(bad));
    }
    SealedAttachment good;
    good.name = {id, 5};
    good.mime = "image/jpeg";
    good.title = "身份证正面";
    good.key.assign(32, 'k');
    REQUIRE(VALUE(sealed_attachment_of(json_of(good))).key == good.key);
    REQUIRE(VALUE(sealed_attachment_of(json_of(good))).title == good.title);
    for (const std::string mime : {"", "image", "image/", "/jpeg", "image/jpeg; x=1", "a/b/c",
                                   "image/jpeg\r\nSet-Cookie: x"}) {
        SealedAttachment bad = good;
        bad.mime = mime;
        INFO(mime);
        REQUIRE_ERROR(Errc::corrupt, sealed_attachment_of(json_of(bad)));
    }
    SealedAttachment bad = good;
    bad.key.pop_back();
    REQUIRE_ERROR(Errc::corrupt, sealed_attachment_of(json_of(bad)));
    bad = good;
    bad.title.assign(201, 'x');
    REQUIRE_ERROR(Errc::corrupt, sealed_attachment_of(json_of(bad)));
}
