#include "sync/wire/time_response.h"

#include "sync/core/clock.h"
#include "sync/wire/signed_statement.h"

namespace hall {

std::string signed_time(std::string_view nonce, std::int64_t wall_ms, const SigningKey& key) {
    return signed_statement("time", {{"nonce", nonce}, {"now", utc_text(wall_ms)}}, key);
}

Result<std::int64_t> open_time(std::string_view bytes, std::string_view nonce,
                               const std::vector<NamedKey>& receipt_keys) {
    const Json statement = TRY(open_statement(bytes, "time", receipt_keys));
    // A response to somebody else's request, or to ours of last year, says nothing
    // about now.
    const std::string answered = TRY_IN("time", string_member(statement, "nonce"));
    if (answered != nonce) return Error(Errc::untrusted, "time: a response to another request");
    const std::string now = TRY_IN("time", string_member(statement, "now"));
    return TRY_IN("time", parse_utc_ms(now));
}

}  // namespace hall
