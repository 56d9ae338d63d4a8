// What screens print: the page that is looked at first, what the printer says, and what is left
// when the session ends.

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "kiosk/app/load/print_pages.h"
#include "kiosk/devices/camera/qr_reader.h"
#include "kiosk/devices/late_devices.h"
#include "kiosk/devices/open_devices.h"
#include "kiosk/devices/print/queued_print_desk.h"
#include "tests/devices/sample_pages.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;
using namespace hall::kiosk;
using namespace std::chrono_literals;

namespace {

// A printer that ends each job as the test says, when it lets it.
struct PrinterPlay {
    std::mutex mutex;
    std::condition_variable_any changed;
    bool held = false;                         // jobs wait for the test
    PrinterState first = PrinterState::ready;  // said before anything is printed
    PrintResult result{PrintJobState::printed, PrinterState::ready};
    int printed = 0;
    std::vector<SheetRaster> sheets;

    void let_go() {
        const std::lock_guard lock(mutex);
        held = false;
        changed.notify_all();
    }
};

class PlayedPrinter final : public Printer {
  public:
    explicit PlayedPrinter(PrinterPlay& play) : play_(play) {}
    PrintMedia media() const override { return PrintMedia::receipt_80; }
    PrinterState state() override { return PrinterState::ready; }
    PrintResult print(const Sheets& sheets, std::stop_token cancel,
                      const std::function<void(PrinterState)>& on_state) override {
        std::unique_lock lock(play_.mutex);
        if (play_.first != PrinterState::ready) on_state(play_.first);
        play_.changed.wait(lock, cancel, [&] { return !play_.held; });
        if (cancel.stop_requested()) return {PrintJobState::cancelled, PrinterState::ready};
        for (int i = 0; i < sheets.count; ++i) play_.sheets.push_back(sheets.render(i));
        if (play_.result.state == PrintJobState::printed) ++play_.printed;
        return play_.result;
    }

  private:
    PrinterPlay& play_;
};

struct PrintBoard {
    PrintBoard() {
        board.devices.fitted.printer = true;
        board.devices.print = std::make_unique<QueuedPrintDesk>(
            std::make_unique<PlayedPrinter>(play), board.files, counts());
    }
    Path counts() const { return board.temp.path() / "print.json"; }

    // Each with the printer's words taken in, until it holds.
    template <typename Holds>
    static void wait(App& app, Holds holds) {
        const auto end = std::chrono::steady_clock::now() + 20s;
        for (app.take_done(); !holds(); app.take_done()) {
            REQUIRE(std::chrono::steady_clock::now() < end);
            std::this_thread::sleep_for(2ms);
        }
    }
    static void wait_for_step(App& app, PrintModel::Step step) {
        wait(app, [&] { return top<PrintModel>(app).step == step; });
    }
    static void wait_for_word(App& app, const std::string& said) {
        wait(app, [&] { return top<PrintModel>(app).said == said; });
    }

    PrinterPlay play;
    DeviceFixture board;
};

App with_slip(PrintBoard& at) {
    App app = at.board.open();
    fill_in(app);
    app.send(Submit{});
    top<ReceiptModel>(app);
    return app;
}

std::string all_text(const PrintPage& page) {
    std::string all = page.title;
    for (const std::string_view text : texts_of(page)) all.append("\n").append(text);
    return all;
}

std::string page_text(const App& app) {
    const auto page = print_page_of(app.model(), app.strings());
    REQUIRE(page);
    return all_text(*page);
}

bool anywhere_below(const Path& folder, std::string_view text) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        DiskFiles files;
        const auto bytes = files.read(entry.path(), std::uint64_t{64} << 20);
        if (bytes.ok() && bytes.value().find(text) != std::string::npos) return true;
    }
    return false;
}

}  // namespace

