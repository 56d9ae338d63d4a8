#include "sync/wire/slip.h"

#include <set>

#include "tests/catch.h"
#include "tests/wire/seeded_random.h"

using namespace hall;

namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::int64_t counter_max = (std::int64_t{1} << 60) - 1;

}  // namespace

TEST_CASE("a slip number is the kiosk's short id, the counter and a check character") {
    const std::string number = slip_number("K7M", 34);
    REQUIRE(number.substr(0, 8) == "K7M-0012");
    REQUIRE(number.size() == 9);
    REQUIRE(VALUE(canonical_slip_number(number)) == number);
    REQUIRE(slip_number("000", 0).substr(0, 8) == "000-0000");
    const std::string longest = slip_number("ZZZ", counter_max);
    REQUIRE(longest.substr(0, 16) == "ZZZ-ZZZZZZZZZZZZ");
    REQUIRE(VALUE(canonical_slip_number(longest)) == longest);
}

TEST_CASE("slip numbers of different kiosks and counters never meet") {
    std::set<std::string> numbers;
    for (int ordinal = 0; ordinal < 32'768; ordinal += 1009) {
        for (const std::int64_t counter : {0LL, 1LL, 31LL, 32LL, 1'048'575LL, 1'048'576LL}) {
            REQUIRE(numbers.insert(slip_number(short_id_of(ordinal), counter)).second);
        }
    }
}

TEST_CASE("every single wrong character of a slip number is found") {
    SeededRandom random;
    for (int i = 0; i < 200; ++i) {
        const auto ordinal = static_cast<std::int64_t>(random.below(32'768));
        const auto counter = static_cast<std::int64_t>(random.below(i < 100 ? 1 << 20 : 1 << 30));
        const std::string number = slip_number(short_id_of(ordinal), counter);
        for (std::size_t place = 0; place < number.size(); ++place) {
            if (number[place] == '-') continue;
            for (const char wrong : alphabet) {
                if (wrong == number[place]) continue;
                std::string typed = number;
                typed[place] = wrong;
                REQUIRE_ERROR(Errc::corrupt, canonical_slip_number(typed));
            }
        }
    }
}

TEST_CASE("more than 99 of 100 swaps of neighbours in a slip number are found") {
    SeededRandom random;
    int swaps = 0;
    int missed = 0;
    for (int i = 0; i < 5000; ++i) {
        const auto ordinal = static_cast<std::int64_t>(random.below(32'768));
        const auto counter = static_cast<std::int64_t>(random.below(1 << 20));
        std::string number = slip_number(short_id_of(ordinal), counter);
        number.erase(3, 1);
        for (std::size_t place = 0; place + 1 < number.size(); ++place) {
            if (number[place] == number[place + 1]) continue;
            std::string typed = number;
            std::swap(typed[place], typed[place + 1]);
            ++swaps;
            if (canonical_slip_number(typed).ok()) ++missed;
        }
    }
    INFO(missed << " of " << swaps);
    REQUIRE(swaps > 10'000);
    REQUIRE(missed * 100 < swaps);
}

TEST_CASE("a slip number is understood however a person types it") {
    const std::string number = slip_number("101", 33);  // 101-0011…
    REQUIRE(number.substr(0, 8) == "101-0011");
    const char check = number.back();
    for (const std::string& typed :
         {"1010011" + std::string(1, check), "IOl 0o1i " + std::string(1, check),
          " 101 - 0011 " + std::string(1, check), "１０１－００１１" + std::string(1, check),
          "ｌＯI—oO１1　" + std::string(1, check)}) {
        INFO(typed);
        REQUIRE(VALUE(canonical_slip_number(typed)) == number);
    }
    const std::string letters = slip_number("K7M", 12'345'678);
    std::string lower = letters;
    for (char& c : lower) c = static_cast<char>(std::tolower(c));
    REQUIRE(VALUE(canonical_slip_number(lower)) == letters);
}

TEST_CASE("what cannot be a slip number is corrupt") {
    const std::string number = slip_number("K7M", 34);
    for (const std::string& typed : {std::string(), std::string("K7M"), number.substr(0, 8),
                                     number + "0", std::string("K7M-00U2X"), std::string(100, '0'),
                                     std::string("K7M-0012!"), std::string("滴水村")}) {
        INFO(typed);
        REQUIRE_ERROR(Errc::corrupt, canonical_slip_number(typed));
    }
}

TEST_CASE("a counter with a zero too many is no second name for the same slip") {
    // Tries every check character, so that the right one is among them.
    for (const char check : alphabet) {
        REQUIRE_ERROR(Errc::corrupt, canonical_slip_number("K7M-00012" + std::string(1, check)));
    }
}

TEST_CASE(
    "short ids are all different, and neighbours are more than one slip of the finger apart") {
    std::set<std::string> seen;
    std::string last = "0000";
    for (int ordinal = 0; ordinal < 32'768; ++ordinal) {
        const std::string id = short_id_of(ordinal);
        REQUIRE(is_short_id(id));
        REQUIRE(seen.insert(id).second);
        const int same = (id[0] == last[0]) + (id[1] == last[1]) + (id[2] == last[2]);
        REQUIRE(same <= 1);
        last = id;
    }
    REQUIRE(is_short_id("K7M"));
    for (const char* text : {"", "K7", "K7MX", "k7m", "K7U", "K7-"})
        REQUIRE_FALSE(is_short_id(text));
}

TEST_CASE("slip codes are 12 characters, all of the alphabet, and do not repeat") {
    SeededRandom random;
    std::set<std::string> codes;
    std::set<char> characters;
    for (int i = 0; i < 500; ++i) {
        const std::string code = make_slip_code(random);
        REQUIRE(code.size() == 14);
        REQUIRE(code[4] == '-');
        REQUIRE(code[9] == '-');
        REQUIRE(VALUE(canonical_slip_code(code)) == code);
        REQUIRE(codes.insert(code).second);
        characters.insert(code.begin(), code.end());
    }
    REQUIRE(characters.size() == 33);  // 32 and the dash
}

TEST_CASE("a slip code is understood however a person types it") {
    REQUIRE(VALUE(canonical_slip_code("7kq2 m9xd 4trw")) == "7KQ2-M9XD-4TRW");
    REQUIRE(VALUE(canonical_slip_code("OIL0OIL0OIL0")) == "0110-0110-0110");
    for (const char* typed : {"", "7KQ2-M9XD-4TR", "7KQ2-M9XD-4TRWX", "7KQ2-M9XD-4TRU"}) {
        REQUIRE_ERROR(Errc::corrupt, canonical_slip_code(typed));
    }
}
