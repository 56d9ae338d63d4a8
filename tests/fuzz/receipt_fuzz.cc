// Receipts of events and attachments, and the signed time: as they come, and as the inner
// object of a note that the county really signed.

#include "sync/wire/receipt.h"

#include "sync/core/clock.h"
#include "sync/wire/signed_statement.h"
#include "sync/wire/time_response.h"
#include "tests/fuzz/fixed.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

void hold_bytes(std::string_view bytes) {
    if (const Result<Receipt> receipt = open_receipt(bytes, fuzz::county_keys()); receipt.ok()) {
        CHECK(receipt.value().state == "accepted" || receipt.value().state == "refused");
        const std::string written = signed_receipt(receipt.value(), fuzz::county_key());
        const Result<Receipt> again = open_receipt(written, fuzz::county_keys());
        CHECK(again.ok());
        CHECK(signed_receipt(again.value(), fuzz::county_key()) == written);
    }
    if (const auto stored = open_stored(bytes, fuzz::county_keys()); stored.ok()) {
        CHECK(is_attachment_id(stored.value().name.sha256));
        const std::string written = signed_stored(stored.value(), fuzz::county_key());
        const auto again = open_stored(written, fuzz::county_keys());
        CHECK(again.ok());
        CHECK(again.value().name == stored.value().name);
        CHECK(again.value().at == stored.value().at);
    }
    if (const auto time = open_time(bytes, "nonce", fuzz::county_keys()); time.ok()) {
        const std::string written = signed_time("nonce", time.value(), fuzz::county_key());
        CHECK(open_time(written, "nonce", fuzz::county_keys()).value() == time.value());
        CHECK(!open_time(written, "another", fuzz::county_keys()).ok());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    hold_bytes(input);
    const Result<Json> note = parse_json(input, {.bytes_max = 64 << 10});
    if (!note.ok() || !note.value().is_object() || !canonical_json(note.value()).ok()) return 0;
    for (const char* name : {"receipt", "stored", "time"}) {
        hold_bytes(signed_statement(name, note.value(), fuzz::county_key()));
    }
    return 0;
}
