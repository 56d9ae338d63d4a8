#include "kiosk/app/load/community.h"

#include <string>
#include <utility>
#include <vector>

#include "kiosk/app/load/community_text.h"
#include "kiosk/app/load/place_and_source.h"
#include "sync/wire/community_content.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

namespace {

ScreenModel read_like_an_article(const LoaderDependencies& dependencies, const Placed& placed,
                                 const std::string& source, std::string text,
                                 std::vector<BlobRef> pictures = {}) {
    const Where where = where_of(dependencies, placed);
    ArticleModel model;
    model.accent = where.accent;
    model.where = where.text;
    model.title = placed.title;
    model.line = source_line(dependencies, source, placed);
    model.text = std::move(text);
    model.pictures = std::move(pictures);
    return ScreenModel{std::move(model)};
}

}  // namespace

Result<ScreenModel> load_photo(const LoaderDependencies& dependencies, const DocumentRef& /*ref*/,
                               const Document& document) {
    const Photo photo = TRY(photo_of(document.body));
    return read_like_an_article(dependencies, photo.placed, photo.author, photo.text,
                                photo.pictures);
}

Result<ScreenModel> load_post(const LoaderDependencies& dependencies, const DocumentRef& /*ref*/,
                              const Document& document) {
    const Post post = TRY(post_of(document.body));
    return read_like_an_article(dependencies, post.placed, post.author, text_of_post(post),
                                post.pictures);
}

Result<ScreenModel> load_ranking(const LoaderDependencies& dependencies, const DocumentRef& /*ref*/,
                                 const Document& document) {
    const Ranking ranking = TRY(ranking_of(document.body));
    const Result<Places> places = dependencies.library.places();
    return read_like_an_article(dependencies, ranking.placed, {},
                                text_of_ranking(ranking, places.ok() ? places.value() : Places()));
}

Result<ScreenModel> load_rating_result(const LoaderDependencies& dependencies,
                                       const DocumentRef& /*ref*/, const Document& document) {
    const RatingResult result = TRY(rating_result_of(document.body));
    std::vector<std::string> grades;
    const Result<Document> asked = dependencies.library.document("county", result.survey);
    if (asked.ok()) {
        Result<Survey> survey = survey_of(asked.value().body);
        if (survey.ok()) grades = std::move(survey).value().grades;
    }
    return read_like_an_article(dependencies, result.placed, {},
                                text_of_rating_result(dependencies.strings, result, grades));
}

}  // namespace hall::kiosk
