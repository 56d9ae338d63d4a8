#include "tests/edge/fake_county.h"

#include <algorithm>
#include <cstdio>
#include <limits>

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
    sign_view({village_channel(village), town_channel(town), "county", "targets"});
}

void FakeCounty::sign_view(std::vector<std::string> roles) {
    const std::int64_t expires_ms = now_ms() + 30 * tuf::Repository::day_ms;
    repository.timestamp().extra = {{"view", signed_view}, {"issued", now_text()}};
    repository.snapshot().extra = {{"view", signed_view}};
    repository.timestamp().common.expires_ms = expires_ms;
    repository.snapshot().common.expires_ms = expires_ms;
    for (const std::string& role : roles)
        repository.targets(role).common.expires_ms = expires_ms + 5 * 365 * tuf::Repository::day_ms;
    roles.insert(roles.end(), {"snapshot", "timestamp"});
    repository.publish(roles);
}

std::int64_t FakeCounty::now_ms() const {
    return time_ms != 0 ? time_ms : clock_.wall_ms();
}

std::string FakeCounty::now_text() const {
    return utc_text(now_ms());
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
    std::vector<Document> replaced;
    for (const Document& old : content) {
        const auto same = [&](const Document& document) { return document.id == old.id; };
        if (std::any_of(documents.begin(), documents.end(), same)) replaced.push_back(old);
    }
    for (const Document& document : documents) {
        std::erase_if(content, [&](const Document& old) { return old.id == document.id; });
        if (!document.gone) content.push_back(document);
    }
    std::sort(content.begin(), content.end(),
              [](const Document& a, const Document& b) { return a.id < b.id; });
    add({"", "base", 0, to, 0, 1, 0, 0, {}, {}}, pack_segment(content, 3));
    if (from > 0) add({"", "delta", from, to, 0, 1, 0, 0, {}, {}}, pack_segment(documents, 3));
    if (patches && !replaced.empty()) {
        add({"", "patch", from, to, 0, 1, 0, 0, mark_of(lines_of(replaced)),
             mark_of(lines_of(documents))},
            pack_patch(documents, replaced, 3));
    }
    sign_view({channel});
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
        if (std::optional<Result<HttpAnswer>> other = instead(question)) {
            if (other->ok()) other->value().vouched = vouched;
            return std::move(*other);
        }
    }
    Result<HttpAnswer> given = answer(question);
    if (given.ok() && given.value().body.size() > question.bytes_max) {
        if (question.part_will_do) {
            given.value().body.resize(question.bytes_max);
            given.value().broken_off = true;
        } else {
            given = Error(Errc::exhausted, "the answer is too long");
        }
    }
    if (spoil) spoil(question, given);
    if (given.ok()) given.value().vouched = vouched;
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
    const std::string blobs_path = "/tuf/blobs/";
    const std::uint64_t all = std::numeric_limits<std::uint64_t>::max();
    Result<std::string> bytes = Error(Errc::not_found, "");
    bool ranges = true;
    if (question.path.starts_with(metadata)) {
        bytes = repository.metadata(question.path.substr(metadata.size()), question.bytes_max);
        ranges = false;
    } else if (question.path.starts_with(targets)) {
        bytes = repository.target(question.path.substr(targets.size()), all);
    } else if (question.path.starts_with(blobs_path)) {
        const auto found = blobs.find(question.path.substr(blobs_path.size()));
        if (found != blobs.end()) bytes = found->second;
    }
    if (!bytes.ok()) return plain(404);
    const std::string etag = etag_of(bytes.value());
    const bool head = question.path == metadata + "timestamp.json";
    const auto with_newest = [&](HttpAnswer answer) {
        if (head)
            answer.headers[std::string(newest_reply_header)] = std::to_string(replies_.size());
        return answer;
    };
    if (question.header("If-None-Match") == etag) return with_newest(plain(304));
    const std::string range = ranges ? question.header("Range") : std::string();
    const std::string same = question.header("If-Range");
    HttpAnswer answer = range.empty() || (!same.empty() && same != etag)
                            ? plain(200, std::move(bytes).value())
                            : part_of(bytes.value(), range);
    answer.headers["etag"] = etag;
    return with_newest(std::move(answer));
}

HttpAnswer FakeCounty::part_of(const std::string& bytes, const std::string& range) {
    unsigned long long first = 0;
    unsigned long long last = 0;
    REQUIRE(std::sscanf(range.c_str(), "bytes=%llu-%llu", &first, &last) == 2);
    if (first >= bytes.size()) return plain(416);
    last = std::min<unsigned long long>(last, bytes.size() - 1);
    HttpAnswer answer = plain(206, bytes.substr(first, last - first + 1));
    answer.headers["content-range"] = "bytes " + std::to_string(first) + '-' +
                                      std::to_string(last) + '/' + std::to_string(bytes.size());
    return answer;
}

std::string FakeCounty::add_blob(const std::string& bytes) {
    std::string sha256 = sha256_hex(bytes);
    blobs[sha256] = bytes;
    return sha256;
}

HttpAnswer FakeCounty::give_time(const HttpQuestion& question) {
    const Json body = VALUE(parse_json(question.body));
    return plain(200, signed_time(string_or(body, "nonce"), now_ms(), receipt_key));
}

bool FakeCounty::signed_by_kiosk(const HttpQuestion& question) const {
    const SignedHeaders headers{question.header("Content-Digest"),
                                question.header("Signature-Input"), question.header("Signature")};
    const Result<RequestIdentity> identity =
        verify_request({question.method, server + question.path, question.body}, headers,
                       [&](std::string_view) -> Result<std::string> { return kiosk_key_; });
    return identity.ok() && std::abs(identity.value().created_s - now_ms() / 1000) <= 900;
}

HttpAnswer FakeCounty::take_events(const HttpQuestion& question) {
    if (!signed_by_kiosk(question)) return plain(401);
    Json list = Json::array();
    const std::string batch =
        VALUE(decode_content(question.header("Content-Encoding"), question.body, batch_bytes_max));
    for (const std::string& bytes : VALUE(unpack_batch(batch))) {
        list.push_back(VALUE(parse_json(take_event(bytes))));
    }
    return plain(200, json_line({{"receipts", list}}));
}

std::string FakeCounty::take_event(const std::string& bytes) {
    const Event event = VALUE(parse_event(bytes));
    if (events.count(event.id) == 0) {
        events[event.id] = bytes;
        ++effects;
    }
    if (receipts_.count(event.id) == 0) {
        receipts_[event.id] = signed_receipt(
            {event.id, sha256_hex(bytes), "accepted", event.slip, now_text(), "",
             repository.timestamp().common.version},
            receipt_key);
    }
    REQUIRE(events[event.id] == bytes);
    return receipts_[event.id];
}

std::vector<std::string> FakeCounty::reply_lines() const {
    std::vector<std::string> lines;
    for (const Reply& reply : replies_) lines.push_back(signed_reply(reply, receipt_key));
    return lines;
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
