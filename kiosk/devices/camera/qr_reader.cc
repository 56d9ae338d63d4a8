#include "kiosk/devices/camera/qr_reader.h"

#include <zbar.h>

#include <algorithm>
#include <utility>

#include "sync/core/check.h"

namespace hall::kiosk {

namespace {

using namespace zbar;  // where its header puts the C interface, for C++

// Of the box around a code, from the corners that ZBar gives.
long area_of(const zbar_symbol_t* symbol) {
    const unsigned count = zbar_symbol_get_loc_size(symbol);
    if (count == 0) return 0;
    int left = zbar_symbol_get_loc_x(symbol, 0);
    int right = left;
    int top = zbar_symbol_get_loc_y(symbol, 0);
    int bottom = top;
    for (unsigned i = 1; i < count; ++i) {
        left = std::min(left, zbar_symbol_get_loc_x(symbol, i));
        right = std::max(right, zbar_symbol_get_loc_x(symbol, i));
        top = std::min(top, zbar_symbol_get_loc_y(symbol, i));
        bottom = std::max(bottom, zbar_symbol_get_loc_y(symbol, i));
    }
    return long{right - left} * (bottom - top);
}

}  // namespace

struct ZbarQrReader::Scanner {
    zbar_image_scanner_t* handle = zbar_image_scanner_create();
    ~Scanner() {
        if (handle != nullptr) zbar_image_scanner_destroy(handle);
    }
};

ZbarQrReader::ZbarQrReader() : scanner_(std::make_unique<Scanner>()) {
    zbar_image_scanner_t* scanner = scanner_->handle;
    CHECK(scanner != nullptr);
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
}

ZbarQrReader::~ZbarQrReader() = default;

std::vector<std::string> ZbarQrReader::read(const GreyImage& image) {
    const std::unique_ptr<zbar_image_t, decltype(&zbar_image_destroy)> picture(zbar_image_create(),
                                                                               &zbar_image_destroy);
    if (!picture || image.grey.empty()) return {};
    zbar_image_set_format(picture.get(), zbar_fourcc('Y', '8', '0', '0'));
    zbar_image_set_size(picture.get(), static_cast<unsigned>(image.width),
                        static_cast<unsigned>(image.height));
    zbar_image_set_data(picture.get(), image.grey.data(), image.grey.size(), nullptr);
    zbar_scan_image(scanner_->handle, picture.get());
    std::vector<std::pair<long, std::string>> found;
    for (const zbar_symbol_t* symbol = zbar_image_first_symbol(picture.get()); symbol != nullptr;
         symbol = zbar_symbol_next(symbol)) {
        const unsigned size = zbar_symbol_get_data_length(symbol);
        if (size == 0 || size > qr_payload_bytes_max) continue;
        std::string payload(zbar_symbol_get_data(symbol), size);
        const bool known = std::any_of(found.begin(), found.end(),
                                       [&](const auto& each) { return each.second == payload; });
        if (!known) found.emplace_back(area_of(symbol), std::move(payload));
    }
    // What the scanner keeps of this picture must not outlive it.
    zbar_image_scanner_recycle_image(scanner_->handle, picture.get());
    std::sort(found.begin(), found.end(),
              [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> payloads;
    for (auto& [area, payload] : found) payloads.push_back(std::move(payload));
    return payloads;
}

}  // namespace hall::kiosk
