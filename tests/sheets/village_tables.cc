#include "tests/sheets/village_tables.h"

#include <map>

#include "sync/sheets/sheet_reader.h"
#include "tests/catch.h"

namespace hall::test {

namespace {

constexpr std::size_t entries_made = 5;
constexpr const char* people[] = {"周福贵", "李秀英", "王建国", "张大山", "陈小兰"};

std::string plain_number(std::int64_t in_millionths) {
    return number_text(in_millionths);
}

std::string written(const KindColumn& column, std::int64_t value) {
    const bool rate = column.unit.find('/') != std::string::npos;
    if (column.type != ColumnType::money || rate) return plain_number(value);
    return plain_yuan_text(value / millionths_per_fen);
}

std::string text_for(const KindColumn& column, std::size_t row) {
    switch (column.type) {
        case ColumnType::date:
            return "2018-0" + std::to_string(1 + row % 3) + "-1" + std::to_string(row);
        case ColumnType::month_or_date:
            if (column.key == "birth") return "198" + std::to_string(row) + "-03";
            return "201" + std::to_string(row) + "-03";
        case ColumnType::range:
            return "2018年1月1日至2023年12月31日";
        case ColumnType::yes_no:
            return row % 2 == 0 ? "是" : "否";
        case ColumnType::phone:
            return "138****567" + std::to_string(row);
        case ColumnType::capitals:
        case ColumnType::signature:
            return "";
        default:
            break;
    }
    if (column.key == "group") return std::to_string(row + 1) + "组";
    if (column.person == ColumnPerson::name) return people[row];
    if (column.person == ColumnPerson::account) return "**** **** **** 123" + std::to_string(row);
    if (column.key == "remark") return "";
    if (!column.choices.empty()) return column.choices[row % column.choices.size()];
    return "事项" + std::string(row + 1, 'A');
}

std::int64_t number_for(const KindColumn& column, std::size_t row, std::size_t place) {
    const auto n = static_cast<std::int64_t>((row + 1) * 7 + place);
    if (column.key == "seq") return static_cast<std::int64_t>(row + 1) * millionths;
    if (column.key == "age") return (n + 30) * millionths;
    if (column.type == ColumnType::integer) return (n % 5 + 1) * millionths;
    if (column.type == ColumnType::decimal) return n * 37 * (millionths / 100);
    return n * 1235 * (millionths / 100);
}

void apply_row_rules(const DisclosureKind& kind, std::vector<std::int64_t>& numbers) {
    for (const SumRule& rule : kind.rules) {
        if (rule.scope != RuleScope::row) continue;
        std::int64_t value = 0;
        for (const RuleTerm& term : rule.terms) {
            value += numbers[*column_index(kind, term.key)] * term.sign;
        }
        if (!rule.product.empty()) {
            long double product = rule.factor;
            for (const std::string& key : rule.product) {
                product *= static_cast<long double>(numbers[*column_index(kind, key)]) / millionths;
            }
            value = static_cast<std::int64_t>(product * 100 + 0.5L) * millionths_per_fen;
        }
        numbers[*column_index(kind, rule.result)] = value;
    }
    // What is taken away must be there: of an area, more is under contract than is left out.
    if (const auto excluded = column_index(kind, "excluded")) {
        const std::int64_t area = numbers[*column_index(kind, "area")];
        if (area < 0) {
            numbers[*excluded] = 0;
            apply_row_rules(kind, numbers);
        }
    }
}

VillageTable list_table(const DisclosureKind& kind) {
    VillageTable table;
    table.grid.push_back({"滴水村2018年第一季度" + kind.name});
    table.header = 1;
    std::vector<std::string> header;
    for (const KindColumn& column : kind.columns) {
        header.push_back(column.label + (column.unit.empty() ? "" : "（" + column.unit + "）"));
    }
    table.grid.push_back(header);
    std::vector<std::int64_t> sums(kind.columns.size());
    for (std::size_t row = 0; row < entries_made; ++row) {
        std::vector<std::int64_t> numbers;
        for (std::size_t i = 0; i < kind.columns.size(); ++i) {
            numbers.push_back(number_for(kind.columns[i], row, i));
        }
        apply_row_rules(kind, numbers);
        std::vector<std::string> cells;
        for (std::size_t i = 0; i < kind.columns.size(); ++i) {
            const KindColumn& column = kind.columns[i];
            const bool number = column.type == ColumnType::money ||
                                column.type == ColumnType::decimal ||
                                column.type == ColumnType::integer;
            cells.push_back(number ? written(column, numbers[i]) : text_for(column, row));
            sums[i] += numbers[i];
        }
        table.grid.push_back(cells);
    }
    table.entries = entries_made;
    std::vector<std::string> total(kind.columns.size());
    bool any = false;
    for (std::size_t i = 0; i < kind.columns.size(); ++i) {
        if (!kind.columns[i].total) continue;
        total[i] = written(kind.columns[i], sums[i]);
        any = true;
    }
    total[0] = "合计";
    if (any) table.grid.push_back(total);
    const auto fen = [&](const std::string& key) -> std::optional<Fen> {
        if (key.empty()) return std::nullopt;
        return sums[*column_index(kind, key)] / millionths_per_fen;
    };
    table.sums = {.opening = fen(kind.sums.opening),
                  .income = fen(kind.sums.income),
                  .spending = fen(kind.sums.spending),
                  .closing = fen(kind.sums.closing),
                  .totals = {}};
    return table;
}

VillageTable ledger_table(const DisclosureKind& kind) {
    VillageTable table;
    table.grid = {
        {"滴水村2018年第一季度" + kind.name},
        {"编制单位：滴水村村民委员会", "", "", "", "", "", "单位：元"},
        {"日期", "凭证号", "摘要", "科目", "收入", "支出", "结余", "经手人", "审批人", "备注"},
        {"2018-01-01", "", "上期结转", "", "", "", "1000.00"}};
    table.header = 2;
    Fen balance = 100'000;
    Fen income = 0;
    Fen spending = 0;
    for (std::size_t row = 0; row < entries_made; ++row) {
        const Fen amount = 12'345 + static_cast<Fen>(row) * 1'111;
        const bool in = row % 2 == 0;
        balance += in ? amount : -amount;
        (in ? income : spending) += amount;
        table.grid.push_back({"2018-01-1" + std::to_string(row), "记-00" + std::to_string(row),
                              in ? "收鱼塘租金" : "付清淤人工费", in ? "经营收入" : "其他支出",
                              in ? plain_yuan_text(amount) : "", in ? "" : plain_yuan_text(amount),
                              plain_yuan_text(balance), "周福贵", "李秀英", ""});
    }
    table.grid.push_back({"合计", "", "", "", plain_yuan_text(income), plain_yuan_text(spending),
                          plain_yuan_text(balance)});
    table.entries = entries_made;
    table.sums = {100'000, income, spending, balance, {}};
    return table;
}

VillageTable items_table(const DisclosureKind& kind) {
    VillageTable table;
    std::map<std::string, Fen> fen;
    for (std::size_t i = 0; i < kind.items.size(); ++i) {
        fen[kind.items[i].key] = static_cast<Fen>(i + 3) * 10'000;
    }
    for (int round = 0; round < 3; ++round) {  // some rules stand before those they need
        for (const SumRule& rule : kind.rules) {
            Fen sum = 0;
            for (const RuleTerm& term : rule.terms) sum += fen[term.key] * term.sign;
            fen[rule.result] = sum;
        }
    }
    const bool ten_thousands = kind.columns[3].unit == "万元";
    table.grid = {{"滴水村2018年度" + kind.name}};
    table.header = 1;
    table.grid.push_back({"指标名称", "代码", "计量单位", "数量"});
    for (const KindItem& item : kind.items) {
        const Fen amount = fen[item.key];
        table.grid.push_back({item.label, item.key, ten_thousands ? "万元" : "元",
                              item.is_text    ? "收支平衡"
                              : ten_thousands ? plain_number(amount * (millionths_per_fen / 10'000))
                                              : plain_yuan_text(amount)});
        table.entries += !item.is_text;
    }
    const auto sum = [&](const std::string& key) {
        return key.empty() ? std::nullopt : std::optional(fen[key]);
    };
    table.sums = {sum(kind.sums.opening),
                  sum(kind.sums.income),
                  sum(kind.sums.spending),
                  sum(kind.sums.closing),
                  {}};
    return table;
}

}  // namespace

const DisclosureKinds& shipped_kinds() {
    static const DisclosureKinds kinds = [] {
        DiskFiles files;
        return VALUE(DisclosureKinds::load(files, Path(HALL_SOURCE_DIR "/assets")));
    }();
    return kinds;
}

const DisclosureKind& kind_named(std::string_view id) {
    const DisclosureKind* kind = shipped_kinds().find(id);
    REQUIRE(kind != nullptr);
    return *kind;
}

VillageTable village_table(const DisclosureKind& kind) {
    if (kind.layout == TableLayout::items) return items_table(kind);
    return kind.layout == TableLayout::ledger ? ledger_table(kind) : list_table(kind);
}

std::string csv_of(const Grid& grid) {
    std::string text;
    for (const std::vector<std::string>& row : grid) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += ',';
            const bool quoted = row[i].find_first_of(",\"\n") != std::string::npos;
            if (!quoted) {
                text += row[i];
                continue;
            }
            text += '"';
            for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
            text += '"';
        }
        text += "\r\n";
    }
    return text;
}

DisclosurePreview previewed(std::string_view bytes, const DisclosureKind& kind) {
    return preview_disclosure(read_workbook(bytes), kind, {.sheet = {}, .today = {2026, 11, 23}});
}

DisclosurePreview previewed(const Grid& grid, const DisclosureKind& kind) {
    return previewed(csv_of(grid), kind);
}

std::string refusals(const DisclosurePreview& preview) {
    std::string text;
    for (const Finding& finding : preview.findings) {
        if (finding.severity != Severity::refuse) continue;
        text += (text.empty() ? "" : ", ") + std::to_string(finding.row.value_or(0)) + " " +
                finding.code;
    }
    return text;
}

std::string texts_of(const DisclosurePreview& preview) {
    std::string text;
    for (const Finding& finding : preview.findings) text += text_of(finding) + "\n";
    return text;
}

}  // namespace hall::test
