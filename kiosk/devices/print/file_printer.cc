#include "kiosk/devices/print/file_printer.h"

#include <fstream>

#include "kiosk/devices/print/cups_raster.h"
#include "kiosk/devices/print/escpos_bitmap.h"

namespace hall::kiosk {

PrintResult FilePrinter::print(const Sheets& sheets, std::stop_token cancel,
                               const std::function<void(PrinterState)>&) {
    std::ofstream out(file_, std::ios::binary | std::ios::trunc);
    const auto write = [&](std::span<const std::uint8_t> bytes) {
        out.write(reinterpret_cast<const char*>(bytes.data()),
                  static_cast<std::streamsize>(bytes.size()));
        return out.good() && !cancel.stop_requested();
    };
    bool written = out.good();
    if (format_ == Format::pwg) {
        written = written && write_pwg_raster(sheets, 1, write).ok();
    } else {
        written = written && write(escpos_begin());
        for (int i = 0; written && i < sheets.count; ++i) {
            const SheetRaster sheet = sheets.render(i);
            for (int y = 0; written && y < sheet.height; y += escpos_band_height) {
                written = write(escpos_band(sheet, y));
            }
            written = written && write(escpos_cut());
        }
    }
    out.close();
    if (cancel.stop_requested()) return {PrintJobState::cancelled, PrinterState::ready};
    if (!written || out.fail()) return {PrintJobState::failed, PrinterState::stopped};
    return {PrintJobState::printed, PrinterState::ready};
}

}  // namespace hall::kiosk
