#include "kiosk/app/load/article.h"

#include "kiosk/app/load/place_and_source.h"
#include "kiosk/screens/phrases.h"
#include "sync/core/plain_text.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

Result<ScreenModel> load_article(const LoaderDependencies& dependencies, const DocumentRef& /*ref*/,
                                 const Document& document) {
    const Article article = TRY(article_of(document.body));
    const Where where = where_of(dependencies, article.placed);
    ArticleModel model{
        where.accent,         where.text,
        article.placed.title, source_line(dependencies, article.source, article.placed),
        article.text,         {},
        article.pictures};
    return ScreenModel{std::move(model)};
}

Result<ScreenModel> load_listing(const LoaderDependencies& dependencies, const DocumentRef& /*ref*/,
                                 const Document& document) {
    const Listing listing = TRY(listing_of(document.body));
    const Where where = where_of(dependencies, listing.placed);
    ArticleModel model{where.accent,         where.text,
                       listing.placed.title, source_line(dependencies, {}, listing.placed),
                       listing.text,         {},
                       listing.pictures};
    if (!listing.price.empty()) model.facts.emplace_back("listing.price", listing.price);
    if (!listing.contact.empty()) model.facts.emplace_back("listing.contact", listing.contact);
    if (!listing.phone.empty()) model.facts.emplace_back("listing.phone", listing.phone);
    if (!listing.placed.until.empty()) {
        model.facts.emplace_back(
            "listing.until",
            spoken_date(dependencies.strings, listing.placed.until, date_text(dependencies.today)));
    }
    return ScreenModel{std::move(model)};
}

Result<ScreenModel> load_diary(const LoaderDependencies& dependencies, const DocumentRef& /*ref*/,
                               const Document& document) {
    const Diary diary = TRY(diary_of(document.body));
    const Where where = where_of(dependencies, diary.placed);
    ArticleModel model{where.accent,
                       where.text,
                       diary.placed.title,
                       source_line(dependencies, diary.author, diary.placed),
                       diary.text,
                       {},
                       {}};
    if (!diary.weather.empty()) model.facts.emplace_back("diary.weather", diary.weather);
    return ScreenModel{std::move(model)};
}

Result<ScreenModel> load_survey(const LoaderDependencies& dependencies, const DocumentRef& /*ref*/,
                                const Document& document) {
    const Survey survey = TRY(survey_of(document.body));
    const Where where = where_of(dependencies, survey.placed);
    ArticleModel model{where.accent,
                       where.text,
                       survey.placed.title,
                       source_line(dependencies, {}, survey.placed),
                       {},
                       {},
                       {}};
    for (const RatedDepartment& department : survey.departments) {
        model.text.append("## ")
            .append(escaped_markdown(department.name))
            .append("\n\n")
            .append(department.work)
            .append("\n\n");
    }
    // This software cannot take grades yet, and says so before anybody looks for the place.
    model.text.append(dependencies.strings["survey.read_only"]);
    return ScreenModel{std::move(model)};
}

}  // namespace hall::kiosk
