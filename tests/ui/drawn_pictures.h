// Pictures for tests, drawn by rule in place of decoded: a field under the sun. The name says
// what is to happen: "3x2", as many hundred pixels wide and high; "coming"; "broken".

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/frame/pictures.h"

namespace hall::kiosk {

class DrawnPictures final : public ui::PictureSource {
  public:
    Result<ui::PixelPicture> load(std::string_view name, canvas::Size size_max) override {
        loads.push_back(std::string(name));
        if (name == "broken") return Error(Errc::corrupt, "neither PNG nor JPEG");
        if (name == "coming" || name.size() != 3) return Error(Errc::not_found, "a blob");
        const canvas::Size whole = {100 * (name[0] - '0'), 100 * (name[2] - '0')};
        const float shrink =
            std::min({1.F, static_cast<float>(size_max.width) / static_cast<float>(whole.width),
                      static_cast<float>(size_max.height) / static_cast<float>(whole.height)});
        ui::PixelPicture picture;
        picture.size = {static_cast<int>(static_cast<float>(whole.width) * shrink),
                        static_cast<int>(static_cast<float>(whole.height) * shrink)};
        for (int y = 0; y < picture.size.height; ++y) {
            for (int x = 0; x < picture.size.width; ++x) {
                picture.pixels.push_back(
                    pixel_at(static_cast<float>(x), static_cast<float>(y), picture.size));
            }
        }
        return picture;
    }

    std::vector<std::string> loads;

  private:
    static std::uint32_t pixel_at(float x, float y, canvas::Size size) {
        const float u = x / static_cast<float>(size.width);
        const float v = y / static_cast<float>(size.height);
        const float dx = (u - 0.75F) * static_cast<float>(size.width);
        const float dy = (v - 0.25F) * static_cast<float>(size.height);
        if (dx * dx + dy * dy < 0.01F * static_cast<float>(size.width * size.width)) {
            return 0xFFE8A020;
        }
        if (v < 0.55F) return 0xFF9CC4E4;
        const bool furrow = static_cast<int>(u * 24 + v * 6) % 2 == 0;
        return furrow ? 0xFF5C8A3C : 0xFF7A6A3A;
    }
};

}  // namespace hall::kiosk
