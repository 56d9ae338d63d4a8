// Effects: what update() asks the app to do in the world. The app answers with intents.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/model.h"
#include "kiosk/devices/speech/voice.h"
#include "kiosk/input/handwriting/ink.h"
#include "kiosk/ui/access/reading.h"

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
struct Ring {};         // a sound that calls for attention
struct ShootPhoto {
    bool paper = false;  // of a document, to be set straight
};
struct MakePrintPage {};  // of the screen on top
struct DrawSheet {
    std::uint64_t page = 0;
    int sheet = 0;
};
struct PrintShownPage {
    std::uint64_t page = 0;
};
struct CancelPrint {
    std::uint64_t job = 0;
};
struct StartRecorder {};
struct StopRecorder {};  // answers with the note
struct PlayVoice {
    std::string ogg;
};
struct HushVoice {};

// --- Reading aloud
struct PrepareSpeech {};
struct Speak {
    std::vector<ui::ReadingPart> parts;  // in place of what is being spoken
};
struct Hush {};
// From now on; what is being spoken begins its clause again.
struct SetVoice {
    VoiceSettings settings;
};

// --- Text input: the engine of a mode makes candidates, and answers with EngineAnswered
struct EngineKey {
    char32_t key = 0;
};
struct EngineChoice {
    std::size_t candidate = 0;
};
struct EngineBackspace {};
struct EngineInk {
    Ink ink;
};
struct FeedEngine {
    InputMode mode = InputMode::handwriting;
    std::uint64_t number = 0;  // comes back with the answer
    std::variant<EngineKey, EngineChoice, EngineBackspace, EngineInk> input;
    std::string before;  // what stands before it in the field: context
};
struct ClearEngines {};  // forget what is being composed

using Effect =
    std::variant<LoadHome, LoadBoard, LoadMoreEntries, LoadDocument, LoadSearch, RunSearch,
                 LoadForm, SubmitForm, LoadProgress, LookUpSlip, LoadLogin, CheckLogin, LoadStatus,
                 CallForHelp, UseLanguage, StorePanel, WipeSession, PrepareSpeech, Speak, Hush,
                 SetVoice, Ring, FeedEngine, ClearEngines, ShootPhoto, MakePrintPage, DrawSheet,
                 PrintShownPage, CancelPrint, StartRecorder, StopRecorder, PlayVoice, HushVoice>;

}  // namespace hall::kiosk
