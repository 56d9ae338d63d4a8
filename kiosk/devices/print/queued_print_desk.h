// QueuedPrintDesk: the PrintDesk over a printer's address and its PrintQueue.

#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "kiosk/devices/print/print_desk.h"

namespace hall::kiosk {

class QueuedPrintDesk final : public PrintDesk {
  public:
    // `address` as open_printer() takes it; `files` must outlive it.
    QueuedPrintDesk(std::string address, PrinterTimes times, Files& files, Path counts_file);
    // Over a printer that is there already.
    QueuedPrintDesk(std::unique_ptr<Printer> printer, Files& files, Path counts_file);

    Result<void> open(PrintTexts texts, PrintQueue::OnEvent on_event) override;
    Result<PrintPreview> preview(const PrintPage& page, int sheet, int width_max,
                                 int height_max) override;
    Result<PrintJobId> add(PrintPage page) override;
    void cancel(PrintJobId job) override;
    int end_session() override;
    std::int64_t take_lost_at_restart() override;

  private:
    const std::string address_;
    const PrinterTimes times_;
    Files& files_;
    const Path counts_file_;
    std::unique_ptr<Printer> printer_;  // until the queue has it
    PrintTexts texts_;
    std::unique_ptr<PrintQueue> owned_queue_;
    std::atomic<PrintQueue*> queue_ = nullptr;  // once it is open, for all threads
};

}  // namespace hall::kiosk
