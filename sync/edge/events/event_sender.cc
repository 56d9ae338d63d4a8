#include "sync/edge/events/event_sender.h"

#include <algorithm>
#include <map>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/wire/content_encoding.h"
#include "sync/wire/event.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr std::size_t parked_at_once = 20;

// True if it may be about one event of several: then the others must not wait for it. A
// 413 also comes from servers in between, which say it in words of their own.
bool is_about_content(const HttpResponse& response) {
    if (response.status == 413) return true;
    const bool about_content =
        response.status == 400 || response.status == 415 || response.status == 422;
    return about_content && !problem_in(response).empty();
}

std::string reason_of(const HttpResponse& response) {
    const std::string sentence = sentence_in(response);
    return sentence.empty() ? "HTTP " + std::to_string(response.status) : sentence;
}

}  // namespace

std::int64_t parked_ms(int tries) {
    constexpr std::int64_t hour_ms = 3'600'000;
    const int doublings = 2 * std::clamp(tries - 1, 0, 10);
    return std::min(hour_ms << doublings, 24 * hour_ms);
}

void EventSender::begin_round() {
    position_ = 0;
    parked_listed_ = false;
    parked_.clear();
    groups_.clear();
    parked_log_.end();
}

Result<SendStep> EventSender::step() {
    SendStep step;
    Group group = TRY(next_group());
    if (group.empty()) return step;
    step.more = true;
    // The county must never know of an event, and of its counter, what a power cut could
    // make this device forget.
    TRY(sync_database(context_.files, context_.folder.outbox()));
    const HttpResponse response = TRY(send(group));
    if (response.status == 200) {
        TRY(take_receipts(response, group, step));
    } else {
        TRY(take_refusal(response, std::move(group), step));
    }
    return step;
}

Result<bool> EventSender::anything_new() {
    const Result<OutboxReader*> outbox = context_.outbox.reader();
    if (!outbox.ok() || outbox.value() == nullptr) return false;
    return !TRY(outbox.value()->next(position_, {.events_max = 1})).events.empty();
}

Result<EventSender::Group> EventSender::next_group() {
    if (!groups_.empty()) {
        Group group = std::move(groups_.front());
        groups_.pop_front();
        return group;
    }
    OutboxReader* const outbox = TRY(context_.outbox.reader());
    if (outbox == nullptr) return Group();
    Group group = TRY(next_of_outbox(*outbox));
    if (group.empty()) group = TRY(next_of_parked(*outbox));
    return group;
}

// Oldest first. What has a receipt waits for the kiosk to drop it.
Result<EventSender::Group> EventSender::next_of_outbox(OutboxReader& reader) {
    for (;;) {
        OutboxReader::Batch batch = TRY(reader.next(position_));
        for (const std::string& id : batch.damaged) {
            if (!TRY(context_.cache.parked(id))) TRY(park(id, "damaged"));
        }
        if (batch.events.empty()) return Group();
        position_ = batch.events.back().position;
        Group group;
        for (OutboxEvent& event : batch.events) {
            if (TRY(context_.cache.has_receipt(event.id))) continue;
            if (TRY(context_.cache.parked(event.id))) continue;
            group.push_back(std::move(event));
        }
        if (!group.empty()) return group;
    }
}

// What was refused before goes alone, after all others.
Result<EventSender::Group> EventSender::next_of_parked(OutboxReader& reader) {
    if (!parked_listed_) {
        parked_listed_ = true;
        // Those that are tried get a later time, so that in time each has its turn.
        for (std::string& id : TRY(context_.cache.parked_due(
                 Cache::ParkedKind::events, context_.line.now_ms(), parked_at_once))) {
            parked_.push_back(std::move(id));
        }
    }
    while (!parked_.empty()) {
        const std::string id = std::move(parked_.front());
        parked_.pop_front();
        Result<OutboxEvent> event = reader.find(id);
        if (event.ok()) return Group{std::move(event).value()};
        if (event.error().code() == Errc::not_found) {
            TRY(context_.cache.unpark(id));
        } else if (event.error().code() == Errc::corrupt) {
            // It will hardly get better; others are tried before it the next time.
            TRY(park(id, "damaged"));
        } else {
            return event.error();
        }
    }
    return Group();
}

