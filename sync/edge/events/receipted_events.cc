#include "sync/edge/events/receipted_events.h"

namespace hall {

namespace {

constexpr std::size_t waiting_a_page = 500;

Result<void> drop_events(Outbox& outbox, Library& library, Delivered& delivered) {
    for (std::int64_t position = 0;;) {
        const std::vector<WaitingEvent> waiting = TRY(outbox.waiting(position, waiting_a_page));
        if (waiting.empty()) return {};
        position = waiting.back().position;
        std::vector<std::string> ids;
        for (const WaitingEvent& event : waiting) ids.push_back(event.id);
        const std::vector<Receipt> receipts = TRY(library.receipts(ids));
        if (receipts.empty()) continue;
        delivered.events += TRY(outbox.drop(receipts));
        for (const Receipt& receipt : receipts) {
            const bool accepted = receipt.state == "accepted" && !receipt.number.empty();
            if (accepted) delivered.slips.push_back(receipt.number);
        }
    }
}

Result<void> drop_attachments(Outbox& outbox, Library& library, Delivered& delivered) {
    for (OutboxAttachment after;;) {
        const std::vector<OutboxAttachment> waiting =
            TRY(outbox.attachments(waiting_a_page, after));
        if (waiting.empty()) return {};
        after = waiting.back();
        std::vector<AttachmentName> names;
        for (const OutboxAttachment& attachment : waiting) names.push_back(attachment.name);
        const std::vector<AttachmentName> stored = TRY(library.stored_attachments(names));
        if (!stored.empty()) delivered.attachments += TRY(outbox.drop_attachments(stored));
    }
}

}  // namespace

Result<Delivered> drop_delivered(Outbox& outbox, Library& library) {
    Delivered delivered;
    TRY_IN("events", drop_events(outbox, library, delivered));
    TRY_IN("attachments", drop_attachments(outbox, library, delivered));
    return delivered;
}

}  // namespace hall
