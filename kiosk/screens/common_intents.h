// Common intents: what may be meant on any screen. What is meant on one screen only stands in
// that screen's header, and the others do not see it.

#pragma once

#include <cstddef>
#include <string>
#include <variant>

#include "kiosk/input/composition.h"
#include "kiosk/input/handwriting/ink.h"
#include "kiosk/screens/chrome.h"

namespace hall::kiosk {

// --- The frame
struct Back {};
struct GoHome {};
struct Finish {};       // 结束使用
struct OpenDisplay {};  // 大字
struct AskHelp {};      // 叫人帮忙
struct ReadAloud {};    // 读给我听
struct StopReading {};  // 停
enum class VoiceChange { slower, faster, softer, louder };
struct ChangeVoice {
    VoiceChange change = VoiceChange::slower;
};
struct StayHere {};    // on the idle warning, and on "leave the form?"
struct LeaveForm {};   // yes, leave the form and what was typed, or the slip
struct BackToDesk {};  // of staff, from anywhere
struct PrintShown {};  // what is shown, on paper

// --- Ways to other screens
struct OpenSearch {};
struct OpenProgress {};
struct OpenLogin {};
struct OpenStatus {};
struct OpenCalibration {};  // staff only
struct OpenBoard {
    std::string board;
};
struct OpenDocument {
    DocumentRef document;
};

// --- Writing into the field in focus
struct Focus {
    std::string field;
};  // empty: put the keyboard away
struct Typed {
    std::string text;  // UTF-8: what one key writes, or a whole phrase
};
struct Erased {};
struct Cleared {};
struct TypingDone {};

// --- Composing what is to be written
struct ComposeKey {
    char32_t key = 0;
};
struct ChooseCandidate {
    std::size_t candidate = 0;  // place in Composition::candidates
};
// All strokes of the character that is being written; none: it was rubbed out.
struct WroteInk {
    Ink ink;
};
struct ShowCandidates {
    std::size_t page = 0;
};
struct ChangeInputMode {
    InputMode mode = InputMode::handwriting;
};
struct ClearComposition {};

using CommonIntent =
    std::variant<Back, GoHome, Finish, OpenDisplay, AskHelp, ReadAloud, StopReading, ChangeVoice,
                 StayHere, LeaveForm, BackToDesk, PrintShown, OpenSearch, OpenProgress, OpenLogin,
                 OpenStatus, OpenCalibration, OpenBoard, OpenDocument, Focus, Typed, Erased,
                 Cleared, TypingDone, ComposeKey, ChooseCandidate, WroteInk, ShowCandidates,
                 ChangeInputMode, ClearComposition>;

// Where what was meant goes; the app takes it out after the frame.
class CommonIntents {
  public:
    virtual void send(CommonIntent intent) = 0;

  protected:
    ~CommonIntents() = default;
};

// The same for one screen, which has intents of its own besides: no other's are taken.
template <typename OwnIntent>
class IntentsOf : public CommonIntents {
  public:
    using CommonIntents::send;
    virtual void send(OwnIntent intent) = 0;

  protected:
    ~IntentsOf() = default;
};

// Of screens that have none of their own.
struct NoIntent {};

}  // namespace hall::kiosk
