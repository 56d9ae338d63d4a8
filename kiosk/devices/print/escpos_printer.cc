#include "kiosk/devices/print/escpos_printer.h"

#include <array>

#include "kiosk/devices/print/cups_socket.h"
#include "kiosk/devices/print/escpos_bitmap.h"

namespace hall::kiosk {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<std::uint8_t, 3> when_printed = {0x1D, 'r', 1};  // GS r 1

// An answer to GS r: bits 4 and 7 are not set, unlike in one to DLE EOT.
bool is_printed_answer(std::uint8_t byte) {
    return (byte & 0x90U) == 0;
}

}  // namespace

Result<EscposConnection> EscposPrinter::connect() const {
    if (!options_.device.empty()) return EscposConnection::open_device(options_.device);
    return connect_escpos(options_.host, options_.port, times_.answer_max);
}

PrinterState EscposPrinter::ask(EscposConnection& printer) const {
    if (!options_.asks_state) return PrinterState::ready;
    // Whatever came before answers none of these questions: dots that look like one are answered by
    // some printers, too.
    for (;;) {
        const auto left_over = printer.read(std::chrono::milliseconds{0});
        if (!left_over.ok()) return PrinterState::offline;
        if (!left_over.value()) break;
    }
    EscposStatus status;
    const std::array<std::uint8_t*, 4> answers = {&status.printer, &status.offline_cause,
                                                  &status.error, &status.paper};
    for (std::uint8_t n = 1; n <= answers.size(); ++n) {
        const std::array<std::uint8_t, 3> question = {0x10, 0x04, n};
        const Result<void> asked = printer.write(question, times_.answer_max, {});
        if (!asked.ok()) {
            return asked.error().code() == Errc::exhausted ? PrinterState::not_answering
                                                           : PrinterState::offline;
        }
        const Clock::time_point end = Clock::now() + times_.answer_max;
        for (bool answered = false; !answered;) {
            const auto left =
                std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now());
            const auto byte = printer.read(left);
            if (!byte.ok()) return PrinterState::offline;
            if (!byte.value()) return PrinterState::not_answering;
            answered = is_escpos_status(*byte.value());  // what else comes answers no question
            if (answered) *answers[n - 1U] = *byte.value();
        }
    }
    return printer_state_of(status);
}

PrinterState EscposPrinter::state() {
    Result<EscposConnection> printer = connect();
    return printer.ok() ? ask(printer.value()) : PrinterState::offline;
}

// `state` is what the printer said last; where it says that it cannot print, no more is sent.
Result<void> EscposPrinter::send(EscposConnection& printer, const Sheets& sheets,
                                 const std::stop_token& cancel, PrinterState& state) const {
    const auto write = [&](const std::vector<std::uint8_t>& bytes) {
        return printer.write(bytes, times_.answer_max, cancel);
    };
    TRY(write(escpos_begin()));
    for (int i = 0; i < sheets.count; ++i) {
        SheetRaster sheet = sheets.render(i);
        for (int y = 0; y < sheet.height; y += escpos_band_height) {
            TRY(write(escpos_band(sheet, y)));
            state = ask(printer);
            if (!can_print(state)) return Error(Errc::unavailable, "stopped in the middle");
        }
        wipe(sheet);
        TRY(write(escpos_cut()));
    }
    return {};
}

PrintResult EscposPrinter::wait_until_printed(
    EscposConnection& printer, const std::stop_token& cancel,
    const std::function<void(PrinterState)>& on_state) const {
    if (!options_.asks_state) return {PrintJobState::printed, PrinterState::ready};
    if (!printer.write(when_printed, times_.answer_max, cancel).ok()) {
        return {PrintJobState::failed, PrinterState::offline};
    }
    PrinterState last = PrinterState::ready;
    Clock::time_point since = Clock::now();
    for (;;) {
        const auto byte = printer.read(times_.poll);
        if (!byte.ok()) return {PrintJobState::failed, PrinterState::offline};
        if (byte.value() && is_printed_answer(*byte.value())) {
            return {PrintJobState::printed, PrinterState::ready};
        }
        if (cancel.stop_requested()) return {PrintJobState::cancelled, last};
        if (byte.value()) continue;  // an answer to an earlier question
        // The answer may come while the state is asked for: it is then taken for none, and asked
        // for again.
        const PrinterState now = ask(printer);
        if (!printer.write(when_printed, times_.answer_max, cancel).ok()) {
            return {PrintJobState::failed, PrinterState::offline};
        }
        const bool helpless = !can_print(now);
        if (helpless != !can_print(last)) since = Clock::now();
        if (now != last && on_state) on_state(now);
        last = now;
        if (Clock::now() - since > (helpless ? times_.fault_max : times_.job_max)) {
            return {helpless ? PrintJobState::failed : PrintJobState::timed_out, now};
        }
    }
}

PrintResult EscposPrinter::print(const Sheets& sheets, std::stop_token cancel,
                                 const std::function<void(PrinterState)>& on_state) {
    Result<EscposConnection> connected = connect();
    if (!connected.ok()) return {PrintJobState::failed, PrinterState::offline};
    EscposConnection& printer = connected.value();
    PrinterState state = ask(printer);
    if (!can_print(state)) return {PrintJobState::failed, state};
    PrintResult result;
    const Result<void> sent = send(printer, sheets, cancel, state);
    if (sent.ok()) {
        result = wait_until_printed(printer, cancel, on_state);
    } else if (cancel.stop_requested()) {
        result = {PrintJobState::cancelled, state};
    } else if (sent.error().code() == Errc::exhausted) {
        result = {PrintJobState::timed_out, PrinterState::not_answering};
    } else {
        result = {PrintJobState::failed, can_print(state) ? PrinterState::offline : state};
    }
    if (result.state != PrintJobState::printed) {
        // As much as it lets us: a printer that takes nothing cannot be told to forget.
        const Result<void> forgotten =
            printer.write(escpos_forget(), std::chrono::milliseconds{200}, {});
        if (!forgotten.ok()) return result;
    }
    return result;
}

}  // namespace hall::kiosk
