#include "platform/publish/view_plan.h"

#include <algorithm>

#include "platform/publish/publisher.h"
#include "sync/wire/places.h"

namespace hall::platform {

namespace {

// The roles of a village, as far as they were ever signed, each once.
class RoleList {
  public:
    explicit RoleList(const std::set<std::string>& signed_roles) : signed_(signed_roles) {}

    void add(const std::string& role) {
        const bool known = std::find(roles_.begin(), roles_.end(), role) != roles_.end();
        if (!known && signed_.count(role) != 0) roles_.push_back(role);
    }
    const std::vector<std::string>& roles() const { return roles_; }

  private:
    const std::set<std::string>& signed_;
    std::vector<std::string> roles_;
};

std::vector<std::string> roles_of(const PlaceNow& place,
                                  const std::set<std::string>& signed_roles) {
    RoleList list(signed_roles);
    for (const char* role : {"targets", "county", "release"}) list.add(role);
    for (const std::string& channel : channels_of_village(place)) list.add(channel);
    // Whoever delegates a former village is needed to believe it.
    for (const std::string& code : place.village->formerly) {
        list.add(town_channel(town_of_village(code)));
    }
    return list.roles();
}

}  // namespace

Result<std::vector<ViewPlan>> view_plans(Store& store) {
    std::set<std::string> signed_roles;
    for (const PublishedRole& role : TRY(store.publications().roles())) {
        signed_roles.insert(role.name);
    }
    const Places places = TRY(places_of_county(store));
    std::vector<ViewPlan> plans;
    for (const Town& town : places.towns) {
        const bool town_signed = signed_roles.count(town_channel(town.code)) != 0;
        for (const Village& village : town.villages) {
            const std::vector<std::string> roles = roles_of({&town, &village}, signed_roles);
            if (town_signed && signed_roles.count(village_channel(village.code)) != 0) {
                plans.push_back({village.code, roles});
            }
            for (const std::string& code : village.formerly) {
                if (signed_roles.count(village_channel(code)) == 0) continue;
                plans.push_back({code, roles});
            }
        }
    }
    return plans;
}

std::set<std::string> views_listing(const std::vector<ViewPlan>& plans, std::string_view role) {
    std::set<std::string> names;
    for (const ViewPlan& plan : plans) {
        const bool lists = role == "root" || std::find(plan.roles.begin(), plan.roles.end(),
                                                       role) != plan.roles.end();
        if (lists) names.insert(plan.name);
    }
    return names;
}

}  // namespace hall::platform
