#include "platform/intake/kiosk_routes.h"

#include <algorithm>

#include "platform/http/client_address.h"
#include "platform/http/problem.h"
#include "sync/core/assets.h"
#include "sync/core/number.h"
#include "sync/wire/content_encoding.h"
#include "sync/wire/event.h"
#include "sync/wire/time_response.h"

namespace hall::platform {

namespace {

constexpr std::size_t replies_max = 500;
constexpr std::size_t small_body_bytes_max = 16 << 10;
constexpr std::size_t nonce_bytes_min = 8;
constexpr std::size_t nonce_bytes_max = 128;

// "510681113205" or "village-510681113205": a channel keeps its name for life.
std::string_view village_in(std::string_view channel) {
    constexpr std::string_view prefix = "village-";
    if (channel.starts_with(prefix)) channel.remove_prefix(prefix.size());
    return channel;
}

bool is_nonce(std::string_view text) {
    return text.size() >= nonce_bytes_min && text.size() <= nonce_bytes_max &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

Result<HttpResponse> body_problem(const Error& error) {
    switch (error.code()) {
        case Errc::refused:
            return problem_response(problems::wrong_encoding)
                .header("Accept-Encoding", "zstd, gzip, identity");
        case Errc::exhausted:
            return problem_response(problems::too_large);
        default:
            return problem_response(problems::bad_request);
    }
}

}  // namespace

KioskRoutes::KioskRoutes(Parts parts)
    : parts_(parts),
      nonces_(parts.clock),
      time_rate_(parts.clock, {.tries = 60, .per_ms = 60'000}),
      enrol_rate_(parts.clock, {.tries = 10, .per_ms = 60'000}),
      wrong_codes_(parts.clock, {.tries = 100, .per_ms = 600'000}),
      // A month's backlog goes through at once; what asks without end is slowed down.
      kiosk_rate_(parts.clock, {.tries = 240, .per_ms = 60'000}) {}

void KioskRoutes::add_to(Router& router) {
    const auto in_store =
        [this](Result<HttpResponse> (KioskRoutes::*route)(const HttpRequest&, Store&)) {
            return StoreRoute([this, route](const HttpRequest& request, Store& store) {
                return (this->*route)(request, store);
            });
        };
    router.add({"POST", "/api/v1/events", in_store(&KioskRoutes::events), batch_bytes_max,
                kiosk_admission(parts_.clock, nonces_, unsigned_log_)});
    router.add({"GET", "/api/v1/villages/{village}/replies", in_store(&KioskRoutes::replies)});
    router.add({"POST", "/api/v1/enrol", in_store(&KioskRoutes::enrol), small_body_bytes_max});
    router.add({"POST", "/api/v1/time",
                QuickRoute([this](const HttpRequest& request) { return time(request); }),
                small_body_bytes_max});
    router.add({"GET", "/healthz",
                StoreRoute([](const HttpRequest&, Store& store) -> Result<HttpResponse> {
                    const std::int64_t county = TRY(store.documents().version("county"));
                    return json_response({{"status", "ok"},
                                          {"version", std::string(software_version())},
                                          {"county", county}});
                })});
}

Result<KioskRoutes::Sender> KioskRoutes::sender_of(const HttpRequest& request, Store& store) {
    Result<Kiosk> kiosk = signing_kiosk(request, store, parts_.clock, nonces_);
    if (!kiosk.ok()) return Sender{{}, signature_problem(request, kiosk.error(), unsigned_log_)};
    if (!kiosk_rate_.allow(kiosk.value().id)) {
        return Sender{{}, problem_response(problems::slow_down, {}, kiosk_rate_.retry_after_s())};
    }
    return Sender{std::move(kiosk).value(), std::nullopt};
}

Result<HttpResponse> KioskRoutes::events(const HttpRequest& request, Store& store) {
    Sender sender = TRY(sender_of(request, store));
    if (sender.refusal) return *std::move(sender.refusal);
    const Result<std::string> plain =
        decode_content(request.header("content-encoding"), request.body, batch_bytes_max);
    if (!plain.ok()) return body_problem(plain.error());
    const Result<std::vector<std::string>> batch = unpack_batch(plain.value());
    if (!batch.ok()) return body_problem(batch.error());
    const std::vector<std::string> receipts =
        TRY(parts_.intake.take(store, sender.kiosk, batch.value()));
    if (TRY(parts_.intake.is_over_quota(store, sender.kiosk))) {
        constexpr int later_s = 3600;
        // A problem, so nothing of the batch is kept.
        return problem_response(problems::slow_down, "这台机器今天送来的太多了", later_s);
    }
    TRY(note_seen(store, sender.kiosk));
    HttpResponse response;
    response.header("Content-Type", "application/json");
    response.header("Cache-Control", "no-store");
    // Receipts go out byte for byte as they were signed.
    response.body = "{\"receipts\":[";
    for (std::size_t i = 0; i < receipts.size(); ++i) {
        response.body += (i == 0 ? "" : ",") + receipts[i];
    }
    response.body += "]}";
    return response;
}

Result<HttpResponse> KioskRoutes::replies(const HttpRequest& request, Store& store) {
    Sender sender = TRY(sender_of(request, store));
    if (sender.refusal) return *std::move(sender.refusal);
    const Kiosk& kiosk = sender.kiosk;
    // Those of the villages that became part of its own are its own, too.
    const std::string village(village_in(request.parameter("village")));
    if (village != kiosk.village && TRY(store.places().village_now(village)) != kiosk.village) {
        return problem_response(problems::not_allowed);
    }
    const std::string_view text = request.query_value("after");
    std::optional<std::int64_t> after = 0;
    if (!text.empty()) after = parse_number<std::int64_t>(text);
    if (!after || *after < 0) return problem_response(problems::bad_request);
    const std::vector<StoredReply> replies = TRY(store.replies().after(
        {.village = village, .kiosk = kiosk.id, .after = *after, .count_max = replies_max}));
    TRY(note_seen(store, kiosk));
    HttpResponse response;
    response.header("Content-Type", "application/x-ndjson");
    response.header("Cache-Control", "no-store");
    for (const StoredReply& reply : replies) {
        response.body += parts_.signer.re_sign_if_retired(reply.bytes, "reply") + '\n';
    }
    return response;
}

HttpResponse KioskRoutes::time(const HttpRequest& request) {
    if (!time_rate_.allow(address_share(request.remote))) {
        return problem_response(problems::slow_down, {}, time_rate_.retry_after_s());
    }
    const Result<Json> json = parse_json(request.body, {.bytes_max = small_body_bytes_max});
    const std::string nonce = json.ok() ? string_or(json.value(), "nonce") : std::string();
    if (!is_nonce(nonce)) return problem_response(problems::bad_request);
    nonces_.record(nonce);
    HttpResponse response;
    response.header("Content-Type", "application/json");
    response.header("Cache-Control", "no-store");
    response.body = signed_time(nonce, parts_.clock.wall_ms(), *parts_.signer.key());
    return response;
}

Result<HttpResponse> KioskRoutes::enrol(const HttpRequest& request, Store& store) {
    if (!enrol_rate_.allow(address_share(request.remote))) {
        return problem_response(problems::slow_down, {}, enrol_rate_.retry_after_s());
    }
    const Result<EnrolmentRequest> wanted = parse_enrolment_request(request.body);
    if (!wanted.ok()) return problem_response(problems::bad_request);
    const Result<EnrolmentResponse> answer = parts_.enrolment.enrol(store, wanted.value());
    if (answer.ok()) {
        HttpResponse response;
        response.header("Content-Type", "application/json");
        response.header("Cache-Control", "no-store");
        response.body = bytes_of(answer.value());
        return response;
    }
    if (answer.error().code() == Errc::untrusted) return problem_response(problems::not_signed);
    if (answer.error().code() != Errc::refused) return answer.error();
    if (!wrong_codes_.allow("all")) {
        return problem_response(problems::slow_down, {}, wrong_codes_.retry_after_s());
    }
    return problem_response(problems::wrong_code);
}

// The fleet view needs to know to some minutes when a kiosk was last heard of; writing it
// with every poll would cost a sync of the disk each.
Result<void> KioskRoutes::note_seen(Store& store, Kiosk kiosk) const {
    constexpr std::int64_t seen_step_ms = 10 * 60'000;
    const std::int64_t now_ms = parts_.clock.wall_ms();
    if (now_ms - kiosk.seen_ms < seen_step_ms && kiosk.seen_ms <= now_ms) return {};
    kiosk = TRY(store.kiosks().find(kiosk.id));
    kiosk.seen_ms = now_ms;
    return store.kiosks().update(kiosk);
}

}  // namespace hall::platform
