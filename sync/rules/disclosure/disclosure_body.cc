#include "sync/rules/disclosure/disclosure_body.h"

#include <algorithm>

#include "sync/core/json.h"

namespace hall {

namespace {

bool is_amount(const KindColumn& column) {
    return column.type == ColumnType::money && column.unit.find('/') == std::string::npos;
}

bool is_plain_number(const KindColumn& column) {
    return column.type == ColumnType::decimal || column.type == ColumnType::integer ||
           (column.type == ColumnType::money && !is_amount(column));
}

class BodyMaker {
  public:
    BodyMaker(const DisclosurePreview& preview, const DisclosureKind& kind)
        : preview_(preview), reading_(preview.reading), kind_(kind) {}

    void put_rows(Json& body) {
        if (kind_.layout == TableLayout::items) return put_items(body);
        choose_columns();
        Json columns = Json::array();
        for (const std::size_t i : shown_) columns.push_back(column_json(kind_.columns[i]));
        Json rows = Json::array();
        if (kind_.layout == TableLayout::ledger) rows.push_back(opening_row());
        for (const ReadRow& row : reading_.rows) {
            if (row.role == RowRole::entry) rows.push_back(row_json("entry", row));
        }
        if (kind_.layout == TableLayout::ledger) {
            rows.push_back(total_row());
            rows.push_back(closing_row());
        } else {
            put_last_total(rows);
        }
        body["columns"] = std::move(columns);
        body["rows"] = std::move(rows);
    }

  private:
    void choose_columns() {
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            // Rows are counted by whoever shows them; what they are called comes first.
            const bool shown = reading_.at[i] && kind_.columns[i].key != "seq" &&
                               kind_.columns[i].type != ColumnType::signature;
            if (shown) shown_.push_back(i);
        }
        // A row is known by its first cell: of a ledger, by what the money was for.
        if (const auto summary = column_index(kind_, "summary")) {
            const auto at = std::find(shown_.begin(), shown_.end(), *summary);
            if (at != shown_.end()) std::rotate(shown_.begin(), at, at + 1);
        }
    }

    Json column_json(const KindColumn& column) const {
        const bool ledger = kind_.layout == TableLayout::ledger;
        const std::string key = ledger && column.key == "expense" ? "spending" : column.key;
        const char* type = is_amount(column)                 ? "money"
                           : is_plain_number(column)         ? "number"
                           : column.type == ColumnType::date ? "date"
                                                             : "text";
        // A month alone is no date; such a column is text.
        const std::string unit = column.unit.empty() ? "" : "（" + column.unit + "）";
        return {{"key", key}, {"label", column.label + unit}, {"type", date_type(column, type)}};
    }

    std::string date_type(const KindColumn& column, const char* type) const {
        if (column.type != ColumnType::date) return type;
        const std::size_t i = *column_index(kind_, column.key);
        const bool whole =
            std::all_of(reading_.rows.begin(), reading_.rows.end(), [&](const ReadRow& row) {
                return row.role != RowRole::entry || row.texts[i].empty() ||
                       parse_date(row.texts[i]).ok();
            });
        return whole ? "date" : "text";
    }

    std::string cell_text(const ReadRow& row, std::size_t column) const {
        const KindColumn& of = kind_.columns[column];
        const std::optional<std::int64_t> number = row.numbers[column];
        if (is_amount(of)) return number ? plain_yuan_text(*number / millionths_per_fen) : "";
        if (is_plain_number(of)) return number ? number_text(*number) : "";
        return row.texts[column];
    }

    Json row_json(const char* kind, const ReadRow& row) const {
        Json cells = Json::array();
        for (const std::size_t i : shown_) cells.push_back(cell_text(row, i));
        return {{"kind", kind}, {"cells", std::move(cells)}};
    }

    // A row of a ledger with a name and amounts by key.
    Json made_row(const char* kind, const std::string& name,
                  const std::vector<std::pair<std::string, Fen>>& amounts) const {
        Json cells = Json::array();
        for (const std::size_t i : shown_) {
            std::string text = cells.empty() ? name : "";
            for (const auto& [key, amount] : amounts) {
                if (kind_.columns[i].key == key) text = plain_yuan_text(amount);
            }
            cells.push_back(std::move(text));
        }
        return {{"kind", kind}, {"cells", std::move(cells)}};
    }

    Json opening_row() const {
        const Fen amount = preview_.sums.opening.value_or(0);
        return made_row("opening", "上期结转", {{"income", amount}, {"balance", amount}});
    }
    Json total_row() const {
        return made_row("total", "本期合计",
                        {{"income", preview_.sums.income.value_or(0)},
                         {"expense", preview_.sums.spending.value_or(0)}});
    }
    Json closing_row() const {
        const Fen amount = preview_.sums.closing.value_or(0);
        return made_row("closing", "本期结余", {{"income", amount}, {"balance", amount}});
    }

    void put_last_total(Json& rows) const {
        for (auto row = reading_.rows.rbegin(); row != reading_.rows.rend(); ++row) {
            if (row->role != RowRole::total) continue;
            Json total = row_json("total", *row);
            if (!total["cells"].empty()) total["cells"][0] = "合计";
            rows.push_back(std::move(total));
            return;
        }
    }

    void put_items(Json& body) const {
        body["columns"] = {{{"key", "item"}, {"label", "项目"}, {"type", "text"}},
                           {{"key", "amount"}, {"label", "金额（元）"}, {"type", "money"}}};
        Json rows = Json::array();
        for (const ReadItem& item : reading_.items) {
            const KindItem& of = kind_.items[item.item];
            if (of.is_text) continue;
            const std::string amount =
                item.number ? plain_yuan_text(*item.number / millionths_per_fen) : "";
            rows.push_back({{"kind", "entry"}, {"cells", {of.label, amount}}});
        }
        body["rows"] = std::move(rows);
    }

    const DisclosurePreview& preview_;
    const TableReading& reading_;
    const DisclosureKind& kind_;
    std::vector<std::size_t> shown_;  // the kind's columns, as they are published
};

}  // namespace

Result<Json> disclosure_body(const DisclosurePreview& preview, const DisclosureKind& kind,
                             const BodyPlace& place) {
    TRY(verdict_of(preview.findings));
    const Period period =
        place.period.kind.empty() ? preview.reading.title.period.value_or(Period{}) : place.period;
    if (period.kind.empty()) {
        return Error(Errc::refused, "标题里没有写是哪一期。请写明年份和季度，或者另外选定");
    }
    const std::string& own_title = preview.reading.title.text;
    Json body{{"board", place.board},
              {"column", place.column},
              {"title", !place.title.empty() ? place.title
                        : own_title.empty()  ? kind.name
                                             : own_title},
              {"date", place.date},
              {"table", place.table.empty() ? kind.id : place.table},
              {"period", {{"kind", period.kind}, {"year", period.year}, {"index", period.index}}},
              {"basis", kind.basis}};
    if (!place.prepared_by.empty()) body["prepared_by"] = place.prepared_by;
    BodyMaker(preview, kind).put_rows(body);
    return body;
}

}  // namespace hall