TEST_CASE("a slip is looked at, printed, and its code reads back to number and code") {
    PrintBoard at;
    KioskInMemory kiosk(with_slip(at), at.board.files);
    const ReceiptModel receipt = kiosk.top<ReceiptModel>();
    kiosk.tap_word("print.slip");
    REQUIRE(kiosk.shows(kiosk.app().strings()["print.look"]));
    REQUIRE(kiosk.top<PrintModel>().picture != nullptr);
    REQUIRE(kiosk.top<PrintModel>().missing_characters == 0);
    REQUIRE(at.play.printed == 0);
    kiosk.tap_word("print.start");
    PrintBoard::wait_for_step(kiosk.app(), PrintModel::Step::printed);
    kiosk.settle();
    REQUIRE(kiosk.shows(kiosk.app().strings()["print.printed"]));
    REQUIRE(at.play.printed == 1);
    REQUIRE(at.play.sheets.size() == 1);
    ZbarQrReader reader;
    REQUIRE(reader.read(grey_of(at.play.sheets.front())) ==
            std::vector<std::string>{receipt.number + " " + receipt.code});
    // The slip is still there.
    kiosk.tap_word("print.back");
    REQUIRE(kiosk.top<ReceiptModel>().code == receipt.code);
    REQUIRE_FALSE(anywhere_below(at.board.temp.path(), receipt.code));
}

TEST_CASE("guide, table, answer and article go on paper with all that is on the screen") {
    const std::pair<DocumentRef, std::vector<const char*>> pages[] = {
        {{"county", "allowance"},
         {"高龄津贴", "身份证", "原件1份", "7个工作日", "填表", "村便民服务厅", "0838-5550101"}},
        {{"village-510681113205", "f3"},
         {"第3季度收支公开表", "上级补助", "50.00", "本季结余", "120.00", "账对得上"}},
        {{"county", "q1"}, {"稻子叶子发黄", "农技站李工", "排水", "晒田", "别急着打药"}},
        {{"county", "a1"}, {"高龄津贴涨了", "好消息", "一句话"}}};
    for (const auto& [document, expected] : pages) {
        PrintBoard at;
        at.board.publish(
            "county",
            {document_of_type("q1", "question",
                              {{"board", "policy"},
                               {"column", "first"},
                               {"title", "稻子叶子发黄怎么办？"},
                               {"date", "2026-06-01"},
                               {"subject", "水稻"},
                               {"answer", "先看根。\n\n- 排水\n- 晒田\n\n**别急着打药。**"},
                               {"expert", "农技站李工"},
                               {"answered", "2026-06-02"},
                               {"months", {11}},
                               {"words", Json::array()}})});
        App app = at.board.open();
        app.send(OpenDocument{document});
        const std::string text = page_text(app);
        INFO(text);
        for (const char* part : expected) {
            INFO(part);
            REQUIRE(text.find(part) != std::string::npos);
        }
        REQUIRE(text.find("滴水村") != std::string::npos);
        app.send(PrintShown{});
        REQUIRE(top<PrintModel>(app).step == PrintModel::Step::ready);
        REQUIRE(top<PrintModel>(app).sheets >= 1);
        app.send(StartPrint{});
        PrintBoard::wait_for_step(app, PrintModel::Step::printed);
        REQUIRE(at.play.printed == 1);
    }
}

TEST_CASE("what a guide asks to bring stands as a list to tick") {
    PrintBoard at;
    App app = at.board.open();
    app.send(OpenDocument{{"county", "allowance"}});
    const auto page = print_page_of(app.model(), app.strings());
    REQUIRE(page);
    const auto list = std::find_if(page->blocks.begin(), page->blocks.end(), [](const auto& block) {
        return std::holds_alternative<PrintCheckList>(block);
    });
    REQUIRE(list != page->blocks.end());
    REQUIRE(std::get<PrintCheckList>(*list).items.front().text == "身份证");
}

