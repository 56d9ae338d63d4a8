// One TCP connection of the server: reads requests, has them answered, writes the answers.
// Private to the server; it and server.cc are the only files that see Boost.Beast.

#pragma once

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "platform/http/server.h"

namespace hall {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

// The error of an operation that is waited for, instead of an exception.
inline auto into(ErrorCode& error) {
    return asio::redirect_error(asio::use_awaitable, error);
}

// What all connections of a server share; of its one thread.
struct ConnectionShare {
    const Router& router;
    StoreGate& gate;
    const ServerOptions& options;
    asio::thread_pool& slow;
    std::size_t slow_waiting = 0;
    std::size_t bodies_bytes = 0;  // that bodies under way may come to
    bool stopping = false;
};

// What one body may come to, counted until it is answered: a thousand clients that send 8
// MB each, signed by nobody, must not fill the memory.
class BodyRoom {
  public:
    BodyRoom() = default;
    BodyRoom(BodyRoom&& other) noexcept
        : share_(std::exchange(other.share_, nullptr)), bytes_(other.bytes_) {}
    BodyRoom& operator=(BodyRoom&& other) noexcept {
        std::swap(share_, other.share_);
        std::swap(bytes_, other.bytes_);
        return *this;
    }
    ~BodyRoom() {
        if (share_ != nullptr) share_->bodies_bytes -= bytes_;
    }

    // False if there is no room now.
    static bool take(ConnectionShare& share, std::size_t bytes, BodyRoom& room) {
        if (share.bodies_bytes + bytes > share.options.limits.bodies_bytes_max) return false;
        share.bodies_bytes += bytes;
        room = BodyRoom(share, bytes);
        return true;
    }

  private:
    BodyRoom(ConnectionShare& share, std::size_t bytes) : share_(&share), bytes_(bytes) {}
    ConnectionShare* share_ = nullptr;
    std::size_t bytes_ = 0;
};

class Connection {
  public:
    Connection(tcp::socket socket, ConnectionShare& share);

    // Until the client or the server has enough. Errors end it quietly.
    asio::awaitable<void> serve();

    // One answer to a client there is no room for.
    asio::awaitable<void> turn_away();

    bool idle() const { return idle_; }
    void close() { stream_.close(); }

  private:
    using Parser = http::request_parser<http::string_body>;

    // What became of reading a request.
    struct Incoming {
        HttpRequest request;
        const Route* route = nullptr;
        std::optional<HttpResponse> refusal;  // answer this and close
        BodyRoom room;
        bool keep_alive = false;
        bool closed = false;
    };

    asio::awaitable<bool> serve_one();
    asio::awaitable<void> linger();
    asio::awaitable<Incoming> read();
    asio::awaitable<void> read_body(Incoming& incoming, Parser& parser);
    void take_head(const Parser& parser, Incoming& incoming) const;
    asio::awaitable<HttpResponse> answer(HttpRequest request, const Route& route);
    asio::awaitable<HttpResponse> answer_in_store(std::shared_ptr<HttpRequest> request,
                                                  const StoreRoute& route);
    asio::awaitable<HttpResponse> answer_slowly(std::shared_ptr<HttpRequest> request,
                                                const SlowRoute& route);
    asio::awaitable<bool> write(HttpResponse response, bool head_only, bool keep_alive);
    asio::awaitable<bool> write_file(const FilePart& part);
    void expires_after_ms(int ms) { stream_.expires_after(std::chrono::milliseconds(ms)); }

    ConnectionShare& share_;
    const ServerLimits& limits_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::string remote_;
    bool idle_ = true;
    bool refused_ = false;
};

// Waits until `start` calls the function it was given, from whatever thread. `start` must
// live in the caller's frame: GCC 12 destroys a temporary of a co_await twice.
template <typename Start>
asio::awaitable<HttpResponse> called_back(const Start& start) {
    const auto initiate = [&start](auto handler) {
        auto executor = asio::get_associated_executor(handler);
        auto work = asio::make_work_guard(executor);
        auto shared = std::make_shared<decltype(handler)>(std::move(handler));
        start([shared, executor, work](HttpResponse response) {
            asio::post(executor, [shared, response = std::move(response)]() mutable {
                (*shared)(std::move(response));
            });
        });
    };
    HttpResponse response =
        co_await asio::async_initiate<const asio::use_awaitable_t<>, void(HttpResponse)>(
            initiate, asio::use_awaitable);
    co_return response;
}

}  // namespace hall
