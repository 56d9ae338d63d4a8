// What a device keeps of its enrolment. Apart from identity.h, so that hall-kiosk, which
// reads its identity, links none of the trust that only hall-sync deals in.

#pragma once

#include <string>

#include "sync/edge/device/identity.h"
#include "sync/wire/enrolment.h"

namespace hall {

// Stores what the county answered: root.json as the root of trust, then identity.json,
// whose presence means that the enrolment is complete; it also says which keys (a folder of
// NextKeys) count from now on. Keys of before are then removed.
Result<Identity> store_enrolment(Files& files, const DataFolder& folder, std::string server,
                                 const EnrolmentResponse& answer, const std::string& keys = {});

}  // namespace hall
