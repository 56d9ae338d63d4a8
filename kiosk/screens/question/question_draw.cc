#include "kiosk/screens/question/question.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/ui/widgets/widgets.h"

namespace hall::kiosk {

void draw_screen(const Chrome& chrome, const QuestionModel& model, ui::Frame& frame,
                 CommonIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const std::string subtitle = chrome.place + "　" + chrome.freshness;
    open_screen(chrome, {model.where, subtitle, "farming"}, frame, intents);
    ui::begin_reading(frame, "question-" + model.question.placed.title);
    ui::heading(frame, title_in_column(model.question.placed.title, column_in(model.where)));
    const std::string date = spoken_date(strings, model.question.answered, chrome.today);
    ui::small_print(frame, strings.with("question.answered", {model.question.expert, date}));
    if (!model.question.months.empty()) {
        ui::check_line(frame,
                       strings[model.in_season ? "question.in_season" : "question.off_season"],
                       model.in_season ? ui::Tone::good : ui::Tone::warn);
    }
    ui::begin_card(frame, "farming");
    ui::markdown(frame, model.question.answer);
    ui::end_card(frame);
    print_button(chrome, "print.answer", "farming", frame, intents);
    if (model.ask) {
        ui::paragraph(frame, strings["question.not_enough"]);
        if (ui::button(frame, {strings["question.ask"], ui::ButtonStyle::primary, "farming"})) {
            intents.send(OpenDocument{*model.ask});
        }
    }
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
