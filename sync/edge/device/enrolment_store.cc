#include "sync/edge/device/enrolment_store.h"

#include "sync/trust/client.h"

namespace hall {

Result<Identity> store_enrolment(Files& files, const DataFolder& folder, std::string server,
                                 const EnrolmentResponse& answer, const std::string& keys) {
    const Result<Identity> before = load_identity(files, folder);
    TRY(files.make_folder(folder.tuf()));
    TRY_IN("enrolment", tuf::Client::init(files, folder.tuf(), answer.root));
    Identity identity;
    identity.server = std::move(server);
    identity.kiosk = answer.kiosk;
    identity.short_id = answer.short_id;
    identity.village = answer.village;
    identity.view = answer.village;
    identity.village_name = answer.village_name;
    identity.town = answer.town;
    identity.town_name = answer.town_name;
    identity.county = answer.county;
    identity.keys = keys;
    identity.epoch = answer.epoch;
    identity.receipt_keys = answer.receipt_keys;
    TRY_IN("enrolment", save_identity(files, folder, identity));
    TRY(retire_device_keys(files, folder, before.ok() ? before.value().keys : keys));
    return identity;
}

}  // namespace hall
