// Enrolment: the question of a board that nobody knows yet, and its answer.

#include "sync/wire/enrolment.h"

#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    if (const auto request = parse_enrolment_request(input); request.ok()) {
        CHECK(request.value().sign_key.size() == 32);
        CHECK(request.value().box_key.size() == 32);
        CHECK(request.value().signature.size() == 64);
        if (request.value().former) {
            CHECK(request.value().former->signature.size() == 64);
            CHECK(!former_message(request.value().former->kiosk, request.value()).empty());
        }
        const std::string written = bytes_of(request.value());
        const auto again = parse_enrolment_request(written);
        CHECK(again.ok());
        CHECK(bytes_of(again.value()) == written);
    }
    if (const auto answer = parse_enrolment_response(input); answer.ok()) {
        CHECK(answer.value().epoch >= 1);
        for (const NamedKey& key : answer.value().receipt_keys) {
            CHECK(key.public_key.size() == 32);
        }
        const std::string written = bytes_of(answer.value());
        const auto again = parse_enrolment_response(written);
        CHECK(again.ok());
        CHECK(bytes_of(again.value()) == written);
    }
    return 0;
}
