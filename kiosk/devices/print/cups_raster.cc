#include "kiosk/devices/print/cups_raster.h"

#include <cups/raster.h>
#include <string.h>

#include <memory>
#include <vector>

#include "sync/core/check.h"

namespace hall::kiosk {

namespace {

ssize_t write_to_sink(void* context, unsigned char* bytes, std::size_t count) {
    const auto& sink = *static_cast<const ByteSink*>(context);
    return sink({bytes, count}) ? static_cast<ssize_t>(count) : -1;
}

cups_page_header2_t header_of(const SheetRaster& sheet, int times_dots, int sheet_count) {
    cups_page_header2_t header;
    ::memset(&header, 0, sizeof header);
    const auto set = [](auto& field, const char* text) {
        ::strncpy(field, text, sizeof field - 1);
    };
    set(header.MediaClass, "PwgRaster");
    set(header.MediaType, "stationery");
    set(header.cupsPageSizeName, "iso_a4_210x297mm");
    const auto dpi = static_cast<unsigned>(sheet.dpi * times_dots);
    header.HWResolution[0] = header.HWResolution[1] = dpi;
    header.PageSize[0] = static_cast<unsigned>((sheet.width * 72 + sheet.dpi / 2) / sheet.dpi);
    header.PageSize[1] = static_cast<unsigned>((sheet.height * 72 + sheet.dpi / 2) / sheet.dpi);
    header.NumCopies = 1;
    header.cupsWidth = static_cast<unsigned>(sheet.width * times_dots);
    header.cupsHeight = static_cast<unsigned>(sheet.height * times_dots);
    header.cupsBitsPerColor = 8;
    header.cupsBitsPerPixel = 8;
    header.cupsBytesPerLine = header.cupsWidth;
    header.cupsColorOrder = CUPS_ORDER_CHUNKED;
    header.cupsColorSpace = CUPS_CSPACE_SW;
    header.cupsNumColors = 1;
    // The three numbers that PWG 5102.4 puts at the front of these.
    header.cupsInteger[0] = static_cast<unsigned>(sheet_count);  // TotalPageCount
    header.cupsInteger[1] = header.cupsInteger[2] = 1;           // both feed transforms: none
    return header;
}

// One line of the sheet: ink becomes grey, 0 is black.
void set_line(std::vector<unsigned char>& line, const SheetRaster& sheet, int y, int times_dots) {
    std::size_t to = 0;
    for (int x = 0; x < sheet.width; ++x) {
        const auto grey = static_cast<unsigned char>(255 - sheet.at(x, y));
        for (int k = 0; k < times_dots; ++k) line[to++] = grey;
    }
}

}  // namespace

Result<void> write_pwg_raster(const Sheets& sheets, int times_dots, const ByteSink& sink) {
    CHECK(times_dots >= 1);
    ByteSink target = sink;
    const std::unique_ptr<cups_raster_t, decltype(&cupsRasterClose)> raster(
        cupsRasterOpenIO(&write_to_sink, &target, CUPS_RASTER_WRITE_PWG), &cupsRasterClose);
    const Error ended(Errc::unavailable, "the printer took no more of the page");
    if (!raster) return ended;
    for (int i = 0; i < sheets.count; ++i) {
        SheetRaster sheet = sheets.render(i);
        cups_page_header2_t header = header_of(sheet, times_dots, sheets.count);
        bool written = cupsRasterWriteHeader2(raster.get(), &header) != 0;
        std::vector<unsigned char> line(header.cupsBytesPerLine);
        for (int y = 0; written && y < sheet.height; ++y) {
            for (int k = 0; written && k < times_dots; ++k) {
                // libcups writes into the line it is given.
                set_line(line, sheet, y, times_dots);
                written = cupsRasterWritePixels(raster.get(), line.data(),
                                                header.cupsBytesPerLine) == line.size();
            }
        }
        wipe(sheet);
        if (!written) return ended;
    }
    return {};
}

}  // namespace hall::kiosk
