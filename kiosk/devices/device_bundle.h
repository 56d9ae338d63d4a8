// DeviceBundle: what the kiosk has beside its screen, each behind an interface and each with one
// that stands in for a device that is not there. Nothing is opened, and no device is used, before
// somebody asks for it.
//
// A new device is an interface with its stand-in in a folder of its own here, a member below, and
// the real one put into the bundle in kiosk/main.cc.

#pragma once

#include <memory>

#include "kiosk/devices/camera/camera.h"
#include "kiosk/devices/camera/qr_reader.h"
#include "kiosk/devices/chime.h"
#include "kiosk/devices/print/print_desk.h"
#include "kiosk/devices/recorder/note_player.h"
#include "kiosk/devices/recorder/recorder.h"
#include "kiosk/devices/speech/speech_device.h"

namespace hall::kiosk {

// No member is ever empty.
struct DeviceBundle {
    // Which of them the machine was started with; the others are those that stand in.
    struct Fitted {
        bool printer = false;
        bool camera = false;
        bool microphone = false;
        bool loudspeaker = false;
    } fitted;

    // Of the screen's thread.
    std::unique_ptr<Chime> chime = std::make_unique<NoChime>();
    // Opened and looked at on the thread of the devices' jobs; the rest of any thread.
    std::unique_ptr<PrintDesk> print = std::make_unique<NoPrintDesk>();
    // Those below of the thread of the devices' jobs; the recorder and the player have one of
    // their own each.
    std::unique_ptr<Camera> camera = std::make_unique<NoCamera>();
    std::unique_ptr<QrReader> qr_reader = std::make_unique<NoQrReader>();
    std::unique_ptr<Recorder> recorder = std::make_unique<NoRecorder>();
    // Used by the screen's thread; it has one of its own, from the first word on.
    std::unique_ptr<SpeechDevice> speech = std::make_unique<NoSpeech>();
    std::unique_ptr<NotePlayer> player = std::make_unique<NoNotePlayer>();
};

}  // namespace hall::kiosk
