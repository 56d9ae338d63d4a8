#include "platform/desk/request_matters.h"

#include <algorithm>
#include <array>

#include "sync/rules/matters.h"

namespace hall::platform {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view request_accepted[] = {"已经受理，正在安排人办", "已经受理，转给镇上办",
                                                 "已经受理，转给县里的部门办"};
constexpr std::string_view request_handling[] = {
    "正在办，办好会告诉您", "正在办，过几天有人上门核实", "正在办，还要几天，请再等等"};
constexpr std::string_view request_returned[] = {
    "还差材料，请到村里问代办员", "还差材料，请带身份证和户口簿到村里补",
    "有一处填得不对，请到村里重新填一次", "这件事要到别处办，请到村里问代办员"};
constexpr std::string_view request_done[] = {"办好了，请带身份证到村里取", "办好了，不用再来",
                                             "办好了，钱会打到社保卡上",
                                             "这次没有办成，原因请到村里问"};

constexpr std::string_view letter_accepted[] = {"信看了，会给您答复", "信看了，正在了解情况"};
constexpr std::string_view letter_handling[] = {"正在了解情况，有结果会告诉您",
                                                "正在处理，还要几天，请再等等"};
constexpr std::string_view letter_returned[] = {"信里有一处不清楚，请到村里说一说",
                                                "这件事归别处管，请到村里问代办员"};
constexpr std::string_view letter_done[] = {"已经答复，请到村里看答复"};

constexpr std::string_view question_accepted[] = {"问题看了，正在请专家答复",
                                                  "问题看了，专家会来现场看"};
constexpr std::string_view question_handling[] = {"专家正在看，有答复会告诉您",
                                                  "专家要来现场看，请等电话"};
constexpr std::string_view question_returned[] = {"还要问清楚几样，请到村里补充",
                                                  "这个问题归别处管，请到村里问代办员"};
constexpr std::string_view question_done[] = {"专家答复了，请到村里看答复"};

constexpr std::string_view objection_accepted[] = {"异议收下了，正在核对",
                                                   "异议收下了，会当面听您说"};
constexpr std::string_view objection_handling[] = {"正在核对，有结果会告诉您",
                                                   "正在查账目，还要几天，请再等等"};
constexpr std::string_view objection_returned[] = {"有一处不清楚，请到村里说一说",
                                                   "这件事归别处管，请到村里问代办员"};
constexpr std::string_view objection_done[] = {"核对好了，请到村里看答复"};

constexpr std::string_view dispute_accepted[] = {"已经受理，会打电话约双方",
                                                 "已经受理，调解员会上门"};
constexpr std::string_view dispute_handling[] = {"正在调解，约好了时间会告诉您",
                                                 "正在调解，还要再谈一次"};
constexpr std::string_view dispute_returned[] = {"有一处不清楚，请到村里说一说",
                                                 "这件事要到别处办，请到村里问代办员"};
constexpr std::string_view dispute_done[] = {"调解好了，双方说定了", "没有调解成，请到村里问下一步",
                                             "申请的人不要调解了"};

constexpr std::string_view report_accepted[] = {"已经受理，这几天去现场看",
                                                "已经受理，正在安排人处理"};
constexpr std::string_view report_handling[] = {"看过现场了，正在处理",
                                                "正在处理，还要几天，请再等等"};
constexpr std::string_view report_returned[] = {"没有找到地方，请到村里说一说",
                                                "这件事归别处管，请到村里问代办员"};
constexpr std::string_view report_done[] = {"处理好了，谢谢您告诉我们",
                                            "看过了，现在处理不了，原因请到村里问"};

constexpr std::string_view enquiry_accepted[] = {"登记好了，会打电话给您"};
constexpr std::string_view enquiry_handling[] = {"正在问，有结果会打电话给您"};
constexpr std::string_view enquiry_returned[] = {"电话打不通，请到村里留一个",
                                                 "这件事要到别处办，请到村里问代办员"};
constexpr std::string_view enquiry_done[] = {"已经打电话说清楚了", "已经当面说清楚了"};

constexpr std::string_view photo_accepted[] = {"照片看了，正在安排人去看"};
constexpr std::string_view photo_done[] = {"处理好了，谢谢您拍下来", "看过了，谢谢您拍下来"};

// Who only wanted an answer must get one.
enum class Wants { a_result, an_answer };

struct MatterLines {
    Matter matter;
    std::string_view shown;
    Wants wants;
    Words accepted;
    Words handling;
    Words returned;
    Words done;
};

constexpr auto table = std::to_array<MatterLines>({
    {Matter::request, "办事申请", Wants::a_result, request_accepted, request_handling,
     request_returned, request_done},
    {Matter::dispute, "矛盾调解", Wants::a_result, dispute_accepted, dispute_handling,
     dispute_returned, dispute_done},
    {Matter::report, "问题上报", Wants::a_result, report_accepted, report_handling, report_returned,
     report_done},
    {Matter::enquiry, "咨询登记", Wants::a_result, enquiry_accepted, enquiry_handling,
     enquiry_returned, enquiry_done},
    {Matter::letter, "来信", Wants::an_answer, letter_accepted, letter_handling, letter_returned,
     letter_done},
    {Matter::question, "提问", Wants::an_answer, question_accepted, question_handling,
     question_returned, question_done},
    {Matter::objection, "公示异议", Wants::an_answer, objection_accepted, objection_handling,
     objection_returned, objection_done},
    {Matter::registration, "实名登记", Wants::a_result, request_accepted, request_handling,
     request_returned, request_done},
    {Matter::photo, "随手拍", Wants::a_result, photo_accepted, report_handling, report_returned,
     photo_done},
});

constexpr bool has_lines_for_each_matter() {
    for (std::size_t i = 0; i < table.size(); ++i) {
        const MatterLines& row = table[i];
        if (row.matter != matters[i].matter || row.shown.empty()) return false;
        if (row.accepted.empty() || row.handling.empty()) return false;
        if (row.returned.empty() || row.done.empty()) return false;
    }
    return table.size() == matters.size();
}
static_assert(has_lines_for_each_matter());

const MatterLines& lines_of_matter(std::string_view name) {
    return table[static_cast<std::size_t>(matter_of(name).value_or(Matter::request))];
}

}  // namespace

Words lines_of(std::string_view state, std::string_view matter) {
    const MatterLines& lines = lines_of_matter(matter);
    if (state == "accepted") return lines.accepted;
    if (state == "handling") return lines.handling;
    if (state == "returned") return lines.returned;
    if (state == "done") return lines.done;
    return {};
}

std::vector<std::string_view> lines_for(std::string_view state, std::string_view matter,
                                        std::string_view handler) {
    const Words usual = lines_of(state, matter);
    std::vector<std::string_view> lines(usual.begin(), usual.end());
    const bool can_hand_up = state == "accepted" && handler == "village";
    const bool is_usual = std::find(lines.begin(), lines.end(), handed_up_line) != lines.end();
    if (can_hand_up && !is_usual) lines.push_back(handed_up_line);
    return lines;
}

bool needs_answer(std::string_view state, std::string_view matter) {
    return state == "done" && lines_of_matter(matter).wants == Wants::an_answer;
}

std::string_view matter_name(std::string_view matter) {
    return matter_of(matter) ? lines_of_matter(matter).shown : "其他";
}

}  // namespace hall::platform
