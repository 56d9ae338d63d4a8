#include "platform/fleet/behind.h"

#include <algorithm>

#include "sync/core/json.h"
#include "sync/wire/document.h"

namespace hall::platform {

namespace {

// Versions of a channel that the heartbeat does not know of. A channel that is not here
// says nothing.
Result<std::int64_t> lacked(Store& store, const std::string& channel, const Json& heartbeat,
                            const char* member) {
    const std::int64_t held = integer_or(heartbeat, member, -1);
    const Result<std::int64_t> newest = store.documents().version(channel);
    if (!newest.ok() && newest.error().code() != Errc::not_found) return newest.error();
    if (!newest.ok() || held < 0) return std::int64_t{0};
    return std::max<std::int64_t>(0, newest.value() - held);
}

}  // namespace

Result<Behind> behind_of(Store& store, const std::vector<ViewPlan>& plans, const Kiosk& kiosk) {
    Behind behind;
    const std::string channel = village_channel(kiosk.village);
    // Whatever code it was enrolled under, a view that is kept up lists its village's channel.
    behind.view = std::none_of(plans.begin(), plans.end(), [&](const ViewPlan& plan) {
        return std::find(plan.roles.begin(), plan.roles.end(), channel) != plan.roles.end();
    });
    const Result<Json> heartbeat = parse_json(kiosk.heartbeat);
    if (!heartbeat.ok()) return behind;
    behind.county = TRY(lacked(store, "county", heartbeat.value(), "county_version"));
    behind.village = TRY(lacked(store, channel, heartbeat.value(), "village_version"));
    return behind;
}

}  // namespace hall::platform
