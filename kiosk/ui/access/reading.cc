#include "kiosk/ui/access/reading.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace hall::kiosk::ui {

namespace {

std::uint64_t mixed(std::uint64_t hash, std::string_view text) {
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return (hash ^ 0xFF) * 0x100000001B3ULL;
}

Box around(const Box& a, const Box& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

bool is_figure(std::string_view text) {
    bool digit = false;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            digit = true;
        else if (c != '.' && c != ',' && c != '-' && c != '+' && c != ' ')
            return false;
    }
    return digit;
}

// "支出（元）" and "5,600.00" are said as 支出：5,600.00元.
std::string said_in_row(const AccessNode& cell, const UiStrings& strings) {
    std::string_view column = cell.column;
    std::string said(cell.label);
    if (column.empty() || column == cell.label) return said;
    constexpr std::string_view open = "（";
    constexpr std::string_view close = "）";
    const std::size_t at = column.rfind(open);
    if (column.ends_with(close) && at != std::string_view::npos && at > 0 && is_figure(said)) {
        said += column.substr(at + open.size(), column.size() - at - open.size() - close.size());
        column = column.substr(0, at);
    }
    return strings.with("speech.cell", {column, said});
}

class Reader {
  public:
    Reader(const AccessTree& tree, const UiStrings& strings) : strings_(strings) {
        for (const std::size_t i : tree.reading_order()) {
            const AccessNode& node = tree.nodes()[i];
            if (is_read(node)) nodes_.push_back(&node);
        }
    }

    std::vector<ReadingPart> read() && {
        for (std::size_t i = 0; i < nodes_.size();) {
            const AccessNode& node = *nodes_[i];
            if (node.role == AccessRole::choice) {
                i = read_choices(i);
            } else if (node.role == AccessRole::cell && node.row != 0) {
                i = read_row(i);
            } else {
                read_node(node);
                ++i;
            }
        }
        return std::move(parts_);
    }

  private:
    // Of the bars the title alone; it says what stands below it, too.
    static bool is_read(const AccessNode& node) {
        if (node.spoken == SpokenAs::aid || node.row == label_row) return false;
        return node.zone == Zone::content || node.role == AccessRole::screen ||
               node.role == AccessRole::dialog;
    }

    bool named_before(std::string_view text) const {
        return !text.empty() && (text == title_ || text == subtitle_);
    }

    void read_node(const AccessNode& node) {
        switch (node.role) {
            case AccessRole::screen:
                title_ = node.label;
                subtitle_ = node.value;
                add({.text = with_value(node.label, node.value)}, node.role, node.label);
                return;
            case AccessRole::dialog:
                title_ = node.label;
                add({.text = std::string(node.label)}, node.role, node.label);
                return;
            case AccessRole::field:
                read_field(node);
                return;
            default:
                break;
        }
        // What found no room in the bar stands in the content once more.
        const bool plain = node.role == AccessRole::heading || node.role == AccessRole::text;
        if (plain && node.value.empty() && named_before(node.label)) return;
        if (node.spoken == SpokenAs::answers) {
            add_of(node, std::string(node.label), false);
            if (!node.value.empty()) add_of(node, std::string(node.value), true);
            return;
        }
        std::string text = with_value(node.label, node.value);
        if (!node.enabled && is_tapped(node.role) && !text.empty())
            text = strings_.with("speech.disabled", {text});
        add_of(node, std::move(text), node.spoken == SpokenAs::personal);
    }

    void read_field(const AccessNode& node) {
        if (node.secret) {
            add_of(node, strings_.with("speech.field_secret", {node.label}), false);
        } else if (node.value.empty()) {
            add_of(node, strings_.with("speech.field_empty", {node.label}), false);
        } else {
            add_of(node, strings_.with("speech.field", {node.label}), false);
            add_of(node, std::string(node.value), true);
        }
    }

    // Those that stand together are counted; one alone is not.
    std::size_t read_choices(std::size_t first) {
        std::size_t end = first;
        while (end < nodes_.size() && nodes_[end]->role == AccessRole::choice) ++end;
        for (std::size_t i = first; i < end; ++i) {
            const AccessNode& node = *nodes_[i];
            const bool own = node.spoken == SpokenAs::answers;
            const bool chosen = node.selected && !own;
            std::string text = with_value(node.label, node.value);
            const std::string number = std::to_string(i - first + 1);
            if (end - first > 1)
                text = strings_.with(chosen ? "speech.choice_chosen" : "speech.choice",
                                     {number, text});
            else if (chosen)
                text = strings_.with("speech.chosen", {text});
            add_of(node, std::move(text), node.spoken == SpokenAs::personal);
            if (own && node.selected) add_of(node, std::string(strings_["speech.is_chosen"]), true);
        }
        return end;
    }

