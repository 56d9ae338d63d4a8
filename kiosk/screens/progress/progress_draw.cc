#include "kiosk/screens/progress/progress.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/screens/typing.h"
#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/keyboard.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

namespace {

// A step is said once: what staff write without moving the matter on repeats its state, and
// would read as if it had been accepted again.
void draw_step(const Chrome& chrome, const Reply& reply, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    const std::string key = "state." + reply.state;
    const ui::Tone tone = reply.state == "returned" ? ui::Tone::warn : ui::Tone::good;
    const std::string line =
        strings.with("progress.step", {strings[key], spoken_time(strings, reply.at, chrome.today)});
    ui::check_line(frame, line, tone);
    if (!reply.line.empty()) ui::paragraph(frame, reply.line);
}

const ProgressMessage* message_of_reply(const ProgressModel& model, const Reply& reply) {
    for (const ProgressMessage& message : model.messages) {
        if (message.reply == reply.seq) return &message;
    }
    return nullptr;
}

// What was written stands beside its step, with the time it was written.
void draw_note(const Chrome& chrome, const ProgressModel& model, const Reply& reply,
               ui::Frame& frame) {
    if (reply.sealed.empty()) return;
    const ui::UiStrings& strings = frame.strings();
    const std::string time = spoken_time(strings, reply.at, chrome.today);
    const ProgressMessage* message = message_of_reply(model, reply);
    ui::begin_card(frame, "services");
    if (message == nullptr) {
        ui::small_print(frame, strings.with("progress.message_closed", {time}));
    } else {
        ui::small_print(frame, strings.with("progress.message", {time}));
        const ui::SpokenScope personal(frame, ui::SpokenAs::personal);
        ui::paragraph(frame, message->text);
    }
    ui::end_card(frame);
}

void draw_replies(const Chrome& chrome, const ProgressModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    std::string state = "received";  // that much is said above
    std::string line;
    for (const Reply& reply : model.replies) {
        if (reply.state != state) {
            draw_step(chrome, reply, frame);
        } else if (reply.sealed.empty() && !reply.line.empty() && reply.line != line) {
            const std::string time = spoken_time(strings, reply.at, chrome.today);
            ui::paragraph(frame, strings.with("progress.step", {reply.line, time}));
        }
        state = reply.state;
        line = reply.line;
        draw_note(chrome, model, reply, frame);
    }
}

// The board knows no more of it: what it is about is sealed.
void draw_kind(const ProgressModel& model, ui::Frame& frame) {
    if (model.kind.empty()) return;
    const std::string key = "progress.kind." + model.kind;
    const std::string_view kind = frame(key);
    if (kind != key) ui::key_value(frame, frame("progress.kind"), kind);
}

void draw_answer(const Chrome& chrome, const ProgressModel& model, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    switch (model.state) {
        case ProgressModel::State::asking:
            return;
        case ProgressModel::State::unknown:
            ui::heading(frame, strings["progress.unknown"]);
            ui::paragraph(frame, strings["progress.unknown_line"]);
            break;
        case ProgressModel::State::saved_here:
            ui::heading(frame, strings["progress.saved_here"]);
            draw_kind(model, frame);
            ui::paragraph(frame, strings["progress.saved_here_line"]);
            break;
        case ProgressModel::State::refused:
            ui::heading(frame, strings["progress.refused"]);
            ui::paragraph(frame, model.reason);
            break;
        case ProgressModel::State::received:
        case ProgressModel::State::moving:
            ui::heading(frame, strings.with("progress.of", {model.number}));
            ui::check_line(frame, strings["progress.received"], ui::Tone::good);
            draw_replies(chrome, model, frame);
            if (model.opening) ui::paragraph(frame, strings["progress.opening"]);
            if (model.no_memory)
                ui::check_line(frame, strings["progress.no_memory"], ui::Tone::warn);
            if (model.mistyped_code)
                ui::check_line(frame, strings["progress.mistyped_code"], ui::Tone::warn);
            if (model.replies.empty()) ui::paragraph(frame, strings["progress.no_reply_yet"]);
            break;
    }
    const std::string as_of = spoken_time(strings, model.as_of, chrome.today);
    ui::small_print(frame, strings.with("progress.as_of", {as_of}));
}

}  // namespace

void draw_screen(const Chrome& chrome, const ProgressModel& model, ui::Frame& frame,
                 ProgressIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    open_screen(chrome, {strings["progress.title"], strings["progress.subtitle"], "services"},
                frame, intents);
    const bool asking = model.state == ProgressModel::State::asking;
    const float below = asking ? room_for_keyboard(frame, KeyboardKind::letters) : 0;
    if (asking)
        ui::begin_scroll(frame, "progress-ask", below);
    else
        ui::begin_reading(frame, "progress-answer");
    if (asking) {
        if (chrome.has_camera &&
            ui::button(frame, {strings["progress.scan"], ui::ButtonStyle::plain, "services"})) {
            intents.send(ScanSlip{});
        }
        ui::paragraph(frame, strings["progress.how"]);
        const std::string_view problem =
            model.mistyped ? strings["progress.mistyped"] : std::string_view();
        if (ui::field(frame, {strings["progress.number"], model.typed_number,
                              strings["progress.number_hint"], problem, !model.typing_code})) {
            intents.send(Focus{"number"});
        }
        const std::string_view code_problem =
            model.mistyped_code ? strings["progress.mistyped_code"] : std::string_view();
        if (ui::field(frame, {strings["progress.code"], model.typed_code,
                              strings["progress.code_hint"], code_problem, model.typing_code})) {
            intents.send(Focus{"code"});
        }
    } else {
        draw_answer(chrome, model, frame);
        if (ui::button(frame, {strings["progress.another"], ui::ButtonStyle::plain, "services"})) {
            intents.send(OpenProgress{});
        }
    }
    ui::end_scroll(frame);
    if (asking)
        send_keys(keyboard(frame, KeyboardKind::letters, !model.typed_number.empty()), intents);
}

}  // namespace hall::kiosk
