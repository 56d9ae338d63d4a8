// Question: an expert's answer about farming.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/screens/screen.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

struct QuestionModel {
    using OwnIntent = NoIntent;
    static constexpr std::string_view screen_name = "question";  // as a call for help names it

    Question question;
    std::string where;
    bool in_season = true;
    std::optional<DocumentRef> ask;  // the form to ask an expert with
};

void draw_screen(const Chrome&, const QuestionModel&, ui::Frame&, CommonIntents&);

}  // namespace hall::kiosk
