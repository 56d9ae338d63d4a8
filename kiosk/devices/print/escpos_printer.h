// EscposPrinter: a receipt printer that takes ESC/POS, at a device file or over TCP.
//
// Before printing and between bands it is asked for its state (DLE EOT), and at the end whether all
// before has been printed (GS r). A printer that never answers can be used with asks_state = false;
// it counts as ready, and a job as printed once the printer has taken all bytes.

#pragma once

#include <string>

#include "kiosk/devices/print/escpos_connection.h"
#include "kiosk/devices/print/printer.h"

namespace hall::kiosk {

struct EscposOptions {
    std::string device;  // a file; or
    std::string host;
    int port = 9100;
    PrintMedia media = PrintMedia::receipt_80;
    bool asks_state = true;
};

class EscposPrinter final : public Printer {
  public:
    EscposPrinter(EscposOptions options, PrinterTimes times)
        : options_(std::move(options)), times_(times) {}

    PrintMedia media() const override { return options_.media; }
    PrinterState state() override;
    PrintResult print(const Sheets& sheets, std::stop_token cancel,
                      const std::function<void(PrinterState)>& on_state) override;

  private:
    Result<EscposConnection> connect() const;
    PrinterState ask(EscposConnection& printer) const;
    Result<void> send(EscposConnection& printer, const Sheets& sheets,
                      const std::stop_token& cancel, PrinterState& state) const;
    PrintResult wait_until_printed(EscposConnection& printer, const std::stop_token& cancel,
                                   const std::function<void(PrinterState)>& on_state) const;

    const EscposOptions options_;
    const PrinterTimes times_;
};

}  // namespace hall::kiosk
