#include "kiosk/devices/paper_module.h"

#include <string_view>

#include "kiosk/devices/print/queued_print_desk.h"
#include "kiosk/devices/recorder/opus_note_player.h"
#include "kiosk/devices/recorder/sound_sources.h"
#include "kiosk/devices/recorder/voice_recorder.h"
#include "sync/core/assets.h"

namespace hall::kiosk {

namespace {

class LinkedPaperModule final : public PaperModule {
  public:
    std::unique_ptr<PrintDesk> print_desk(const std::string& address, Files& files,
                                          const Path& counts_file) const override {
        return std::make_unique<QueuedPrintDesk>(address, PrinterTimes{}, files, counts_file);
    }
    std::unique_ptr<QrReader> qr_reader() const override {
        return std::make_unique<ZbarQrReader>();
    }
    std::unique_ptr<Recorder> recorder(const std::string& microphone, Files& files) const override {
        return std::make_unique<VoiceRecorder>(recorder_source(microphone, files),
                                               RecorderLimits{});
    }
    std::unique_ptr<NotePlayer> note_player(const std::string& loudspeaker,
                                            Files& files) const override {
        return std::make_unique<OpusNotePlayer>(loudspeaker_named(loudspeaker, files));
    }
};

}  // namespace

}  // namespace hall::kiosk

extern "C" __attribute__((visibility("default"))) const hall::kiosk::PaperModule* hall_paper_module(
    const char* version) {
    static const hall::kiosk::LinkedPaperModule module;
    return hall::software_version() == version ? &module : nullptr;
}
