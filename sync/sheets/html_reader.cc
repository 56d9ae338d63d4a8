#include "sync/sheets/html_reader.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "sync/core/blank.h"
#include "sync/sheets/text_encoding.h"
#include "sync/sheets/xml_events.h"

namespace hall {

namespace {

std::string lower_ascii(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return lower;
}

bool is_red_colour(std::string_view value) {
    constexpr std::string_view reds[] = {"red",          "#ff0000", "#f00",
                                         "rgb(255,0,0)", "#c00000", "#e60000"};
    return std::any_of(std::begin(reds), std::end(reds),
                       [&](std::string_view red) { return value.starts_with(red); });
}

// "font-size:9pt;color:red" and not "background-color:red".
bool says_red(std::string_view style) {
    std::string plain = lower_ascii(style);
    std::erase(plain, ' ');
    for (std::size_t at = plain.find("color:"); at != std::string::npos;
         at = plain.find("color:", at + 1)) {
        if (at > 0 && plain[at - 1] == '-') continue;
        if (is_red_colour(std::string_view(plain).substr(at + 6))) return true;
    }
    return false;
}

std::size_t span_of(std::string_view text, std::size_t most) {
    std::size_t span = 1;
    std::from_chars(text.data(), text.data() + text.size(), span);
    return std::clamp<std::size_t>(span, 1, most);
}

// A cell that reaches down into rows to come.
struct SpanBelow {
    std::size_t column = 0;
    std::size_t width = 1;
    std::size_t rows_left = 0;
};

struct OpenTable {
    Sheet sheet;
    std::size_t line = 0;  // of the row that is open, or was last
    SheetRow row;
    bool row_open = false;
    bool cell_open = false;
    std::string text;  // of the open cell
    bool red = false;
    std::size_t column_span = 1;
    std::size_t row_span = 1;
    std::vector<SpanBelow> below;
};

class PageTables final : public XmlListener {
  public:
    PageTables(Workbook& book, const SheetLimits& limits) : book_(book), limits_(limits) {}

    void start(std::string_view name, const XmlAttributes& attributes) override {
        if (name == "script" || name == "style") {
            skipped_ = name == "script" ? 1 : 2;
        } else if (name == "table") {
            flush_around();
            open_.emplace_back();
            open_.back().sheet.name = "第" + std::to_string(++tables_) + "个表";
            put_texts_above(open_.back());
        } else if (name == "tr" && !open_.empty()) {
            end_row(open_.back());
            open_row(open_.back(), attributes);
        } else if ((name == "td" || name == "th") && !open_.empty()) {
            open_cell(open_.back(), attributes);
        } else if (name == "br" || name == "p" || name == "div" || name == "li") {
            put(" ");
            if (open_.empty()) flush_around();
        } else if (name.size() == 2 && name[0] == 'h') {
            flush_around();
        }
        if (name == "font" || name == "span") note_red(attributes);
    }

    void end(std::string_view name) override {
        if (name == "script") skipped_ = 0;
        if (name == "style") {
            learn_styles();
            skipped_ = 0;
        }
        if (open_.empty()) {
            if (name == "p" || name == "div" || name.starts_with("h")) flush_around();
            return;
        }
        OpenTable& table = open_.back();
        if (name == "caption" && table.line == 0) {
            flush_around();
            put_texts_above(table);
        }
        if (name == "td" || name == "th") end_cell(table);
        if (name == "tr") end_row(table);
        if (name == "table") {
            end_row(table);
            book_.sheets.push_back(std::move(table.sheet));
            open_.pop_back();
        }
    }

    void text(std::string_view text) override {
        if (skipped_ == 1) return;
        if (skipped_ == 2) {
            constexpr std::size_t styles_max = 1 << 20;
            if (styles_.size() < styles_max) styles_ += text;
            return;
        }
        put(text);
    }

    bool is_done() const override { return full_; }

    void finish() {
        flush_around();
        while (!open_.empty()) end("table");
        // Notes below belong to the last table.
        if (!book_.sheets.empty()) {
            Sheet& sheet = book_.sheets.back();
            const std::size_t line = sheet.rows.empty() ? 1 : sheet.rows.back().line + 1;
            for (std::string& note : around_) {
                sheet.rows.push_back({.line = line, .cells = {{.text = std::move(note)}}});
            }
        }
        if (full_) {
            book_.problems.push_back({.code = "size",
                                      .line = std::nullopt,
                                      .message = "表太大，后面的没有再读",
                                      .suggestion = "请按组或按月分成几张表，分别导入"});
        }
    }

  private:
    void put(std::string_view text) {
        std::string& to =
            !open_.empty() && open_.back().cell_open ? open_.back().text : around_text_;
        constexpr std::size_t text_max = 1 << 16;
        if (to.size() < text_max) to += text;
    }

    void flush_around() {
        const std::string_view text = trimmed(around_text_);
        constexpr std::size_t around_max = 200;
        if (!text.empty() && around_.size() < around_max) around_.emplace_back(text);
        around_text_.clear();
    }

    void put_texts_above(OpenTable& table) {
        constexpr std::size_t kept_max = 5;  // a page has menus above its tables
        const std::size_t from = around_.size() > kept_max ? around_.size() - kept_max : 0;
        for (std::size_t i = from; i < around_.size(); ++i) {
            table.sheet.rows.push_back({.line = 0, .cells = {{.text = around_[i]}}});
        }
        around_.clear();
    }

    void open_row(OpenTable& table, const XmlAttributes& attributes) {
        table.row = {};
        table.row.line = ++table.line;
        std::string style = lower_ascii(attribute(attributes, "style"));
        std::erase(style, ' ');
        table.row.hidden = style.find("display:none") != std::string::npos;
        table.row_open = true;
    }

