#include "sync/core/foreign_files.h"

#include <dirent.h>
#include <fcntl.h>
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

constexpr std::size_t names_max = 100'000;

Error foreign_error(int number, const Path& file) {
    switch (number) {
        case ELOOP:
        case ENOTDIR:
        case EISDIR:
        case ENXIO:  // a pipe that nobody reads, a socket
            return {Errc::refused, file.string() + ": not a plain file or folder"};
        case EROFS:
        case EACCES:
        case EPERM:
            return {Errc::refused, file.string() + ": " + std::strerror(number)};
        default:
            return disk_error(number, file);
    }
}

// The parts of a path below the root.
Result<std::vector<std::string>> parts_below(const Path& root, const Path& path) {
    std::vector<std::string> parts;
    for (const Path& part : path.lexically_normal().lexically_relative(root.lexically_normal())) {
        const std::string name = part.string();
        if (name == "..") return Error(Errc::refused, path.string() + ": not on the medium");
        if (!name.empty() && name != ".") parts.push_back(name);
    }
    return parts;
}

enum class Missing { fails, is_made };

// Opens the folder that the first `depth` parts lead to, each in the one before.
Result<Descriptor> open_folder(const Path& root, const std::vector<std::string>& parts,
                               std::size_t depth, Missing missing = Missing::fails) {
    constexpr int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW;
    // The root itself is where the machine put the medium: it may be reached by a link.
    Descriptor folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.open()) return foreign_error(errno, root);
    for (std::size_t i = 0; i < depth; ++i) {
        const char* name = parts[i].c_str();
        if (missing == Missing::is_made) {
            if (::mkdirat(folder.number(), name, 0755) != 0) {
                if (errno != EEXIST) return foreign_error(errno, root / parts[i]);
            } else {
                static_cast<void>(::fchmodat(folder.number(), name, 0755, 0));
            }
        }
        Descriptor next(::openat(folder.number(), name, flags));
        if (!next.open()) return foreign_error(errno, root / parts[i]);
        folder = std::move(next);
    }
    return folder;
}

// A file by the folder that holds it.
struct Place {
    Descriptor folder;
    std::string name;
};

Result<Place> place_of(const Path& root, const Path& file) {
    std::vector<std::string> parts = TRY(parts_below(root, file));
    if (parts.empty()) return Error(Errc::refused, file.string() + ": no file");
    Descriptor folder = TRY(open_folder(root, parts, parts.size() - 1));
    return Place{std::move(folder), std::move(parts.back())};
}

Result<Descriptor> open_plain(const Place& place, int flags, const Path& file) {
    constexpr int always = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
    Descriptor opened(::openat(place.folder.number(), place.name.c_str(), flags | always, 0644));
    if (!opened.open()) return foreign_error(errno, file);
    struct stat status {};
    if (::fstat(opened.number(), &status) != 0) return foreign_error(errno, file);
    if (!S_ISREG(status.st_mode)) return foreign_error(EISDIR, file);
    // Whoever carries it home is another user there. Many sticks have no rights.
    if ((flags & O_CREAT) != 0) static_cast<void>(::fchmod(opened.number(), 0644));
    return opened;
}

// Some file systems of sticks have nothing to do for a folder, and say so.
Result<void> sync_folder(const Descriptor& folder, const Path& file) {
    if (::fsync(folder.number()) == 0 || errno == EINVAL || errno == ENOSYS) return {};
    return foreign_error(errno, file);
}

std::string beside(const std::string& name) {
    return name + ".new";
}

enum class ForeignSync { now, later };

// What could not be written whole is taken away again: a full stick stays as full as it
// was.
Result<void> write_beside(const Place& place, std::string_view bytes, ForeignSync sync,
                          const Path& file) {
    const auto write = [&]() -> Result<void> {
        const Place other{Descriptor(::dup(place.folder.number())), beside(place.name)};
        const Descriptor out = TRY(open_plain(other, O_WRONLY | O_CREAT | O_TRUNC, file));
        TRY(write_all(out, bytes, file));
        if (sync == ForeignSync::now && ::fsync(out.number()) != 0)
            return foreign_error(errno, file);
        return {};
    };
    Result<void> written = write();
    if (!written.ok()) ::unlinkat(place.folder.number(), beside(place.name).c_str(), 0);
    return written;
}

Result<void> take_place(const Place& place, const Path& file) {
    const int folder = place.folder.number();
    if (::renameat(folder, beside(place.name).c_str(), folder, place.name.c_str()) != 0) {
        return foreign_error(errno, file);
    }
    return {};
}

}  // namespace

Result<std::string> ForeignFiles::read(const Path& file, std::uint64_t bytes_max) {
    const Place place = TRY(place_of(root_, file));
    const Descriptor in = TRY(open_plain(place, O_RDONLY, file));
    return read_to_end(in, bytes_max, file);
}

