// The parts of "keys" that work on a county. Each gives what it says to a person at a
// shell, or fails with `refused` and a sentence in Chinese, or with what went wrong
// below it.

#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/commands/arguments.h"
#include "platform/platform.h"
#include "platform/publish/role_keys.h"
#include "sync/core/result.h"

namespace hall::platform {

// Every key that counts or lies here, a line each, and what of root, targets and release
// expires when.
Result<std::string> list_of_keys(Platform& platform);

// New keys for the roles in the words. What must be signed offline is written to
// --ceremony; --stolen gives receipt and seal keys up at once.
Result<std::string> rotate_keys(Platform& platform, const Arguments& arguments, const Path& here);

// Keys for villages and towns that were added to the places: they are served from then on.
Result<std::string> create_keys(Platform& platform, const Arguments& arguments, const Path& here);

// Takes a key out of use that has been replaced.
Result<std::string> retire_key(Platform& platform, const std::string& role, const std::string& id);

Result<std::string> begin_ceremony(Platform& platform, const Arguments& arguments,
                                   const Path& here);
Result<std::string> finish_ceremony(Platform& platform, const Arguments& arguments,
                                    const Path& here);

// --- Shared by these and by "found".

// "a,b" as its parts.
std::vector<std::string> split_list(std::string_view text);

Result<KeyPlan> plan_of(Platform& platform);
Result<std::string> county_name(Platform& platform);

bool is_seal_role(std::string_view role);
bool is_village_role(const KeyPlan& plan, const std::string& role);

// A new receipt or seal key, announced.
Result<std::string> rotate_named(Platform& platform, const std::string& role, bool stolen);

// Puts a new key of ours in the place of all keys of each role.
Result<void> plan_rotation(Platform& platform, const KeyPlan& plan,
                           const std::vector<std::string>& roles, KeyPlan& wish);

// As the words say, all lists: --add folders of public halves, --drop role/id,
// --threshold role=number. `touched`: the roles that changed.
struct KeyChangeWords {
    std::string add;
    std::string drop;
    std::string threshold;
};
Result<void> change_offline_keys(Files& files, const Path& here, const KeyChangeWords& words,
                                 KeyPlan& plan, std::set<std::string>& touched);

}  // namespace hall::platform
