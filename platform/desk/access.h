// Who may see which requests. A letter is for its addressee alone: the county does not
// read what was sealed to the discipline office, and a secretary does not read what
// somebody wrote to the town about him. Pure.

#pragma once

#include <string>
#include <string_view>

#include "platform/store/people.h"
#include "platform/store/requests.h"

namespace hall {

// county | town | village | department | discipline
bool is_user_role(std::string_view role);

// 县级管理员, 镇（乡）工作人员, …
std::string_view role_name(std::string_view role);

// The widest list this user may ask for.
RequestFilter requests_visible_to(const User& user);

bool may_see(const User& user, const Request& request);

}  // namespace hall
