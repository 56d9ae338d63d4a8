#include "platform/http/server.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "platform/http/client_address.h"
#include "platform/http/connection.h"
#include "platform/http/control_path.h"
#include "sync/core/log.h"

namespace hall::platform {

namespace {

using asio::local::stream_protocol;
using Milliseconds = std::chrono::milliseconds;

}  // namespace

struct Server::State {
    State(const Router& the_router, StoreExecutor& the_gate, ServerOptions the_options,
          ControlAnswer the_control)
        : options(std::move(the_options)),
          control(std::move(the_control)),
          share(the_router, the_gate, options, slow) {}

    Result<void> listen();
    Result<void> listen_for_commands();
    void begin_stop();

    asio::awaitable<void> accept();
    asio::awaitable<void> accept_commands();
    asio::awaitable<void> serve_command(std::shared_ptr<stream_protocol::socket> socket);
    asio::awaitable<void> pause();
    void take_in(tcp::socket socket);
    asio::awaitable<void> serve(ConnectionBook::Number number,
                                std::shared_ptr<Connection> connection);
    asio::awaitable<void> turn_away(std::shared_ptr<Connection> connection);

    const ServerOptions options;
    const ControlAnswer control;
    asio::thread_pool slow{2};
    ConnectionShare share;
    // Destroyed before what its connections share: those under way give their room back.
    asio::io_context io{1};
    tcp::acceptor acceptor{io};
    stream_protocol::acceptor commands{io};
    asio::signal_set signals{io};
    asio::steady_timer deadline{io};
    std::map<ConnectionBook::Number, std::shared_ptr<Connection>> connections;
    ConnectionBook::Number next_number = 1;
    int turning_away = 0;
};

Result<void> Server::State::listen() {
    ErrorCode error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) return Error(Errc::unavailable, options.address + ": not an address");
    const tcp::endpoint endpoint(address, options.port);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(1024, error);
    if (error) {
        return Error(Errc::unavailable,
                     authority_of(options.address, options.port) + ": " + error.message());
    }
    return {};
}

Result<void> Server::State::listen_for_commands() {
    const SocketPath path = TRY(SocketPath::of(options.control));
    ::unlink(path.text().c_str());
    ErrorCode error;
    commands.open(stream_protocol(), error);
    // Made with the rights of its owner alone: whoever may write here commands the county.
    const mode_t before = ::umask(0177);
    if (!error) commands.bind(stream_protocol::endpoint(path.text()), error);
    ::umask(before);
    if (!error) commands.listen(8, error);
    if (error) return Error(Errc::unavailable, options.control.string() + ": " + error.message());
    return {};
}

void Server::State::begin_stop() {
    if (share.stopping) return;
    share.stopping = true;
    ErrorCode ignored;
    acceptor.close(ignored);
    commands.close(ignored);
    signals.cancel(ignored);
    if (!options.control.empty()) ::unlink(options.control.c_str());
    for (const auto& [number, connection] : connections) {
        if (connection->idle()) connection->close();
    }
    if (connections.empty()) return;
    deadline.expires_after(Milliseconds(options.limits.stop_ms));
    deadline.async_wait([this](const ErrorCode& error) {
        if (!error) io.stop();
    });
}

// Out of descriptors: waits for some to be closed rather than spin.
asio::awaitable<void> Server::State::pause() {
    ErrorCode error;
    asio::steady_timer timer(io, Milliseconds(100));
    co_await timer.async_wait(into(error));
}

asio::awaitable<void> Server::State::accept() {
    for (;;) {
        ErrorCode error;
        tcp::socket socket = co_await acceptor.async_accept(into(error));
        if (share.stopping) co_return;
        if (error) {
            co_await pause();
            continue;
        }
        take_in(std::move(socket));
    }
}

void Server::State::take_in(tcp::socket socket) {
    constexpr int turning_away_max = 64;
    const ConnectionBook::Number number = next_number++;
    auto connection = std::make_shared<Connection>(std::move(socket), share, number);
    const ConnectionBook::Admission admission = share.book.admit(number, connection->client());
    if (!admission.admitted) {
        // With so many of them under way the rest are closed without a word.
        if (turning_away < turning_away_max)
            asio::co_spawn(io, turn_away(std::move(connection)), asio::detached);
        return;
    }
    if (admission.gives_way) connections.at(*admission.gives_way)->close();
    connections.emplace(number, connection);
    asio::co_spawn(io, serve(number, std::move(connection)), asio::detached);
}

