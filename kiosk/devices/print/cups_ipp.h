// IppPrinter: a printer that speaks IPP (RFC 8011) itself, through libcups and without a print
// server: ipp:// and ipps:// addresses.
//
// A page goes out as PWG raster, sheet by sheet while it is drawn, so that no more than one sheet
// is in memory. The job carries no name of a person. Over ipps the connection is encrypted; the
// printer's certificate is its own and is not judged.
//
// libcups makes the process ignore SIGPIPE.

#pragma once

#include <string>

#include "kiosk/devices/print/printer.h"

namespace hall::kiosk {

class IppPrinter final : public Printer {
  public:
    // Fails with `refused` if it is no ipp:// or ipps:// address with a host.
    static Result<std::unique_ptr<IppPrinter>> create(const std::string& uri, PrinterTimes times);

    PrintMedia media() const override { return PrintMedia::a4; }
    PrinterState state() override;
    PrintResult print(const Sheets& sheets, std::stop_token cancel,
                      const std::function<void(PrinterState)>& on_state) override;

  private:
    struct Address {
        std::string uri;  // as the printer is told, always ipp: or ipps:
        std::string host;
        int port = 631;
        std::string resource;
        bool encrypted = false;
    };
    struct Capabilities {
        PrinterState state = PrinterState::not_answering;
        int times_dots = 1;  // 300 dpi, or 600
    };
    struct JobAnswer {
        bool known = false;  // the printer answered
        int state = 0;       // RFC 8011, 5.3.7: 7 cancelled, 8 aborted, 9 completed
    };
    struct SentJob {
        int id = 0;
        PrinterState state = PrinterState::ready;  // why there is no id
        bool cancelled = false;
    };

    IppPrinter(Address address, PrinterTimes times) : address_(std::move(address)), times_(times) {}

    Capabilities ask_printer() const;
    SentJob send(const Sheets& sheets, int times_dots, const std::stop_token& cancel) const;
    JobAnswer ask_job(int job) const;
    void cancel_job(int job) const;
    PrintResult wait_for(int job, const std::stop_token& cancel,
                         const std::function<void(PrinterState)>& on_state) const;

    const Address address_;
    const PrinterTimes times_;
};

}  // namespace hall::kiosk
