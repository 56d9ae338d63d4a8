#include "tests/programs/fault_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string_view>
#include <vector>

#include "sync/core/check.h"

namespace hall {

namespace {

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

bool begins_request(std::string_view bytes) {
    for (const char* method : {"GET /", "POST /", "HEAD /", "PATCH /", "PUT /"}) {
        if (bytes.starts_with(method)) return true;
    }
    return false;
}

// The response of a line that answers by itself.
std::string own_answer(Fault::Kind kind) {
    if (kind == Fault::Kind::html) {
        const std::string page = "<html><body>请先登录无线网络</body></html>";
        return "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: "
               "close\r\nContent-Length: " +
               std::to_string(page.size()) + "\r\n\r\n" + page;
    }
    return "HTTP/1.1 500 Internal Server Error\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
}

}  // namespace

FaultProxy::FaultProxy(int county_port) : county_port_(county_port) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CHECK(listener_ >= 0);
    sockaddr_in address = loopback(0);
    CHECK(bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    CHECK(listen(listener_, 64) == 0);
    socklen_t length = sizeof address;
    CHECK(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { accept_loop(); });
}

FaultProxy::~FaultProxy() {
    stopping_ = true;
    thread_.join();
    close(listener_);
}

void FaultProxy::set(Fault fault) {
    kind_ = fault.kind;
    fault_bytes_ = fault.bytes;
}

void FaultProxy::accept_loop() {
    std::vector<std::thread> connections;
    while (!stopping_) {
        pollfd descriptor{listener_, POLLIN, 0};
        if (poll(&descriptor, 1, 20) <= 0) continue;
        const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        ++connections_;
        connections.emplace_back(
            [this, client, fault = Fault{kind_, fault_bytes_}] { serve(client, fault); });
    }
    for (std::thread& connection : connections) connection.join();
}

void FaultProxy::serve(int client, Fault fault) {
    const int county = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(county_port_);
    const bool own = fault.kind == Fault::Kind::html || fault.kind == Fault::Kind::error_500;
    bool open = fault.kind != Fault::Kind::refuse;
    if (open && !own)
        open = connect(county, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    std::uint64_t up = 0;
    std::uint64_t down = 0;
    while (open && !stopping_) {
        pollfd descriptors[2] = {{client, POLLIN, 0}, {county, POLLIN, 0}};
        if (poll(descriptors, own ? 1 : 2, 20) < 0) break;
        char buffer[16'384];
        if ((descriptors[0].revents & (POLLIN | POLLHUP)) != 0) {
            ssize_t got = recv(client, buffer, sizeof buffer, 0);
            if (got <= 0) break;
            if (own) {
                send_all(client, own_answer(fault.kind));
                break;
            }
            if (fault.kind == Fault::Kind::cut_up &&
                up + static_cast<std::uint64_t>(got) > fault.bytes) {
                got = static_cast<ssize_t>(fault.bytes - up);
                open = false;
            }
            up += static_cast<std::uint64_t>(got);
            bytes_up_ += static_cast<std::uint64_t>(got);
            if (begins_request({buffer, static_cast<std::size_t>(got)})) ++requests_;
            if (!send_all(county, {buffer, static_cast<std::size_t>(got)})) break;
        }
        if (!own && (descriptors[1].revents & (POLLIN | POLLHUP)) != 0) {
            const std::size_t want = fault.kind == Fault::Kind::drip ? 1 : sizeof buffer;
            ssize_t got = recv(county, buffer, want, 0);
            if (got <= 0) break;
            if (fault.kind == Fault::Kind::drip)
                std::this_thread::sleep_for(std::chrono::milliseconds(100));
            if (fault.kind == Fault::Kind::swallow_answers) continue;
            if (fault.kind == Fault::Kind::cut_down &&
                down + static_cast<std::uint64_t>(got) > fault.bytes) {
                got = static_cast<ssize_t>(fault.bytes - down);
                open = false;
            }
            down += static_cast<std::uint64_t>(got);
            bytes_down_ += static_cast<std::uint64_t>(got);
            if (!send_all(client, {buffer, static_cast<std::size_t>(got)})) break;
        }
    }
    close(client);
    close(county);
}

}  // namespace hall
