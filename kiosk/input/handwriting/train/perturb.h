// Perturbed copies of a template's strokes, as many hands might write it: for training and
// for the bench, never in the kiosk. Deterministic.

#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include "kiosk/input/handwriting/ink.h"

namespace hall::kiosk {

// The standard's generator, with distributions of our own: the library's differ.
class Chance {
  public:
    explicit Chance(std::uint32_t seed) : generator_(seed) {}
    float share() { return static_cast<float>(generator_() >> 8) / 16777216.0f; }  // [0, 1)
    float within(float size) { return (2 * share() - 1) * size; }
    float normal() {  // Box and Muller
        const float length = std::sqrt(-2 * std::log(1 - share()));
        return length * std::cos(2 * std::numbers::pi_v<float> * share());
    }

  private:
    std::mt19937 generator_;
};

// Rotation, shear, aspect, smooth warp; each stroke moved, turned, bowed, cut; strokes
// joined, now and then one left out. `strength` 1 is a careless hand.
std::vector<Stroke> perturbed(const std::vector<Stroke>& strokes, float strength, Chance& chance);

// Joins each stroke to the one before with the probability given.
std::vector<Stroke> joined_strokes(const std::vector<Stroke>& strokes, float probability,
                                   Chance& chance);

// The bench's shaky hand (the prototypes' "elderly"): +-8 degrees, offsets, tremor, bows.
std::vector<Stroke> shaky(const std::vector<Stroke>& strokes, Chance& chance);

}  // namespace hall::kiosk