asio::awaitable<void> Server::State::turn_away(std::shared_ptr<Connection> connection) {
    ++turning_away;
    co_await connection->turn_away();
    --turning_away;
}

asio::awaitable<void> Server::State::serve(ConnectionBook::Number number,
                                           std::shared_ptr<Connection> connection) {
    co_await connection->serve();
    share.book.leaves(number);
    connections.erase(number);
    if (share.stopping && connections.empty()) deadline.cancel();
}

asio::awaitable<void> Server::State::accept_commands() {
    for (;;) {
        ErrorCode error;
        stream_protocol::socket socket = co_await commands.async_accept(into(error));
        if (share.stopping) co_return;
        if (error) {
            co_await pause();
            continue;
        }
        auto shared = std::make_shared<stream_protocol::socket>(std::move(socket));
        asio::co_spawn(io, serve_command(std::move(shared)), asio::detached);
    }
}

asio::awaitable<void> Server::State::serve_command(
    std::shared_ptr<stream_protocol::socket> socket) {
    constexpr std::size_t line_bytes_max = 1 << 20;
    ErrorCode error;
    std::string line;
    const std::size_t length = co_await asio::async_read_until(
        *socket, asio::dynamic_buffer(line, line_bytes_max), '\n', into(error));
    if (error) co_return;
    line.resize(length - 1);
    const auto start = [this, &line](auto done) {
        asio::post(slow, [this, line, done] {
            HttpResponse response;
            response.body = control(line) + '\n';
            done(std::move(response));
        });
    };
    const HttpResponse answer = co_await called_back(start);
    co_await asio::async_write(*socket, asio::buffer(answer.body), into(error));
}

std::uint64_t raise_descriptors() {
    // More are of no use to 4096 connections, and some systems allow a thousand million.
    constexpr rlim_t wanted = 16'384;
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1024;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = std::min(wanted, limit.rlim_max);
        ::setrlimit(RLIMIT_NOFILE, &limit);
        ::getrlimit(RLIMIT_NOFILE, &limit);
    }
    return limit.rlim_cur;
}

ServerLimits fitted_to_descriptors(ServerLimits limits, std::uint64_t descriptors) {
    constexpr std::uint64_t kept_back_max = 256;
    constexpr std::uint64_t connections_min = 8;
    const std::uint64_t free = descriptors - std::min(descriptors / 4, kept_back_max);
    const std::uint64_t most = std::max(free / 2, connections_min);
    if (limits.connections_max > most) {
        limits.connections_max = static_cast<std::size_t>(most);
        limits.connections_client_max =
            std::min(limits.connections_client_max, std::max<std::size_t>(most / 4, 4));
    }
    return limits;
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}

Server::~Server() {
    // Jobs still on their way call back into this object's threads; wait for them.
    state_->slow.join();
    static_cast<void>(state_->share.executor.run([](Store&) -> Result<void> { return {}; }));
}

Result<std::unique_ptr<Server>> Server::open(const Router& router, StoreExecutor& executor,
                                             ServerOptions options, ControlAnswer control) {
    auto state = std::make_unique<State>(router, executor, std::move(options), std::move(control));
    TRY(state->listen());
    if (state->control && !state->options.control.empty()) TRY(state->listen_for_commands());
    ErrorCode error;
    state->signals.add(SIGTERM, error);
    state->signals.add(SIGINT, error);
    return std::unique_ptr<Server>(new Server(std::move(state)));
}

std::uint16_t Server::port() const {
    ErrorCode error;
    return state_->acceptor.local_endpoint(error).port();
}

void Server::run() {
    State& state = *state_;
    asio::co_spawn(state.io, state.accept(), asio::detached);
    if (state.commands.is_open()) {
        asio::co_spawn(state.io, state.accept_commands(), asio::detached);
    }
    state.signals.async_wait([&state](const ErrorCode& error, int) {
        if (!error) state.begin_stop();
    });
    state.io.run();
}

void Server::stop() {
    asio::post(state_->io, [this] { state_->begin_stop(); });
}

}  // namespace hall::platform
