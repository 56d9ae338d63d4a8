// The commands of hall-platform. seed and serve run by themselves; the others work on an
// open county, in this process or, when a server runs on the same data, inside it.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/platform.h"

namespace hall::platform {

// What a command says. Exit codes: 0 done, 1 not possible, 2 called wrongly.
struct CommandResult {
    int exit = 0;
    std::string out;
    std::string err;
};

CommandResult wrong_use(std::string_view sentence);
CommandResult failure(std::string_view sentence);

// What stands in an error for a person at a shell: sentences of ours as they are, other
// messages after a plain word for what happened.
std::string plain_text(const Error& error);

// Why there is no county in the folder, in words for a person at a shell; empty if one is.
std::string no_county_in(const Dependencies& dependencies, const PlatformFolder& folder,
                         std::string_view as_typed);

std::string_view usage_of(std::string_view command);  // empty for no command
std::string_view usage();

// Founds a county in a folder that holds none yet, and that nobody else works on meanwhile.
// `found` makes it and returns what is to be said.
CommandResult set_up_in_new_folder(const Dependencies& dependencies, const PlatformFolder& folder,
                                   const std::function<Result<std::string>()>& found);

CommandResult run_seed(const Dependencies& dependencies, std::span<const std::string> words);

// Founds a county whose root, targets and release keys are not on this machine: writes
// what their holders are to sign.
CommandResult run_setup(const Dependencies& dependencies, std::span<const std::string> words);

// The part of "keys" that works without a county, on any machine: create, sign, ceremony
// show. Nothing for the others.
std::optional<CommandResult> run_offline_keys(const Dependencies& dependencies,
                                              std::span<const std::string> words);

// Prints "listening http://…" when ready; returns after SIGTERM or SIGINT.
CommandResult run_serve(const Dependencies& dependencies, std::span<const std::string> words);

// True for the commands that work on an open county.
bool is_county_command(std::string_view command);

// `words`: the command and what follows it. Files are relative to `here`.
struct CountyCommand {
    std::vector<std::string> words;
    Path here;
};
CommandResult run_county_command(Platform& platform, const CountyCommand& command);

// The same for whoever holds the lock of the data folder: this process or the server.
CommandResult run_where_the_county_is(const Dependencies& dependencies,
                                      const CountyCommand& command);

// One request and one answer over the control socket, as lines of JSON.
std::string answer_control(Platform& platform, std::string_view line);

// --- The single commands, split over the files of this folder.
CommandResult run_import(Platform& platform, const CountyCommand& command);
CommandResult run_publish(Platform& platform, const CountyCommand& command);
CommandResult run_kiosk(Platform& platform, const CountyCommand& command);
CommandResult run_user(Platform& platform, const CountyCommand& command);
CommandResult run_staff(Platform& platform, const CountyCommand& command);
CommandResult run_keys(Platform& platform, const CountyCommand& command);
CommandResult run_stick(Platform& platform, const CountyCommand& command);

// An account with a new password that nobody has chosen.
struct NewUser {
    User user;
    std::string password;  // empty: make one
};
// Fails with `refused`, in Chinese, if the name is somebody's already or the account makes no
// sense. Returns the password.
Result<std::string> add_user(Store& store, Random& random, NewUser wanted);

// Lets somebody log in at the kiosks of a village, or of every village if it is empty.
//   refused  a PIN that is a date, or easily guessed
struct NewStaff {
    std::string village;
    StaffMember member;  // without a verifier
    std::string pin;
};
Result<void> add_staff(Store& store, Random& random, NewStaff wanted);

// A county's settings name its receipt and seal keys: names these from now on, and
// publishes it. What is not given stays.
struct NamedKeys {
    std::optional<std::vector<NamedKey>> receipt;
    std::optional<std::vector<NamedKey>> seal;
};
Result<void> announce_keys(Platform& platform, const NamedKeys& named);

// "7kq2-m9xd-4trw": said over the telephone without mistakes.
std::string make_password(Random& random);

// "county 第3版 12篇 5120字节"
std::string text_of(const Publication& publication);

}  // namespace hall::platform
