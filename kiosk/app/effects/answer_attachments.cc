#include "kiosk/app/effects/answer_attachments.h"

#include <string>
#include <utility>

#include "sync/wire/attachment.h"

namespace hall::kiosk {

namespace {

// Stands where a name will be, so that the form's schema is held against the shape that is sent.
const std::string& name_to_come() {
    static const std::string zeros(64, '0');
    return zeros;
}

bool has_bytes(const Answer& answer) {
    return !answer.attachment().bytes.empty();
}

// The answers without what is sent beside the body.
Answers answers_without_bytes(const Answers& answers) {
    Answers bare;
    for (const auto& [field, answer] : answers) {
        const AnswerAttachment& file = answer.attachment();
        bare[field] = has_bytes(answer)
                          ? Answer(AnswerAttachment{file.name, file.kind, {}, name_to_come()})
                          : answer;
    }
    return bare;
}

}  // namespace

Result<BodyWithFiles> body_with_files(const Form& form, const Answers& answers) {
    Answers bare = answers_without_bytes(answers);
    Result<Json> body = form.body_of(bare);
    wipe_answers(bare);
    BodyWithFiles whole{TRY(std::move(body)), {}};
    for (const auto& [field, answer] : answers) {
        if (!has_bytes(answer) || !whole.body.contains(field)) continue;
        const AnswerAttachment& file = answer.attachment();
        whole.files.push_back({.bytes = file.bytes,
                               .mime = file.kind,
                               .title = form.field(field).label,
                               .place = (Json::json_pointer() / field / "attachment").to_string()});
    }
    return whole;
}

std::uint64_t sealed_bytes_of_all(const std::vector<AttachedFile>& files) {
    std::uint64_t bytes = 0;
    for (const AttachedFile& file : files) bytes += sealed_bytes_of(file.bytes.size());
    return bytes;
}

}  // namespace hall::kiosk
