// The headers of an upload: a number and a header of metadata, a zero byte between them.

#include "platform/intake/upload_headers.h"

#include <algorithm>

#include "sync/core/check.h"
#include "sync/core/encoding.h"
#include "tests/fuzz/input.h"

using namespace hall;
using namespace hall::platform;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view input = fuzz::text_of(bytes, size);
    const std::string_view number = fuzz::take_text(input);
    const auto value = upload_number_in(number);
    const bool digits = !number.empty() && std::all_of(number.begin(), number.end(),
                                                       [](char c) { return c >= '0' && c <= '9'; });
    if (value) CHECK(digits && *value >= 0 && number.ends_with(std::to_string(*value)));
    if (digits && number.size() <= 18) CHECK(value.has_value());
    for (const char* name : {"sha256", "event"}) {
        const std::string found = upload_metadata_in(input, name);
        CHECK(found.size() <= input.size());
        if (!found.empty()) CHECK(input.find(base64_of(found)) != input.npos);
    }
    // Whatever stands behind it, the first of a name counts.
    const std::string header = "sha256 " + base64_of(number) + "," + std::string(input);
    CHECK(upload_metadata_in(header, "sha256") == number);
    return 0;
}
