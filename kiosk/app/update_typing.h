// What keys write, and what is composed before it is written. Text is UTF-8; one key erases what
// a person takes for one character (kiosk/input/grapheme.h).
//
// A screen that can be written on gives, for its model M (kiosk/screens/⟨name⟩):
//
//   std::string field_in_focus(const M&)                which of its fields; empty: none
//   TextLine text_line(M&)                              what is written into
//   void typing_done(M&, UpdateStep&)                   写好了
//   void focus_on(M&, const std::string&, UpdateStep&)  a field was tapped; if it has several
//   void text_changed(M&, const TextLine&)              what a key makes stale; if anything
//   void text_written(M&, UpdateStep&)                  what follows from a key; if anything

#pragma once

#include "kiosk/app/intent.h"
#include "kiosk/app/update_step.h"

namespace hall::kiosk {

void update_typing(const Focus& intent, UpdateStep& step);
void update_typing(const Typed& intent, UpdateStep& step);
void update_typing(const Erased& intent, UpdateStep& step);
void update_typing(const Cleared& intent, UpdateStep& step);
void update_typing(const TypingDone& intent, UpdateStep& step);
void update_typing(const ComposeKey& intent, UpdateStep& step);
void update_typing(const ChooseCandidate& intent, UpdateStep& step);
void update_typing(const WroteInk& intent, UpdateStep& step);
void update_typing(const ShowCandidates& intent, UpdateStep& step);
void update_typing(const ChangeInputMode& intent, UpdateStep& step);
void update_typing(const ClearComposition& intent, UpdateStep& step);
void update_typing(EngineAnswered& intent, UpdateStep& step);
void update_typing(const HandwritingKnown& intent, UpdateStep& step);

// Which field of which screen is written into. What is composed belongs to it: when another
// one is in focus it is cleared.
std::string place_of_typing(const Model& model);

}  // namespace hall::kiosk
