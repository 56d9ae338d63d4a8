#include "sync/wire/time_answer.h"

#include "sync/core/clock.h"
#include "sync/wire/signed_note.h"

namespace hall {

std::string signed_time(std::string_view nonce, std::int64_t wall_ms, const SigningKey& key) {
    return signed_note("time", {{"nonce", nonce}, {"now", utc_text(wall_ms)}}, key);
}

Result<std::int64_t> open_time(std::string_view bytes, std::string_view nonce,
                               const std::vector<NamedKey>& receipt_keys) {
    const Json note = TRY(open_note(bytes, "time", receipt_keys));
    // An answer to somebody else's question, or to ours of last year, says nothing
    // about now.
    const std::string answered = TRY_IN("time", string_member(note, "nonce"));
    if (answered != nonce) return Error(Errc::untrusted, "time: an answer to another question");
    const std::string now = TRY_IN("time", string_member(note, "now"));
    return TRY_IN("time", parse_utc_ms(now));
}

}  // namespace hall
