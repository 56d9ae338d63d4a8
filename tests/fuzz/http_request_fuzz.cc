// What the platform reads off a request before anybody is known: the target, and times.

#include "platform/http/message.h"
#include "sync/core/check.h"
#include "sync/wire/http_date.h"
#include "tests/fuzz/input.h"

using namespace hall;
using namespace hall::platform;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    if (const auto split = split_target(input)) {
        CHECK(split->path.starts_with('/'));
        CHECK(split->path.find('?') == std::string::npos);
        CHECK(input.starts_with(split->path));
        for (const auto& [name, value] : split->query) {
            CHECK(name.size() + value.size() <= size);
        }
    }
    if (const auto decoded = percent_decoded(input)) {
        CHECK(decoded->size() <= size);
        if (input.find('%') == input.npos) CHECK(*decoded == input);
    }
    if (const auto time = parse_http_date_ms(input); time.ok()) {
        CHECK(http_date_text(time.value()) == input);
    }
    constexpr std::int64_t now_ms = 1'795'424'400'000;
    constexpr std::int64_t day_ms = 86'400'000;
    const std::int64_t wait_ms = retry_after_ms(input, now_ms);
    CHECK(wait_ms >= 0 && wait_ms <= day_ms);
    return 0;
}
