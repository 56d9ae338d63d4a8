// Progress: what became of what was handed in.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/screens/screen.h"
#include "sync/wire/reply.h"

namespace hall::kiosk {

// --- Its intents
struct ScanSlip {};  // 扫一扫凭条

using ProgressIntent = std::variant<ScanSlip>;

// --- Its model
// What staff wrote to the villager, opened with the slip's code.
struct ProgressMessage {
    std::int64_t reply = 0;  // seq of the reply it came with
    std::string text;
};

struct ProgressModel {
    using OwnIntent = ProgressIntent;
    static constexpr std::string_view screen_name = "progress";  // as a call for help names it

    std::string typed_number;
    std::string typed_code;
    bool typing_code = false;
    bool mistyped = false;
    bool mistyped_code = false;
    // The answer:
    enum class State {
        asking,
        unknown,
        saved_here,
        received,
        refused,
        moving
    } state = State::asking;
    std::string number;
    std::string kind;  // of what was handed in, as long as it lies here; or empty
    std::string reason;
    std::vector<Reply> replies;
    std::vector<ProgressMessage> messages;
    bool opening = false;    // the code's key is being made
    bool no_memory = false;  // it could not be made for want of memory
    std::string as_of;       // the last word from the county
};

using ProgressIntents = IntentsOf<ProgressIntent>;

void draw_screen(const Chrome&, const ProgressModel&, ui::Frame&, ProgressIntents&);
void update_screen(ProgressModel&, ProgressIntent&, UpdateStep&);

// What the keyboard writes into, and what keys mean here (kiosk/app/update_typing.h).
std::string field_in_focus(const ProgressModel&);
TextLine text_line(ProgressModel&);
void focus_on(ProgressModel&, const std::string& field, UpdateStep&);
void text_changed(ProgressModel&, const TextLine&);
void typing_done(ProgressModel&, UpdateStep&);

}  // namespace hall::kiosk
