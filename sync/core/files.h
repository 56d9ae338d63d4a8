// Files: the small files of a program, behind an interface so that the simulator
// can lose, tear and refuse them. Databases go through database.h.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall {

using Path = std::filesystem::path;

enum class FileMode {
    shared,  // 0600: of one program; nothing here is for other users of the machine
    secret,  // 0600: keys, which are not read if others may read them
};

struct FileContent {
    Path file;
    std::string bytes;
};

// Errors of every call: not_found (no such file), exhausted (disk full, or longer
// than allowed), unavailable (any other failure of the disk).
class Files {
  public:
    virtual ~Files() = default;

    // The whole file; at most bytes_max + 1 bytes are read before it is refused.
    virtual Result<std::string> read(const Path& file, std::uint64_t bytes_max) = 0;

    // `bytes` bytes from `offset` on, or fewer where the file ends.
    virtual Result<std::string> read_part(const Path& file, std::uint64_t offset,
                                          std::uint64_t bytes);

    // All of the new content or all of the old, whatever happens: written beside the
    // file, synced, renamed over it, and the folder synced. The only way to replace a
    // file that matters.
    virtual Result<void> write_durably(const Path& file, std::string_view bytes,
                                       FileMode mode = FileMode::shared) = 0;

    // The same for many files at once, at the price of one: each is whole or as it was
    // before, but a crash may leave some new and some old. Write last, and by itself,
    // what names the others.
    virtual Result<void> write_all_durably(const std::vector<FileContent>& contents);

    // Adds to the end, without syncing: for what can be fetched again.
    virtual Result<void> append(const Path& file, std::string_view bytes) = 0;

    // Puts on the disk what any program has written to the file so far.
    virtual Result<void> sync(const Path& file) = 0;

    // Syncs `from` and gives it the name `to`, replacing what was there.
    virtual Result<void> move_durably(const Path& from, const Path& to) = 0;

    // Makes a file of so many bytes that take up their place on the disk from now on:
    // removing it gives the place back. One that is there already is left as it is.
    virtual Result<void> allocate(const Path& file, std::uint64_t bytes);

    virtual Result<std::uint64_t> size(const Path& file) = 0;

    // Removing what is not there is success.
    virtual Result<void> remove(const Path& file) = 0;

    // Names (not paths) of the files and folders in a folder, sorted. At most
    // 100,000; a longer folder is `exhausted`.
    virtual Result<std::vector<std::string>> list(const Path& folder) = 0;

    // Makes the folder and those above it, 0700; an existing one is success.
    virtual Result<void> make_folder(const Path& folder) = 0;

    // Bytes a program without privileges may still write on the disk of `folder`.
    virtual Result<std::uint64_t> free_bytes(const Path& folder) = 0;
};

// The real disk. Stateless; any thread.
class DiskFiles final : public Files {
  public:
    Result<std::string> read(const Path& file, std::uint64_t bytes_max) override;
    Result<std::string> read_part(const Path& file, std::uint64_t offset,
                                  std::uint64_t bytes) override;
    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override;
    Result<void> write_all_durably(const std::vector<FileContent>& contents) override;
    Result<void> append(const Path& file, std::string_view bytes) override;
    Result<void> sync(const Path& file) override;
    Result<void> move_durably(const Path& from, const Path& to) override;
    Result<void> allocate(const Path& file, std::uint64_t bytes) override;
    Result<std::uint64_t> size(const Path& file) override;
    Result<void> remove(const Path& file) override;
    Result<std::vector<std::string>> list(const Path& folder) override;
    Result<void> make_folder(const Path& folder) override;
    Result<std::uint64_t> free_bytes(const Path& folder) override;
};

// The id of this boot of the machine (/proc/sys/kernel/random/boot_id), or empty where
// there is none: monotonic times can be compared within one boot only.
std::string boot_id(Files& files);

// The id of this machine (machine-id(5)), or empty where there is none. It is not to be
// shown or sent: keep a hash of it.
std::string machine_id(Files& files);

// An exclusive lock on a file, held until destruction or the end of the process.
class FileLock {
  public:
    // Fails with `refused` if another process holds it.
    static Result<FileLock> take(const Path& file);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

  private:
    explicit FileLock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace hall
