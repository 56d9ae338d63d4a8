// Attachments: nothing opens but what was sealed, and any content survives being sealed in
// pieces.

#include "sync/wire/attachment.h"

#include "tests/fuzz/fixed.h"
#include "tests/fuzz/input.h"
#include "tests/wire/seeded_random.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    const auto opened = open_attachment(input, fuzz::event_id, fuzz::attachment_key());
    CHECK(opened.ok() == (input == fuzz::sealed_attachment()));

    SeededRandom random(5);
    AttachmentSealer sealer(fuzz::event_id, random);
    const std::size_t first = size == 0 ? 0 : bytes[0] % size;
    std::string sealed = sealer.add(input.substr(0, first));
    sealed += sealer.add(input.substr(first));
    sealed += sealer.finish();
    CHECK(sealed.size() == sealed_bytes_of(size));
    CHECK(open_attachment(sealed, fuzz::event_id, sealer.key()).value() == input);

    const Result<Json> json = parse_json(input, {.bytes_max = 64 << 10});
    if (!json.ok()) return 0;
    if (const auto name = attachment_name_of(json.value()); name.ok()) {
        CHECK(is_attachment_id(name.value().sha256));
        CHECK(name.value().bytes > 0);
        CHECK(static_cast<std::size_t>(name.value().bytes) <= attachment_bytes_max);
        CHECK(attachment_name_of(json_of(name.value())).value() == name.value());
    }
    if (const auto attachment = sealed_attachment_of(json.value()); attachment.ok()) {
        CHECK(attachment.value().key.size() == 32);
        CHECK(sealed_attachment_of(json_of(attachment.value())).value().name ==
              attachment.value().name);
    }
    return 0;
}
