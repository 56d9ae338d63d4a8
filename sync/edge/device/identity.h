// Identity: which kiosk this is. Public facts in identity.json, which both processes
// read; the secret keys are hall-sync's alone.

#pragma once

#include <string>
#include <vector>

#include "sync/core/files.h"
#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/edge/device/data_folder.h"
#include "sync/wire/content.h"
#include "sync/wire/seal.h"
#include "sync/wire/signature.h"

namespace hall {

struct Identity {
    std::string server;  // base URL of the county platform, no slash at the end
    std::string kiosk;
    std::string short_id;
    std::string village;  // 12 digits
    std::string view;     // 12 digits: the village it was enrolled in names its view for life
    std::vector<std::string> former;  // codes of villages that became part of its own
    std::string village_name;
    std::string town;  // 9 digits
    std::string town_name;
    std::string county;
    std::string keys;                    // folder of its keys below keys/; empty: keys/ itself
    std::int64_t epoch = 1;              // the county raises it when the device enrols again
    std::vector<NamedKey> receipt_keys;  // from enrolment; until settings bring newer ones
};

// Fails with `not_found` before enrolment, `corrupt` if it is damaged.
Result<Identity> load_identity(Files& files, const DataFolder& folder);
Result<void> save_identity(Files& files, const DataFolder& folder, const Identity& identity);

struct DeviceKeys {
    SigningKey sign;
    BoxKey box;
};

// Fails with `not_found` if there are none, `refused` if another user could read them,
// `corrupt` if they are damaged.
Result<DeviceKeys> load_device_keys(Files& files, const DataFolder& folder);

// Loads them, or makes and stores them: a key is on the disk before it is used.
Result<DeviceKeys> load_or_make_device_keys(Files& files, const DataFolder& folder, Random& random);

// Keys to enrol with, and the folder they are in. A device that never enrolled has one pair
// for life; one that enrols again gets a new pair each time, because somebody may have a
// copy of the old. Until the county answered, asking again gives the same.
struct NextKeys {
    DeviceKeys keys;
    std::string folder;  // Identity::keys
};
Result<NextKeys> next_device_keys(Files& files, const DataFolder& folder, Random& random);

// The county answered: the next pair is pending no more, and the pair of before, in the
// folder `before`, is removed unless identity.json still names it.
Result<void> retire_device_keys(Files& files, const DataFolder& folder, const std::string& before);

// The kiosk as the county's places have it now: in the village that its own became part of,
// under the names of today. Places that do not know its village leave it as it is: what is
// right then nobody but the county can say.
Identity placed(Identity enrolled, const Places& places);

// The channels a kiosk follows: the county's, its town's, its village's, and those of the
// villages that became part of it.
std::vector<std::string> channels_of(const Identity& identity);

}  // namespace hall
