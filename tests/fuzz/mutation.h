// Mutation: one input made of others, by a few cuts. What libFuzzer does better where clang
// is; the same numbers give the same bytes on every machine.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hall::fuzz {

class Mutation {
  public:
    explicit Mutation(std::uint64_t seed) : state_(seed) {}

    // Made of one of the inputs and pieces of them all. REQUIRES: !inputs.empty().
    std::string next(const std::vector<std::string>& inputs);

  private:
    std::uint64_t random();                // SplitMix64
    std::size_t below(std::size_t bound);  // REQUIRES: bound > 0
    void cut(std::string& text, const std::string& other);

    std::uint64_t state_;
};

}  // namespace hall::fuzz
