#include "platform/desk/access.h"

#include <algorithm>

namespace hall {

namespace {

struct Role {
    std::string_view name;
    std::string_view shown;
};
constexpr Role roles[] = {{"county", "县级工作人员"},
                          {"town", "镇（乡）工作人员"},
                          {"village", "村（社区）书记"},
                          {"department", "部门工作人员"},
                          {"discipline", "纪检工作人员"}};

bool contains(const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

bool is_user_role(std::string_view role) {
    return !role_name(role).empty();
}

std::string_view role_name(std::string_view role) {
    for (const Role& known : roles) {
        if (known.name == role) return known.shown;
    }
    return {};
}

RequestFilter requests_visible_to(const User& user) {
    RequestFilter filter;
    filter.addressees = {"county"};
    if (user.role == "discipline") {
        filter.addressees = {"discipline"};
    } else if (user.role == "town") {
        filter.addressees = {"county", "town"};
        filter.town = user.scope;
    } else if (user.role == "village") {
        filter.village = user.scope;
        // An objection is about what the village published: the town judges it.
        filter.kinds_hidden = {"objection"};
    } else if (user.role == "department") {
        filter.department = user.scope;
    }
    return filter;
}

bool may_see(const User& user, const Request& request) {
    const RequestFilter filter = requests_visible_to(user);
    return (filter.village.empty() || filter.village == request.village) &&
           (filter.town.empty() || filter.town == request.town) &&
           request.department.find(filter.department) != std::string::npos &&
           contains(filter.addressees, request.addressee) &&
           !contains(filter.kinds_hidden, request.kind);
}

}  // namespace hall
