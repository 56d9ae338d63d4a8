// What stays of a session in the memory of the process: nothing. Each test first finds
// what it looks for, so that one that finds nothing says something.

#include "kiosk/app/memory_scrub.h"

#include <imgui.h>
#include <imgui_internal.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <set>

#include "kiosk/canvas/display_list.h"
#include "sync/wire/slip.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"
#include "tests/memory_search.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

bool can_search() {
    if (freed_memory_is_scrubbed()) return true;
    WARN("skipped: a sanitizer has its own free(), which does not overwrite");
    return false;
}

std::size_t hits(const Marker& marker) {
    const auto found = search_memory(getpid(), marker);
    REQUIRE(found);
    UNSCOPED_INFO(text_of(*found));
    return found->size();
}

// Key by key, so that the text is nowhere in the test.
void type(KioskInMemory& kiosk, const Marker& marker) {
    for (std::size_t i = 0; i < marker.size(); ++i) {
        const char key = marker.at(i);
        kiosk.type({&key, 1});
    }
}

// The form of the fixture up to the number's field.
void open_form(KioskInMemory& kiosk) {
    kiosk.tap("政务大厅");
    kiosk.tap("高龄津贴");
    kiosk.tap_word("service.start");
    kiosk.tap("给自己");
    kiosk.tap_word("form.next");
}

void type_id_number(KioskInMemory& kiosk, const Marker& marker) {
    open_form(kiosk);
    kiosk.tap("身份证号");
    type(kiosk, marker);
}

std::uint32_t masked(float value) {
    std::uint32_t bits = 0;
    static_assert(sizeof bits == sizeof value);
    std::memcpy(&bits, &value, sizeof bits);
    return bits ^ pattern_mask;
}

// Where on the sheet the glyphs inside a box are, corner for corner, as ImGui holds them.
std::vector<std::uint32_t> glyphs_drawn_in(const ui::Box& box) {
    std::vector<std::uint32_t> places;
    const ImDrawData& drawn = *ImGui::GetDrawData();
    for (int i = 0; i < drawn.CmdListsCount; ++i) {
        const ImDrawList& list = *drawn.CmdLists[i];
        for (int v = 0; v + 3 < list.VtxBuffer.Size; ++v) {
            const ImDrawVert& a = list.VtxBuffer[v];
            const ImDrawVert& c = list.VtxBuffer[v + 2];
            const bool glyph = a.uv.x != c.uv.x && a.pos.x < c.pos.x;
            if (!glyph || !box.contains(a.pos.x, a.pos.y)) continue;
            places.push_back(masked(a.uv.x));
            v += 3;
        }
    }
    return places;
}

// The same glyphs as the canvas keeps them: as items of their own, or among the corners of
// a mesh.
std::size_t count_in_canvas(const std::vector<std::uint32_t>& corners,
                            const canvas::GlyphSheet& sheet) {
    std::vector<std::uint32_t> items;
    std::vector<std::uint32_t> meshes;
    for (const std::uint32_t corner : corners) {
        const std::uint32_t bits = corner ^ pattern_mask;
        float u = 0;
        std::memcpy(&u, &bits, sizeof u);
        const float px = u * static_cast<float>(sheet.width());
        items.push_back(static_cast<std::uint32_t>(std::lround(px)) ^ pattern_mask);
        meshes.push_back(static_cast<std::uint32_t>(std::lround(px * 256)) ^ pattern_mask);
    }
    return count_pattern(items, sizeof(canvas::Item)) +
           count_pattern(meshes, 4 * sizeof(canvas::Vertex));
}

}  // namespace

TEST_CASE("an identity number that was typed is gone when the session is finished") {
    if (!can_search()) return;
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    const Marker marker = id_number_marker(1);
    REQUIRE(hits(marker) == 0);
    type_id_number(kiosk, marker);
    REQUIRE(hits(marker) > 0);
    kiosk.tap_word("ui.done");
    REQUIRE(kiosk.top<FormModel>().reviewing);
    kiosk.tap_word("ui.finish");
    REQUIRE(hits(marker) > 0);
    kiosk.tap_word("leave.go");
    kiosk.top<HomeModel>();
    REQUIRE(hits(marker) == 0);
}

TEST_CASE("so is one that was handed in, and the slip's code with it") {
    if (!can_search()) return;
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    const Marker marker = id_number_marker(2);
    type_id_number(kiosk, marker);
    kiosk.tap_word("ui.done");
    kiosk.tap_word("form.submit");
    const Marker code(kiosk.top<ReceiptModel>().code);
    REQUIRE(hits(code) > 0);
    kiosk.tap_word("ui.finish");
    kiosk.tap_word("leave.slip_go");
    REQUIRE(hits(marker) == 0);
    REQUIRE(hits(code) == 0);
    REQUIRE(search_files(board.temp.path().string(), marker).empty());
    REQUIRE(search_files(board.temp.path().string(), code).empty());
}

