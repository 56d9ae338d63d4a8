#include "kiosk/ui/access/audit.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>

namespace hall::kiosk::ui {

namespace {

// Sizes are laid out in whole pixels; a difference that no eye and no finger can tell is
// not a finding.
constexpr float tolerance_mm = 0.05F;
constexpr float audit_tolerance_px = 1;

// How far "finish" and "back" may stand from where they stood on another screen: the
// width of a character, not of a finger.
constexpr float place_tolerance_mm = 5;

bool holds_others(const AccessNode& node) {
    return node.role == AccessRole::screen || node.role == AccessRole::dialog;
}

struct MeasuredSize {
    float found = 0;
    float wanted = 0;
    const char* unit = "mm";
    const char* what = "";  // " high"
};

// "12.0 mm high, at least 15.0 mm wanted"
std::string in_words(const MeasuredSize& measured) {
    char text[96];
    std::snprintf(text, sizeof text, "%.1f %s%s, at least %.1f %s wanted",
                  static_cast<double>(measured.found), measured.unit, measured.what,
                  static_cast<double>(measured.wanted), measured.unit);
    return text;
}

class Auditor {
  public:
    Auditor(const Box& screen, const AuditLimits& limits) : screen_(screen), limits_(limits) {}

    void judge(const AccessNode& node) {
        judge_label(node);
        judge_text(node);
        judge_shape(node);
        if (is_tapped(node.role)) judge_target(node);
        judge_cut(node);
        if (node.clipped) find("clipped", node, "some of its text is left out");
        if (!node.scrolls) judge_place(node);
    }

    void judge(const AccessNode& before, const AccessNode& node) {
        if (holds_others(before) || holds_others(node)) return;
        const Box shared = intersection(before.visible, node.visible);
        if (shared.width() > audit_tolerance_px && shared.height() > audit_tolerance_px) {
            find("overlap", node, "lies over \"" + std::string(before.label) + "\"");
        } else if (is_tapped(before.role) && is_tapped(node.role)) {
            judge_gap(before, node);
        }
    }

    // Keys go from `before` to `node`.
    void judge_step(const AccessNode& before, const AccessNode& node) {
        if (before.zone != node.zone || before.scrolls != node.scrolls) return;
        const Box& a = before.box;
        const Box& b = node.box;
        const bool one_column = b.x1 > a.x0 && b.x0 < a.x1;
        const bool one_row = b.y1 > a.y0 && b.y0 < a.y1;
        const bool up = one_column && b.y1 <= a.y0 + audit_tolerance_px;
        const bool left = one_row && !one_column && b.x1 <= a.x0 + audit_tolerance_px;
        if (up || left) {
            find("order", node, "comes after \"" + std::string(before.label) + "\"");
        }
    }

    std::vector<Finding> findings() && { return std::move(findings_); }

  private:
    void find(std::string rule, const AccessNode& node, std::string what) {
        findings_.push_back({std::move(rule), std::string(node.label), std::move(what)});
    }

    void judge_label(const AccessNode& node) {
        const bool blank = node.label.find_first_not_of(" \t\n") == std::string_view::npos;
        if (blank && node.role != AccessRole::cell) {
            find("label", node, "a " + std::string(name_of(node.role)) + " without a label");
        }
    }

    void judge_text(const AccessNode& node) {
        if (node.text_mm <= 0) return;
        if (node.text_mm < limits_.body_mm - tolerance_mm) {
            find("text_size", node, in_words({node.text_mm, limits_.body_mm, "mm", " high"}));
        }
        const float contrast = contrast_ratio(node.ink, node.paper);
        if (contrast < limits_.contrast_text) {
            find("contrast", node, in_words({contrast, limits_.contrast_text, "to 1"}));
        }
    }

    void judge_shape(const AccessNode& node) {
        if (node.edge == no_edge || !node.enabled) return;
        const float contrast = contrast_ratio(node.edge, node.around);
        if (contrast < limits_.contrast_shape) {
            find("shape", node, in_words({contrast, limits_.contrast_shape, "to 1"}));
        }
    }

