#include "platform/console_api/file_response.h"

#include "tests/catch.h"

using namespace hall;

using namespace hall::platform;

namespace {

std::string header_of(const HttpResponse& response, const std::string& name) {
    for (const auto& [header, value] : response.headers) {
        if (header == name) return value;
    }
    return {};
}

using namespace std::string_literals;

}  // namespace

TEST_CASE("a file is what its first bytes say") {
    REQUIRE(file_kind_of("\xFF\xD8\xFF\xE0 JFIF").mime == "image/jpeg");
    REQUIRE(file_kind_of("\x89PNG\r\n\x1A\n...").mime == "image/png");
    REQUIRE(file_kind_of("GIF89a...").mime == "image/gif");
    REQUIRE(file_kind_of("RIFF\x01\x02\x03\x04WEBPVP8 "s).mime == "image/webp");
    REQUIRE(file_kind_of("RIFF\x01\x02\x03\x04WAVEfmt "s).mime == "audio/wav");
    REQUIRE(file_kind_of("OggS\0\x02"s).mime == "audio/ogg");
    REQUIRE(file_kind_of("%PDF-1.7").mime == "application/pdf");
}

TEST_CASE("what could run in a browser is saved, never shown") {
    for (const std::string& bytes :
         {"<html><script>alert(1)</script>"s,
          "<svg xmlns='http://www.w3.org/2000/svg' onload='x'>"s, "%PDF-1.7"s, "MZ\x90"s, ""s,
          "\xFF\xD8"s, "RIFF"s, "RIFF1234"s, "GIF88a"s, "<!-- \xFF\xD8\xFF -->"s, "#!/bin/sh"s}) {
        const HttpResponse response = file_response(bytes, "K7M-0012X-1");
        INFO(bytes);
        REQUIRE_FALSE(file_kind_of(bytes).shown);
        REQUIRE_THAT(header_of(response, "Content-Disposition"), contains_text("attachment; "));
        const std::string type = header_of(response, "Content-Type");
        REQUIRE((type == "application/octet-stream" || type == "application/pdf"));
    }
}

TEST_CASE("whatever a file is, the browser does not guess, does not run it and keeps no copy") {
    for (const std::string& bytes : {"\xFF\xD8\xFF"s, "<html>"s}) {
        const HttpResponse response = file_response(bytes, "K7M-0012X-1");
        REQUIRE(header_of(response, "X-Content-Type-Options") == "nosniff");
        REQUIRE_THAT(header_of(response, "Content-Security-Policy"), contains_text("sandbox"));
        REQUIRE(header_of(response, "Cross-Origin-Resource-Policy") == "same-origin");
        REQUIRE(header_of(response, "Cache-Control") == "no-store");
        REQUIRE(response.body == bytes);
    }
}

TEST_CASE("the name of a file cannot say more than a name") {
    const HttpResponse response = file_response("\xFF\xD8\xFF", "a\"; x=\"b\r\nSet-Cookie: c/../d");
    REQUIRE(header_of(response, "Content-Disposition") ==
            "inline; filename=\"axbSet-Cookiecd.jpg\"");
}
