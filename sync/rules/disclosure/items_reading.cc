#include "sync/rules/disclosure/items_reading.h"

#include <algorithm>
#include <map>

#include "sync/core/utf8.h"
#include "sync/rules/disclosure/header_match.h"
#include "sync/rules/disclosure/row_roles.h"
#include "sync/rules/disclosure/table_title.h"

namespace hall {

namespace {

// "一、总收入", "（1）固定资产原价", "其中：…", "减：…" without what stands in front.
std::string without_numbering(std::string_view text) {
    std::string label = plain_label(text);
    const auto erase_start = [&](std::size_t bytes) { label.erase(0, bytes); };
    for (bool again = true; again;) {
        again = false;
        for (const std::string_view word : {"其中:", "其中", "减:", "加:", "减", "#", "-", "·"}) {
            if (!label.starts_with(word) || label.size() == word.size()) continue;
            erase_start(word.size());
            again = true;
        }
        std::string_view rest = label;
        if (rest.starts_with("(")) rest.remove_prefix(1);
        std::size_t figures = 0;
        while (!rest.empty()) {
            const std::string_view before = rest;
            const char32_t c = next_character(rest);
            const bool figure = (c >= '0' && c <= '9') ||
                                std::u32string_view(U"一二三四五六七八九十①②③④⑤⑥⑦⑧⑨").find(c) !=
                                    std::u32string_view::npos;
            if (!figure) {
                rest = before;
                break;
            }
            ++figures;
        }
        if (figures == 0) continue;
        for (const std::string_view mark : {"、", ".", ")", ":", ","}) {
            if (!rest.starts_with(mark)) continue;
            erase_start(label.size() - rest.size() + mark.size());
            again = true;
            break;
        }
    }
    return label;
}

class ItemIndex {
  public:
    explicit ItemIndex(const DisclosureKind& kind) {
        for (std::size_t i = 0; i < kind.items.size(); ++i) {
            add(kind.items[i].label, i);
            for (const std::string& name : kind.items[i].also) add(name, i);
        }
    }

    std::optional<std::size_t> find(std::string_view text) const {
        if (text.empty() || text.size() > 120) return std::nullopt;
        const std::string label = without_numbering(text);
        for (const std::string& form : {label, bare_label(label)}) {
            const auto found = items_.find(form);
            if (found != items_.end()) return found->second;
        }
        return std::nullopt;
    }

  private:
    void add(const std::string& name, std::size_t item) {
        items_.emplace(without_numbering(name), item);
        items_.emplace(bare_label(without_numbering(name)), item);
    }

    std::map<std::string, std::size_t> items_;
};

std::size_t items_on(const Sheet& sheet, const ItemIndex& index) {
    std::size_t count = 0;
    for (const SheetRow& row : sheet.rows) {
        for (const SheetCell& cell : row.cells) count += index.find(cell.text).has_value();
    }
    return count;
}

class ItemReader {
  public:
    ItemReader(const Sheet& sheet, const DisclosureKind& kind)
        : sheet_(sheet), kind_(kind), index_(kind), header_(find_header(sheet, kind)) {}

    TableReading run() && {
        reading_.sheet = sheet_.name;
        const std::size_t first = first_row();
        reading_.title = title_of(sheet_, first);
        factor_ = std::max<std::int64_t>(reading_.title.money_factor, 0);
        if (header_) {
            reading_.header_line = sheet_.rows[header_->row_last].line;
            reading_.labels = header_->labels;
            reading_.at = header_->at;
            const std::int64_t own = label_factor();
            if (own > 0) factor_ = own;
        }
        if (const std::optional<std::size_t> wide = wide_header()) {
            read_wide(*wide);
        } else {
            for (std::size_t i = first; i < sheet_.rows.size(); ++i) read_row(sheet_.rows[i]);
        }
        tell_missing();
        return std::move(reading_);
    }

  private:
    std::int64_t label_factor() const {
        const auto amount = column_index(kind_, "amount");
        if (!amount || !header_->at[*amount]) return 0;
        return money_factor_in(header_->labels[*header_->at[*amount]]);
    }

    std::size_t first_row() const {
        if (header_) return header_->row_last + 1;
        for (std::size_t i = 0; i < sheet_.rows.size(); ++i) {
            for (const SheetCell& cell : sheet_.rows[i].cells) {
                if (index_.find(cell.text)) return i;
            }
        }
        return sheet_.rows.size();
    }

    // A row with several items whose values stand in a row below it.
    std::optional<std::size_t> wide_header() const {
        constexpr std::size_t items_min = 3;
        for (std::size_t i = 0; i + 1 < sheet_.rows.size(); ++i) {
            std::size_t items = 0;
            std::size_t values = 0;
            for (const SheetCell& cell : sheet_.rows[i].cells) {
                items += index_.find(cell.text).has_value();
                values += read_number(cell.text).value.has_value();
            }
            if (items >= items_min && values == 0) return i;
        }
        return std::nullopt;
    }

