#include "sync/sheets/xlsx_reader.h"

#include <algorithm>
#include <map>

#include "sync/core/blank.h"
#include "sync/core/number.h"
#include "sync/sheets/xlsx_styles.h"
#include "sync/sheets/zip_archive.h"

namespace hall {

namespace {

constexpr std::uint64_t small_part_max = 16 << 20;

struct SheetEntry {
    std::string name;
    std::string relation;
    bool hidden = false;
};

class WorkbookPart final : public XmlListener {
  public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "workbookPr") {
            const std::string_view value = attribute(attributes, "date1904");
            from_1904 = value == "1" || value == "true";
        } else if (name == "sheet") {
            const std::string_view state = attribute(attributes, "state");
            sheets.push_back({.name = std::string(attribute(attributes, "name")),
                              .relation = std::string(attribute(attributes, "id")),
                              .hidden = state == "hidden" || state == "veryHidden"});
        }
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::vector<SheetEntry> sheets;
    bool from_1904 = false;
};

class RelationsPart final : public XmlListener {
  public:
    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name != "Relationship") return;
        std::string target(attribute(attributes, "Target"));
        target = target.starts_with("/") ? target.substr(1) : "xl/" + target;
        targets[std::string(attribute(attributes, "Id"))] = target;
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::map<std::string, std::string> targets;
};

class StringsPart final : public XmlListener {
  public:
    explicit StringsPart(std::size_t strings_max) : strings_max_(strings_max) {}

    void start(std::string_view name, const XmlAttributes&) override {
        if (name == "si") strings.emplace_back();
        if (name == "rPh") phonetic_ = true;  // how it is read aloud; not its text
        in_text_ = name == "t" && !phonetic_;
    }
    void end(std::string_view name) override {
        if (name == "rPh") phonetic_ = false;
        if (name == "t") in_text_ = false;
    }
    void text(std::string_view text) override {
        if (in_text_ && !strings.empty()) strings.back() += text;
    }
    bool is_done() const override { return strings.size() > strings_max_; }

    std::vector<std::string> strings;

  private:
    std::size_t strings_max_;
    bool in_text_ = false;
    bool phonetic_ = false;
};

// "B5": column 1, line 5; lines from 1. Nothing for anything else.
struct CellPlace {
    std::size_t column = 0;
    std::size_t line = 0;
};

std::optional<CellPlace> place_of(std::string_view reference) {
    CellPlace place;
    std::size_t at = 0;
    while (at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 3) {
        place.column = place.column * 26 + static_cast<std::size_t>(reference[at] - 'A') + 1;
        ++at;
    }
    const auto line = parse_number<std::uint32_t>(reference.substr(at));
    if (at == 0 || !line || *line == 0) return std::nullopt;
    --place.column;
    place.line = *line;
    return place;
}

struct SharedParts {
    std::vector<std::string> strings;
    std::vector<CellStyle> styles;
    bool from_1904 = false;
};

