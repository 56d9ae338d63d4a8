// A receipt printer over TCP, played: it answers DLE EOT and GS r, has no paper, an open cover, or
// says nothing.

#include "kiosk/devices/print/escpos_printer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <mutex>
#include <thread>

#include "kiosk/devices/camera/qr_reader.h"
#include "tests/catch.h"
#include "tests/devices/sample_pages.h"
#include "tests/temp_folder.h"

namespace {

using namespace hall;
using namespace hall::kiosk;
using namespace std::chrono_literals;

constexpr PrinterTimes quick{
    .answer_max = 400ms, .job_max = 600ms, .fault_max = 600ms, .poll = 20ms};

// What was sent, without the questions, is printed; it is forgotten by DLE DC4 8.
class PlayedPrinter {
  public:
    struct Behaviour {
        bool answers = true;
        bool prints = true;  // answers GS r
        std::uint8_t offline_cause = 0x12;
        std::uint8_t paper = 0x12;
        std::size_t paper_bytes = SIZE_MAX;  // paper for so many bytes of bands
        bool closes_after_start = false;
        bool takes_nothing = false;  // does not even read
    };

    explicit PlayedPrinter(Behaviour behaviour) : behaviour_(behaviour) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        REQUIRE(listener_ >= 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* any = reinterpret_cast<sockaddr*>(&address);
        REQUIRE(::bind(listener_, any, size) == 0);
        REQUIRE(::listen(listener_, 4) == 0);
        REQUIRE(::getsockname(listener_, any, &size) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }
    ~PlayedPrinter() {
        thread_.request_stop();
        thread_.join();
        ::close(listener_);
    }

    int port() const { return port_; }
    void put_paper_in() { has_paper_ = true; }
    bool was_told_to_forget() const { return forgotten_; }
    std::string printed() {
        const std::lock_guard lock(mutex_);
        return printed_;
    }

  private:
    static bool ready(int descriptor) {
        pollfd waited{.fd = descriptor, .events = POLLIN, .revents = 0};
        return ::poll(&waited, 1, 20) > 0;
    }

    void run(const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            if (!ready(listener_)) continue;
            const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            std::string bytes;
            while (!stop.stop_requested()) {
                if (behaviour_.takes_nothing || !ready(client)) continue;
                char buffer[8192];
                const ssize_t count = ::read(client, buffer, sizeof buffer);
                if (count <= 0) break;
                bytes.append(buffer, static_cast<std::size_t>(count));
                take(client, bytes);
                if (behaviour_.closes_after_start && !printed().empty()) break;
            }
            ::close(client);
        }
    }

    void take(int client, std::string& bytes) {
        for (;;) {
            const std::string_view rest = bytes;
            std::size_t used = 0;
            if (rest.starts_with("\x10\x04") && rest.size() >= 3) {
                used = 3;
                answer(client, rest[2]);
            } else if (rest.starts_with("\x1Dr") && rest.size() >= 3) {
                used = 3;
                if (behaviour_.answers && behaviour_.prints) reply(client, 0x00);
            } else if (rest.starts_with("\x10\x14") && rest.size() >= 10) {
                used = 10;
                forgotten_ = true;
            } else if (rest.starts_with("\x1B@") || rest.starts_with("\x1DV")) {
                used = rest[1] == '@' ? 2 : 4;
                if (rest.size() >= used) keep(rest.substr(0, used));
            } else if (rest.starts_with("\x1Dv") && rest.size() >= 8) {
                const auto at = [&](std::size_t i) {
                    return static_cast<std::size_t>(static_cast<std::uint8_t>(rest[i]));
                };
                used = 8 + (at(4) | at(5) << 8) * (at(6) | at(7) << 8);
                if (rest.size() >= used) keep(rest.substr(0, used));
            }
            if (used == 0 || used > bytes.size()) return;
            bytes.erase(0, used);
        }
    }

    void keep(std::string_view part) {
        const std::lock_guard lock(mutex_);
        printed_ += part;
    }

    void answer(int client, char question) {
        if (!behaviour_.answers) return;
        const bool paper_out = !has_paper_ && printed().size() > behaviour_.paper_bytes;
        std::uint8_t status = 0x12;
        if (question == 2) status = behaviour_.offline_cause;
        if (question == 4) status = paper_out ? 0x72 : behaviour_.paper;
        reply(client, status);
    }

    static void reply(int client, std::uint8_t byte) {
        REQUIRE(::send(client, &byte, 1, MSG_NOSIGNAL) >= -1);
    }

