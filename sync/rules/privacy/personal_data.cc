#include "sync/rules/privacy/personal_data.h"

#include <algorithm>
#include <array>

#include "sync/rules/id_number.h"
#include "sync/rules/privacy/home_address.h"
#include "sync/rules/privacy/illness.h"
#include "sync/rules/privacy/minors.h"
#include "sync/rules/privacy/personal_names.h"
#include "sync/rules/privacy/personal_numbers.h"
#include "sync/rules/privacy/word_set.h"

namespace hall {

namespace {

// What stands before a telephone that is meant to be called.
const WordSet& service_words() {
    static const WordSet set{"咨询",     "热线",     "服务电话", "值班", "办公",     "监督电话",
                             "举报",     "投诉",     "报名电话", "报修", "求助",     "报警",
                             "预约",     "订货",     "订购",     "专家", "农技员",   "便民电话",
                             "客服",     "维修电话", "救援",     "售后", "招聘电话", "应急电话",
                             "公开电话", "监督举报"};
    return set;
}

// Columns under which telephones are listed on purpose.
const WordSet& address_book_labels() {
    static const WordSet set{"通讯录",   "电话簿", "电话本",   "联系方式", "便民",      "值班",
                             "服务电话", "专家",   "干部联系", "网格员",   "联系电话表"};
    return set;
}

// What stands before, or above, a number that is nobody's.
const WordSet& voucher_words() {
    static const WordSet set{
        "凭证",   "发票",     "单号",       "编号",   "文号",   "流水",   "合同",   "票据",
        "订单",   "代码",     "批号",       "标准",   "许可证", "登记证", "GB",     "证书号",
        "项目号", "条码",     "编码",       "序列号", "机身号", "发动机", "车架",   "设备",
        "户号",   "表号",     "电表",       "水表",   "学号",   "工号",   "档案",   "宗地",
        "不动产", "权证",     "林权",       "图斑",   "地块",   "批次",   "运单",   "快递",
        "条形码", "税号",     "信用代码",   "票号",   "回单",   "交易号", "支付令", "监管码",
        "追溯",   "溯源",     "检疫",       "耳标",   "备案",   "注册号", "登记号", "机具",
        "出厂",   "ISBN",     "ISSN",       "校验码", "防伪",   "产权",   "业务号", "指标",
        "支票",   "汇票",     "保单",       "受理号", "案号",   "物料",   "型号",   "规格",
        "版本",   "账簿",     "收据",       "号码牌", "单据",   "报账号", "拨款",   "序号",
        "国标",   "行标",     "GB/T",       "NY/T",   "DB51",   "令第",   "编  号", "对公",
        "基本户", "基本账户", "村集体账户", "专户",   "国库",   "税务",   "证号："};
    return set;
}

const WordSet& person_words() {
    static const WordSet set{"身份证", "证件号", "公民身份", "居民身份", "身份号", "证件号码",
                             "卡号",   "银行卡", "一卡通",   "存折",     "社保卡", "银行账号",
                             "电话",   "手机",   "联系方式", "致电",     "拨打",   "Tel",
                             "TEL",    "微信",   "联系人",   "打给",     "本人"};
    return set;
}

constexpr std::string_view clause_marks[] = {"，", "。", "；", "、", "（", "）",
                                             "！", "？", "\n", ",",  ";"};

// The words right before a place: of its clause, and of the numbers that are listed with it.
std::string_view words_before(std::string_view text, std::size_t at, std::size_t bytes_max) {
    // Far enough for a list of numbers; a line without end must not be read again for each.
    constexpr std::size_t list_bytes_max = 400;
    const std::size_t from = at > list_bytes_max ? at - list_bytes_max : 0;
    std::string_view before = text.substr(from, at - from);
    // "发票号码：123、456、…": numbers of one list have one word before them.
    static const WordSet between{"、", "，", ",",  "和", "及", "至", " ",
                                 "-",  "—",  "～", "~",  "/",  "："};
    for (bool again = true; again;) {
        again = false;
        std::string_view rest = before;
        std::size_t digits = 0;
        for (;;) {
            if (!rest.empty() && rest.back() >= '0' && rest.back() <= '9') {
                rest.remove_suffix(1);
                ++digits;
                continue;
            }
            const std::size_t last = rest.size() < 3 ? 0 : rest.size() - 3;
            const auto mark = between.find_last(rest.substr(last));
            if (!mark || mark->begin + mark->size != rest.size() - last) break;
            rest.remove_suffix(mark->size);
        }
        if (digits >= 8) {
            before = rest;
            again = true;
        }
    }
    for (const std::string_view mark : clause_marks) {
        const std::size_t end = before.rfind(mark);
        if (end != std::string_view::npos) before.remove_prefix(end + mark.size());
    }
    if (before.size() > bytes_max) before.remove_prefix(before.size() - bytes_max);
    return before;
}

bool is_voucher(std::string_view before, std::string_view label) {
    const auto voucher = voucher_words().find_last(before);
    const auto person = person_words().find_last(before);
    if (voucher && person) return voucher->begin > person->begin;
    if (voucher || person) return voucher.has_value();
    const auto label_voucher = voucher_words().find_last(label);
    const auto label_person = person_words().find_last(label);
    return label_voucher && !label_person;
}

// "13812345678元", "15012345678斤": an amount.
bool is_amount(std::string_view after) {
    static const WordSet units{"元",   "万", "亩",   "斤", "公斤", "吨",
                               "千克", "米", "平方", "株", "粒"};
    return units.at_start_of(after).size > 0;
}

std::string_view line_before(std::string_view text, std::size_t at, std::size_t bytes_max) {
    const std::size_t from = at > bytes_max ? at - bytes_max : 0;
    std::string_view before = text.substr(from, at - from);
    const std::size_t line = before.rfind('\n');
    if (line != std::string_view::npos) before.remove_prefix(line + 1);
    return before;
}

class TextScan {
  public:
    TextScan(std::string_view text, const TextPlace& place, Date today)
        : text_(text), place_(place), today_(today) {}

