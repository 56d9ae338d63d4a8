// hall-check: the product's own judgements, for whoever wants to hold them against files of
// their own. It is no part of what stands in a hall.

#include <csignal>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/edge/transport/http_transport.h"
#include "tests/check/disclosure_check.h"
#include "tests/check/exit_codes.h"
#include "tests/check/form_checks.h"
#include "tests/check/handwriting_check.h"
#include "tests/check/photo_check.h"
#include "tests/check/print_check.h"
#include "tests/check/privacy_check.h"
#include "tests/check/search_check.h"
#include "tests/check/speak_check.h"
#include "tests/check/tuf_check.h"
#include "tests/check/wire_checks.h"

namespace hall::check {
namespace {

int tuf(const std::vector<std::string>& arguments) {
    const SystemClock clock;
    DiskFiles files;
    const std::vector<std::string_view> words(arguments.begin(), arguments.end());
    return tuf_command(words, fetch_url, files, clock);
}

struct Command {
    std::string_view name;
    int (*run)(const std::vector<std::string>& arguments);
    std::string_view usage;
};

constexpr Command commands[] = {
    {"tuf", tuf, R"(  tuf --metadata-dir D init ROOT
  tuf --metadata-dir D --metadata-url U refresh
  tuf --metadata-dir D --metadata-url U --target-name T [--target-name T2 …]
      --target-base-url B --target-dir X download
          the client of The Update Framework (specification 1.0.34); see docs/protocol.md
)"},
    {"ed25519", ed25519, R"(  ed25519 FILE.json
          our verification of signatures against a file of Project Wycheproof's
)"},
    {"json", json, R"(  json
          exit 0 if standard input is JSON that we accept
)"},
    {"search", search, R"(  search --texts FILE.jsonl --json [--limit N] [--words FILE.json] TEXT
          the kiosk's search over a file of texts, a line of JSON a hit; FILE.json: the county's
          spoken words, in place of the demonstration county's
)"},
    {"form", form, R"(  form SCHEMA.json [DATA.json]
          whether a form (JSON Schema draft-07, or {"schema","uiSchema"}) can be published, and the
          answers in DATA.json handed in: a line of JSON for each thing to say
)"},
    {"id-number", id_numbers, R"(  id-number
          identity numbers, a line each on standard input: ok, or what is wrong
)"},
    {"money", amounts, R"(  money
          amounts, a line each on standard input, in figures, in capitals, or both: ok, or what is
          wrong
)"},
    {"handwriting", handwriting, R"(  handwriting FILE.jsonl [--zinnia] [--model FILE]
          how many of the characters written in FILE are read first, within five, within ten;
          lines {"char":"中","strokes":[[[x,y],…],…]}
)"},
    {"spell", spell, R"(  spell TEXT [--pinyin]
          what would be spoken for TEXT; "-" reads lines from standard input
)"},
    {"speak", speak, R"(  speak --wav OUT TEXT
          reads TEXT aloud into a file
)"},
    {"print", print, R"(  print --receipt|--guide|--table|--card DEMO --to FILE.pwg|FILE.escpos|ipp://…
          prints a demonstration page
)"},
    {"disclosure", disclosure, R"(  disclosure FILE --kind ID [--sheet NAME]
          what is understood of a table as a village saved it (CSV, XLSX, HTML), a line of JSON:
          rows, sums in fen, findings by line; exit 0 if it could be published so
)"},
    {"privacy", privacy, R"(  privacy FILE
          personal data in a text or a table, a line of JSON each: its line, its kind (id, bank,
          phone, address, illness, disability, minor) and what may be written instead; exit 0 if
          there is none
)"},
    {"photo", photo, R"(  photo IN.jpg OUT.jpg
          what the kiosk makes of a photo, and what it warns of
)"},
};

void print_usage(std::ostream& out) {
    out << "usage: hall-check COMMAND\n\n";
    for (const Command& command : commands) out << command.usage;
    out << "\nexit: 0 yes or done, 1 no or failed (the reason is on standard error), 2 wrong "
           "arguments\n";
}

int run(const std::vector<std::string>& words) {
    const auto is_help = [](const std::string& word) {
        return word == "--help" || word == "-h" || word == "help";
    };
    if (words.empty()) {
        print_usage(std::cerr);
        return wrong_use;
    }
    if (is_help(words[0])) {
        print_usage(std::cout);
        return 0;
    }
    for (const Command& command : commands) {
        if (command.name != words[0]) continue;
        if (words.size() > 1 && (words[1] == "--help" || words[1] == "-h")) {
            std::cout << "usage: hall-check\n" << command.usage;
            return 0;
        }
        const int code = command.run({words.begin() + 1, words.end()});
        if (code == wrong_use) std::cerr << "usage: hall-check\n" << command.usage;
        return code;
    }
    std::cerr << "hall-check: no such command: " << words[0] << "\n\n";
    print_usage(std::cerr);
    return wrong_use;
}

}  // namespace
}  // namespace hall::check

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);
    return hall::check::run({argv + 1, argv + argc});
}
