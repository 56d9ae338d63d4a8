// Print screen: a page as it will be on paper, and what becomes of it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/screens/screen.h"
#include "kiosk/ui/frame/shown_picture.h"

namespace hall::kiosk {

// --- Its intents
struct TurnSheet {
    int sheet = 0;  // from 0
};
struct StartPrint {};
struct StopPrint {};

// From the world
struct SheetShown {
    std::uint64_t page = 0;  // PrintModel::page it was drawn for
    int sheet = 0;
    int sheets = 0;
    int missing_characters = 0;
    ui::PictureHandle picture;  // none: `trouble` says why
    std::string trouble;        // key of a sentence
};
struct PrintStarted {
    std::uint64_t job = 0;  // 0: `trouble` says why
    std::string trouble;
};

using PrintIntent = std::variant<TurnSheet, StartPrint, StopPrint, SheetShown, PrintStarted>;

// --- Its model
struct PrintModel {
    using OwnIntent = PrintIntent;
    static constexpr std::string_view screen_name = "print";  // as a call for help names it

    enum class Step {
        preparing,  // the first sheet is being drawn
        ready,      // it can be printed
        printing,
        printed,
        failed  // `said` says why; it can be tried again
    };
    std::string title;  // of the page
    std::string accent = "services";
    std::uint64_t page = 0;  // another number for each page
    Step step = Step::preparing;
    std::string said;  // key of a sentence: what the printer does, or what is wrong
    int sheet = 0;
    int sheets = 0;
    int missing_characters = 0;
    ui::PictureHandle picture;
    std::uint64_t job = 0;  // 0: none was started
};

using PrintIntents = IntentsOf<PrintIntent>;

// What became of the job: `said` is the key of a sentence.
void take_print_change(PrintModel& print, const std::string& said, bool ended, bool printed);

void draw_screen(const Chrome&, const PrintModel&, ui::Frame&, PrintIntents&);
void update_screen(PrintModel&, PrintIntent&, UpdateStep&);

}  // namespace hall::kiosk
