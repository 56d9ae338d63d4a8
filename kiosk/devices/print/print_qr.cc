#include "kiosk/devices/print/print_qr.h"

#include <qrencode.h>

#include <memory>
#include <string>

namespace hall::kiosk {

Result<QrMatrix> qr_matrix(std::string_view payload) {
    if (payload.empty()) return Error(Errc::refused, "a QR code of nothing");
    constexpr std::size_t bytes_max = 2331;
    if (payload.size() > bytes_max) {
        return Error(Errc::exhausted,
                     std::to_string(payload.size()) + " bytes are too many for a QR code");
    }
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(payload.size()),
                          reinterpret_cast<const unsigned char*>(payload.data()), 0, QR_ECLEVEL_M),
        &QRcode_free);
    if (!code) return Error(Errc::exhausted, "the QR code could not be made");
    QrMatrix matrix{.side = code->width, .dark = {}};
    const auto side = static_cast<std::size_t>(code->width);
    matrix.dark.resize(side * side);
    for (std::size_t i = 0; i < side * side; ++i) matrix.dark[i] = (code->data[i] & 1) != 0;
    return matrix;
}

}  // namespace hall::kiosk
