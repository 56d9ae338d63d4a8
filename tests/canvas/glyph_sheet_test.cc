#include "kiosk/canvas/glyph_sheet.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "tests/catch.h"

using hall::kiosk::canvas::GlyphSheet;
using hall::kiosk::canvas::SheetSlot;

namespace {

std::vector<std::uint8_t> picture(int width, int height, std::uint8_t first) {
    std::vector<std::uint8_t> alpha(static_cast<std::size_t>(width) * height);
    for (std::size_t i = 0; i < alpha.size(); ++i) alpha[i] = static_cast<std::uint8_t>(first + i);
    return alpha;
}

std::uint8_t at(const GlyphSheet& sheet, int u, int v) {
    return sheet.pixels()[static_cast<std::size_t>(v) * sheet.width() + u];
}

std::size_t resident_pages(const GlyphSheet& sheet) {
    const auto page_bytes = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const std::size_t bytes = static_cast<std::size_t>(sheet.width()) * sheet.height();
    std::vector<unsigned char> pages(bytes / page_bytes);
    if (mincore(const_cast<std::uint8_t*>(sheet.pixels()), bytes, pages.data()) != 0) _exit(3);
    return static_cast<std::size_t>(
        std::count_if(pages.begin(), pages.end(), [](unsigned char page) { return page & 1; }));
}

}  // namespace

TEST_CASE("a placed picture stands in the sheet byte for byte, rows of any stride") {
    GlyphSheet sheet(64, 64);
    std::vector<std::uint8_t> alpha = picture(7, 5, 10);
    SheetSlot slot = sheet.place(alpha.data(), 5, 5, 7).value();
    REQUIRE(slot.width == 5);
    REQUIRE(slot.height == 5);
    for (int v = 0; v < 5; ++v) {
        for (int u = 0; u < 5; ++u) REQUIRE(at(sheet, slot.u + u, slot.v + v) == alpha[v * 7 + u]);
    }
}

TEST_CASE("pictures never touch each other nor the white corner") {
    GlyphSheet sheet(64, 64);
    std::vector<int> owner(64 * 64, -1);
    for (int v = 0; v < 2; ++v) {
        for (int u = 0; u < 2; ++u) owner[v * 64 + u] = 0;
    }
    std::vector<std::uint8_t> alpha(20 * 20, 200);
    int placed = 0;
    while (auto slot = sheet.place(alpha.data(), 3 + placed % 9, 4 + placed % 7, 20)) {
        ++placed;
        for (int v = slot->v; v < slot->v + slot->height; ++v) {
            for (int u = slot->u; u < slot->u + slot->width; ++u) {
                REQUIRE(owner[v * 64 + u] == -1);
                owner[v * 64 + u] = placed;
            }
        }
    }
    REQUIRE(placed > 20);
    for (int v = 0; v < 64; ++v) {
        for (int u = 1; u < 64; ++u) {
            int left = owner[v * 64 + u - 1];
            int right = owner[v * 64 + u];
            REQUIRE((left == right || left == -1 || right == -1));
        }
    }
}

TEST_CASE("the white corner is white at the named place") {
    GlyphSheet sheet(128, 256);
    int u = static_cast<int>(std::lround(sheet.white_u() * 128));
    int v = static_cast<int>(std::lround(sheet.white_v() * 256));
    for (int y = v - 1; y <= v; ++y) {
        for (int x = u - 1; x <= u; ++x) REQUIRE(at(sheet, x, y) == 255);
    }
}

TEST_CASE("a full sheet refuses, and takes pictures again once cleared") {
    GlyphSheet sheet(64, 64);
    std::vector<std::uint8_t> alpha(30 * 30, 255);
    REQUIRE(sheet.generation() == 1);
    int placed = 0;
    while (sheet.place(alpha.data(), 30, 30, 30)) ++placed;
    REQUIRE(placed == 4);
    sheet.clear();
    REQUIRE(sheet.generation() == 2);
    REQUIRE(at(sheet, 40, 40) == 0);
    REQUIRE(at(sheet, 0, 0) == 255);
    REQUIRE(sheet.place(alpha.data(), 30, 30, 30).has_value());
}

TEST_CASE("a cleared sheet takes no memory, not even where memory is locked against swap") {
    // The kiosk locks all of its pages as they are first used. In a child: the lock is for life.
    const pid_t child = fork();
    if (child == 0) {
        if (mlockall(MCL_FUTURE | MCL_ONFAULT) != 0) _exit(2);
        GlyphSheet sheet(1024, 1024);
        const std::vector<std::uint8_t> alpha(60 * 60, 255);
        while (sheet.place(alpha.data(), 60, 60, 60)) continue;
        const std::size_t full = resident_pages(sheet);
        sheet.clear();
        const std::size_t empty = resident_pages(sheet);
        _exit(full > 200 && empty <= 2 ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    if (WEXITSTATUS(status) == 2) {
        std::printf("skipped: memory cannot be locked here\n");
        return;
    }
    REQUIRE(WEXITSTATUS(status) == 0);
}

TEST_CASE("a picture larger than the sheet is refused, an empty one takes no room") {
    GlyphSheet sheet(64, 64);
    std::vector<std::uint8_t> alpha(80 * 80, 255);
    REQUIRE_FALSE(sheet.place(alpha.data(), 80, 2, 80).has_value());
    REQUIRE_FALSE(sheet.place(alpha.data(), 2, 80, 80).has_value());
    SheetSlot nothing = sheet.place(alpha.data(), 0, 0, 0).value();
    REQUIRE(nothing.width == 0);
    REQUIRE(sheet.place(alpha.data(), 10, 10, 80)->u == 3);
}