class SheetPart final : public XmlListener {
  public:
    SheetPart(Sheet& sheet, const SharedParts& shared, const SheetLimits& limits)
        : sheet_(sheet), shared_(shared), limits_(limits) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "row") {
            const auto line = parse_number<std::uint32_t>(attribute(attributes, "r"));
            line_ = line ? *line : line_ + 1;
            row_ = {};
            row_.line = line_;
            row_.hidden = is_true(attribute(attributes, "hidden"));
            column_ = 0;
        } else if (name == "c") {
            start_cell(attributes);
        } else if (name == "f") {
            has_formula_ = true;
        } else if (name == "v" || name == "t") {
            in_value_ = !phonetic_;
        } else if (name == "rPh") {
            phonetic_ = true;
        } else if (name == "mergeCell") {
            merge(attribute(attributes, "ref"));
        }
    }

    void end(std::string_view name) override {
        if (name == "v" || name == "t") in_value_ = false;
        if (name == "rPh") phonetic_ = false;
        if (name == "c") end_cell();
        if (name == "row") end_row();
    }

    void text(std::string_view text) override {
        constexpr std::size_t text_max = 1 << 16;
        if (in_value_ && value_.size() < text_max) value_ += text;
    }

    bool is_done() const override { return full_; }
    bool is_full() const { return full_; }
    std::size_t line() const { return line_; }

  private:
    static bool is_true(std::string_view value) { return value == "1" || value == "true"; }

    void start_cell(const XmlAttributes& attributes) {
        if (const auto place = place_of(attribute(attributes, "r"))) column_ = place->column;
        type_ = attribute(attributes, "t");
        const auto style = parse_number<std::uint32_t>(attribute(attributes, "s"));
        style_ = style && *style < shared_.styles.size() ? shared_.styles[*style] : CellStyle{};
        value_.clear();
        has_formula_ = false;
    }

    SheetCell cell() const {
        if (type_ == "s") {
            const auto index = parse_number<std::uint32_t>(value_);
            if (!index || *index >= shared_.strings.size()) return {};
            return text_cell(shared_.strings[*index]);
        }
        if (type_ == "e") return {.text = value_, .kind = CellKind::error, .red = style_.red};
        if (type_ == "b") return text_cell(value_ == "1" ? "是" : "否");
        if (has_formula_ && value_.empty() && type_ != "str") {
            return {.text = "=", .kind = CellKind::no_formula_value, .red = style_.red};
        }
        if (type_ == "d") return {.text = value_.substr(0, 10), .kind = CellKind::date};
        if (type_ == "str" || type_ == "inlineStr") return text_cell(value_);
        return value_.empty() ? SheetCell{} : shown_cell(value_, style_, shared_.from_1904);
    }

    SheetCell text_cell(std::string_view text) const {
        return {.text = std::string(trimmed(text)), .kind = CellKind::text, .red = style_.red};
    }

    void end_cell() {
        if (column_ < limits_.columns_max) {
            SheetCell read = cell();
            if (!read.text.empty()) {
                row_.cells.resize(std::max(row_.cells.size(), column_ + 1));
                cells_ += 1;
                row_.cells[column_] = std::move(read);
            }
        }
        ++column_;
    }

    void end_row() {
        if (!row_.cells.empty()) sheet_.rows.push_back(std::move(row_));
        row_ = {};
        full_ = sheet_.rows.size() >= limits_.rows_max || cells_ > limits_.cells_max;
    }

    void merge(std::string_view reference) {
        constexpr std::size_t merged_max = 20'000;
        const std::size_t colon = reference.find(':');
        if (colon == std::string_view::npos || sheet_.merged.size() >= merged_max) return;
        const auto first = place_of(reference.substr(0, colon));
        const auto last = place_of(reference.substr(colon + 1));
        if (!first || !last) return;
        sheet_.merged.push_back({first->line, last->line, first->column, last->column});
    }

    Sheet& sheet_;
    const SharedParts& shared_;
    const SheetLimits& limits_;
    SheetRow row_;
    std::size_t line_ = 0;
    std::size_t column_ = 0;
    std::size_t cells_ = 0;
    std::string type_;
    CellStyle style_;
    std::string value_;
    bool has_formula_ = false;
    bool in_value_ = false;
    bool phonetic_ = false;
    bool full_ = false;
};

SheetProblem whole_file(std::string code, std::string message, std::string suggestion) {
    return {.code = std::move(code),
            .line = std::nullopt,
            .message = std::move(message),
            .suggestion = std::move(suggestion)};
}

SheetProblem problem_of(const Error& error) {
    if (error.code() == Errc::refused) {
        return whole_file("password", "设了打开密码，读不了",
                          "请打开后去掉密码，另存为xlsx，再导入一次");
    }
    if (error.code() == Errc::exhausted) {
        return whole_file("size", "解开后太大，不像是一张表",
                          "请在WPS或Excel里新建一张表，只复制要公开的内容，再导入一次");
    }
    return whole_file("format", "坏了，或者没有传完整，打不开",
                      "请用WPS或Excel打开看看，另存一份xlsx，再导入一次");
}