    std::vector<PersonalDatum> run() && {
        for (const FoundNumber& number : personal_numbers_in(text_, today_)) take(number);
        find_told_numbers();
        std::size_t at = 0;
        while (at < text_.size()) {
            const std::size_t end = sentence_end(at);
            check_sentence(text_.substr(at, end - at), at);
            at = end + 1;
        }
        std::stable_sort(
            found_.begin(), found_.end(),
            [](const PersonalDatum& a, const PersonalDatum& b) { return a.begin < b.begin; });
        return std::move(found_);
    }

  private:
    std::size_t sentence_end(std::size_t from) const {
        static const WordSet marks{"。", "；", "！", "？", ";", "\n"};
        const auto mark = marks.find(text_, from);
        return mark ? mark->begin + mark->size - 1 : text_.size();
    }

    void add(PersonalKind kind, std::size_t begin, std::string mask) {
        found_.push_back({.kind = kind, .begin = begin, .cell = 0, .mask = std::move(mask)});
    }

    void take(const FoundNumber& number) {
        constexpr std::size_t near_bytes = 36;
        constexpr std::size_t about_bytes = 48;
        const std::string_view before = words_before(text_, number.begin, near_bytes);
        if (is_voucher(before, place_.label)) return;
        if (number.kind == PersonalNumber::mobile) {
            if (place_.phones_allowed || is_amount(text_.substr(number.end))) return;
            if (service_words().has_one_in(line_before(text_, number.begin, about_bytes))) return;
            if (address_book_labels().has_one_in(place_.label)) return;
            add(PersonalKind::mobile, number.begin, masked(number));
        } else if (number.kind == PersonalNumber::bank_card) {
            add(PersonalKind::bank_card, number.begin, masked(number));
        } else {
            add(PersonalKind::id_number, number.begin, masked(number));
        }
    }

