// Bytes that are the same in every run: SHA-256 of a counter.

#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "sync/core/random.h"
#include "sync/wire/signature.h"

namespace hall {

class SeededRandom final : public Random {
  public:
    explicit SeededRandom(std::uint64_t seed = 1) : seed_(std::to_string(seed) + "/") {}

    void fill(std::span<std::uint8_t> bytes) override {
        for (std::uint8_t& byte : bytes) {
            if (block_.size() == used_) {
                block_ = sha256(seed_ + std::to_string(counter_++));
                used_ = 0;
            }
            byte = static_cast<std::uint8_t>(block_[used_++]);
        }
    }

  private:
    std::string seed_;
    std::uint64_t counter_ = 0;
    std::string block_;
    std::size_t used_ = 0;
};

}  // namespace hall