class XlsxFile {
  public:
    XlsxFile(const ZipArchive& zip, const SheetLimits& limits) : zip_(zip), limits_(limits) {}

    Result<Workbook> read() {
        Workbook book{.format = "XLSX", .encoding = "UTF-8", .sheets = {}, .problems = {}};
        WorkbookPart names;
        TRY(zip_.read_xml_part("xl/workbook.xml", small_part_max, names));
        RelationsPart relations;
        TRY(zip_.read_xml_part("xl/_rels/workbook.xml.rels", small_part_max, relations));
        shared_.from_1904 = names.from_1904;
        TRY(read_shared());
        constexpr std::size_t sheets_max = 64;
        if (names.sheets.size() > sheets_max) names.sheets.resize(sheets_max);
        for (const SheetEntry& entry : names.sheets) {
            const auto target = relations.targets.find(entry.relation);
            if (target == relations.targets.end() ||
                target->second.find("worksheets/") == std::string::npos) {
                continue;  // a sheet of charts
            }
            TRY(read_sheet(entry, target->second, book));
        }
        return book;
    }

  private:
    Result<void> read_shared() {
        if (zip_.has("xl/sharedStrings.xml")) {
            StringsPart strings(limits_.cells_max);
            TRY(zip_.read_xml_part("xl/sharedStrings.xml", limits_.inflated_max, strings));
            shared_.strings = std::move(strings.strings);
        }
        if (zip_.has("xl/styles.xml")) {
            StylesPart styles;
            TRY(zip_.read_xml_part("xl/styles.xml", small_part_max, styles));
            shared_.styles = styles.take();
        }
        return {};
    }

    Result<void> read_sheet(const SheetEntry& entry, const std::string& part, Workbook& book) {
        Sheet sheet;
        sheet.name = entry.name;
        sheet.hidden = entry.hidden;
        SheetPart listener(sheet, shared_, limits_);
        TRY(zip_.read_xml_part(part, limits_.inflated_max, listener));
        if (listener.is_full()) {
            book.problems.push_back(
                {.code = "size",
                 .line = listener.line(),
                 .message = "表太长，从第" + std::to_string(listener.line()) + "行起没有再读",
                 .suggestion = "请按组或按月分成几张表，分别导入"});
        }
        book.sheets.push_back(std::move(sheet));
        return {};
    }

    const ZipArchive& zip_;
    const SheetLimits& limits_;
    SharedParts shared_;
};

std::optional<SheetProblem> other_archive(const ZipArchive& zip) {
    const std::string save = "请用WPS或Excel打开它，点“另存为”，类型选“xlsx”，再导入一次";
    if (zip.has("xl/workbook.xml")) return std::nullopt;
    if (zip.has("xl/workbook.bin"))
        return whole_file("format", "是二进制表格（.xlsb），读不了", save);
    if (zip.has("word/document.xml")) {
        return whole_file("format", "是Word文档，不是表格",
                          "请把表复制到WPS表格或Excel里，另存为xlsx，再导入一次");
    }
    if (zip.has("content.xml")) return whole_file("format", "是ODS表格，读不了", save);
    return whole_file("format", "是压缩包，不是表格", "请先解压，再导入里面的表");
}

}  // namespace

Workbook read_xlsx(std::string_view bytes, const SheetLimits& limits) {
    Workbook unreadable;
    const Result<ZipArchive> zip = ZipArchive::open(bytes);
    if (!zip.ok()) {
        unreadable.problems.push_back(problem_of(zip.error()));
        return unreadable;
    }
    if (const auto other = other_archive(zip.value())) {
        unreadable.problems.push_back(*other);
        return unreadable;
    }
    Result<Workbook> book = XlsxFile(zip.value(), limits).read();
    if (book.ok()) return std::move(book).value();
    unreadable.problems.push_back(problem_of(book.error()));
    return unreadable;
}

}  // namespace hall
