#include "tests/edge/fake_county.h"

#include <algorithm>

#include "sync/core/json.h"
#include "sync/wire/content_encoding.h"
#include "sync/wire/event.h"
#include "sync/wire/http_signature.h"
#include "sync/wire/receipt.h"
#include "sync/wire/segment.h"
#include "sync/wire/time_answer.h"
#include "tests/catch.h"

namespace hall {

namespace {

std::string header_of(const HttpQuestion& question, std::string_view name) {
    for (const auto& [header, value] : question.headers) {
        if (header == name) return value;
    }
    return {};
}

HttpAnswer plain(int status, std::string body = {}) {
    HttpAnswer answer;
    answer.status = status;
    answer.body = std::move(body);
    return answer;
}

}  // namespace

FakeCounty::FakeCounty(Random& random, const Clock& clock)
    : repository(random, clock.wall_ms()),
      receipt_key(SigningKey::make(random)),
      random_(random),
      clock_(clock) {
    repository.add_delegation("targets", {.name = "county",
                                          .role = {},
                                          .terminating = false,
                                          .paths = {"county/*"},
                                          .path_hash_prefixes = {}});
    repository.add_delegation("targets", {.name = town_channel(town),
                                          .role = {},
                                          .terminating = false,
                                          .paths = {std::string("town/") + town + "/*",
                                                    std::string("village/") + town + "*/*"},
                                          .path_hash_prefixes = {}});
    repository.add_delegation(town_channel(town),
                              {.name = village_channel(village),
                               .role = {},
                               .terminating = false,
                               .paths = {std::string("village/") + village + "/*"},
                               .path_hash_prefixes = {}});
    repository.timestamp().extra = {{"view", village}};
    repository.snapshot().extra = {{"view", village}};
    repository.publish({village_channel(village), town_channel(town), "county", "targets",
                        "snapshot", "timestamp"});
}

std::string FakeCounty::now_text() const {
    return utc_text(time_ms != 0 ? time_ms : clock_.wall_ms());
}

void FakeCounty::publish(const std::string& channel, std::vector<Document> documents) {
    const std::int64_t from = versions_[channel];
    const std::int64_t to = ++versions_[channel];
    const auto add = [&](SegmentInfo info, const std::string& bytes) {
        info.documents = 1;
        info.target = segment_target(channel, info);
        repository.add_target(channel, info.target, bytes);
        repository.targets(channel).targets[info.target].custom = custom_of(info);
    };
    std::sort(documents.begin(), documents.end(),
              [](const Document& a, const Document& b) { return a.id < b.id; });
    std::vector<Document>& content = contents_[channel];
    for (const Document& document : documents) {
        std::erase_if(content, [&](const Document& old) { return old.id == document.id; });
        if (!document.gone) content.push_back(document);
    }
    std::sort(content.begin(), content.end(),
              [](const Document& a, const Document& b) { return a.id < b.id; });
    add({"", "base", 0, to, 0, 1, 0, 0}, pack_segment(content, 3));
    if (from > 0) add({"", "delta", from, to, 0, 1, 0, 0}, pack_segment(documents, 3));
    repository.publish({channel, "snapshot", "timestamp"});
}

EnrolmentAnswer FakeCounty::enrol(const std::string& sign_key, const std::string&) {
    kiosk_key_ = sign_key;
    EnrolmentAnswer answer;
    answer.kiosk = "kiosk-1";
    answer.short_id = "K7M";
    answer.village = village;
    answer.village_name = "滴水村";
    answer.town = town;
    answer.town_name = "松林镇";
    answer.county = "广汉市";
    answer.root = repository.metadata_files.at("1.root.json");
    const std::string& key = receipt_key.public_key();
    answer.receipt_keys = {{key_id_of(key), "receipt", key}};
    return answer;
}

void FakeCounty::add_reply(Reply reply) {
    reply.seq = static_cast<std::int64_t>(replies_.size()) + 1;
    reply.village = village;
    reply.at = now_text();
    replies_.push_back(std::move(reply));
}

Result<HttpAnswer> FakeCounty::exchange(const HttpQuestion& question) {
    asked.push_back(question.path);
    if (instead) {
        if (std::optional<Result<HttpAnswer>> other = instead(question)) return std::move(*other);
    }
    Result<HttpAnswer> given = answer(question);
    if (given.ok() && given.value().body.size() > question.bytes_max) {
        given = Error(Errc::exhausted, "the answer is too long");
    }
    if (spoil) spoil(question, given);
    return given;
}

HttpAnswer FakeCounty::answer(const HttpQuestion& question) {
    if (question.path.starts_with("/tuf/")) return give_file(question);
    if (question.path == "/api/v1/time") return give_time(question);
    if (question.path == "/api/v1/events") return take_events(question);
    if (question.path.starts_with("/api/v1/villages/")) return give_replies(question);
    return plain(404);
}

HttpAnswer FakeCounty::give_file(const HttpQuestion& question) {
    const std::string metadata = std::string("/tuf/") + village + "/metadata/";
    const std::string targets = "/tuf/targets/";
    Result<std::string> bytes = Error(Errc::not_found, "");
    if (question.path.starts_with(metadata)) {
        bytes = repository.metadata(question.path.substr(metadata.size()), question.bytes_max);
    } else if (question.path.starts_with(targets)) {
        bytes = repository.target(question.path.substr(targets.size()), question.bytes_max);
    }
    if (!bytes.ok()) return plain(404);
    const std::string etag = etag_of(bytes.value());
    if (header_of(question, "If-None-Match") == etag) return plain(304);
    return plain(200, std::move(bytes).value());
}

HttpAnswer FakeCounty::give_time(const HttpQuestion& question) {
    const Json body = VALUE(parse_json(question.body));
    const std::int64_t now = time_ms != 0 ? time_ms : clock_.wall_ms();
    return plain(200, signed_time(string_or(body, "nonce"), now, receipt_key));
}

bool FakeCounty::signed_by_kiosk(const HttpQuestion& question) const {
    const SignedHeaders headers{header_of(question, "Content-Digest"),
                                header_of(question, "Signature-Input"),
                                header_of(question, "Signature")};
    const Result<RequestIdentity> identity =
        verify_request({question.method, server + question.path, question.body}, headers,
                       [&](std::string_view) -> Result<std::string> { return kiosk_key_; });
    const std::int64_t now = time_ms != 0 ? time_ms : clock_.wall_ms();
    return identity.ok() && std::abs(identity.value().created_s - now / 1000) <= 900;
}

HttpAnswer FakeCounty::take_events(const HttpQuestion& question) {
    if (!signed_by_kiosk(question)) return plain(401);
    Json list = Json::array();
    const std::string batch = VALUE(
        decode_content(header_of(question, "Content-Encoding"), question.body, batch_bytes_max));
    for (const std::string& bytes : VALUE(unpack_batch(batch))) {
        const Event event = VALUE(parse_event(bytes));
        if (events.count(event.id) == 0) {
            events[event.id] = bytes;
            ++effects;
        }
        if (receipts_.count(event.id) == 0) {
            receipts_[event.id] = signed_receipt(
                {event.id, sha256_hex(bytes), "accepted", event.slip, now_text(), ""}, receipt_key);
        }
        REQUIRE(events[event.id] == bytes);
        list.push_back(VALUE(parse_json(receipts_[event.id])));
    }
    return plain(200, json_line({{"receipts", list}}));
}

HttpAnswer FakeCounty::give_replies(const HttpQuestion& question) {
    if (!signed_by_kiosk(question)) return plain(401);
    const std::int64_t after = std::stoll(question.path.substr(question.path.find("after=") + 6));
    std::string lines;
    for (const Reply& reply : replies_) {
        if (reply.seq > after) lines.append(signed_reply(reply, receipt_key)).push_back('\n');
    }
    return plain(200, lines);
}

}  // namespace hall