    const Behaviour behaviour_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> has_paper_ = false;
    std::atomic<bool> forgotten_ = false;
    std::mutex mutex_;
    std::string printed_;
    std::jthread thread_;
};

PrintResult print_to(int port, const std::vector<SheetRaster>& sheets,
                     std::stop_token cancel = {}) {
    EscposPrinter printer({.host = "127.0.0.1", .port = port}, quick);
    return printer.print(sheets_of(sheets), std::move(cancel), {});
}

std::vector<SheetRaster> slip() {
    return drawn(slip_page(), PrintMedia::receipt_80);
}

}  // namespace

TEST_CASE("a slip over TCP arrives whole, and is printed when the printer says so") {
    PlayedPrinter played({});
    const std::vector<SheetRaster> sheets = slip();
    const PrintResult result = print_to(played.port(), sheets);
    REQUIRE(result.state == PrintJobState::printed);
    const std::vector<SheetRaster> tickets = read_escpos(played.printed());
    REQUIRE(tickets.size() == 1);
    REQUIRE(tickets[0].height == sheets[0].height);
    ZbarQrReader reader;
    REQUIRE(reader.read(grey_of(tickets[0])) == std::vector<std::string>{slip_payload});
    REQUIRE_FALSE(played.was_told_to_forget());
}

TEST_CASE("a printer without paper or with an open cover is sent nothing") {
    PlayedPrinter no_paper({.paper = 0x72});
    PrintResult result = print_to(no_paper.port(), slip());
    REQUIRE(result.state == PrintJobState::failed);
    REQUIRE(result.printer == PrinterState::paper_out);
    REQUIRE(no_paper.printed().empty());
    PlayedPrinter open({.offline_cause = 0x16});
    result = print_to(open.port(), slip());
    REQUIRE(result.printer == PrinterState::cover_open);
    REQUIRE(open.printed().empty());
}

TEST_CASE("paper that runs out in the middle ends the job, and the printer is told to forget") {
    PlayedPrinter played({.paper_bytes = 20'000});
    const PrintResult result = print_to(played.port(), slip());
    REQUIRE(result.state == PrintJobState::failed);
    REQUIRE(result.printer == PrinterState::paper_out);
    for (int i = 0; i < 100 && !played.was_told_to_forget(); ++i) std::this_thread::sleep_for(10ms);
    REQUIRE(played.was_told_to_forget());
}

TEST_CASE("a printer that never answers, takes nothing or never prints ends in its own word") {
    PlayedPrinter silent({.answers = false});
    PrintResult result = print_to(silent.port(), slip());
    REQUIRE(result.state == PrintJobState::failed);
    REQUIRE(result.printer == PrinterState::not_answering);

    PlayedPrinter idle({.prints = false});
    result = print_to(idle.port(), slip());
    REQUIRE(result.state == PrintJobState::timed_out);
    REQUIRE(result.printer == PrinterState::ready);

    PlayedPrinter deaf({.takes_nothing = true});
    result = print_to(deaf.port(), slip());
    REQUIRE(result.printer == PrinterState::not_answering);
}

TEST_CASE("a printer that goes away in the middle, or is not there, is offline") {
    PlayedPrinter leaving({.closes_after_start = true});
    PrintResult result = print_to(leaving.port(), slip());
    REQUIRE(result.state == PrintJobState::failed);
    REQUIRE(result.printer == PrinterState::offline);
    int port = 0;
    {
        const PlayedPrinter gone({});
        port = gone.port();
    }
    result = print_to(port, slip());
    REQUIRE(result.state == PrintJobState::failed);
    REQUIRE(result.printer == PrinterState::offline);
    REQUIRE(EscposPrinter({.device = "/dev/usb/lp-none"}, quick).state() == PrinterState::offline);
}

TEST_CASE("a cancelled slip is not printed on") {
    PlayedPrinter played({.prints = false});
    std::stop_source cancel;
    std::thread later([&] {
        while (played.printed().empty()) std::this_thread::sleep_for(5ms);
        cancel.request_stop();
    });
    const PrintResult result = print_to(played.port(), slip(), cancel.get_token());
    later.join();
    REQUIRE(result.state == PrintJobState::cancelled);
    for (int i = 0; i < 100 && !played.was_told_to_forget(); ++i) std::this_thread::sleep_for(10ms);
    REQUIRE(played.was_told_to_forget());
}

TEST_CASE("a device file that never answers can be printed to without asking") {
    const TempFolder temp;
    const std::string file = (temp.path() / "lp0").string();
    std::ofstream(file).close();
    EscposPrinter printer({.device = file, .asks_state = false}, quick);
    REQUIRE(printer.state() == PrinterState::ready);
    const std::vector<SheetRaster> sheets = slip();
    REQUIRE(printer.print(sheets_of(sheets), {}, {}).state == PrintJobState::printed);
    std::ifstream in(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), {});
    REQUIRE(read_escpos(bytes).size() == 1);
}
