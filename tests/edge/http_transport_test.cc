// How a transport judges the other side's certificate, and by whose clock.

#include "sync/edge/transport/http_transport.h"

#include "sync/core/clock.h"
#include "tests/catch.h"
#include "tests/edge/enrolled_hall.h"
#include "tests/edge/tls_server.h"

using namespace hall;

namespace {

std::int64_t at(const char* text) {
    return VALUE(parse_utc_ms(text));
}

constexpr const char* in_1970 = "1970-01-02T00:00:00Z";
constexpr const char* in_2031 = "2031-03-01T00:00:00Z";
constexpr const char* in_2038 = "2038-01-20T00:00:00Z";
constexpr const char* in_2099 = "2099-12-31T00:00:00Z";

// Valid when no machine that runs this test believes it is.
CertificateWish of_2031() {
    return {.from = "2031-01-01T00:00:00Z", .to = "2031-06-01T00:00:00Z"};
}

struct Trusting {
    std::string ca_file() const {
        DiskFiles files;
        const Path file = temp.path() / "ca.pem";
        REQUIRE_OK(files.write_durably(file, authority.certificate(), FileMode::shared));
        return file.string();
    }

    Authority authority;
    TempFolder temp;
};

std::string say_path(const ServedRequest& request) {
    return http_response(200, request.path);
}

HttpRequest request(const std::string& path, std::int64_t now_ms, bool any_date = false) {
    HttpRequest asked;
    asked.path = path;
    asked.now_ms = now_ms;
    asked.any_date = any_date;
    asked.timeout_ms = 10'000;
    return asked;
}

std::string refusal(HttpTransport& transport, const HttpRequest& asked) {
    const Result<HttpResponse> response = transport.exchange(asked);
    REQUIRE_ERROR(Errc::untrusted, response);
    return response.error().message();
}

}  // namespace

TEST_CASE("a certificate is judged by the time that is given, not by the machine's clock") {
    const Trusting trusting;
    TlsServer server(trusting.authority.sign(of_2031()), say_path);
    for (const auto& [when, reason] :
         std::map<const char*, const char*>{{in_1970, "certificate: not yet valid"},
                                            {in_2038, "certificate: expired"},
                                            {in_2099, "certificate: expired"}}) {
        INFO(when);
        HttpTransport transport(server.url(), trusting.ca_file());
        REQUIRE(refusal(transport, request("/a", at(when))) == reason);
        const HttpResponse good = VALUE(transport.exchange(request("/b", at(in_2031))));
        REQUIRE(good.body == "/b");
        REQUIRE(good.vouched);
    }
}

TEST_CASE("the request about the time is asked whatever the dates of the certificate") {
    const Trusting trusting;
    TlsServer server(trusting.authority.sign(of_2031()), say_path);
    for (const char* when : {in_1970, in_2031, in_2038, in_2099}) {
        INFO(when);
        HttpTransport transport(server.url(), trusting.ca_file());
        const HttpResponse response = VALUE(transport.exchange(request("/time", at(when), true)));
        REQUIRE(response.body == "/time");
        REQUIRE_FALSE(response.vouched);
    }
}

TEST_CASE("nothing else travels on the connection of the request about the time") {
    const Trusting trusting;
    TlsServer server(trusting.authority.sign(of_2031()), say_path);
    HttpTransport transport(server.url(), trusting.ca_file());
    REQUIRE_OK(transport.exchange(request("/time", at(in_1970), true)));
    // Not on the same connection, and not on one resumed from it.
    REQUIRE(refusal(transport, request("/secret", at(in_1970))) == "certificate: not yet valid");
    REQUIRE_OK(transport.exchange(request("/a", at(in_2031))));
    REQUIRE_OK(transport.exchange(request("/time", at(in_2031), true)));
    REQUIRE_OK(transport.exchange(request("/b", at(in_2031))));
    using Paths = std::vector<std::vector<std::string>>;
    REQUIRE(server.connections() == Paths{{"/time"}, {"/a", "/b"}, {"/time"}});
}

TEST_CASE("another host, an untrusted peer's signature and a weak one are refused on any date") {
    for (const bool any_date : {false, true}) {
        INFO(any_date);
        const Trusting trusting;
        CertificateWish wish = of_2031();
        wish.host = "county.example";
        TlsServer other_host(trusting.authority.sign(wish), say_path);
        HttpTransport to_other(other_host.url(), trusting.ca_file());
        REQUIRE(refusal(to_other, request("/a", at(in_2031), any_date)) ==
                "certificate: for another host");

        const Authority outsider("An untrusted authority");
        TlsServer strange(outsider.sign(of_2031()), say_path);
        HttpTransport to_strange(strange.url(), trusting.ca_file());
        REQUIRE(refusal(to_strange, request("/a", at(in_2031), any_date)) ==
                "certificate: from nobody we trust");

        // One that calls itself like ours and has another key.
        const Authority impostor;
        TlsServer forged(impostor.sign(of_2031()), say_path);
        HttpTransport to_forged(forged.url(), trusting.ca_file());
        REQUIRE_FALSE(to_forged.exchange(request("/a", at(in_2031), any_date)).ok());

        wish = of_2031();
        wish.sha1 = true;
        TlsServer weak(trusting.authority.sign(wish), say_path);
        HttpTransport to_weak(weak.url(), trusting.ca_file());
        REQUIRE(refusal(to_weak, request("/a", at(in_2031), any_date)) == "certificate: too weak");
        REQUIRE(other_host.connections().empty());
        REQUIRE(strange.connections().empty());
        REQUIRE(forged.connections().empty());
        REQUIRE(weak.connections().empty());
    }
}

