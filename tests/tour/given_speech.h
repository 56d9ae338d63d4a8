// A speech device that a test or the tour holds in its hand: it says when a part is heard.

#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/devices/speech/speech_device.h"

namespace hall::kiosk {

// Events come within the calls. Strict: it is never given more at once than a person would wait
// for, and never a part without text.
class GivenSpeech final : public SpeechDevice {
  public:
    static constexpr std::size_t waiting_max = 64;

    bool can_speak() const override { return can_speak_; }
    void listen(Listener listener) override { listener_ = std::move(listener); }
    void prepare() override { ++prepared; }

    Result<void> add(SpeechPart part) override {
        if (part.text.empty() || waiting_.size() >= waiting_max)
            return Error(Errc::exhausted, "nothing to say, or too much of it");
        given.push_back(part);
        waiting_.push_back(std::move(part));
        if (waiting_.size() == 1) begin();
        if (finished_ < finish_first_ && waiting_.size() == 1) {
            ++finished_;
            finish_part();
        }
        return {};
    }

    void stop() override {
        if (!waiting_.empty()) ++stops;
        waiting_.clear();
        finished_ = 0;
    }

    void set(VoiceSettings voice) override { settings = voice; }
    bool is_private() override { return headset; }

    // --- In the hand

    // The part that is heard comes to its end; false if there is none.
    bool finish_part() {
        if (waiting_.empty()) return false;
        const SpeechPart part = std::move(waiting_.front());
        waiting_.pop_front();
        tell({.kind = SpeechEvent::Kind::part_finished, .id = part.id});
        if (!waiting_.empty())
            begin();
        else
            tell({.kind = SpeechEvent::Kind::silent});
        return true;
    }

    // The voice comes to these bytes of the part.
    void come_to(std::size_t first, std::size_t last) {
        tell({SpeechEvent::Kind::clause_begun, waiting_.front().id, first, last});
    }

    void fail(SpeechFailure failure) {
        const std::uint64_t id = waiting_.front().id;
        waiting_.pop_front();
        tell({SpeechEvent::Kind::part_failed, id, 0, 0, failure});
    }

    // What is heard now; empty: nothing.
    std::string now() const { return waiting_.empty() ? std::string() : waiting_.front().text; }
    std::size_t waiting() const { return waiting_.size(); }

    void be_mute() { can_speak_ = false; }

    // After each stop so many parts come to their end at once.
    void finish_first(std::size_t parts) { finish_first_ = parts; }

    bool headset = false;
    VoiceSettings settings;
    std::vector<SpeechPart> given;   // all so far
    std::vector<std::string> heard;  // begun, and not withheld
    int prepared = 0;
    int stops = 0;  // that ended something

  private:
    void tell(const SpeechEvent& event) {
        if (listener_) listener_(event);
    }

    void begin() {
        while (!waiting_.empty()) {
            const SpeechPart& part = waiting_.front();
            if (!part.is_secret || headset) {
                heard.push_back(part.text);
                tell({.kind = SpeechEvent::Kind::part_begun, .id = part.id});
                tell({SpeechEvent::Kind::clause_begun, part.id, 0, part.text.size()});
                return;
            }
            const std::uint64_t id = part.id;
            waiting_.pop_front();
            tell({.kind = SpeechEvent::Kind::part_withheld, .id = id});
            if (waiting_.empty()) tell({.kind = SpeechEvent::Kind::silent});
        }
    }

    Listener listener_;
    std::deque<SpeechPart> waiting_;
    bool can_speak_ = true;
    std::size_t finish_first_ = 0;
    std::size_t finished_ = 0;
};

}  // namespace hall::kiosk
