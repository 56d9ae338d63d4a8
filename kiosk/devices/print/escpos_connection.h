// The bytes to and from a receipt printer, over a device file or TCP.

#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "sync/core/result.h"

namespace hall::kiosk {

// One open connection; one thread. Closed with its owner.
class EscposConnection {
  public:
    // Takes over an open descriptor and makes it non-blocking.
    explicit EscposConnection(int descriptor);
    EscposConnection(EscposConnection&& other) noexcept;
    EscposConnection& operator=(EscposConnection&& other) noexcept;
    ~EscposConnection();

    //   not_found    there is no such file
    //   unavailable  it cannot be opened
    static Result<EscposConnection> open_device(const std::string& file);

    // All of it.
    //
    //   exhausted    nothing was taken for `wait_max`
    //   refused      `cancel` was asked for
    //   unavailable  the printer is gone
    Result<void> write(std::span<const std::uint8_t> bytes, std::chrono::milliseconds wait_max,
                       const std::stop_token& cancel);

    // The next byte, or nothing within `wait_max`. Fails with `unavailable` if the printer is gone.
    Result<std::optional<std::uint8_t>> read(std::chrono::milliseconds wait_max);

  private:
    int descriptor_ = -1;
};

}  // namespace hall::kiosk
