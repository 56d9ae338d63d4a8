// Printer: one machine that puts sheets on paper, wherever it is connected.
//
// One thread at a time (PrintQueue's). Every call comes back: each question and each job has its
// longest time.

#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>

#include "kiosk/devices/print/print_media.h"
#include "kiosk/devices/print/print_states.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// Sheets that are drawn one by one as the printer takes them: an A4 sheet has 8.7 MB.
struct Sheets {
    int count = 0;
    std::function<SheetRaster(int)> render;
};

struct PrinterTimes {
    std::chrono::milliseconds answer_max{8'000};  // of one question
    std::chrono::milliseconds job_max{120'000};   // without a fault, until it says "printed"
    std::chrono::milliseconds fault_max{
        180'000};                         // for somebody to put paper in, close the cover …
    std::chrono::milliseconds poll{500};  // between two questions about a job
};

struct PrintResult {
    PrintJobState state = PrintJobState::failed;  // printed, failed, timed_out or cancelled
    PrinterState printer = PrinterState::ready;
};

class Printer {
  public:
    virtual ~Printer() = default;

    virtual PrintMedia media() const = 0;

    // Asks the printer now.
    virtual PrinterState state() = 0;

    // Prints, and waits until the printer has done it. `on_state` is told of each change of the
    // printer's state on the way ("paper is out: put some in"). When this returns without
    // `printed`, the job has been taken back as far as the printer lets us: it must not come out
    // when the next person stands there.
    virtual PrintResult print(const Sheets& sheets, std::stop_token cancel,
                              const std::function<void(PrinterState)>& on_state) = 0;
};

// In place of a printer that nobody has connected.
class NoPrinter final : public Printer {
  public:
    PrintMedia media() const override { return PrintMedia::receipt_80; }
    PrinterState state() override { return PrinterState::no_printer; }
    PrintResult print(const Sheets&, std::stop_token,
                      const std::function<void(PrinterState)>&) override {
        return {PrintJobState::failed, PrinterState::no_printer};
    }
};

// A printer by its address, as it stands in the machine's settings:
//
//   ipp://HOST[:PORT]/PATH, ipps://…   an IPP printer, A4
//   escpos:/dev/usb/lp0                a receipt printer at a device file
//   escpos://HOST[:PORT]               one over TCP (port 9100); also tcp://HOST[:PORT]
//     …?width=58                       a roll of 58 mm; without it 80 mm
//     …?status=no                      one that never answers DLE EOT; joined by &
//   FILE.pwg, FILE.escpos              into a file, for developers and demonstrations; also
//                                      file:FILE.pwg
//   none, or nothing                   NoPrinter
//
// Nothing is connected yet. Fails with `refused` for any other address.
Result<std::unique_ptr<Printer>> open_printer(std::string_view address, PrinterTimes times = {});

}  // namespace hall::kiosk
