#include "kiosk/app/load/status.h"

#include "sync/core/assets.h"

namespace hall::kiosk {

namespace {

void read_trouble(Library& library, const Identity& identity, StatusModel& shown) {
    constexpr std::size_t reasons_max = 3;
    const Result<bool> again = library.must_enrol_again(identity.kiosk, identity.epoch);
    shown.enrol_again = again.ok() && again.value();
    const Result<std::int64_t> parked = library.parked_count();
    shown.parked = parked.ok() ? parked.value() : 0;
    Result<std::vector<std::string>> reasons = library.parked_reasons(reasons_max);
    if (reasons.ok()) shown.parked_reasons = std::move(reasons).value();
}

}  // namespace

StatusModel load_status(ContentState& content, Outbox& outbox, Files& files, const Path& root) {
    const Identity& identity = content.identity();
    StatusModel shown;
    shown.library = content.status();
    shown.library_good = content.library() != nullptr && content.status().county_version > 0;
    shown.kiosk = identity.kiosk;
    shown.place = identity.county + identity.town_name + identity.village_name;
    shown.software = software_version();
    const Result<std::int64_t> waiting = outbox.size();
    shown.waiting = waiting.ok() ? waiting.value() : 0;
    shown.outbox_quarantined = outbox.fault().has_value();
    shown.outbox_newer = outbox.is_newer();
    shown.outbox_broken = outbox.broken() && !outbox.is_newer();
    shown.no_room = !outbox.broken() && !outbox.room().ok();
    shown.clock_doubtful = content.now().doubtful;
    const Result<AttachmentTotals> attachments = outbox.attachment_totals();
    shown.attachments = attachments.ok() ? attachments.value().count : 0;
    if (content.library() != nullptr) read_trouble(*content.library(), identity, shown);
    const Result<std::uint64_t> free = files.free_bytes(root);
    shown.free_bytes = free.ok() ? free.value() : 0;
    return shown;
}

}  // namespace hall::kiosk
