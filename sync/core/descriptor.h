// Descriptor: an open file or folder of the operating system, closed with its owner, and
// the few calls on it that have a loop or a translation in them. For the files of this
// folder only; others see Files.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall {

class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept;
    Descriptor& operator=(Descriptor&& other) noexcept;
    ~Descriptor();

    int number() const { return number_; }
    bool open() const { return number_ >= 0; }

  private:
    int number_;
};

// What an errno means to a caller of Files.
Error disk_error(int number, const Path& file);

// To the end, but at most bytes_max + 1 bytes; `file` is for the error.
Result<std::string> read_to_end(const Descriptor& in, std::uint64_t bytes_max, const Path& file);

// At most `bytes` from `offset` on: fewer where the file ends.
Result<std::string> read_at(const Descriptor& in, std::uint64_t offset, std::uint64_t bytes,
                            const Path& file);

Result<void> write_all(const Descriptor& out, std::string_view bytes, const Path& file);

}  // namespace hall
