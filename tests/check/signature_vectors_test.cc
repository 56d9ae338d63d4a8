#include "tests/check/signature_vectors.h"

#include "sync/core/json.h"
#include "tests/catch.h"

using namespace hall;


namespace {

// RFC 8032 section 7.1, test 2.
constexpr const char* key = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
const std::string signature =
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";

Json test_of(int id, const std::string& sig, const std::string& result) {
    return {{"tcId", id},  {"comment", ""}, {"flags", Json::array()},
            {"msg", "72"}, {"sig", sig},    {"result", result}};
}

// As the project's files were until 2023.
Json first_layout(const Json& tests) {
    return {{"algorithm", "EDDSA"},
            {"numberOfTests", tests.size()},
            {"testGroups",
             {{{"type", "EddsaVerify"},
               {"jwk", {{"crv", "Ed25519"}, {"kty", "OKP"}}},
               {"key", {{"curve", "edwards25519"}, {"keySize", 255}, {"pk", key}}},
               {"tests", tests}}}}};
}

// As in its folder testvectors_v1.
Json second_layout(const Json& tests) {
    return {{"algorithm", "EDDSA"},
            {"schema", "eddsa_verify_schema_v1.json"},
            {"numberOfTests", tests.size()},
            {"testGroups",
             {{{"type", "EddsaVerify"},
               {"publicKey", {{"type", "EDDSAPublicKey"}, {"curve", "edwards25519"}, {"pk", key}}},
               {"publicKeyPem", "-----BEGIN PUBLIC KEY-----\n"},
               {"tests", tests}}}}};
}

hall::check::VectorReport judged(const Json& file) {
    return VALUE(hall::check::check_ed25519_vectors(file.dump(2)));
}

}  // namespace

TEST_CASE("vectors pass where our verification says what they say, in both layouts") {
    std::string wrong = signature;
    wrong[0] = '8';
    const Json tests = {test_of(1, signature, "valid"),
                        test_of(2, wrong, "invalid"),
                        test_of(3, signature.substr(2), "invalid"),
                        test_of(4, "", "invalid"),
                        test_of(5, wrong, "acceptable"),
                        test_of(6, "no hex", "invalid")};
    for (const Json& file : {first_layout(tests), second_layout(tests)}) {
        const hall::check::VectorReport report = judged(file);
        REQUIRE(report.passed == 6);
        REQUIRE(report.failed == 0);
        REQUIRE(report.failures.empty());
    }
}

TEST_CASE("a vector that says something false is reported, whichever way it is false") {
    std::string wrong = signature;
    wrong[127] = '1';
    Json commented = test_of(8, signature, "invalid");
    commented["comment"] = "a good one";
    const hall::check::VectorReport report =
        judged(second_layout({test_of(7, wrong, "valid"), commented,
                             test_of(9, signature, "perhaps"), test_of(10, signature, "valid")}));
    REQUIRE(report.passed == 1);
    REQUIRE(report.failed == 3);
    REQUIRE(report.failures ==
            std::vector<std::string>{"test 7: expected valid, does not verify",
                                     "test 8: expected invalid, verifies (a good one)",
                                     "test 9: expected perhaps, verifies"});
}

TEST_CASE("a key that is none verifies nothing, and spoils no other group") {
    Json file = second_layout(Json::array({test_of(1, signature, "valid")}));
    for (const char* bad : {"", "zz", "3d40"}) {
        Json group = file["testGroups"][0];
        group["publicKey"]["pk"] = bad;
        group["tests"] = Json::array({test_of(2, signature, "invalid")});
        file["testGroups"].push_back(group);
    }
    const hall::check::VectorReport report = judged(file);
    REQUIRE(report.passed == 4);
    REQUIRE(report.failed == 0);
}

TEST_CASE("a file without a single test has not passed") {
    REQUIRE_ERROR(Errc::corrupt, hall::check::check_ed25519_vectors("{}"));
    REQUIRE_ERROR(Errc::corrupt, hall::check::check_ed25519_vectors("[]"));
    REQUIRE_ERROR(Errc::corrupt, hall::check::check_ed25519_vectors("not json"));
    REQUIRE_ERROR(Errc::corrupt, hall::check::check_ed25519_vectors(second_layout(Json::array()).dump()));
}
