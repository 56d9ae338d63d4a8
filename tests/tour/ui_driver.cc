#include "tests/tour/ui_driver.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "sync/core/pinyin_readings.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

double now_s() {
    using namespace std::chrono;
    return duration<double>(steady_clock::now().time_since_epoch()).count();
}

void rest_ms(int ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

constexpr int pages_max = 40;

// From one frame to the next, for what moves: nobody watches, so nobody waits for it.
constexpr double frame_s = 0.016;

}  // namespace

Result<void> UiDriver::frame() {
    shown_s_ = std::max(shown_s_ + frame_s, now_s());
    TRY(stage_->frame(shown_s_));
    return {};
}

Result<void> UiDriver::settle() {
    TRY(frame());
    const double end_s = shown_s_ + 2;
    while (stage_->animating() && shown_s_ < end_s) TRY(frame());
    return frame();
}

// The nth thing on the whole page that can be tapped and bears this label, in sight or not.
const ui::AccessNode* UiDriver::find(std::string_view label, int nth) const {
    for (const ui::AccessNode& node : stage_->access().nodes()) {
        const bool tapped = node.role == ui::AccessRole::button ||
                            node.role == ui::AccessRole::choice ||
                            node.role == ui::AccessRole::field;
        if (tapped && node.enabled && node.label == label && nth-- == 0) return &node;
    }
    return nullptr;
}

Result<void> UiDriver::touch_at(const ui::Box& box) {
    ++touches_.all;
    const float x = (box.x0 + box.x1) / 2;
    const float y = (box.y0 + box.y1) / 2;
    stage_->pointer().press(x, y);
    TRY(frame());
    stage_->pointer().release(x, y);
    return settle();
}

// True if the label was in sight and was touched.
Result<bool> UiDriver::touch(std::string_view label, int nth) {
    const std::optional<ui::AccessNode> node = stage_->access().tappable(label, nth);
    if (!node) return false;
    TRY(touch_at(node->visible));
    return true;
}

Result<void> UiDriver::page_down() {
    if (!TRY(touch(stage_->app().strings()["ui.page_down"], 0)))
        return Error(Errc::not_found, "the last page");
    ++touches_.pages;
    return {};
}

Result<void> UiDriver::page_up() {
    if (!TRY(touch(stage_->app().strings()["ui.page_up"], 0)))
        return Error(Errc::not_found, "the first page");
    ++touches_.pages;
    return {};
}

Result<void> UiDriver::tap(std::string_view label, int nth) {
    TRY(settle());
    const float middle = static_cast<float>(stage_->viewport().height_px) / 2;
    bool from_top = false;
    for (int i = 0; i < 2 * pages_max; ++i) {
        const ui::AccessNode* node = find(label, nth);
        if (node != nullptr && !node->visible.empty()) return touch_at(node->visible);
        // A label that only begins like this will do where there is no other.
        if (node == nullptr && nth == 0 && TRY(touch(label, 0))) return {};
        // Turn pages towards it; lists show what lies further down only on the way.
        const bool above = node != nullptr && node->box.y1 < middle;
        if (above ? page_up().ok() : page_down().ok()) continue;
        if (from_top) break;
        from_top = true;
        for (int page = 0; page < pages_max && page_up().ok(); ++page) {
        }
    }
    return Error(Errc::not_found, "nothing to tap says \"" + std::string(label) +
                                      "\"; there is:\n" + stage_->access().describe());
}

// What an input panel writes with; nothing where a keyboard stands.
Result<void> UiDriver::write_with(std::string_view tab) {
    for (const ui::AccessNode& node : stage_->access().nodes()) {
        const bool found = node.role == ui::AccessRole::choice && !node.scrolls &&
                           node.label == stage_->app().strings()[tab];
        if (found && !node.selected) return touch_at(ui::Box(node.box));
        if (found) break;
    }
    return {};
}

Result<void> UiDriver::press_key(std::string_view key) {
    // On small screens the letters come in pages.
    for (int page = 0; page < 4 && !stage_->access().tappable(key); ++page) {
        if (!TRY(touch(stage_->app().strings()["ui.more_keys"], 0))) break;
    }
    return tap(key);
}

