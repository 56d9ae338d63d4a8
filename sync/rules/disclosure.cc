#include "sync/rules/disclosure.h"

#include <algorithm>

#include "sync/core/encoding.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

std::optional<std::size_t> column_of(const Disclosure& table, std::string_view key) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].key == key) return i;
    }
    return std::nullopt;
}

// Names the line as the reader counts it, with its first cell.
Error wrong_row(const Disclosure& table, std::size_t row, std::string_view what) {
    const std::vector<std::string>& cells = table.rows[row].cells;
    const std::string item = cells.empty() ? std::string() : "「" + cells.front() + "」";
    return Error(Errc::refused,
                 "第" + std::to_string(row + 1) + "行" + item + "：" + std::string(what));
}

// An empty cell is nothing, not zero, but adds nothing either.
Result<Fen> amount_in(const Disclosure& table, std::size_t row, std::size_t column) {
    const std::string& cell = table.rows[row].cells[column];
    if (cell.empty()) return Fen{0};
    const Result<Fen> amount = parse_yuan(cell);
    if (!amount.ok()) return wrong_row(table, row, "“" + cell + "”不是金额");
    return amount.value();
}

Result<void> check_cells(const Disclosure& table) {
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        const TableRow& line = table.rows[row];
        if (line.kind == "note") continue;
        if (line.cells.size() != table.columns.size()) {
            return wrong_row(table, row,
                             "应有" + std::to_string(table.columns.size()) + "格，实有" +
                                 std::to_string(line.cells.size()) + "格");
        }
        for (std::size_t i = 0; i < line.cells.size(); ++i) {
            const std::string& cell = line.cells[i];
            const std::string& type = table.columns[i].type;
            if (cell.empty()) continue;
            if (type == "money") TRY(amount_in(table, row, i));
            if (type == "number" && cell.find_first_not_of("0123456789.,-") != std::string::npos) {
                return wrong_row(table, row, "“" + cell + "”不是数字");
            }
            if (type == "date" && !parse_date(cell).ok()) {
                return wrong_row(table, row, "“" + cell + "”不是日期");
            }
        }
    }
    return {};
}

// The only row of a kind.
Result<std::size_t> only_row(const Disclosure& table, std::string_view kind,
                             std::string_view name) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        if (table.rows[i].kind != kind) continue;
        if (found) return wrong_row(table, i, "“" + std::string(name) + "”出现了两次");
        found = i;
    }
    if (!found) return Error(Errc::refused, "表里没有“" + std::string(name) + "”这一行");
    return *found;
}

int periods_a_year(std::string_view kind) {
    if (kind == "half") return 2;
    if (kind == "quarter") return 4;
    if (kind == "month") return 12;
    return 0;
}

Period moved(Period period, int by) {
    if (period.kind == "once") return period;
    const int count = periods_a_year(period.kind);
    if (count == 0) {
        period.year += by;
        return period;
    }
    period.index += by;
    if (period.index > count) {
        period.index = 1;
        ++period.year;
    } else if (period.index < 1) {
        period.index = count;
        --period.year;
    }
    return period;
}

}  // namespace

bool is_ledger(const Disclosure& table) {
    const auto income = column_of(table, "income");
    const auto spending = column_of(table, "spending");
    return income && spending && table.columns[*income].type == "money" &&
           table.columns[*spending].type == "money";
}

Result<Ledger> ledger_of(const Disclosure& table) {
    CHECK(is_ledger(table));
    TRY(check_cells(table));
    const std::size_t income = *column_of(table, "income");
    const std::size_t spending = *column_of(table, "spending");
    const std::size_t opening_row = TRY(only_row(table, "opening", "上期结转"));
    const std::size_t total_row = TRY(only_row(table, "total", "本期合计"));
    const std::size_t closing_row = TRY(only_row(table, "closing", "本期结余"));

    Ledger ledger;
    ledger.opening = TRY(amount_in(table, opening_row, income));
    ledger.closing = TRY(amount_in(table, closing_row, income));
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (table.rows[row].kind != "entry") continue;
        ledger.income += TRY(amount_in(table, row, income));
        const Fen spent = TRY(amount_in(table, row, spending));
        ledger.spending += spent;
        if (spent > 0 && (!ledger.largest_spending || spent > ledger.largest_spending->amount)) {
            ledger.largest_spending =
                LargestEntry{table.rows[row].cells.front(), spent, table.rows[row].explain};
        }
    }
    const Fen total_income = TRY(amount_in(table, total_row, income));
    const Fen total_spending = TRY(amount_in(table, total_row, spending));
    if (total_income != ledger.income) {
        return wrong_row(table, total_row,
                         "各项收入加起来是" + yuan_text(ledger.income) + "元，合计写的是" +
                             yuan_text(total_income) + "元");
    }
    if (total_spending != ledger.spending) {
        return wrong_row(table, total_row,
                         "各项支出加起来是" + yuan_text(ledger.spending) + "元，合计写的是" +
                             yuan_text(total_spending) + "元");
    }
    const Fen balance = ledger.opening + ledger.income - ledger.spending;
    if (balance != ledger.closing) {
        return wrong_row(table, closing_row,
                         "结转加收入减支出是" + yuan_text(balance) + "元，结余写的是" +
                             yuan_text(ledger.closing) + "元");
    }
    return ledger;
}

Result<void> check_disclosure(const Disclosure& table) {
    if (table.columns.empty()) return Error(Errc::refused, "表里没有列");
    if (!period_exists(table.period)) return Error(Errc::refused, "没有这样的时期");
    TRY(check_cells(table));
    if (is_ledger(table)) TRY(ledger_of(table));
    return {};
}

std::string table_digest(const Json& body) {
    Json table = body;
    for (const char* member :
         {"countersigned", "corrections", "board", "column", "pinned", "until"}) {
        table.erase(member);
    }
    return hex_of(short_sha256(json_line(table)));
}

Period next_period(Period period) {
    return moved(std::move(period), 1);
}

Period previous_period(Period period) {
    return moved(std::move(period), -1);
}

bool period_exists(const Period& period) {
    if (period.year < 1949 || period.year > 2199) return false;
    if (period.kind == "year" || period.kind == "once") return true;
    return period.index >= 1 && period.index <= periods_a_year(period.kind);
}

std::optional<int> notice_days_left(const Disclosure& table, Date today) {
    const Result<Date> until = parse_date(table.notice_until);
    if (!until.ok() || until.value() < today) return std::nullopt;
    return static_cast<int>(days_of(until.value()) - days_of(today));
}

}  // namespace hall
