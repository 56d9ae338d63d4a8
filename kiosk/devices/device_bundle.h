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
#include "kiosk/devices/print/printer.h"
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
    } fitted;

    // Of the screen's thread.
    std::unique_ptr<Chime> chime = std::make_unique<NoChime>();
    // Given to the PrintQueue, which has its own thread.
    std::unique_ptr<Printer> printer = std::make_unique<NoPrinter>();
    // Both of the one thread that shows the camera's frames.
    std::unique_ptr<Camera> camera = std::make_unique<NoCamera>();
    std::unique_ptr<QrReader> qr_reader = std::make_unique<NoQrReader>();
    // Started and stopped by the screen's thread; it has one of its own.
    std::unique_ptr<Recorder> recorder = std::make_unique<NoRecorder>();
    // Used by the screen's thread; it has one of its own, from the first word on.
    std::unique_ptr<SpeechDevice> speech = std::make_unique<NoSpeech>();
};

}  // namespace hall::kiosk
