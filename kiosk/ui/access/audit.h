// The audit: what an elder would stumble over, found by rule in the access tree.
//
// It is run on every screen, theme, text step, size and language; a finding fails the
// build. The numbers are A1, A2, A4 and A7 of the product's promises to elders:
//
//     rule          what is found
//     target_size   something to tap that is lower or narrower than 15 mm
//     target_gap    two things to tap nearer to each other than 3 mm
//     text_size     text less than 6 mm high
//     contrast      text below 7:1 on its paper
//     shape         a control or a bar of a chart below 3:1 on what lies around it
//     clipped       text that was left out or reaches past its widget
//     broken        something to tap with a word that goes on in the next line
//     label         something without words
//     overlap       two things that lie over each other
//     offscreen     something that reaches past the edge of the screen
//     order         something to tap that keys reach before what stands above it
//     keys          something to tap that keys cannot reach
//     place         "finish" or "back" missing, covered, or not where it always is
//     reach         in the low layout, something to tap above the line
//     cut           a row, a picture or a line of which the edge of a page shows a part
//     chrome        more than a fifth of the screen for the bars
//
// Pure; one thread.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/ui/access/access.h"

namespace hall::kiosk::ui {

struct AuditLimits {
    float target_mm = 15;       // least width and height of what is tapped
    float gap_mm = 3;           // least distance between two of them
    float body_mm = 6;          // least text; also for secondary text
    float contrast_text = 7;    // WCAG 2 ratio
    float contrast_shape = 3;   // of controls and bars; WCAG 2.1, 1.4.11
    float chrome_share = 0.2F;  // of the screen, for the bars, at most
    float px_per_mm = 4;
    float reach_top_px = 0;  // of the low layout: nothing is tapped above it
};

struct Finding {
    std::string rule;
    std::string label;  // of the node
    std::string what;   // "12.0 mm high, at least 15 mm wanted"
};

// What is wrong with one screen.
std::vector<Finding> audit(const AccessTree& tree, const Box& screen, const AuditLimits& limits);

// Goes through the screens of one kiosk, of one size and text step, and finds also what
// does not stand where it stood on the screens before.
//
//     ScreenAuditor auditor(screen, limits);
//     …each screen: findings = auditor.judge(ui.access());
class ScreenAuditor {
  public:
    ScreenAuditor(const Box& screen, const AuditLimits& limits)
        : screen_(screen), limits_(limits) {}

    std::vector<Finding> judge(const AccessTree& tree);

  private:
    void compare_places(const AccessTree& tree, std::vector<Finding>& findings);

    Box screen_;
    AuditLimits limits_;
    std::optional<Box> finish_;
    std::optional<Box> back_;
};

// WCAG 2.1 contrast ratio of two colours, 1 to 21.
float contrast_ratio(std::uint32_t ink, std::uint32_t paper);

}  // namespace hall::kiosk::ui
