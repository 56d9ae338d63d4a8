// What the shape of a written character is recognised by: how much ink runs in each of
// eight directions in each of 8 x 8 cells, after moment normalisation (C.-L. Liu, K.
// Marukawa, "Pseudo two-dimensional shape normalization methods", 2005; directions as in
// Z.-L. Bai, Q. Huo, "A study on the use of 8-directional features", 2005). The order of the
// strokes does not matter, their direction does. The trainer and the recogniser share it.

#pragma once

#include <array>
#include <vector>

#include "kiosk/input/handwriting/ink.h"

namespace hall::kiosk {

inline constexpr int feature_cells = 8;
inline constexpr int feature_directions = 8;
inline constexpr int feature_count = feature_directions * feature_cells * feature_cells;

// Changed with the features, so that a model made for others is refused.
inline constexpr std::uint32_t feature_version = 1;

using Features = std::array<float, feature_count>;

// Of unit length, or all zero where there is nothing but dots. Any thread.
Features features_of(const std::vector<Stroke>& strokes);

// Points at most `step` apart along the same line. Shared with the trainer.
Stroke densified(const Stroke& stroke, float step);

}  // namespace hall::kiosk
