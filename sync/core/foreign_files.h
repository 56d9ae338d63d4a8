// Foreign files: the files of a medium that anybody may have written, a stick above all.
//
// Every part of a path below the root must be a folder of the medium itself and every
// file a plain one: no link is followed, no pipe or device opened, so that a name cannot
// lead out of the medium and a read cannot wait for ever. What is read is only bytes; to
// believe them is another's business.

#pragma once

#include "sync/core/files.h"

namespace hall {

// Paths are as for DiskFiles and must lie below `root`. Errors as Files says, and
//   refused  a link or another thing that is no plain file or folder is in the way, the
//            path leads out of the root, or the medium may not be written
// Modes of files are left to the medium. Stateless; any thread.
class ForeignFiles final : public Files {
  public:
    explicit ForeignFiles(Path root) : root_(std::move(root)) {}

    Result<std::string> read(const Path& file, std::uint64_t bytes_max) override;
    Result<std::string> read_part(const Path& file, std::uint64_t offset,
                                  std::uint64_t bytes) override;
    Result<void> write_durably(const Path& file, std::string_view bytes, FileMode mode) override;
    Result<void> write_all_durably(const std::vector<FileContent>& contents) override;
    Result<void> append(const Path& file, std::string_view bytes) override;
    Result<void> sync(const Path& file) override;
    Result<void> move_durably(const Path& from, const Path& to) override;
    Result<std::uint64_t> size(const Path& file) override;
    Result<void> remove(const Path& file) override;
    Result<std::vector<std::string>> list(const Path& folder) override;
    Result<void> make_folder(const Path& folder) override;
    Result<std::uint64_t> free_bytes(const Path& folder) override;

  private:
    Path root_;
};

}  // namespace hall
