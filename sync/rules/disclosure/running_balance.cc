#include "sync/rules/disclosure/running_balance.h"

#include <algorithm>

namespace hall {

namespace {

class BalanceCheck {
  public:
    BalanceCheck(const TableReading& reading, const DisclosureKind& kind, SumsReport& report)
        : reading_(reading),
          kind_(kind),
          report_(report),
          income_(*column_index(kind, "income")),
          expense_(*column_index(kind, "expense")),
          balance_(*column_index(kind, "balance")) {}

    void run() {
        if (!reading_.at[income_] || !reading_.at[expense_]) return;
        for (const ReadRow& row : reading_.rows) {
            if (row.role == RowRole::entry) steps_.push_back(&row);
        }
        find_opening();
        if (opening_) {
            report_.sums.opening = *opening_ / millionths_per_fen;
            running_ = *opening_;
            std::size_t step = 0;
            for (const ReadRow& row : reading_.rows) {
                if (row.role == RowRole::entry) {
                    check_entry(row, ++step);
                } else if (row.role != RowRole::note && row.role != RowRole::opening) {
                    check_sum_row(row);
                }
            }
            report_.sums.closing = running_ / millionths_per_fen;
        }
    }

  private:
    std::optional<std::int64_t> said_balance(const ReadRow& row) const {
        return row.wrong[balance_] ? std::nullopt : row.numbers[balance_];
    }

    // The balance of the line of carry-over, or what stands in its only amount.
    void find_opening() {
        for (const ReadRow& row : reading_.rows) {
            if (row.role != RowRole::opening) continue;
            if (opening_) {
                if (said_balance(row) && *said_balance(row) != *opening_ && !seen_second_) {
                    seen_second_ = true;
                    add(row.line, "", "“" + row.name + "”出现了两次，金额不一样", "请只留一行");
                }
                continue;
            }
            opening_ = said_balance(row);
            if (!opening_) opening_ = row.numbers[income_];
            if (!opening_ && row.numbers[expense_]) opening_ = -*row.numbers[expense_];
            if (!opening_) {
                add(row.line, kind_.columns[balance_].label, "“" + row.name + "”没有填数",
                    "请填上上一期的结余");
                opening_missing_told_ = true;
            }
        }
        if (!opening_) opening_ = reading_.title.opening;
        if (opening_ || opening_missing_told_) return;
        add(reading_.header_line, "", "表里没有“上期结转”这一行，接不上上一期的账",
            "请在第一行写上“上期结转”和金额，没有的写0");
        // What can still be checked is checked from the first balance on.
        for (const ReadRow* row : steps_) {
            if (!said_balance(*row)) continue;
            if (row == steps_.front()) {
                opening_ = *said_balance(*row) - row->numbers[income_].value_or(0) +
                           row->numbers[expense_].value_or(0);
            }
            break;
        }
    }

    std::int64_t change_in(const ReadRow& row) const {
        return row.numbers[income_].value_or(0) - row.numbers[expense_].value_or(0);
    }

    // `next`: the place among the entries of the one after this.
    void check_entry(const ReadRow& row, std::size_t next) {
        const bool unreadable = row.wrong[income_] || row.wrong[expense_];
        running_ += change_in(row);
        const std::optional<std::int64_t> said = said_balance(row);
        if (!said || *said == running_) return;
        if (!unreadable) {
            add(row.line, kind_.columns[balance_].label,
                name_of_row(row) + "按上一行加收入、减支出，结余应当是" + text(running_) +
                    "，这里写的是" + text(*said) + "，相差" + text(std::abs(*said - running_)),
                "请核对这一行的收入、支出和结余");
        }
        // If the line after goes on from what should stand here, only the balance is wrong.
        if (next < steps_.size()) {
            const std::optional<std::int64_t> after = said_balance(*steps_[next]);
            if (after && *after == running_ + change_in(*steps_[next])) return;
        }
        running_ = *said;
    }

    void check_sum_row(const ReadRow& row) {
        std::optional<std::int64_t> said = said_balance(row);
        if (!said && row.role == RowRole::closing) {
            said = row.wrong[income_] ? std::nullopt : row.numbers[income_];
        }
        // A total may leave the balance out, and a carried page says 0 for nothing.
        if (!said || *said == running_) return;
        add(row.line, kind_.columns[balance_].label,
            "“" + row.name + "”的结余应当是" + text(running_) + "，这里写的是" + text(*said) +
                "，相差" + text(std::abs(*said - running_)),
            "请核对结余");
    }

    std::string text(std::int64_t amount) const {
        return amount_text(kind_.columns[balance_], amount);
    }

    void add(std::size_t line, std::string_view label, std::string message,
             std::string suggestion) {
        report_.findings.push_back(sheet_finding("balance", Severity::refuse, line, label,
                                                 std::move(message), std::move(suggestion)));
    }

    const TableReading& reading_;
    const DisclosureKind& kind_;
    SumsReport& report_;
    std::size_t income_;
    std::size_t expense_;
    std::size_t balance_;
    std::vector<const ReadRow*> steps_;  // the entries
    std::optional<std::int64_t> opening_;
    bool opening_missing_told_ = false;
    bool seen_second_ = false;
    std::int64_t running_ = 0;
};

}  // namespace

void check_running_balance(const TableReading& reading, const DisclosureKind& kind,
                           SumsReport& report) {
    BalanceCheck(reading, kind, report).run();
}

}  // namespace hall
