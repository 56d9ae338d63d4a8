#include "sync/rules/privacy.h"

#include <algorithm>
#include <iterator>

#include "sync/core/utf8.h"
#include "sync/rules/illness.h"
#include "sync/rules/personal_numbers.h"
#include "sync/wire/document_types.h"

namespace hall {

namespace {

// Keys, places and programs: nobody is in them.
constexpr std::string_view types_without_people[] = {"place", "release", "calendar"};

// Members that hold the telephone of whoever wants to be called.
constexpr std::string_view phone_members[] = {"phone",   "help_phone",    "contact",
                                              "hotline", "contact_phone", "help_text",
                                              "tel",     "expert_phone"};

// What stands before a telephone that is meant to be called.
constexpr std::string_view service_words[] = {
    "咨询", "热线", "服务电话", "值班", "办公", "监督电话", "举报", "投诉",   "报名电话",
    "报修", "求助", "报警",     "预约", "订货", "订购",     "专家", "农技员", "便民电话"};

// Titles, columns of boards and of tables under which telephones are listed on purpose.
constexpr std::string_view address_book_words[] = {"通讯录",   "电话簿", "电话本",    "联系方式",
                                                   "便民",     "值班",   "服务电话",  "专家",
                                                   "干部联系", "网格员", "联系电话表"};
constexpr std::string_view address_book_column = "contacts";

// What stands before, or above, a number that is nobody's.
constexpr std::string_view voucher_words[] = {
    "凭证", "发票", "单号", "编号",   "文号",   "流水", "合同",   "票据",   "订单",
    "代码", "批号", "标准", "许可证", "登记证", "GB",   "证书号", "项目号", "条码"};
constexpr std::string_view person_words[] = {"身份证", "证件号", "公民身份"};

// Columns of people.
constexpr std::string_view name_labels[] = {"姓名", "名字", "户主",   "申请人", "对象", "人员",
                                            "患者", "受益", "持卡人", "户",     "村民"};

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

// The last bytes before a place in a text, from the same line.
std::string_view words_before(std::string_view text, std::size_t at, std::size_t bytes_max) {
    std::string_view before = text.substr(0, at);
    const std::size_t line = before.rfind('\n');
    if (line != std::string_view::npos) before.remove_prefix(line + 1);
    if (before.size() > bytes_max) before.remove_prefix(before.size() - bytes_max);
    return before;
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
            for (std::size_t i = 0; i < cells.size(); ++i) {
                if (!cells[i].is_string()) continue;
                const std::string label =
                    i < columns.size() ? string_or(columns[i], "label") : std::string();
                check_text(cells[i].get_ref<const std::string&>(),
                           {.path = path + "/cells/" + std::to_string(i),
                            .place = place + "“" + label + "”",
                            .member = "cells",
                            .label = label,
                            .row = row + 1});
            }
            const std::string explain = string_or(rows[row], "explain");
            const Spot spot{.path = path + "/explain",
                            .place = place + "的说明",
                            .member = "explain",
                            .row = row + 1};
            check_text(explain, spot);
            check_row_illness(cells, explain, columns,
                              {.path = path, .place = place, .row = row + 1});
        }
    }

    void check_row_illness(const Json& cells, const std::string& explain, const Json& columns,
                           const Spot& spot) {
        std::string name;
        bool ill = !illness_in(explain).empty();
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!cells[i].is_string()) continue;
            const auto& cell = cells[i].get_ref<const std::string&>();
            const std::string label =
                i < columns.size() ? string_or(columns[i], "label") : std::string();
            if (name.empty() && has_any(label, name_labels) && is_plain_name(cell)) name = cell;
            // "是" under "重病": the column says it.
            const bool ticked = cell == "是" || cell == "有" || cell == "√";
            ill = ill || !illness_in(cell).empty() || (ticked && !illness_in(label).empty());
        }
        if (!name.empty() && ill && !ill_found_in(spot.row)) add_illness(name, spot);
    }

    bool ill_found_in(std::optional<std::size_t> row) const {
        return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
            return finding.code == "illness" && finding.row == row;
        });
    }

    // --- One text

    void check_text(const std::string& text, const Spot& spot) {
        for (const FoundNumber& number : personal_numbers_in(text, today_)) {
            if (is_usual_here(number, text, spot)) continue;
            add_number(number, text, spot);
        }
        check_sentences(text, spot);
    }

    bool is_usual_here(const FoundNumber& number, std::string_view text, const Spot& spot) const {
        constexpr std::size_t near_bytes = 24;  // eight characters of Chinese
        constexpr std::size_t about_bytes = 48;
        if (number.kind == PersonalNumber::mobile) {
            if (is_one_of(spot.member, phone_members) || address_book_) return true;
            return has_any(words_before(text, number.begin, about_bytes), service_words) ||
                   has_any(spot.label, address_book_words);
        }
        const std::string_view before = words_before(text, number.begin, near_bytes);
        const bool named = has_any(before, person_words) || has_any(spot.label, person_words);
        return !named && (has_any(before, voucher_words) || has_any(spot.label, voucher_words));
    }

    void check_sentences(std::string_view text, const Spot& spot) {
        if (illness_in(text).empty()) return;
        std::size_t line = 1;
        while (!text.empty()) {
            std::size_t end = text.size();
            std::size_t mark_size = 0;
            for (const std::string_view mark : {"。", "；", "！", "？", ";", "\n"}) {
                const std::size_t at = text.find(mark);
                if (at == std::string_view::npos || at >= end) continue;
                end = at;
                mark_size = mark.size();
            }
            const std::string_view sentence = text.substr(0, end);
            if (const auto name = ill_person_in(sentence)) add_illness(*name, at_line(spot, line));
            if (text.substr(end, mark_size) == "\n") ++line;
            text.remove_prefix(end + mark_size);
        }
    }

    static Spot at_line(Spot spot, std::size_t line) {
        if (spot.lines) spot.place += "第" + std::to_string(line) + "行";
        return spot;
    }

    void add_number(const FoundNumber& number, const std::string& text, const Spot& spot) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(number.begin);
        const auto line = static_cast<std::size_t>(1 + std::count(text.begin(), end, '\n'));
        switch (number.kind) {
            case PersonalNumber::id_number:
                add("id_number", "有人的身份证号", masked(number), at_line(spot, line));
                break;
            case PersonalNumber::bank_card:
                add("bank_card", "有银行卡号", masked(number), at_line(spot, line));
                break;
            case PersonalNumber::mobile:
                add("mobile", "有个人的手机号", masked(number), at_line(spot, line));
                break;
        }
    }

    void add_illness(const std::string& name, const Spot& spot) {
        add("illness", "写了有名有姓的人的病情", masked_name(name), spot, "，病情请删去");
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
