#include "sync/usage.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::string_view general = R"(usage: hall-sync COMMAND

  enrol --data DIR --server URL --code CODE   make this device a kiosk of its village; again,
                                              with new keys, if the county asks for it
  run --data DIR [--poll SECONDS]             keep it in step until SIGTERM
  once --data DIR                             one round; exit 0 if the county was reached
  stick import DIR --data DIR [--json]        take over what the county sent on a stick
  stick export DIR --data DIR [--json]        put the events that wait on a stick
  status --data DIR --json                    what the device holds and last heard, one line
  search --data DIR --json [--limit N] TEXT   search the cache, one JSON line a hit

options: --ca FILE    certificates to trust in place of the system's
         --date DATE  for enrol: today, as a calendar says, if the device's clock is wrong
Each command says more with --help; hall-sync --version says which version this is.
exit: 0 done, 1 it failed (the reason is on standard error), 2 wrong arguments
)";

struct Usage {
    std::string_view command;
    std::string_view text;
};

constexpr Usage usages[] = {
    {"enrol",
     R"(usage: hall-sync enrol --data DIR --server URL --code CODE [--ca FILE] [--date DATE]

Makes this device a kiosk of the village that the code was made for. URL begins with https://
or http://; capital letters, a usual port and a slash at the end are put right. Before the
code is used it is tried whether requests arrive at the county as they are sent. A device that
was a kiosk before gets new keys, and its former kiosk ends.

  --ca FILE    certificates to trust in place of the system's
  --date DATE  today, as a calendar says (2026-11-23), if the device's clock is wrong
)"},
    {"run", R"(usage: hall-sync run --data DIR [--poll SECONDS] [--ca FILE]

Keeps the device in step with its county until SIGTERM or SIGINT.

  --poll SECONDS  rest so long between rounds, in place of what the county says
  --ca FILE       certificates to trust in place of the system's
)"},
    {"once", R"(usage: hall-sync once --data DIR [--ca FILE]

One round: content, events, replies, pictures. Exit 0 if the county was reached and nothing
went wrong.
)"},
    {"stick", R"(usage: hall-sync stick import DIR --data DIR [--json]
       hall-sync stick export DIR --data DIR [--json]

The first DIR is where the stick is mounted; only its folder HALL is touched. import takes
over what the county sent; export writes the events that wait. With --json every step is a
line of JSON.
)"},
    {"status", R"(usage: hall-sync status --data DIR --json

What the device holds and last heard, as one line of JSON; see docs/operations.md.
)"},
    {"search", R"(usage: hall-sync search --data DIR --json [--limit N] TEXT

Searches the cache of a device, one line of JSON a hit; at most 10 unless
--limit says otherwise.
)"},
};

bool asks_for_help(std::string_view word) {
    return word == "--help" || word == "-h";
}

}  // namespace

std::string_view usage() {
    return general;
}

std::string_view usage_of(std::string_view command) {
    for (const Usage& known : usages) {
        if (known.command == command) return known.text;
    }
    return {};
}

std::string_view help_in(std::span<const std::string_view> arguments) {
    if (arguments.empty()) return {};
    const std::string_view first = arguments.front();
    if (first == "help" || asks_for_help(first)) {
        const std::string_view of_one = arguments.size() > 1 ? usage_of(arguments[1]) : "";
        return of_one.empty() ? usage() : of_one;
    }
    const bool asked = std::any_of(arguments.begin() + 1, arguments.end(), asks_for_help);
    return asked ? usage_of(first) : std::string_view();
}

}  // namespace hall