// --- A whole round of the agent

namespace {

// The county of a village, reached by TLS.
struct SecureCounty {
    explicit SecureCounty(EnrolledHall& hall, CertificateWish wish = {})
        : server(trusting.authority.sign(wish), [&hall](const ServedRequest& request) {
              HttpRequest asked;
              asked.method = request.method;
              asked.path = request.path;
              asked.headers = request.headers;
              asked.body = request.body;
              asked.bytes_max = std::uint64_t{64} << 20;
              const Result<HttpResponse> response = hall.county.exchange(asked);
              if (!response.ok()) return http_response(502, "");
              return http_response(response.value().status, response.value().body);
          }) {}

    Trusting trusting;
    TlsServer server;
    HttpTransport transport{server.url(), trusting.ca_file()};
};

}  // namespace

TEST_CASE("over TLS a clock in 1970, 2038 or 2099 is repaired first, and then all goes its way") {
    for (const char* wall : {in_1970, in_2038, in_2099}) {
        INFO(wall);
        EnrolledHall hall;
        hall.county.time_ms = hall.clock.wall;  // the county knows
        hall.clock.wall = at(wall);
        SecureCounty county(hall);
        const std::string id = hall.ask("好");
        const Round round = hall.round(county.transport);
        REQUIRE(round.reached);
        REQUIRE_FALSE(round.trouble);
        REQUIRE(round.sent == 1);
        REQUIRE(round.installed == 1);
        REQUIRE(hall.now().now_ms == hall.county.time_ms);
        REQUIRE(hall.status().last_contact == utc_text(hall.county.time_ms));
        const auto connections = county.server.connections();
        REQUIRE(connections.front() == std::vector<std::string>{"/api/v1/time"});
        REQUIRE(connections.size() == 2);
    }
}

TEST_CASE("a certificate that is wrong keeps the board offline, and staff learn why") {
    const struct {
        CertificateWish wish;
        const char* reason;
    } cases[] = {
        {{.to = "2026-11-22T00:00:00Z"}, "certificate: expired"},
        {{.from = "2026-11-24T00:00:00Z"}, "certificate: not yet valid"},
        {{.host = "other.example"}, "certificate: for another host"},
        {{.sha1 = true}, "certificate: too weak"},
    };
    for (const auto& [wish, reason] : cases) {
        INFO(reason);
        EnrolledHall hall;
        REQUIRE_FALSE(hall.round().trouble);
        SecureCounty county(hall, wish);
        hall.ask("好");
        const Round round = hall.round(county.transport);
        REQUIRE_FALSE(round.reached);
        REQUIRE(round.sent == 0);
        REQUIRE(hall.county.events.empty());
        REQUIRE(hall.waiting() == 1);
        REQUIRE(hall.shown().size() == 2);  // what was verified is still shown
        const LibraryStatus status = hall.status();
        REQUIRE(status.last_error == "unavailable");
        REQUIRE(status.last_reason.ends_with(reason));
        for (const auto& paths : county.server.connections())
            REQUIRE(paths == std::vector<std::string>{"/api/v1/time"});
    }
}

TEST_CASE("in 1970 a time that nobody signed opens no connection for anything else") {
    EnrolledHall hall;
    hall.county.time_ms = hall.clock.wall;
    hall.clock.wall = at(in_1970);
    SecureCounty county(hall);
    hall.ask("好");
    hall.county.spoil = [](const HttpRequest& asked, Result<HttpResponse>& response) {
        std::string& body = response.value().body;
        const std::size_t year = body.find("2026");
        if (asked.path == "/api/v1/time" && year != std::string::npos)
            body.replace(year, 4, "2027");
    };
    const Round round = hall.round(county.transport);
    REQUIRE_FALSE(round.reached);
    REQUIRE(round.trouble->code() == Errc::untrusted);
    REQUIRE(hall.county.events.empty());
    for (const auto& paths : county.server.connections())
        REQUIRE(paths == std::vector<std::string>{"/api/v1/time"});
    hall.county.spoil = nullptr;
    REQUIRE(hall.round(county.transport).sent == 1);
}
