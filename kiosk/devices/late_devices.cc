#include "kiosk/devices/late_devices.h"

#include <utility>

#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

const PaperModule* module_or_log(const Path& file) {
    const Result<const PaperModule*> module = load_paper_module(file);
    if (module.ok()) return module.value();
    log_line(LogLevel::error, "no_paper_module", {{"reason", module.error().text()}});
    return nullptr;
}

}  // namespace

Result<void> LatePrintDesk::open(PrintTexts texts, PrintQueue::OnEvent on_event) {
    if (!loaded_) {
        const PaperModule* const module = module_or_log(module_file_);
        if (module == nullptr) return Error(Errc::unavailable, "nothing to print with");
        loaded_ = module->print_desk(address_, files_, counts_file_);
        desk_.store(loaded_.get());
    }
    return loaded_->open(std::move(texts), std::move(on_event));
}

Result<PrintPreview> LatePrintDesk::preview(const PrintPage& page, int sheet, int width_max,
                                            int height_max) {
    return desk().preview(page, sheet, width_max, height_max);
}

std::vector<std::string> LateQrReader::read(const GreyImage& image) {
    if (!std::exchange(tried_, true)) {
        if (const PaperModule* const module = module_or_log(module_file_))
            reader_ = module->qr_reader();
    }
    return reader_ ? reader_->read(image) : std::vector<std::string>();
}

void LateRecorder::start(OnEvent on_event) {
    if (!recorder_) {
        const PaperModule* const module = module_or_log(module_file_);
        if (module == nullptr) {
            on_event({.state = RecorderState::no_microphone});
            return;
        }
        recorder_ = module->recorder(microphone_, files_);
    }
    recorder_->start(std::move(on_event));
}

Result<VoiceNote> LateRecorder::stop() {
    if (!recorder_) return Error(Errc::not_found, "nothing was recorded");
    return recorder_->stop();
}

void LateNotePlayer::play(std::string ogg, OnEnd on_end) {
    if (!player_) {
        const PaperModule* const module = module_or_log(module_file_);
        if (module == nullptr) {
            on_end(false);
            return;
        }
        player_ = module->note_player(loudspeaker_, files_);
    }
    player_->play(std::move(ogg), std::move(on_end));
}

void LateNotePlayer::stop() {
    if (player_) player_->stop();
}

void LateRecorder::discard() {
    if (recorder_) recorder_->discard();
}

}  // namespace hall::kiosk
