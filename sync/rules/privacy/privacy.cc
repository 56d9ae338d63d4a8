#include "sync/rules/privacy/privacy.h"

#include <algorithm>
#include <iterator>

#include "sync/core/utf8.h"
#include "sync/rules/privacy/personal_data.h"
#include "sync/wire/document_types.h"

namespace hall {

namespace {

// Keys, places and programs: nobody is in them.
constexpr std::string_view types_without_people[] = {"place", "release", "calendar"};

// Members that hold the telephone of whoever wants to be called.
constexpr std::string_view phone_members[] = {"phone",   "help_phone",    "contact",
                                              "hotline", "contact_phone", "help_text",
                                              "tel",     "expert_phone"};

// Titles, columns of boards and of tables under which telephones are listed on purpose.
constexpr std::string_view address_book_words[] = {"通讯录",   "电话簿", "电话本",    "联系方式",
                                                   "便民",     "值班",   "服务电话",  "专家",
                                                   "干部联系", "网格员", "联系电话表"};
constexpr std::string_view address_book_column = "contacts";

// Members that say where an office, a shop or a site is.
constexpr std::string_view place_members[] = {"place", "address", "where", "location", "office"};

// Lists whose very subject is the degree.
constexpr std::string_view disability_lists[] = {"残疾人生活补贴", "残疾人护理补贴",
                                                 "残疾人两项补贴", "困难残疾人"};

template <typename List>
bool has_any(std::string_view text, const List& words) {
    return std::any_of(std::begin(words), std::end(words), [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    });
}

template <typename List>
bool is_one_of(std::string_view text, const List& words) {
    return std::find(std::begin(words), std::end(words), text) != std::end(words);
}

// Where a text stands: for the finding, and for what is usual there.
struct Spot {
    std::string path;
    std::string place;
    std::string member;              // the nearest name above it
    std::string label;               // of its column, in a table
    std::optional<std::size_t> row;  // of the table, from 1
    bool lines = false;              // its line is worth saying
};

std::string member_name(std::string_view member) {
    constexpr std::pair<std::string_view, std::string_view> names[] = {
        {"title", "标题"},       {"text", "正文"},     {"answer", "回答"},  {"summary", "摘要"},
        {"source", "来源"},      {"note", "说明"},     {"basis", "依据"},   {"contact", "联系人"},
        {"caption", "图片说明"}, {"author", "作者"},   {"subject", "对象"}, {"question", "问题"},
        {"conditions", "条件"},  {"steps", "步骤"},    {"work", "工作"},    {"explain", "说明"},
        {"corrections", "更正"}, {"comments", "评论"}, {"name", "名称"}};
    for (const auto& [known, name] : names) {
        if (known == member) return std::string(name);
    }
    return std::string(member);
}

class PrivacyCheck {
  public:
    PrivacyCheck(std::string_view type, const Json& body, Date today)
        : body_(body), today_(today), title_(string_or(body, "title")) {
        address_book_ =
            string_or(body, "column") == address_book_column || has_any(title_, address_book_words);
        is_table_ = type == name_of(DocumentType::disclosure);
    }

    Findings run() && {
        if (is_table_) check_rows();
        for (const auto& [name, value] : body_.items()) {
            if (is_table_ && (name == "rows" || name == "columns")) continue;
            walk(value, {.path = "/" + name, .place = member_name(name), .member = name});
        }
        return std::move(findings_);
    }

  private:
    void walk(const Json& value, const Spot& spot) {
        if (value.is_string()) {
            Spot text = spot;
            text.lines = true;
            check_text(value.get_ref<const std::string&>(), text);
        } else if (value.is_array()) {
            for (std::size_t i = 0; i < value.size(); ++i) {
                Spot inner = spot;
                inner.path += "/" + std::to_string(i);
                inner.place += "第" + std::to_string(i + 1) + "项";
                walk(value[i], inner);
            }
        } else if (value.is_object()) {
            for (const auto& [name, each] : value.items()) {
                Spot inner = spot;
                inner.path += "/" + name;
                inner.place += "的" + member_name(name);
                inner.member = name;
                walk(each, inner);
            }
        }
    }

    // --- Tables, row by row: name and illness stand in cells of their own.

