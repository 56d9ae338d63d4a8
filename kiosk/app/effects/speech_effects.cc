#include "kiosk/app/effects/speech_effects.h"

#include <algorithm>
#include <utility>

#include "sync/core/log.h"

namespace hall::kiosk {

SpeechEffects::SpeechEffects(DeviceBundle& devices, CompletionQueue& completions,
                             const ui::UiStrings& strings)
    : device_(*devices.speech), completions_(completions), strings_(strings) {
    device_.listen([this](const SpeechEvent& event) { hear(event); });
}

SpeechEffects::~SpeechEffects() {
    device_.listen({});
    device_.stop();
}

std::vector<Intent> SpeechEffects::act(const PrepareSpeech&) {
    device_.prepare();
    return {};
}

std::vector<Intent> SpeechEffects::act(Speak& request) {
    hush();
    parts_ = std::move(request.parts);
    session_ = completions_.session();
    said_why_ = false;
    begin_at(0, 0);
    return {};
}

std::vector<Intent> SpeechEffects::act(const Hush&) {
    hush();
    return {};
}

// The clause that is being heard begins again: who asked hears the difference at once.
std::vector<Intent> SpeechEffects::act(const SetVoice& request) {
    device_.set(request.settings);
    if (parts_.empty()) return {};
    const std::size_t part = part_;
    const std::size_t byte = byte_;
    device_.stop();
    begin_at(part, byte);
    return {};
}

void SpeechEffects::forget() {
    hush();
    device_.set(VoiceSettings{});
}

void SpeechEffects::hush() {
    device_.stop();
    parts_ = {};
    begin_at(0, 0);
}

// What the device still tells of parts it was given before is known by their numbers.
void SpeechEffects::begin_at(std::size_t part, std::size_t byte) {
    {
        const std::lock_guard lock(mutex_);
        heard_.clear();
    }
    part_ = begun_at_ = next_ = part;
    byte_ = skipped_ = byte;
    fed_ = ended_ = 0;
    first_id_ = next_id_;
    feed();
}

void SpeechEffects::feed() {
    while (next_ < parts_.size() && fed_ - ended_ < ahead_max) {
        const ui::ReadingPart& part = parts_[next_];
        // Said before the first of them: a headset may come while it is heard.
        const bool why = part.is_secret && !said_why_ && !device_.is_private();
        SpeechPart spoken{next_id_, part.text.substr(next_ == begun_at_ ? skipped_ : 0),
                          part.is_secret};
        if (why) {
            said_why_ = true;
            const Result<void> added =
                device_.add({0, std::string(strings_["speech.no_headset"]), false});
            if (added.ok()) ++fed_;
        }
        const Result<void> added = device_.add(std::move(spoken));
        if (!added.ok()) {
            log_line(LogLevel::warning, "not_spoken", {{"reason", added.error().text()}});
            return;
        }
        ++next_id_;
        ++next_;
        ++fed_;
    }
}

// Events come faster than frames: of those that only say where the voice is the last one counts.
void SpeechEffects::hear(const SpeechEvent& event) {
    const std::lock_guard lock(mutex_);
    using Kind = SpeechEvent::Kind;
    const auto is_place = [](const SpeechEvent& each) {
        return each.kind == Kind::clause_begun || each.kind == Kind::part_begun;
    };
    if (!heard_.empty() && is_place(heard_.back()) && is_place(event))
        heard_.back() = event;
    else
        heard_.push_back(event);
    if (posted_) return;
    posted_ = completions_.post(session_, [this] { return take_heard(); }).ok();
}

std::vector<Intent> SpeechEffects::take_heard() {
    std::vector<SpeechEvent> heard;
    {
        const std::lock_guard lock(mutex_);
        heard.swap(heard_);
        posted_ = false;
    }
    std::vector<Intent> answers;
    for (const SpeechEvent& event : heard) take(event, answers);
    return answers;
}

void SpeechEffects::take(const SpeechEvent& event, std::vector<Intent>& answers) {
    using Kind = SpeechEvent::Kind;
    const bool of_this = event.id == 0 || (event.id >= first_id_ && event.id < next_id_);
    if (parts_.empty() || !of_this) return;
    switch (event.kind) {
        case Kind::part_begun:
        case Kind::clause_begun:
            if (event.id != 0)
                answers.push_back(SpeechTold{SpeechTold::Kind::heard, now_of(event)});
            return;
        case Kind::part_finished:
            break;
        case Kind::part_withheld:
            answers.push_back(SpeechTold{SpeechTold::Kind::withheld, {}});
            break;
        case Kind::part_failed:
            hush();
            answers.push_back(SpeechTold{SpeechTold::Kind::failed, {}, event.failure});
            return;
        case Kind::silent:
            // Of parts before a stop it may still be told.
            if (next_ < parts_.size() || ended_ < fed_) return;
            hush();
            answers.push_back(SpeechTold{SpeechTold::Kind::silent, {}});
            return;
    }
    ++ended_;
    feed();
}

ui::SpokenNow SpeechEffects::now_of(const SpeechEvent& event) {
    part_ = begun_at_ + static_cast<std::size_t>(event.id - first_id_);
    const std::size_t before = part_ == begun_at_ ? skipped_ : 0;
    const ui::ReadingPart& part = parts_[part_];
    const auto share = [&](std::size_t byte) {
        return static_cast<float>(byte) /
               static_cast<float>(std::max<std::size_t>(1, part.text.size()));
    };
    const bool clause = event.kind == SpeechEvent::Kind::clause_begun;
    byte_ = std::min(before + (clause ? event.begin : 0), part.text.size());
    return {part.id, share(byte_), share(clause ? before + event.end : byte_)};
}

}  // namespace hall::kiosk
