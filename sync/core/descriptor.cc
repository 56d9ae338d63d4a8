#include "sync/core/descriptor.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hall {

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

Descriptor::~Descriptor() {
    if (number_ >= 0) ::close(number_);
}

Error disk_error(int number, const Path& file) {
    const std::string message = file.string() + ": " + std::strerror(number);
    switch (number) {
        case ENOENT:
        case ENOTDIR:
            return {Errc::not_found, message};
        case ENOSPC:
        case EDQUOT:
        case EFBIG:
            return {Errc::exhausted, message};
        default:
            return {Errc::unavailable, message};
    }
}

Result<std::string> read_to_end(const Descriptor& in, std::uint64_t bytes_max, const Path& file) {
    std::string bytes;
    struct stat status {};
    if (::fstat(in.number(), &status) == 0 && status.st_size > 0) {
        const auto size = static_cast<std::uint64_t>(status.st_size);
        bytes.reserve(static_cast<std::size_t>(std::min(size, bytes_max) + 1));
    }
    for (;;) {
        constexpr std::size_t step = 65'536;
        const std::size_t have = bytes.size();
        const auto want =
            static_cast<std::size_t>(std::min<std::uint64_t>(step, bytes_max + 1 - have));
        bytes.resize(have + want);
        ssize_t got = 0;
        do {
            got = ::read(in.number(), bytes.data() + have, want);
        } while (got < 0 && errno == EINTR);
        if (got < 0) return disk_error(errno, file);
        bytes.resize(have + static_cast<std::size_t>(got));
        if (bytes.size() > bytes_max) return Error(Errc::exhausted, file.string() + ": too long");
        if (got == 0) return bytes;
    }
}

Result<std::string> read_at(const Descriptor& in, std::uint64_t offset, std::uint64_t bytes,
                            const Path& file) {
    struct stat status {};
    if (::fstat(in.number(), &status) != 0) return disk_error(errno, file);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    std::string part(static_cast<std::size_t>(std::min(bytes, size - std::min(offset, size))),
                     '\0');
    std::size_t have = 0;
    while (have < part.size()) {
        const ssize_t got = ::pread(in.number(), part.data() + have, part.size() - have,
                                    static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return disk_error(errno, file);
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    part.resize(have);
    return part;
}

Result<void> write_all(const Descriptor& out, std::string_view bytes, const Path& file) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(out.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return disk_error(errno, file);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace hall
