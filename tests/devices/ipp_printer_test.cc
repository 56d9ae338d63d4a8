// A real IPP printer on loopback: CUPS's ippeveprinter, with a message bus of its own and folders
// of its own.

#include "kiosk/devices/print/cups_ipp.h"

#include <arpa/inet.h>
#include <cups/cups.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <thread>

#include "tests/catch.h"
#include "tests/devices/sample_pages.h"
#include "tests/programs/program.h"
#include "tests/temp_folder.h"

namespace {

using namespace hall;
using namespace hall::kiosk;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr PrinterTimes quick{.answer_max = 5s, .job_max = 20s, .fault_max = 20s, .poll = 50ms};

int free_port() {
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(descriptor, any, size) == 0);
    REQUIRE(::getsockname(descriptor, any, &size) == 0);
    ::close(descriptor);
    return ntohs(address.sin_port);
}

bool is_installed() {
    const bool there =
        fs::exists("/usr/bin/ippeveprinter") || fs::exists("/usr/sbin/ippeveprinter");
    const bool bus = fs::exists("/usr/bin/dbus-daemon");
    if (!there || !bus) std::cout << "skipped: ippeveprinter or dbus-daemon is not installed\n";
    return there && bus;
}

// Prints with a shell script, which gets the page's file as its argument and sees $FOLDER.
class RealPrinter {
  public:
    explicit RealPrinter(const std::string& script, const std::string& format = "image/pwg-raster")
        : port_(free_port()) {
        const fs::path command = temp_.path() / "print.sh";
        std::ofstream(command) << "#!/bin/sh\nFOLDER=" << temp_.path().string() << "\n" << script;
        fs::permissions(command, fs::perms::owner_all);
        fs::create_directory(temp_.path() / "spool");
        fs::create_directory(temp_.path() / "keys");
        const std::string address = "unix:path=" + (temp_.path() / "bus").string();
        bus_.emplace("/usr/bin/dbus-daemon",
                     std::vector<std::string>{"--session", "--nofork", "--nopidfile",
                                              "--print-address", "--address=" + address});
        REQUIRE(bus_->line().has_value());
        const std::string program = fs::exists("/usr/bin/ippeveprinter")
                                        ? "/usr/bin/ippeveprinter"
                                        : "/usr/sbin/ippeveprinter";
        printer_.emplace(
            program,
            std::vector<std::string>{"-r", "off", "-p", std::to_string(port_), "-n", "localhost",
                                     "-d", (temp_.path() / "spool").string(), "-k", "-K",
                                     (temp_.path() / "keys").string(), "-f", format, "-c",
                                     command.string(), "Test"},
            "/dev/null", std::map<std::string, std::string>{{"DBUS_SYSTEM_BUS_ADDRESS", address}});
        const auto asked = printer();
        for (int i = 0; i < 200 && asked->state() == PrinterState::offline; ++i) {
            std::this_thread::sleep_for(50ms);
        }
        REQUIRE(asked->state() != PrinterState::offline);
    }

    std::unique_ptr<IppPrinter> printer(PrinterTimes times = quick,
                                        const std::string& scheme = "ipp") const {
        return VALUE(IppPrinter::create(
            scheme + "://localhost:" + std::to_string(port_) + "/ipp/print", times));
    }

    std::vector<std::string> pages() const {
        std::vector<std::string> files;
        for (const auto& entry : fs::directory_iterator(temp_.path() / "spool")) {
            if (entry.path().extension() == ".pwg") files.push_back(entry.path().string());
        }
        return files;
    }

    // What became of the first job, by the printer's own word, asked apart from the product.
    int end_of_job() const {
        int state = 0;
        for (int i = 0; i < 200 && state < IPP_JSTATE_CANCELED; ++i) {
            http_t* http = httpConnect2("localhost", port_, nullptr, AF_UNSPEC,
                                        HTTP_ENCRYPTION_IF_REQUESTED, 1, 5000, nullptr);
            REQUIRE(http != nullptr);
            ipp_t* request = ippNewRequest(IPP_OP_GET_JOB_ATTRIBUTES);
            const std::string uri = "ipp://localhost:" + std::to_string(port_) + "/ipp/print";
            ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                         uri.c_str());
            ippAddInteger(request, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", 1);
            ipp_t* answer = cupsDoRequest(http, request, "/ipp/print");
            ipp_attribute_t* attribute = ippFindAttribute(answer, "job-state", IPP_TAG_ENUM);
            REQUIRE(attribute != nullptr);
            state = ippGetInteger(attribute, 0);
            ippDelete(answer);
            httpClose(http);
            std::this_thread::sleep_for(50ms);
        }
        return state;
    }

    void touch(const std::string& name) const { std::ofstream(temp_.path() / name).close(); }
    bool exists(const std::string& name) const { return fs::exists(temp_.path() / name); }
    void switch_off() { printer_.reset(); }

  private:
    TempFolder temp_;
    int port_ = 0;
    std::optional<Program> bus_;
    std::optional<Program> printer_;
};

