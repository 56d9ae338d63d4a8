#include "kiosk/app/load/service.h"

#include "kiosk/app/load/place_and_source.h"

namespace hall::kiosk {

Result<ScreenModel> load_service(const LoaderDependencies& dependencies, const DocumentRef& ref,
                                 const Document& document) {
    const Service service = TRY(service_of(document.body));
    ServiceModel model;
    model.document = ref;
    model.rev = document.rev;
    model.service = service;
    const Where where = where_of(dependencies, service.placed);
    model.where = where.text;
    model.accent = where.accent;
    if (service.form_json.empty()) return ScreenModel{std::move(model)};
    const Result<Form> form = Form::parse(service.form_json);
    model.has_form = form.ok() && form.value().can_be_shown();
    if (model.has_form) model.addressee = form.value().addressee();
    return ScreenModel{std::move(model)};
}

}  // namespace hall::kiosk
