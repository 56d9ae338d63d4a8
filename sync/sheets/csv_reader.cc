#include "sync/sheets/csv_reader.h"

#include <algorithm>
#include <array>

#include "sync/core/blank.h"
#include "sync/sheets/text_encoding.h"

namespace hall {

namespace {

// How often a separator parts the first lines, outside quotes.
char separator_of(std::string_view text) {
    constexpr std::size_t sample_bytes = 16384;
    constexpr std::array<char, 3> separators = {',', '\t', ';'};
    std::array<std::size_t, 3> lines_with{};
    std::array<std::size_t, 3> on_line{};
    bool quoted = false;
    const auto end_line = [&] {
        for (std::size_t k = 0; k < separators.size(); ++k) {
            lines_with[k] += on_line[k] > 0 ? 4 + std::min<std::size_t>(on_line[k], 3) : 0;
            on_line[k] = 0;
        }
    };
    for (const char c : text.substr(0, sample_bytes)) {
        if (c == '"') quoted = !quoted;
        if (c == '\n' && !quoted) end_line();
        for (std::size_t k = 0; k < separators.size() && !quoted; ++k) {
            on_line[k] += c == separators[k];
        }
    }
    end_line();
    const auto most = std::max_element(lines_with.begin(), lines_with.end());
    return *most == 0 ? ',' : separators[static_cast<std::size_t>(most - lines_with.begin())];
}

// Typed by hand, cells are parted by Chinese commas; with plain ones the text, else nothing.
std::string with_plain_commas(std::string_view text) {
    constexpr std::size_t sample_bytes = 16384;
    constexpr std::string_view wide = "，";
    const std::string_view sample = text.substr(0, sample_bytes);
    if (sample.find_first_of(",\t;") != std::string_view::npos) return {};
    std::size_t commas = 0;
    std::size_t sentences = 0;
    for (std::size_t at = sample.find(wide); at != std::string_view::npos;
         at = sample.find(wide, at + wide.size())) {
        ++commas;
    }
    for (std::size_t at = sample.find("。"); at != std::string_view::npos;
         at = sample.find("。", at + 3)) {
        ++sentences;
    }
    const auto lines = static_cast<std::size_t>(std::count(sample.begin(), sample.end(), '\n'));
    if (commas < 2 * lines || commas < 4 || sentences * 4 > lines) return {};
    std::string plain(text);
    for (std::size_t at = plain.find(wide); at != std::string::npos; at = plain.find(wide, at)) {
        plain.replace(at, wide.size(), ",");
    }
    return plain;
}

class CsvRows {
  public:
    CsvRows(std::string_view text, const SheetLimits& limits)
        : text_(text), limits_(limits), separator_(separator_of(text)) {}

    void read_into(Workbook& book) {
        Sheet sheet;
        while (at_ < text_.size()) {
            SheetRow row = next_row();
            cells_ += row.cells.size();
            if (sheet.rows.size() == limits_.rows_max || cells_ > limits_.cells_max) {
                book.problems.push_back(
                    {.code = "size",
                     .line = row.line,
                     .message = "表太长，从第" + std::to_string(row.line) + "行起没有再读",
                     .suggestion = "请按组或按月分成几张表，分别导入"});
                break;
            }
            if (!row.cells.empty()) sheet.rows.push_back(std::move(row));
        }
        if (open_quote_line_) {
            book.problems.push_back({.code = "format",
                                     .line = open_quote_line_,
                                     .message = "有一个引号没有成对，后面的格子分不清",
                                     .suggestion = "请在表格软件里去掉这个引号，重新保存"});
        }
        book.sheets.push_back(std::move(sheet));
    }

  private:
    SheetRow next_row() {
        SheetRow row;
        row.line = line_;
        bool more = true;
        while (more) {
            std::string cell = next_cell(more);
            if (row.cells.size() < limits_.columns_max) {
                row.cells.push_back({.text = std::string(trimmed(cell))});
            }
        }
        while (!row.cells.empty() && row.cells.back().text.empty()) row.cells.pop_back();
        return row;
    }

    // `more`: another cell of this row follows.
    std::string next_cell(bool& more) {
        std::string cell;
        if (at_ < text_.size() && text_[at_] == '"' && !open_quote_line_) take_quoted(cell);
        while (at_ < text_.size() && text_[at_] != separator_ && !at_line_end()) {
            cell.push_back(text_[at_++]);
        }
        more = at_ < text_.size() && text_[at_] == separator_;
        if (more) {
            ++at_;
        } else {
            take_line_end();
        }
        return cell;
    }

    bool at_line_end() const { return text_[at_] == '\n' || text_[at_] == '\r'; }

    void take_line_end() {
        if (at_ >= text_.size()) return;
        if (text_[at_] == '\r') ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') ++at_;
        ++line_;
    }

    void take_quoted(std::string& cell) {
        const std::size_t from = at_;
        const std::size_t line = line_;
        for (++at_; at_ < text_.size(); ++at_) {
            const char c = text_[at_];
            if (c == '"') {
                if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
                    ++at_;
                    return;
                }
                ++at_;
            }
            line_ += c == '\n';
            cell.push_back(c);
        }
        // Never closed: the quote is a character like others, from its own line on.
        open_quote_line_ = line;
        at_ = from;
        line_ = line;
        cell.clear();
    }

    std::string_view text_;
    const SheetLimits& limits_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::size_t cells_ = 0;
    std::optional<std::size_t> open_quote_line_;
};

}  // namespace

Workbook csv_of_text(std::string_view text, const SheetLimits& limits) {
    const std::string with_commas = with_plain_commas(text);
    if (!with_commas.empty()) text = with_commas;
    Workbook book{.format = "CSV", .encoding = "UTF-8", .sheets = {}, .problems = {}};
    CsvRows(text, limits).read_into(book);
    return book;
}

Workbook read_csv(std::string_view bytes, const SheetLimits& limits) {
    DecodedText decoded = decode_text(bytes);
    Workbook book = csv_of_text(decoded.text, limits);
    book.encoding = std::move(decoded.encoding);
    book.problems.insert(book.problems.begin(), decoded.problems.begin(), decoded.problems.end());
    return book;
}

}  // namespace hall
