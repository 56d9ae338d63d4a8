#include "tests/check/photo_check.h"

#include <chrono>
#include <iostream>

#include "kiosk/devices/camera/photo.h"
#include "sync/core/files.h"

namespace hall::check {

namespace {

using namespace kiosk;

void describe(const Photo& photo, double ms) {
    std::cout << "size: " << photo.source_width << "x" << photo.source_height << " -> "
              << photo.width << "x" << photo.height << ", " << photo.jpeg.size() << " bytes\n"
              << "orientation: " << photo.orientation
              << (photo.orientation == 1 ? "\n" : " (applied)\n")
              << "sharpness: " << photo.quality.sharpness
              << (is_blurred(photo.quality) ? " (blurred)\n" : "\n") << "light: mean "
              << photo.quality.mean << ", from " << photo.quality.darkest << " to "
              << photo.quality.brightest << ", glare " << photo.quality.glare_share
              << (is_too_dark(photo.quality)      ? " (too dark)\n"
                  : is_overexposed(photo.quality) ? " (over-exposed)\n"
                                                  : "\n")
              << "paper:";
    if (!photo.paper) std::cout << " none";
    if (photo.paper) {
        for (const PointXy& corner : *photo.paper) std::cout << " " << corner.x << "," << corner.y;
        std::cout << " (straightened)";
    }
    std::cout << "\nwarnings:";
    for (const PhotoWarning warning : photo.warnings) std::cout << " " << sentence_key(warning);
    std::cout << (photo.warnings.empty() ? " none" : "") << "\ntime: " << ms << " ms\n";
}

}  // namespace

int photo(const std::vector<std::string>& arguments) {
    if (arguments.size() != 2) {
        std::cout << "usage: photo IN OUT.jpg\n";
        return 2;
    }
    DiskFiles files;
    const Result<std::string> bytes = files.read(arguments[0], PhotoLimits{}.input_bytes_max);
    if (!bytes.ok()) {
        std::cout << bytes.error().text() << "\n";
        return 1;
    }
    const auto begin = std::chrono::steady_clock::now();
    const Result<Photo> photo = prepare_photo(bytes.value(), PhotoKind::paper);
    const double ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
    if (!photo.ok()) {
        std::cout << sentence_key(photo_fault_of(photo.error())) << ": " << photo.error().text()
                  << "\n";
        return 1;
    }
    const Result<void> written = files.write_durably(arguments[1], photo.value().jpeg, {});
    if (!written.ok()) {
        std::cout << written.error().text() << "\n";
        return 1;
    }
    describe(photo.value(), ms);
    return 0;
}

}  // namespace hall::check