Result<std::string> ForeignFiles::read_part(const Path& file, std::uint64_t offset,
                                            std::uint64_t bytes) {
    const Place place = TRY(place_of(root_, file));
    const Descriptor in = TRY(open_plain(place, O_RDONLY, file));
    return read_at(in, offset, bytes, file);
}

Result<void> ForeignFiles::write_durably(const Path& file, std::string_view bytes, FileMode) {
    const Place place = TRY(place_of(root_, file));
    TRY(write_beside(place, bytes, ForeignSync::now, file));
    TRY(take_place(place, file));
    return sync_folder(place.folder, file);
}

Result<void> ForeignFiles::write_all_durably(const std::vector<FileContent>& contents) {
    if (contents.empty()) return {};
    for (const FileContent& content : contents) {
        const Place place = TRY(place_of(root_, content.file));
        TRY(write_beside(place, content.bytes, ForeignSync::later, content.file));
    }
    const Descriptor root = TRY(open_folder(root_, {}, 0));
    // Everything is on the medium before the first name changes, and all names after.
    if (::syncfs(root.number()) != 0) return foreign_error(errno, root_);
    for (const FileContent& content : contents) {
        TRY(take_place(TRY(place_of(root_, content.file)), content.file));
    }
    if (::syncfs(root.number()) != 0) return foreign_error(errno, root_);
    return {};
}

Result<void> ForeignFiles::append(const Path& file, std::string_view bytes) {
    const Place place = TRY(place_of(root_, file));
    const Descriptor out = TRY(open_plain(place, O_WRONLY | O_CREAT | O_APPEND, file));
    return write_all(out, bytes, file);
}

Result<void> ForeignFiles::sync(const Path& file) {
    const Descriptor opened = TRY(open_plain(TRY(place_of(root_, file)), O_RDONLY, file));
    if (::fsync(opened.number()) != 0) return foreign_error(errno, file);
    return {};
}

Result<void> ForeignFiles::move_durably(const Path& from, const Path& to) {
    const Place source = TRY(place_of(root_, from));
    const Place target = TRY(place_of(root_, to));
    TRY(sync(from));
    if (::renameat(source.folder.number(), source.name.c_str(), target.folder.number(),
                   target.name.c_str()) != 0) {
        return foreign_error(errno, to);
    }
    return sync_folder(target.folder, to);
}

Result<std::uint64_t> ForeignFiles::size(const Path& file) {
    const Place place = TRY(place_of(root_, file));
    struct stat status {};
    if (::fstatat(place.folder.number(), place.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return foreign_error(errno, file);
    }
    if (!S_ISREG(status.st_mode)) return foreign_error(EISDIR, file);
    return static_cast<std::uint64_t>(status.st_size);
}

Result<void> ForeignFiles::remove(const Path& file) {
    const Result<Place> place = place_of(root_, file);
    if (!place.ok() && place.error().code() == Errc::not_found) return {};
    if (!place.ok()) return place.error();
    const int folder = place.value().folder.number();
    if (::unlinkat(folder, place.value().name.c_str(), 0) == 0 || errno == ENOENT) return {};
    return foreign_error(errno, file);
}

Result<std::vector<std::string>> ForeignFiles::list(const Path& folder) {
    const std::vector<std::string> parts = TRY(parts_below(root_, folder));
    const Descriptor opened = TRY(open_folder(root_, parts, parts.size()));
    DIR* entries = ::fdopendir(::dup(opened.number()));
    if (entries == nullptr) return foreign_error(errno, folder);
    std::vector<std::string> names;
    for (;;) {
        errno = 0;
        const dirent* entry = ::readdir(entries);
        if (entry == nullptr || names.size() > names_max) break;
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") names.emplace_back(name);
    }
    const int number = errno;
    ::closedir(entries);
    if (names.size() > names_max) {
        return Error(Errc::exhausted, folder.string() + ": too many files");
    }
    if (number != 0) return foreign_error(number, folder);
    std::sort(names.begin(), names.end());
    return names;
}

Result<void> ForeignFiles::make_folder(const Path& folder) {
    const std::vector<std::string> parts = TRY(parts_below(root_, folder));
    TRY(open_folder(root_, parts, parts.size(), Missing::is_made));
    return {};
}

Result<std::uint64_t> ForeignFiles::free_bytes(const Path& folder) {
    const std::vector<std::string> parts = TRY(parts_below(root_, folder));
    const Descriptor opened = TRY(open_folder(root_, parts, parts.size()));
    struct statvfs status {};
    if (::fstatvfs(opened.number(), &status) != 0) return foreign_error(errno, folder);
    return static_cast<std::uint64_t>(status.f_bavail) * status.f_frsize;
}

}  // namespace hall
