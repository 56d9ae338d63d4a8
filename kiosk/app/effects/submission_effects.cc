#include "kiosk/app/effects/submission_effects.h"

#include <utility>

#include "kiosk/app/effects/answer_attachments.h"
#include "sync/core/log.h"
#include "sync/edge/events/receipted_events.h"

namespace hall::kiosk {

std::vector<Intent> SubmissionEffects::act(const SubmitForm&) {
    const auto* form = std::get_if<FormModel>(&model_.top());
    if (form == nullptr) return {};
    Result<BodyWithFiles> whole = body_with_files(*form->form, form->answers);
    if (!whole.ok()) {
        log_line(LogLevel::error, "form_refused", {{"form", form->document.id}});
        return {SubmitFailed{.form_broken = true}};
    }
    const SubmissionDependencies submission{outbox_, random_, content_.identity(),
                                            content_.settings(), content_.event_time()};
    const Result<Slip> slip = submit(
        submission, {form->form->kind(), form->form->addressee(), form->document.id, form->rev,
                     std::move(whole.value().body), whole.value().files, form->about});
    if (!slip.ok()) {
        log_line(LogLevel::error, "not_saved", {{"reason", slip.error().text()}});
        // The outbox has its own word for a full disk; here the memory was too small.
        const bool no_memory = slip.error().code() == Errc::exhausted &&
                               outbox_.room(sealed_bytes_of_all(whole.value().files)).ok();
        return {SubmitFailed{.no_memory = no_memory}};
    }
    ReceiptModel receipt{form->title, slip.value().number, slip.value().code, form->form->result(),
                         false};
    // The form goes, so that "back" cannot send it again.
    return {GoHome{}, Loaded{std::move(receipt)}};
}

std::vector<Intent> SubmissionEffects::drop_receipted() {
    Library* library = content_.library();
    if (library == nullptr) return {};
    const Result<Delivered> delivered = drop_delivered(outbox_, *library);
    if (!delivered.ok()) {
        log_line(LogLevel::warning, "not_dropped", {{"reason", delivered.error().text()}});
        return {};
    }
    std::vector<Intent> answers;
    for (const std::string& slip : delivered.value().slips) answers.push_back(SlipReceived{slip});
    return answers;
}

}  // namespace hall::kiosk
