#include "kiosk/ui/access/access.h"

#include <algorithm>
#include <cstdio>

#include "kiosk/ui/text/line_break.h"

namespace hall::kiosk::ui {

namespace {

constexpr std::size_t block_bytes = std::size_t{16} << 10;

}  // namespace

bool is_tapped(AccessRole role) {
    return role == AccessRole::button || role == AccessRole::choice || role == AccessRole::field;
}

Box intersection(const Box& a, const Box& b) {
    return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

std::string_view name_of(AccessRole role) {
    switch (role) {
        case AccessRole::screen:
            return "screen";
        case AccessRole::heading:
            return "heading";
        case AccessRole::text:
            return "text";
        case AccessRole::button:
            return "button";
        case AccessRole::choice:
            return "choice";
        case AccessRole::field:
            return "field";
        case AccessRole::cell:
            return "cell";
        case AccessRole::picture:
            return "picture";
        case AccessRole::chart:
            return "chart";
        case AccessRole::progress:
            return "progress";
        case AccessRole::dialog:
            return "dialog";
    }
    return "text";
}

void AccessTree::clear() {
    nodes_.clear();
    content_ = {};
    for (std::string& block : arena_) block.clear();
    block_ = 0;
}

// A block is only ever filled up to its capacity: its bytes never move while views into
// them are held.
std::string_view AccessTree::keep(std::string_view text) {
    if (text.empty()) return {};
    for (;; ++block_) {
        if (block_ == arena_.size()) arena_.emplace_back();
        std::string& block = arena_[block_];
        if (block.empty() && block.capacity() < std::max(text.size(), block_bytes)) {
            block.reserve(std::max(text.size(), block_bytes));
        }
        if (block.capacity() - block.size() < text.size()) continue;
        const std::size_t start = block.size();
        append_seen(block, text);
        return std::string_view(block).substr(start);
    }
}

AccessNode& AccessTree::add(AccessNode node) {
    node.label = keep(node.label);
    node.value = keep(node.secret ? std::string_view() : node.value);
    node.column = keep(node.column);
    nodes_.push_back(node);
    return nodes_.back();
}

void AccessTree::cover(const Box& box) {
    for (AccessNode& node : nodes_) {
        if (node.role == AccessRole::screen) continue;
        const Box under = intersection(node.visible, box);
        if (under.empty()) continue;
        // What is left in sight above, or below if that is more.
        const float above = under.y0 - node.visible.y0;
        const float below = node.visible.y1 - under.y1;
        if (above >= below) {
            node.visible.y1 = under.y0;
        } else {
            node.visible.y0 = under.y1;
        }
        // It is covered, not cut by the edge of its page.
        node.room_px = 0;
    }
}

void AccessTree::focus(std::uint64_t target) {
    for (AccessNode& node : nodes_) node.focused = target != 0 && node.target == target;
}

std::size_t AccessTree::top_layer() const {
    for (std::size_t i = nodes_.size(); i-- > 0;) {
        if (nodes_[i].role == AccessRole::dialog) return i;
    }
    return 0;
}

std::optional<AccessNode> AccessTree::tappable(std::string_view label, int nth) const {
    const auto start = nodes_.begin() + static_cast<std::ptrdiff_t>(top_layer());
    const auto search = [&](int skip, auto matches) -> std::optional<AccessNode> {
        for (auto node = start; node != nodes_.end(); ++node) {
            if (!is_tapped(node->role) || !node->enabled || node->visible.empty()) continue;
            if (matches(node->label) && skip-- == 0) return *node;
        }
        return std::nullopt;
    };
    const auto equal = [&](std::string_view text) { return text == label; };
    if (search(0, equal)) return search(nth, equal);
    return search(nth, [&](std::string_view text) { return text.starts_with(label); });
}

bool AccessTree::shows(std::string_view text) const {
    return std::any_of(nodes_.begin(), nodes_.end(), [&](const AccessNode& node) {
        if (node.visible.empty()) return false;
        return node.label.find(text) != std::string_view::npos ||
               node.value.find(text) != std::string_view::npos;
    });
}

std::vector<std::size_t> AccessTree::reading_order() const {
    std::vector<std::size_t> order;
    for (std::size_t i = top_layer(); i < nodes_.size(); ++i) order.push_back(i);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return nodes_[a].zone < nodes_[b].zone; });
    return order;
}

std::string AccessTree::describe(float px_per_mm) const {
    std::string text;
    for (const AccessNode& node : nodes_) {
        const auto shown = [&](float px) { return static_cast<double>(px / px_per_mm); };
        char box[96];
        std::snprintf(box, sizeof box, " [%.0f %.0f %.0f %.0f]", shown(node.box.x0),
                      shown(node.box.y0), shown(node.box.x1), shown(node.box.y1));
        text += name_of(node.role);
        text += " \"";
        text += node.label;
        text += '"';
        if (!node.value.empty()) {
            text += " = \"";
            text += node.value;
            text += '"';
        }
        text += box;
        if (node.visible.empty()) text += " hidden";
        if (!node.enabled) text += " disabled";
        if (node.selected) text += " selected";
        if (node.focused) text += " focused";
        if (node.secret) text += " secret";
        if (node.clipped) text += " clipped";
        text += '\n';
    }
    return text;
}

}  // namespace hall::kiosk::ui
