// A small HTTPS server on loopback, in threads of the test. It responses what it is told
// to, and remembers which requests came on which connection.

#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/edge/certificates.h"

namespace hall {

struct ServedRequest {
    std::string method;
    std::string path;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
};

// The whole HTTP/1.1 response for a status and a body.
std::string http_response(int status, const std::string& body, const std::string& headers = {});

class TlsServer {
  public:
    // One request at a time is given to `response`.
    using Answer = std::function<std::string(const ServedRequest&)>;
    TlsServer(const Certificate& certificate, Answer response);
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;
    ~TlsServer();

    std::string url() const { return "https://localhost:" + std::to_string(port_); }
    int port() const { return port_; }

    // Paths by connection, for those on which a request came.
    std::vector<std::vector<std::string>> connections();

  private:
    struct Context;
    void accept_all();
    void serve(int socket, std::size_t number);

    std::unique_ptr<Context> context_;
    Answer answer_;
    int listener_ = -1;
    int port_ = 0;
    std::mutex mutex_;
    bool stopping_ = false;
    std::vector<int> sockets_;
    std::vector<std::vector<std::string>> connections_;
    std::vector<std::thread> threads_;
    std::thread acceptor_;
};

}  // namespace hall
