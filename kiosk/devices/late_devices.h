// Devices that load what they take when they are first used (paper_module.h). Until then, and where
// it cannot be loaded, they answer as one that is not there.

#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "kiosk/devices/paper_module.h"

namespace hall::kiosk {

// `module_file` as load_paper_module() takes it; `files` must outlive them.
class LatePrintDesk final : public PrintDesk {
  public:
    LatePrintDesk(Path module_file, std::string address, Files& files, Path counts_file)
        : module_file_(std::move(module_file)),
          address_(std::move(address)),
          files_(files),
          counts_file_(std::move(counts_file)) {}

    Result<void> open(PrintTexts texts, PrintQueue::OnEvent on_event) override;
    Result<PrintPreview> preview(const PrintPage& page, int sheet, int width_max,
                                 int height_max) override;
    Result<PrintJobId> add(PrintPage page) override { return desk().add(std::move(page)); }
    void cancel(PrintJobId job) override { desk().cancel(job); }
    int end_session() override { return desk().end_session(); }
    std::int64_t take_lost_at_restart() override { return desk().take_lost_at_restart(); }

  private:
    PrintDesk& desk() {
        PrintDesk* const loaded = desk_.load();
        return loaded == nullptr ? none_ : *loaded;
    }

    const Path module_file_;
    const std::string address_;
    Files& files_;
    const Path counts_file_;
    NoPrintDesk none_;
    std::unique_ptr<PrintDesk> loaded_;
    std::atomic<PrintDesk*> desk_ = nullptr;  // once it is loaded, for all threads
};

class LateQrReader final : public QrReader {
  public:
    explicit LateQrReader(Path module_file) : module_file_(std::move(module_file)) {}
    std::vector<std::string> read(const GreyImage& image) override;

  private:
    const Path module_file_;
    std::unique_ptr<QrReader> reader_;
    bool tried_ = false;
};

// start() takes as long as loading does: not on the screen's thread.
class LateRecorder final : public Recorder {
  public:
    LateRecorder(Path module_file, std::string microphone, Files& files)
        : module_file_(std::move(module_file)), microphone_(std::move(microphone)), files_(files) {}

    void start(OnEvent on_event) override;
    Result<VoiceNote> stop() override;
    void discard() override;

  private:
    const Path module_file_;
    const std::string microphone_;
    Files& files_;
    std::unique_ptr<Recorder> recorder_;
};

class LateNotePlayer final : public NotePlayer {
  public:
    LateNotePlayer(Path module_file, std::string loudspeaker, Files& files)
        : module_file_(std::move(module_file)),
          loudspeaker_(std::move(loudspeaker)),
          files_(files) {}

    void play(std::string ogg, OnEnd on_end) override;
    void stop() override;

  private:
    const Path module_file_;
    const std::string loudspeaker_;
    Files& files_;
    std::unique_ptr<NotePlayer> player_;
};

}  // namespace hall::kiosk
