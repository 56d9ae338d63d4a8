// The disk, which always has the same room: what the status page says of it must not
// differ from run to run.

#pragma once

#include "tests/files_on_disk.h"

namespace hall::kiosk {

class RoomyFiles final : public FilesOnDisk {
  public:
    Result<std::uint64_t> free_bytes(const Path&) override { return std::uint64_t{12} << 30; }
};

}  // namespace hall::kiosk
