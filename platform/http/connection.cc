#include "platform/http/connection.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "platform/http/client_address.h"
#include "platform/http/problem.h"
#include "sync/core/log.h"

namespace hall::platform {

namespace {

constexpr std::size_t chunk_bytes = 64 << 10;
constexpr std::size_t buffer_bytes_max = 512 << 10;
constexpr int admitted_status = 100;  // of no answer that a route gives

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }

  private:
    int number_;
};

// A name or an address, perhaps with a port.
bool is_host(std::string_view text) {
    constexpr std::string_view others = "-._~:[]";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.find(c) != std::string_view::npos;
    });
}

template <typename Fields>
void take_headers(const Fields& fields, HttpRequest& request) {
    for (const auto& field : fields) {
        std::string name(field.name_string());
        std::transform(name.begin(), name.end(), name.begin(), [](char c) {
            return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        });
        std::string& value = request.headers[name];
        if (!value.empty()) value += ", ";
        value += std::string_view(field.value());
    }
}

// Where a request ends and who is asked must have one reading, for us and for whatever
// passed it on: any other coding than "chunked" is read as no body by some, and with two Host
// headers everybody takes another one.
template <typename Fields>
bool is_unambiguous(const Fields& fields, unsigned version) {
    const auto coding = fields.equal_range(http::field::transfer_encoding);
    const auto codings = std::distance(coding.first, coding.second);
    if (codings > 1 || (codings == 1 && version < 11)) return false;
    if (codings == 1 && !beast::iequals(coding.first->value(), "chunked")) return false;
    const auto host = fields.equal_range(http::field::host);
    return std::distance(host.first, host.second) == 1 && is_host(host.first->value());
}

HttpResponse refusal_of(const ErrorCode& error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) {
        return problem_response(problems::headers_too_large);
    }
    if (error == http::error::body_limit) return problem_response(problems::too_large);
    return problem_response(problems::bad_request);
}

bool is_gone(const ErrorCode& error) {
    return error == http::error::end_of_stream || error == http::error::partial_message ||
           error == beast::error::timeout ||
           error.category() == asio::error::get_system_category() ||
           error.category() == asio::error::get_misc_category();
}

}  // namespace

Connection::Connection(tcp::socket socket, ConnectionShare& share, ConnectionBook::Number number)
    : share_(share),
      limits_(share.options.limits),
      number_(number),
      stream_(std::move(socket)),
      buffer_(buffer_bytes_max) {
    ErrorCode error;
    const tcp::endpoint peer = stream_.socket().remote_endpoint(error);
    if (!error) remote_ = peer.address().to_string();
    if (!share.options.behind_proxy) client_ = address_share(remote_);
    stream_.socket().set_option(tcp::no_delay(true), error);
}

asio::awaitable<void> Connection::turn_away() {
    HttpResponse response = problem_response(problems::busy);
    co_await write(std::move(response), false, false);
}

asio::awaitable<void> Connection::serve() {
    try {
        for (bool going_on = true; going_on && !share_.stopping;) going_on = co_await serve_one();
        ErrorCode ignored;
        stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
        if (refused_) co_await linger();
    } catch (const std::exception& exception) {
        log_line(LogLevel::error, "connection_failed", {{"reason", exception.what()}});
    }
}

asio::awaitable<bool> Connection::serve_one() {
    idle_ = true;
    share_.book.waits(number_);
    Incoming incoming = co_await read();
    if (incoming.closed) co_return false;
    const bool head_only = incoming.request.method == "HEAD";
    HttpResponse response;
    if (incoming.refusal) {
        response = std::move(*incoming.refusal);
        incoming.keep_alive = false;
        refused_ = true;
    } else {
        response = co_await answer(std::move(incoming.request), *incoming.route);
    }
    const bool keep_alive = incoming.keep_alive && !share_.stopping;
    const bool written = co_await write(std::move(response), head_only, keep_alive);
    co_return written&& keep_alive;
}

// Takes in a little of what a refused client still sends: closing on unread bytes would
// reset the connection, and the answer might never be seen.
asio::awaitable<void> Connection::linger() {
    constexpr int linger_ms = 2000;
    constexpr std::size_t bytes_max = 2 << 20;
    std::string ignored(chunk_bytes, '\0');
    ErrorCode error;
    expires_after_ms(linger_ms);
    for (std::size_t taken = 0; !error && taken < bytes_max;) {
        taken += co_await stream_.async_read_some(asio::buffer(ignored), into(error));
    }
}