    void open_cell(OpenTable& table, const XmlAttributes& attributes) {
        end_cell(table);
        if (!table.row_open) open_row(table, {});
        table.cell_open = true;
        table.text.clear();
        table.red = false;
        table.column_span = span_of(attribute(attributes, "colspan"), limits_.columns_max);
        constexpr std::size_t row_span_max = 100'000;
        table.row_span = span_of(attribute(attributes, "rowspan"), row_span_max);
        note_red(attributes);
    }

    void note_red(const XmlAttributes& attributes) {
        if (open_.empty()) return;
        const bool red = says_red(attribute(attributes, "style")) ||
                         is_red_colour(lower_ascii(attribute(attributes, "color"))) ||
                         red_classes_.count(std::string(attribute(attributes, "class"))) != 0;
        open_.back().red = open_.back().red || red;
    }

    // Where the next cell of the row stands: right of cells from rows above.
    static std::size_t next_column(const OpenTable& table) {
        std::size_t column = table.row.cells.size();
        for (bool again = true; again;) {
            again = false;
            for (const SpanBelow& span : table.below) {
                if (span.rows_left > 0 && column >= span.column &&
                    column < span.column + span.width) {
                    column = span.column + span.width;
                    again = true;
                }
            }
        }
        return column;
    }

    void end_cell(OpenTable& table) {
        if (!table.cell_open) return;
        table.cell_open = false;
        const std::size_t column = next_column(table);
        if (column + table.column_span > limits_.columns_max) return;
        table.row.cells.resize(column + table.column_span);
        table.row.cells[column] = {.text = std::string(trimmed(table.text)), .red = table.red};
        cells_ += table.column_span;
        if (table.column_span > 1 || table.row_span > 1) {
            table.sheet.merged.push_back({.line_first = table.row.line,
                                          .line_last = table.row.line + table.row_span - 1,
                                          .column_first = column,
                                          .column_last = column + table.column_span - 1});
        }
        if (table.row_span > 1) {
            new_spans_.push_back({column, table.column_span, table.row_span - 1});
        }
    }

    void end_row(OpenTable& table) {
        end_cell(table);
        if (!table.row_open) return;
        table.row_open = false;
        for (SpanBelow& span : table.below) {
            if (span.rows_left > 0) --span.rows_left;
        }
        std::erase_if(table.below, [](const SpanBelow& span) { return span.rows_left == 0; });
        table.below.insert(table.below.end(), new_spans_.begin(), new_spans_.end());
        new_spans_.clear();
        std::vector<SheetCell>& cells = table.row.cells;
        while (!cells.empty() && cells.back().text.empty()) cells.pop_back();
        if (!cells.empty()) table.sheet.rows.push_back(std::move(table.row));
        ++rows_;
        full_ = rows_ > limits_.rows_max || cells_ > limits_.cells_max;
    }

    // ".xl65 {… color:red …}": the classes of office programs.
    void learn_styles() {
        std::string_view rest = styles_;
        while (!rest.empty()) {
            const std::size_t open = rest.find('{');
            const std::size_t close = rest.find('}', open == std::string_view::npos ? 0 : open);
            if (open == std::string_view::npos || close == std::string_view::npos) break;
            if (says_red(rest.substr(open + 1, close - open - 1))) {
                const std::string_view selector = rest.substr(0, open);
                const std::size_t dot = selector.rfind('.');
                if (dot != std::string_view::npos) {
                    red_classes_.insert(std::string(trimmed(selector.substr(dot + 1))));
                }
            }
            rest.remove_prefix(close + 1);
        }
        styles_.clear();
    }

    Workbook& book_;
    const SheetLimits& limits_;
    std::vector<OpenTable> open_;  // tables stand within tables
    std::vector<SpanBelow> new_spans_;
    std::set<std::string> red_classes_;
    std::string styles_;
    std::string around_text_;
    std::vector<std::string> around_;
    int skipped_ = 0;  // 1 within a script, 2 within a style
    std::size_t tables_ = 0;
    std::size_t rows_ = 0;
    std::size_t cells_ = 0;
    bool full_ = false;
};

std::string_view charset_named_in(std::string_view bytes) {
    const std::string_view start = bytes.substr(0, 4096);
    const std::size_t at = start.find("charset=");
    if (at == std::string_view::npos) return {};
    std::string_view name = start.substr(at + 8);
    while (!name.empty() && (name[0] == '"' || name[0] == '\'')) name.remove_prefix(1);
    return name.substr(0, name.find_first_of("\"' ;>/"));
}

}  // namespace

bool looks_like_html(std::string_view lower_case_start) {
    const std::string_view start = trimmed(lower_case_start);
    constexpr std::string_view beginnings[] = {"<!doctype html", "<html", "<table", "<meta",
                                               "<head",          "<body", "<!--",   "<div",
                                               "<center",        "<?xml"};
    const bool begins = std::any_of(std::begin(beginnings), std::end(beginnings),
                                    [&](std::string_view b) { return start.starts_with(b); });
    return begins || (start.starts_with("<") && start.find("<table") != std::string_view::npos);
}

Workbook read_html(std::string_view bytes, const SheetLimits& limits) {
    DecodedText decoded = decode_text(bytes, charset_named_in(bytes));
    Workbook book{.format = "HTML",
                  .encoding = std::move(decoded.encoding),
                  .sheets = {},
                  .problems = std::move(decoded.problems)};
    PageTables listener(book, limits);
    // A zero byte would end the text for the parser.
    std::replace(decoded.text.begin(), decoded.text.end(), '\0', ' ');
    read_html_events(decoded.text, listener);
    listener.finish();
    return book;
}

}  // namespace hall
