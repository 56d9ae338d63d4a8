// PrintDesk: what the kiosk's screens know of printing: a look at a page before it is printed, the
// queue, and what became of each job.
//
// Nothing is loaded and no thread is started before open(): a kiosk starts without the libraries
// that printing takes.

#pragma once

#include <functional>
#include <memory>

#include "kiosk/devices/print/print_page.h"
#include "kiosk/devices/print/print_queue.h"
#include "kiosk/devices/rgba_image.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct PrintPreview {
    RgbaImage picture;
    int sheets = 0;
    int missing_characters = 0;  // that no font has
};

class PrintDesk {
  public:
    virtual ~PrintDesk() = default;

    // Loads what printing takes and starts the queue; an open one stays as it is. `on_event` as
    // PrintQueue's. Not the screen's thread.
    //
    //   unavailable  the libraries are not there
    //   refused      no printer has this address
    virtual Result<void> open(PrintTexts texts, PrintQueue::OnEvent on_event) = 0;

    // A sheet as it will be printed, fitted into width_max × height_max; sheets count from 0. Not
    // the screen's thread; one at a time. REQUIRES: open.
    //
    //   exhausted    too much text, or too many sheets
    //   unavailable  there is no font
    //   not_found    there is no such sheet
    virtual Result<PrintPreview> preview(const PrintPage& page, int sheet, int width_max,
                                         int height_max) = 0;

    // As PrintQueue's; before open() there is nothing to cancel or to drop. Any thread.
    virtual Result<PrintJobId> add(PrintPage page) = 0;
    virtual void cancel(PrintJobId job) = 0;
    virtual int end_session() = 0;

    // How many jobs a restart lost, once.
    virtual std::int64_t take_lost_at_restart() = 0;
};

// In place of a printer that nobody has connected.
class NoPrintDesk final : public PrintDesk {
  public:
    Result<void> open(PrintTexts, PrintQueue::OnEvent) override { return none(); }
    Result<PrintPreview> preview(const PrintPage&, int, int, int) override { return none(); }
    Result<PrintJobId> add(PrintPage page) override {
        wipe(page);
        return none();
    }
    void cancel(PrintJobId) override {}
    int end_session() override { return 0; }
    std::int64_t take_lost_at_restart() override { return 0; }

  private:
    static Error none() { return Error(Errc::refused, "no printer"); }
};

}  // namespace hall::kiosk