    // Of a header in two lines the lower names what the upper joins: "本月总收入" over "合计" and
    // its parts.
    void read_wide(std::size_t header) {
        std::size_t values = header + 1;
        while (values < sheet_.rows.size() && !has_numbers(sheet_.rows[values])) ++values;
        if (values == sheet_.rows.size()) return;
        reading_.header_line = sheet_.rows[values - 1].line;
        std::string spread;
        const SheetRow& row = sheet_.rows[values];
        for (std::size_t column = 0; column < row.cells.size(); ++column) {
            const std::string upper = text_at(header, column);
            const std::string lower = values - header > 1 ? text_at(values - 1, column) : "";
            if (!upper.empty()) spread = upper;
            std::optional<std::size_t> item = index_.find(lower);
            const std::string plain = plain_label(lower);
            if (!item &&
                (lower.empty() ? !upper.empty() : role_of_label(plain, false).has_value())) {
                item = index_.find(lower.empty() ? upper : spread);
            }
            if (item) take(*item, row.line, row.cells[column], factor_);
        }
        for (std::size_t below = values + 1; below < sheet_.rows.size(); ++below) {
            read_row(sheet_.rows[below]);
            if (!has_numbers(sheet_.rows[below]) || has_items(sheet_.rows[below])) continue;
            add("item", Severity::refuse, sheet_.rows[below].line, "",
                "下面还有一行数字，看不出是哪一期的", "请每一期单独存一个文件，分别导入");
            return;
        }
    }

    bool has_items(const SheetRow& row) const {
        return std::any_of(row.cells.begin(), row.cells.end(), [&](const SheetCell& cell) {
            return index_.find(cell.text).has_value();
        });
    }

    static bool has_numbers(const SheetRow& row) {
        return std::count_if(row.cells.begin(), row.cells.end(), [](const SheetCell& cell) {
                   return read_number(cell.text).value.has_value();
               }) >= 2;
    }

    std::string text_at(std::size_t row, std::size_t column) const {
        const std::vector<SheetCell>& cells = sheet_.rows[row].cells;
        return column < cells.size() ? cells[column].text : std::string();
    }

    void read_row(const SheetRow& row) {
        std::vector<std::size_t> labels;  // places of cells that name an item
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            if (index_.find(row.cells[i].text)) labels.push_back(i);
        }
        if (labels.empty()) {
            tell_unknown(row);
            return;
        }
        for (std::size_t k = 0; k < labels.size(); ++k) {
            const std::size_t end = k + 1 < labels.size() ? labels[k + 1] : row.cells.size();
            read_segment(row, labels[k], end);
        }
    }

    // From a label to the next one: code, unit and value, or the value alone.
    void read_segment(const SheetRow& row, std::size_t label, std::size_t end) {
        const std::size_t item = *index_.find(row.cells[label].text);
        std::int64_t factor = factor_;
        std::optional<std::size_t> value = place_of_value(label, end);
        for (std::size_t i = label + 1; i < end; ++i) {
            const std::string plain = plain_cell(row.cells[i].text);
            if (plain == "万元" || plain == "元" || plain == "千元") {
                factor = money_factor_in(plain);
                if (!value) continue;
            }
            const bool number = read_number(plain).value.has_value() ||
                                read_number(plain).problem != NumberProblem::none;
            if (!has_amount_column() && number && plain != "万元" && plain != "元") value = i;
        }
        if (const std::int64_t own = money_factor_in(row.cells[label].text); own > 0) factor = own;
        const SheetCell nothing;
        take(item, row.line, value && *value < row.cells.size() ? row.cells[*value] : nothing,
             factor);
    }

    bool has_amount_column() const {
        const auto amount = column_index(kind_, "amount");
        return header_ && amount && header_->at[*amount];
    }

    // By the header: the first column of amounts right of the label, in its block.
    std::optional<std::size_t> place_of_value(std::size_t label, std::size_t end) const {
        if (!has_amount_column()) return std::nullopt;
        const std::size_t amount = *header_->at[*column_index(kind_, "amount")];
        const std::size_t width = header_->block_width;
        for (std::size_t block = 0; block < header_->blocks; ++block) {
            const std::size_t at = amount + block * width;
            if (at > label && at < std::max(end, label + 2)) return at;
        }
        return amount > label ? std::optional(amount) : std::nullopt;
    }

    void take(std::size_t item, std::size_t line, const SheetCell& cell, std::int64_t factor) {
        const KindItem& of = kind_.items[item];
        for (const ReadItem& before : reading_.items) {
            if (before.item != item) continue;
            add("item", Severity::refuse, line, of.label, "这一项出现了两次", "请只留一行");
            return;
        }
        ReadItem read{.item = item, .line = line, .number = std::nullopt, .text = cell.text};
        if (!of.is_text) {
            const NumberStyle style{.factor = factor > 0 ? factor : usual_factor(),
                                    .step = millionths_per_fen,
                                    .may_round = cell.kind == CellKind::number};
            NumberReading number = read_number(cell.text, style);
            if (cell.kind == CellKind::no_formula_value) number = {{}, NumberProblem::formula};
            if (number.problem != NumberProblem::none) {
                add(number.problem == NumberProblem::formula ? "formula" : "cell", Severity::refuse,
                    line, of.label, sentence_of(number.problem, cell.text),
                    cure_of(number.problem));
                wrong_.push_back(item);
            }
            read.number = number.value;
            if (number.value && cell.red && *number.value > 0) reading_.has_red = true;
        }
        reading_.items.push_back(std::move(read));
    }

