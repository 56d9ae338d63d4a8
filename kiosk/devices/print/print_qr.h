// QR codes for paper, by libqrencode (ISO/IEC 18004, level M: 15 % of the code may be lost).

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::kiosk {

// A square of modules, row after row; true is dark. Without the quiet zone.
struct QrMatrix {
    int side = 0;
    std::vector<bool> dark;

    bool at(int x, int y) const {
        return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                    static_cast<std::size_t>(x)];
    }
};

inline constexpr int qr_quiet_modules = 4;  // white around a code, as the standard asks

// The bytes of `payload` as they are.
//
//   exhausted  more than 2,331 bytes
//   refused    nothing to encode
Result<QrMatrix> qr_matrix(std::string_view payload);

}  // namespace hall::kiosk
