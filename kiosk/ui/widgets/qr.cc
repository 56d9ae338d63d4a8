#include "kiosk/ui/widgets/qr.h"

#include <qrencode.h>

#include <memory>

namespace hall::kiosk::ui {

QrSquare qr_square(std::string_view payload) {
    QrSquare square;
    if (payload.empty()) return square;
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(payload.size()),
                          reinterpret_cast<const unsigned char*>(payload.data()), 0, QR_ECLEVEL_M),
        &QRcode_free);
    if (!code) return square;
    square.side = code->width;
    const auto count =
        static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    square.dark.resize(count);
    for (std::size_t i = 0; i < count; ++i) square.dark[i] = (code->data[i] & 1) != 0;
    return square;
}

const QrSquare& QrCodes::square(std::string_view payload) {
    for (const Kept& kept : kept_) {
        if (kept.payload == payload) return kept.square;
    }
    if (kept_.size() >= kept_max) kept_.erase(kept_.begin());
    kept_.push_back({std::string(payload), qr_square(payload)});
    return kept_.back().square;
}

}  // namespace hall::kiosk::ui
