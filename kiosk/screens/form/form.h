// Form: questions, a page each, and the review before they are handed in.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/screens/screen.h"
#include "kiosk/ui/frame/shown_picture.h"
#include "sync/rules/form.h"
#include "sync/wire/content.h"
#include "sync/wire/event.h"

namespace hall::kiosk {

// --- Its intents
struct Answered {
    std::string field;
    Answer value;
};
struct ChooseTown {
    std::string town;
};
struct NextPage {};
struct PreviousPage {};
struct EditPage {
    std::size_t page = 0;
};
struct Submit {};
struct OpenCamera {
    std::string field;
};  // for a question that a photo answers
struct OpenRecorder {
    std::string field;
};  // for one that a voice note answers

// From the world
struct SubmitFailed {
    bool form_broken = false;  // whatever the answers; else it could not be stored
    bool no_memory = false;    // for want of memory, not because of the disk
};

using FormIntent = std::variant<Answered, ChooseTown, NextPage, PreviousPage, EditPage, Submit,
                                SubmitFailed, OpenCamera, OpenRecorder>;

// --- Its model
// A form being filled. Its answers are personal: they live here and nowhere else.
struct FormModel {
    using OwnIntent = FormIntent;
    static constexpr std::string_view screen_name = "form";  // as a call for help names it

    DocumentRef document;
    std::int64_t rev = 0;
    std::string title;
    std::string line;  // department · promised days · fee
    std::string accent;
    AboutDocument about = {};  // the table it was opened from, or empty
    std::shared_ptr<const Form> form;
    std::shared_ptr<const Places> places;  // whose names answers are
    Answers answers;
    std::map<std::string, ui::PictureHandle> pictures;  // by field: of the photos that were kept
    std::size_t page = 0;
    std::string focused;      // field that the keyboard writes to
    std::string place_town;   // town picked on the way to a village
    std::string own_village;  // code of the one this kiosk stands in
    std::map<std::string, AnswerProblem> problems;
    bool reviewing = false;
    bool editing_from_review = false;  // a page is changed from the review, and leads back to it
    bool sent = false;                 // the second tap on 交上去 does nothing
    int failures = 0;                  // how often it could not be stored; nothing was lost
    bool no_memory = false;            // the last time for want of memory, not because of the disk
    bool broken = false;               // the form itself cannot be handed in, whatever the answers
};

using FormIntents = IntentsOf<FormIntent>;

void draw_screen(const Chrome&, const FormModel&, ui::Frame&, FormIntents&);
void update_screen(FormModel&, FormIntent&, UpdateStep&);

// What the keyboard writes into, and what keys mean here (kiosk/app/update_typing.h).
std::string field_in_focus(const FormModel&);
TextLine text_line(FormModel&);
void focus_on(FormModel&, const std::string& field, UpdateStep&);
void text_changed(FormModel&, const TextLine&);
void typing_done(FormModel&, UpdateStep&);

// The question before, or the review that a page was changed from. False on the first.
bool step_back(FormModel&);

}  // namespace hall::kiosk
