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

#include "sync/core/descriptor.h"

namespace hall {

namespace {

Result<void> sync_folder_of(const Path& file) {
    const Path folder = file.has_parent_path() ? file.parent_path() : Path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.open() || ::fsync(directory.number()) != 0) return disk_error(errno, folder);
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
    if (!out.open()) return disk_error(errno, other);
    // A file left behind by a crash keeps its old mode; a key must not be wider.
    if (::fchmod(out.number(), bits) != 0) return disk_error(errno, other);
    TRY(write_all(out, bytes, other));
    if (sync == Sync::now && ::fsync(out.number()) != 0) return disk_error(errno, other);
    return {};
}

// The whole file system, in one go.
Result<void> sync_disk_of(const Path& file) {
    const Path folder = file.has_parent_path() ? file.parent_path() : Path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!directory.open() || ::syncfs(directory.number()) != 0) return disk_error(errno, folder);
    return {};
}

}  // namespace

Result<std::string> DiskFiles::read(const Path& file, std::uint64_t bytes_max) {
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!in.open()) return disk_error(errno, file);
    return read_to_end(in, bytes_max, file);
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
    if (!in.open()) return disk_error(errno, file);
    return read_at(in, offset, bytes, file);
}

Result<void> Files::write_all_durably(const std::vector<FileContent>& contents) {
    for (const FileContent& content : contents) {
        TRY(write_durably(content.file, content.bytes, FileMode::shared));
    }
    return {};
}

Result<void> DiskFiles::write_durably(const Path& file, std::string_view bytes, FileMode mode) {
    TRY(write_beside(file, bytes, mode, Sync::now));
    if (::rename(beside(file).c_str(), file.c_str()) != 0) return disk_error(errno, file);
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
        if (::rename(beside(file).c_str(), file.c_str()) != 0) return disk_error(errno, file);
    }
    return sync_disk_of(contents.front().file);
}

Result<void> DiskFiles::append(const Path& file, std::string_view bytes) {
    const Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
    if (!out.open()) return disk_error(errno, file);
    return write_all(out, bytes, file);
}

Result<void> DiskFiles::sync(const Path& file) {
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.open() || ::fsync(descriptor.number()) != 0) return disk_error(errno, file);
    return {};
}

Result<void> DiskFiles::move_durably(const Path& from, const Path& to) {
    TRY(sync(from));
    if (::rename(from.c_str(), to.c_str()) != 0) return disk_error(errno, to);
    return sync_folder_of(to);
}

Result<void> Files::allocate(const Path& file, std::uint64_t bytes) {
    if (size(file).ok()) return {};
    return write_durably(file, std::string(static_cast<std::size_t>(bytes), '\0'),
                         FileMode::shared);
}

Result<void> DiskFiles::allocate(const Path& file, std::uint64_t bytes) {
    if (size(file).ok()) return {};
    const Path other = beside(file);
    {
        const Descriptor out(
            ::open(other.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644));
        if (!out.open()) return disk_error(errno, other);
        // Where the file system cannot, the C library writes a byte into every block.
        const int number = ::posix_fallocate(out.number(), 0, static_cast<off_t>(bytes));
        if (number != 0) {
            ::unlink(other.c_str());
            return disk_error(number, other);
        }
    }
    return move_durably(other, file);
}

Result<std::uint64_t> DiskFiles::size(const Path& file) {
    struct stat status {};
    if (::stat(file.c_str(), &status) != 0) return disk_error(errno, file);
    return static_cast<std::uint64_t>(status.st_size);
}

Result<void> DiskFiles::remove(const Path& file) {
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) return disk_error(errno, file);
    return {};
}

Result<std::vector<std::string>> DiskFiles::list(const Path& folder) {
    constexpr std::size_t names_max = 100'000;
    std::error_code error;
    std::filesystem::directory_iterator entries(folder, error);
    if (error) return disk_error(error.value(), folder);
    std::vector<std::string> names;
    for (const auto end = std::filesystem::directory_iterator(); entries != end;) {
        names.push_back(entries->path().filename().string());
        if (names.size() > names_max)
            return Error(Errc::exhausted, folder.string() + ": too many files");
        entries.increment(error);
        if (error) return disk_error(error.value(), folder);
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<void> DiskFiles::make_folder(const Path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return disk_error(error.value(), folder);
    return {};
}

Result<std::uint64_t> DiskFiles::free_bytes(const Path& folder) {
    struct statvfs status {};
    if (::statvfs(folder.c_str(), &status) != 0) return disk_error(errno, folder);
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
    if (descriptor < 0) return disk_error(errno, file);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int number = errno;
        ::close(descriptor);
        if (number == EWOULDBLOCK) return Error(Errc::refused, file.string() + ": in use");
        return disk_error(number, file);
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
