#include "kiosk/screens/disclosure/disclosure.h"

#include <algorithm>

#include "kiosk/app/update_step.h"
#include "kiosk/input/wipe_text.h"
#include "sync/rules/disclosure/find_rows.h"

namespace hall::kiosk {

namespace {

struct DisclosureUpdater {
    DisclosureModel& model;
    UpdateStep& step;

    void operator()(const SwitchPeriod& intent) { step.ask(LoadDocument{intent.document, true}); }

    void operator()(const FindMyLine&) { model.search.typing = true; }

    void operator()(const ShowAllRows&) {
        wipe_text(model.search.wanted);
        model.search = {};
    }
};

}  // namespace

void update_screen(DisclosureModel& model, DisclosureIntent& intent, UpdateStep& step) {
    std::visit(DisclosureUpdater{model, step}, intent);
}

bool can_be_searched(const Disclosure& table) {
    const auto entries = std::count_if(table.rows.begin(), table.rows.end(),
                                       [](const TableRow& row) { return row.kind == "entry"; });
    return !is_ledger(table) && static_cast<std::size_t>(entries) >= rows_to_search;
}

std::string field_in_focus(const DisclosureModel& model) {
    return model.search.typing ? "wanted" : "";
}

TextLine text_line(DisclosureModel& model) {
    if (!model.search.typing) return {};
    return {&model.search.wanted};
}

void text_changed(DisclosureModel& model, const TextLine&) {
    model.search.rows = rows_with(model.table, model.search.wanted);
}

void typing_done(DisclosureModel& model, UpdateStep&) {
    model.search.typing = false;
}

}  // namespace hall::kiosk
