// Answers with photos and voice notes on their way into an event: the body names each of them, and
// their bytes go beside it (submission.h).

#pragma once

#include <vector>

#include "kiosk/app/effects/submission.h"
#include "sync/core/result.h"
#include "sync/rules/form.h"

namespace hall::kiosk {

struct BodyWithFiles {
    Json body;
    // Of the answers on shown pages, in the order of their fields. Their bytes stay in `answers`,
    // which must outlive this.
    std::vector<AttachedFile> files;
};

// Fails as Form::body_of() does. Pure.
Result<BodyWithFiles> body_with_files(const Form& form, const Answers& answers);

// Bytes of the outbox that all of them will take.
std::uint64_t sealed_bytes_of_all(const std::vector<AttachedFile>& files);

}  // namespace hall::kiosk
