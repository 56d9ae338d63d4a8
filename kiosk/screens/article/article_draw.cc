#include "kiosk/screens/article/article.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

void draw_screen(const Chrome& chrome, const ArticleModel& model, ui::Frame& frame,
                 ArticleIntents& intents) {
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
    print_button(chrome, "print.article", model.accent, frame, intents);
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
