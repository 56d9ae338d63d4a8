#include "kiosk/app/load/disclosure.h"

#include "kiosk/app/load/form.h"
#include "kiosk/app/load/or_empty.h"
#include "kiosk/app/load/place_and_source.h"
#include "sync/rules/disclosure.h"

namespace hall::kiosk {

namespace {

std::optional<PeriodSums> sums_of(const LoaderDependencies& dependencies,
                                  const LibraryEntry& entry) {
    const Result<Document> document = dependencies.library.document(entry.channel, entry.id);
    if (!document.ok()) return std::nullopt;
    const Result<Disclosure> table = disclosure_of(document.value().body);
    if (!table.ok() || !is_ledger(table.value())) return std::nullopt;
    const Result<Ledger> ledger = ledger_of(table.value());
    if (!ledger.ok()) return std::nullopt;
    return PeriodSums{{entry.channel, entry.id}, table.value().period, ledger.value()};
}

// The periods of the shown one's year, itself among them, oldest first. A ledger that does not
// balance was never published; should one be here, the year ends before it.
std::vector<PeriodSums> year_of(const LoaderDependencies& dependencies,
                                const DisclosureModel& model) {
    constexpr std::size_t periods_max = 12;
    const std::string& channel = model.document.channel;
    std::vector<PeriodSums> year = {{model.document, model.table.period, *model.ledger}};
    for (const bool earlier : {true, false}) {
        while (year.size() < periods_max) {
            const PeriodSums& last = earlier ? year.front() : year.back();
            const Neighbours around =
                or_empty(dependencies.library.neighbours(channel, model.table.table, last.period,
                                                         last.document.id),
                         "neighbours");
            const std::optional<LibraryEntry>& next = earlier ? around.earlier : around.later;
            if (!next) break;
            std::optional<PeriodSums> sums = sums_of(dependencies, *next);
            if (!sums || sums->period.year != model.table.period.year) break;
            year.insert(earlier ? year.begin() : year.end(), *std::move(sums));
        }
    }
    return year;
}

}  // namespace

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
    if (model.ledger) model.year = year_of(dependencies, model);
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
