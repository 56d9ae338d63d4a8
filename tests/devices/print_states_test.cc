// What printers say, as one of our states; and a sentence for each.

#include "kiosk/devices/print/print_states.h"

#include "kiosk/devices/camera/camera.h"
#include "kiosk/devices/camera/photo.h"
#include "kiosk/devices/print/printer.h"
#include "kiosk/devices/recorder/recorder.h"
#include "sync/core/files.h"
#include "sync/core/json.h"
#include "sync/core/utf8.h"
#include "tests/catch.h"

namespace {

using namespace hall;
using namespace hall::kiosk;

PrinterState said(std::vector<std::string> reasons, int state = 3, bool accepting = true) {
    return printer_state_of(IppPrinterAnswer{
        .printer_state = state, .reasons = std::move(reasons), .accepting_jobs = accepting});
}

}  // namespace

TEST_CASE("what an IPP printer says becomes what a person can do about it") {
    REQUIRE(said({"none"}) == PrinterState::ready);
    REQUIRE(said({}) == PrinterState::ready);
    REQUIRE(said({"none"}, 4) == PrinterState::busy);
    REQUIRE(said({"media-empty-error"}, 5) == PrinterState::paper_out);
    REQUIRE(said({"media-needed"}) == PrinterState::paper_out);
    REQUIRE(said({"media-jam-error"}) == PrinterState::paper_jam);
    REQUIRE(said({"cover-open-report"}) == PrinterState::cover_open);
    REQUIRE(said({"door-open"}) == PrinterState::cover_open);
    REQUIRE(said({"toner-empty-error"}) == PrinterState::ink_out);
    REQUIRE(said({"marker-supply-empty-warning"}) == PrinterState::ink_out);
    REQUIRE(said({"toner-low-warning"}) == PrinterState::ink_low);
    REQUIRE(said({"media-low"}) == PrinterState::paper_low);
    REQUIRE(said({"offline-report"}) == PrinterState::offline);
    REQUIRE(said({"something-of-the-vendor"}, 5) == PrinterState::stopped);
    REQUIRE(said({}, 3, false) == PrinterState::refused);
    REQUIRE(said({"toner-low"}, 5) == PrinterState::stopped);
    // An open cover hides whether there is paper; what stops comes before what warns.
    REQUIRE(said({"media-empty", "cover-open"}) == PrinterState::cover_open);
    REQUIRE(said({"toner-low", "media-jam"}) == PrinterState::paper_jam);
}

TEST_CASE("what a receipt printer says becomes what a person can do about it") {
    REQUIRE(printer_state_of(EscposStatus{}) == PrinterState::ready);
    REQUIRE(printer_state_of(EscposStatus{.offline_cause = 0x16}) == PrinterState::cover_open);
    REQUIRE(printer_state_of(EscposStatus{.paper = 0x72}) == PrinterState::paper_out);
    REQUIRE(printer_state_of(EscposStatus{.offline_cause = 0x32}) == PrinterState::paper_out);
    REQUIRE(printer_state_of(EscposStatus{.paper = 0x1E}) == PrinterState::paper_low);
    REQUIRE(printer_state_of(EscposStatus{.error = 0x1A}) == PrinterState::paper_jam);
    REQUIRE(printer_state_of(EscposStatus{.error = 0x32}) == PrinterState::stopped);
    REQUIRE(printer_state_of(EscposStatus{.printer = 0x1A}) == PrinterState::offline);
    REQUIRE(is_escpos_status(0x12));
    REQUIRE(is_escpos_status(0x7E));
    REQUIRE_FALSE(is_escpos_status(0x00));
    REQUIRE_FALSE(is_escpos_status(0x92));
}

TEST_CASE("every state of every device has a Chinese sentence that is not only its name") {
    DiskFiles files;
    const std::string root = HALL_SOURCE_DIR;
    const Json chinese =
        VALUE(parse_json(VALUE(files.read(root + "/assets/text/zh-CN.json", 1 << 20))));
    const Json english =
        VALUE(parse_json(VALUE(files.read(root + "/assets/text/en.json", 1 << 20))));
    std::vector<std::string> keys;
    for (int i = 0; i <= static_cast<int>(PrinterState::refused); ++i) {
        keys.push_back(sentence_key(static_cast<PrinterState>(i)));
        REQUIRE(printer_state_named(name_of(static_cast<PrinterState>(i))) ==
                static_cast<PrinterState>(i));
    }
    for (int i = 0; i <= static_cast<int>(PrintJobState::dropped); ++i) {
        keys.push_back(sentence_key(static_cast<PrintJobState>(i)));
    }
    for (int i = 0; i <= static_cast<int>(CameraState::gone); ++i) {
        keys.push_back(sentence_key(static_cast<CameraState>(i)));
    }
    for (int i = 0; i <= static_cast<int>(RecorderState::not_encoded); ++i) {
        keys.push_back(sentence_key(static_cast<RecorderState>(i)));
    }
    for (int i = 0; i <= static_cast<int>(PhotoWarning::overexposed); ++i) {
        keys.push_back(sentence_key(static_cast<PhotoWarning>(i)));
    }
    for (int i = 0; i <= static_cast<int>(PhotoFault::no_memory); ++i) {
        keys.push_back(sentence_key(static_cast<PhotoFault>(i)));
    }
    for (const std::string& key : keys) {
        INFO(key);
        REQUIRE(chinese.contains(key));
        REQUIRE(english.contains(key));
        REQUIRE(character_count(chinese[key].get<std::string>()) >= 4);
    }
}

TEST_CASE("an address names one kind of printer, and what names none is refused") {
    for (const char* address :
         {"none", "", "ipp://localhost/ipp/print", "ipps://[::1]:8631/ipp/print",
          "escpos:/dev/usb/lp0", "escpos:/dev/usb/lp0?width=58&status=no", "escpos://127.0.0.1",
          "escpos://127.0.0.1:9100?width=80", "page.pwg", "page.escpos"}) {
        INFO(address);
        REQUIRE_OK(open_printer(address));
    }
    for (const char* address :
         {"http://localhost", "ipp://", "escpos:", "escpos:lp0", "escpos://", "escpos://h:0",
          "escpos://h:99999", "escpos://h:x", "escpos:/dev/lp0?width=70", "page.pdf"}) {
        INFO(address);
        REQUIRE_ERROR(Errc::refused, open_printer(address));
    }
    REQUIRE(VALUE(open_printer("escpos:/dev/usb/lp0?width=58"))->media() == PrintMedia::receipt_58);
    REQUIRE(VALUE(open_printer("ipp://localhost/ipp/print"))->media() == PrintMedia::a4);
    REQUIRE(VALUE(open_printer("none"))->state() == PrinterState::no_printer);
}
