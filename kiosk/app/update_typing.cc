#include "kiosk/app/update_typing.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "kiosk/input/text_edit.h"
#include "kiosk/input/wipe_text.h"

namespace hall::kiosk {

namespace {

// More than any form's answer: a faulty form must not ask for all memory.
constexpr std::size_t characters_most = 4000;

TextLine line_shown(Model& model) {
    return std::visit(
        [](auto& shown) -> TextLine {
            if constexpr (requires { text_line(shown); })
                return text_line(shown);
            else
                return {};
        },
        model.top());
}

void changed(const TextLine& line, UpdateStep& step) {
    std::visit(
        [&](auto& shown) {
            if constexpr (requires { text_changed(shown, line); }) text_changed(shown, line);
            if constexpr (requires { text_written(shown, step); }) text_written(shown, step);
        },
        step.model.top());
}

// Edits what stands in the line. False if the edit came to nothing: the line is then as it was.
template <typename Edit>
bool edited(const TextLine& line, Edit edit) {
    TextEdit text({.characters_max = std::min(line.characters_max, characters_most)});
    if (!text.set(*line.text).ok() || !edit(text)) return false;
    wipe_text(*line.text);
    *line.text = text.text();
    return true;
}

void write(std::string_view written, UpdateStep& step) {
    const TextLine line = line_shown(step.model);
    if (line.text == nullptr) return;
    if (edited(line, [&](TextEdit& text) { return text.insert(written).ok(); }))
        changed(line, step);
}

// The engine of the mode goes on from here, and answers with EngineAnswered.
template <typename Input>
void feed(Input input, UpdateStep& step) {
    const TextLine line = line_shown(step.model);
    if (line.text == nullptr) return;
    step.ask(
        FeedEngine{step.model.composition.mode, step.model.composition_number, input, *line.text});
}

// Puts the candidate into the field: what was chosen before it, and it, are all there is.
void take_over(std::size_t candidate, UpdateStep& step) {
    const Composition& composition = step.model.composition;
    std::string text = composition.chosen + composition.candidates[candidate];
    step.clear_composition();
    write(text, step);
    wipe_text(text);
}

}  // namespace

void update_typing(const Focus& intent, UpdateStep& step) {
    std::visit(
        [&](auto& shown) {
            if constexpr (requires { focus_on(shown, intent.field, step); })
                focus_on(shown, intent.field, step);
        },
        step.model.top());
}

void update_typing(const Typed& intent, UpdateStep& step) {
    write(intent.text, step);
}

// What is composed goes before what is written.
void update_typing(const Erased&, UpdateStep& step) {
    if (!step.model.composition.empty()) {
        feed(EngineBackspace{}, step);
        return;
    }
    const TextLine line = line_shown(step.model);
    if (line.text == nullptr || line.text->empty()) return;
    if (edited(line, [](TextEdit& text) { return text.delete_before(); })) changed(line, step);
}

void update_typing(const Cleared&, UpdateStep& step) {
    const TextLine line = line_shown(step.model);
    if (line.text == nullptr) return;
    if (!step.model.composition.empty()) step.clear_composition();
    wipe_text(*line.text);
    changed(line, step);
}

// What is still being composed is written as it is most likely meant.
void update_typing(const TypingDone&, UpdateStep& step) {
    if (!step.model.composition.candidates.empty()) take_over(0, step);
    if (!step.model.composition.empty()) step.clear_composition();
    std::visit(
        [&](auto& shown) {
            if constexpr (requires { typing_done(shown, step); }) typing_done(shown, step);
        },
        step.model.top());
}

void update_typing(const ComposeKey& intent, UpdateStep& step) {
    feed(EngineKey{intent.key}, step);
}

void update_typing(const ChooseCandidate& intent, UpdateStep& step) {
    if (intent.candidate >= step.model.composition.candidates.size()) return;
    // A character is whole; of pinyin a word may leave syllables to be chosen for.
    if (step.model.composition.mode == InputMode::handwriting)
        take_over(intent.candidate, step);
    else
        feed(EngineChoice{intent.candidate}, step);
}

void update_typing(const WroteInk& intent, UpdateStep& step) {
    Composition& composition = step.model.composition;
    if (composition.mode != InputMode::handwriting) return;
    if (intent.ink.empty()) {
        step.clear_composition();
        return;
    }
    composition.stroke_count = intent.ink.strokes().size();
    feed(EngineInk{intent.ink}, step);
}

void update_typing(const ShowCandidates& intent, UpdateStep& step) {
    step.model.composition.page = intent.page;
}

void update_typing(const ChangeInputMode& intent, UpdateStep& step) {
    step.clear_composition();
    step.model.composition.mode = intent.mode;
}

void update_typing(const ClearComposition&, UpdateStep& step) {
    step.clear_composition();
}

// An answer to what was cleared meanwhile comes too late.
void update_typing(EngineAnswered& intent, UpdateStep& step) {
    Composition& composition = step.model.composition;
    if (intent.number == step.model.composition_number) {
        wipe_composition(composition);
        std::swap(composition, intent.composition);
        if (!intent.committed.empty()) write(intent.committed, step);
    }
    wipe_composition(intent.composition);
    wipe_text(intent.committed);
}

// A panel that is open stays in its mode, and says what is missing.
void update_typing(const HandwritingKnown& intent, UpdateStep& step) {
    step.model.handwriting = intent.available;
    if (place_of_typing(step.model).empty())
        step.model.composition.mode = first_input_mode(step.model);
}

std::string place_of_typing(const Model& model) {
    const std::string field = std::visit(
        [](const auto& shown) -> std::string {
            if constexpr (requires { field_in_focus(shown); })
                return field_in_focus(shown);
            else
                return {};
        },
        model.top());
    return field.empty() ? field : std::to_string(model.stack.size()) + " " + field;
}

}  // namespace hall::kiosk
