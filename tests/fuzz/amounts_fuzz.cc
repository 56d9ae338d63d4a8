// Short texts that people type: money, dates, identity and telephone numbers.

#include "sync/core/clock.h"
#include "sync/rules/id_number.h"
#include "sync/rules/money.h"
#include "sync/rules/phone.h"
#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    if (const Result<Fen> amount = parse_yuan(input); amount.ok()) {
        CHECK(amount.value() >= -money_max && amount.value() <= money_max);
        CHECK(parse_yuan(yuan_text(amount.value())).value() == amount.value());
        CHECK(parse_yuan(plain_yuan_text(amount.value())).value() == amount.value());
        if (amount.value() >= 0 && amount.value() < money_max) {
            CHECK(!yuan_in_capitals(amount.value()).empty());
        }
    }
    if (const Result<Date> date = parse_date(input); date.ok()) {
        CHECK(date_exists(date.value()));
        CHECK(date_text(date.value()) == input);
        CHECK(date_of_days(days_of(date.value())) == date.value());
    }
    if (const Result<std::int64_t> time = parse_utc_ms(input); time.ok()) {
        CHECK(utc_text(time.value()) == input);
    }
    constexpr Date today{2026, 11, 23};
    if (check_id_number(input, today) == IdNumberProblem::none) {
        CHECK(size == 18);
        CHECK(date_exists(birthday_of(input)) && birthday_of(input) <= today);
    }
    // What may be shown never holds all of what was typed.
    if (size > 0) CHECK(masked_id_number(input) != input || input.find('*') != input.npos);
    if (is_phone_number(input)) CHECK(masked_phone_number(input) != input);
    return 0;
}
