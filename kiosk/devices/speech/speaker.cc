#include "kiosk/devices/speech/speaker.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "kiosk/devices/speech/spoken_text.h"
#include "kiosk/devices/speech/wipe.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

constexpr int slice_ms = 10;  // so much sound is handed out before looking whether to stop

}  // namespace

Speaker::Speaker(Devices devices, std::function<void(const SpeechEvent&)> listener)
    : devices_(std::move(devices)), listener_(std::move(listener)), thread_([this] { run(); }) {}

Speaker::~Speaker() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    stop();
    thread_.join();
}

Result<void> Speaker::add(SpeechPart part) {
    {
        const std::lock_guard lock(mutex_);
        if (waiting_.size() >= parts_max) {
            wipe_buffer(part.text);
            return Error(Errc::exhausted, "too much to read aloud at once");
        }
        waiting_.push_back(std::move(part));
    }
    changed_.notify_all();
    return {};
}

void Speaker::stop() {
    {
        const std::lock_guard lock(mutex_);
        ++round_;
        for (SpeechPart& part : waiting_) wipe_buffer(part.text);
        waiting_.clear();
    }
    changed_.notify_all();
}

void Speaker::set(VoiceSettings settings) {
    const std::lock_guard lock(mutex_);
    settings_ = settings;
}

bool Speaker::wait_silent(int ms) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::milliseconds(ms),
                             [&] { return waiting_.empty() && !is_speaking_; });
}

void Speaker::run() {
    auto voice = devices_.open_voice();
    if (voice.ok()) {
        voice_ = std::move(voice).value();
    } else {
        log_line(LogLevel::warning, "no_voice", {{"reason", voice.error().text()}});
    }
    std::unique_lock lock(mutex_);
    while (!ending_) {
        if (waiting_.empty()) {
            if (is_speaking_) {
                lock.unlock();
                end_sound(round_);
                tell({SpeechEvent::Kind::silent});
                lock.lock();
                if (!waiting_.empty()) continue;
                is_speaking_ = false;
                changed_.notify_all();
            }
            changed_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
            continue;
        }
        is_speaking_ = true;
        SpeechPart part = std::move(waiting_.front());
        waiting_.pop_front();
        const std::uint64_t round = round_;
        lock.unlock();
        take(std::move(part), round);
        lock.lock();
    }
    lock.unlock();
    if (sounding_ > 0) devices_.out->stop();
    voice_.reset();
}

void Speaker::take(SpeechPart part, std::uint64_t round) {
    SpeechEvent event{SpeechEvent::Kind::part_begun, part.id};
    Ended ended = Ended::withheld;
    if (may_speak(part)) {
        tell(event);
        ended = speak(part, round);
    }
    wipe_buffer(part.text);
    if (ended != Ended::finished && sounding_ > 0) {
        devices_.out->stop();
        sounding_ = 0;
    }
    switch (ended) {
        case Ended::finished:
            event.kind = SpeechEvent::Kind::part_finished;
            break;
        case Ended::withheld:
            event.kind = SpeechEvent::Kind::part_withheld;
            break;
        case Ended::stopped:
            return;
        case Ended::no_loudspeaker:
        case Ended::no_voice:
            event.kind = SpeechEvent::Kind::part_failed;
            event.failure =
                ended == Ended::no_voice ? SpeechFailure::no_voice : SpeechFailure::no_loudspeaker;
    }
    tell(event);
}

Speaker::Ended Speaker::speak(const SpeechPart& part, std::uint64_t round) {
    if (const auto prompt = devices_.prompts.find(part.text)) {
        tell({SpeechEvent::Kind::clause_begun, part.id, 0, part.text.size()});
        return play(prompt->samples, prompt->samples_per_s, part, round);
    }
    ClauseReader clauses(part.text);
    while (auto clause = clauses.next()) {
        if (round_ != round) return Ended::stopped;
        tell({SpeechEvent::Kind::clause_begun, part.id, clause->begin, clause->end});
        const Ended ended = say(clause->words, part, round);
        wipe_buffer(clause->words);
        if (ended != Ended::finished) return ended;
    }
    return Ended::finished;
}

Speaker::Ended Speaker::say(std::string_view words, const SpeechPart& part, std::uint64_t round) {
    if (!voice_) return Ended::no_voice;
    VoiceSettings settings;
    {
        const std::lock_guard lock(mutex_);
        settings = settings_;
    }
    Ended ended = Ended::finished;
    const auto spoken =
        voice_->speak({words, settings}, [&](std::span<const std::int16_t> samples) {
            ended = play(samples, voice_->samples_per_s(), part, round);
            return ended == Ended::finished;
        });
    if (spoken.ok()) return ended;
    log_line(LogLevel::warning, "voice_failed", {{"reason", spoken.error().text()}});
    return Ended::no_voice;
}

Speaker::Ended Speaker::play(std::span<const std::int16_t> samples, int samples_per_s,
                             const SpeechPart& part, std::uint64_t round) {
    if (sounding_ != samples_per_s) {
        if (sounding_ > 0) end_sound(round);
        if (const auto begun = devices_.out->begin(samples_per_s); !begun.ok()) {
            // Each part tries again; once is enough to be said.
            if (!std::exchange(is_mute_, true))
                log_line(LogLevel::warning, "no_loudspeaker", {{"reason", begun.error().text()}});
            return Ended::no_loudspeaker;
        }
        is_mute_ = false;
        sounding_ = samples_per_s;
    }
    const auto slice = static_cast<std::size_t>(samples_per_s * slice_ms / 1'000);
    while (!samples.empty()) {
        if (round_ != round) return Ended::stopped;
        if (!may_speak(part)) return Ended::withheld;
        const auto now = samples.first(std::min(slice, samples.size()));
        if (const auto written = devices_.out->write(now); !written.ok()) {
            log_line(LogLevel::warning, "loudspeaker_gone", {{"reason", written.error().text()}});
            return Ended::no_loudspeaker;
        }
        samples = samples.subspan(now.size());
    }
    return Ended::finished;
}

bool Speaker::may_speak(const SpeechPart& part) const {
    return !part.is_secret || (devices_.jack && devices_.jack->is_private());
}

void Speaker::end_sound(std::uint64_t round) {
    if (sounding_ == 0) return;
    sounding_ = 0;
    if (round_ != round) return devices_.out->stop();
    if (const auto finished = devices_.out->finish(); !finished.ok())
        log_line(LogLevel::warning, "loudspeaker_gone", {{"reason", finished.error().text()}});
}

}  // namespace hall::kiosk