    std::size_t read_row(std::size_t first) {
        const AccessNode& begin = *nodes_[first];
        ReadingPart part{.is_secret = begin.spoken == SpokenAs::personal, .area = begin.area};
        std::size_t i = first;
        for (; i < nodes_.size() && nodes_[i]->role == AccessRole::cell; ++i) {
            const AccessNode& cell = *nodes_[i];
            if (cell.row != begin.row) break;
            if (!part.text.empty()) part.text += strings_["speech.between_cells"];
            part.text += said_in_row(cell, strings_);
            part.box = around(part.box, cell.box);
        }
        if (!part.text.empty()) part.text += strings_["speech.row_end"];
        add(std::move(part), AccessRole::cell, begin.label);
        return i;
    }

    std::string with_value(std::string_view label, std::string_view value) const {
        if (label.empty()) return std::string(value);
        if (value.empty() || value == label) return std::string(label);
        return strings_.with("speech.value", {label, value});
    }

    void add_of(const AccessNode& node, std::string text, bool is_secret) {
        add({.text = std::move(text), .is_secret = is_secret, .box = node.box, .area = node.area},
            node.role, node.label);
    }

    // Known by what it says of itself, and by how many said the same before.
    void add(ReadingPart part, AccessRole role, std::string_view label) {
        if (is_blank_text(part.text)) return;
        std::uint64_t hash = mixed(0xCBF29CE484222325ULL, name_of(role));
        hash = mixed(hash, label);
        hash = mixed(hash, part.is_secret ? "secret" : "open");
        part.id = mixed(hash, std::to_string(seen_[hash]++));
        if (part.id == 0) part.id = 1;
        parts_.push_back(std::move(part));
    }

    static bool is_blank_text(std::string_view text) {
        return std::all_of(text.begin(), text.end(),
                           [](char c) { return c == ' ' || c == '\n' || c == '\t'; });
    }

    const UiStrings& strings_;
    std::vector<const AccessNode*> nodes_;
    std::string_view title_;
    std::string_view subtitle_;
    std::unordered_map<std::uint64_t, std::size_t> seen_;
    std::vector<ReadingPart> parts_;
};

const char* key_of_kind(const AccessNode& node) {
    if (!node.enabled) return "speech.focus_disabled";
    switch (node.role) {
        case AccessRole::choice:
            return node.selected ? "speech.focus_chosen" : "speech.focus_choice";
        case AccessRole::field:
            return "speech.focus_field";
        default:
            return "speech.focus_button";
    }
}

}  // namespace

std::vector<ReadingPart> reading_of(const AccessTree& tree, const UiStrings& strings) {
    return Reader(tree, strings).read();
}

std::vector<ReadingPart> reading_of_focus(const AccessTree& tree, const UiStrings& strings) {
    const auto& nodes = tree.nodes();
    const auto focused = std::find_if(nodes.begin(), nodes.end(),
                                      [](const AccessNode& node) { return node.focused; });
    if (focused == nodes.end() || focused->label.empty()) return {};
    const bool writes_secret =
        focused->spoken == SpokenAs::aid &&
        std::any_of(nodes.begin(), nodes.end(), [](const AccessNode& node) { return node.secret; });
    const bool own = focused->spoken == SpokenAs::answers || focused->role == AccessRole::field;
    AccessNode shown = *focused;
    if (focused->spoken == SpokenAs::answers) shown.selected = false;
    std::string text(focused->label);
    if (!own && !focused->value.empty())
        text = strings.with("speech.value", {focused->label, focused->value});
    std::vector<ReadingPart> parts;
    parts.push_back({.id = mixed(focused->target, "focus") | 1,
                     .text = strings.with(key_of_kind(shown), {text}),
                     .is_secret = writes_secret || focused->spoken == SpokenAs::personal});
    std::string answer(own ? focused->value : std::string_view());
    if (focused->spoken == SpokenAs::answers && focused->selected)
        answer = strings["speech.is_chosen"];
    if (!answer.empty())
        parts.push_back({.id = mixed(focused->target, "answer") | 1,
                         .text = std::move(answer),
                         .is_secret = true});
    return parts;
}

}  // namespace hall::kiosk::ui
