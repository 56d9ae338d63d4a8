#include "sync/wire/receipt.h"

#include <algorithm>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/wire/signed_note.h"

namespace hall {

std::string signed_receipt(const Receipt& receipt, const SigningKey& key) {
    Json note = {{"event", receipt.event},
                 {"sha256", receipt.sha256},
                 {"state", receipt.state},
                 {"at", receipt.at}};
    if (!receipt.number.empty()) note["number"] = receipt.number;
    if (!receipt.reason.empty()) note["reason"] = receipt.reason;
    if (receipt.view > 0) note["view"] = receipt.view;
    return signed_note("receipt", note, key);
}

Result<Receipt> open_receipt(std::string_view bytes, const std::vector<NamedKey>& receipt_keys) {
    const Json note = TRY(open_note(bytes, "receipt", receipt_keys));
    Receipt receipt;
    receipt.event = TRY_IN("receipt", string_member(note, "event"));
    receipt.sha256 = TRY_IN("receipt", string_member(note, "sha256"));
    receipt.state = TRY_IN("receipt", string_member(note, "state"));
    receipt.at = TRY_IN("receipt", string_member(note, "at"));
    receipt.number = string_or(note, "number");
    receipt.reason = string_or(note, "reason");
    receipt.view = std::max<std::int64_t>(integer_or(note, "view", 0), 0);
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
    Json note = json_of(stored.name);
    note["at"] = stored.at;
    return signed_note("stored", note, key);
}

Result<StoredAttachment> open_stored(std::string_view bytes,
                                     const std::vector<NamedKey>& receipt_keys) {
    const Json note = TRY(open_note(bytes, "stored", receipt_keys));
    StoredAttachment stored;
    stored.name = TRY_IN("stored", attachment_name_of(note));
    stored.at = TRY_IN("stored", string_member(note, "at"));
    TRY_IN("stored", parse_utc_ms(stored.at));
    return stored;
}

}  // namespace hall
