#include "sync/core/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace hall {

namespace {

Error error_of(int number, const Path& file) {
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

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    int number() const { return number_; }
    bool open() const { return number_ >= 0; }

  private:
    int number_;
};

Result<void> write_all(int descriptor, std::string_view bytes, const Path& file) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return error_of(errno, file);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> sync_folder_of(const Path& file) {
    const Path folder = file.has_parent_path() ? file.parent_path() : Path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.open() || ::fsync(directory.number()) != 0) return error_of(errno, folder);
    return {};
}

Path beside(Path file) {
    file += ".new";
    return file;
}

enum class Sync { now, later };

Result<void> write_beside(const Path& file, std::string_view bytes, FileMode mode, Sync sync) {
    const Path other = beside(file);
    const mode_t bits = mode == FileMode::secret ? 0600 : 0644;
    const Descriptor out(
        ::open(other.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, bits));
    if (!out.open()) return error_of(errno, other);
    // A file left behind by a crash keeps its old mode; a key must not be wider.
    if (::fchmod(out.number(), bits) != 0) return error_of(errno, other);
    TRY(write_all(out.number(), bytes, other));
    if (sync == Sync::now && ::fsync(out.number()) != 0) return error_of(errno, other);
    return {};
}

// The whole file system, in one go.
Result<void> sync_disk_of(const Path& file) {
    const Path folder = file.has_parent_path() ? file.parent_path() : Path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.open() || ::syncfs(directory.number()) != 0) return error_of(errno, folder);
    return {};
}

}  // namespace

Result<std::string> DiskFiles::read(const Path& file, std::uint64_t bytes_max) {
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in.open()) return error_of(errno, file);
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
        if (got < 0) return error_of(errno, file);
        bytes.resize(have + static_cast<std::size_t>(got));
        if (bytes.size() > bytes_max) return Error(Errc::exhausted, file.string() + ": too long");
        if (got == 0) return bytes;
    }
}

Result<std::string> Files::read_part(const Path& file, std::uint64_t offset, std::uint64_t bytes) {
    const std::uint64_t whole_bytes = TRY(size(file));
    if (offset >= whole_bytes) return std::string();
    const std::string whole = TRY(read(file, whole_bytes));
    return whole.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(bytes));
}

Result<std::string> DiskFiles::read_part(const Path& file, std::uint64_t offset,
                                         std::uint64_t bytes) {
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in.open()) return error_of(errno, file);
    struct stat status {};
    if (::fstat(in.number(), &status) != 0) return error_of(errno, file);
    const auto size = static_cast<std::uint64_t>(status.st_size);
    std::string part(static_cast<std::size_t>(std::min(bytes, size - std::min(offset, size))),
                     '\0');
    std::size_t have = 0;
    while (have < part.size()) {
        const ssize_t got = ::pread(in.number(), part.data() + have, part.size() - have,
                                    static_cast<off_t>(offset + have));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return error_of(errno, file);
        if (got == 0) break;
        have += static_cast<std::size_t>(got);
    }
    part.resize(have);
    return part;
}

Result<void> Files::write_all_durably(const std::vector<FileContent>& contents) {
    for (const FileContent& content : contents) {
        TRY(write_durably(content.file, content.bytes, FileMode::shared));
    }
    return {};
}

Result<void> DiskFiles::write_durably(const Path& file, std::string_view bytes, FileMode mode) {
    TRY(write_beside(file, bytes, mode, Sync::now));
    if (::rename(beside(file).c_str(), file.c_str()) != 0) return error_of(errno, file);
    return sync_folder_of(file);
}

Result<void> DiskFiles::write_all_durably(const std::vector<FileContent>& contents) {
    if (contents.empty()) return {};
    for (const FileContent& content : contents) {
        TRY(write_beside(content.file, content.bytes, FileMode::shared, Sync::later));
    }
    // Everything is on the disk before the first name changes, and all names after.
    TRY(sync_disk_of(contents.front().file));
    for (const FileContent& content : contents) {
        const Path& file = content.file;
        if (::rename(beside(file).c_str(), file.c_str()) != 0) return error_of(errno, file);
    }
    return sync_disk_of(contents.front().file);
}

Result<void> DiskFiles::append(const Path& file, std::string_view bytes) {
    const Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
    if (!out.open()) return error_of(errno, file);
    return write_all(out.number(), bytes, file);
}

Result<void> DiskFiles::sync(const Path& file) {
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.open() || ::fsync(descriptor.number()) != 0) return error_of(errno, file);
    return {};
}

Result<void> DiskFiles::move_durably(const Path& from, const Path& to) {
    TRY(sync(from));
    if (::rename(from.c_str(), to.c_str()) != 0) return error_of(errno, to);
    return sync_folder_of(to);
}

Result<std::uint64_t> DiskFiles::size(const Path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return error_of(errno, file);
    return static_cast<std::uint64_t>(status.st_size);
}

Result<void> DiskFiles::remove(const Path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) return error_of(errno, file);
    return {};
}

Result<std::vector<std::string>> DiskFiles::list(const Path& folder) {
    constexpr std::size_t names_max = 100'000;
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    if (error) return error_of(error.value(), folder);
    std::vector<std::string> names;
    for (const auto end = std::filesystem::directory_iterator(); entries != end;) {
        names.push_back(entries->path().filename().string());
        if (names.size() > names_max)
            return Error(Errc::exhausted, folder.string() + ": too many files");
        entries.increment(error);
        if (error) return error_of(error.value(), folder);
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<void> DiskFiles::make_folder(const Path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return error_of(error.value(), folder);
    return {};
}

Result<std::uint64_t> DiskFiles::free_bytes(const Path& folder) {
    struct statvfs status {};
    if (::statvfs(folder.c_str(), &status) != 0) return error_of(errno, folder);
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

namespace {

std::string first_line_of(Files& files, const Path& file) {
    const Result<std::string> text = files.read(file, 100);
    return text.ok() ? text.value().substr(0, text.value().find('\n')) : std::string();
}

}  // namespace

std::string boot_id(Files& files) {
    return first_line_of(files, "/proc/sys/kernel/random/boot_id");
}

std::string machine_id(Files& files) {
    return first_line_of(files, "/etc/machine-id");
}

Result<FileLock> FileLock::take(const Path& file) {
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return error_of(errno, file);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int number = errno;
        ::close(descriptor);
        if (number == EWOULDBLOCK) return Error(Errc::refused, file.string() + ": in use");
        return error_of(number, file);
    }
    return FileLock(descriptor);
}

FileLock::FileLock(FileLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

FileLock::~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace hall
