#include "kiosk/canvas/canvas.h"

#include <utility>

#include "kiosk/canvas/raster.h"

namespace hall::kiosk::canvas {

Result<bool> Canvas::show(const CanvasFrame& frame, Presenter& presenter) {
    next_.build(frame.drawn, presenter.size(), frame.background, frame.sheet);
    differ_.compare(shown_, next_, damage_);
    Result<void> presented = present(frame.sheet, presenter);
    if (!presented.ok()) {
        // What the screen shows now is unknown: an empty list differs from every frame.
        shown_ = {};
        return std::move(presented).error();
    }
    if (damage_.empty()) return false;
    std::swap(shown_, next_);
    return true;
}

Result<void> Canvas::present(const GlyphSheet& sheet, Presenter& presenter) {
    lost_.clear();
    TRY(presenter.take_lost(lost_));
    add_lost(damage_, lost_, presenter.size());
    if (damage_.empty()) return {};
    // One reference, so that std::function keeps it without allocating.
    struct {
        const DisplayList& list;
        const GlyphSheet& sheet;
    } source{next_, sheet};
    return presenter.present(damage_, [&source](const Surface& surface, const Rect& area) {
        paint(source.list, source.sheet, surface, area);
    });
}

}  // namespace hall::kiosk::canvas
