#include "kiosk/app/load/document.h"

#include "kiosk/app/load/article.h"
#include "kiosk/app/load/disclosure.h"
#include "kiosk/app/load/question.h"
#include "kiosk/app/load/service.h"

namespace hall::kiosk {

namespace {

struct DocumentScreen {
    std::string_view type;
    Result<ScreenModel> (*load)(const LoaderDependencies&, const DocumentRef&, const Document&);
};

constexpr DocumentScreen document_screens[] = {
    {"article", load_article}, {"disclosure", load_disclosure}, {"question", load_question},
    {"service", load_service}, {"listing", load_listing},       {"diary", load_diary},
    {"survey", load_survey},
};

}  // namespace

ScreenModel load_document(const LoaderDependencies& dependencies, const DocumentRef& ref) {
    const Result<Document> found = dependencies.library.document(ref.channel, ref.id);
    if (!found.ok()) return MissingModel{};
    for (const DocumentScreen& screen : document_screens) {
        if (screen.type != found.value().type) continue;
        Result<ScreenModel> loaded = screen.load(dependencies, ref, found.value());
        return loaded.ok() ? std::move(loaded).value() : ScreenModel{MissingModel{}};
    }
    return MissingModel{};
}

}  // namespace hall::kiosk
