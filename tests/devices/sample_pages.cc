#include "tests/devices/sample_pages.h"

#include <cups/raster.h>
#include <fcntl.h>
#include <unistd.h>

#include "kiosk/devices/print/sheet_layout.h"
#include "tests/catch.h"

namespace hall::kiosk {

PrintPage slip_page() {
    PrintPage page;
    page.title = "办理回执";
    page.village = "松林镇滴水村便民服务室";
    page.date = "2026年11月23日";
    page.blocks = {PrintParagraph{PrintParagraph::Style::large, "K7M-00028"},
                   PrintFields{{{"办理人", "王秀英"}, {"事项", "城乡居民养老保险资格认证"}}},
                   PrintCheckList{{{"本人身份证", "原件"}, {"户口簿", ""}}},
                   PrintQr{slip_payload, "对准摄像头"}};
    return page;
}

PrintPage table_page(int rows) {
    PrintPage page;
    page.title = "补贴公示";
    PrintTable table;
    table.columns = {{"序号", true}, {"户主", false}, {"金额", true}};
    for (int i = 1; i <= rows; ++i) {
        table.rows.push_back({std::to_string(i), "张*兰", std::to_string(i * 37) + ".20"});
    }
    page.blocks.push_back(std::move(table));
    return page;
}

std::vector<SheetRaster> drawn(const PrintPage& page, PrintMedia media) {
    TextPainter painter = VALUE(TextPainter::create());
    const SheetLayout layout = VALUE(SheetLayout::create(page, {}, media, painter));
    REQUIRE(layout.missing_characters() == 0);
    std::vector<SheetRaster> sheets;
    for (int i = 0; i < layout.sheet_count(); ++i) sheets.push_back(layout.render(i, painter));
    return sheets;
}

Sheets sheets_of(const std::vector<SheetRaster>& rasters) {
    return {static_cast<int>(rasters.size()),
            [&rasters](int i) { return rasters[static_cast<std::size_t>(i)]; }};
}

GreyImage grey_of(const SheetRaster& sheet) {
    GreyImage grey{sheet.width, sheet.height, {}};
    for (const std::uint8_t ink : sheet.ink) {
        grey.grey.push_back(static_cast<std::uint8_t>(255 - ink));
    }
    return grey;
}

std::vector<SheetRaster> read_pwg(const std::string& file) {
    const int descriptor = ::open(file.c_str(), O_RDONLY);
    REQUIRE(descriptor >= 0);
    cups_raster_t* raster = cupsRasterOpen(descriptor, CUPS_RASTER_READ);
    REQUIRE(raster != nullptr);
    std::vector<SheetRaster> sheets;
    cups_page_header2_t header;
    while (cupsRasterReadHeader2(raster, &header) != 0) {
        REQUIRE(header.cupsBitsPerPixel == 8);
        REQUIRE(header.cupsColorSpace == CUPS_CSPACE_SW);
        SheetRaster sheet{.dpi = static_cast<int>(header.HWResolution[0]),
                          .width = static_cast<int>(header.cupsWidth),
                          .height = static_cast<int>(header.cupsHeight)};
        std::vector<unsigned char> line(header.cupsBytesPerLine);
        for (unsigned y = 0; y < header.cupsHeight; ++y) {
            REQUIRE(cupsRasterReadPixels(raster, line.data(), header.cupsBytesPerLine) ==
                    line.size());
            for (const unsigned char grey : line) {
                sheet.ink.push_back(static_cast<std::uint8_t>(255 - grey));
            }
        }
        sheets.push_back(std::move(sheet));
    }
    cupsRasterClose(raster);
    ::close(descriptor);
    return sheets;
}

std::vector<SheetRaster> read_escpos(const std::string& bytes) {
    const auto byte = [&](std::size_t i) {
        REQUIRE(i < bytes.size());
        return static_cast<std::uint8_t>(bytes[i]);
    };
    std::vector<SheetRaster> tickets;
    SheetRaster ticket{.dpi = 203};
    for (std::size_t at = 0; at < bytes.size();) {
        const std::string_view rest = std::string_view(bytes).substr(at);
        if (rest.starts_with("\x1B@")) {
            at += 2;
        } else if (rest.starts_with(std::string_view("\x1Dv0\0", 4))) {
            const int row_bytes = byte(at + 4) | byte(at + 5) << 8;
            const int rows = byte(at + 6) | byte(at + 7) << 8;
            at += 8;
            ticket.width = row_bytes * 8;
            ticket.height += rows;
            for (int i = 0; i < rows * row_bytes; ++i, ++at) {
                for (int bit = 7; bit >= 0; --bit) {
                    ticket.ink.push_back((byte(at) >> bit & 1) != 0 ? 255 : 0);
                }
            }
        } else if (rest.starts_with(std::string_view("\x1DV\x42\0", 4))) {
            at += 4;
            tickets.push_back(std::move(ticket));
            ticket = {.dpi = 203};
        } else {
            FAIL("no command of a receipt printer at byte " << at);
        }
    }
    REQUIRE(ticket.ink.empty());
    return tickets;
}

}  // namespace hall::kiosk
