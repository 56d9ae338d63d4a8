#include "kiosk/app/screen_reader.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "kiosk/ui/access/reading.h"

namespace hall::kiosk {

namespace {

const ui::AccessNode* touched_node(const ui::AccessTree& tree, float x, float y) {
    const ui::AccessNode* found = nullptr;
    for (const ui::AccessNode& node : tree.nodes()) {
        if (node.role == ui::AccessRole::dialog) found = nullptr;
        if (ui::is_tapped(node.role) && node.visible.contains(x, y)) found = &node;
    }
    return found;
}

std::uint64_t text_hash(std::string_view text) {
    return std::hash<std::string_view>{}(text) | 1;
}

// What the keys mean, and what it is; 0: nothing.
std::uint64_t focus_of(const std::vector<ui::ReadingPart>& parts) {
    return parts.empty() ? 0 : text_hash(parts.front().text) ^ parts.front().id;
}

// Where one is: of a dialog, what it says.
std::uint64_t shown_title(const ui::AccessTree& tree) {
    std::uint64_t title = 0;
    for (const ui::AccessNode& node : tree.nodes()) {
        if (node.role == ui::AccessRole::screen || node.role == ui::AccessRole::dialog)
            title = text_hash(node.label);
    }
    return title;
}

}  // namespace

void ScreenReader::end(const ui::AccessTree& tree, const FrameInput& input, App& app) {
    if (!app.model().speech.available) return;
    const bool pressed = input.finger.down && !input.finger_was_down;
    const bool released = !input.finger.down && input.finger_was_down;
    const ui::AccessNode* node =
        pressed || released ? touched_node(tree, input.finger.x, input.finger.y) : nullptr;
    const bool on_voice = node != nullptr && node->place == ui::BarSlot::voice;
    if (pressed) {
        by_keys_ = false;
        if (app.model().speech.sounding && !on_voice) app.send(ReadingBroken{});
        if (node != nullptr && node->place == ui::BarSlot::read_aloud) app.send(ReadingNear{});
    }
    if (released && app.model().speech.open && !on_voice) app.send(ReadingLeft{});
    if (input.key) {
        by_keys_ = true;
        if (app.model().speech.sounding) app.send(ReadingBroken{});
    }
    // A frame that began with it: the screen stands as it was asked for.
    if (std::exchange(asked_, false) && app.model().speech.asked) {
        app.send(ScreenRead{ui::reading_of(tree, app.strings()), by_keys_});
        focus_ = focus_of(ui::reading_of_focus(tree, app.strings()));
        title_ = shown_title(tree);
    } else if (by_keys_ && !app.model().speech.asked) {
        follow_focus(tree, app);
    }
}

void ScreenReader::follow_focus(const ui::AccessTree& tree, App& app) {
    std::vector<ui::ReadingPart> parts = ui::reading_of_focus(tree, app.strings());
    if (parts.empty()) return;
    const std::uint64_t focus = focus_of(parts);
    const bool same_focus = std::exchange(focus_, focus) == focus;
    const std::uint64_t title = shown_title(tree);
    const bool same_title = std::exchange(title_, title) == title;
    if (same_focus && same_title) return;
    if (!same_title) {
        // First where one has come to.
        std::vector<ui::ReadingPart> all = ui::reading_of(tree, app.strings());
        if (!all.empty()) parts.insert(parts.begin(), std::move(all.front()));
    }
    app.send(FocusRead{std::move(parts)});
}

}  // namespace hall::kiosk
