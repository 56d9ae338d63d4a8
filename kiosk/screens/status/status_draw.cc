#include "kiosk/screens/status/status.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

// "74.1": a tenth is enough to see whether there is room.
std::string gigabytes(std::uint64_t bytes) {
    const std::uint64_t tenths = bytes / (std::uint64_t{1} << 30) * 10 +
                                 bytes % (std::uint64_t{1} << 30) * 10 / (std::uint64_t{1} << 30);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

// Why the county did not take something: the agent's own reasons are strings, the county's
// are sentences.
std::string reason_of(const ui::UiStrings& strings, const std::string& reason) {
    return reason == "damaged" ? std::string(strings["status.parked_damaged"]) : reason;
}

// What to do about the last try to reach the county: whom to call differs.
std::string_view line_of(std::string_view last_error) {
    if (last_error.empty()) return {};
    if (last_error == "refused" || last_error == "unknown-kiosk") return "status.not_known";
    if (last_error == "wrong-time") return "status.wrong_time";
    const bool changed_on_the_way =
        last_error == "wrong-signature" || last_error == "not-signed" || last_error == "not-county";
    return changed_on_the_way ? "status.changed_on_the_way" : "status.offline";
}

// What is not as it should be, each with what to do about it; or that all is well.
void draw_troubles(const StatusModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    std::vector<std::string> lines;
    const auto add = [&](bool is_so, std::string_view key) {
        if (is_so) lines.emplace_back(strings[key]);
    };
    const std::string_view last_try = line_of(model.library.last_error);
    add(!last_try.empty(), last_try);
    add(model.enrol_again, "status.enrol_again");
    add(model.outbox_broken, "status.outbox_broken");
    add(model.outbox_newer, "status.outbox_newer");
    add(model.no_room, "status.no_room");
    add(model.outbox_quarantined, "status.outbox_quarantined");
    add(model.clock_doubtful, "status.clock_doubtful");
    if (model.library.refused > 0) {
        lines.push_back(strings.with("status.refused", {std::to_string(model.library.refused)}));
    }
    if (model.parked > 0) {
        lines.push_back(strings.with("status.parked", {std::to_string(model.parked)}));
    }
    if (!model.library_good) {
        ui::heading(frame, strings["status.no_content"]);
        ui::paragraph(frame, strings["status.no_content_line"]);
    } else {
        ui::heading(frame, strings[lines.empty() ? "status.good" : "status.look"]);
    }
    for (const std::string& line : lines) ui::check_line(frame, line, ui::Tone::warn);
    for (const std::string& reason : model.parked_reasons)
        ui::paragraph(frame, strings.with("status.parked_reason", {reason_of(strings, reason)}));
}

}  // namespace

void draw_screen(const Chrome& chrome, const StatusModel& model, ui::Frame& frame,
                 CommonIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    open_screen(chrome, {strings["status.title"], model.place, "services"}, frame, intents);
    ui::begin_scroll(frame, "status");
    draw_troubles(model, frame);
    ui::begin_card(frame);
    ui::key_value(frame, strings["status.last_contact"],
                  spoken_time(strings, model.library.last_contact, chrome.today));
    ui::key_value(frame, strings["status.last_change"],
                  spoken_time(strings, model.library.last_change, chrome.today));
    ui::key_value(frame, strings["status.waiting"],
                  strings.with("status.pieces", {std::to_string(model.waiting)}));
    ui::key_value(frame, strings["status.attachments"],
                  strings.with("status.pieces", {std::to_string(model.attachments)}));
    ui::key_value(frame, strings["status.documents"],
                  strings.with("status.pieces", {std::to_string(model.library.documents)}));
    ui::key_value(
        frame, strings["status.versions"],
        strings.with("status.version_pair", {std::to_string(model.library.county_version),
                                             std::to_string(model.library.village_version)}));
    ui::key_value(frame, strings["status.free"],
                  strings.with("status.gigabytes", {gigabytes(model.free_bytes)}));
    ui::key_value(frame, strings["status.kiosk"], model.kiosk);
    ui::key_value(frame, strings["status.software"], model.software);
    ui::end_card(frame);
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
