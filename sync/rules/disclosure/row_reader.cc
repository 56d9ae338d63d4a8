#include "sync/rules/disclosure/row_reader.h"

#include <algorithm>
#include <set>

#include "sync/core/utf8.h"
#include "sync/rules/disclosure/line_remarks.h"
#include "sync/rules/disclosure/row_roles.h"
#include "sync/rules/disclosure/table_title.h"

namespace hall {

namespace {

bool is_number_type(ColumnType type) {
    return type == ColumnType::money || type == ColumnType::decimal || type == ColumnType::integer;
}

bool is_date_type(ColumnType type) {
    return type == ColumnType::date || type == ColumnType::month_or_date;
}

// Lists and ledgers: a header, and rows below it.
class RowReader {
  public:
    RowReader(const Sheet& sheet, const DisclosureKind& kind, const ReadingOptions& options,
              HeaderMatch match)
        : sheet_(sheet), kind_(kind), options_(options), match_(std::move(match)) {}

    TableReading run() && {
        reading_.sheet = sheet_.name;
        reading_.title = title_of(sheet_, match_.row_first);
        reading_.header_line = sheet_.rows[match_.row_last].line;
        reading_.labels = match_.labels;
        reading_.at = match_.at;
        set_factors();
        tell_columns();
        for (std::size_t i = match_.row_last + 1; i < sheet_.rows.size(); ++i) {
            for (std::size_t block = 0; block < match_.blocks; ++block) {
                read_row(sheet_.rows[i], block * match_.block_width);
            }
        }
        remarks_.tell(sheet_, kind_, reading_);
        return std::move(reading_);
    }

  private:
    // --- The columns
    // By which a reader knows a row: what was bought, who was paid.
    void choose_name_column() {
        for (const std::string_view key :
             {"summary", "item", "name", "party", "project", "out_name", "post"}) {
            const auto column = column_index(kind_, key);
            if (!column || !match_.at[*column]) continue;
            name_column_ = *column;
            return;
        }
    }

    void set_factors() {
        choose_name_column();
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            std::int64_t factor = 1;
            if (kind_.columns[i].type == ColumnType::money) {
                const std::int64_t own = match_.at[i] ? money_factor_in(label(i)) : 0;
                const bool rate = kind_.columns[i].unit.find('/') != std::string::npos;
                factor = own > 0 ? own
                         : rate  ? 1
                                 : std::max<std::int64_t>(reading_.title.money_factor, 1);
            }
            reading_.factors.push_back(factor);
        }
    }

    std::string label(std::size_t column) const { return label_of_column(reading_, kind_, column); }

    void add(std::string code, Severity severity, std::size_t line, std::string_view label_text,
             std::string message, std::string suggestion) {
        reading_.findings.push_back(sheet_finding(std::move(code), severity, line, label_text,
                                                  std::move(message), std::move(suggestion)));
    }

    void tell_columns() {
        const std::size_t line = reading_.header_line;
        std::set<std::size_t> used;
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            const KindColumn& column = kind_.columns[i];
            if (!match_.at[i]) {
                if (column.need == ColumnNeed::no) continue;
                const bool must = column.need <= ColumnNeed::column;
                add("column", must ? Severity::refuse : Severity::warn, line, "",
                    "表头里没有“" + column.label + "”这一列",
                    must ? "请补上这一列，或者把那一列的名字改成“" + column.label + "”" : "");
                continue;
            }
            used.insert(*match_.at[i]);
            std::string sentence = "“" + label(i) + "”读作“" + column.label + "”";
            if (reading_.factors[i] > 1) {
                sentence += "，单位按" + number_text(reading_.factors[i] * millionths) + "元";
            }
            reading_.understood.push_back(std::move(sentence));
            if (match_.loose[i]) {
                add("column", Severity::warn, line, "",
                    "“" + label(i) + "”这一列当作“" + column.label + "”来读", "请核对是不是");
            }
        }
        for (const std::size_t column : match_.twice) {
            add("column", Severity::refuse, line, "",
                "有两列都像“" + kind_.columns[column].label + "”，分不清该读哪一列",
                "请只留一列，或者把列名写清楚");
        }
        const std::size_t width =
            match_.block_width > 0 ? match_.block_width : match_.labels.size();
        for (std::size_t at = 0; at < width; ++at) {
            if (used.count(at) == 0 && !match_.labels[at].empty()) {
                reading_.understood.push_back("“" + match_.labels[at] + "”这一列没有用上");
            }
        }
    }

