#include "platform/desk/access.h"

#include <algorithm>
#include <iterator>

#include "platform/publish/metadata_writer.h"
#include "sync/core/blank.h"
#include "sync/core/utf8.h"
#include "sync/rules/matters.h"

namespace hall::platform {

namespace {

// What a role's scope is: it narrows every action of the table.
enum class Scope { county, town, village, department };

struct Role {
    std::string_view name;
    std::string_view shown;
    Scope scope;
};
constexpr Role roles[] = {{"county", "县级工作人员", Scope::county},
                          {"town", "镇（乡）工作人员", Scope::town},
                          {"village", "村（社区）书记", Scope::village},
                          {"department", "部门工作人员", Scope::department},
                          {"discipline", "纪检工作人员", Scope::county}};

// The table. Whoever may work on a request may read it. To a desk below the addressee's own,
// the addressee only looks. What the village handed up it may still follow.
struct Permission {
    std::string_view role;
    Action action;
    std::string_view addressee;
    std::string_view handler;
};
constexpr Permission permissions[] = {{"county", Action::work, "county", "county"},
                                      {"county", Action::work, "county", "department"},
                                      {"county", Action::read, "county", "town"},
                                      {"county", Action::read, "county", "village"},
                                      {"county", Action::read, "county", "handed_up"},
                                      {"town", Action::work, "county", "department"},
                                      {"town", Action::work, "county", "town"},
                                      {"town", Action::work, "county", "handed_up"},
                                      {"town", Action::read, "county", "village"},
                                      {"town", Action::work, "town", "town"},
                                      {"town", Action::work, "town", "handed_up"},
                                      {"town", Action::read, "town", "village"},
                                      {"village", Action::work, "county", "department"},
                                      {"village", Action::work, "county", "village"},
                                      {"village", Action::read, "county", "handed_up"},
                                      {"village", Action::work, "town", "village"},
                                      {"village", Action::read, "town", "handed_up"},
                                      {"department", Action::work, "county", "department"},
                                      {"discipline", Action::work, "discipline", "discipline"}};

struct GeneralPermission {
    std::string_view role;
    Action action;
};
constexpr GeneralPermission general_permissions[] = {
    {"county", Action::count},   {"county", Action::kiosks},   {"town", Action::kiosks},
    {"village", Action::kiosks}, {"village", Action::hear},    {"county", Action::publish},
    {"town", Action::publish},   {"village", Action::publish}, {"department", Action::publish}};

// What the village is itself judged in, others read (sync/rules/matters.h).
bool is_hidden_from_village(std::string_view kind) {
    const std::optional<Matter> matter = matter_of(kind);
    return matter && row_of(*matter).village == VillageRole::is_judged;
}

const Role* find_role(std::string_view name) {
    const auto found = std::find_if(std::begin(roles), std::end(roles),
                                    [name](const Role& role) { return role.name == name; });
    return found == std::end(roles) ? nullptr : found;
}

// An account whose scope says nothing has none: it must not see everybody's.
bool has_scope(const User& user, const Role& role) {
    if (role.scope == Scope::county) return true;
    if (is_blank(user.scope)) return false;
    return role.scope != Scope::department || department_names(user.scope).size() == 1;
}

bool is_in_scope(const User& user, const Role& role, const Request& request) {
    if (!has_scope(user, role)) return false;
    switch (role.scope) {
        case Scope::county:
            return true;
        case Scope::town:
            return request.town == user.scope;
        case Scope::village:
            return request.village == user.scope && !is_hidden_from_village(request.kind);
        case Scope::department: {
            const std::vector<std::string> names = department_names(request.department);
            return std::find(names.begin(), names.end(), user.scope) != names.end();
        }
    }
    return false;
}

bool allows(const Permission& permission, Action action) {
    return permission.action == action ||
           (permission.action == Action::work && action == Action::read);
}

struct NamedDesk {
    std::string_view name;
    std::string_view shown;
};
constexpr NamedDesk named_desks[] = {{"county", "县里"},    {"department", "部门"},
                                     {"town", "镇上"},      {"village", "村里"},
                                     {"handed_up", "镇上"}, {"discipline", "纪检"}};

bool separates_names(char32_t character) {
    constexpr std::u32string_view separators = U"、，,；;/／\n";
    return separators.find(character) != std::u32string_view::npos;
}

}  // namespace

bool is_user_role(std::string_view role) {
    return find_role(role) != nullptr;
}

std::string_view role_name(std::string_view role) {
    const Role* found = find_role(role);
    return found == nullptr ? std::string_view() : found->shown;
}

bool may(const User& user, Action action, const Request& request) {
    const Role* role = find_role(user.role);
    if (role == nullptr || !is_in_scope(user, *role, request)) return false;
    return std::any_of(std::begin(permissions), std::end(permissions), [&](const Permission& row) {
        return row.role == user.role && allows(row, action) && row.addressee == request.addressee &&
               row.handler == request.handler;
    });
}

bool may(const User& user, Action action) {
    const Role* role = find_role(user.role);
    if (role == nullptr || !has_scope(user, *role)) return false;
    return std::any_of(std::begin(general_permissions), std::end(general_permissions),
                       [&](const GeneralPermission& row) {
                           return row.role == user.role && row.action == action;
                       });
}

bool may_see_kiosk(const User& user, std::string_view village) {
    if (!may(user, Action::kiosks)) return false;
    if (user.role == "town") return user.scope == town_of_village(village);
    return user.role != "village" || user.scope == village;
}

RequestFilter requests_visible_to(const User& user) {
    RequestFilter filter;
    const Role* role = find_role(user.role);
    if (role != nullptr && has_scope(user, *role)) {
        for (const Permission& row : permissions) {
            if (row.role != user.role || !allows(row, Action::read)) continue;
            filter.routes.push_back({std::string(row.addressee), std::string(row.handler)});
        }
        if (role->scope == Scope::town) filter.town = user.scope;
        if (role->scope == Scope::department) filter.department = user.scope;
        if (role->scope == Scope::village) {
            filter.village = user.scope;
            for (const EventKindRow& row : event_kinds) {
                if (is_hidden_from_village(row.name)) filter.kinds_hidden.emplace_back(row.name);
            }
        }
    }
    // A filter without routes sets no condition; this one is fulfilled by nothing.
    if (filter.routes.empty()) filter.routes = {{"nobody", "nobody"}};
    return filter;
}

std::vector<std::string> department_names(std::string_view departments) {
    std::vector<std::string> names;
    std::string name;
    const auto end_name = [&] {
        if (!is_blank(name)) names.emplace_back(trimmed(name));
        name.clear();
    };
    while (!departments.empty()) {
        const char32_t character = next_character(departments);
        if (separates_names(character)) {
            end_name();
        } else {
            append_utf8(name, character);
        }
    }
    end_name();
    return names;
}

std::string department_list(std::string_view departments) {
    std::string list;
    for (const std::string& name : department_names(departments)) {
        list += (list.empty() ? "" : "、") + name;
    }
    return list;
}

std::string_view handler_name(std::string_view handler) {
    for (const NamedDesk& known : named_desks) {
        if (known.name == handler) return known.shown;
    }
    return {};
}

}  // namespace hall::platform
