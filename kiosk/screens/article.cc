#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

void draw_article(const Chrome& chrome, const ArticleModel& model, ui::Frame& frame,
                  Intents& intents) {
    const std::string subtitle = chrome.place + "　" + chrome.freshness;
    open_screen(chrome, {model.where, subtitle, model.accent}, frame, intents);
    ui::begin_reading(frame, "article-" + model.title);
    ui::heading(frame, title_in_column(model.title, column_in(model.where)));
    if (!model.line.empty()) ui::small_print(frame, model.line);
    for (const auto& [label, value] : model.facts) ui::key_value(frame, frame(label), value);
    ui::space(frame, 2);
    ui::markdown(frame, model.text);
    for (const BlobRef& picture : model.pictures) {
        if (ui::picture(frame, {.name = picture.sha256,
                                .caption = picture.caption,
                                .opens = true,
                                .accent = model.accent})) {
            intents.send(OpenPicture{picture});
        }
    }
    ui::end_scroll(frame);
}

void draw_picture(const Chrome& chrome, const PictureModel& model, ui::Frame& frame,
                  Intents& intents) {
    const std::string& caption = model.picture.caption;
    open_screen(chrome, {caption.empty() ? model.title : caption, chrome.place, model.accent},
                frame, intents);
    ui::image_viewer(frame, model.picture.sha256,
                     {.name = model.picture.sha256, .caption = caption, .accent = model.accent});
}

void draw_missing(const Chrome& chrome, const MissingModel&, ui::Frame& frame, Intents& intents) {
    open_screen(chrome, {frame("missing.title"), chrome.place, "services"}, frame, intents);
    ui::begin_reading(frame, "missing");
    ui::heading(frame, frame("missing.heading"));
    ui::paragraph(frame, frame("missing.line"));
    if (ui::button(frame, {frame("missing.search"), ui::ButtonStyle::primary, "services"})) {
        intents.send(OpenSearch{});
    }
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
