// Effects: what update() asks the app to do in the world. The app answers with intents.

#pragma once

#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/model.h"

namespace hall::kiosk {

struct LoadHome {};
struct LoadBoard {
    std::string board;
    std::size_t column = 0;
    bool replace = false;
};
struct LoadMoreEntries {
    std::string board;
    std::size_t column = 0;
    LibraryEntry after;  // the last that is shown
};
struct LoadDocument {
    DocumentRef document;
    bool replace = false;
};
struct LoadSearch {};
struct RunSearch {
    std::string query;
};
struct LoadForm {
    DocumentRef document;
};
struct SubmitForm {};  // the form on top
struct LoadProgress {};
struct LookUpSlip {
    std::string number;
    std::string code;
};
struct LoadLogin {};
struct CheckLogin {
    std::string number;
    std::string pin;
};
struct LoadStatus {};
struct CallForHelp {
    std::string screen;  // which kind of screen it was called from
};
struct UseLanguage {
    std::string language;  // empty: as the kiosk was started
};
struct StorePanel {
    Panel panel;
};
struct WipeSession {};  // forget what was typed, everywhere
struct Speak {};        // read the screen aloud
struct Ring {};         // a sound that calls for attention

using Effect =
    std::variant<LoadHome, LoadBoard, LoadMoreEntries, LoadDocument, LoadSearch, RunSearch,
                 LoadForm, SubmitForm, LoadProgress, LookUpSlip, LoadLogin, CheckLogin, LoadStatus,
                 CallForHelp, UseLanguage, StorePanel, WipeSession, Speak, Ring>;

}  // namespace hall::kiosk
