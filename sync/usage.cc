#include "sync/usage.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::string_view general = R"(usage: hall-sync COMMAND

  enrol --data DIR --server URL --code CODE   make this board a kiosk of its village; again,
                                              with new keys, if the county asks for it
  run --data DIR [--poll SECONDS]             keep it in step until SIGTERM
  once --data DIR                             one round; exit 0 if the county was reached
  stick import DIR --data DIR [--json]        take over what the county sent on a stick
  stick export DIR --data DIR [--json]        put the events that wait on a stick
  status --data DIR --json                    what the board holds and last heard, one line
  search --data DIR --json [--limit N] TEXT   search the cache, one JSON line a hit
  search --texts FILE.jsonl --json [--limit N] TEXT
                                              search a file of texts the same way
  tuf …                                       the TUF client; see docs/protocol.md
  vectors ed25519 FILE.json                   check signatures against Wycheproof vectors
  json-check                                  exit 0 if standard input is JSON we accept

options: --ca FILE    certificates to trust in place of the system's
         --date DATE  for enrol: today, as a calendar says, if the board's clock is wrong
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

Makes this board a kiosk of the village that the code was made for. URL begins with https://
or http://; capital letters, a usual port and a slash at the end are put right. Before the
code is used it is tried whether requests arrive at the county as they are sent. A board that
was a kiosk before gets new keys, and its former kiosk ends.

  --ca FILE    certificates to trust in place of the system's
  --date DATE  today, as a calendar says (2026-11-23), if the board's clock is wrong
)"},
    {"run", R"(usage: hall-sync run --data DIR [--poll SECONDS] [--ca FILE]

Keeps the board in step with its county until SIGTERM or SIGINT.

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

What the board holds and last heard, as one line of JSON; see docs/operations.md.
)"},
    {"search", R"(usage: hall-sync search --data DIR --json [--limit N] TEXT
       hall-sync search --texts FILE.jsonl --json [--limit N] TEXT

Searches the cache of a board, or a file of texts, one line of JSON a hit; at most 10 unless
--limit says otherwise.
)"},
    {"tuf", R"(usage: hall-sync tuf --metadata-dir D init ROOT
       hall-sync tuf --metadata-dir D --metadata-url U refresh
       hall-sync tuf --metadata-dir D --metadata-url U --target-name T [--target-name T2 …]
                     --target-base-url B --target-dir X download

The client of The Update Framework (specification 1.0.34). Trusted metadata lies in D under
names without a version; targets are stored in X. Exit 0 or 1; the reason is on standard
error. See docs/protocol.md, section 2.
)"},
    {"vectors", R"(usage: hall-sync vectors ed25519 FILE.json

Checks our verification of signatures against a file of Project Wycheproof's.
)"},
    {"json-check", R"(usage: hall-sync json-check

Reads standard input. Exit 0 if it is JSON that we accept.
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
