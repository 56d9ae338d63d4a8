#include "sync/core/random.h"

#include <sys/random.h>

#include <array>
#include <cerrno>

#include "sync/core/check.h"
#include "sync/core/encoding.h"

namespace hall {

std::uint64_t Random::below(std::uint64_t bound) {
    CHECK(bound > 0);
    // Reject the uneven tail, so that no value is likelier than another.
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
    std::uint64_t value = 0;
    do {
        fill({reinterpret_cast<std::uint8_t*>(&value), sizeof value});
    } while (value >= limit);
    return value % bound;
}

std::string Random::bytes(std::size_t count) {
    std::string bytes(count, '\0');
    fill({reinterpret_cast<std::uint8_t*>(bytes.data()), count});
    return bytes;
}

void SystemRandom::fill(std::span<std::uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t got = getrandom(bytes.data(), bytes.size(), 0);
        if (got < 0 && errno == EINTR) continue;
        CHECK(got > 0);
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

std::string uuid_v7(std::int64_t wall_ms, Random& random) {
    std::array<std::uint8_t, 16> id{};
    random.fill(id);
    const auto time = static_cast<std::uint64_t>(wall_ms < 0 ? 0 : wall_ms);
    for (int i = 0; i < 6; ++i) {
        id[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(time >> (40 - 8 * i));
    }
    id[6] = static_cast<std::uint8_t>((id[6] & 0x0f) | 0x70);
    id[8] = static_cast<std::uint8_t>((id[8] & 0x3f) | 0x80);
    std::string text = hex_of({reinterpret_cast<const char*>(id.data()), id.size()});
    for (const std::size_t dash : {8U, 13U, 18U, 23U}) text.insert(dash, "-");
    return text;
}

}  // namespace hall