Result<void> UiDriver::write_stroke(Share from, Share to) {
    const std::string_view square = stage_->app().strings()["input.write_here"];
    const auto& nodes = stage_->access().nodes();
    const auto found = std::ranges::find_if(nodes, [&](const ui::AccessNode& node) {
        return node.role == ui::AccessRole::picture && node.label == square;
    });
    if (found == nodes.end()) return Error(Errc::not_found, "no square to write in");
    const ui::Box box = found->box;
    const auto x = [&](float share) { return box.x0 + share * box.width(); };
    const auto y = [&](float share) { return box.y0 + share * box.height(); };
    stage_->pointer().press(x(from.x), y(from.y));
    TRY(frame());
    constexpr int steps = 12;
    for (int i = 1; i <= steps; ++i) {
        const float done = static_cast<float>(i) / steps;
        stage_->pointer().move(x(from.x + (to.x - from.x) * done),
                               y(from.y + (to.y - from.y) * done));
        TRY(frame());
    }
    stage_->pointer().release(x(to.x), y(to.y));
    return settle();
}

// Turns the pages of the candidates until it is there; false if it is none of them.
Result<bool> UiDriver::choose_candidate(std::string_view text) {
    constexpr int pages = 200;
    const auto& composition = stage_->app().model().composition;
    if (std::ranges::find(composition.candidates, text) == composition.candidates.end())
        return false;
    for (int page = 0; page < pages; ++page) {
        for (const ui::AccessNode& node : stage_->access().nodes()) {
            const bool found =
                node.role == ui::AccessRole::button && !node.scrolls && node.label == text;
            if (!found) continue;
            TRY(touch_at(ui::Box(node.box)));
            return true;
        }
        if (!TRY(touch(stage_->app().strings()["input.more"], 0))) break;
    }
    return false;
}

// By the usual readings; as a whole where the engine offers it, else character by character.
Result<void> UiDriver::type_by_pinyin(std::string_view text) {
    TRY(write_with("input.pinyin"));
    for (std::string_view rest = text; !rest.empty();) {
        for (const char letter : usual_reading_of(next_character(rest))) {
            const char key = static_cast<char>(letter - 'a' + 'A');
            TRY(press_key({&key, 1}));
        }
    }
    for (std::string_view rest = text; !rest.empty();) {
        if (TRY(choose_candidate(rest))) return {};
        const std::string_view first = prefix_of(rest, 1);
        if (!TRY(choose_candidate(first)))
            return Error(Errc::not_found, "pinyin does not offer " + std::string(first));
        rest.remove_prefix(first.size());
    }
    return {};
}

Result<void> UiDriver::type(std::string_view text) {
    while (!text.empty()) {
        std::string_view after = text;
        const char32_t character = next_character(after);
        if (character == U' ' || character == U'-') {
            text = after;
        } else if (is_han(character)) {
            std::string_view end = text;
            for (after = end; !after.empty() && is_han(next_character(after));) end = after;
            TRY(type_by_pinyin(text.substr(0, text.size() - end.size())));
            text = end;
        } else {
            TRY(write_with("input.letters"));
            TRY(press_key(text.substr(0, text.size() - after.size())));
            text = after;
        }
    }
    return {};
}

Result<void> UiDriver::wait_for(std::string_view text, double seconds_max) {
    const double end_s = now_s() + seconds_max;
    for (;;) {
        stage_->app().content_changed();
        stage_->app().tick();
        TRY(settle());
        if (shows(text)) return {};
        if (now_s() >= end_s) {
            return Error(Errc::unavailable, "\"" + std::string(text) +
                                                "\" did not appear; there is:\n" +
                                                stage_->access().describe());
        }
        rest_ms(100);
    }
}

std::string UiDriver::label_with(std::string_view part) const {
    for (const ui::AccessNode& node : stage_->access().nodes()) {
        const bool tapped = node.role == ui::AccessRole::button ||
                            node.role == ui::AccessRole::choice ||
                            node.role == ui::AccessRole::field;
        if (tapped && node.label.find(part) != std::string_view::npos)
            return std::string(node.label);
    }
    return {};
}

}  // namespace hall::kiosk
