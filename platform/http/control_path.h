// Socket path: a name for a Unix socket that fits into the 107 bytes the kernel takes,
// wherever the socket lies: a long one is reached through its folder, held open
// ("/proc/self/fd/7/control").

#pragma once

#include <string>
#include <utility>

#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::platform {

class SocketPath {
  public:
    // Fails if the folder cannot be opened, or the name alone is too long. The text counts
    // while this object lives.
    static Result<SocketPath> of(const Path& socket);

    SocketPath(SocketPath&& other) noexcept
        : text_(std::move(other.text_)), folder_(std::exchange(other.folder_, -1)) {}
    SocketPath& operator=(SocketPath&&) = delete;
    ~SocketPath();

    const std::string& text() const { return text_; }

  private:
    SocketPath(std::string text, int folder) : text_(std::move(text)), folder_(folder) {}
    std::string text_;
    int folder_;
};

}  // namespace hall::platform
