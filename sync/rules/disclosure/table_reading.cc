#include "sync/rules/disclosure/table_reading.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "sync/core/utf8.h"
#include "sync/rules/disclosure/header_match.h"
#include "sync/rules/disclosure/items_reading.h"
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

std::string lines_text(const std::vector<std::size_t>& lines) {
    constexpr std::size_t shown_max = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(lines.size(), shown_max); ++i) {
        text += (i == 0 ? "" : "、") + std::to_string(lines[i]);
    }
    return lines.size() > shown_max ? text + "等" + std::to_string(lines.size()) : text;
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
        tell_merged_cells();
        tell_lines();
        return std::move(reading_);
    }

  private:
    // --- The columns

    void set_factors() {
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

    std::string label(std::size_t column) const {
        const std::optional<std::size_t> at = match_.at[column];
        return at && *at < match_.labels.size() ? match_.labels[*at] : kind_.columns[column].label;
    }

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
            if (offset == 0) skipped_headers_.push_back(row.line);
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
            note_lines_.push_back(row.line);
        }
        if (row.hidden) hidden_lines_.push_back(row.line);
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
        if (read.name.empty() && of.type == ColumnType::text && of.key != "group" &&
            !cell->text.empty()) {
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
        if (number.rounded) rounded_[column].push_back(line);
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
            whole ? "“" + cell.text + "”应当是整数" : sentence_of(problem, cell.text),
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
                    "“" + std::string(prefix_of(cell.text, 20)) + "”不是日期，或者没有这一天",
                    "请写成2018-01-02这样");
                read.wrong[column] = true;
                return;
            }
            if (date.from_serial) serials_[column].push_back(line);
            read.texts[column] =
                date.month_only ? date_text(*date.date).substr(0, 7) : date_text(*date.date);
        } else if (of.type == ColumnType::capitals) {
            if (!cell.text.empty() && !read_capitals(cell.text)) {
                add("cell", Severity::refuse, line, label(column),
                    "“" + std::string(prefix_of(cell.text, 20)) + "”不是大写金额",
                    "请照小写金额改正");
            }
        } else if (of.type == ColumnType::yes_no) {
            constexpr std::array<std::string_view, 14> known = {
                "", "是", "否", "有", "无", "√", "×", "x", "X", "-", "—", "/", "对", "Y"};
            const std::string plain = plain_cell(cell.text);
            if (std::find(known.begin(), known.end(), plain) == known.end()) {
                odd_[column].push_back(line);
            }
        } else if (!of.choices.empty() && !cell.text.empty() && !is_a_choice(cell.text, of)) {
            odd_[column].push_back(line);
        }
    }

    static bool is_a_choice(std::string_view text, const KindColumn& column) {
        const std::string plain = plain_cell(text);
        return std::any_of(column.choices.begin(), column.choices.end(),
                           [&](const std::string& choice) {
                               const std::string known = plain_cell(choice);
                               return known.find(plain) != std::string::npos ||
                                      plain.find(known) != std::string::npos;
                           });
    }

    // A group or a date that stands once for several rows below each other.
    void fill_from_above(ReadRow& read) {
        for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
            const KindColumn& column = kind_.columns[i];
            if (!match_.at[i] || column.need > ColumnNeed::column) continue;
            const bool number = is_number_type(column.type);
            if (!(number ? read.numbers[i].has_value() || read.wrong[i] : !read.texts[i].empty())) {
                empty_[i].push_back(read.line);
                if (column.key == "group") read.texts[i] = last_group_;
            } else if (column.key == "group") {
                last_group_ = read.texts[i];
            }
        }
    }

    // --- What is said once for many lines

    void tell_merged_cells() {
        const std::size_t header = reading_.header_line;
        for (const MergedCells& merged : sheet_.merged) {
            if (merged.line_first <= header) continue;
            for (std::size_t i = 0; i < kind_.columns.size(); ++i) {
                const std::optional<std::size_t> at = match_.at[i];
                if (!at || *at < merged.column_first || *at > merged.column_last) continue;
                if (kind_.columns[i].need != ColumnNeed::cell && kind_.columns[i].key != "income" &&
                    kind_.columns[i].key != "expense" && kind_.columns[i].key != "balance") {
                    continue;
                }
                if (!covers_entries(merged)) continue;
                const std::string lines = merged.line_first == merged.line_last
                                              ? ""
                                              : "到第" + std::to_string(merged.line_last) + "行";
                add("merged", Severity::refuse, merged.line_first, label(i),
                    lines + "是合并的格子，分不清各是多少",
                    "请取消合并单元格，每一行都填上自己的内容");
                break;
            }
        }
    }

    bool covers_entries(const MergedCells& merged) const {
        return std::any_of(reading_.rows.begin(), reading_.rows.end(), [&](const ReadRow& row) {
            return row.role == RowRole::entry && row.line >= merged.line_first &&
                   row.line <= merged.line_last;
        });
    }

    void tell_lines() {
        for (const auto& [column, lines] : empty_) tell_empty(column, lines);
        for (const auto& [column, lines] : rounded_) {
            add("cell", Severity::warn, lines.front(), label(column),
                "第" + lines_text(lines) + "行的数字算出来不止两位小数，四舍五入了", "请核对合计");
        }
        for (const auto& [column, lines] : serials_) {
            add("cell", Severity::warn, lines.front(), label(column),
                "第" + lines_text(lines) + "行的日期存成了数字，已换算成日期", "请核对");
        }
        for (const auto& [column, lines] : odd_) {
            add("cell", Severity::warn, lines.front(), label(column),
                "第" + lines_text(lines) + "行写的不是常用的说法", "请核对");
        }
        if (!hidden_lines_.empty()) {
            add("hidden", Severity::warn, hidden_lines_.front(), "",
                "第" + lines_text(hidden_lines_) + "行在表格里是隐藏的，也读进来了",
                "不要公开的请删掉这一行，不能只隐藏");
        }
        if (!note_lines_.empty()) {
            reading_.understood.push_back("第" + lines_text(note_lines_) +
                                          "行当作标题或说明，没有算进表里");
        }
        if (!skipped_headers_.empty()) {
            reading_.understood.push_back("第" + lines_text(skipped_headers_) +
                                          "行重复了表头，没有算进表里");
        }
    }

    void tell_empty(std::size_t column, const std::vector<std::size_t>& lines) {
        const KindColumn& of = kind_.columns[column];
        // Money comes in or goes out, and a balance may stand once a day.
        if (kind_.layout == TableLayout::ledger && of.type == ColumnType::money) return;
        if (of.need == ColumnNeed::cell) {
            constexpr std::size_t told_max = 20;
            for (std::size_t i = 0; i < std::min(lines.size(), told_max); ++i) {
                add("cell", Severity::refuse, lines[i], label(column), "这一格是空的",
                    "请填上；如果是合并的格子，请取消合并，每行都填");
            }
            return;
        }
        const std::size_t entries = static_cast<std::size_t>(
            std::count_if(reading_.rows.begin(), reading_.rows.end(),
                          [](const ReadRow& row) { return row.role == RowRole::entry; }));
        const bool usual = of.type != ColumnType::text && !is_date_type(of.type);
        if (usual || lines.size() * 2 > entries) return;
        add("cell", Severity::warn, lines.front(), label(column),
            "第" + lines_text(lines) + "行没有填",
            of.key == "group" ? "已按上面一行的“组别”读，请核对" : "请补上");
    }

    const Sheet& sheet_;
    const DisclosureKind& kind_;
    const ReadingOptions& options_;
    HeaderMatch match_;
    TableReading reading_;
    std::string last_group_;
    std::map<std::size_t, std::vector<std::size_t>> empty_;  // by column: lines
    std::map<std::size_t, std::vector<std::size_t>> rounded_;
    std::map<std::size_t, std::vector<std::size_t>> serials_;
    std::map<std::size_t, std::vector<std::size_t>> odd_;
    std::vector<std::size_t> hidden_lines_;
    std::vector<std::size_t> note_lines_;
    std::vector<std::size_t> skipped_headers_;
};

