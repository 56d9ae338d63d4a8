#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/widgets.h"

namespace hall {

void draw_article(const Chrome& chrome, const ArticleModel& model, ui::Frame& frame,
                  Intents& intents) {
    const std::string subtitle = chrome.place + "　" + chrome.freshness;
    open_screen(chrome, {model.where, subtitle, model.tint}, frame, intents);
    ui::begin_scroll(frame, "article-" + model.title);
    ui::heading(frame, model.title);
    if (!model.line.empty()) ui::small_print(frame, model.line);
    for (const auto& [label, value] : model.facts) ui::key_value(frame, frame(label), value);
    ui::space(frame, 2);
    ui::markdown(frame, model.text);
    if (model.missing_pictures > 0) {
        ui::small_print(frame, frame.words().with("article.pictures_later",
                                                  {std::to_string(model.missing_pictures)}));
    }
    ui::end_scroll(frame);
}

void draw_missing(const Chrome& chrome, const MissingModel&, ui::Frame& frame, Intents& intents) {
    open_screen(chrome, {frame("missing.title"), chrome.place, "services"}, frame, intents);
    ui::begin_scroll(frame, "missing");
    ui::heading(frame, frame("missing.heading"));
    ui::paragraph(frame, frame("missing.line"));
    if (ui::button(frame, {frame("missing.search"), ui::ButtonStyle::primary, "services"})) {
        intents.send(OpenSearch{});
    }
    ui::end_scroll(frame);
}

}  // namespace hall
