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
#include "sync/wire/time_response.h"
#include "tests/catch.h"

namespace hall {

namespace {

HttpResponse plain(int status, std::string body = {}) {
    HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
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
        add({"", "patch", from, to, 0, 1, 0, 0, digest_of(lines_of(replaced)),
             digest_of(lines_of(documents))},
            pack_patch(documents, replaced, 3));
    }
    sign_view({channel});
}

EnrolmentResponse FakeCounty::enrol(const std::string& sign_key, const std::string&) {
    kiosk_key_ = sign_key;
    EnrolmentResponse response;
    response.kiosk = "kiosk-1";
    response.short_id = "K7M";
    response.village = village;
    response.village_name = "滴水村";
    response.town = town;
    response.town_name = "松林镇";
    response.county = "广汉市";
    response.root = repository.metadata_files.at("1.root.json");
    const std::string& key = receipt_key.public_key();
    response.receipt_keys = {{key_id_of(key), "receipt", key}};
    return response;
}

void FakeCounty::add_reply(Reply reply) {
    reply.seq = static_cast<std::int64_t>(replies_.size()) + 1;
    reply.village = village;
    reply.at = now_text();
    replies_.push_back(std::move(reply));
}

Result<HttpResponse> FakeCounty::exchange(const HttpRequest& request) {
    asked.push_back(request.path);
    if (instead) {
        if (std::optional<Result<HttpResponse>> other = instead(request)) {
            if (other->ok()) other->value().vouched = vouched;
            return std::move(*other);
        }
    }
    Result<HttpResponse> given = response(request);
    if (given.ok() && given.value().body.size() > request.bytes_max) {
        if (request.part_will_do) {
            given.value().body.resize(request.bytes_max);
            given.value().broken_off = true;
        } else {
            given = Error(Errc::exhausted, "the response is too long");
        }
    }
    if (spoil) spoil(request, given);
    if (given.ok()) given.value().vouched = vouched;
    return given;
}

HttpResponse FakeCounty::response(const HttpRequest& request) {
    if (request.path.starts_with("/tuf/")) return give_file(request);
    if (request.path == "/api/v1/time") return give_time(request);
    if (request.path == "/api/v1/events") return take_events(request);
    if (request.path.starts_with("/api/v1/villages/")) return give_replies(request);
    return plain(404);
}

HttpResponse FakeCounty::give_file(const HttpRequest& request) {
    const std::string metadata = std::string("/tuf/") + village + "/metadata/";
    const std::string targets = "/tuf/targets/";
    const std::string blobs_path = "/tuf/blobs/";
    const std::uint64_t all = std::numeric_limits<std::uint64_t>::max();
    Result<std::string> bytes = Error(Errc::not_found, "");
    bool ranges = true;
    if (request.path.starts_with(metadata)) {
        bytes = repository.metadata(request.path.substr(metadata.size()), request.bytes_max);
        ranges = false;
    } else if (request.path.starts_with(targets)) {
        bytes = repository.target(request.path.substr(targets.size()), all);
    } else if (request.path.starts_with(blobs_path)) {
        const auto found = blobs.find(request.path.substr(blobs_path.size()));
        if (found != blobs.end()) bytes = found->second;
    }
    if (!bytes.ok()) return plain(404);
    const std::string etag = etag_of(bytes.value());
    const bool head = request.path == metadata + "timestamp.json";
    const auto with_newest = [&](HttpResponse response) {
        if (head)
            response.headers[std::string(newest_reply_header)] = std::to_string(replies_.size());
        return response;
    };
    if (request.header("If-None-Match") == etag) return with_newest(plain(304));
    const std::string range = ranges ? request.header("Range") : std::string();
    const std::string same = request.header("If-Range");
    HttpResponse response = range.empty() || (!same.empty() && same != etag)
                                ? plain(200, std::move(bytes).value())
                                : part_of(bytes.value(), range);
    response.headers["etag"] = etag;
    return with_newest(std::move(response));
}

HttpResponse FakeCounty::part_of(const std::string& bytes, const std::string& range) {
    unsigned long long first = 0;
    unsigned long long last = 0;
    REQUIRE(std::sscanf(range.c_str(), "bytes=%llu-%llu", &first, &last) == 2);
    if (first >= bytes.size()) return plain(416);
    last = std::min<unsigned long long>(last, bytes.size() - 1);
    HttpResponse response = plain(206, bytes.substr(first, last - first + 1));
    response.headers["content-range"] = "bytes " + std::to_string(first) + '-' +
                                        std::to_string(last) + '/' + std::to_string(bytes.size());
    return response;
}

std::string FakeCounty::add_blob(const std::string& bytes) {
    std::string sha256 = sha256_hex(bytes);
    blobs[sha256] = bytes;
    return sha256;
}

HttpResponse FakeCounty::give_time(const HttpRequest& request) {
    const Json body = VALUE(parse_json(request.body));
    return plain(200, signed_time(string_or(body, "nonce"), now_ms(), receipt_key));
}

bool FakeCounty::signed_by_kiosk(const HttpRequest& request) const {
    const SignedHeaders headers{request.header("Content-Digest"), request.header("Signature-Input"),
                                request.header("Signature")};
    const Result<RequestIdentity> identity =
        verify_request({request.method, server + request.path, request.body}, headers,
                       [&](std::string_view) -> Result<std::string> { return kiosk_key_; });
    return identity.ok() && std::abs(identity.value().created_s - now_ms() / 1000) <= 900;
}

HttpResponse FakeCounty::take_events(const HttpRequest& request) {
    if (!signed_by_kiosk(request)) return plain(401);
    Json list = Json::array();
    const std::string batch =
        VALUE(decode_content(request.header("Content-Encoding"), request.body, batch_bytes_max));
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
        receipts_[event.id] =
            signed_receipt({event.id, sha256_hex(bytes), "accepted", event.slip, now_text(), "",
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

HttpResponse FakeCounty::give_replies(const HttpRequest& request) {
    if (!signed_by_kiosk(request)) return plain(401);
    const std::int64_t after = std::stoll(request.path.substr(request.path.find("after=") + 6));
    std::string lines;
    for (const Reply& reply : replies_) {
        if (reply.seq > after) lines.append(signed_reply(reply, receipt_key)).push_back('\n');
    }
    return plain(200, lines);
}

}  // namespace hall