struct SheetChoice {
    const Sheet* sheet = nullptr;
    std::optional<HeaderMatch> match;
};

TableReading without_header(const Workbook& book, const DisclosureKind& kind) {
    TableReading reading;
    const bool any = std::any_of(book.sheets.begin(), book.sheets.end(),
                                 [](const Sheet& sheet) { return !sheet.rows.empty(); });
    if (!any) return reading;
    std::string labels;
    for (const KindColumn& column : kind.columns) {
        if (column.need <= ColumnNeed::column)
            labels += (labels.empty() ? "" : "、") + column.label;
    }
    reading.findings.push_back(sheet_finding("column", Severity::refuse, 1, "",
                                             "没有找到“" + kind.name + "”的表头",
                                             "请看看选对了表没有；表头要有这些列：" + labels));
    return reading;
}

void tell_sheets(const std::vector<SheetChoice>& fitting, const Workbook& book,
                 TableReading& reading) {
    if (fitting.size() > 1) {
        std::string names;
        for (const SheetChoice& each : fitting) names += "“" + each.sheet->name + "”";
        reading.findings.push_back(sheet_finding(
            "sheet", Severity::refuse, 0, "", "文件里有几张同样的表：" + names + "，只读了第一张",
            "请每个文件只留一张表，分别导入"));
    } else if (book.sheets.size() > 1) {
        reading.understood.push_back("读的是工作表“" + reading.sheet + "”，其他工作表没有读");
    }
    if (!fitting.empty() && fitting[0].sheet->hidden) {
        reading.findings.push_back(sheet_finding("hidden", Severity::warn, 0, "",
                                                 "工作表“" + reading.sheet + "”是隐藏的",
                                                 "请核对要公开的是不是它"));
    }
}

