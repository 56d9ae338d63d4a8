// Intents: what can happen to the kiosk. A screen sends those that a person means; the
// app sends what the world answers (Loaded…, Ticked).

#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/model.h"

namespace hall::kiosk {

// --- From anywhere
struct Back {};
struct GoHome {};
struct Finish {};       // 结束使用
struct OpenDisplay {};  // 大字
struct ChangeDisplay {
    Display display;
};
struct CloseDisplay {};
struct AskHelp {};  // 叫人帮忙
struct ReadAloud {};
struct StayHere {};    // on the idle warning, and on "leave the form?"
struct LeaveForm {};   // yes, leave the form and what was typed, or the slip
struct BackToDesk {};  // of staff, from anywhere

// --- From screens
struct OpenSearch {};
struct OpenProgress {};
struct OpenStaffDoor {};  // the corner of the help screen
struct OpenLogin {};
struct OpenStatus {};
struct OpenCalibration {};  // staff only
struct SizeCard {
    int card_px = 0;
};
struct SetFoot {
    float foot_mm = 0;
};
struct SaveCalibration {
    Panel panel;
};
struct OpenBoard {
    std::string board;
};
struct ChooseColumn {
    std::size_t column = 0;
};
struct MoreEntries {};
struct MoreHits {};
struct OpenDocument {
    DocumentRef document;
};
struct OpenPicture {
    BlobRef picture;
};  // of the article shown
struct SwitchPeriod {
    DocumentRef document;
};                   // in place of the one shown
struct OpenForm {};  // of the service shown
struct ToggleWord {
    std::string word;
};
struct StartTyping {};
struct Typed {
    char character = 0;
};
struct Erased {};
struct Cleared {};
struct TypingDone {};
struct Answered {
    std::string field;
    Answer value;
};
struct Focus {
    std::string field;
};  // empty: put the keyboard away
struct ChooseTown {
    std::string town;
};
struct NextPage {};
struct PreviousPage {};
struct EditPage {
    std::size_t page = 0;
};
struct Submit {};

// --- From the world
struct Ticked {
    std::int64_t mono_ms = 0;
    std::int64_t pin_wait_s = 0;  // until the next try to log in is allowed
};
struct Touched {
    std::int64_t mono_ms = 0;
};
struct ChromeChanged {
    Chrome chrome;
};
struct IdleLimitsChanged {
    IdleLimits idle;
};
struct Loaded {
    ScreenModel screen;
};  // put on top
struct Replaced {
    ScreenModel screen;
};  // in place of the top, if it is of the same kind
struct EntriesLoaded {
    std::string board;
    std::size_t column = 0;
    LibraryEntry after;  // what they come behind
    std::vector<LibraryEntry> entries;
    bool has_more = false;
};  // if that is still the end of what is shown
struct HomeLoaded {
    HomeModel home;
};  // the bottom of the stack
struct SubmitFailed {
    bool form_broken = false;  // whatever the answers; else it could not be stored
    bool no_memory = false;    // for want of memory, not because of the disk
};
struct PanelStored {
    Panel panel;
    bool failed = false;
};
struct LoginChecked {
    bool right = false;
    bool not_checked = false;  // it could not be found out
    StaffModel staff;
    std::int64_t wait_s = 0;
    std::string number;
    std::int64_t until_ms = 0;
    std::int64_t left_ms = 0;
};
struct SlipReceived {
    std::string number;
};  // the county signed for it

using Intent =
    std::variant<Back, GoHome, Finish, OpenDisplay, ChangeDisplay, CloseDisplay, AskHelp, ReadAloud,
                 StayHere, LeaveForm, BackToDesk, OpenSearch, OpenProgress, OpenStaffDoor,
                 OpenLogin, OpenStatus, OpenCalibration, SizeCard, SetFoot, SaveCalibration,
                 OpenBoard, ChooseColumn, MoreEntries, MoreHits, OpenDocument, OpenPicture,
                 SwitchPeriod, OpenForm, ToggleWord, StartTyping, Typed, Erased, Cleared,
                 TypingDone, Answered, Focus, ChooseTown, NextPage, PreviousPage, EditPage, Submit,
                 Ticked, Touched, ChromeChanged, IdleLimitsChanged, Loaded, Replaced, EntriesLoaded,
                 HomeLoaded, SubmitFailed, PanelStored, LoginChecked, SlipReceived>;

// Where screens put what was meant; the app takes it out after the frame.
class Intents {
  public:
    void send(Intent intent) { sent_.push_back(std::move(intent)); }
    std::vector<Intent>& sent() { return sent_; }

  private:
    std::vector<Intent> sent_;
};

}  // namespace hall::kiosk