    // Identity numbers of fifteen digits, from before 1999, and those with a slip of the finger,
    // where a word says that they are one; accounts, which have no check digit.
    void find_told_numbers() {
        static const WordSet words{"身份证",   "公民身份号码", "一卡通账号", "存折账号",
                                   "存折号",   "社保卡号",     "一卡通号",   "银行账号",
                                   "银行卡号", "卡号",         "银行卡"};
        for (auto hit = words.find(text_); hit; hit = words.find(text_, hit->begin + hit->size)) {
            // "卡号" stands before numbers of many cards; those of banks begin with 62.
            constexpr std::size_t ids = 2;
            constexpr std::size_t accounts = 9;
            take_told(*hit, hit->word < ids, hit->word >= accounts);
        }
        if (words.has_one_in(place_.label)) {
            take_digits(0, place_.label.find("身份") != std::string_view::npos, false);
        }
    }

    void take_told(const WordSet::Hit& hit, bool id, bool cards_only) {
        std::size_t at = hit.begin + hit.size;
        static const WordSet joints{"号码", "号",   "：", ":",  " ", "为",
                                    "是",   "账号", "　", "（", "("};
        for (auto joint = joints.at_start_of(text_.substr(at)); joint.size > 0;
             joint = joints.at_start_of(text_.substr(at))) {
            at += joint.size;
        }
        take_digits(at, id, cards_only);
    }

    void take_digits(std::size_t at, bool id, bool cards_only) {
        std::size_t end = at;
        while (end < text_.size() && text_[end] >= '0' && text_[end] <= '9') ++end;
        std::string digits(text_.substr(at, end - at));
        if (end < text_.size() && (text_[end] == 'X' || text_[end] == 'x') && digits.size() == 17) {
            digits.push_back('X');
        }
        const bool taken = std::any_of(
            found_.begin(), found_.end(),
            [&](const PersonalDatum& each) { return each.begin >= at && each.begin <= end; });
        if (taken || digits.empty()) return;
        if (id && (is_old_id(digits) || is_id_with_slip(digits))) {
            add(PersonalKind::id_number, at,
                digits.substr(0, 6) + std::string(digits.size() - 10, '*') +
                    digits.substr(digits.size() - 4));
        } else if (!id && digits.size() >= 15 && digits.size() <= 23 &&
                   (!cards_only || (digits.starts_with("62") && digits.size() <= 19))) {
            add(PersonalKind::bank_card, at,
                std::string(digits.size() - 4, '*') + digits.substr(digits.size() - 4));
        }
    }

    static int two_digits(std::string_view text, std::size_t at) {
        return (text[at] - '0') * 10 + (text[at + 1] - '0');
    }

    static bool is_old_id(std::string_view digits) {
        return digits.size() == 15 && date_exists({1900 + two_digits(digits, 6),
                                                   two_digits(digits, 8), two_digits(digits, 10)});
    }

    bool is_id_with_slip(std::string_view digits) const {
        return digits.size() == 18 && check_id_number(digits, today_) == IdNumberProblem::check &&
               birthday_of(digits).year >= 1900;
    }

    void check_sentence(std::string_view sentence, std::size_t at) {
        if (sentence.size() < 6) return;
        for (const HealthOfPerson& told : health_told_in(sentence)) {
            add(told.disability ? PersonalKind::disability : PersonalKind::illness, at,
                masked_name(told.name));
        }
        for (const std::string& name : minors_in(sentence, today_)) {
            add(PersonalKind::minor, at, masked_name(name));
        }
        if (place_.homes_allowed || is_site_label(place_.label)) return;
        for (const FoundAddress& home : home_addresses_in(sentence, is_home_label(place_.label))) {
            add(PersonalKind::address, at + home.begin,
                masked_address(sentence.substr(home.begin, home.end - home.begin)));
        }
    }

    std::string_view text_;
    const TextPlace& place_;
    Date today_;
    std::vector<PersonalDatum> found_;
};

}  // namespace

std::string_view name_of(PersonalKind kind) {
    switch (kind) {
        case PersonalKind::id_number:
            return "id";
        case PersonalKind::bank_card:
            return "bank";
        case PersonalKind::mobile:
            return "phone";
        case PersonalKind::address:
            return "address";
        case PersonalKind::illness:
            return "illness";
        case PersonalKind::disability:
            return "disability";
        case PersonalKind::minor:
            return "minor";
    }
    return {};
}

std::vector<PersonalDatum> personal_data_in(std::string_view text, const TextPlace& place,
                                            Date today) {
    return TextScan(text, place, today).run();
}

}  // namespace hall
