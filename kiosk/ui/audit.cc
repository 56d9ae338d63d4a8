#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>

#include "kiosk/ui/access.h"

namespace hall::ui {

namespace {

// Sizes are laid out in whole pixels; a difference that no eye and no finger can tell is
// not a finding.
constexpr float tolerance_mm = 0.05F;
constexpr float tolerance_px = 1;

bool is_target(const AccessNode& node) {
    return node.role == AccessRole::button || node.role == AccessRole::choice ||
           node.role == AccessRole::field;
}

bool holds_others(const AccessNode& node) {
    return node.role == AccessRole::screen || node.role == AccessRole::dialog;
}

struct Measured {
    float found = 0;
    float wanted = 0;
    const char* unit = "mm";
    const char* what = "";  // " high"
};

// "12.0 mm high, at least 15.0 mm wanted"
std::string in_words(const Measured& measured) {
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
        if (is_target(node)) judge_size(node);
        if (node.clipped) find("clipped", node, "some of its text is left out");
        if (!node.scrolls) judge_place(node);
    }

    void judge(const AccessNode& before, const AccessNode& node) {
        if (holds_others(before) || holds_others(node)) return;
        const Box shared = intersection(before.visible, node.visible);
        if (shared.width() > tolerance_px && shared.height() > tolerance_px) {
            find("overlap", node, "lies over \"" + std::string(before.label) + "\"");
        } else if (is_target(before) && is_target(node)) {
            judge_gap(before, node);
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

    void judge_place(const AccessNode& node) {
        const bool inside =
            node.box.x0 >= screen_.x0 - tolerance_px && node.box.y0 >= screen_.y0 - tolerance_px &&
            node.box.x1 <= screen_.x1 + tolerance_px && node.box.y1 <= screen_.y1 + tolerance_px;
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

}  // namespace

std::vector<Finding> audit(const AccessTree& tree, const Box& screen, const AuditLimits& limits) {
    std::span<const AccessNode> nodes = tree.nodes();
    for (std::size_t i = nodes.size(); i-- > 0;) {
        if (nodes[i].role != AccessRole::dialog) continue;
        nodes = nodes.subspan(i);  // what lies under a dialog is out of reach
        break;
    }
    Auditor auditor(screen, limits);
    std::vector<const AccessNode*> seen;
    for (const AccessNode& node : nodes) {
        auditor.judge(node);
        if (node.visible.empty()) continue;
        for (const AccessNode* before : seen) auditor.judge(*before, node);
        seen.push_back(&node);
    }
    return std::move(auditor).findings();
}

float contrast_ratio(std::uint32_t ink, std::uint32_t paper) {
    const float a = luminance(ink);
    const float b = luminance(paper);
    return (std::max(a, b) + 0.05F) / (std::min(a, b) + 0.05F);
}

}  // namespace hall::ui
