#include "tests/check/signature_vectors.h"

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "sync/wire/signature.h"

namespace hall::check {

namespace {

bool verifies(const std::string& key_hex, const Json& test) {
    const Result<std::string> key = bytes_of_hex(key_hex);
    const Result<std::string> message = bytes_of_hex(string_or(test, "msg"));
    const Result<std::string> signature = bytes_of_hex(string_or(test, "sig"));
    return key.ok() && message.ok() && signature.ok() &&
           verify_ed25519(key.value(), message.value(), signature.value()).ok();
}

bool is_as_expected(const std::string& expected, bool verified) {
    if (expected == "valid") return verified;
    if (expected == "invalid") return !verified;
    return expected == "acceptable";
}

std::string failure_of(const Json& test, const std::string& expected, bool verified) {
    std::string line = "test " + std::to_string(integer_or(test, "tcId", 0)) + ": expected " +
                       expected + ", " + (verified ? "verifies" : "does not verify");
    const std::string comment = string_or(test, "comment");
    return comment.empty() ? line : line + " (" + comment + ")";
}

}  // namespace

Result<VectorReport> check_ed25519_vectors(std::string_view file) {
    const Json suite = TRY_IN("vectors", parse_json(file));
    VectorReport report;
    for (const Json& group : array_or_empty(suite, "testGroups")) {
        const std::string key = string_or(object_or_empty(group, "publicKey"), "pk",
                                          string_or(object_or_empty(group, "key"), "pk"));
        for (const Json& test : array_or_empty(group, "tests")) {
            const bool verified = verifies(key, test);
            const std::string expected = string_or(test, "result");
            if (is_as_expected(expected, verified)) {
                ++report.passed;
            } else {
                ++report.failed;
                report.failures.push_back(failure_of(test, expected, verified));
            }
        }
    }
    if (report.passed + report.failed == 0) {
        return Error(Errc::corrupt, "vectors: no \"testGroups\" with \"tests\"");
    }
    return report;
}

}  // namespace hall::check
