#include "sync/stick_command.h"

#include <iostream>

#include "sync/core/foreign_files.h"
#include "sync/core/json.h"
#include "sync/device_context.h"
#include "sync/edge/stick/stick_export.h"
#include "sync/edge/stick/stick_import.h"

namespace hall {

namespace {

// A step of the agent may be a question that the network never answers.
constexpr std::int64_t turn_ms = 180'000;

void say(const Json& line) {
    std::cout << json_line(line) << std::endl;
}

std::string counted(std::int64_t count, const std::string& word) {
    return std::to_string(count) + " " + word + (count == 1 ? "" : "s");
}

// --- import

Json json_of(const StickImport& import) {
    Json channels = Json::array();
    for (const ChannelChange& change : import.channels) {
        channels.push_back({{"channel", change.channel}, {"from", change.from}, {"to", change.to}});
    }
    return {{"result", name_of(import.outcome)},
            {"channels", channels},
            {"receipts", import.receipts},
            {"replies", import.replies},
            {"villages", import.villages},
            {"issued", import.issued_ms > 0 ? utc_text(import.issued_ms) : ""},
            {"behind", import.behind},
            {"reason", import.trouble ? import.trouble->text() : ""}};
}

// "2 channels, 1 receipt and 3 replies"
std::string what_came(const StickImport& import) {
    return counted(static_cast<std::int64_t>(import.channels.size()), "channel") + ", " +
           counted(import.receipts, "receipt") + " and " + std::to_string(import.replies) +
           (import.replies == 1 ? " reply" : " replies");
}

std::string sentence_of(const StickImport& import, const Path& mount) {
    switch (import.outcome) {
        case StickOutcome::taken:
            return "took " + what_came(import);
        case StickOutcome::nothing_new:
            return "nothing on this stick is new to the kiosk";
        case StickOutcome::older:
            return "this stick is older than what the kiosk already has; took " + what_came(import);
        case StickOutcome::not_for_us: {
            std::string villages;
            for (const std::string& village : import.villages)
                villages.append(villages.empty() ? "" : ", ").append(village);
            return "there is nothing for this village on the stick" +
                   (villages.empty() ? "" : "; it was made for " + villages);
        }
        case StickOutcome::no_stick:
            return mount.string() + " has no folder HALL: this is no stick of the county's";
        case StickOutcome::damaged:
            return "some of this stick is not what the county wrote; took " + what_came(import);
        case StickOutcome::unreadable:
            return "the stick could not be read to its end; put it in again. Took " +
                   what_came(import);
        case StickOutcome::disk_full:
            return "this kiosk has no room for all of it; took " + what_came(import);
    }
    return {};
}

Result<int> run_import(const StickCommand& command) {
    const std::unique_ptr<DeviceContext> standing = TRY(stand(command.data));
    const WriterLock lock = TRY(WriterLock::take_over(standing->folder, turn_ms));
    ForeignFiles stick(command.mount);
    Phase last = Phase::rest;
    std::int64_t installed = 0;
    const StickProgress progress = [&](Phase phase, std::int64_t versions) {
        if (phase == last && versions == installed) return;
        last = phase;
        installed = versions;
        if (command.json) say({{"step", name_of(phase)}, {"installed", versions}});
    };
    const StickImport import =
        TRY(import_stick({standing->files, standing->clock, standing->random, stick}, command.mount,
                         agent_options(*standing), progress));
    if (command.json) {
        say(json_of(import));
    } else {
        std::cout << sentence_of(import, command.mount) << "\n";
        if (import.behind) {
            std::cout << "the county has newer content than this kiosk now shows (of "
                      << utc_text(import.issued_ms) << "): have a new stick made\n";
        }
        if (import.trouble) std::cerr << "hall-sync: " << import.trouble->text() << "\n";
    }
    const bool good = import.outcome == StickOutcome::taken ||
                      import.outcome == StickOutcome::nothing_new ||
                      import.outcome == StickOutcome::older;
    return good ? 0 : 1;
}

// --- export

// Needs no turn: nothing on the device is written.
Result<int> run_export(const StickCommand& command) {
    DiskFiles files;
    ForeignFiles stick(command.mount);
    const StickExport done =
        TRY(export_to_stick({files, stick}, command.mount, {DataFolder(command.data), {}}));
    const bool full = done.left > 0;
    if (command.json) {
        say({{"result", full ? "full" : "done"},
             {"written", done.written},
             {"there", done.there},
             {"left", done.left},
             {"batches", done.batches},
             {"cleared", done.cleared},
             {"bytes", done.bytes},
             {"twin", done.twin}});
    } else if (full) {
        std::cout << "the stick is full: " << counted(done.written + done.there, "event")
                  << " are on it, the newest " << done.left
                  << " are not; make room on it or take another\n";
    } else {
        std::cout << counted(done.written + done.there, "event") << " on the stick, " << done.there
                  << " of them from before\n";
    }
    if (done.twin) {
        std::cerr << "hall-sync: another device writes to this stick as this kiosk: its disk was "
                     "copied. Enrol one of the two again (docs/operations.md)\n";
    }
    return full ? 1 : 0;
}

}  // namespace

int stick_command(const StickCommand& command) {
    StickCommand here = command;
    here.mount = std::filesystem::absolute(command.mount);
    const Result<int> result = here.act == "import" ? run_import(here) : run_export(here);
    if (result.ok()) return result.value();
    const Error& error = result.error();
    if (here.json) {
        say({{"result", "failed"}, {"code", name_of(error.code())}, {"reason", error.message()}});
    }
    std::cerr << "hall-sync: " << error.text() << "\n";
    return 1;
}

}  // namespace hall
