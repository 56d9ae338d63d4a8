// A real county on loopback with one kiosk's device: seeded, served, reached through a
// line that can be spoiled, and worked by a real console.

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "sync/core/json.h"
#include "sync/edge/transport/http_transport.h"
#include "tests/programs/fault_proxy.h"
#include "tests/programs/program.h"
#include "tests/temp_folder.h"

namespace hall {

class County {
  public:
    County();  // seeds and serves; fails the test if it cannot

    std::string server() const;  // through the proxy
    std::string device() const { return (temp_.path() / "device").string(); }
    std::string data() const { return (temp_.path() / "county").string(); }
    std::string folder() const { return temp_.path().string(); }

    void enrol(const std::string& device);
    // hall-sync once; its exit code.
    int sync(const std::string& device);

    // Puts an article into 滴水村's channel.
    void publish_article(const std::string& id, const std::string& title);

    // --- The console
    Json requests(const std::string& slip = {});
    Json kiosks();
    // An attachment of the request with this slip, opened.
    std::string attachment(const std::string& slip, int number);
    // Moves the request with this slip on, with the usual sentence and a message.
    void move(const std::string& slip, const std::string& to, const std::string& message = {});

    FaultProxy& line() { return *line_; }
    void restart();                     // kill -9 and serve again, on the same port
    int port() const { return port_; }  // of the county itself, past the proxy
    pid_t server_pid() const { return platform_->pid(); }

  private:
    void serve(int port);
    HttpResponse ask(const std::string& method, const std::string& path,
                     const std::string& body = {});
    void log_in();

    TempFolder temp_;
    std::unique_ptr<Program> platform_;
    std::unique_ptr<FaultProxy> line_;
    int port_ = 0;
    std::string password_;
    std::string cookie_;
    std::string csrf_;
};

// A kiosk that is walked through from the test.
class DrivenKiosk {
  public:
    explicit DrivenKiosk(const std::string& device, const std::string& log = "/dev/null");

    // Each fails the test if the kiosk says no.
    void tap(const std::string& label) { step("tap " + label); }
    void step(const std::string& line);
    bool shows(const std::string& text);
    void go_home();  // from wherever it is
    std::string screen();

    // Fills in the allowance form by label and sends it; the slip's number and code.
    struct Slip {
        std::string number;
        std::string code;
    };
    Slip submit_form();
    // Looks a slip up; the screen then shows what is known.
    void look_up(const Slip& slip, bool with_code);
    void end();
    Program& program() { return program_; }

  private:
    std::string ask(const std::string& line);
    Program program_;
};

}  // namespace hall
