// The controls `photo` (taken by the kiosk's camera, a JPEG), `voice` (recorded by its microphone,
// Ogg Opus) and `attachment` (any file of the kinds that the form names):
//
//     "hints":  {"label": "户口本照片", "control": "photo", "paper": true}
//               {"label": "说说情况", "control": "voice"}
//
// `paper`: the sheet in the photo is looked for and set straight. Of all three:
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

// The same, with the one kind that the kiosk makes: "image/jpeg", "audio/ogg".
inline constexpr std::string_view photo_kind = "image/jpeg";
inline constexpr std::string_view voice_kind = "audio/ogg";
Result<void> parse_photo(const FieldDescription& description, FormField& field);
Result<void> parse_voice(const FieldDescription& description, FormField& field);

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