    void check_rows() {
        const Json& columns = array_or_empty(body_, "columns");
        const Json& rows = array_or_empty(body_, "rows");
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const Json& cells = array_or_empty(rows[row], "cells");
            const std::string path = "/rows/" + std::to_string(row);
            const std::string place = "第" + std::to_string(row + 1) + "行";
            std::vector<std::string_view> texts;
            std::vector<std::string> labels;
            for (std::size_t i = 0; i < cells.size(); ++i) {
                texts.push_back(cells[i].is_string() ? cells[i].get_ref<const std::string&>()
                                                     : std::string_view());
                labels.push_back(i < columns.size() ? string_or(columns[i], "label")
                                                    : std::string());
            }
            // The explanation belongs to whoever stands in the row.
            const std::string explain = string_or(rows[row], "explain");
            texts.push_back(explain);
            labels.emplace_back("说明");
            check_row(texts, labels, path, place, row + 1);
        }
    }

    void check_row(const std::vector<std::string_view>& texts,
                   const std::vector<std::string>& labels, const std::string& path,
                   const std::string& place, std::size_t row) {
        const std::vector<std::string_view> label_views(labels.begin(), labels.end());
        const RowRights rights{.disability_level = has_any(title_, disability_lists)};
        for (const PersonalDatum& datum :
             personal_data_in_row(texts, label_views, rights, today_)) {
            if (datum.kind == PersonalKind::mobile && address_book_) continue;
            const bool explain = datum.cell + 1 == texts.size();
            const bool of_row = datum.kind >= PersonalKind::illness;
            Spot spot{.path = path, .place = place, .member = "cells", .row = row};
            if (explain) {
                spot.path += "/explain";
                spot.place += "的说明";
            } else if (!of_row) {
                spot.path += "/cells/" + std::to_string(datum.cell);
                spot.place += "“" + labels[datum.cell] + "”";
            }
            add(datum, spot);
        }
    }

    // --- One text

    void check_text(const std::string& text, const Spot& spot) {
        const TextPlace place{
            .label = spot.label,
            .phones_allowed = address_book_ || is_one_of(spot.member, phone_members),
            .homes_allowed = is_one_of(spot.member, place_members)};
        for (const PersonalDatum& datum : personal_data_in(text, place, today_)) {
            const auto end = text.begin() + static_cast<std::ptrdiff_t>(datum.begin);
            const auto line = static_cast<std::size_t>(1 + std::count(text.begin(), end, '\n'));
            add(datum, at_line(spot, line));
        }
    }

    static Spot at_line(Spot spot, std::size_t line) {
        if (spot.lines) spot.place += "第" + std::to_string(line) + "行";
        return spot;
    }

    void add(const PersonalDatum& datum, const Spot& spot) {
        switch (datum.kind) {
            case PersonalKind::id_number:
                return add("id_number", "有人的身份证号", datum.mask, spot);
            case PersonalKind::bank_card:
                return add("bank_card", "有银行卡号", datum.mask, spot);
            case PersonalKind::mobile:
                return add("mobile", "有个人的手机号", datum.mask, spot);
            case PersonalKind::address:
                return add("address", "写了一个人家里的详细住址", datum.mask, spot);
            case PersonalKind::illness:
                return add("illness", "写了有名有姓的人的病情", datum.mask, spot, "，病情请删去");
            case PersonalKind::disability:
                return add("disability", "写了有名有姓的人的残疾情况", datum.mask, spot,
                           "，残疾情况请删去");
            case PersonalKind::minor:
                return add("minor", "写了未成年人的姓名", datum.mask, spot);
        }
    }

    void add(std::string code, std::string message, const std::string& instead, const Spot& spot,
             std::string_view more = {}) {
        findings_.push_back({.path = spot.path,
                             .row = spot.row,
                             .code = std::move(code),
                             .severity = Severity::refuse,
                             .place = spot.place,
                             .message = std::move(message),
                             .suggestion = "请改成“" + instead + "”" + std::string(more)});
    }

    const Json& body_;
    const Date today_;
    const std::string title_;
    bool address_book_ = false;
    bool is_table_ = false;
    Findings findings_;
};

}  // namespace

Findings check_privacy(std::string_view type, const Json& body, Date today) {
    if (is_one_of(type, types_without_people) || !body.is_object()) return {};
    return PrivacyCheck(type, body, today).run();
}

}  // namespace hall
