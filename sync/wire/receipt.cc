#include "sync/wire/receipt.h"

#include <algorithm>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/wire/signed_statement.h"

namespace hall {

std::string signed_receipt(const Receipt& receipt, const SigningKey& key) {
    Json statement = {{"event", receipt.event},
                      {"sha256", receipt.sha256},
                      {"state", receipt.state},
                      {"at", receipt.at}};
    if (!receipt.number.empty()) statement["number"] = receipt.number;
    if (!receipt.reason.empty()) statement["reason"] = receipt.reason;
    if (receipt.view > 0) statement["view"] = receipt.view;
    return signed_statement("receipt", statement, key);
}

Result<Receipt> open_receipt(std::string_view bytes, const std::vector<NamedKey>& receipt_keys) {
    const Json statement = TRY(open_statement(bytes, "receipt", receipt_keys));
    Receipt receipt;
    receipt.event = TRY_IN("receipt", string_member(statement, "event"));
    receipt.sha256 = TRY_IN("receipt", string_member(statement, "sha256"));
    receipt.state = TRY_IN("receipt", string_member(statement, "state"));
    receipt.at = TRY_IN("receipt", string_member(statement, "at"));
    receipt.number = string_or(statement, "number");
    receipt.reason = string_or(statement, "reason");
    receipt.view = std::max<std::int64_t>(integer_or(statement, "view", 0), 0);
    if (receipt.event.empty()) return Error(Errc::corrupt, "receipt: for no event");
    if (receipt.state != "accepted" && receipt.state != "refused") {
        return Error(Errc::corrupt, "receipt: \"state\" is neither accepted nor refused");
    }
    const std::string hash = TRY_IN("receipt", bytes_of_hex(receipt.sha256));
    if (hash.size() != 32) {
        return Error(Errc::corrupt, "receipt: \"sha256\" is not 32 bytes");
    }
    TRY_IN("receipt", parse_utc_ms(receipt.at));
    return receipt;
}

std::string signed_stored(const StoredAttachment& stored, const SigningKey& key) {
    Json statement = json_of(stored.name);
    statement["at"] = stored.at;
    return signed_statement("stored", statement, key);
}

Result<StoredAttachment> open_stored(std::string_view bytes,
                                     const std::vector<NamedKey>& receipt_keys) {
    const Json statement = TRY(open_statement(bytes, "stored", receipt_keys));
    StoredAttachment stored;
    stored.name = TRY_IN("stored", attachment_name_of(statement));
    stored.at = TRY_IN("stored", string_member(statement, "at"));
    TRY_IN("stored", parse_utc_ms(stored.at));
    return stored;
}

}  // namespace hall