asio::awaitable<Connection::Incoming> Connection::read() {
    Incoming incoming;
    ErrorCode error;
    if (buffer_.size() == 0) {
        expires_after_ms(limits_.idle_ms);
        const std::size_t count =
            co_await stream_.async_read_some(buffer_.prepare(8192), into(error));
        buffer_.commit(count);
    }
    idle_ = false;
    share_.book.works(number_);
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(limits_.header_bytes_max));
    // The limit is the route's, known when the headers are.
    parser.body_limit(boost::none);
    if (!error) {
        // One deadline for all of the headers: a byte now and then does not move it.
        expires_after_ms(limits_.header_ms);
        co_await http::async_read_header(stream_, buffer_, parser, into(error));
    }
    if (error) {
        incoming.closed = is_gone(error);
        if (!incoming.closed) incoming.refusal = refusal_of(error);
        co_return incoming;
    }
    take_head(parser, incoming);
    if (!incoming.refusal) co_await read_body(incoming, parser);
    co_return incoming;
}

void Connection::take_head(const Parser& parser, Incoming& incoming) const {
    HttpRequest& request = incoming.request;
    request.method = parser.get().method_string();
    request.target = parser.get().target();
    take_headers(parser.get(), request);
    const ServerOptions& options = share_.options;
    request.remote = remote_;
    if (options.behind_proxy) {
        std::string told = forwarded_address(request.header("x-forwarded-for"));
        if (!told.empty()) request.remote = std::move(told);
    }
    request.absolute_uri =
        (options.public_url.empty() ? "http://" + std::string(request.header("host"))
                                    : options.public_url) +
        request.target;
    incoming.keep_alive = parser.get().keep_alive();
    if (!is_unambiguous(parser.get(), parser.get().version())) {
        incoming.refusal = problem_response(problems::bad_request);
        return;
    }
    std::optional<SplitTarget> split = split_target(request.target);
    if (!split) {
        incoming.refusal = problem_response(problems::bad_request);
        return;
    }
    request.path = std::move(split->path);
    request.query = std::move(split->query);
    const Router::Match match = share_.router.match(request);
    incoming.route = match.route;
    if (match.route != nullptr) return;
    incoming.refusal =
        problem_response(match.known_path ? problems::wrong_method : problems::not_found);
}

asio::awaitable<void> Connection::read_body(Incoming& incoming, Parser& parser) {
    const std::size_t bytes_max = incoming.route->body_bytes_max;
    const auto announced = parser.content_length();
    if (announced && *announced > bytes_max) {
        incoming.refusal = problem_response(problems::too_large);
        co_return;
    }
    // Small ones are counted with their connection.
    constexpr std::size_t small_bytes = 64 << 10;
    const auto most = announced ? static_cast<std::size_t>(*announced) : bytes_max;
    if (!parser.is_done() && most > small_bytes) {
        const bool found = co_await find_room(incoming, most);
        if (!found) co_return;
    }
    ErrorCode error;
    expires_after_ms(limits_.body_ms);
    if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
        constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await asio::async_write(stream_, asio::buffer(go_on), into(error));
    }
    parser.body_limit(bytes_max);
    if (!error && !parser.is_done()) {
        co_await http::async_read(stream_, buffer_, parser, into(error));
    }
    if (error) {
        incoming.closed = is_gone(error);
        if (!incoming.closed) incoming.refusal = refusal_of(error);
        co_return;
    }
    incoming.request.body = std::move(parser.get().body());
}

// Room for a large body is for those alone who show in their headers that they may send it:
// a few who promise bodies and do not send them would else take it all.
asio::awaitable<bool> Connection::find_room(Incoming& incoming, std::size_t bytes) {
    std::optional<HttpResponse> refusal = co_await admission(incoming.request, *incoming.route);
    if (refusal) {
        incoming.refusal = std::move(refusal);
        co_return false;
    }
    incoming.room = share_.bodies.take(address_share(incoming.request.remote), bytes);
    if (!incoming.room) incoming.refusal = problem_response(problems::busy);
    co_return incoming.room.has_value();
}

asio::awaitable<std::optional<HttpResponse>> Connection::admission(const HttpRequest& request,
                                                                   const Route& route) {
    if (!route.admit) co_return std::nullopt;
    // What was asked is in the caller's frame, which waits here.
    const auto start = [this, &request, &route](auto done) {
        auto refusal = std::make_shared<HttpResponse>(HttpResponse{.status = admitted_status});
        share_.executor.post(
            [refusal, &request, &route](Store& store) -> Result<void> {
                std::optional<HttpResponse> refused = TRY(route.admit(request, store));
                if (refused) *refusal = *std::move(refused);
                return {};
            },
            [refusal, done](Result<void> looked) {
                done(looked.ok() ? std::move(*refusal) : response_of(looked.error()));
            });
    };
    HttpResponse refusal = co_await called_back(start);
    if (refusal.status == admitted_status) co_return std::nullopt;
    co_return std::optional<HttpResponse>(std::move(refusal));
}

