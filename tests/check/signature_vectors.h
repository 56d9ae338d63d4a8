// Signature vectors in the format of the Wycheproof project, judged by our own
// verification: how somebody outside holds it against tests that are not ours.
//
// Both layouts of the project are read: the first, with "key", and that of its
// testvectors_v1, with "publicKey".

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::check {

struct VectorReport {
    int passed = 0;
    int failed = 0;
    std::vector<std::string> failures;  // one line a failed test, in the file's order
};

// Every test of every group. "valid" wants the signature to verify, "invalid" wants it
// not to, "acceptable" leaves it to us; any other word fails the test. A key or a
// signature that is not hexadecimal verifies nothing. Fails with `corrupt` if the file is
// no such file, or holds no test at all.
Result<VectorReport> check_ed25519_vectors(std::string_view file);

}  // namespace hall::check
