// FilePrinter: what a printer would be sent, into a file. For developers, tests and demonstrations.

#pragma once

#include <string>

#include "kiosk/devices/print/printer.h"

namespace hall::kiosk {

class FilePrinter final : public Printer {
  public:
    enum class Format { pwg, escpos };
    FilePrinter(std::string file, Format format, PrintMedia media)
        : file_(std::move(file)), format_(format), media_(media) {}

    PrintMedia media() const override { return media_; }
    PrinterState state() override { return PrinterState::ready; }
    // Failed with `stopped` if the file cannot be written.
    PrintResult print(const Sheets& sheets, std::stop_token cancel,
                      const std::function<void(PrinterState)>& on_state) override;

  private:
    const std::string file_;
    const Format format_;
    const PrintMedia media_;
};

}  // namespace hall::kiosk
