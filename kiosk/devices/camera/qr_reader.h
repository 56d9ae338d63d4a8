// QrReader: the QR code of a slip or a member card, read from a camera's frame or a photo by ZBar.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "kiosk/devices/camera/rgb_image.h"
#include "kiosk/devices/rgba_image.h"

namespace hall::kiosk {

class QrReader {
  public:
    virtual ~QrReader() = default;

    // The payloads of all codes in the picture, the largest first, without those that stand in it
    // twice; none if there is none. Foreign text: at most qr_payload_bytes_max bytes each, and to
    // be judged like anything typed. One thread.
    virtual std::vector<std::string> read(const GreyImage& image) = 0;
};

inline constexpr std::size_t qr_payload_bytes_max = 512;

// Never finds a code.
class NoQrReader final : public QrReader {
  public:
    std::vector<std::string> read(const GreyImage&) override { return {}; }
};

// The one home of ZBar.
class ZbarQrReader final : public QrReader {
  public:
    ZbarQrReader();
    ~ZbarQrReader() override;
    std::vector<std::string> read(const GreyImage& image) override;

  private:
    struct Scanner;
    std::unique_ptr<Scanner> scanner_;
};

}  // namespace hall::kiosk