    void judge_target(const AccessNode& node) {
        judge_size(node);
        // What was typed into a field may well be longer than a line.
        if (node.broken && node.role != AccessRole::field)
            find("broken", node, "a word of it is broken");
        if (node.enabled && node.target == 0) find("keys", node, "cannot be reached by keys");
        if (limits_.reach_top_px <= 0 || node.visible.empty()) return;
        if (node.visible.y0 >= limits_.reach_top_px - audit_tolerance_px) return;
        find("reach", node,
             in_words({(node.visible.y0 - screen_.y0) / limits_.px_per_mm,
                       (limits_.reach_top_px - screen_.y0) / limits_.px_per_mm, "mm",
                       " below the top"}));
    }

    void judge_size(const AccessNode& node) {
        const float wide = node.box.width() / limits_.px_per_mm;
        const float high = node.box.height() / limits_.px_per_mm;
        if (wide < limits_.target_mm - tolerance_mm) {
            find("target_size", node, in_words({wide, limits_.target_mm, "mm", " wide"}));
        }
        if (high < limits_.target_mm - tolerance_mm) {
            find("target_size", node, in_words({high, limits_.target_mm, "mm", " high"}));
        }
    }

    // Text of several lines may go on overleaf; everything else is whole or out of sight, if
    // it is not higher than its area.
    void judge_cut(const AccessNode& node) {
        if (!node.scrolls || node.visible.empty() || holds_others(node)) return;
        const bool in_part = node.visible.height() < node.box.height() - audit_tolerance_px;
        const bool of_lines = node.role == AccessRole::text || node.role == AccessRole::heading;
        const bool higher = node.box.height() > node.room_px + audit_tolerance_px;
        if (higher) return;
        if (node.line_cut) {
            find("cut", node, "a line of it is cut");
        } else if (in_part && !of_lines) {
            find("cut", node, "is seen in part");
        }
    }

    void judge_place(const AccessNode& node) {
        const bool inside = node.box.x0 >= screen_.x0 - audit_tolerance_px &&
                            node.box.y0 >= screen_.y0 - audit_tolerance_px &&
                            node.box.x1 <= screen_.x1 + audit_tolerance_px &&
                            node.box.y1 <= screen_.y1 + audit_tolerance_px;
        if (!inside) find("offscreen", node, "reaches past the edge of the screen");
    }

    void judge_gap(const AccessNode& before, const AccessNode& node) {
        const Box& a = before.visible;
        const Box& b = node.visible;
        const float dx = std::max({b.x0 - a.x1, a.x0 - b.x1, 0.F});
        const float dy = std::max({b.y0 - a.y1, a.y0 - b.y1, 0.F});
        const float gap_mm = std::hypot(dx, dy) / limits_.px_per_mm;
        if (gap_mm < limits_.gap_mm - tolerance_mm) {
            find("target_gap", node,
                 in_words({gap_mm, limits_.gap_mm}) + ", from \"" + std::string(before.label) +
                     "\"");
        }
    }

    Box screen_;
    AuditLimits limits_;
    std::vector<Finding> findings_;
};

// Of one channel, 0 to 255 (WCAG 2.1, "relative luminance").
float linear(std::uint32_t channel) {
    const float share = static_cast<float>(channel & 255U) / 255;
    return share <= 0.04045F ? share / 12.92F : std::pow((share + 0.055F) / 1.055F, 2.4F);
}

float luminance(std::uint32_t colour) {
    return 0.2126F * linear(colour >> 16) + 0.7152F * linear(colour >> 8) +
           0.0722F * linear(colour);
}

// The places of the frame that stand on this screen.
struct PlacesShown {
    bool framed = false;   // the screen has a frame at all
    bool covered = false;  // by a dialog, which has its own ways out
    const AccessNode* finish = nullptr;
    const AccessNode* back = nullptr;  // the first place, whatever it says
    std::vector<const AccessNode*> all;

