#include "sync/rules/privacy/sheet_privacy.h"

#include <algorithm>

#include "sync/core/utf8.h"
#include "sync/rules/privacy/word_set.h"

namespace hall {

namespace {

bool is_label_text(std::string_view text) {
    constexpr std::size_t characters_max = 20;
    if (text.empty() || character_count(text) > characters_max) return false;
    if (text.find("：") != std::string_view::npos) return false;  // "单位：元" stands above tables
    return text.find_first_of("0123456789:") == std::string_view::npos;
}

const WordSet& label_words() {
    static const WordSet set{"姓名", "户主", "序号", "组别",   "备注", "金额", "日期", "时间",
                             "电话", "住址", "地址", "身份证", "账号", "卡号", "年龄", "性别",
                             "出生", "摘要", "事由", "原因",   "项目", "名称", "类别", "单位",
                             "数量", "面积", "编号", "对象",   "家庭", "残疾", "等级", "学校",
                             "年级", "凭证", "科目", "收入",   "支出", "结余", "标准", "补贴",
                             "说明", "职务", "内容", "情况",   "联系"};
    return set;
}

class SheetPrivacy {
  public:
    SheetPrivacy(const Sheet& sheet, const std::vector<std::string>& labels,
                 std::size_t header_line, const RowRights& rights, Date today)
        : sheet_(sheet),
          labels_(labels.begin(), labels.end()),
          header_line_(header_line),
          rights_(rights),
          today_(today) {}

    std::vector<FoundInSheet> run() && {
        std::vector<std::string_view> cells;
        for (const SheetRow& row : sheet_.rows) {
            cells.clear();
            for (const SheetCell& cell : row.cells) cells.push_back(cell.text);
            const bool above = header_line_ == 0 || row.line <= header_line_;
            // A line of one cell is running text, also within a table.
            const auto filled = std::count_if(cells.begin(), cells.end(),
                                              [](std::string_view cell) { return !cell.empty(); });
            if (above || filled < 2) {
                take_texts(row, cells);
            } else {
                take_row(row, cells);
            }
        }
        return std::move(found_);
    }

  private:
    void take_texts(const SheetRow& row, const std::vector<std::string_view>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (cells[i].empty()) continue;
            for (PersonalDatum& datum : personal_data_in(cells[i], {}, today_)) {
                datum.cell = i;
                found_.push_back({row.line, {}, std::move(datum)});
            }
        }
    }

    void take_row(const SheetRow& row, const std::vector<std::string_view>& cells) {
        for (PersonalDatum& datum : personal_data_in_row(cells, labels_, rights_, today_)) {
            const std::string label(datum.cell < labels_.size() ? labels_[datum.cell] : "");
            found_.push_back({row.line, label, std::move(datum)});
        }
    }

    const Sheet& sheet_;
    const std::vector<std::string_view> labels_;
    std::size_t header_line_;
    const RowRights& rights_;
    Date today_;
    std::vector<FoundInSheet> found_;
};

}  // namespace

const SheetRow* header_row_of(const Sheet& sheet) {
    constexpr std::size_t rows_searched = 20;
    for (std::size_t i = 0; i < std::min(sheet.rows.size(), rows_searched); ++i) {
        std::size_t filled = 0;
        std::size_t labels = 0;
        std::size_t known = 0;
        for (const SheetCell& cell : sheet.rows[i].cells) {
            if (cell.text.empty()) continue;
            ++filled;
            labels += is_label_text(cell.text);
            known += is_label_text(cell.text) && label_words().has_one_in(cell.text);
        }
        if (filled >= 2 && labels == filled && known >= 2 && known * 2 >= filled) {
            return &sheet.rows[i];
        }
    }
    return nullptr;
}

std::vector<FoundInSheet> personal_data_in_sheet(const Sheet& sheet,
                                                 const std::vector<std::string>& labels,
                                                 std::size_t header_line, const RowRights& rights,
                                                 Date today) {
    std::vector<std::string> own = labels;
    if (header_line == 0) {
        if (const SheetRow* header = header_row_of(sheet)) {
            for (const SheetCell& cell : header->cells) own.push_back(cell.text);
            header_line = header->line;
        }
    }
    return SheetPrivacy(sheet, own, header_line, rights, today).run();
}

}  // namespace hall
