// Address check: whether signed requests arrive at a county as they were sent. A proxy that
// puts its own name into the Host header, or takes signatures off, lets a device enrol and
// nothing else: that should come out before the code is used up.

#pragma once

#include <cstdint>
#include <string>

#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/edge/transport/transport.h"
#include "sync/wire/signature.h"

namespace hall {

// What a device that is about to enrol has.
struct AddressCheck {
    Transport& transport;
    Random& random;
    const SigningKey& key;
    const std::string& server;
    std::int64_t now_ms;  // by which the certificate is judged
};

//   refused      no county answers there, or something on the way changes what is sent; the
//                message says what
//   unavailable  not reached, or the county is busy
Result<void> check_address(const AddressCheck& check);

}  // namespace hall
