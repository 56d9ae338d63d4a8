// Receipt: the county's signed word that it has an event, and what became of it.
// Only a receipt lets a kiosk drop an event; an HTTP 200 means nothing.
//
//     {"receipt":{"event":"…","sha256":"…","state":"accepted","number":"K7M-0012X",
//                 "at":"…","reason":"…","view":41},"key":"⟨key id⟩","signature":"base64"}

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"
#include "sync/wire/attachment.h"
#include "sync/wire/content.h"
#include "sync/wire/signature.h"

namespace hall {

struct Receipt {
    std::string event;
    std::string sha256;  // hexadecimal, of the event's bytes
    std::string state;   // accepted | refused; a duplicate gets the receipt of the first
    std::string number;  // the slip's, or empty
    std::string at;      // the platform's time, UTC
    std::string reason;  // refused: a sentence a person can read, in Chinese

    // The version of the view that the event's village had then, so that a kiosk notices when
    // it is shown an older one; 0: not said.
    std::int64_t view = 0;
};

// Signs over the canonical JSON of the inner object.
std::string signed_receipt(const Receipt& receipt, const SigningKey& key);

// Fails with `untrusted` unless one of the receipt keys signed it, `corrupt` if it is
// no receipt.
Result<Receipt> open_receipt(std::string_view bytes, const std::vector<NamedKey>& receipt_keys);

// The same for an attachment: the county has it whole. Only this lets a kiosk drop the
// file.
//
//     {"stored":{"sha256":"…","bytes":812345,"at":"…"},"key":"…","signature":"base64"}
struct StoredAttachment {
    AttachmentName name;
    std::string at;  // the platform's time, UTC
};

std::string signed_stored(const StoredAttachment& stored, const SigningKey& key);

// Fails like open_receipt().
Result<StoredAttachment> open_stored(std::string_view bytes,
                                     const std::vector<NamedKey>& receipt_keys);

}  // namespace hall
