#include "kiosk/app/load/document.h"

#include "kiosk/app/load/article.h"
#include "kiosk/app/load/community.h"
#include "kiosk/app/load/disclosure.h"
#include "kiosk/app/load/question.h"
#include "kiosk/app/load/service.h"
#include "sync/wire/document_types.h"

namespace hall::kiosk {

namespace {

using Load = Result<ScreenModel> (*)(const LoaderDependencies&, const DocumentRef&,
                                     const Document&);

// What makes the screen of each type; null for those that stand in no column
// (sync/wire/document_types.h): nothing leads to them.
Load load_of(DocumentType type) {
    switch (type) {
        case DocumentType::article:
            return load_article;
        case DocumentType::disclosure:
            return load_disclosure;
        case DocumentType::question:
            return load_question;
        case DocumentType::service:
            return load_service;
        case DocumentType::listing:
            return load_listing;
        case DocumentType::diary:
            return load_diary;
        case DocumentType::survey:
            return load_survey;
        case DocumentType::photo:
            return load_photo;
        case DocumentType::post:
            return load_post;
        case DocumentType::ranking:
            return load_ranking;
        case DocumentType::rating_result:
            return load_rating_result;
        case DocumentType::board:
        case DocumentType::policy:
        case DocumentType::calendar:
        case DocumentType::place:
        case DocumentType::settings:
        case DocumentType::spoken_words:
        case DocumentType::release:
            return nullptr;
    }
    return nullptr;
}

}  // namespace

ScreenModel load_document(const LoaderDependencies& dependencies, const DocumentRef& ref) {
    const Result<Document> found = dependencies.library.document(ref.channel, ref.id);
    if (!found.ok()) return MissingModel{};
    const std::optional<DocumentType> type = document_type_of(found.value().type);
    const Load load = type ? load_of(*type) : nullptr;
    if (load == nullptr) return MissingModel{};
    Result<ScreenModel> loaded = load(dependencies, ref, found.value());
    return loaded.ok() ? std::move(loaded).value() : ScreenModel{MissingModel{}};
}

}  // namespace hall::kiosk
