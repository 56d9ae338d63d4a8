#include "sync/edge/events/stick_receipts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/edge/events/event_sender.h"
#include "sync/wire/event.h"
#include "sync/wire/receipt.h"

namespace hall {

namespace {

// By event and the hash of its bytes.
using Receipts = std::map<std::pair<std::string, std::string>, Receipt>;

// Refusals are the county's word of a day; that it has an event is its word for good.
bool says_more(const Receipt& given, const Receipt& held) {
    if (given.sha256 != held.sha256) return true;
    if (held.state == "accepted") return false;
    return given.state == "accepted" || given.at > held.at;
}

Receipts read_receipts(std::string_view lines, const std::vector<NamedKey>& keys,
                       StickReceipts& carried) {
    Receipts receipts;
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        if (line.empty()) continue;
        Result<Receipt> opened = open_receipt(line, keys);
        if (!opened.ok()) {
            ++carried.forged;
            continue;
        }
        Receipt receipt = std::move(opened).value();
        if (const auto at = parse_utc_ms(receipt.at); at.ok()) {
            carried.newest_ms = std::max(carried.newest_ms, at.value());
        }
        std::pair key(receipt.event, receipt.sha256);
        const auto [at, fresh] = receipts.try_emplace(std::move(key), receipt);
        if (!fresh && says_more(receipt, at->second)) at->second = std::move(receipt);
    }
    return receipts;
}

}  // namespace

Result<StickReceipts> take_stick_receipts(std::string_view lines,
                                          const std::vector<NamedKey>& receipt_keys,
                                          OutboxReader& outbox, Cache& cache, std::int64_t now_ms) {
    StickReceipts carried;
    const Receipts given = read_receipts(lines, receipt_keys, carried);
    LogSeries parked_log(LogLevel::warning, "event_parked");
    for (std::int64_t position = 0;;) {
        const OutboxReader::Batch batch = TRY(outbox.next(position));
        if (batch.events.empty()) return carried;
        position = batch.events.back().position;
        std::vector<Receipt> fitting;
        for (const OutboxEvent& event : batch.events) {
            const auto found = given.find({event.id, hex_of(event.sha256)});
            if (found == given.end()) continue;
            const Receipt& receipt = found->second;
            if (const auto at = parse_utc_ms(receipt.at); at.ok())
                carried.view = after_receipt(carried.view, receipt.view, at.value());
            const std::optional<Receipt> held = TRY(cache.receipt(event.id));
            if (held && !says_more(receipt, *held)) continue;
            if (receipt.state != "accepted" && must_be_sealed(event.kind)) {
                TRY(park_event(cache, event.id, receipt.reason, now_ms, parked_log));
            }
            fitting.push_back(receipt);
        }
        TRY(cache.store_receipts(fitting));
        carried.taken += static_cast<std::int64_t>(fitting.size());
    }
}

}  // namespace hall
