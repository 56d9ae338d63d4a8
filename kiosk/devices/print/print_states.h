// What a printer and a print job can be in, and the sentence a person reads about it.
//
// Each state has a sentence in assets/text under "print." and its name: what is the matter, and
// what to do next.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall::kiosk {

enum class PrinterState {
    ready,
    paper_low,      // prints, but not for long
    ink_low,        // toner or ink; prints
    busy,           // prints something already
    no_printer,     // none is configured
    offline,        // cannot be reached, or says so itself
    not_answering,  // reached, but no answer to a question within its time
    paper_out,
    cover_open,
    paper_jam,
    ink_out,
    stopped,  // a fault the printer does not name
    refused,  // it takes no jobs, or not in the form in which we print
};

// True where a job sent now is printed without somebody's help.
bool can_print(PrinterState state);

enum class PrintJobState {
    waiting,
    printing,
    held,  // sent; the printer waits for somebody to help it (PrinterState)
    printed,
    failed,     // PrinterState says why
    timed_out,  // the printer took it and never said that it was printed
    too_long,   // more text or sheets than are printed
    no_font,    // there is nothing to write with
    cancelled,  // by the person
    dropped,    // not printed when the session ended
};

bool is_final(PrintJobState state);

// Name without the prefix: "paper_out". Also for logs and files.
std::string_view name_of(PrinterState state);
std::string_view name_of(PrintJobState state);
std::optional<PrinterState> printer_state_named(std::string_view name);

// "print.paper_out"; for a failed job, ask with the printer's state.
std::string sentence_key(PrinterState state);
std::string sentence_key(PrintJobState state);

// --- IPP (RFC 8011, 5.4.11 and 5.4.12; PWG 5100.13 for the further reasons)

struct IppPrinterAnswer {
    int printer_state = 3;             // 3 idle, 4 processing, 5 stopped
    std::vector<std::string> reasons;  // "media-empty-error"; the severity is cut off
    bool accepting_jobs = true;
};

// The worst of what the printer says: what keeps it from printing before what warns.
PrinterState printer_state_of(const IppPrinterAnswer& answer);

// --- ESC/POS (Epson's command reference, DLE EOT n)

// The four answers to DLE EOT 1 (printer), 2 (cause of being offline), 3 (error) and 4 (paper).
struct EscposStatus {
    std::uint8_t printer = 0x12;
    std::uint8_t offline_cause = 0x12;
    std::uint8_t error = 0x12;
    std::uint8_t paper = 0x12;
};

// True if a byte can be an answer to DLE EOT: bits 1 and 4 are set, 0 and 7 are not.
bool is_escpos_status(std::uint8_t byte);

PrinterState printer_state_of(const EscposStatus& status);

}  // namespace hall::kiosk
