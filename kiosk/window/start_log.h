// Start log: one line that says where the time of a start went, for whoever tends a slow
// board.
//
//     info started us="window 4100, board 2300, widgets 1900, frame 3000"
//
// What came before main() (the program and its libraries) is not in it.

#pragma once

#include <chrono>
#include <string>

namespace hall::kiosk {

class StartLog {
  public:
    // The part that ends now took all the time since the one before it ended.
    void done(const char* part);

    // Writes the line.
    void write() const;

  private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    std::string parts_;
};

}  // namespace hall::kiosk
