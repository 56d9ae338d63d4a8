// Slip numbers and codes as people type them: the canonical form is its own.

#include "sync/wire/slip.h"

#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    if (const Result<std::string> number = canonical_slip_number(input); number.ok()) {
        CHECK(number.value().size() >= 9 && number.value().size() <= 17);
        CHECK(is_short_id(number.value().substr(0, 3)));
        CHECK(canonical_slip_number(number.value()).value() == number.value());
    }
    if (const Result<std::string> code = canonical_slip_code(input); code.ok()) {
        CHECK(code.value().size() == 14);
        CHECK(canonical_slip_code(code.value()).value() == code.value());
    }
    return 0;
}
