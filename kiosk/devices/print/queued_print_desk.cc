#include "kiosk/devices/print/queued_print_desk.h"

#include <utility>

#include "kiosk/devices/print/preview.h"
#include "kiosk/devices/print/sheet_layout.h"
#include "kiosk/devices/print/text_painter.h"
#include "sync/core/check.h"

namespace hall::kiosk {

QueuedPrintDesk::QueuedPrintDesk(std::string address, PrinterTimes times, Files& files,
                                 Path counts_file)
    : address_(std::move(address)),
      times_(times),
      files_(files),
      counts_file_(std::move(counts_file)) {}

QueuedPrintDesk::QueuedPrintDesk(std::unique_ptr<Printer> printer, Files& files, Path counts_file)
    : files_(files), counts_file_(std::move(counts_file)), printer_(std::move(printer)) {}

Result<void> QueuedPrintDesk::open(PrintTexts texts, PrintQueue::OnEvent on_event) {
    if (queue_.load() != nullptr) return {};
    if (!printer_) printer_ = TRY(open_printer(address_, times_));
    texts_ = texts;
    owned_queue_ = std::make_unique<PrintQueue>(std::move(printer_), std::move(texts), files_,
                                                counts_file_, std::move(on_event));
    queue_.store(owned_queue_.get());
    return {};
}

Result<PrintPreview> QueuedPrintDesk::preview(const PrintPage& page, int sheet, int width_max,
                                              int height_max) {
    const PrintQueue* queue = queue_.load();
    CHECK(queue != nullptr);
    // Made anew for each look: fonts take megabytes that a kiosk needs rarely.
    TextPainter painter = TRY(TextPainter::create());
    const SheetLayout layout = TRY(SheetLayout::create(page, texts_, queue->media(), painter));
    if (sheet < 0 || sheet >= layout.sheet_count()) return Error(Errc::not_found, "no such sheet");
    SheetRaster raster = layout.render(sheet, painter);
    PrintPreview preview{preview_of(raster, width_max, height_max), layout.sheet_count(),
                         layout.missing_characters()};
    wipe(raster);
    return preview;
}

Result<PrintJobId> QueuedPrintDesk::add(PrintPage page) {
    PrintQueue* queue = queue_.load();
    if (queue != nullptr) return queue->add(std::move(page));
    wipe(page);
    return Error(Errc::unavailable, "the printer is not open");
}

void QueuedPrintDesk::cancel(PrintJobId job) {
    if (PrintQueue* queue = queue_.load()) queue->cancel(job);
}

int QueuedPrintDesk::end_session() {
    PrintQueue* queue = queue_.load();
    return queue == nullptr ? 0 : queue->end_session();
}

std::int64_t QueuedPrintDesk::take_lost_at_restart() {
    PrintQueue* queue = queue_.load();
    return queue == nullptr ? 0 : queue->take_lost_at_restart();
}

}  // namespace hall::kiosk
