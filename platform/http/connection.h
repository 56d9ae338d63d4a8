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

#include "platform/http/connection_book.h"
#include "platform/http/server.h"
#include "platform/http/shared_room.h"

namespace hall::platform {

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
    ConnectionShare(const Router& the_router, StoreExecutor& the_gate,
                    const ServerOptions& its_options, asio::thread_pool& slow_threads)
        : router(the_router),
          executor(the_gate),
          options(its_options),
          slow(slow_threads),
          // Behind a web server all connections are its own.
          book({its_options.limits.connections_max,
                its_options.behind_proxy ? its_options.limits.connections_max
                                         : its_options.limits.connections_client_max}),
          bodies(its_options.limits.bodies_bytes_max, its_options.limits.bodies_client_bytes_max),
          slow_room(its_options.limits.slow_waiting_max, its_options.limits.slow_client_max) {}

    const Router& router;
    StoreExecutor& executor;
    const ServerOptions& options;
    asio::thread_pool& slow;
    ConnectionBook book;
    SharedRoom bodies;     // bytes that bodies under way may come to, until they are answered
    SharedRoom slow_room;  // requests that wait for a slow thread
    bool stopping = false;
};

class Connection {
  public:
    // `number` is its own in the book.
    Connection(tcp::socket socket, ConnectionShare& share, ConnectionBook::Number number);

    // Until the client or the server has enough. Errors end it quietly.
    asio::awaitable<void> serve();

    // One answer to a client there is no room for.
    asio::awaitable<void> turn_away();

    // As whose it counts. Everybody behind a web server of ours is one client.
    const std::string& client() const { return client_; }

    bool idle() const { return idle_; }
    void close() { stream_.close(); }

  private:
    using Parser = http::request_parser<http::string_body>;

    // What became of reading a request.
    struct Incoming {
        HttpRequest request;
        const Route* route = nullptr;
        std::optional<HttpResponse> refusal;    // answer this and close
        std::optional<SharedRoom::Place> room;  // for the body
        bool keep_alive = false;
        bool closed = false;
    };

    asio::awaitable<bool> serve_one();
    asio::awaitable<void> linger();
    asio::awaitable<Incoming> read();
    asio::awaitable<void> read_body(Incoming& incoming, Parser& parser);
    asio::awaitable<bool> find_room(Incoming& incoming, std::size_t bytes);
    asio::awaitable<std::optional<HttpResponse>> admission(const HttpRequest& request,
                                                           const Route& route);
    void take_head(const Parser& parser, Incoming& incoming) const;
    asio::awaitable<HttpResponse> answer(HttpRequest request, const Route& route);
    asio::awaitable<HttpResponse> answer_in_store(std::shared_ptr<HttpRequest> request,
                                                  const StoreRoute& route);
    asio::awaitable<HttpResponse> answer_slowly(std::shared_ptr<HttpRequest> request,
                                                const SlowRoute& route);
    asio::awaitable<bool> write(HttpResponse response, bool head_only, bool keep_alive);
    asio::awaitable<bool> write_body(std::string_view body);
    asio::awaitable<bool> write_file(const FilePart& part);
    void expires_after_ms(int ms) { stream_.expires_after(std::chrono::milliseconds(ms)); }

    ConnectionShare& share_;
    const ServerLimits& limits_;
    const ConnectionBook::Number number_;
    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    std::string remote_;
    std::string client_;
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

}  // namespace hall::platform