TEST_CASE("an idle session is wiped as one that was finished") {
    if (!can_search()) return;
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    const Marker marker = id_number_marker(3);
    type_id_number(kiosk, marker);
    REQUIRE(hits(marker) > 0);
    board.clock.pass_ms(131'000);
    kiosk.app().tick();
    kiosk.settle();
    kiosk.top<HomeModel>();
    REQUIRE(hits(marker) == 0);
}

TEST_CASE("a search, a slip's number and code, a log-in: nothing of them stays") {
    if (!can_search()) return;
    DeviceFixture board;
    {
        Cache cache = board.cache();
        const std::string verifier =
            VALUE(password_verifier("20181123", board.random, {.memory_kib = 8192, .passes = 1}));
        REQUIRE_OK(cache.store_device_message(
            "roster", json_line(json_of_roster({{"1001", "小陈", "staff", verifier}}))));
    }
    KioskInMemory kiosk(board.open(), board.files);
    const Marker searched = id_number_marker(4);
    kiosk.tap_word("bar.search");
    kiosk.tap_word("search.typed");
    type(kiosk, searched);
    kiosk.tap_word("ui.done");
    REQUIRE(hits(searched) > 0);
    kiosk.tap_word("bar.home");

    const Marker number("99X84906");
    const Marker code("ZQ9WJK84TRMX");
    kiosk.tap_word("bar.my_requests");
    type(kiosk, number);
    kiosk.tap_word("progress.code");
    type(kiosk, code);
    kiosk.tap_word("ui.done");
    REQUIRE(hits(number) > 0);
    REQUIRE(hits(code) > 0);
    kiosk.tap_word("bar.home");

    const Marker staff("98490631");
    const Marker pin("18490630");
    kiosk.tap_word("ui.help");
    kiosk.tap_word("help.corner");
    kiosk.tap_word("help.login");
    type(kiosk, staff);
    kiosk.tap_word("ui.done");
    type(kiosk, pin);
    REQUIRE(hits(staff) > 0);
    REQUIRE(hits(pin) > 0);
    kiosk.tap_word("ui.done");
    kiosk.tap_word("ui.finish");
    for (const Marker& marker : {searched, number, code, staff, pin}) REQUIRE(hits(marker) == 0);
}

TEST_CASE("the frame that showed a number is gone: corners, items and pixels") {
    if (!can_search()) return;
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    type_id_number(kiosk, id_number_marker(5));
    const auto field = kiosk.stage().access().tappable("身份证号");
    REQUIRE(field);
    std::vector<std::uint32_t> corners = glyphs_drawn_in(field->visible);
    REQUIRE(corners.size() >= 18);
    corners.erase(corners.begin(), corners.end() - 18);  // the number, after its label
    constexpr std::size_t glyph_bytes = 4 * sizeof(ImDrawVert);
    REQUIRE(count_pattern(corners, glyph_bytes) > 0);

    // Two of its pixel rows, where black digits stand on white.
    const int width = kiosk.presenter().size().width;
    std::vector<std::uint32_t> pixels;
    const int y = static_cast<int>(field->visible.y0 + field->visible.y1 * 2) / 3;
    for (int x = 60; x < 460; ++x) {
        pixels.push_back(kiosk.presenter().pixels()[static_cast<std::size_t>(y) * width + x] ^
                         pattern_mask);
    }
    REQUIRE(std::set<std::uint32_t>(pixels.begin(), pixels.end()).size() > 3);
    REQUIRE(count_pattern(pixels, sizeof(std::uint32_t)) > 0);

    kiosk.tap_word("ui.finish");
    kiosk.tap_word("leave.go");
    REQUIRE(count_pattern(corners, glyph_bytes) == 0);
    REQUIRE(count_pattern(pixels, sizeof(std::uint32_t)) == 0);
}

// Drawn last on a screen with much more on it than the home screen has: what the next frame
// draws does not happen to lie over it.
TEST_CASE("a message opened with the slip's code leaves no trace in the lists of the frame") {
    if (!can_search()) return;
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    type_id_number(kiosk, id_number_marker(8));
    kiosk.tap_word("ui.done");
    kiosk.tap_word("form.submit");
    const std::string number = kiosk.top<ReceiptModel>().number;
    const std::string code = VALUE(canonical_slip_code(kiosk.top<ReceiptModel>().code));
    std::vector<Reply> replies;
    for (int seq = 1; seq <= 40; ++seq) {
        Reply reply;
        reply.seq = seq;
        reply.village = "510681113205";
        reply.kind = "state";
        reply.slip = number;
        reply.state = "handling";
        reply.line = "民政所正在一家一家地核对，请在家里等一等电话，不用跑路。";
        reply.at = "2026-11-23T03:00:00Z";
        replies.push_back(reply);
    }
    const Marker marker = id_number_marker(9);
    {
        std::string message;
        for (std::size_t i = 0; i < marker.size(); ++i) message.push_back(marker.at(i));
        replies.back().sealed = VALUE(seal(json_line(json_of_message(message)),
                                           VALUE(box_key_of_code(code, number)).public_key()));
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_replies(replies, "510681113205", 40));
    }
    kiosk.tap_word("bar.home");
    kiosk.tap_word("leave.slip_go");
    kiosk.tap_word("bar.my_requests");
    kiosk.type(number);
    kiosk.tap_word("progress.code");
    kiosk.type(code);
    kiosk.tap_word("ui.done");
    REQUIRE(kiosk.top<ProgressModel>().messages.size() == 1);
    while (kiosk.driver().page_down().ok()) {
    }
    REQUIRE(hits(marker) > 0);
    // The message in its card, and the last line of the replies above it.
    std::vector<std::vector<std::uint32_t>> drawn(2);
    for (const ui::AccessNode& node : kiosk.stage().access().nodes()) {
        if (node.visible.empty()) continue;
        const bool message =
            node.label.size() == marker.size() && node.label.front() == marker.at(0);
        if (message) drawn[0] = glyphs_drawn_in(node.visible);
        if (node.label.starts_with("民政所")) drawn[1] = glyphs_drawn_in(node.visible);
    }
    REQUIRE(drawn[0].size() == marker.size());
    REQUIRE(drawn[1].size() > 20);
    constexpr std::size_t glyph_bytes = 4 * sizeof(ImDrawVert);
    for (const auto& corners : drawn) {
        REQUIRE(count_pattern(corners, glyph_bytes) > 0);
        REQUIRE(count_in_canvas(corners, kiosk.sheet()) > 0);
    }
    kiosk.tap_word("ui.finish");
    REQUIRE(hits(marker) == 0);
    for (const auto& corners : drawn) {
        REQUIRE(count_pattern(corners, glyph_bytes) == 0);
        REQUIRE(count_in_canvas(corners, kiosk.sheet()) == 0);
    }
}

