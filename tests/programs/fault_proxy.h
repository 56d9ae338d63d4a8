// A proxy between a kiosk and its county that spoils the line: refuses, cuts after so
// many bytes, swallows responses, responses with a page of its own. On loopback, in a thread
// of the test.

#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace hall {

struct Fault {
    enum class Kind {
        none,
        refuse,           // close at once
        cut_down,         // close after `bytes` of the responses of a connection
        cut_up,           // close after `bytes` of the requests
        swallow_answers,  // the county gets the request, the kiosk hears nothing
        html,             // a captive portal: 200 and a page
        error_500,
        drip,  // a byte every 100 ms
    };
    Kind kind = Kind::none;
    std::uint64_t bytes = 0;
};

class FaultProxy {
  public:
    explicit FaultProxy(int county_port);
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;
    ~FaultProxy();

    int port() const { return port_; }

    // For connections made from now on.
    void set(Fault fault);

    // Bytes carried since the start, both ways, connections made, and requests begun: a
    // client that waits for each response sends a request in one piece or begins one with it.
    std::uint64_t bytes_up() const { return bytes_up_; }
    std::uint64_t bytes_down() const { return bytes_down_; }
    int connections() const { return connections_; }
    int requests() const { return requests_; }

  private:
    void accept_loop();
    void serve(int client, Fault fault);

    int county_port_;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<bool> stopping_ = false;
    std::atomic<Fault::Kind> kind_ = Fault::Kind::none;
    std::atomic<std::uint64_t> fault_bytes_ = 0;
    std::atomic<std::uint64_t> bytes_up_ = 0;
    std::atomic<std::uint64_t> bytes_down_ = 0;
    std::atomic<int> connections_ = 0;
    std::atomic<int> requests_ = 0;
    std::thread thread_;
};

}  // namespace hall
