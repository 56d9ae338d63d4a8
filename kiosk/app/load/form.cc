#include "kiosk/app/load/form.h"

#include <algorithm>

#include "kiosk/app/load/or_empty.h"
#include "kiosk/app/load/place_and_source.h"

namespace hall::kiosk {

Result<FormModel> load_form(const LoaderDependencies& dependencies, const DocumentRef& ref) {
    const Document document = TRY(dependencies.library.document(ref.channel, ref.id));
    const Service service = TRY(service_of(document.body));
    if (service.form_json.empty()) return Error(Errc::not_found, "a service without a form");
    FormModel model;
    model.document = ref;
    model.rev = document.rev;
    model.form = std::make_shared<const Form>(TRY(Form::parse(service.form_json)));
    if (!model.form->can_be_shown()) return Error(Errc::refused, "a question without a drawing");
    model.title = model.form->title();
    model.accent = where_of(dependencies, service.placed).accent;
    model.line = service.department;
    if (service.promised_days > 0) {
        model.line += " · " + dependencies.strings.with("form.promised",
                                                        {std::to_string(service.promised_days)});
    }
    if (!service.fee.empty()) model.line += " · " + service.fee;
    Result<Places> places = dependencies.library.places();
    if (places.ok()) {
        Places sorted = std::move(places).value();
        std::stable_partition(sorted.towns.begin(), sorted.towns.end(),
                              [&](const Town& town) { return town.code == dependencies.town; });
        model.places = std::make_shared<const Places>(std::move(sorted));
        model.own_village = dependencies.village;
    }
    return model;
}

std::optional<DocumentRef> form_of_kind(const LoaderDependencies& dependencies,
                                        std::string_view kind) {
    const auto entry = or_empty(dependencies.library.form_of_kind(kind), "form");
    if (!entry) return std::nullopt;
    return DocumentRef{entry->channel, entry->id};
}

}  // namespace hall::kiosk
