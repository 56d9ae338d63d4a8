#include "kiosk/app/load/question.h"

#include "kiosk/app/load/form.h"
#include "kiosk/app/load/place_and_source.h"

namespace hall::kiosk {

Result<ScreenModel> load_question(const LoaderDependencies& dependencies,
                                  const DocumentRef& /*ref*/, const Document& document) {
    const Question question = TRY(question_of(document.body));
    QuestionModel model;
    model.question = question;
    model.where = where_of(dependencies, question.placed).text;
    model.in_season = question.months.empty();
    for (const int month : question.months)
        model.in_season = model.in_season || month == dependencies.today.month;
    model.ask = form_of_kind(dependencies, "question");
    return ScreenModel{std::move(model)};
}

}  // namespace hall::kiosk
