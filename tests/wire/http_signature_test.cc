#include "sync/wire/http_signature.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "tests/catch.h"
#include "tests/wire/seeded_random.h"

using namespace hall;

namespace {

const std::string url = "https://county.example/api/v1/events";

struct Kiosk {
    SeededRandom random;
    SigningKey key = SigningKey::make(random);
    RequestToSign request{"POST", url, "{}"};
    SignedHeaders headers = sign_request(request, key, "kiosk-7", 1'795'424'400, random);

    Result<RequestIdentity> verify(const RequestToSign& seen, const SignedHeaders& with) const {
        return verify_request(seen, with, [this](std::string_view id) -> Result<std::string> {
            if (id != "kiosk-7") return Error(Errc::not_found, "no such kiosk");
            return key.public_key();
        });
    }
};

}  // namespace

TEST_CASE("the signature base is that of RFC 9421, appendix B.2.6") {
    const std::string base = signature_base(
        {{"\"date\"", "Tue, 20 Apr 2021 02:07:55 GMT"},
         {"\"@method\"", "POST"},
         {"\"@path\"", "/foo"},
         {"\"@authority\"", "example.com"},
         {"\"content-type\"", "application/json"},
         {"\"content-length\"", "18"}},
        R"(("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519")");
    REQUIRE(base ==
            "\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
            "\"@method\": POST\n"
            "\"@path\": /foo\n"
            "\"@authority\": example.com\n"
            "\"content-type\": application/json\n"
            "\"content-length\": 18\n"
            "\"@signature-params\": (\"date\" \"@method\" \"@path\" \"@authority\" "
            "\"content-type\" \"content-length\");created=1618884473;keyid=\"test-key-ed25519\"");
    const std::string public_key =
        VALUE(bytes_of_base64("JrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="));
    const std::string signature =
        VALUE(bytes_of_base64("wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w"
                              "6vuQv5lIp5WPpBKRCw=="));
    REQUIRE_OK(verify_ed25519(public_key, base, signature));
    const SigningKey key = VALUE(SigningKey::from_seed(
        VALUE(bytes_of_base64("n4Ni+HpISpVObnQMW0wOhCKROaIKqKtW/2ZYb2p9KcU="))));
    REQUIRE(key.sign(base) == signature);
}

TEST_CASE(
    "of the vectors of RFC 9421, appendix B.2, those by ed25519 verify, and no other passes") {
    const Json vectors = [] {
        std::ifstream in(std::string(HALL_SOURCE_DIR) + "/tests/vectors/rfc9421/appendix_b2.json");
        std::stringstream text;
        text << in.rdbuf();
        return VALUE(parse_json(text.str()));
    }();
    const std::string public_key = [&] {
        std::string text = vectors["keys"]["test-key-ed25519"]["jwk_x"];
        std::replace(text.begin(), text.end(), '-', '+');
        std::replace(text.begin(), text.end(), '_', '/');
        return VALUE(bytes_of_base64(text + "="));
    }();
    int verified = 0;
    for (const Json& one : vectors["cases"]) {
        INFO(one["section"]);
        const std::string base = one["signature_base"];
        const std::string parameters = one["signature_params"];
        const std::string signature =
            VALUE(bytes_of_base64(one["signature_b64"].get<std::string>()));
        // The base ends in the parameters, and our writer makes the same of its lines.
        std::vector<std::pair<std::string, std::string>> components;
        std::istringstream lines(base);
        for (std::string line; std::getline(lines, line);) {
            const std::size_t colon = line.find(": ");
            if (!line.starts_with("\"@signature-params\""))
                components.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        }
        REQUIRE(signature_base(components, parameters) == base);
        const bool ours = one["alg"] == "ed25519";
        REQUIRE(verify_ed25519(public_key, base, signature).ok() == ours);
        verified += ours ? 1 : 0;

        // As a request to a county none of them passes: they cover too little, or other
        // things, or are by other keys.
        const Json& message = vectors["messages"]["request"];
        std::string digest;
        for (const Json& header : message["headers"]) {
            if (header[0] == "Content-Digest") digest = header[1];
        }
        const SignedHeaders headers{
            digest, one["label"].get<std::string>() + "=" + parameters,
            one["label"].get<std::string>() + "=:" + one["signature_b64"].get<std::string>() + ":"};
        const std::string body = message["body"];
        const auto any_key = [&](std::string_view) -> Result<std::string> { return public_key; };
        REQUIRE_ERROR(Errc::corrupt,
                      verify_request({"POST", "https://example.com/foo?param=Value&Pet=dog", body},
                                     headers, any_key));
        SignedHeaders renamed = headers;
        renamed.signature_input.replace(0, 7, "sig1");
        renamed.signature.replace(0, 7, "sig1");
        renamed.content_digest = content_digest(body);
        REQUIRE_ERROR(Errc::corrupt,
                      verify_request({"POST", "https://example.com/foo?param=Value&Pet=dog", body},
                                     renamed, any_key));
    }
    REQUIRE(vectors["cases"].size() == 6);
    REQUIRE(verified == 1);
}

TEST_CASE("the content digest is that of RFC 9530") {
    REQUIRE(content_digest("{\"hello\": \"world\"}\n") ==
            "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
}

TEST_CASE("a signed request names its key, nonce and time") {
    const Kiosk kiosk;
    const RequestIdentity identity = VALUE(kiosk.verify(kiosk.request, kiosk.headers));
    REQUIRE(identity.key_id == "kiosk-7");
    REQUIRE(identity.created_s == 1'795'424'400);
    REQUIRE(identity.nonce.size() == 32);
    REQUIRE(kiosk.headers.signature_input ==
            "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created=1795424400;"
            "keyid=\"kiosk-7\";nonce=\"" +
                identity.nonce + "\"");
}

TEST_CASE("two signatures over the same request have different nonces") {
    Kiosk kiosk;
    const SignedHeaders again =
        sign_request(kiosk.request, kiosk.key, "kiosk-7", 1'795'424'400, kiosk.random);
    REQUIRE(again.signature_input != kiosk.headers.signature_input);
}

TEST_CASE("a signature for one method, address or content is none for another") {
    const Kiosk kiosk;
    REQUIRE_ERROR(Errc::untrusted, kiosk.verify({"PUT", url, "{}"}, kiosk.headers));
    REQUIRE_ERROR(Errc::untrusted, kiosk.verify({"POST", url + "?x=1", "{}"}, kiosk.headers));
    REQUIRE_ERROR(
        Errc::untrusted,
        kiosk.verify({"POST", "https://other.example/api/v1/events", "{}"}, kiosk.headers));
    REQUIRE_ERROR(Errc::untrusted, kiosk.verify({"POST", url, "{ }"}, kiosk.headers));
    REQUIRE_ERROR(Errc::corrupt, kiosk.verify({"POST\n", url, "{}"}, kiosk.headers));
    SignedHeaders fitting = kiosk.headers;
    fitting.content_digest = content_digest("{ }");
    REQUIRE_ERROR(Errc::untrusted, kiosk.verify({"POST", url, "{ }"}, fitting));
}

TEST_CASE("the headers of a signed request cannot be altered by a single bit") {
    const Kiosk kiosk;
    for (std::string SignedHeaders::*header :
         {&SignedHeaders::content_digest, &SignedHeaders::signature_input,
          &SignedHeaders::signature}) {
        const std::string& good = kiosk.headers.*header;
        for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
            SignedHeaders altered = kiosk.headers;
            char& c = (altered.*header)[bit / 8];
            c = static_cast<char>(c ^ (1 << bit % 8));
            INFO(altered.*header);
            REQUIRE_FALSE(kiosk.verify(kiosk.request, altered).ok());
        }
    }
}

TEST_CASE("an unknown key is untrusted; a store of keys that fails is not") {
    Kiosk kiosk;
    const SignedHeaders outsider =
        sign_request(kiosk.request, kiosk.key, "kiosk-8", 1'795'424'400, kiosk.random);
    REQUIRE_ERROR(Errc::untrusted, kiosk.verify(kiosk.request, outsider));
    const Result<RequestIdentity> failed =
        verify_request(kiosk.request, kiosk.headers, [](std::string_view) -> Result<std::string> {
            return Error(Errc::unavailable, "the disk is busy");
        });
    REQUIRE_ERROR(Errc::unavailable, failed);
}

TEST_CASE("headers that are not of the profile are corrupt") {
    const Kiosk kiosk;
    const auto with_input = [&kiosk](const std::string& from, const std::string& to) {
        SignedHeaders headers = kiosk.headers;
        const std::size_t at = headers.signature_input.find(from);
        REQUIRE(at != std::string::npos);
        headers.signature_input.replace(at, from.size(), to);
        return headers;
    };
    for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
             {"sig1=", "sig2="},
             {" \"content-digest\"", ""},
             {"\"@method\" ", ""},
             {"created=1795424400", "created=01795424400"},
             {"created=1795424400", "created=+1795424400"},
             {"created=1795424400", "created="},
             {"created=1795424400", "created=99999999999999999999"},
             {";nonce=", ";alg=\"ed25519\";nonce="},
             {"kiosk-7", ""},
             {"kiosk-7", "kiosk\\\"7"},
             {"kiosk-7", std::string(129, 'k')},
             {";created=", "; created="}}) {
        INFO(to);
        REQUIRE_ERROR(Errc::corrupt, kiosk.verify(kiosk.request, with_input(from, to)));
    }
    SignedHeaders headers = kiosk.headers;
    headers.signature_input += ";tag=\"x\"";
    REQUIRE_ERROR(Errc::corrupt, kiosk.verify(kiosk.request, headers));
    headers = kiosk.headers;
    headers.signature = "sig1=:";
    REQUIRE_ERROR(Errc::corrupt, kiosk.verify(kiosk.request, headers));
    headers.signature = "sig1=:AAAA:";
    REQUIRE_ERROR(Errc::corrupt, kiosk.verify(kiosk.request, headers));
    headers.signature.clear();
    REQUIRE_ERROR(Errc::corrupt, kiosk.verify(kiosk.request, headers));
    headers = kiosk.headers;
    headers.content_digest = "sha-512=:AAAA:";
    REQUIRE_ERROR(Errc::corrupt, kiosk.verify(kiosk.request, headers));
}

TEST_CASE("a signature is judged before the content has come, by the digest in the headers") {
    const Kiosk kiosk;
    const auto head = [&](const RequestToSign& seen, const SignedHeaders& with) {
        return verify_request_head(seen, with, [&](std::string_view) -> Result<std::string> {
            return kiosk.key.public_key();
        });
    };
    RequestToSign to_come = kiosk.request;
    to_come.content = {};
    REQUIRE_OK(head(to_come, kiosk.headers));
    SignedHeaders other = kiosk.headers;
    other.content_digest = content_digest("other content");
    REQUIRE_ERROR(Errc::untrusted, head(to_come, other));
    other.content_digest = "sha-256=:" + std::string(2000, 'a') + ":";
    REQUIRE_ERROR(Errc::corrupt, head(to_come, other));
    to_come.target_uri += "x";
    REQUIRE_ERROR(Errc::untrusted, head(to_come, kiosk.headers));
}