    // --- The rows
    const SheetCell* cell_of(const SheetRow& row, std::size_t column, std::size_t offset) const {
        const std::optional<std::size_t> at = match_.at[column];
        if (!at || *at + offset >= row.cells.size()) return nullptr;
        return &row.cells[*at + offset];
    }

    bool repeats_header(const SheetRow& row) const {
        std::size_t same = 0;
        std::size_t filled = 0;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (row.cells[i].text.empty()) continue;
            ++filled;
            const std::string plain = plain_label(row.cells[i].text);
            same += i < match_.labels.size() && !plain.empty() &&
                    match_.labels[i].find(plain) != std::string::npos && !is_number_text(plain);
        }
        return same >= 2 && same * 10 >= filled * 8;
    }

    static bool is_number_text(std::string_view plain) {
        return plain.find_first_not_of("0123456789.,-") == std::string_view::npos;
    }

    struct RowWords {
        std::string first;            // the first text
        std::size_t filled = 0;       // cells with something in them
        bool first_alone = false;     // only the first cell of the sheet is filled
        std::optional<RowRole> role;  // of the first label that gives one
        std::string role_text;
    };

    // What the words of a row say; a cell under a number's column is no word.
    RowWords words_of(const SheetRow& row, std::size_t offset) const {
        RowWords words;
        const std::size_t end = match_.block_width > 0
                                    ? std::min(row.cells.size(), offset + match_.block_width)
                                    : row.cells.size();
        for (std::size_t i = offset; i < end; ++i) {
            if (row.cells[i].text.empty()) continue;
            const std::string plain = plain_cell(row.cells[i].text);
            if (plain.empty()) continue;
            ++words.filled;
            if (words.first.empty()) words.first = plain;
            words.first_alone = words.filled == 1 && i == offset;
            if (words.role || row.cells[i].kind == CellKind::number) continue;
            words.role = role_of_label(plain, kind_.layout == TableLayout::ledger);
            if (words.role) words.role_text = plain;
        }
        return words;
    }

    bool has_number(const SheetRow& row, std::size_t offset) const {
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            if (!is_number_type(kind_.columns[i].type) || kind_.columns[i].key == "seq") continue;
            const SheetCell* cell = cell_of(row, i, offset);
            if (cell && read_number(cell->text).value) return true;
        }
        return false;
    }

    // An entry has a name, a date or a number of its own; "付3人误工费合计" is one.
    bool is_entry_all_the_same(const SheetRow& row, std::size_t offset, RowRole role) const {
        if (role == RowRole::opening || role == RowRole::closing) return false;
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            const KindColumn& column = kind_.columns[i];
            const SheetCell* cell = cell_of(row, i, offset);
            if (!cell || cell->text.empty()) continue;
            if (column.key == "voucher") return true;
            if (column.person == ColumnPerson::name) {
                const std::string plain = plain_cell(cell->text);
                if (!role_of_label(plain, false) && !is_number_text(plain) &&
                    plain.find("户") == std::string::npos &&
                    plain.find("人") == std::string::npos) {
                    return true;
                }
            }
        }
        return false;
    }

    void read_row(const SheetRow& row, std::size_t offset) {
        const RowWords words = words_of(row, offset);
        if (words.filled == 0) return;
        if (repeats_header(row)) {
            if (offset == 0) remarks_.add(LineRemark::repeated_header, 0, row.line);
            return;
        }
        ReadRow read;
        read.line = row.line;
        if (words.role && !is_entry_all_the_same(row, offset, *words.role)) {
            read.role = *words.role;
            read.name = words.role_text;
        } else if (is_note_row(row, offset, words)) {
            read.role = RowRole::note;
            read.name = words.first;
            remarks_.add(LineRemark::note, 0, row.line);
        }
        if (read.role == RowRole::entry && !words.role && is_nameless_total(row, offset)) {
            read.role = RowRole::total;
            read.name = "合计";
            reading_.understood.push_back("第" + std::to_string(row.line) +
                                          "行没有写是什么，当作合计");
        }
        if (row.hidden) remarks_.add(LineRemark::hidden, 0, row.line);
        read.texts.resize(kind_.columns.size());
        read.numbers.resize(kind_.columns.size());
        read.wrong.resize(kind_.columns.size());
        for (std::size_t i = 0; i < kind_.columns.size() && read.role != RowRole::note; ++i) {
            read_cell(row, offset, i, read);
        }
        if (read.role == RowRole::entry) {
            tell_cells_beyond(row);
            fill_from_above(read);
        }
        reading_.rows.push_back(std::move(read));
    }

    bool is_note_row(const SheetRow& row, std::size_t offset, const RowWords& words) const {
        if (has_number(row, offset)) return false;
        return is_note_text(words.first) || words.first_alone;
    }

    // Only amounts that are added up, and no word: a total that nobody named.
    bool is_nameless_total(const SheetRow& row, std::size_t offset) const {
        if (kind_.layout == TableLayout::ledger) return false;
        std::size_t numbers = 0;
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            const SheetCell* cell = cell_of(row, i, offset);
            if (!cell || cell->text.empty()) continue;
            if (!kind_.columns[i].total || !read_number(cell->text).value) return false;
            ++numbers;
        }
        return numbers > 0 && !reading_.rows.empty() && row.line == sheet_last_line();
    }

    // The last line with amounts; notes may stand below.
    std::size_t sheet_last_line() const {
        for (std::size_t i = sheet_.rows.size(); i > match_.row_last + 1; --i) {
            if (has_number(sheet_.rows[i - 1], 0)) return sheet_.rows[i - 1].line;
        }
        return 0;
    }

    // Cells right of the last column: a comma in an amount has parted it.
    void tell_cells_beyond(const SheetRow& row) {
        if (row.cells.size() <= match_.labels.size()) return;
        add("cell", Severity::refuse, row.line, "",
            "比表头多出" + std::to_string(row.cells.size() - match_.labels.size()) + "格",
            "请看看金额里的逗号是不是把一格分成了两格，去掉逗号再保存");
    }

    void read_cell(const SheetRow& row, std::size_t offset, std::size_t column, ReadRow& read) {
        const SheetCell* cell = cell_of(row, column, offset);
        if (!cell) return;
        const KindColumn& of = kind_.columns[column];
        read.texts[column] = cell->text;
        if (read.name.empty() && column == name_column_ && !cell->text.empty()) {
            read.name = std::string(prefix_of(cell->text, 20));
        }
        if (is_number_type(of.type)) {
            read_number_cell(*cell, row.line, column, read);
        } else if (cell->kind == CellKind::error || cell->kind == CellKind::no_formula_value ||
                   cell->text.starts_with("=")) {
            tell_number(*cell, row.line, column,
                        cell->kind == CellKind::error ? NumberProblem::error_value
                                                      : NumberProblem::formula);
            read.wrong[column] = true;
        } else if (read.role == RowRole::entry) {
            read_other_cell(*cell, row.line, column, read);
        }
    }

    void read_number_cell(const SheetCell& cell, std::size_t line, std::size_t column,
                          ReadRow& read) {
        const KindColumn& of = kind_.columns[column];
        const bool rate = of.unit.find('/') != std::string::npos;
        const NumberStyle style{
            .factor = reading_.factors[column],
            .step = of.type == ColumnType::integer          ? millionths
                    : of.type == ColumnType::money && !rate ? millionths_per_fen
                                                            : 1,
            .may_round = cell.kind == CellKind::number && of.type != ColumnType::integer,
            .counted = of.type == ColumnType::decimal};
        NumberReading number = read_number(cell.text, style);
        if (cell.kind == CellKind::no_formula_value) number = {{}, NumberProblem::formula};
        if (number.problem != NumberProblem::none) {
            // Totals of columns that are not added up may say anything.
            if (read.role != RowRole::entry && !of.total) return;
            if (of.key == "seq" && number.problem == NumberProblem::no_number) return;
            tell_number(cell, line, column, number.problem);
            read.wrong[column] = true;
            return;
        }
        if (number.rounded) remarks_.add(LineRemark::rounded, column, line);
        if (number.value && cell.red && *number.value > 0 && read.role == RowRole::entry) {
            reading_.has_red = true;
            read.red.push_back(column);
            if (options_.red_is_negative) number.value = -*number.value;
        }
        read.numbers[column] = number.value;
    }

    void tell_number(const SheetCell& cell, std::size_t line, std::size_t column,
                     NumberProblem problem) {
        const bool whole =
            kind_.columns[column].type == ColumnType::integer && problem == NumberProblem::decimals;
        const bool formula = problem == NumberProblem::formula;
        add(formula ? "formula" : "cell", Severity::refuse, line, label(column),
            whole ? quoted_cell(cell.text) + "应当是整数" : sentence_of(problem, cell.text),
            whole ? "请改成整数" : cure_of(problem));
    }

    void read_other_cell(const SheetCell& cell, std::size_t line, std::size_t column,
                         ReadRow& read) {
        const KindColumn& of = kind_.columns[column];
        if (is_date_type(of.type)) {
            const DateReading date = read_date(cell.text, reading_.title.year);
            if (date.empty) return;
            if (!date.date) {
                add("cell", Severity::refuse, line, label(column),
                    quoted_cell(cell.text) + "不是日期，或者没有这一天", "请写成2018-01-02这样");
                read.wrong[column] = true;
                return;
            }
            if (date.from_serial) remarks_.add(LineRemark::serial, column, line);
            read.texts[column] =
                date.month_only ? date_text(*date.date).substr(0, 7) : date_text(*date.date);
        } else if (of.type == ColumnType::capitals) {
            if (!cell.text.empty() && !read_capitals(cell.text)) {
                add("cell", Severity::refuse, line, label(column),
                    quoted_cell(cell.text) + "不是大写金额", "请照小写金额改正");
            }
        } else if (of.type == ColumnType::yes_no) {
            if (!is_yes_or_no(plain_cell(cell.text))) {
                remarks_.add(LineRemark::odd, column, line);
            }
        } else if (!of.choices.empty() && !cell.text.empty() && !is_a_choice(cell.text, of)) {
            remarks_.add(LineRemark::odd, column, line);
        }
    }

    // A group or a date that stands once for several rows below each other.
    void fill_from_above(ReadRow& read) {
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            const KindColumn& column = kind_.columns[i];
            if (!match_.at[i] || column.need > ColumnNeed::column) continue;
            const bool number = is_number_type(column.type);
            if (!(number ? read.numbers[i].has_value() || read.wrong[i] : !read.texts[i].empty())) {
                remarks_.add(LineRemark::empty, i, read.line);
                if (column.key == "group") read.texts[i] = last_group_;
            } else if (column.key == "group") {
                last_group_ = read.texts[i];
            }
        }
    }

    const Sheet& sheet_;
    const DisclosureKind& kind_;
    const ReadingOptions& options_;
    HeaderMatch match_;
    TableReading reading_;
    std::string last_group_;
    std::size_t name_column_ = 0;
    LineRemarks remarks_;
};

}  // namespace

TableReading read_rows(const Sheet& sheet, const DisclosureKind& kind,
                       const ReadingOptions& options, HeaderMatch match) {
    const auto income = column_index(kind, "income");
    const auto expense = column_index(kind, "expense");
    if (options.sides_swapped && income && expense)
        std::swap(match.at[*income], match.at[*expense]);
    return RowReader(sheet, kind, options, std::move(match)).run();
}

}  // namespace hall
