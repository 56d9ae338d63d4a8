#include "kiosk/app/load/disclosure.h"

#include "kiosk/app/load/form.h"
#include "kiosk/app/load/or_empty.h"
#include "kiosk/app/load/place_and_source.h"
#include "sync/rules/disclosure.h"

namespace hall::kiosk {

Result<ScreenModel> load_disclosure(const LoaderDependencies& dependencies, const DocumentRef& ref,
                                    const Document& document) {
    const Disclosure table = TRY(disclosure_of(document.body));
    DisclosureModel model;
    model.document = ref;
    model.rev = document.rev;
    model.mark = table_digest(document.body);
    model.table = table;
    const Where where = where_of(dependencies, table.placed);
    model.where = where.text;
    model.accent = where.accent;
    if (is_ledger(table)) {
        Result<Ledger> ledger = ledger_of(table);
        if (ledger.ok()) model.ledger = std::move(ledger).value();
    }
    model.notice_days_left = notice_days_left(table, dependencies.today);
    model.objection = form_of_kind(dependencies, "objection");
    const auto neighbour = [&](const std::optional<LibraryEntry>& entry,
                               std::optional<DocumentRef>& neighbour_ref,
                               std::optional<Period>& period) {
        if (!entry) return;
        const Result<Document> other = dependencies.library.document(entry->channel, entry->id);
        if (!other.ok()) return;
        const Result<Disclosure> read = disclosure_of(other.value().body);
        if (!read.ok()) return;
        neighbour_ref = DocumentRef{entry->channel, entry->id};
        period = read.value().period;
    };
    const Neighbours around =
        or_empty(dependencies.library.neighbours(ref.channel, table.table, table.period, ref.id),
                 "neighbours");
    neighbour(around.earlier, model.earlier, model.earlier_period);
    neighbour(around.later, model.later, model.later_period);
    return ScreenModel{std::move(model)};
}

}  // namespace hall::kiosk
