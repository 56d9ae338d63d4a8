// Chime: a short sound that calls for attention, for those who do not look.

#pragma once

namespace hall::kiosk {

class Chime {
  public:
    virtual ~Chime() = default;

    // Starts the sound and returns at once. A machine that cannot sound stays silent.
    virtual void ring() = 0;
};

// In place of a machine that cannot sound.
class NoChime final : public Chime {
  public:
    void ring() override {}
};

}  // namespace hall::kiosk
