// Events and batches of them.

#include "sync/wire/event.h"

#include "sync/wire/attachment.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

void hold(const Event& event) {
    CHECK(event.counter >= 0);
    CHECK(event.epoch >= 1);
    CHECK(event.schema >= 1);
    CHECK(event.attachments.size() <= event_attachments_max);
    for (const AttachmentName& name : event.attachments) {
        CHECK(is_attachment_id(name.sha256));
        CHECK(name.bytes > 0 && static_cast<std::size_t>(name.bytes) <= attachment_bytes_max);
    }
    if (must_be_sealed(event.kind)) CHECK(event.sealed.has_value());
    const std::string written = bytes_of(event);
    CHECK(written.find('\n') == std::string::npos);
    const Result<Event> again = parse_event(written);
    CHECK(again.ok());
    CHECK(bytes_of(again.value()) == written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    if (const Result<Event> event = parse_event(input); event.ok()) hold(event.value());
    const Result<std::vector<std::string>> batch = unpack_batch(input);
    if (!batch.ok()) return 0;
    CHECK(batch.value().size() <= batch_events_max);
    const Result<std::vector<std::string>> again = unpack_batch(pack_batch(batch.value()));
    CHECK(again.ok());
    CHECK(again.value() == batch.value());
    for (const std::string& line : batch.value()) {
        if (const Result<Event> event = parse_event(line); event.ok()) hold(event.value());
    }
    return 0;
}
