#include "tests/tour/form_filler.h"

#include <cmath>

#include "sync/rules/id_number.h"

namespace hall::kiosk {

std::string nobodys_id_number() {
    const std::string digits = "99000018490630001";
    return digits + id_check_character(digits);
}

Result<void> fill_in_field(UiDriver& driver, const FormField& field) {
    std::string text = "12";
    if (field.minimum && *field.minimum > 12) text = number_text(std::ceil(*field.minimum));
    if (field.maximum && *field.maximum < 12) text = number_text(std::floor(*field.maximum));
    if (field.control == Control::phone) text = "13800000000";
    if (field.control == Control::id_number) text = nobodys_id_number();
    TRY(driver.tap(field.label));
    TRY(driver.type(text));
    // A low screen keeps the ways on and back beside the keyboard.
    if (driver.stage().viewport().landscape()) return {};
    // On a page of one question 写好了 leads on; putting the keyboard away does not.
    return driver.tap(driver.stage().app().strings()["bar.back"]);
}

// By the cells of the solar calendar: a day in 1949 for a birthday, else one of those that
// picking begins with.
Result<void> fill_in_date(UiDriver& driver, const FormField& field) {
    const ui::UiStrings& strings = driver.stage().app().strings();
    const Result<Date> today = parse_date(driver.stage().app().model().chrome.today);
    const Date day{1949, 1, 31};
    if (!field.personal && today.ok()) {
        const int first = field.future ? today.value().day : 1;
        return driver.tap(strings.with("date.day_only", {std::to_string(first)}));
    }
    TRY(driver.tap(strings.with("date.decade", {"1940", "1949"})));
    TRY(driver.tap(strings.with("period.year", {std::to_string(day.year)})));
    TRY(driver.tap(strings["month." + std::to_string(day.month)]));
    return driver.tap(strings.with("date.day_only", {std::to_string(day.day)}));
}

// A photo is taken where there is a camera, and left out where there is none.
static Result<void> fill_in_photo(UiDriver& driver) {
    const ui::UiStrings& strings = driver.stage().app().strings();
    if (!driver.offers(strings["form.take_photo"])) return {};
    TRY(driver.tap(strings["form.take_photo"]));
    TRY(driver.wait_for(strings["camera.take"], 5));
    TRY(driver.tap(strings["camera.take"]));
    TRY(driver.wait_for(strings["camera.another"], 10));
    const bool warned = driver.offers(strings["camera.keep_anyway"]);
    return driver.tap(strings[warned ? "camera.keep_anyway" : "camera.keep"]);
}

Result<void> fill_in_page(UiDriver& driver) {
    // A copy: the model changes under our hands.
    const auto* shown = std::get_if<FormModel>(&driver.stage().app().model().top());
    if (shown == nullptr || shown->reviewing)
        return Error(Errc::not_found, "no page of a form is shown");
    const FormModel form = *shown;
    const ui::UiStrings& strings = driver.stage().app().strings();
    for (const std::string& name : form.form->pages()[form.page].fields) {
        const FormField& field = form.form->field(name);
        switch (field.control) {
            case Control::choice:
            case Control::choices:
                TRY(driver.tap(field.choices.front().second));
                break;
            case Control::yes_no:
                TRY(driver.tap(
                    form.form->display(field, "yes", {strings["form.yes"], strings["form.no"]})));
                break;
            case Control::count:
                TRY(driver.tap(strings["ui.more"]));
                break;
            case Control::date:
                TRY(fill_in_date(driver, field));
                break;
            case Control::place:
                TRY(driver.tap(form.places->towns.front().name));
                TRY(driver.tap(form.places->towns.front().villages.front().name));
                break;
            case Control::number:
            case Control::money:
            case Control::phone:
            case Control::id_number:
            case Control::text:
                TRY(fill_in_field(driver, field));
                break;
            case Control::photo:
                TRY(fill_in_photo(driver));
                break;
            case Control::voice:
                break;  // may be left out
            case Control::groups:
            case Control::attachment:
                return Error(Errc::refused, "not drawn yet: " + name);
        }
    }
    return {};
}

}  // namespace hall::kiosk
