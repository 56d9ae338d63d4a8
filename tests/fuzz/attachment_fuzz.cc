// Attachments: nothing opens but what was sealed, and any content survives being sealed in
// pieces.

#include "sync/wire/attachment.h"

#include "tests/fuzz/fixed.h"
#include "tests/fuzz/input.h"
#include "tests/wire/seeded_random.h"

using namespace hall;

namespace {

// Two chunks. libsodium draws the header by itself, so that the bytes are others in each
// process and cannot be a seed.
struct Sealed {
    std::string key;
    std::string bytes;

    Sealed() {
        SeededRandom random(3);
        AttachmentSealer sealer(fuzz::event_id, random);
        key = sealer.key();
        bytes = sealer.add(std::string(70'000, 'p')) + sealer.add("the last of it");
        bytes += sealer.finish();
    }
};

// The input says what is altered: three bytes where, one how; what is left over, how much
// is cut off.
std::string altered(std::string text, std::string_view input) {
    for (; input.size() >= 4; input.remove_prefix(4)) {
        std::size_t at = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            at = at << 8 | static_cast<unsigned char>(input[i]);
        }
        char& changed = text[at % text.size()];
        changed = static_cast<char>(changed ^ input[3]);
    }
    for (const char count : input) {
        text.resize(text.size() - static_cast<unsigned char>(count));
    }
    return text;
}

void hold_names(std::string_view input) {
    const Result<Json> json = parse_json(input, {.bytes_max = 64 << 10});
    if (!json.ok()) return;
    if (const auto name = attachment_name_of(json.value()); name.ok()) {
        CHECK(is_attachment_id(name.value().sha256));
        CHECK(name.value().bytes > 0);
        CHECK(static_cast<std::size_t>(name.value().bytes) <= attachment_bytes_max);
        CHECK(attachment_name_of(json_of(name.value())).value() == name.value());
    }
    if (const auto attachment = sealed_attachment_of(json.value()); attachment.ok()) {
        CHECK(attachment.value().key.size() == 32);
        const Json written = json_of(attachment.value());
        CHECK(json_of(sealed_attachment_of(written).value()) == written);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Sealed sealed;
    const std::string_view input = fuzz::text_of(bytes, size);
    const std::string foreign = altered(sealed.bytes, input);
    const bool opens = open_attachment(foreign, fuzz::event_id, sealed.key).ok();
    CHECK(opens == (foreign == sealed.bytes));
    (void)open_attachment(input, fuzz::event_id, sealed.key);

    SeededRandom random(5);
    AttachmentSealer sealer(fuzz::event_id, random);
    const std::size_t first = size == 0 ? 0 : bytes[0] % size;
    std::string own = sealer.add(input.substr(0, first));
    own += sealer.add(input.substr(first));
    own += sealer.finish();
    CHECK(own.size() == sealed_bytes_of(size));
    CHECK(open_attachment(own, fuzz::event_id, sealer.key()).value() == input);
    hold_names(input);
    return 0;
}
