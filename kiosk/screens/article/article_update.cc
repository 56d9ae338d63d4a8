#include "kiosk/screens/article/article.h"

#include "kiosk/app/update_step.h"

namespace hall::kiosk {

void update_screen(ArticleModel& article, ArticleIntent& intent, UpdateStep& step) {
    auto& open = std::get<OpenPicture>(intent);
    step.push(PictureModel{article.accent, article.title, std::move(open.picture)});
}

}  // namespace hall::kiosk