std::vector<SheetChoice> fitting_sheets(const Workbook& book, const DisclosureKind& kind,
                                        const ReadingOptions& options) {
    std::vector<SheetChoice> visible;
    std::vector<SheetChoice> hidden;
    for (const Sheet& sheet : book.sheets) {
        if (!options.sheet.empty() && sheet.name != options.sheet) continue;
        std::optional<HeaderMatch> match = find_header(sheet, kind);
        if (!match || match->row_last + 1 >= sheet.rows.size()) {
            // A header alone counts if there is nothing better.
            if (!match || !visible.empty()) continue;
        }
        (sheet.hidden ? hidden : visible).push_back({&sheet, std::move(match)});
    }
    std::vector<SheetChoice> fitting = visible.empty() ? std::move(hidden) : std::move(visible);
    const auto is_filled = [](const SheetChoice& each) {
        return each.match->row_last + 1 < each.sheet->rows.size();
    };
    if (std::any_of(fitting.begin(), fitting.end(), is_filled)) {
        std::erase_if(fitting, [&](const SheetChoice& each) { return !is_filled(each); });
    }
    return fitting;
}

}  // namespace

Finding sheet_finding(std::string code, Severity severity, std::size_t line, std::string_view label,
                      std::string message, std::string suggestion) {
    Finding finding;
    if (line > 0) {
        finding.row = line;
        finding.path = "/lines/" + std::to_string(line);
        finding.place = "第" + std::to_string(line) + "行";
    } else {
        finding.place = "这个文件";
    }
    if (!label.empty()) finding.place += "“" + std::string(label) + "”";
    finding.code = std::move(code);
    finding.severity = severity;
    finding.message = std::move(message);
    finding.suggestion = std::move(suggestion);
    return finding;
}

TableReading read_table(const Workbook& book, const DisclosureKind& kind,
                        const ReadingOptions& options) {
    if (kind.layout == TableLayout::items) return read_items(book, kind, options);
    std::vector<SheetChoice> fitting = fitting_sheets(book, kind, options);
    if (fitting.empty()) return without_header(book, kind);
    TableReading reading =
        RowReader(*fitting[0].sheet, kind, options, std::move(*fitting[0].match)).run();
    tell_sheets(fitting, book, reading);
    const bool empty = std::none_of(reading.rows.begin(), reading.rows.end(),
                                    [](const ReadRow& row) { return row.role == RowRole::entry; });
    if (empty) {
        reading.findings.push_back(sheet_finding("empty", Severity::refuse, reading.header_line, "",
                                                 "表头下面一行内容也没有", "请把内容填好再导入"));
    }
    return reading;
}

}  // namespace hall
