// A server on loopback that answers every request with the same bytes, whatever they are:
// a county, a portal, or noise. One connection at a time.

#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "sync/core/check.h"

namespace hall {

class UntrustedPeer {
  public:
    UntrustedPeer() {
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* any = reinterpret_cast<sockaddr*>(&address);
        socklen_t length = sizeof address;
        CHECK(listener_ >= 0 && bind(listener_, any, length) == 0 && listen(listener_, 16) == 0);
        CHECK(getsockname(listener_, any, &length) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    UntrustedPeer(const UntrustedPeer&) = delete;
    UntrustedPeer& operator=(const UntrustedPeer&) = delete;
    // REQUIRES: whoever asked has hung up.
    ~UntrustedPeer() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }

    std::string server() const { return "http://127.0.0.1:" + std::to_string(port_); }

    // What it answers from now on, and whether it then hangs up.
    void say(std::string_view response, bool hangs_up = true) {
        const std::lock_guard lock(mutex_);
        answer_ = response;
        hangs_up_ = hangs_up;
    }

    int connections() const { return connections_; }

  private:
    void serve() {
        for (;;) {
            const int client = accept(listener_, nullptr, nullptr);
            if (client < 0) return;
            ++connections_;
            while (hear(client) && !response(client)) {
            }
            close(client);
        }
    }

    // The whole request, or closing would tell the other side that it was not read. False
    // if there is none.
    static bool hear(int client) {
        std::string request;
        char piece[1024];
        while (request.find("\r\n\r\n") == std::string::npos) {
            const ssize_t count = recv(client, piece, sizeof piece, 0);
            if (count <= 0) return false;
            request.append(piece, static_cast<std::size_t>(count));
        }
        return true;
    }

    // True if it was the last.
    bool response(int client) {
        const std::lock_guard lock(mutex_);
        for (std::string_view rest = answer_; !rest.empty();) {
            const ssize_t sent = send(client, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (sent <= 0) return true;
            rest.remove_prefix(static_cast<std::size_t>(sent));
        }
        return hangs_up_;
    }

    int listener_ = -1;
    int port_ = 0;
    std::atomic<int> connections_ = 0;
    std::mutex mutex_;
    std::string answer_;
    bool hangs_up_ = true;
    std::thread thread_;
};

}  // namespace hall
