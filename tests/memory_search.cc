#include "tests/memory_search.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "sync/core/encoding.h"
#include "sync/rules/id_number.h"
#include "tests/catch.h"

namespace hall {

namespace {

constexpr std::size_t stride_max = 64;
constexpr std::uint64_t chunk_bytes = std::uint64_t{4} << 20;

struct Region {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::string where;
};

// Memory that the process can have written to.
std::vector<Region> writable_regions(pid_t process) {
    std::vector<Region> regions;
    std::ifstream maps("/proc/" + std::to_string(process) + "/maps");
    std::string line;
    while (std::getline(maps, line)) {
        Region region;
        char permissions[5] = "";
        char where[300] = "";
        unsigned long long begin = 0;
        unsigned long long end = 0;
        if (std::sscanf(line.c_str(), "%llx-%llx %4s %*s %*s %*s %299s", &begin, &end, permissions,
                        where) < 3) {
            continue;
        }
        if (permissions[0] != 'r' || permissions[1] != 'w') continue;
        regions.push_back({begin, end, where});
    }
    return regions;
}

// Between the characters of a marker, as people write long numbers.
bool parts_groups(unsigned char byte) {
    return byte == ' ' || byte == '-';
}

// Does the marker stand at `at` with this stride, within `end`?
bool stands_at(const unsigned char* at, const unsigned char* end, const Marker& marker,
               std::size_t stride) {
    const auto left = static_cast<std::size_t>(end - at);
    std::size_t offset = 0;
    for (std::size_t i = 1; i < marker.size(); ++i) {
        offset += stride;
        if (offset < left && parts_groups(at[offset])) offset += stride;
        if (offset >= left || at[offset] != static_cast<unsigned char>(marker.at(i))) return false;
    }
    return true;
}

void search_bytes(const unsigned char* bytes, std::size_t count, std::uint64_t address,
                  const Region& region, const Marker& marker, std::size_t hits_max,
                  std::vector<MemoryHit>& hits) {
    const unsigned char* end = bytes + count;
    const unsigned char* at = bytes;
    while (at < end && hits.size() < hits_max) {
        at = static_cast<const unsigned char*>(
            std::memchr(at, marker.at(0), static_cast<std::size_t>(end - at)));
        if (at == nullptr) return;
        for (std::size_t stride = 1; stride <= stride_max; ++stride) {
            if (stands_at(at, end, marker, stride)) {
                hits.push_back(
                    {address + static_cast<std::uint64_t>(at - bytes), stride, region.where});
                break;
            }
        }
        ++at;
    }
}

std::string text_of_marker(const Marker& marker) {
    std::string text;
    for (std::size_t i = 0; i < marker.size(); ++i) text.push_back(marker.at(i));
    return text;
}

}  // namespace

Marker::Marker(std::string_view text) {
    masked_.reserve(text.size());
    for (const char c : text) {
        if (c != ' ' && c != '-')
            masked_.push_back(static_cast<char>(static_cast<unsigned char>(c) ^ mask));
    }
}

Marker id_number_marker(int serial) {
    std::string digits = "9900001849063000";
    digits.push_back(static_cast<char>('0' + serial % 10));
    digits[14] = static_cast<char>('0' + serial / 10 % 10);
    digits.push_back(id_check_character(digits));
    const Marker marker(digits);
    explicit_bzero(digits.data(), digits.size());
    return marker;
}

std::optional<std::vector<MemoryHit>> search_memory(pid_t process, const Marker& marker,
                                                    std::size_t hits_max) {
    const std::string file = "/proc/" + std::to_string(process) + "/mem";
    const int memory = open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (memory < 0) {
        WARN("skipped: the memory of the kiosk cannot be read (" << std::strerror(errno)
                                                                 << "); run the tests as root");
        return std::nullopt;
    }
    std::vector<MemoryHit> hits;
    const std::uint64_t overlap = 2 * marker.size() * stride_max;
    // Not a vector: what is read here must not be found in this process afterwards.
    static std::array<unsigned char, chunk_bytes> chunk;
    const bool own = process == getpid();
    for (const Region& region : writable_regions(process)) {
        for (std::uint64_t at = region.begin; at < region.end && hits.size() < hits_max;) {
            const std::uint64_t wanted = std::min(chunk_bytes, region.end - at);
            if (own) {
                const auto* bytes = reinterpret_cast<const unsigned char*>(at);
                search_bytes(bytes, wanted, at, region, marker, hits_max, hits);
            } else {
                const ssize_t got = pread(memory, chunk.data(), wanted, static_cast<off_t>(at));
                if (got <= 0) break;  // [vvar] and the like
                search_bytes(chunk.data(), static_cast<std::size_t>(got), at, region, marker,
                             hits_max, hits);
            }
            if (at + wanted >= region.end) break;
            at += wanted - overlap;
        }
    }
    close(memory);
    return hits;
}

std::size_t count_pattern(const std::vector<std::uint32_t>& masked, std::size_t stride) {
    std::size_t found = 0;
    const std::size_t length = (masked.size() - 1) * stride + sizeof(std::uint32_t);
    for (const Region& region : writable_regions(getpid())) {
        if (region.where.starts_with("[v")) continue;
        const auto* begin = reinterpret_cast<const unsigned char*>(region.begin);
        const auto* end = reinterpret_cast<const unsigned char*>(region.end);
        for (const unsigned char* at = begin; at + length <= end; at += sizeof(std::uint32_t)) {
            std::size_t i = 0;
            for (; i < masked.size(); ++i) {
                std::uint32_t value = 0;
                std::memcpy(&value, at + i * stride, sizeof value);
                if ((value ^ pattern_mask) != masked[i]) break;
            }
            if (i == masked.size()) ++found;
        }
    }
    return found;
}

std::vector<std::string> search_files(const std::string& folder, const Marker& marker) {
    const std::string text = text_of_marker(marker);
    std::vector<std::string> shapes = {text};
    std::string wide;
    std::string hexadecimal;
    for (const char c : text) {
        wide.push_back(c);
        wide.push_back('\0');
        constexpr std::string_view digits = "0123456789abcdef";
        hexadecimal.push_back(digits[static_cast<unsigned char>(c) >> 4]);
        hexadecimal.push_back(digits[static_cast<unsigned char>(c) & 15]);
    }
    shapes.push_back(wide);
    shapes.push_back(hexadecimal);
    for (std::size_t skip = 0; skip < 3; ++skip) {
        // Whole groups of three only: the ends depend on what stands around.
        const std::string_view inner = std::string_view(text).substr(skip);
        shapes.push_back(base64_of(inner.substr(0, inner.size() / 3 * 3)));
    }
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        std::stringstream content;
        content << in.rdbuf();
        const std::string bytes = content.str();
        for (const std::string& shape : shapes) {
            if (bytes.find(shape) == std::string::npos) continue;
            found.push_back(entry.path().string());
            break;
        }
    }
    return found;
}

std::string text_of(const std::vector<MemoryHit>& hits) {
    std::ostringstream text;
    for (const MemoryHit& hit : hits) {
        text << std::hex << hit.address << std::dec << " stride " << hit.stride << " " << hit.where
             << "\n";
    }
    return text.str();
}

}  // namespace hall
