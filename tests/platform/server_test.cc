// The server over real sockets: limits, slow and hostile clients, and a clean stop.

#include "platform/http/server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "platform/http/control_path.h"
#include "platform/http/problem.h"
#include "platform/store/group_commit.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

using namespace hall::platform;

namespace {

// One TCP connection that sends exactly what it is told.
class Wire {
  public:
    // `from`: the last number of the address on loopback that it comes from.
    explicit Wire(std::uint16_t port, std::uint32_t from = 1, int receive_bytes = 0)
        : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl((INADDR_LOOPBACK & ~0xFFU) | from);
        REQUIRE(::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) ==
                0);
        if (receive_bytes > 0) {
            ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof(receive_bytes));
        }
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        REQUIRE(::connect(descriptor_, generic, sizeof(address)) == 0);
    }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;
    ~Wire() { ::close(descriptor_); }

    bool send(std::string_view bytes) const {
        return ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL) ==
               static_cast<ssize_t>(bytes.size());
    }

    // Everything until the other side closes, or nothing more comes for ten seconds.
    std::string read_all() const {
        std::string all;
        while (readable(10'000)) {
            char buffer[65536];
            const ssize_t count = ::recv(descriptor_, buffer, sizeof(buffer), 0);
            if (count <= 0) return all;
            all.append(buffer, static_cast<std::size_t>(count));
        }
        FAIL("the server did not close the connection");
        return all;
    }

    // What has come, at most so many bytes; nothing at the end.
    std::string read_some(std::size_t bytes_max) const {
        REQUIRE(readable(10'000));
        std::string some(bytes_max, '\0');
        const ssize_t count = ::recv(descriptor_, some.data(), some.size(), 0);
        some.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return some;
    }

    // One response with a Content-Length.
    std::string read_one() const {
        std::string text;
        std::size_t wanted = std::string::npos;
        while (text.size() < wanted) {
            REQUIRE(readable(10'000));
            char byte = 0;
            if (::recv(descriptor_, &byte, 1, 0) != 1) break;
            text.push_back(byte);
            if (wanted != std::string::npos || !text.ends_with("\r\n\r\n")) continue;
            const std::size_t at = text.find("Content-Length: ");
            wanted = text.size() + (at == std::string::npos ? 0 : std::stoul(text.substr(at + 16)));
        }
        return text;
    }

    bool readable(int timeout_ms) const {
        pollfd wait{descriptor_, POLLIN, 0};
        return ::poll(&wait, 1, timeout_ms) == 1;
    }

  private:
    int descriptor_;
};

// A server with a route of each kind.
class Running {
  public:
    explicit Running(ServerLimits limits = {}, ControlAnswer control = {})
        : store_(VALUE(open_sqlite_store(temp_.path() / "platform.db"))), executor_(*store_) {
        const auto echo = [](const HttpRequest& request) {
            return json_response({{"body", request.body.size()},
                                  {"uri", request.absolute_uri},
                                  {"remote", request.remote},
                                  {"twice", std::string(request.header("x-twice"))}});
        };
        router_.add({"POST", "/echo", QuickRoute(echo), 1000});
        router_.add({"GET", "/echo", QuickRoute(echo)});
        router_.add({"POST", "/large", QuickRoute(echo), 1'000'000});
        router_.add({"POST", "/guarded", QuickRoute(echo), 1'000'000,
                     [](const HttpRequest& request, Store&) -> Result<std::optional<HttpResponse>> {
                         if (request.header("x-key") == "right")
                             return std::optional<HttpResponse>();
                         return std::optional(problem_response(problems::not_signed));
                     }});
        router_.add({"GET", "/memory", QuickRoute([](const HttpRequest&) {
                         HttpResponse response;
                         response.body = std::string(memory_bytes, 'm');
                         return response;
                     })});
        router_.add(
            {"POST", "/store",
             StoreRoute([](const HttpRequest& request, Store& store) -> Result<HttpResponse> {
                 TRY(store.documents().add_channel(request.body));
                 if (request.body == "bad") return Error(Errc::corrupt, "secret path");
                 if (request.body == "no") return problem_response(problems::not_allowed);
                 return json_response({{"kept", request.body}});
             }),
             1000});
        router_.add({"GET", "/slow", SlowRoute([this](const HttpRequest&, StoreExecutor&) {
                         std::this_thread::sleep_for(std::chrono::milliseconds(slow_ms));
                         return json_response({{"slow", true}});
                     })});
        file_ = temp_.path() / "large";
        REQUIRE_OK(DiskFiles().write_durably(file_, std::string(3 << 20, 'z'), FileMode::shared));
        router_.add({"GET", "/large", QuickRoute([this](const HttpRequest&) {
                         HttpResponse response;
                         response.file = FilePart{file_, 1, (3 << 20) - 1};
                         return response;
                     })});
        ServerOptions options;
        options.limits = limits;
        if (control) options.control = temp_.path() / "control";
        server_ = VALUE(Server::open(router_, executor_, options, std::move(control)));
        thread_ = std::thread([this] { server_->run(); });
    }
    ~Running() { stop(); }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    void stop() {
        if (!thread_.joinable()) return;
        server_->stop();
        thread_.join();
    }
    std::uint16_t port() const { return server_->port(); }
    StoreExecutor& executor() { return executor_; }

    int slow_ms = 1;
    static constexpr std::size_t memory_bytes = 12 << 20;

  private:
    TempFolder temp_;
    std::unique_ptr<Store> store_;
    GroupCommit executor_;
    Router router_;
    Path file_;
    std::unique_ptr<Server> server_;
    std::thread thread_;
};

std::string post(std::string_view path, std::string_view body) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: hall\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + std::string(body);
}

std::string get(std::string_view path) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: hall\r\n\r\n";
}

int status_of(const std::string& response) {
    REQUIRE(response.starts_with("HTTP/1.1 "));
    return std::stoi(response.substr(9, 3));
}

// Every error is a problem, whatever was sent.
void require_problem(const std::string& response, int status) {
    INFO(response);
    REQUIRE(status_of(response) == status);
    REQUIRE_THAT(response, contains_text("application/problem+json"));
    REQUIRE_THAT(response, contains_text("urn:hall:problem:"));
    REQUIRE(response.find("<html") == std::string::npos);
}

}  // namespace

TEST_CASE("one connection carries many requests, of every kind") {
    Running server;
    const Wire wire(server.port());
    for (int i = 0; i < 3; ++i) {
        REQUIRE(wire.send(post("/echo", "hello")));
        REQUIRE_THAT(wire.read_one(), contains_text("\"body\":5"));
        REQUIRE(wire.send(post("/store", "channel-" + std::to_string(i))));
        REQUIRE_THAT(wire.read_one(), contains_text("kept"));
        REQUIRE(wire.send(get("/slow")));
        REQUIRE_THAT(wire.read_one(), contains_text("slow"));
    }
    REQUIRE(wire.send(get("/echo") + get("/slow") + get("/echo")));
    REQUIRE_THAT(wire.read_one(), contains_text("body"));
    REQUIRE_THAT(wire.read_one(), contains_text("slow"));
    REQUIRE_THAT(wire.read_one(), contains_text("body"));
}

TEST_CASE("the address a client signed is what it asked, and headers given twice are joined") {
    Running server;
    const Wire wire(server.port());
    REQUIRE(
        wire.send("GET /echo?a=b HTTP/1.1\r\nHost: hall.example:81\r\nX-Twice: 1\r\n"
                  "x-twice: 2\r\n\r\n"));
    const std::string response = wire.read_one();
    REQUIRE_THAT(response, contains_text("http://hall.example:81/echo?a=b"));
    REQUIRE_THAT(response, contains_text("\"twice\":\"1, 2\""));
    REQUIRE_THAT(response, contains_text("\"remote\":\"127.0.0.1\""));
}

TEST_CASE("a large file goes out in pieces, whole") {
    Running server;
    const Wire wire(server.port());
    REQUIRE(wire.send("GET /large HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n"));
    const std::string response = wire.read_all();
    REQUIRE(response.size() - response.find("\r\n\r\n") - 4 == (3 << 20) - 1);
}

TEST_CASE("HEAD tells the length and sends nothing") {
    Running server;
    const Wire wire(server.port());
    REQUIRE(wire.send("HEAD /large HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n"));
    const std::string response = wire.read_all();
    REQUIRE(status_of(response) == 200);
    REQUIRE_THAT(response, contains_text("Content-Length: 3145727"));
    REQUIRE(response.ends_with("\r\n\r\n"));
}

TEST_CASE("what is not HTTP, not known or not allowed is answered with a problem") {
    Running server;
    const std::pair<std::string, int> cases[] = {
        {"nonsense\r\n\r\n", 400},
        {"GET /echo HTTP/9.9\r\n\r\n", 400},
        {"GET echo HTTP/1.1\r\nHost: hall\r\n\r\n", 400},
        {"GET /echo?a=%zz HTTP/1.1\r\nHost: hall\r\n\r\n", 400},
        {get("/none"), 404},
        {get("/ec%68o"), 404},
        {"PUT /echo HTTP/1.1\r\nHost: hall\r\nContent-Length: 0\r\n\r\n", 405},
        {"OPTIONS * HTTP/1.1\r\nHost: hall\r\n\r\n", 400},
        {"BREW /echo HTTP/1.1\r\nHost: hall\r\n\r\n", 405},
        {post("/store", "bad"), 500},
    };
    for (const auto& [bytes, status] : cases) {
        INFO(bytes);
        const Wire wire(server.port());
        REQUIRE(wire.send(bytes));
        const std::string response = wire.read_one();
        require_problem(response, status);
        REQUIRE(response.find("secret") == std::string::npos);
    }
}

TEST_CASE("a route that answers with an error or a problem keeps no changes") {
    Running server;
    const Wire wire(server.port());
    REQUIRE(wire.send(post("/store", "bad")));
    REQUIRE(status_of(wire.read_one()) == 500);
    REQUIRE(wire.send(post("/store", "no")));
    REQUIRE(status_of(wire.read_one()) == 403);
    REQUIRE(VALUE(ask<std::vector<std::string>>(server.executor(), [](Store& store) {
                return store.documents().channels();
            })).empty());
}

TEST_CASE("a body longer than its route takes is refused before it is read") {
    Running server;
    {
        const Wire wire(server.port());
        REQUIRE(wire.send("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Length: 1001\r\n\r\n"));
        require_problem(wire.read_one(), 413);
    }
    {
        const Wire wire(server.port());
        REQUIRE(wire.send("GET /echo HTTP/1.1\r\nHost: hall\r\nContent-Length: 1\r\n\r\nx"));
        require_problem(wire.read_one(), 413);
    }
    const Wire wire(server.port());
    REQUIRE(wire.send("POST /echo HTTP/1.1\r\nHost: hall\r\nTransfer-Encoding: chunked\r\n\r\n"));
    std::string chunks;
    for (int i = 0; i < 3; ++i) chunks += "190\r\n" + std::string(400, 'x') + "\r\n";
    wire.send(chunks + "0\r\n\r\n");
    require_problem(wire.read_one(), 413);
}

TEST_CASE("a client that goes on sending what was refused still reads why") {
    Running server;
    const Wire wire(server.port());
    REQUIRE(wire.send("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Length: 1500000\r\n\r\n"));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    REQUIRE(wire.send(std::string(1'000'000, 'x')));
    require_problem(wire.read_one(), 413);
}

TEST_CASE("chunked bodies within the limit are taken") {
    Running server;
    const Wire wire(server.port());
    REQUIRE(
        wire.send("POST /echo HTTP/1.1\r\nHost: hall\r\nTransfer-Encoding: chunked\r\n\r\n"
                  "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n"));
    REQUIRE_THAT(wire.read_one(), contains_text("\"body\":8"));
}

TEST_CASE("headers without end are refused") {
    Running server;
    const Wire wire(server.port());
    wire.send("GET /echo HTTP/1.1\r\nHost: hall\r\nX-Long: " + std::string(70'000, 'x'));
    require_problem(wire.read_one(), 431);
}

TEST_CASE("a client that asks before it sends is told to go on") {
    Running server;
    const Wire wire(server.port());
    REQUIRE(
        wire.send("POST /echo HTTP/1.1\r\nHost: hall\r\nExpect: 100-continue\r\n"
                  "Content-Length: 5\r\n\r\n"));
    REQUIRE(wire.read_one() == "HTTP/1.1 100 Continue\r\n\r\n");
    REQUIRE(wire.send("hello"));
    REQUIRE_THAT(wire.read_one(), contains_text("\"body\":5"));
}

TEST_CASE("a client that drips its headers or its body is dropped") {
    Running server({.idle_ms = 5'000, .header_ms = 300, .body_ms = 300});
    const auto drip = [&](const std::string& beginning) {
        const Wire wire(server.port());
        REQUIRE(wire.send(beginning));
        // A byte every 50 ms would keep an idle timer waiting for ever.
        int sent = 0;
        while (sent < 200 && !wire.readable(50) && wire.send("x")) ++sent;
        REQUIRE(sent < 200);
        wire.read_all();
    };
    drip("GET /echo HTTP/1.1\r\nX-Drip: ");
    drip("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Length: 900\r\n\r\n");
    drip("G");
}

TEST_CASE("a connection nobody uses is closed") {
    Running server({.idle_ms = 200});
    const Wire silent(server.port());
    REQUIRE(silent.read_all().empty());
    const Wire used(server.port());
    REQUIRE(used.send(get("/echo")));
    REQUIRE(status_of(used.read_one()) == 200);
    REQUIRE(used.read_all().empty());
}

TEST_CASE("one connection too many is told to wait") {
    Running server({.connections_max = 2});
    const Wire first(server.port());
    const Wire second(server.port());
    REQUIRE(first.send(get("/echo")));
    REQUIRE(status_of(first.read_one()) == 200);
    REQUIRE(second.send(get("/echo")));
    REQUIRE(status_of(second.read_one()) == 200);
    const Wire third(server.port());
    const std::string response = third.read_all();
    require_problem(response, 503);
    REQUIRE_THAT(response, contains_text("Retry-After: "));
}

TEST_CASE("more slow requests than there is room for are told to wait") {
    Running server({.slow_waiting_max = 1});
    server.slow_ms = 500;
    const Wire first(server.port());
    REQUIRE(first.send(get("/slow")));
    const Wire second(server.port());
    // The first may not have been read yet; some soon one finds the place taken.
    int status = 200;
    for (int i = 0; i < 50 && status == 200; ++i) {
        REQUIRE(second.send(get("/slow")));
        status = status_of(second.read_one());
        if (status == 200) REQUIRE(first.send(get("/slow")));
    }
    REQUIRE(status == 503);
}

TEST_CASE("a client that stops reading is dropped") {
    Running server({.write_ms = 200});
    const Wire wire(server.port());
    for (int i = 0; i < 20; ++i) wire.send(get("/large"));
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    // What the kernel had buffered still comes; then the connection is gone.
    REQUIRE(wire.read_all().size() < std::size_t{20} * (3 << 20));
}

TEST_CASE("a request that two readers could read in two ways is refused, and nothing after it") {
    Running server;
    const std::string smuggled = "GET /echo?smuggled=1 HTTP/1.1\r\nHost: hall\r\n\r\n";
    const std::string head = "POST /echo HTTP/1.1\r\nHost: hall\r\n";
    const std::pair<const char*, std::string> cases[] = {
        {"length and chunks", head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"
                                     "0\r\n\r\n"},
        {"chunks and length", head + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n"
                                     "0\r\n\r\n"},
        {"two lengths", head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"},
        {"a list of lengths", head + "Content-Length: 5, 6\r\n\r\nhello!"},
        {"a signed length", head + "Content-Length: +5\r\n\r\nhello"},
        {"a negative length", head + "Content-Length: -5\r\n\r\nhello"},
        {"a length in hexadecimal", head + "Content-Length: 0x5\r\n\r\nhello"},
        {"a length no number holds", head + "Content-Length: 99999999999999999999999\r\n\r\nhello"},
        {"a space before the colon", head + "Content-Length : 5\r\n\r\nhello"},
        {"a chunk of no number", head + "Transfer-Encoding: chunked\r\n\r\nz\r\nhello\r\n"},
        {"a chunk no number holds",
         head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nhello\r\n"},
        {"a NUL in a header", head + std::string("X-Nul: a\0b\r\n\r\n", 15)},
        {"a line break alone", "POST /echo HTTP/1.1\nHost: hall\nContent-Length: 0\n\n"},
        {"a name with a space", "GET /echo HTTP/1.1\r\nHost: hall\r\nX Y: 1\r\n\r\n"},
        {"a coding that is none", head + "Transfer-Encoding: identity\r\n\r\n"},
        {"a coding we do not read", head + "Transfer-Encoding: gzip\r\n\r\n"},
        {"two codings", head + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
        {"a coding twice", head + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n"},
        {"codings in two headers", head + "Transfer-Encoding: chunked\r\n"
                                          "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"a coding half spelt", head + "Transfer-Encoding: chunke\r\n\r\n"},
        {"a coding with more", head + "Transfer-Encoding: chunked;a=b\r\n\r\n0\r\n\r\n"},
        {"no coding at all", head + "Transfer-Encoding:\r\n\r\n"},
        {"chunks for HTTP/1.0",
         "POST /echo HTTP/1.0\r\nHost: hall\r\n"
         "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        {"no Host", "GET /echo HTTP/1.1\r\n\r\n"},
        {"no Host for HTTP/1.0", "GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"},
        {"an empty Host", "GET /echo HTTP/1.1\r\nHost:\r\n\r\n"},
        {"two Hosts", "GET /echo HTTP/1.1\r\nHost: hall\r\nHost: hall\r\n\r\n"},
        {"a list of Hosts", "GET /echo HTTP/1.1\r\nHost: hall, evil\r\n\r\n"},
        {"a Host with a path", "GET /echo HTTP/1.1\r\nHost: hall/evil\r\n\r\n"},
        {"a Host with a user", "GET /echo HTTP/1.1\r\nHost: a@hall\r\n\r\n"},
    };
    for (const auto& [name, bytes] : cases) {
        INFO(name);
        const Wire wire(server.port());
        REQUIRE(wire.send(bytes + smuggled));
        const std::string answers = wire.read_all();
        require_problem(answers, 400);
        REQUIRE(answers.find("smuggled") == std::string::npos);
        REQUIRE(answers.find("HTTP/1.1 ", 9) == std::string::npos);
    }
}

TEST_CASE("a signature in two headers is one that nobody made") {
    Running server;
    const Wire wire(server.port());
    REQUIRE(
        wire.send("GET /echo HTTP/1.1\r\nHost: a\r\nX-Twice: sig1=:A:\r\n"
                  "X-Twice: sig1=:B:\r\nConnection: close\r\n\r\n"));
    const std::string response = wire.read_all();
    // Joined as RFC 9110 says, and therefore of no form that a kiosk's signature has.
    REQUIRE_THAT(response, contains_text("\"twice\":\"sig1=:A:, sig1=:B:\""));
    REQUIRE_THAT(response, contains_text("\"uri\":\"http://a/echo\""));
}

TEST_CASE("more bodies at once than there is memory for are told to wait, and small ones are not") {
    Running server({.bodies_bytes_max = 300'000});
    const std::string head = "POST /large HTTP/1.1\r\nHost: hall\r\nContent-Length: ";
    const Wire first(server.port());
    REQUIRE(first.send(head + "200000\r\n\r\nx"));
    std::string response;
    for (int i = 0; i < 50 && response.find("503") == std::string::npos; ++i) {
        const Wire second(server.port());
        REQUIRE(second.send(head + "200000\r\n\r\n"));
        if (!second.readable(100)) continue;  // it was first
        response = second.read_all();
    }
    require_problem(response, 503);
    REQUIRE_THAT(response, contains_text("Retry-After: "));
    const Wire small(server.port());
    REQUIRE(small.send(post("/echo", "hello")));
    REQUIRE(status_of(small.read_one()) == 200);
    // The first goes on, and gives its room back.
    REQUIRE(first.send(std::string(199'999, 'x')));
    REQUIRE_THAT(first.read_one(), contains_text("\"body\":200000"));
    const Wire third(server.port());
    REQUIRE(third.send(head + "200000\r\n\r\n" + std::string(200'000, 'x')));
    REQUIRE_THAT(third.read_one(), contains_text("\"body\":200000"));
}

TEST_CASE("bodies that one address promises leave room for those of others") {
    Running server({.bodies_bytes_max = 1'000'000, .bodies_client_bytes_max = 300'000});
    const std::string head = "POST /large HTTP/1.1\r\nHost: hall\r\nContent-Length: 200000\r\n\r\n";
    const Wire first(server.port(), 2);
    REQUIRE(first.send(head + "x"));
    std::string response;
    for (int i = 0; i < 50 && response.find("503") == std::string::npos; ++i) {
        const Wire second(server.port(), 2);
        REQUIRE(second.send(head));
        if (second.readable(100)) response = second.read_all();
    }
    require_problem(response, 503);
    const Wire other(server.port(), 3);
    REQUIRE(other.send(head + std::string(200'000, 'x')));
    REQUIRE_THAT(other.read_one(), contains_text("\"body\":200000"));
}

TEST_CASE("whoever may not send a large body is told so before there is room for it") {
    // Room for one body, which its sender must not hold who may not send it.
    Running server({.bodies_bytes_max = 300'000});
    const auto head = [](const char* key, const char* body) {
        return std::string("POST /guarded HTTP/1.1\r\nHost: hall\r\nX-Key: ") + key + "\r\n" +
               body + "\r\n\r\n";
    };
    const Wire holder(server.port());
    REQUIRE(holder.send(head("right", "Content-Length: 200000") + "x"));
    for (const char* body : {"Content-Length: 200000", "Transfer-Encoding: chunked"}) {
        INFO(body);
        const Wire wire(server.port());
        REQUIRE(wire.send(head("wrong", body)));
        require_problem(wire.read_all(), 401);
    }
    REQUIRE(holder.send(std::string(199'999, 'x')));
    REQUIRE_THAT(holder.read_one(), contains_text("\"body\":200000"));
}

TEST_CASE("connections that say nothing shut out neither others nor their own address") {
    Running server({.connections_max = 6, .connections_client_max = 4});
    std::vector<std::unique_ptr<Wire>> silent;
    for (int i = 0; i < 20; ++i) silent.push_back(std::make_unique<Wire>(server.port(), 2));
    for (const std::uint32_t from : {3U, 4U, 5U, 2U}) {
        INFO(from);
        const Wire wire(server.port(), from);
        REQUIRE(wire.send(get("/echo")));
        REQUIRE(status_of(wire.read_one()) == 200);
    }
}

TEST_CASE("an answer from memory gets its time for every piece, as one from a file does") {
    Running server({.write_ms = 3'000});
    const Wire wire(server.port(), 1, 64 << 10);
    REQUIRE(wire.send("GET /memory HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n"));
    // Slower than one deadline for the whole would allow, and never silent for long.
    std::size_t taken = 0;
    for (int i = 0; i < 80; ++i) {
        taken += wire.read_some(128 << 10).size();
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    taken += wire.read_all().size();
    REQUIRE(taken > Running::memory_bytes);
}

TEST_CASE("commands reach a server whose folder has a long path") {
    const TempFolder temp;
    const Path folder = temp.path() / std::string(90, 'a') / std::string(90, 'b');
    REQUIRE_OK(DiskFiles().make_folder(folder));
    const SocketPath path = VALUE(SocketPath::of(folder / "control"));
    REQUIRE(path.text().size() <= 107);
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.text().copy(address.sun_path, path.text().size());
    REQUIRE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(std::filesystem::exists(folder / "control"));
    ::close(listener);
    REQUIRE_ERROR(Errc::unavailable, SocketPath::of(temp.path() / "none" / std::string(107, 'c')));
}

TEST_CASE("a request under way is answered before the server stops") {
    Running server;
    server.slow_ms = 300;
    const Wire idle(server.port());
    REQUIRE(idle.send(get("/echo")));
    REQUIRE(status_of(idle.read_one()) == 200);
    const Wire wire(server.port());
    REQUIRE(wire.send(get("/slow")));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    server.stop();
    const std::string response = wire.read_all();
    REQUIRE(status_of(response) == 200);
    REQUIRE_THAT(response, contains_text("\"slow\":true"));
    REQUIRE(idle.read_all().empty());
}

TEST_CASE("stopping does not wait for a client that never finishes") {
    Running server({.body_ms = 60'000, .stop_ms = 200});
    const Wire wire(server.port());
    REQUIRE(wire.send("POST /echo HTTP/1.1\r\nHost: hall\r\nContent-Length: 900\r\n\r\nabc"));
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    server.stop();
    SUCCEED();
}

TEST_CASE("an address that is taken is said so") {
    Running server;
    Router router;
    ServerOptions options;
    options.port = server.port();
    REQUIRE_ERROR(Errc::unavailable, Server::open(router, server.executor(), options));
    options.address = "not an address";
    REQUIRE_ERROR(Errc::unavailable, Server::open(router, server.executor(), options));
}
