// Replies, and what is sealed in them: rosters, signer for one kiosk, messages.

#include "sync/wire/reply.h"

#include "sync/wire/signed_statement.h"
#include "tests/fuzz/fixed.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

void hold_bytes(std::string_view bytes) {
    const Result<Reply> reply = open_reply(bytes, fuzz::county_keys());
    if (!reply.ok()) return;
    CHECK(reply.value().seq >= 0);
    const std::string written = signed_reply(reply.value(), fuzz::county_key());
    const Result<Reply> again = open_reply(written, fuzz::county_keys());
    CHECK(again.ok());
    CHECK(signed_reply(again.value(), fuzz::county_key()) == written);
}

void hold_body(const Json& body) {
    if (const auto roster = roster_of(body); roster.ok()) {
        const Json written = json_of_roster(roster.value());
        const auto again = roster_of(written);
        CHECK(again.ok());
        CHECK(json_of_roster(again.value()) == written);
        for (const StaffMember& member : roster.value()) {
            CHECK(member.number.size() >= 4 && member.number.size() <= 8);
        }
    }
    if (const auto note = enrol_again_of(body); note.ok()) {
        CHECK(enrol_again_of(json_of(note.value())).value().epoch == note.value().epoch);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    hold_bytes(input);
    if (const Result<std::string> message = message_of(input); message.ok()) {
        CHECK(message_of(json_line(json_of_message(message.value()))).value() == message.value());
    }
    const Result<Json> json = parse_json(input, {.bytes_max = 64 << 10});
    if (!json.ok()) return 0;
    hold_body(json.value());
    if (!json.value().is_object() || !canonical_json(json.value()).ok()) return 0;
    hold_bytes(signed_statement("reply", json.value(), fuzz::county_key()));
    return 0;
}