// Writes the marker into so many frames of the stack below the caller's. Not inlined: what a
// compiler lays into the caller's own frame is not below it.
[[gnu::noinline]] static int fill_frames(const Marker& marker, int depth) {
    char frame[4096];
    for (std::size_t i = 0; i < marker.size(); ++i) frame[i] = marker.at(i);
    asm volatile("" : : "r"(frame) : "memory");
    return depth == 0 ? frame[0] : fill_frames(marker, depth - 1) + frame[1];
}

TEST_CASE("a stack that is scrubbed holds nothing of what was called before") {
    if (!can_search()) return;
    const Marker marker = id_number_marker(10);
    REQUIRE(fill_frames(marker, 40) != 0);
    REQUIRE(hits(marker) > 0);
    scrub_stack();
    REQUIRE(hits(marker) == 0);
}

// Decision 0001: text never goes through ImGui, so its own copies do not exist.
TEST_CASE("ImGui holds no text, no clipboard, no file and takes no keys") {
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    type_id_number(kiosk, id_number_marker(6));
    const ImGuiContext& imgui = *ImGui::GetCurrentContext();
    REQUIRE(imgui.InputTextState.TextW.Capacity == 0);
    REQUIRE(imgui.InputTextState.TextA.Capacity == 0);
    REQUIRE(imgui.InputTextState.InitialTextA.Capacity == 0);
    REQUIRE(imgui.ClipboardHandlerData.Capacity == 0);
    ImGui::SetClipboardText("99000018490630");
    REQUIRE(std::string(ImGui::GetClipboardText()).empty());
    REQUIRE(imgui.ClipboardHandlerData.Capacity == 0);
    REQUIRE(imgui.IO.IniFilename == nullptr);
    REQUIRE(imgui.IO.LogFilename == nullptr);
    REQUIRE(imgui.IO.ConfigFlags == ImGuiConfigFlags_None);
    REQUIRE(imgui.IO.InputQueueCharacters.Size == 0);
    // The one window is ImGui's own fallback, which is never drawn.
    REQUIRE(imgui.Windows.Size == 1);
    REQUIRE(imgui.NavWindowingTarget == nullptr);
}

TEST_CASE("memory that is given back or grows is overwritten") {
    if (!can_search()) return;
    const Marker marker = id_number_marker(7);
    const auto fill = [&](char* bytes) {
        for (std::size_t i = 0; i < marker.size(); ++i) bytes[i] = marker.at(i);
    };
    REQUIRE(hits(marker) == 0);
    auto* bytes = static_cast<char*>(std::malloc(40));
    fill(bytes);
    REQUIRE(hits(marker) == 1);
    bytes = static_cast<char*>(std::realloc(bytes, 100'000));
    REQUIRE(hits(marker) == 1);
    std::memcpy(bytes + 50'000, bytes, marker.size());
    REQUIRE(hits(marker) == 2);
    bytes = static_cast<char*>(std::realloc(bytes, 200));
    REQUIRE(hits(marker) == 1);
    std::free(bytes);
    REQUIRE(hits(marker) == 0);
}
