#include "sync/rules/form_attachments.h"

#include <algorithm>

#include "sync/core/encoding.h"
#include "sync/core/utf8.h"
#include "sync/wire/attachment.h"

namespace hall {

Result<void> parse_attachment(const FieldDescription& description, FormField& field) {
    for (const Json& kind : array_or_empty(description.hints, "kinds")) {
        if (!kind.is_string()) {
            return Error(Errc::corrupt, "form: a kind that is no text in \"" + field.name + "\"");
        }
        field.kinds.push_back(kind.get<std::string>());
    }
    const auto any = static_cast<std::int64_t>(attachment_bytes_max);
    field.bytes_max = static_cast<std::size_t>(
        std::clamp<std::int64_t>(integer_or(description.hints, "bytes_max", any), 1, any));
    return {};
}

Result<void> parse_photo(const FieldDescription& description, FormField& field) {
    TRY(parse_attachment(description, field));
    field.kinds = {std::string(photo_kind)};
    field.paper = bool_or(description.hints, "paper", false);
    return {};
}

Result<void> parse_voice(const FieldDescription& description, FormField& field) {
    TRY(parse_attachment(description, field));
    field.kinds = {std::string(voice_kind)};
    return {};
}

std::optional<AnswerProblem> check_attachment(const FormField& field, const Answer& answer, Date) {
    const AnswerAttachment& file = answer.attachment();
    if (!is_utf8(file.name) || !is_utf8(file.kind)) return AnswerProblem::characters;
    const bool asked = field.kinds.empty() || std::find(field.kinds.begin(), field.kinds.end(),
                                                        file.kind) != field.kinds.end();
    if (!asked) return AnswerProblem::format;
    if (!file.reference.empty() && !is_attachment_id(file.reference)) return AnswerProblem::format;
    if (file.bytes.size() > field.bytes_max) return AnswerProblem::too_large;
    return std::nullopt;
}

Result<Json> attachment_to_json(const FormField& field, const Answer& answer) {
    const AnswerAttachment& file = answer.attachment();
    if (!is_utf8(file.name) || !is_utf8(file.kind) || !is_utf8(file.reference)) {
        return Error(Errc::refused, field.name + ": not UTF-8");
    }
    Json json = {{"name", file.name}, {"kind", file.kind}};
    if (file.reference.empty())
        json["bytes"] = base64_of(file.bytes);
    else
        json["attachment"] = file.reference;
    return json;
}

std::optional<Answer> attachment_from_json(const FormField&, const Json& value) {
    if (!value.is_object()) return std::nullopt;
    AnswerAttachment file{
        string_or(value, "name"), string_or(value, "kind"), {}, string_or(value, "attachment")};
    if (file.reference.empty()) {
        Result<std::string> bytes = bytes_of_base64(string_or(value, "bytes"));
        if (!bytes.ok()) return std::nullopt;
        file.bytes = std::move(bytes).value();
    }
    return Answer(std::move(file));
}

std::string display_attachment(const FormField&, const Answer& answer, const DisplayWords&) {
    return answer.attachment().name;
}

}  // namespace hall
