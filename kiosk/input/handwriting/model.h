// The trained model: a linear projection of the features (linear discriminant analysis) and
// the mean of every character in it. One file of at most 4 MB, of the machine's own byte
// order, made by hall-train-handwriting and mapped, not read.
//
//   header (64 bytes, ModelHeader) | codepoints u32[classes] | projection f32[512][dims]
//   | step of a mean f32[dims] | means i8[classes][dims]

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/input/handwriting/features.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk {

struct ModelHeader {
    char magic[8];  // "HALLHWR1"
    std::uint32_t features;  // feature_version
    std::uint32_t classes;
    std::uint32_t dimensions;
    std::uint32_t reserved;
    std::uint64_t checksum;  // model_checksum of all that follows the header
    std::uint64_t unused[4];
};
static_assert(sizeof(ModelHeader) == 64);

inline constexpr std::size_t model_bytes_max = 4'000'000;

// FNV-1a, 64 bits: tells a damaged file, not a forged one.
std::uint64_t model_checksum(const char* bytes, std::size_t count);

struct Scored {
    char32_t character = 0;
    float score = 0;  // larger is better; of one writing only
};

// Open once, then any thread.
class HandwritingModel {
  public:
    // `not_found` where there is no file; `corrupt` where it is damaged or made for others.
    static Result<HandwritingModel> open(const Path& file);

    HandwritingModel(HandwritingModel&& other) noexcept;
    HandwritingModel& operator=(HandwritingModel&& other) noexcept;
    ~HandwritingModel();

    // The best `count`, the best first.
    std::vector<Scored> best(const Features& features, std::size_t count) const;

    std::size_t classes() const { return classes_; }
    bool knows(char32_t character) const;

  private:
    HandwritingModel() = default;

    void* mapped_ = nullptr;
    std::size_t bytes_ = 0;
    std::size_t classes_ = 0;
    std::size_t dimensions_ = 0;
    const std::uint32_t* characters_ = nullptr;
    const float* projection_ = nullptr;
    const float* steps_ = nullptr;
    const std::int8_t* means_ = nullptr;
};

}  // namespace hall::kiosk
