// What the cells of a table's row tell together of whoever is named in one of them.

#include <algorithm>

#include "sync/rules/privacy/illness.h"
#include "sync/rules/privacy/minors.h"
#include "sync/rules/privacy/personal_data.h"
#include "sync/rules/privacy/personal_names.h"
#include "sync/rules/privacy/word_set.h"

namespace hall {

namespace {

const WordSet& name_labels() {
    static const WordSet set{"姓名",   "名字",   "户主",   "申请人",     "对象",   "人员",
                             "患者",   "受益",   "持卡人", "村民",       "联系人", "受助人",
                             "领款人", "负责人", "经手人", "单位或个人", "流出方", "流入方",
                             "承包",   "老人",   "学生",   "儿童"};
    return set;
}

// Columns of children: whoever stands there is one.
bool is_child_label(std::string_view label) {
    static const WordSet set{"儿童姓名",     "学生姓名", "孤儿姓名", "幼儿姓名",
                             "未成年人姓名", "孩子姓名", "子女姓名", "小学生姓名",
                             "留守儿童",     "孤儿",     "困境儿童", "未成年人"};
    static const WordSet no_names{"是否", "人数", "数量", "监护"};
    return set.has_one_in(label) && !no_names.has_one_in(label);
}

bool is_ticked(std::string_view cell) {
    return cell == "是" || cell == "有" || cell == "√" || cell == "1";
}

// What the cells of a row say of the person who is named in one of them.
class RowScan {
  public:
    RowScan(const std::vector<std::string_view>& cells, const std::vector<std::string_view>& labels,
            const RowRights& rights, Date today)
        : cells_(cells), labels_(labels), rights_(rights), today_(today) {}

    std::vector<PersonalDatum> run() && {
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (cells_[i].empty()) continue;
            const TextPlace place{.label = label(i)};
            for (PersonalDatum& datum : personal_data_in(cells_[i], place, today_)) {
                datum.cell = i;
                found_.push_back(std::move(datum));
            }
        }
        find_name();
        if (!name_.empty()) {
            check_health();
            check_age();
        }
        return std::move(found_);
    }

  private:
    std::string_view label(std::size_t cell) const {
        return cell < labels_.size() ? labels_[cell] : std::string_view();
    }

    void find_name() {
        for (std::size_t i = 0; i < cells_.size() && name_.empty(); ++i) {
            const bool labelled = name_labels().has_one_in(label(i));
            if (labelled ? is_name_in_column(cells_[i])
                         : label(i).empty() && is_plain_name(cells_[i])) {
                name_ = cells_[i];
                name_cell_ = i;
            }
        }
    }

    bool has(PersonalKind kind) const {
        return std::any_of(found_.begin(), found_.end(),
                           [&](const PersonalDatum& each) { return each.kind == kind; });
    }

    void add(PersonalKind kind, std::size_t cell) {
        if (has(kind)) return;
        found_.push_back({.kind = kind, .begin = 0, .cell = cell, .mask = masked_name(name_)});
    }

    void check_health() {
        static const WordSet degree_labels{"残疾等级", "残疾级别", "残疾类别", "残疾类型",
                                           "残疾程度", "伤残等级", "致残原因"};
        static const WordSet kinds_of_disability{"精神", "智力", "肢体", "视力",
                                                 "听力", "言语", "多重"};
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (i == name_cell_ || cells_[i].empty()) continue;
            if (!illness_in(cells_[i]).empty()) add(PersonalKind::illness, i);
            const bool labelled = degree_labels.has_one_in(label(i));
            const bool told =
                !disability_in(cells_[i]).empty() ||
                (labelled && cells_[i] != "无" && cells_[i] != "/" && cells_[i] != "-");
            const bool allowed =
                rights_.disability_level && labelled && !kinds_of_disability.has_one_in(cells_[i]);
            if (told && !allowed) add(PersonalKind::disability, i);
            // "是" under "重病": the column says it.
            if (!is_ticked(cells_[i])) continue;
            if (!illness_in(label(i)).empty()) add(PersonalKind::illness, i);
            if (!disability_in(label(i)).empty() ||
                label(i).find("残疾") != std::string_view::npos) {
                add(PersonalKind::disability, i);
            }
        }
    }

    void check_age() {
        if (is_child_label(label(name_cell_))) add(PersonalKind::minor, name_cell_);
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            if (i == name_cell_ || cells_[i].empty()) continue;
            const std::string_view of = label(i);
            const bool age = of.find("年龄") != std::string_view::npos ||
                             of.find("周岁") != std::string_view::npos || of == "岁数";
            const bool birth = of.find("出生") != std::string_view::npos || of.starts_with("生日");
            const bool school = of.find("年级") != std::string_view::npos ||
                                of.find("就读") != std::string_view::npos;
            static const WordSet grown{"大学", "学院", "大专", "本科", "研究生", "硕士", "博士"};
            if ((age && is_minor_age(cells_[i])) || (birth && is_minor_birth(cells_[i], today_)) ||
                (school && !grown.has_one_in(cells_[i])) ||
                (!age && !birth && !minor_told_in(cells_[i], today_).empty() &&
                 names_in(cells_[i]).empty())) {
                add(PersonalKind::minor, i);
            }
        }
    }

    const std::vector<std::string_view>& cells_;
    const std::vector<std::string_view>& labels_;
    const RowRights& rights_;
    Date today_;
    std::string_view name_;
    std::size_t name_cell_ = 0;
    std::vector<PersonalDatum> found_;
};

}  // namespace

std::vector<PersonalDatum> personal_data_in_row(const std::vector<std::string_view>& cells,
                                                const std::vector<std::string_view>& labels,
                                                const RowRights& rights, Date today) {
    return RowScan(cells, labels, rights, today).run();
}

}  // namespace hall