TEST_CASE("each fault of a printer ends in its sentence, and can be tried again") {
    for (const PrinterState state :
         {PrinterState::offline, PrinterState::not_answering, PrinterState::paper_out,
          PrinterState::cover_open, PrinterState::paper_jam, PrinterState::ink_out,
          PrinterState::stopped, PrinterState::refused}) {
        PrintBoard at;
        at.play.result = {PrintJobState::failed, state};
        KioskInMemory kiosk(with_slip(at), at.board.files);
        kiosk.tap_word("print.slip");
        kiosk.tap_word("print.start");
        PrintBoard::wait_for_step(kiosk.app(), PrintModel::Step::failed);
        kiosk.settle();
        INFO(sentence_key(state));
        REQUIRE(kiosk.shows(kiosk.app().strings()[sentence_key(state)]));
        at.play.result = {PrintJobState::printed, PrinterState::ready};
        kiosk.tap_word("print.again");
        PrintBoard::wait_for_step(kiosk.app(), PrintModel::Step::printed);
        REQUIRE(at.play.printed == 1);
    }
}

TEST_CASE("a printer that waits for paper says so, and prints once there is some") {
    PrintBoard at;
    at.play.first = PrinterState::paper_out;
    at.play.held = true;
    App app = with_slip(at);
    app.send(PrintShown{});
    app.send(StartPrint{});
    PrintBoard::wait_for_word(app, "print.paper_out");
    REQUIRE(top<PrintModel>(app).step == PrintModel::Step::printing);
    at.play.let_go();
    PrintBoard::wait_for_step(app, PrintModel::Step::printed);
}

TEST_CASE("a printer that takes a page and never prints it is given up in words") {
    PrintBoard at;
    at.play.result = {PrintJobState::timed_out, PrinterState::ready};
    App app = with_slip(at);
    app.send(PrintShown{});
    app.send(StartPrint{});
    PrintBoard::wait_for_step(app, PrintModel::Step::failed);
    REQUIRE(top<PrintModel>(app).said == "print.timed_out");
    REQUIRE(app.model().printing == 0);
}

TEST_CASE("two quick taps print once, and a job can be stopped") {
    PrintBoard at;
    at.play.held = true;
    App app = with_slip(at);
    app.send(PrintShown{});
    app.send(StartPrint{});
    app.send(StartPrint{});
    PrintBoard::wait_for_word(app, "print.printing");
    REQUIRE(app.model().printing == 1);
    app.send(StopPrint{});
    PrintBoard::wait_for_step(app, PrintModel::Step::failed);
    REQUIRE(top<PrintModel>(app).said == "print.cancelled");
    at.play.let_go();
    REQUIRE(at.play.printed == 0);
}

TEST_CASE("who leaves before it is printed is asked, and what is dropped is said") {
    PrintBoard at;
    at.play.held = true;
    App opened = at.board.open();
    opened.send(OpenDocument{{"county", "allowance"}});
    KioskInMemory kiosk(std::move(opened), at.board.files);
    kiosk.tap_word("print.guide");
    kiosk.tap_word("print.start");
    PrintBoard::wait_for_word(kiosk.app(), "print.printing");
    kiosk.settle();
    kiosk.tap_word("ui.finish");
    REQUIRE(kiosk.shows(kiosk.app().strings()["leave.print_title"]));
    kiosk.tap_word("leave.print_stay");
    REQUIRE(kiosk.top<PrintModel>().step == PrintModel::Step::printing);
    kiosk.tap_word("ui.finish");
    kiosk.tap_word("leave.print_go");
    REQUIRE(kiosk.app().model().stack.size() == 1);
    REQUIRE(kiosk.shows(kiosk.app().strings()["print.dropped"]));
    at.play.let_go();
    // Nothing of it comes out when the next person stands there.
    kiosk.app().touched();
    PrintBoard::wait(kiosk.app(), [&] { return at.board.devices.print->end_session() == 0; });
    REQUIRE(at.play.printed == 0);
    REQUIRE(kiosk.app().model().toast.empty());
    REQUIRE(kiosk.app().model().printing == 0);
}

