// Who may do what at the console: one table, and what follows from it. A letter is for its
// addressee alone: the county does not read what was sealed to the discipline office, and a
// secretary does not read what somebody wrote to the town about him. What a form says of its
// desk (sync/rules/routing.h) decides who works on it: a letter to the secretary is the
// secretary's, though it is sealed to the town. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/store/people.h"
#include "platform/store/requests.h"

namespace hall::platform {

enum class Action {
    read,     // a request with its answers
    work,     // move it on and write to the villager
    count,    // what is open and overdue at every desk of the county, without any content
    kiosks,   // the list of kiosks
    publish,  // what everybody reads, in the channel of the own office
    hear,     // the calls for help from a village's kiosks
};

// county | town | village | department | discipline
bool is_user_role(std::string_view role);

// 县级管理员, 镇（乡）工作人员, …
std::string_view role_name(std::string_view role);

// An action on one request. What the table does not name, nobody may.
bool may(const User& user, Action action, const Request& request);

// An action that is about no single request.
bool may(const User& user, Action action);

// A kiosk of this village is in the user's list.
bool may_see_kiosk(const User& user, std::string_view village);

// The widest list this user may ask for: exactly the requests that may(user, read, …) allows.
RequestFilter requests_visible_to(const User& user);

// The names in what a guide calls its department: "市农业农村局、市财政局" has two.
std::vector<std::string> department_names(std::string_view departments);

// The same joined by 、, as requests keep them and filters compare them.
std::string department_list(std::string_view departments);

// 村里, 镇上, …: at whose desk a request lies.
std::string_view handler_name(std::string_view handler);

}  // namespace hall::platform
