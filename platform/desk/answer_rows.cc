#include "platform/desk/answer_rows.h"

#include <set>

#include "platform/publish/publisher.h"
#include "sync/rules/form.h"
#include "sync/wire/document_types.h"

namespace hall::platform {

namespace {

std::string raw_text(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "是" : "否";
    if (!value.is_array()) return json_line(value);
    std::string text;
    for (const Json& element : value) text += (text.empty() ? "" : "、") + raw_text(element);
    return text;
}

// A place is a code on the wire and a name to a person.
std::string place_text(Store& store, const std::string& code) {
    const Result<Places> places = places_of_county(store);
    if (!places.ok()) return code;
    const Result<VillageNames> names = names_of_village(places.value(), code);
    return names.ok() ? names.value().town + names.value().village : code;
}

struct FormRows {
    std::vector<AnswerRow> rows;
    std::set<std::string> said;  // the fields they tell
};

Result<FormRows> rows_by_form(Store& store, const Form& form, const Json& body) {
    const Answers answers = TRY(form.answers_of(body));
    const DisplayWords words{"是", "否",
                             [&](const std::string& code) { return place_text(store, code); }};
    FormRows told;
    for (const FormPage& page : form.pages()) {
        for (const std::string& name : page.fields) {
            const Answer& answer = answer_in(answers, name);
            if (answer.empty() || !told.said.insert(name).second) continue;
            const FormField& field = form.field(name);
            told.rows.push_back({field.label, form.display(field, answer, words), field.personal});
        }
    }
    return told;
}

}  // namespace

AnswerRow about_row(const AboutDocument& about) {
    return {
        .label = "关于哪张表",
        .value = about.title + "（编号 " + about.id + "，第" + std::to_string(about.rev) + "版）"};
}

Result<Service> service_for(Store& store, const Request& request) {
    if (request.form.empty()) return Error(Errc::not_found, "no form");
    std::vector<std::string> channels = {village_channel(request.village),
                                         town_channel(request.town), "county"};
    // It may have been handed in before the village became part of this one.
    for (const FormerVillage& former : TRY(store.places().former_villages())) {
        if (former.village == request.village) channels.push_back(village_channel(former.code));
    }
    for (const std::string& channel : channels) {
        const DocumentRef ref{channel, request.form};
        Result<Document> document = store.documents().revision(ref, request.form_rev);
        if (!document.ok()) document = store.documents().newest(ref);
        if (!document.ok()) {
            if (document.error().code() != Errc::not_found) return document.error();
            continue;
        }
        if (!is_of_type(document.value(), DocumentType::service)) continue;
        return service_of(document.value().body);
    }
    return Error(Errc::not_found, "no such service");
}

Result<std::vector<AnswerRow>> answer_rows(Store& store, const Request& request, const Json& body) {
    FormRows told;
    const Result<Service> service = service_for(store, request);
    if (service.ok() && !service.value().form_json.empty()) {
        const Result<Form> form = Form::parse(service.value().form_json);
        if (form.ok()) {
            Result<FormRows> by_form = rows_by_form(store, form.value(), body);
            // Answers to another version of the form: better raw than not at all.
            if (by_form.ok()) told = std::move(by_form).value();
        }
    }
    for (const auto& [name, value] : body.items()) {
        if (told.said.count(name) == 0) told.rows.push_back({name, raw_text(value), true});
    }
    return told.rows;
}

}  // namespace hall::platform
