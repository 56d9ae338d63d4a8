// A kiosk that is walked through from the test, on a board that needs no county.

#pragma once

#include <string>
#include <string_view>

#include "sync/core/files.h"
#include "tests/catch.h"
#include "tests/memory_search.h"
#include "tests/programs/program.h"

namespace hall::kiosk {

class Walked {
  public:
    explicit Walked(const Path& board, const Path& log)
        : program_("hall-tour", {"--data", board.string(), "--script"}, log.string()) {}

    // Each fails the test if the kiosk says no.
    void step(const std::string& line) {
        const std::string answer = ask(line);
        INFO(line);
        REQUIRE(answer == "ok");
    }
    void tap(const std::string& label) { step("tap " + label); }
    bool shows(const std::string& text) { return ask("shows " + text) == "ok"; }

    // Key by key.
    void type(const Marker& marker) {
        for (std::size_t i = 0; i < marker.size(); ++i) {
            const char key = marker.at(i);
            step(std::string("type ") + key);
        }
        push_out();
    }

    // The pipes that the kiosk is walked through are no part of the product: what they
    // carried is pushed out of their buffers..
    void push_out() {
        constexpr std::size_t more_than_a_buffer = 8000;
        shows(std::string(more_than_a_buffer, '.'));
        for (std::size_t bytes = 0; bytes < more_than_a_buffer;) bytes += screen().size();
    }

    // Everything on the screen, a line each.
    std::string screen() {
        program_.say("screen");
        std::string all;
        for (;;) {
            const auto line = program_.line();
            REQUIRE(line);
            if (*line == "ok") return all;
            all.append(*line).push_back('\n');
        }
    }

    void end() {
        program_.say("end");
        REQUIRE(program_.wait() == 0);
    }

    Program& program() { return program_; }

  private:
    std::string ask(const std::string& line) {
        program_.say(line);
        const auto answer = program_.line(60);
        REQUIRE(answer);
        return *answer;
    }

    Program program_;
};

}  // namespace hall::kiosk