    // The form says its unit; a sheet that does not is read in the form's.
    std::int64_t usual_factor() {
        const auto amount = column_index(kind_, "amount");
        const std::int64_t usual = amount ? money_factor_in(kind_.columns[*amount].unit) : 1;
        if (!unit_told_) {
            unit_told_ = true;
            add("unit", Severity::warn, 0, "",
                "表里没有写单位，按“" + kind_.columns[amount.value_or(0)].unit + "”来读",
                "请核对，并在表头写明单位");
        }
        return usual;
    }

    // A line with an amount that the form does not have.
    void tell_unknown(const SheetRow& row) {
        std::string label;
        bool number = false;
        for (const SheetCell& cell : row.cells) {
            if (label.empty()) {
                label = cell.text;
            } else {
                number = number || read_number(cell.text).value.value_or(0) != 0;
            }
        }
        if (!number || is_note_text(plain_cell(label))) return;
        add("item", Severity::warn, row.line, "",
            "“" + std::string(prefix_of(label, 20)) + "”不是这张表里的项目，没有算进去",
            "请并到表里的一个项目下面");
    }

    void tell_missing() {
        if (reading_.items.empty()) return;
        std::string missing;
        for (std::size_t i = 0; i < kind_.items.size(); ++i) {
            if (!kind_.items[i].required) continue;
            const auto found = std::find_if(reading_.items.begin(), reading_.items.end(),
                                            [&](const ReadItem& read) { return read.item == i; });
            const bool wrong = std::find(wrong_.begin(), wrong_.end(), i) != wrong_.end();
            if (found == reading_.items.end()) {
                missing += (missing.empty() ? "“" : "、“") + kind_.items[i].label + "”";
            } else if (!found->number && !wrong) {
                add("cell", Severity::refuse, found->line, kind_.items[i].label, "没有填数",
                    "没有发生的请填0");
            }
        }
        if (missing.empty()) return;
        add("item", Severity::refuse, reading_.items.front().line, "", "表里缺少" + missing,
            "请补上这些行，没有发生的填0");
    }

    void add(std::string code, Severity severity, std::size_t line, std::string_view label,
             std::string message, std::string suggestion) {
        reading_.findings.push_back(sheet_finding(std::move(code), severity, line, label,
                                                  std::move(message), std::move(suggestion)));
    }

    const Sheet& sheet_;
    const DisclosureKind& kind_;
    const ItemIndex index_;
    std::optional<HeaderMatch> header_;
    TableReading reading_;
    std::int64_t factor_ = 0;  // 0: not said
    bool unit_told_ = false;
    std::vector<std::size_t> wrong_;
};

}  // namespace

TableReading read_items(const Workbook& book, const DisclosureKind& kind,
                        const ReadingOptions& options) {
    const ItemIndex index(kind);
    std::vector<const Sheet*> fitting;
    std::size_t most = 0;
    for (const Sheet& sheet : book.sheets) {
        if (!options.sheet.empty() && sheet.name != options.sheet) continue;
        const std::size_t items = items_on(sheet, index);
        if (items < 3 || sheet.hidden) continue;
        most = std::max(most, items);
        fitting.push_back(&sheet);
    }
    std::erase_if(fitting, [&](const Sheet* sheet) { return items_on(*sheet, index) * 2 < most; });
    if (fitting.empty()) {
        TableReading reading;
        const bool any = std::any_of(book.sheets.begin(), book.sheets.end(),
                                     [](const Sheet& sheet) { return !sheet.rows.empty(); });
        if (!any) return reading;
        reading.findings.push_back(
            sheet_finding("column", Severity::refuse, 1, "", "没有找到“" + kind.name + "”的项目",
                          "请看看选对了表没有；表里要有“" + kind.items.front().label + "”这些行"));
        return reading;
    }
    TableReading reading = ItemReader(*fitting[0], kind).run();
    if (fitting.size() > 1) {
        reading.findings.push_back(sheet_finding("sheet", Severity::refuse, 0, "",
                                                 "文件里有几张同样的表，只读了第一张",
                                                 "请每个文件只留一张表，分别导入"));
    }
    const bool no_number =
        std::none_of(reading.items.begin(), reading.items.end(),
                     [](const ReadItem& item) { return item.number.has_value(); });
    if (no_number) {
        reading.findings.push_back(sheet_finding("column", Severity::refuse, reading.header_line,
                                                 "", "没有找到写金额的那一列",
                                                 "请补上“数量”或“金额”这一列"));
    }
    return reading;
}

}  // namespace hall
