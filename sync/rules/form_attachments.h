// The control `attachment`: a photo, a scan or a voice note.
//
//     "schema": {"type": "object"}
//     "hints":  {"label": "户口本照片", "control": "attachment",
//                "kinds": ["image/jpeg"], "bytes_max": 4000000}
//     answer:   {"name": "户口本.jpg", "kind": "image/jpeg", "attachment": "⟨sha256⟩"}, or
//               "bytes" in base64 in place of "attachment"
//
// Pure; any thread.

#pragma once

#include "sync/core/clock.h"
#include "sync/core/result.h"
#include "sync/rules/form_field.h"

namespace hall {

// Fails with `corrupt`: a kind that is no text.
Result<void> parse_attachment(const FieldDescription& description, FormField& field);

//   format      of a kind that is not asked for, or a reference that names no attachment
//   too_large   more bytes than the field or any attachment may have
//   characters  a name that is no UTF-8
std::optional<AnswerProblem> check_attachment(const FormField& field, const Answer& answer,
                                              Date today);

Result<Json> attachment_to_json(const FormField& field, const Answer& answer);
std::optional<Answer> attachment_from_json(const FormField& field, const Json& value);

// Its name.
std::string display_attachment(const FormField& field, const Answer& answer,
                               const DisplayWords& words);

}  // namespace hall
