// Pictures: photographs and drawings on the screen, decoded once, at the size they are
// shown at, and kept as long as there is room. One thread.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/canvas/geometry.h"
#include "kiosk/canvas/image.h"
#include "sync/core/result.h"

namespace hall::kiosk::ui {

// 0xAARRGGBB, row after row, colours already multiplied by alpha.
struct PixelPicture {
    canvas::Size size;
    std::vector<std::uint32_t> pixels;
    bool has_alpha = false;
};

// Where pictures come from. The widgets open no files themselves.
class PictureSource {
  public:
    virtual ~PictureSource() = default;

    // The picture with this name, made smaller if it is larger than `size_max` in either
    // direction; never made larger.
    //
    //   not_found     it has not arrived yet
    //   anything else it cannot be shown
    virtual Result<PixelPicture> load(std::string_view name, canvas::Size size_max) = 0;
};

enum class PictureState : std::uint8_t {
    ready,
    waiting,  // will be decoded in the next frame: one a frame, so that none takes long
    coming,   // has not arrived; looked for again after some seconds
    broken,   // cannot be shown
};

struct FoundPicture {
    PictureState state = PictureState::waiting;
    const canvas::Image* image = nullptr;  // of a ready one; valid in this frame
};

class Pictures {
  public:
    // `source` must outlive this, or be replaced by none.
    void set_source(PictureSource* source);

    void begin_frame(double now_s);

    // The picture, at most as large as this.
    FoundPicture find(std::string_view name, canvas::Size size_max);

    // Something waits for the next frame.
    bool waiting() const { return waiting_; }

    void forget() { kept_.clear(); }
    std::size_t bytes() const;

  private:
    struct Kept {
        std::string name;
        canvas::Size size_max;
        PictureState state = PictureState::coming;
        PixelPicture picture;
        canvas::Image image;
        std::uint64_t frame = 0;
        double tried_s = 0;
    };

    Kept* kept(std::string_view name, canvas::Size size_max);
    void load(Kept& entry);
    void make_room();

    PictureSource* source_ = nullptr;
    std::vector<std::unique_ptr<Kept>> kept_;
    std::uint64_t frame_ = 0;
    double now_s_ = 0;
    bool loaded_ = false;  // in this frame
    bool waiting_ = false;
    std::uint32_t generation_ = 0;
};

}  // namespace hall::kiosk::ui
