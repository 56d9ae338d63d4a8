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

// Opens a file to write, its owner's alone. What the umask took away, or an older program or
// a crash left too wide, is put right.
Result<Descriptor> open_to_write(const Path& file, int flags) {
    constexpr mode_t bits = 0600;
    Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, bits));
    if (!out.open()) return disk_error(errno, file);
    struct stat status {};
    if (::fstat(out.number(), &status) != 0) return disk_error(errno, file);
    if ((status.st_mode & 07777) != bits && ::fchmod(out.number(), bits) != 0)
        return disk_error(errno, file);
    return out;
}

Path beside(Path file) {
    file += ".new";
    return file;
}

enum class Sync { now, later };

Result<void> write_beside(const Path& file, std::string_view bytes, Sync sync) {
    const Path other = beside(file);
    const Descriptor out = TRY(open_to_write(other, O_TRUNC | O_NOFOLLOW));
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
    const std::uint64_t complete_bytes = TRY(size(file));
    if (offset >= complete_bytes) return std::string();
    const std::string whole = TRY(read(file, complete_bytes));
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
        TRY(write_durably(content.file, content.bytes, FileMode::secret));
    }
    return {};
}

Result<void> DiskFiles::write_durably(const Path& file, std::string_view bytes, FileMode) {
    TRY(write_beside(file, bytes, Sync::now));
    if (::rename(beside(file).c_str(), file.c_str()) != 0) return disk_error(errno, file);
    return sync_folder_of(file);
}

Result<void> DiskFiles::write_all_durably(const std::vector<FileContent>& contents) {
    if (contents.empty()) return {};
    for (const FileContent& content : contents) {
        TRY(write_beside(content.file, content.bytes, Sync::later));
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
    const Descriptor out = TRY(open_to_write(file, O_APPEND));
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
                         FileMode::secret);
}

Result<void> DiskFiles::allocate(const Path& file, std::uint64_t bytes) {
    if (size(file).ok()) return {};
    const Path other = beside(file);
    {
        const Descriptor out = TRY(open_to_write(other, O_TRUNC | O_NOFOLLOW));
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
    struct stat status {};
    if (::stat(folder.c_str(), &status) == 0) {
        return S_ISDIR(status.st_mode) ? Result<void>() : disk_error(ENOTDIR, folder);
    }
    const Path above = folder.parent_path();
    if (!above.empty() && above != folder) TRY(make_folder(above));
    if (::mkdir(folder.c_str(), 0700) == 0) {
        if (::chmod(folder.c_str(), 0700) != 0) return disk_error(errno, folder);
        return {};
    }
    // Somebody else may have made it meanwhile; "a/" and "a/." are there once "a" is.
    const int number = errno;
    if (::stat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode)) return {};
    return disk_error(number, folder);
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
    static_cast<void>(::fchmod(descriptor, 0600));
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