TEST_CASE("a session that nobody ends drops what is not printed, too") {
    PrintBoard at;
    at.play.held = true;
    App app = with_slip(at);
    app.send(PrintShown{});
    app.send(StartPrint{});
    PrintBoard::wait_for_word(app, "print.printing");
    at.board.clock.pass_ms(600'000);
    app.tick();
    REQUIRE(app.model().stack.size() == 1);
    REQUIRE(app.model().toast == "print.dropped");
    at.play.let_go();
    PrintBoard::wait(app, [&] { return at.board.devices.print->end_session() == 0; });
    REQUIRE(at.play.printed == 0);
}

TEST_CASE("what is printed while another screen is read is said there") {
    PrintBoard at;
    at.play.held = true;
    App app = with_slip(at);
    app.send(PrintShown{});
    app.send(StartPrint{});
    PrintBoard::wait_for_word(app, "print.printing");
    app.send(Back{});
    top<ReceiptModel>(app);
    at.play.let_go();
    PrintBoard::wait(app, [&] { return app.model().toast == "print.printed"; });
    REQUIRE(app.model().printing == 0);
}

TEST_CASE("without a printer no screen offers to print, and nothing is printed") {
    PrintBoard at;
    at.board.devices.fitted.printer = false;
    KioskInMemory kiosk(with_slip(at), at.board.files);
    REQUIRE_FALSE(kiosk.driver().offers(kiosk.app().strings()["print.slip"]));
    kiosk.app().send(PrintShown{});
    kiosk.top<ReceiptModel>();
}

TEST_CASE("a screen without a page is not printed") {
    PrintBoard at;
    App app = at.board.open();
    app.send(PrintShown{});
    REQUIRE(app.model().stack.size() == 1);
    app.send(OpenBoard{"policy"});
    app.send(PrintShown{});
    top<BoardModel>(app);
}

TEST_CASE("a long table is looked at sheet by sheet") {
    PrintBoard at;
    Document table = ledger_document("long", 1);
    Json rows = Json::array();
    for (int i = 0; i < 900; ++i)
        rows.push_back({{"kind", "entry"},
                        {"cells", {"第" + std::to_string(i) + "项", "1.00", ""}},
                        {"explain", ""}});
    table.body["rows"] = rows;
    at.board.publish("village-510681113205", {table});
    App app = at.board.open();
    app.send(OpenDocument{{"village-510681113205", "long"}});
    top<DisclosureModel>(app);
    app.send(PrintShown{});
    const int sheets = top<PrintModel>(app).sheets;
    REQUIRE(sheets > 1);
    const ui::PictureHandle first = top<PrintModel>(app).picture;
    app.send(TurnSheet{1});
    REQUIRE(top<PrintModel>(app).sheet == 1);
    REQUIRE(top<PrintModel>(app).picture != first);
    for (const int none : {-1, sheets, 1'000'000}) {
        app.send(TurnSheet{none});
        REQUIRE(top<PrintModel>(app).sheet == 1);
    }
}

TEST_CASE("printing is loaded from its file when it is first used, and not before") {
    TempFolder temp;
    DiskFiles files;
    const Path printed = temp.path() / "out.escpos";
    LatePrintDesk desk(Path(HALL_BINARY_DIR) / "hall-paper.so", "file:" + printed.string(), files,
                       temp.path() / "print.json");
    REQUIRE_FALSE(desk.add(slip_page()).ok());
    REQUIRE(desk.end_session() == 0);
    std::mutex mutex;
    std::vector<PrintJobState> states;
    REQUIRE_OK(desk.open({}, [&](const PrintEvent& event) {
        const std::lock_guard lock(mutex);
        states.push_back(event.state);
    }));
    const PrintPreview preview = VALUE(desk.preview(slip_page(), 0, 500, 800));
    REQUIRE(preview.sheets == 1);
    REQUIRE(preview.picture.width > 100);
    REQUIRE(desk.preview(slip_page(), 7, 500, 800).error().code() == Errc::not_found);
    REQUIRE_OK(desk.add(slip_page()));
    const auto end = std::chrono::steady_clock::now() + 20s;
    for (bool done = false; !done;) {
        REQUIRE(std::chrono::steady_clock::now() < end);
        std::this_thread::sleep_for(2ms);
        const std::lock_guard lock(mutex);
        done = !states.empty() && is_final(states.back());
        if (done) REQUIRE(states.back() == PrintJobState::printed);
    }
    ZbarQrReader reader;
    const auto tickets = read_escpos(VALUE(files.read(printed, 10'000'000)));
    REQUIRE(tickets.size() == 1);
    REQUIRE(reader.read(grey_of(tickets.front())) == std::vector<std::string>{slip_payload});
}

TEST_CASE("a kiosk whose printing cannot be loaded says that there is no printer") {
    PrintBoard at;
    at.board.devices.print = std::make_unique<LatePrintDesk>(
        at.board.temp.path() / "none.so", "file:x.pwg", at.board.files, at.counts());
    App app = with_slip(at);
    app.send(PrintShown{});
    REQUIRE(top<PrintModel>(app).step == PrintModel::Step::failed);
    REQUIRE(top<PrintModel>(app).said == "print.no_printer");
    app.send(StartPrint{});
    REQUIRE(top<PrintModel>(app).step == PrintModel::Step::failed);
    app.send(Back{});
    top<ReceiptModel>(app);
}

TEST_CASE("devices are named as the settings say, and nothing else") {
    DeviceOptions options;
    for (const char* printer : {"none", "ipp://10.0.0.5/ipp/print", "ipps://p.local/x",
                                "escpos:/dev/usb/lp0", "escpos://10.0.0.6:9100?width=58",
                                "tcp://10.0.0.6:9100", "file:/tmp/a.pwg", "file:b.escpos"}) {
        INFO(printer);
        REQUIRE(take_device_option("--printer", printer, options) == true);
    }
    for (const char* printer :
         {"lp", "file:", "file:a.txt", "tcp://", "escpos:", "http://x/", "ipp:x"}) {
        INFO(printer);
        REQUIRE(take_device_option("--printer", printer, options) == false);
    }
    REQUIRE(take_device_option("--microphone", "alsa:", options) == false);
    REQUIRE(take_device_option("--microphone", "voice.mp3", options) == false);
    REQUIRE(take_device_option("--microphone", "alsa:default", options) == true);
    REQUIRE(take_device_option("--camera", "/dev/video0", options) == true);
    REQUIRE_FALSE(take_device_option("--theme", "contrast", options));
    REQUIRE_FALSE(take_device_option("--camera", "", options));

    DiskFiles files;
    DeviceBundle none;
    open_devices({}, files, "print.json", none);
    REQUIRE_FALSE(none.fitted.camera);
    REQUIRE(none.camera->state() == CameraState::no_camera);
    DeviceBundle all;
    open_devices({"file:a.pwg", "a.jpg,b.png", "c.wav"}, files, "print.json", all);
    REQUIRE(all.fitted.camera);
    REQUIRE(all.fitted.printer);
    REQUIRE(all.fitted.microphone);
    REQUIRE_FALSE(all.camera->open().ok());  // there are no such files
}

TEST_CASE("an app that goes down while something is printed leaves no word behind") {
    PrintBoard at;
    at.play.held = true;
    {
        App app = with_slip(at);
        app.send(PrintShown{});
        app.send(StartPrint{});
        PrintBoard::wait_for_word(app, "print.printing");
    }
    at.play.let_go();
    // The queue's last events find nobody; the next app begins with none of them.
    App app = at.board.open();
    REQUIRE_FALSE(app.take_done());
    REQUIRE(app.model().toast.empty());
    REQUIRE(at.play.printed == 0);
}
