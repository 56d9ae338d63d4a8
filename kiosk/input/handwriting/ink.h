// Ink: what a finger has written in the writing square, for one character. Personal: its
// memory is overwritten when it is cleared and when it goes. One thread.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hall::kiosk {

// x to the right, y down, as shares of the square's side: 0 to 1 lies inside.
struct InkPoint {
    float x = 0;
    float y = 0;
    std::uint32_t at_ms = 0;  // since the first point of the character; 0 where unknown
};

using Stroke = std::vector<InkPoint>;

class Ink {
  public:
    static constexpr std::size_t strokes_max = 64;
    static constexpr std::size_t points_max = 10'000;  // of all strokes together

    Ink() = default;
    Ink(const Ink&) = default;
    Ink(Ink&&) noexcept = default;
    Ink& operator=(const Ink& other);
    Ink& operator=(Ink&& other) noexcept;
    ~Ink();

    // The finger comes down. False, and nothing is kept, beyond strokes_max.
    bool begin_stroke();

    // The finger moves. Points outside the square are drawn to its edge; one that is not a
    // number, or beyond points_max, or before any stroke is dropped: false.
    bool add(InkPoint point);

    // "擦掉": takes the last stroke back; nothing where there is none.
    void remove_last_stroke();

    // "重写": all away, and overwritten.
    void clear();

    // True if there is no point.
    bool empty() const { return points_ == 0; }
    const std::vector<Stroke>& strokes() const { return strokes_; }

  private:
    std::vector<Stroke> strokes_;
    std::size_t points_ = 0;
    bool open_ = false;  // begin_stroke() succeeded: points belong to the last stroke
};

}  // namespace hall::kiosk