    explicit PlacesShown(const AccessTree& tree) {
        for (const AccessNode& node : tree.nodes()) {
            framed = framed || node.role == AccessRole::screen;
            covered = covered || node.role == AccessRole::dialog;
            if (node.place == BarSlot::finish) finish = &node;
            if (node.place == BarSlot::first) back = &node;
            if (node.zone == Zone::places) all.push_back(&node);
        }
    }
};

void find_place(std::vector<Finding>& findings, std::string label, std::string what) {
    findings.push_back({"place", std::move(label), std::move(what)});
}

// "finish" is the last of the places, "back" the first: in a row from the left, in a
// column from the top.
void judge_ends(const PlacesShown& places, std::vector<Finding>& findings) {
    const auto stands_before = [](const Box& a, const Box& b) {
        return a.x1 <= b.x0 + audit_tolerance_px || a.y1 <= b.y0 + audit_tolerance_px;
    };
    for (const AccessNode* other : places.all) {
        if (other != places.finish && !stands_before(other->box, places.finish->box)) {
            find_place(findings, std::string(places.finish->label), "is not the last place");
        }
        if (places.back != nullptr && other != places.back &&
            !stands_before(places.back->box, other->box)) {
            find_place(findings, std::string(places.back->label), "is not the first place");
        }
    }
}

void judge_places(const AccessTree& tree, std::vector<Finding>& findings) {
    const PlacesShown places(tree);
    if (!places.framed || places.covered) return;
    if (places.finish == nullptr) {
        find_place(findings, {}, "no way to finish");
        return;
    }
    for (const AccessNode* node : {places.finish, places.back}) {
        if (node == nullptr) continue;
        const bool whole = node->visible.height() >= node->box.height() - audit_tolerance_px;
        if (!node->enabled) find_place(findings, std::string(node->label), "is off");
        if (!whole) find_place(findings, std::string(node->label), "is covered");
    }
    judge_ends(places, findings);
}

void judge_chrome(const AccessTree& tree, const Box& screen, const AuditLimits& limits,
                  std::vector<Finding>& findings) {
    const Box& content = tree.content();
    if (content.empty() || limits.reach_top_px > 0) return;
    const float all = screen.width() * screen.height();
    const float share = 1 - content.width() * content.height() / all;
    if (share <= limits.chrome_share) return;
    char what[64];
    std::snprintf(what, sizeof what, "%.1f %% of the screen, at most %.1f %% wanted",
                  static_cast<double>(share) * 100, static_cast<double>(limits.chrome_share) * 100);
    findings.push_back({"chrome", "bars", what});
}

}  // namespace

std::vector<Finding> audit(const AccessTree& tree, const Box& screen, const AuditLimits& limits) {
    Auditor auditor(screen, limits);
    std::vector<const AccessNode*> seen;
    const AccessNode* last_tapped = nullptr;
    for (const std::size_t i : tree.reading_order()) {
        const AccessNode& node = tree.nodes()[i];
        auditor.judge(node);
        if (is_tapped(node.role)) {
            if (last_tapped != nullptr) auditor.judge_step(*last_tapped, node);
            last_tapped = &node;
        }
        if (node.visible.empty()) continue;
        for (const AccessNode* before : seen) auditor.judge(*before, node);
        seen.push_back(&node);
    }
    std::vector<Finding> findings = std::move(auditor).findings();
    judge_places(tree, findings);
    judge_chrome(tree, screen, limits, findings);
    return findings;
}

std::vector<Finding> ScreenAuditor::judge(const AccessTree& tree) {
    std::vector<Finding> findings = audit(tree, screen_, limits_);
    compare_places(tree, findings);
    return findings;
}

void ScreenAuditor::compare_places(const AccessTree& tree, std::vector<Finding>& findings) {
    const PlacesShown places(tree);
    const auto judge_one = [&](const AccessNode* node, std::optional<Box>& kept) {
        if (node == nullptr) return;
        if (!kept) kept = node->box;
        const float dx = std::abs(node->box.x0 + node->box.x1 - kept->x0 - kept->x1) / 2;
        const float dy = std::abs(node->box.y0 + node->box.y1 - kept->y0 - kept->y1) / 2;
        const float away_mm = std::hypot(dx, dy) / limits_.px_per_mm;
        if (away_mm <= place_tolerance_mm) return;
        char what[64];
        std::snprintf(what, sizeof what, "stands %.1f mm from its place",
                      static_cast<double>(away_mm));
        find_place(findings, std::string(node->label), what);
    };
    judge_one(places.finish, finish_);
    judge_one(places.back, back_);
}

float contrast_ratio(std::uint32_t ink, std::uint32_t paper) {
    const float a = luminance(ink);
    const float b = luminance(paper);
    return (std::max(a, b) + 0.05F) / (std::min(a, b) + 0.05F);
}

}  // namespace hall::kiosk::ui
