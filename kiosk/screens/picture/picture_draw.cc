#include "kiosk/screens/picture/picture.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

void draw_screen(const Chrome& chrome, const PictureModel& model, ui::Frame& frame,
                 CommonIntents& intents) {
    const std::string& caption = model.picture.caption;
    open_screen(chrome, {caption.empty() ? model.title : caption, chrome.place, model.accent},
                frame, intents);
    ui::image_viewer(frame, model.picture.sha256,
                     {.name = model.picture.sha256, .caption = caption, .accent = model.accent});
}

}  // namespace hall::kiosk