asio::awaitable<HttpResponse> Connection::answer(HttpRequest request, const Route& route) {
    if (const auto* quick = std::get_if<QuickRoute>(&route.answer)) co_return (*quick)(request);
    auto shared = std::make_shared<HttpRequest>(std::move(request));
    if (const auto* slow_route = std::get_if<SlowRoute>(&route.answer)) {
        HttpResponse response = co_await answer_slowly(shared, *slow_route);
        co_return response;
    }
    HttpResponse response = co_await answer_in_store(shared, std::get<StoreRoute>(route.answer));
    co_return response;
}

asio::awaitable<HttpResponse> Connection::answer_in_store(std::shared_ptr<HttpRequest> request,
                                                          const StoreRoute& route) {
    const auto start = [this, request, &route](auto done) {
        auto response = std::make_shared<std::optional<HttpResponse>>();
        share_.executor.post(
            [request, response, &route](Store& store) {
                const auto answer = [&](Store& inside) { return route(*request, inside); };
                return job_giving(*response, answer)(store);
            },
            [response, done](Result<void> stood) {
                done(stood.ok() ? std::move(**response) : response_of(stood.error()));
            });
    };
    HttpResponse answered = co_await called_back(start);
    co_return answered;
}

asio::awaitable<HttpResponse> Connection::answer_slowly(std::shared_ptr<HttpRequest> request,
                                                        const SlowRoute& route) {
    const auto place = share_.slow_room.take(address_share(request->remote), 1);
    if (!place) co_return problem_response(problems::busy);
    const auto start = [this, request, &route](auto done) {
        asio::post(share_.slow,
                   [this, request, &route, done] { done(route(*request, share_.executor)); });
    };
    HttpResponse response = co_await called_back(start);
    co_return response;
}

asio::awaitable<bool> Connection::write(HttpResponse response, bool head_only, bool keep_alive) {
    ErrorCode error;
    http::response<http::string_body> message(static_cast<http::status>(response.status), 11);
    for (const auto& [name, value] : response.headers) message.insert(name, value);
    message.keep_alive(keep_alive);
    const std::uint64_t length = response.file ? response.file->bytes : response.body.size();
    if (response.status != 304 && response.status != 204) message.content_length(length);
    // A small answer goes out in one piece with its headers.
    const bool in_one = !head_only && !response.file && response.body.size() <= chunk_bytes;
    if (in_one) message.body() = std::move(response.body);
    expires_after_ms(limits_.write_ms);
    http::response_serializer<http::string_body> serializer(message);
    if (in_one) {
        co_await http::async_write(stream_, serializer, into(error));
    } else {
        co_await http::async_write_header(stream_, serializer, into(error));
    }
    if (error) co_return false;
    if (head_only || in_one) co_return true;
    if (response.file) co_return co_await write_file(*response.file);
    co_return co_await write_body(response.body);
}

// A client that is slow, but reads on, gets all of it: the time is for each piece.
asio::awaitable<bool> Connection::write_body(std::string_view body) {
    ErrorCode error;
    while (!error && !body.empty()) {
        const std::string_view piece = body.substr(0, chunk_bytes);
        expires_after_ms(limits_.write_ms);
        co_await asio::async_write(stream_, asio::buffer(piece.data(), piece.size()), into(error));
        body.remove_prefix(piece.size());
    }
    co_return !error;
}

asio::awaitable<bool> Connection::write_file(const FilePart& part) {
    const Descriptor file(::open(part.file.c_str(), O_RDONLY | O_CLOEXEC));
    std::string chunk(chunk_bytes, '\0');
    std::uint64_t sent = 0;
    while (file.number() >= 0 && sent < part.bytes) {
        const auto want =
            static_cast<std::size_t>(std::min<std::uint64_t>(chunk_bytes, part.bytes - sent));
        const ssize_t count =
            ::pread(file.number(), chunk.data(), want, static_cast<off_t>(part.offset + sent));
        if (count <= 0) break;
        ErrorCode error;
        expires_after_ms(limits_.write_ms);
        co_await asio::async_write(
            stream_, asio::buffer(chunk.data(), static_cast<std::size_t>(count)), into(error));
        if (error) co_return false;
        sent += static_cast<std::uint64_t>(count);
    }
    // Short: the client sees a length that does not fit, and asks again.
    co_return sent == part.bytes;
}

}  // namespace hall::platform
