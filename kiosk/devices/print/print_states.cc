#include "kiosk/devices/print/print_states.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hall::kiosk {

namespace {

constexpr std::array<std::pair<PrinterState, std::string_view>, 13> printer_names = {{
    {PrinterState::ready, "ready"},
    {PrinterState::paper_low, "paper_low"},
    {PrinterState::ink_low, "ink_low"},
    {PrinterState::busy, "busy"},
    {PrinterState::no_printer, "no_printer"},
    {PrinterState::offline, "offline"},
    {PrinterState::not_answering, "not_answering"},
    {PrinterState::paper_out, "paper_out"},
    {PrinterState::cover_open, "cover_open"},
    {PrinterState::paper_jam, "paper_jam"},
    {PrinterState::ink_out, "ink_out"},
    {PrinterState::stopped, "stopped"},
    {PrinterState::refused, "refused"},
}};

constexpr std::array<std::pair<PrintJobState, std::string_view>, 10> job_names = {{
    {PrintJobState::waiting, "waiting"},
    {PrintJobState::printing, "printing"},
    {PrintJobState::held, "held"},
    {PrintJobState::printed, "printed"},
    {PrintJobState::failed, "failed"},
    {PrintJobState::timed_out, "timed_out"},
    {PrintJobState::too_long, "too_long"},
    {PrintJobState::no_font, "no_font"},
    {PrintJobState::cancelled, "cancelled"},
    {PrintJobState::dropped, "dropped"},
}};

template <typename State, std::size_t count>
std::string_view name_in(const std::array<std::pair<State, std::string_view>, count>& names,
                         State state) {
    for (const auto& [each, name] : names) {
        if (each == state) return name;
    }
    return names.front().second;
}

// In the order in which somebody has to deal with them: a cover that stands open hides whether
// there is paper.
constexpr std::array<std::pair<std::string_view, PrinterState>, 27> ipp_reasons = {{
    {"cover-open", PrinterState::cover_open},
    {"door-open", PrinterState::cover_open},
    {"interlock-open", PrinterState::cover_open},
    {"media-jam", PrinterState::paper_jam},
    {"media-empty", PrinterState::paper_out},
    {"media-needed", PrinterState::paper_out},
    {"input-tray-missing", PrinterState::paper_out},
    {"input-media-size-change", PrinterState::paper_out},
    {"toner-empty", PrinterState::ink_out},
    {"marker-supply-empty", PrinterState::ink_out},
    {"marker-supply-missing", PrinterState::ink_out},
    {"cutter-jam", PrinterState::paper_jam},
    {"offline", PrinterState::offline},
    {"shutdown", PrinterState::offline},
    {"connecting-to-device", PrinterState::offline},
    {"timed-out", PrinterState::offline},
    {"hibernate", PrinterState::offline},
    {"stopped-partly", PrinterState::stopped},
    {"spool-area-full", PrinterState::stopped},
    {"paused", PrinterState::stopped},
    {"output-area-full", PrinterState::stopped},
    {"fuser-over-temp", PrinterState::stopped},
    {"fuser-under-temp", PrinterState::stopped},
    {"marker-waste-full", PrinterState::stopped},
    {"media-low", PrinterState::paper_low},
    {"toner-low", PrinterState::ink_low},
    {"marker-supply-low", PrinterState::ink_low},
}};

std::string_view without_severity(std::string_view reason) {
    for (const std::string_view severity : {"-error", "-warning", "-report"}) {
        if (reason.ends_with(severity)) reason.remove_suffix(severity.size());
    }
    return reason;
}

}  // namespace

bool can_print(PrinterState state) {
    return state == PrinterState::ready || state == PrinterState::paper_low ||
           state == PrinterState::ink_low || state == PrinterState::busy;
}

bool is_final(PrintJobState state) {
    return state != PrintJobState::waiting && state != PrintJobState::printing &&
           state != PrintJobState::held;
}

std::string_view name_of(PrinterState state) {
    return name_in(printer_names, state);
}
std::string_view name_of(PrintJobState state) {
    return name_in(job_names, state);
}

std::optional<PrinterState> printer_state_named(std::string_view name) {
    for (const auto& [state, each] : printer_names) {
        if (each == name) return state;
    }
    return std::nullopt;
}

std::string sentence_key(PrinterState state) {
    return "print." + std::string(name_of(state));
}
std::string sentence_key(PrintJobState state) {
    return "print." + std::string(name_of(state));
}

PrinterState printer_state_of(const IppPrinterAnswer& answer) {
    for (const auto& [reason, state] : ipp_reasons) {
        const bool said = std::any_of(
            answer.reasons.begin(), answer.reasons.end(),
            [&, name = reason](const std::string& r) { return without_severity(r) == name; });
        if (!said) continue;
        // A printer that only warns of it still prints.
        if (state == PrinterState::paper_low || state == PrinterState::ink_low) {
            if (answer.printer_state == 5) return PrinterState::stopped;
            if (!answer.accepting_jobs) return PrinterState::refused;
        }
        return state;
    }
    if (answer.printer_state == 5) return PrinterState::stopped;
    if (!answer.accepting_jobs) return PrinterState::refused;
    return answer.printer_state == 4 ? PrinterState::busy : PrinterState::ready;
}

bool is_escpos_status(std::uint8_t byte) {
    return (byte & 0x93U) == 0x12U;
}

PrinterState printer_state_of(const EscposStatus& status) {
    if ((status.offline_cause & 0x04U) != 0) return PrinterState::cover_open;
    if ((status.paper & 0x60U) != 0 || (status.offline_cause & 0x20U) != 0) {
        return PrinterState::paper_out;
    }
    if ((status.error & 0x08U) != 0) return PrinterState::paper_jam;  // the cutter is stuck
    if ((status.error & 0x60U) != 0 || (status.offline_cause & 0x40U) != 0) {
        return PrinterState::stopped;
    }
    if ((status.printer & 0x08U) != 0) return PrinterState::offline;
    return (status.paper & 0x0CU) != 0 ? PrinterState::paper_low : PrinterState::ready;
}

}  // namespace hall::kiosk
