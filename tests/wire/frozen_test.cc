// Bytes that releases wrote, and that a release of tomorrow might write: read for ever.

#include <fstream>
#include <sstream>

#include "sync/core/encoding.h"
#include "sync/wire/content_encoding.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/event.h"
#include "sync/wire/http_signature.h"
#include "sync/wire/receipt.h"
#include "sync/wire/reply.h"
#include "sync/wire/slip.h"
#include "sync/wire/time_response.h"
#include "tests/catch.h"

using namespace hall;

namespace {

std::string frozen(const std::string& name) {
    std::ifstream in(std::string(HALL_SOURCE_DIR) + "/tests/vectors/" + name, std::ios::binary);
    REQUIRE(in);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::string key_bytes(const char* name) {
    const Json keys = VALUE(parse_json(frozen("wire-1/keys.json")));
    return VALUE(bytes_of_hex(string_or(keys, name)));
}

std::vector<NamedKey> receipt_keys() {
    const SigningKey key = VALUE(SigningKey::from_seed(key_bytes("receipt_sign_seed")));
    return {{key_id_of(key.public_key()), "receipt", key.public_key()}};
}

BoxKey county_key() {
    return VALUE(BoxKey::from_secret(key_bytes("county_box_secret")));
}

SealedBody opened(const Event& event) {
    return VALUE(sealed_body_of(VALUE(open_sealed(event.sealed->bytes, county_key())), event));
}

// The signed request of a folder, against the device key of its time.
RequestIdentity identity_in(const std::string& folder) {
    const Json json = VALUE(parse_json(frozen(folder + "/signed-request.json")));
    const std::string content = frozen(folder + "/" + string_or(json, "content"));
    const SigningKey device = VALUE(SigningKey::from_seed(key_bytes("device_sign_seed")));
    return VALUE(verify_request(
        {string_or(json, "method"), string_or(json, "target_uri"), content},
        {string_or(json, "content_digest"), string_or(json, "signature_input"),
         string_or(json, "signature")},
        [&](std::string_view) -> Result<std::string> { return device.public_key(); }));
}

}  // namespace

TEST_CASE("the first events are read, opened and bound as on their first day") {
    const Event event = VALUE(parse_event(frozen("wire-1/event-request.json")));
    REQUIRE(event.schema == 1);
    REQUIRE(event.epoch == 3);
    REQUIRE(event.counter == 1042);
    REQUIRE(event.slip == "K7M-010J0");
    REQUIRE(event.attachments.empty());
    const SealedBody body = opened(event);
    REQUIRE(body.form == "service-allowance");
    REQUIRE(body.form_version == 7);
    REQUIRE(body.body["note"] == "一个人住，腿脚不便");
    const Event beat = VALUE(parse_event(frozen("wire-1/event-heartbeat.json")));
    REQUIRE(beat.kind == "heartbeat");
    REQUIRE((*beat.body)["county_version"] == 12);
    REQUIRE(VALUE(unpack_batch(frozen("wire-1/batch.ndjson"))).size() == 2);
}

TEST_CASE("the first receipts, replies and times are believed as on their first day") {
    const Receipt receipt =
        VALUE(open_receipt(frozen("wire-1/receipt-accepted.json"), receipt_keys()));
    REQUIRE(receipt.sha256 == sha256_hex(frozen("wire-1/event-request.json")));
    REQUIRE(receipt.state == "accepted");
    REQUIRE(VALUE(open_receipt(frozen("wire-1/receipt-refused.json"), receipt_keys())).state ==
            "refused");
    REQUIRE(VALUE(open_time(frozen("wire-1/time.json"), "0123456789abcdef0123456789abcdef",
                            receipt_keys())) == 1'795'424'400'000);
    const Reply reply = VALUE(open_reply(frozen("wire-1/reply-state.json"), receipt_keys()));
    REQUIRE(reply.line == "正在办，办好会告诉您");
    const Reply note = VALUE(open_reply(frozen("wire-1/reply-kiosk.json"), receipt_keys()));
    const BoxKey device = VALUE(BoxKey::from_secret(key_bytes("device_box_secret")));
    const Json roster = VALUE(parse_json(VALUE(open_sealed(note.sealed, device))));
    REQUIRE(VALUE(roster_of(roster))[0].name == "小陈");
}

TEST_CASE("the slip's code opens the reply of then, and no other code does") {
    const Reply reply = VALUE(open_reply(frozen("wire-1/reply-state.json"), receipt_keys()));
    const Json keys = VALUE(parse_json(frozen("wire-1/keys.json")));
    const std::string code = VALUE(canonical_slip_code(string_or(keys, "slip_code")));
    REQUIRE(VALUE(message_of(
                VALUE(open_sealed(reply.sealed, VALUE(box_key_of_code(code, reply.slip)))))) ==
            "请明天上午在家等电话。");
    REQUIRE_ERROR(Errc::untrusted,
                  open_sealed(reply.sealed, VALUE(box_key_of_code("7KQ2-M9XD-4TRX", reply.slip))));
    REQUIRE_ERROR(Errc::untrusted,
                  open_sealed(reply.sealed, VALUE(box_key_of_code(code, "K7M-010KY"))));
    std::string tampered = reply.sealed;
    tampered[tampered.size() / 2] = static_cast<char>(tampered[tampered.size() / 2] ^ 1);
    REQUIRE_ERROR(Errc::untrusted, open_sealed(tampered, VALUE(box_key_of_code(code, reply.slip))));
}

TEST_CASE("the first enrolments and signed requests hold") {
    const EnrolmentRequest request =
        VALUE(parse_enrolment_request(frozen("wire-1/enrol-request.json")));
    REQUIRE(request.code == "7KQ2-M9XD-4TRW");
    REQUIRE_FALSE(request.former);
    REQUIRE_OK(check_possession(request));
    REQUIRE(VALUE(parse_enrolment_response(frozen("wire-1/enrol-answer.json"))).epoch == 3);
    REQUIRE(identity_in("wire-1").key_id == "kiosk-00112233445566aa");
    REQUIRE(identity_in("wire-2").key_id == "kiosk-00112233445566aa");
}

TEST_CASE("an attachment opens with the key from its event, as on its first day") {
    const Event event = VALUE(parse_event(frozen("wire-2/event-request.json")));
    const std::string sealed = frozen("wire-2/attachment.bin");
    REQUIRE(event.attachments.size() == 1);
    REQUIRE(event.attachments[0].sha256 == sha256_hex(sealed));
    const SealedBody body = opened(event);
    REQUIRE(body.attachments[0].title == "路灯的照片");
    REQUIRE(VALUE(open_attachment(sealed, event.id, body.attachments[0].key)) ==
            frozen("wire-2/attachment-plain.png"));
    REQUIRE(VALUE(open_stored(frozen("wire-2/stored.json"), receipt_keys())).name ==
            event.attachments[0]);
    const std::string batch =
        VALUE(decode_content("zstd", frozen("wire-2/batch.ndjson.zst"), batch_bytes_max));
    REQUIRE(VALUE(unpack_batch(batch)).front() == frozen("wire-2/event-request.json"));
}

TEST_CASE("a former kiosk's signature and the note to enrol again are read") {
    const EnrolmentRequest request =
        VALUE(parse_enrolment_request(frozen("wire-2/enrol-request.json")));
    const SigningKey device = VALUE(SigningKey::from_seed(key_bytes("device_sign_seed")));
    REQUIRE_OK(verify_ed25519(device.public_key(), former_message(request.former->kiosk, request),
                              request.former->signature));
    REQUIRE_OK(check_possession(request));
    const Reply reply = VALUE(open_reply(frozen("wire-2/reply-enrol-again.json"), receipt_keys()));
    const BoxKey box = VALUE(BoxKey::from_secret(key_bytes("device_box_secret")));
    const Json note = VALUE(parse_json(VALUE(open_sealed(reply.sealed, box))));
    REQUIRE(VALUE(enrol_again_of(note)).epoch == 3);
}

TEST_CASE("what a peer of tomorrow adds is passed over, and what it signs is believed") {
    const Event event = VALUE(parse_event(frozen("wire-next/event.json")));
    REQUIRE(event.schema == 4);
    REQUIRE(event.kind == "appointment");
    REQUIRE(event.attachments.size() == 1);
    REQUIRE(VALUE(open_receipt(frozen("wire-next/receipt.json"), receipt_keys())).state ==
            "accepted");
    REQUIRE(VALUE(open_reply(frozen("wire-next/reply-appointment.json"), receipt_keys())).kind ==
            "appointment");
    REQUIRE(VALUE(open_reply(frozen("wire-next/reply-state.json"), receipt_keys())).state ==
            "waiting-for-department");
    REQUIRE(VALUE(open_time(frozen("wire-next/time.json"), "0123456789abcdef0123456789abcdef",
                            receipt_keys())) == 1'795'424'400'000);
    REQUIRE_OK(open_stored(frozen("wire-next/stored.json"), receipt_keys()));
    REQUIRE(VALUE(parse_enrolment_response(frozen("wire-next/enrol-answer.json"))).epoch == 4);
    // Added is not altered: the signature covers what we do not know, too.
    Json altered = Json::parse(frozen("wire-next/receipt.json"));
    altered["receipt"]["queue"] = 4;
    REQUIRE_ERROR(Errc::untrusted, open_receipt(altered.dump(), receipt_keys()));
}
