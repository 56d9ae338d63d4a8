#include "platform/http/control_path.h"

#include <fcntl.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hall::platform {

namespace {

constexpr std::size_t text_bytes_max = sizeof(sockaddr_un::sun_path) - 1;

}  // namespace

Result<SocketPath> SocketPath::of(const Path& socket) {
    if (socket.string().size() <= text_bytes_max) return SocketPath(socket.string(), -1);
    const Path folder = socket.parent_path();
    const int descriptor = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return Error(Errc::unavailable, folder.string() + ": " + std::strerror(errno));
    SocketPath path(
        "/proc/self/fd/" + std::to_string(descriptor) + '/' + socket.filename().string(),
        descriptor);
    if (path.text_.size() > text_bytes_max)
        return Error(Errc::unavailable, socket.string() + ": the name of a socket is too long");
    return path;
}

SocketPath::~SocketPath() {
    if (folder_ >= 0) ::close(folder_);
}

}  // namespace hall::platform
