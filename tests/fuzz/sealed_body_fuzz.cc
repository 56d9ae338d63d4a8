// What stands inside an event's seal: written by whoever has the county's public key, which
// is no secret. An event, a zero byte, the plain text.

#include "sync/wire/event.h"

#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view input = fuzz::text_of(bytes, size);
    const Result<Event> event = parse_event(fuzz::take_text(input));
    if (!event.ok()) return 0;
    const Result<SealedBody> body = sealed_body_of(input, event.value());
    if (!body.ok()) return 0;
    CHECK(body.value().event == event.value().id);
    CHECK(body.value().kiosk == event.value().kiosk);
    CHECK(body.value().kind == event.value().kind);
    CHECK(body.value().reply_key.empty() || body.value().reply_key.size() == 32);
    for (const SealedAttachment& attachment : body.value().attachments) {
        CHECK(attachment.key.size() == 32);
    }
    const std::string plain = plain_of(body.value());
    const Result<SealedBody> again = sealed_body_of(plain, event.value());
    CHECK(again.ok());
    CHECK(plain_of(again.value()) == plain);
    return 0;
}