// The script goes on once the file is there; at most ten seconds.
std::string wait_for_file(const std::string& name) {
    return "i=0; while [ ! -e \"$FOLDER/" + name +
           "\" ] && [ $i -lt 200 ]; do sleep 0.05; i=$((i+1)); done\n";
}

}  // namespace

TEST_CASE("a table of several sheets reaches an IPP printer dot for dot") {
    if (!is_installed()) return;
    const RealPrinter real("exit 0\n");
    const std::vector<SheetRaster> sheets = drawn(table_page(80), PrintMedia::a4);
    REQUIRE(real.printer()->state() == PrinterState::ready);
    REQUIRE(real.printer()->print(sheets_of(sheets), {}, {}).state == PrintJobState::printed);
    const std::vector<std::string> pages = real.pages();
    REQUIRE(pages.size() == 1);
    const std::vector<SheetRaster> read = read_pwg(pages[0]);
    REQUIRE(read.size() == sheets.size());
    for (std::size_t i = 0; i < read.size(); ++i) REQUIRE(read[i].ink == sheets[i].ink);
}

TEST_CASE("an IPP printer is reached encrypted, too") {
    if (!is_installed()) return;
    const RealPrinter real("exit 0\n");
    const std::vector<SheetRaster> sheets = drawn(slip_page(), PrintMedia::a4);
    const auto printer = real.printer(quick, "ipps");
    REQUIRE(printer->print(sheets_of(sheets), {}, {}).state == PrintJobState::printed);
    REQUIRE(read_pwg(real.pages().at(0))[0].ink == sheets[0].ink);
}

TEST_CASE("paper that runs out is said while the job waits, and it prints once there is paper") {
    if (!is_installed()) return;
    const RealPrinter real("echo 'STATE: +media-empty-error' >&2\n" + wait_for_file("paper") +
                           "echo 'STATE: -media-empty-error' >&2\nexit 0\n");
    const std::vector<SheetRaster> sheets = drawn(slip_page(), PrintMedia::a4);
    std::vector<PrinterState> states;
    const PrintResult result =
        real.printer()->print(sheets_of(sheets), {}, [&](PrinterState state) {
            states.push_back(state);
            if (state == PrinterState::paper_out) real.touch("paper");
        });
    REQUIRE(result.state == PrintJobState::printed);
    REQUIRE(std::find(states.begin(), states.end(), PrinterState::paper_out) != states.end());
}

TEST_CASE("a printer that takes a page and never prints it is given up, and the job taken back") {
    if (!is_installed()) return;
    const RealPrinter real(wait_for_file("end") + "exit 0\n");
    const std::vector<SheetRaster> sheets = drawn(slip_page(), PrintMedia::a4);
    PrinterTimes times = quick;
    times.job_max = 500ms;
    const auto printer = real.printer(times);
    REQUIRE(printer->print(sheets_of(sheets), {}, {}).state == PrintJobState::timed_out);
    real.touch("end");
    REQUIRE(real.end_of_job() == IPP_JSTATE_CANCELED);
}

TEST_CASE("nobody who puts paper in ends the job with what is the matter") {
    if (!is_installed()) return;
    const RealPrinter real("echo 'STATE: +cover-open-error' >&2\n" + wait_for_file("end") +
                           "exit 1\n");
    const std::vector<SheetRaster> sheets = drawn(slip_page(), PrintMedia::a4);
    PrinterTimes times = quick;
    times.fault_max = 500ms;
    const PrintResult result = real.printer(times)->print(sheets_of(sheets), {}, {});
    REQUIRE(result.state == PrintJobState::failed);
    REQUIRE(result.printer == PrinterState::cover_open);
    real.touch("end");
}

TEST_CASE("a cancelled page is taken back from the printer") {
    if (!is_installed()) return;
    const RealPrinter real("touch \"$FOLDER/begun\"\n" + wait_for_file("end") + "exit 0\n");
    const std::vector<SheetRaster> sheets = drawn(slip_page(), PrintMedia::a4);
    std::stop_source cancel;
    std::thread person([&] {
        for (int i = 0; i < 400 && !real.exists("begun"); ++i) std::this_thread::sleep_for(25ms);
        cancel.request_stop();
    });
    const PrintResult result = real.printer()->print(sheets_of(sheets), cancel.get_token(), {});
    person.join();
    real.touch("end");
    REQUIRE(result.state == PrintJobState::cancelled);
    REQUIRE(real.end_of_job() == IPP_JSTATE_CANCELED);
}

TEST_CASE("a printer that is switched off, or takes no raster, says so") {
    if (!is_installed()) return;
    RealPrinter real("exit 0\n", "application/pdf");
    const std::vector<SheetRaster> sheets = drawn(slip_page(), PrintMedia::a4);
    PrintResult result = real.printer()->print(sheets_of(sheets), {}, {});
    REQUIRE(result.state == PrintJobState::failed);
    REQUIRE(result.printer == PrinterState::refused);
    const auto printer = real.printer();
    real.switch_off();
    result = printer->print(sheets_of(sheets), {}, {});
    REQUIRE(result.state == PrintJobState::failed);
    REQUIRE(result.printer == PrinterState::offline);
}
