// The strict parser: what it takes can be written down in both forms and reads back the same.

#include "sync/core/json.h"
#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const Result<Json> json = parse_json(fuzz::text_of(bytes, size), {.bytes_max = 64 << 10});
    if (!json.ok()) return 0;
    const std::string line = json_line(json.value());
    CHECK(line.find('\n') == std::string::npos);
    const Result<Json> again = parse_json(line);
    CHECK(again.ok());
    CHECK(json_line(again.value()) == line);
    const Result<std::string> canonical = canonical_json(json.value());
    if (canonical.ok()) CHECK(canonical_json(again.value()).value() == canonical.value());
    return 0;
}
