// Whether requests arrive at a county as they were sent, tried before a code is used up.

#include "sync/edge/transport/address_check.h"

#include <functional>

#include "sync/core/json.h"
#include "sync/wire/http_signature.h"
#include "tests/catch.h"

using namespace hall;

namespace {

const std::string server = "https://hall.example.cn";

struct Device {
    // What the check says of a county, or something else, that answers like this.
    Result<void> check(const std::function<Result<HttpResponse>(const HttpRequest&)>& responses) {
        struct Answering final : Transport {
            Result<HttpResponse> exchange(const HttpRequest& request) override {
                return response(request);
            }
            std::function<Result<HttpResponse>(const HttpRequest&)> response;
        } transport;
        transport.response = responses;
        return check_address({transport, random, key, server, 1'795'424'400'000});
    }

    Result<void> check(const char* problem, const std::string& target) {
        return check([&](const HttpRequest&) -> Result<HttpResponse> {
            HttpResponse response;
            response.status = 401;
            response.headers["content-type"] = "application/problem+json";
            response.body = json_line(
                {{"type", std::string("urn:hall:problem:") + problem}, {"target", target}});
            return response;
        });
    }

    SystemRandom random;
    SigningKey key = SigningKey::make(random);
};

const std::string path = "/api/v1/villages/000000000000/replies?after=0";

}  // namespace

TEST_CASE("a county that does not know the key yet, and was asked as we asked, is one") {
    Device device;
    REQUIRE_OK(device.check("unknown-kiosk", server + path));
    // The response to an enrolment was lost: it knows the key already.
    REQUIRE_OK(device.check("not-allowed", ""));
    REQUIRE_OK(device.check("wrong-time", server + path));
}

TEST_CASE("the request is signed as any of a kiosk, and holds nothing that is a secret") {
    Device device;
    REQUIRE_OK(device.check([&](const HttpRequest& request) -> Result<HttpResponse> {
        const SignedHeaders headers{request.header("Content-Digest"),
                                    request.header("Signature-Input"), request.header("Signature")};
        REQUIRE_OK(verify_request(
            {request.method, server + request.path, request.body}, headers,
            [&](std::string_view) -> Result<std::string> { return device.key.public_key(); }));
        REQUIRE(request.body.empty());
        REQUIRE(request.now_ms == 1'795'424'400'000);
        HttpResponse response;
        response.status = 401;
        response.headers["content-type"] = "application/problem+json";
        response.body = R"({"type":"urn:hall:problem:unknown-kiosk"})";
        return response;
    }));
}

TEST_CASE("something on the way that changes address or signature is named") {
    Device device;
    const Result<void> host = device.check("unknown-kiosk", "http://backend:8470" + path);
    REQUIRE_ERROR(Errc::refused, host);
    REQUIRE_THAT(host.error().message(), contains_text("http://backend:8470"));
    REQUIRE_THAT(host.error().message(), contains_text(server));
    const Result<void> known = device.check("wrong-signature", "http://backend:8470" + path);
    REQUIRE_ERROR(Errc::refused, known);
    REQUIRE_THAT(known.error().message(), contains_text("http://backend:8470"));
    const Result<void> stripped = device.check("not-signed", server + path);
    REQUIRE_ERROR(Errc::refused, stripped);
    REQUIRE_THAT(stripped.error().message(), contains_text("signature"));
}

TEST_CASE("what is no county is told from one that is busy or not reached") {
    Device device;
    const auto status = [](int number) {
        return [number](const HttpRequest&) -> Result<HttpResponse> {
            HttpResponse response;
            response.status = number;
            response.body = "<html></html>";
            return response;
        };
    };
    for (const int number : {200, 302, 401, 404})
        REQUIRE_ERROR(Errc::refused, device.check(status(number)));
    for (const int number : {429, 500, 502, 503})
        REQUIRE_ERROR(Errc::unavailable, device.check(status(number)));
    REQUIRE_ERROR(Errc::unavailable, device.check([](const HttpRequest&) -> Result<HttpResponse> {
        return Error(Errc::unavailable, "no route");
    }));
}
