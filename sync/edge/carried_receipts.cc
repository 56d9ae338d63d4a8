#include "sync/edge/carried_receipts.h"

#include <algorithm>
#include <map>
#include <utility>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/wire/receipt.h"

namespace hall {

namespace {

// By event and the hash of its bytes.
using Receipts = std::map<std::pair<std::string, std::string>, Receipt>;

Receipts read_receipts(std::string_view lines, const std::vector<NamedKey>& keys,
                       CarriedReceipts& carried) {
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
        receipts.insert_or_assign(std::move(key), std::move(receipt));
    }
    return receipts;
}

}  // namespace

Result<CarriedReceipts> take_carried_receipts(std::string_view lines,
                                              const std::vector<NamedKey>& receipt_keys,
                                              OutboxReader& outbox, Cache& cache) {
    CarriedReceipts carried;
    const Receipts given = read_receipts(lines, receipt_keys, carried);
    for (std::int64_t position = 0;;) {
        const OutboxReader::Batch batch = TRY(outbox.next(position));
        if (batch.events.empty()) return carried;
        position = batch.events.back().position;
        std::vector<Receipt> fitting;
        for (const OutboxEvent& event : batch.events) {
            const auto found = given.find({event.id, hex_of(event.sha256)});
            if (found == given.end() || TRY(cache.has_receipt(event.id))) continue;
            fitting.push_back(found->second);
        }
        TRY(cache.store_receipts(fitting));
        carried.taken += static_cast<std::int64_t>(fitting.size());
    }
}

}  // namespace hall
