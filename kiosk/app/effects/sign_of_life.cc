#include "kiosk/app/effects/sign_of_life.h"

#include <algorithm>

#include "kiosk/app/effects/submission.h"
#include "sync/core/assets.h"
#include "sync/core/log.h"

namespace hall::kiosk {

void SignOfLife::beat() {
    Library* library = content_.library();
    const std::int64_t mono = dependencies_.clock.mono_ms();
    if (mono < next_mono_ms_ || library == nullptr) return;
    next_mono_ms_ = mono + std::max(content_.settings().heartbeat_s, 600) * std::int64_t{1000};
    // One that waits says enough; a month offline must not fill the outbox.
    const Result<std::int64_t> waiting = outbox_.size_of(name_of(EventKind::heartbeat));
    if (!waiting.ok() || waiting.value() > 0) return;
    const Result<std::int64_t> size = outbox_.size();
    const Result<std::uint64_t> free = dependencies_.files.free_bytes(dependencies_.folder.root());
    const Result<AttachmentTotals> attachments = outbox_.attachment_totals();
    const Result<std::int64_t> parked = library->parked_count();
    const SubmissionDependencies submission{outbox_, dependencies_.random, content_.identity(),
                                            content_.settings(), content_.event_time()};
    const Result<void> appended = append_heartbeat(
        submission, {std::string(software_version()), content_.status().county_version,
                     content_.status().village_version, size.ok() ? size.value() : 0,
                     attachments.ok() ? attachments.value().count : 0,
                     parked.ok() ? parked.value() : 0, free.ok() ? free.value() : 0});
    if (!appended.ok())
        log_line(LogLevel::warning, "no_heartbeat", {{"reason", appended.error().text()}});
}

}  // namespace hall::kiosk
