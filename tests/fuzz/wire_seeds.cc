// Seeds for what leaves a machine.

#include <functional>
#include <map>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/wire/attachment.h"
#include "sync/wire/content_encoding.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/event.h"
#include "sync/wire/metadata.h"
#include "sync/wire/receipt.h"
#include "sync/wire/reply.h"
#include "sync/wire/segment.h"
#include "sync/wire/signed_statement.h"
#include "sync/wire/slip.h"
#include "sync/wire/stick.h"
#include "sync/wire/time_response.h"
#include "tests/fuzz/fixed.h"
#include "tests/fuzz/seeds.h"
#include "tests/wire/seeded_random.h"

namespace hall::fuzz {

namespace {

using Seeds = std::vector<std::string>;

const std::string slip = slip_number("K7M", 1042);
constexpr std::string_view now = "2026-11-23T09:00:00Z";

// --- Metadata

tuf::Common common(std::string type) {
    return {std::move(type), 3, parse_utc_ms("2027-01-01T00:00:00Z").value()};
}

tuf::Root root() {
    const tuf::Key key = tuf::ed25519_key(county_key().public_key());
    tuf::Root made;
    made.common = common("root");
    made.keys[tuf::key_id_of(key)] = key;
    for (const char* role : {"root", "timestamp", "snapshot", "targets"}) {
        made.roles[role] = {{tuf::key_id_of(key)}, 1};
    }
    return made;
}

// With keys of the two other kinds, so that their texts are altered, too.
tuf::Root root_of_many_keys() {
    tuf::Root made = root();
    made.keys["ec"] = {"ecdsa", "ecdsa-sha2-nistp256",
                       "-----BEGIN PUBLIC KEY-----\n"
                       "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt\n"
                       "6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n"
                       "-----END PUBLIC KEY-----\n"};
    made.keys["rsa"] = {"rsa", "rsassa-pss-sha256", "-----BEGIN PUBLIC KEY-----\nMAA=\n"};
    made.roles["root"].key_ids.push_back("ec");
    made.roles["root"].key_ids.push_back("rsa");
    return made;
}

tuf::FileInfo file_info() {
    tuf::FileInfo info;
    info.length = 3;
    info.hashes = {{"sha256", sha256_hex("abc")}, {"sha512", hex_of(sha512("abc"))}};
    info.custom = Json{{"kind", "base"}, {"from", 0}, {"to", 1}};
    return info;
}

tuf::Targets targets() {
    const tuf::Root keys = root();
    tuf::Targets made;
    made.common = common("targets");
    made.targets["county/00000001.base-00.zst"] = file_info();
    tuf::Delegations delegations;
    delegations.keys = keys.keys;
    const tuf::Role role = keys.roles.at("root");
    delegations.roles.push_back({"county", role, true, {"county/*", "[a-c]?/x"}, {}});
    delegations.roles.push_back({"bins", role, false, {}, {"00", "0f"}});
    made.delegations = std::move(delegations);
    return made;
}

tuf::Targets succinct_targets() {
    tuf::Targets made = targets();
    made.delegations->roles.clear();
    made.delegations->succinct = tuf::SuccinctRoles{root().roles.at("root"), 5, "bin"};
    return made;
}

Seeds metadata() {
    const std::vector<const SigningKey*> keys = {&county_key()};
    tuf::Timestamp timestamp;
    timestamp.common = common("timestamp");
    timestamp.snapshot = file_info();
    timestamp.snapshot.version = 7;
    timestamp.snapshot.custom = Json();
    tuf::Snapshot snapshot;
    snapshot.common = common("snapshot");
    snapshot.meta["targets.json"] = timestamp.snapshot;
    Seeds seeds;
    for (const Json& part : {json_of(root()), json_of(root_of_many_keys()), json_of(targets()),
                             json_of(succinct_targets()), json_of(timestamp), json_of(snapshot)}) {
        seeds.push_back(tuf::signed_file(part, keys));
    }
    return seeds;
}

Seeds path_patterns() {
    Seeds seeds;
    for (const char* pattern : {"county/*", "county/00000001.base-00.zst", "*/*", "c?unty/*.zst",
                                "[a-c][!x]unty/*-*-*", "[", "[]]", "village/*/*"}) {
        seeds.push_back(std::string("county/00000001.base-00.zst") + '\0' + pattern);
    }
    return seeds;
}

// --- Content

Seeds segments() {
    Seeds seeds = {lines_of(documents(2))};
    for (const int level : {1, 3, 19}) seeds.push_back(pack_segment(documents(level), level));
    seeds.push_back(pack_patch(documents(2), documents(1), 3));
    seeds.push_back(pack_segment({}, 3));
    return seeds;
}

Seeds segment_infos() {
    Seeds seeds;
    for (const SegmentInfo& info :
         {SegmentInfo{"", "base", 0, 12, 1, 2, 40, 1000},
          {"", "delta", 11, 12, 0, 1, 3, 1000},
          {"", "patch", 11, 12, 0, 1, 3, 1000, digest_of("a"), digest_of("b")}}) {
        seeds.push_back(segment_target("county", info) + '\0' + json_line(custom_of(info)));
    }
    return seeds;
}

// --- Events

AttachmentName attachment_name() {
    AttachmentName name;
    name.sha256 = sha256_hex("a photo");
    name.bytes = 73'786;
    return name;
}

Event like() {
    Event event;
    event.id = event_id;
    event.kiosk = "kiosk-7";
    event.epoch = 3;
    event.counter = 1042;
    event.village = village;
    event.kind = "like";
    event.time = {std::string(now), true, "boot-1", 123};
    event.body = Json{{"document", "photo-3"}};
    return event;
}

Event request_event() {
    Event event = like();
    event.kind = "request";
    event.slip = slip;
    event.body.reset();
    event.sealed = SealedPart{"county", "abcd", std::string(48, 'b')};
    event.attachments = {attachment_name()};
    return event;
}

SealedAttachment sealed_attachment_entry() {
    SealedAttachment made;
    made.name = attachment_name();
    made.mime = "image/jpeg";
    made.title = "身份证正面";
    made.key.assign(32, 'k');
    return made;
}

Seeds events() {
    const std::string one = bytes_of(like());
    const std::string two = bytes_of(request_event());
    Event heartbeat = like();
    heartbeat.kind = "heartbeat";
    heartbeat.time.certain = false;
    return {one, two, bytes_of(heartbeat), pack_batch({one, two}), pack_batch({two})};
}

Seeds sealed_bodies() {
    SealedBody body;
    body.event = event_id;
    body.kiosk = "kiosk-7";
    body.kind = "request";
    body.form = "service-birth";
    body.form_version = 4;
    body.slip = slip;
    body.reply_key = std::string(32, 'r');
    body.attachments = {sealed_attachment_entry()};
    body.body = {{"name", "张三"}, {"people", 3}, {"income", 12.5}};
    return {bytes_of(request_event()) + '\0' + plain_of(body)};
}

Seeds attachments() {
    return {std::string("\0\0\0\1", 4), std::string("\1\0\x40\0\0\0\x18\xFF", 8), "x",
            json_line(json_of(attachment_name())), json_line(json_of(sealed_attachment_entry()))};
}

// --- What the county says

Seeds receipts() {
    const Receipt receipt{.event = std::string(event_id),
                          .sha256 = sha256_hex("event"),
                          .state = "refused",
                          .number = slip,
                          .at = std::string(now),
                          .reason = "这张表已经换新的了，请再填一次"};
    const StoredAttachment stored{attachment_name(), std::string(now)};
    Seeds seeds = {signed_receipt(receipt, county_key()), signed_stored(stored, county_key()),
                   signed_time("nonce", parse_utc_ms(now).value(), county_key())};
    // And what is inside, to be signed after it was altered.
    for (const auto& [at, name] : {std::pair(0, "receipt"), {1, "stored"}, {2, "time"}}) {
        seeds.push_back(json_line(parse_json(seeds[static_cast<std::size_t>(at)]).value()[name]));
    }
    return seeds;
}

// Names, a batch as it is, and what is inside of its first line.
Seeds sticks() {
    const StickBatch head{.kiosk = "kiosk-7",
                          .village = std::string(village),
                          .span = {3, 17, 41},
                          .events = 1,
                          .to_key = "county"};
    // Its box is sealed by a key of its own each time: here stands another in its place, with
    // a hash that fits.
    const std::string box = "a box";
    const Json note = {{"kiosk", head.kiosk},
                       {"village", head.village},
                       {"epoch", head.span.epoch},
                       {"from", head.span.from},
                       {"to", head.span.to},
                       {"events", head.events},
                       {"holds", Json::array({"17-5e884898da28", "41-0123456789ab"})},
                       {"sha256", sha256_hex(box)},
                       {"to_key", head.to_key}};
    return {batch_name(head.span),
            "kiosk-7",
            std::string(village),
            "12.village-510681113205.json",
            "village/510681113205/" + sha256_hex(box) + ".00000001.base-00.zst",
            signed_statement("batch", note, county_key()) + '\n' + box,
            json_line(note) + '\n' + box};
}

Seeds replies() {
    Reply reply;
    reply.seq = 17;
    reply.village = village;
    reply.kind = "state";
    reply.slip = slip;
    reply.state = "done";
    reply.line = "办好了，请带身份证到村里取";
    reply.at = now;
    reply.sealed = "box";
    Reply note = reply;
    note.kind = "kiosk";
    note.kiosk = "kiosk-7";
    note.slip.clear();
    note.state.clear();
    note.line.clear();
    Seeds seeds = {signed_reply(reply, county_key()), signed_reply(note, county_key())};
    seeds.push_back(json_line(parse_json(seeds[0]).value()["reply"]));
    seeds.push_back(json_line(parse_json(seeds[1]).value()["reply"]));
    SeededRandom random(6);
    const std::string verifier =
        password_verifier("2468", random, {.memory_kib = 64, .passes = 1}).value();
    seeds.push_back(json_line(json_of_roster({{"1234", "刘洋", "staff", verifier}})));
    seeds.push_back(json_line(json_of(EnrolAgain{"kiosk-7", 3})));
    seeds.push_back(json_line(json_of_message("请带户口本")));
    return seeds;
}

Seeds enrolments() {
    EnrolmentRequest request{"ABCD-EFGH", county_key().public_key(), std::string(32, 'b'), {}};
    sign_enrolment(request, county_key());
    Seeds seeds = {bytes_of(request)};
    request.former = FormerKiosk{"kiosk-6", county_key().sign(former_message("kiosk-6", request))};
    sign_enrolment(request, county_key());
    seeds.push_back(bytes_of(request));
    EnrolmentResponse answer;
    answer.kiosk = "kiosk-7";
    answer.short_id = "K7M";
    answer.village = village;
    answer.village_name = "滴水村";
    answer.town = "510681113";
    answer.town_name = "松林镇";
    answer.county = "广汉市";
    answer.epoch = 2;
    answer.root = metadata().front();
    answer.receipt_keys = county_keys();
    seeds.push_back(bytes_of(answer));
    return seeds;
}

// --- HTTP

Seeds signatures() {
    const SignedHeaders& headers = request_headers();
    return {headers.content_digest + '\0' + headers.signature_input + '\0' + headers.signature};
}

Seeds encodings() {
    const std::string lines = lines_of(documents(1));
    // A gzip stream with one stored block (RFC 1952): "hall\n".
    const std::string gzip("\x1F\x8B\x08\0\0\0\0\0\0\3\1\5\0\xFA\xFFhall\n\xA7\x4F\x6D\xA4\5\0\0\0",
                           28);
    return {encode_content(lines).body, lines, gzip, std::string(5000, 'a')};
}

Seeds requests() {
    return {"/api/v1/villages/510681113205/replies?after=17&wait=1",
            "/api/v1/search?q=%E7%A8%BB%E7%98%9F+%2B&empty&x=", "Sun, 06 Nov 1994 08:49:37 GMT",
            "120", "Mon, 23 Nov 2026 09:10:00 GMT"};
}

Seeds upload_headers() {
    return {std::string("812345") + '\0' + "sha256 " + base64_of(sha256_hex("a photo")) +
                ",event " + base64_of(event_id),
            std::string("0") + '\0' + "is_confidential,sha256 eA==", "9223372036854775808"};
}

std::string http_response(std::string_view status, std::string_view headers,
                          std::string_view body) {
    std::string answer = "HTTP/1.1 ";
    answer.append(status).append("\r\n").append(headers);
    answer.append("Content-Length: ").append(std::to_string(body.size()));
    return answer.append("\r\n\r\n").append(body);
}

Seeds answers() {
    return {
        http_response("200 OK", "Content-Type: application/json\r\n", receipts().front()),
        http_response(
            "422 Unprocessable", "Content-Type: application/problem+json\r\n",
            R"({"type":"urn:hall:problem:too-large","title":"太大了","detail":"请分开交"})"),
        http_response("503 Busy", "Retry-After: 120\r\n", ""),
        http_response("201 Created", "Location: /api/v1/uploads/7\r\nUpload-Offset: 65536\r\n", ""),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhallo\r\n0\r\nX: y\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.0 302 Found\r\nLocation: http://portal.example/\r\n\r\n<html></html>"};
}

}  // namespace

std::vector<std::string> wire_seeds_of(std::string_view entry) {
    static const std::map<std::string_view, std::function<Seeds()>> makers = {
        {"metadata", metadata},
        {"path_pattern", path_patterns},
        {"segment", segments},
        {"segment_info", segment_infos},
        {"event", events},
        {"sealed_body", sealed_bodies},
        {"attachment", attachments},
        {"receipt", receipts},
        {"stick", sticks},
        {"reply", replies},
        {"enrolment", enrolments},
        {"http_signature", signatures},
        {"content_encoding", encodings},
        {"http_request", requests},
        {"http_response", answers},
        {"upload_headers", upload_headers},
        {"slip",
         [] {
             return Seeds{slip, "k7m 0o1l x", "7KQ2-M9XD-4TRW", "７ＫＱ２　m9xd4trw"};
         }},
    };
    const auto maker = makers.find(entry);
    return maker == makers.end() ? Seeds{} : maker->second();
}

}  // namespace hall::fuzz
