#include "kiosk/screens/service/service.h"

#include "kiosk/screens/open_screen.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/ui/widgets/widgets.h"
#include "sync/core/plain_text.h"

namespace hall::kiosk {

namespace {

void draw_materials(const Service& service, std::string_view accent, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    if (service.materials.empty()) return;
    ui::subheading(frame, strings["service.bring"]);
    ui::begin_card(frame);
    for (const Material& material : service.materials) {
        std::string detail(strings["service.colon"]);
        detail +=
            material.copies > 0
                ? strings.with("service.copies", {material.form, std::to_string(material.copies)})
                : material.form;
        if (!material.required) detail.append(strings["service.if_any"]);
        if (!material.source.empty())
            detail.append(strings["service.comma"]).append(material.source);
        const ui::Piece pieces[] = {{material.name, true}, {detail, false}};
        ui::sentence(frame, pieces, accent);
    }
    ui::end_card(frame);
}

void draw_list(ui::Frame& frame, std::string_view title, const std::vector<std::string>& lines,
               bool numbered) {
    if (lines.empty()) return;
    ui::subheading(frame, title);
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        text.append(numbered ? std::to_string(i + 1) + ". " : "- ")
            .append(escaped_markdown(lines[i]))
            .push_back('\n');
    }
    ui::markdown(frame, text);
}

void draw_facts(const Service& service, ui::Frame& frame) {
    const ui::UiStrings& strings = frame.strings();
    ui::begin_card(frame);
    if (!service.target.empty()) ui::key_value(frame, strings["service.target"], service.target);
    if (service.promised_days > 0) {
        ui::key_value(frame, strings["service.promised"],
                      strings.with("service.days", {std::to_string(service.promised_days)}));
    }
    if (!service.fee.empty()) ui::key_value(frame, strings["service.fee"], service.fee);
    ui::key_value(frame, strings["service.visits"],
                  service.visits == 0
                      ? std::string(strings["service.no_visit"])
                      : strings.with("service.times", {std::to_string(service.visits)}));
    if (!service.place.empty()) ui::key_value(frame, strings["service.place"], service.place);
    if (!service.phone.empty()) ui::key_value(frame, strings["service.phone"], service.phone);
    ui::end_card(frame);
}

// The way into the form, or why there is none now and what to do instead.
void draw_start(const ServiceModel& model, ui::Frame& frame, ServiceIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    switch (model.unavailable_reason) {
        case ServiceModel::UnavailableReason::none:
            if (ui::button(frame,
                           {strings["service.start"], ui::ButtonStyle::primary, model.accent})) {
                intents.send(OpenForm{});
            }
            break;
        case ServiceModel::UnavailableReason::no_room:
            ui::check_line(frame, strings["service.no_room"], ui::Tone::warn);
            break;
        case ServiceModel::UnavailableReason::no_key:
            ui::check_line(frame, strings["service.no_key"], ui::Tone::warn);
            break;
    }
}

}  // namespace

void draw_screen(const Chrome& chrome, const ServiceModel& model, ui::Frame& frame,
                 ServiceIntents& intents) {
    const ui::UiStrings& strings = frame.strings();
    const Service& service = model.service;
    open_screen(chrome, {model.where, chrome.place, model.accent}, frame, intents);
    ui::begin_scroll(frame, "service-" + model.document.id);
    ui::heading(frame, title_in_column(service.placed.title, column_in(model.where)));
    if (!service.department.empty()) ui::small_print(frame, service.department);
    if (model.has_form) draw_start(model, frame, intents);
    draw_facts(service, frame);
    draw_materials(service, model.accent, frame);
    print_button(chrome, "print.guide", model.accent, frame, intents);
    draw_list(frame, strings["service.conditions"], service.conditions, false);
    draw_list(frame, strings["service.steps"], service.steps, true);
    if (!service.basis.empty())
        ui::small_print(frame, strings.with("table.basis", {service.basis}));
    ui::end_scroll(frame);
}

}  // namespace hall::kiosk
