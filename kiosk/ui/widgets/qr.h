// QR codes, by libqrencode (ISO/IEC 18004, level M).

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hall::kiosk::ui {

// A square of modules, row after row; true is dark. Without the quiet zone.
struct QrSquare {
    int side = 0;  // 0: the payload is too long for any code
    std::vector<bool> dark;

    bool at(int x, int y) const {
        return dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                    static_cast<std::size_t>(x)];
    }
};

// The bytes of `payload` as they are. At most 2,331 bytes fit.
QrSquare qr_square(std::string_view payload);

// The codes of the last frames, so that one is not made anew for each.
class QrCodes {
  public:
    // Valid until the next call.
    const QrSquare& square(std::string_view payload);
    void forget() { kept_.clear(); }

  private:
    struct Kept {
        std::string payload;
        QrSquare square;
    };
    static constexpr std::size_t kept_max = 4;
    std::vector<Kept> kept_;
};

}  // namespace hall::kiosk::ui
