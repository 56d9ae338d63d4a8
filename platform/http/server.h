// Server: HTTP/1.1 over TCP, one thread for the network, and the socket through which
// commands reach a running platform. The one home of Boost.Beast.
//
// Limits are part of the protocol (docs/protocol.md, section 10). Errors are problem
// details, never HTML. TLS is the business of the web server in front.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "platform/http/router.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::platform {

struct ServerLimits {
    std::size_t header_bytes_max = 64 << 10;
    std::size_t connections_max = 4096;
    std::size_t bodies_bytes_max = 256 << 20;  // of all bodies under way; more are told to wait
    std::size_t slow_waiting_max = 64;         // requests for a slow route; more are told to wait
    // The share of one address (of a /64 of IPv6) in each of them.
    std::size_t connections_client_max = 1024;
    std::size_t bodies_client_bytes_max = 64 << 20;
    std::size_t slow_client_max = 32;
    int idle_ms = 75'000;    // without a request
    int header_ms = 10'000;  // from the first byte to the end of the headers
    int body_ms = 30'000;    // for the whole body
    int write_ms = 30'000;   // for each 64 KB of the answer
    int stop_ms = 10'000;    // for requests under way when the server stops
};

// The same with so many connections as a process with so many descriptors can hold: each
// may need a second one for a file that it sends, and commands, the store and the log need
// theirs.
ServerLimits fitted_to_descriptors(ServerLimits limits, std::uint64_t descriptors);

// Raises what this process may have open as far as it may itself, and says how far that is.
std::uint64_t raise_descriptors();

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;     // 0: any free one
    std::string public_url;     // "https://hall.example.cn" if a web server stands in front
    bool behind_proxy = false;  // the client's address is the last of X-Forwarded-For
    Path control;               // socket for commands; empty: none
    ServerLimits limits;
};

// Answers one line from the control socket, on a slow thread.
using ControlAnswer = std::function<std::string(std::string_view line)>;

class Server {
  public:
    // Binds and listens. `router` and `executor` must outlive the server.
    //   unavailable  the address is taken or not ours
    static Result<std::unique_ptr<Server>> open(const Router& router, StoreExecutor& executor,
                                                ServerOptions options, ControlAnswer control = {});

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();

    std::uint16_t port() const;

    // Serves until stop(), SIGTERM or SIGINT; requests under way are answered first.
    void run();

    void stop();  // any thread

  private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace hall::platform