Result<HttpResponse> EventSender::send(const Group& group) {
    std::vector<std::string> bytes;
    for (const OutboxEvent& event : group) bytes.push_back(event.bytes);
    EncodedContent content{{}, pack_batch(bytes)};
    if (!plain_only_) content = encode_content(std::move(content.body));
    packed_ = !content.encoding.empty();
    HttpRequest request;
    request.method = "POST";
    request.path = "/api/v1/events";
    request.headers.emplace_back("Content-Type", "application/x-ndjson");
    if (packed_) request.headers.emplace_back("Content-Encoding", content.encoding);
    request.body = std::move(content.body);
    request.timeout_ms = 120'000;
    return context_.line.ask_signed(std::move(request));
}

// Keeps the receipts that are signed and fit what was sent. An event whose receipt is
// missing or forged stays as it was and is sent again next round.
Result<void> EventSender::take_receipts(const HttpResponse& response, const Group& group,
                                        SendStep& step) {
    const Json body = TRY_IN("receipts", parse_json(response.body));
    std::map<std::string, Receipt> given;
    std::map<std::string, std::string> reasons;  // by the hash of the bytes
    for (const Json& entry : array_or_empty(body, "receipts")) {
        Result<Receipt> receipt = open_receipt(json_line(entry), context_.receipt_keys);
        if (receipt.ok()) {
            std::string event = receipt.value().event;
            reasons.emplace(receipt.value().sha256, receipt.value().reason);
            given.emplace(std::move(event), std::move(receipt).value());
        } else if (!step.trouble) {
            step.trouble = Error(receipt.error()).in("receipt");
        }
    }
    std::vector<Receipt> good;
    std::vector<const Receipt*> refused;
    for (const OutboxEvent& event : group) {
        const auto found = given.find(event.id);
        if (found == given.end() || found->second.sha256 != sha256_hex(event.bytes)) {
            // Signed for these very bytes, but under another id: the row is not what it says.
            const auto other = reasons.find(sha256_hex(event.bytes));
            if (other != reasons.end()) {
                TRY(park(event.id, other->second.empty() ? "damaged" : other->second));
                ++step.parked;
                continue;
            }
            if (!step.trouble) step.trouble = Error(Errc::untrusted, "no receipt for an event");
            continue;
        }
        const Receipt& receipt = found->second;
        good.push_back(receipt);
        // The kiosk drops what says nothing of a person; the rest it keeps.
        if (receipt.state != "accepted" && must_be_sealed(event.kind)) refused.push_back(&receipt);
        if (const auto at = parse_utc_ms(receipt.at); at.ok()) {
            step.newest_ms = std::max(step.newest_ms, at.value());
            step.view = after_receipt(step.view, receipt.view, at.value());
        }
    }
    // Parked first: an event with a refusal that was not parked would never be sent again.
    for (const Receipt* receipt : refused) TRY(park(receipt->event, receipt->reason));
    TRY(context_.cache.store_receipts(good));
    step.parked += static_cast<std::int64_t>(refused.size());
    step.accepted += std::count_if(good.begin(), good.end(), [](const Receipt& receipt) {
        return receipt.state == "accepted";
    });
    // Nothing signed at all is no county's response.
    if (good.empty() && step.trouble) return *step.trouble;
    return {};
}

Result<void> EventSender::take_refusal(const HttpResponse& response, Group group, SendStep& step) {
    if (!is_about_content(response)) {
        return Error(Errc::refused, "HTTP " + std::to_string(response.status));
    }
    if (response.status == 415 && packed_) {
        plain_only_ = true;
        groups_.push_front(std::move(group));
        return {};
    }
    if (group.size() == 1) {
        TRY(park(group.front().id, reason_of(response)));
        ++step.parked;
        return {};
    }
    const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
    Group second(std::make_move_iterator(middle), std::make_move_iterator(group.end()));
    group.erase(middle, group.end());
    groups_.push_front(std::move(second));
    groups_.push_front(std::move(group));
    return {};
}

Result<void> EventSender::park(const std::string& id, std::string reason) {
    return park_event(context_.cache, id, std::move(reason), context_.line.now_ms(), parked_log_);
}

Result<void> park_event(Cache& cache, const std::string& id, std::string reason,
                        std::int64_t now_ms, LogSeries& log) {
    const std::optional<Parked> before = TRY(cache.parked(id));
    const int tries = before ? before->tries + 1 : 1;
    log.line({{"event", id}, {"tries", tries}});
    return cache.park({.id = id,
                       .reason = std::move(reason),
                       .since = utc_text(now_ms),
                       .next_ms = now_ms + parked_ms(tries)});
}

}  // namespace hall
