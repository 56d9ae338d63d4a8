#include "platform/desk/request_states.h"

#include <algorithm>

namespace hall {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view states[] = {"received", "accepted", "handling", "returned", "done"};

constexpr std::string_view after_received[] = {"accepted", "returned"};
constexpr std::string_view after_accepted[] = {"handling", "done", "returned"};
constexpr std::string_view after_handling[] = {"done", "returned"};
constexpr std::string_view after_returned[] = {"accepted"};

constexpr std::string_view lines_accepted[] = {"已经受理，正在安排人办", "已经受理，转给镇上办",
                                               "已经受理，转给县里的部门办"};
constexpr std::string_view lines_handling[] = {"正在办，办好会告诉您", "正在办，过几天有人上门核实",
                                               "正在办，还要几天，请再等等"};
constexpr std::string_view lines_returned[] = {
    "还差材料，请到村里问代办员", "还差材料，请带身份证和户口簿到村里补",
    "有一处填得不对，请到村里重新填一次", "这件事要到别处办，请到村里问代办员"};
constexpr std::string_view lines_done[] = {"办好了，请带身份证到村里取", "办好了，不用再来",
                                           "办好了，钱会打到社保卡上", "已经答复，请到村里看答复"};

struct State {
    std::string_view name;
    std::string_view shown;
    Words next;
    Words lines;
};
constexpr State table[] = {{"received", "已收到", after_received, {}},
                           {"accepted", "已受理", after_accepted, lines_accepted},
                           {"handling", "办理中", after_handling, lines_handling},
                           {"returned", "已退回", after_returned, lines_returned},
                           {"done", "已办结", {}, lines_done}};

const State* find(std::string_view name) {
    for (const State& state : table) {
        if (state.name == name) return &state;
    }
    return nullptr;
}

bool contains(Words words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

struct Kind {
    std::string_view name;
    std::string_view shown;
};
constexpr Kind kinds[] = {{"request", "办事申请"},      {"letter", "来信"},
                          {"question", "提问"},         {"objection", "公示异议"},
                          {"registration", "实名登记"}, {"photo", "随手拍"}};

}  // namespace

std::string_view state_name(std::string_view state) {
    const State* found = find(state);
    return found == nullptr ? std::string_view() : found->shown;
}

Words request_states() {
    return states;
}

Words next_states(std::string_view state) {
    const State* found = find(state);
    return found == nullptr ? Words() : found->next;
}

bool may_move(std::string_view from, std::string_view to) {
    return contains(next_states(from), to);
}

Words lines_of(std::string_view state) {
    const State* found = find(state);
    return found == nullptr ? Words() : found->lines;
}

bool is_line_of(std::string_view state, std::string_view line) {
    return contains(lines_of(state), line);
}

std::string_view kind_name(std::string_view kind) {
    for (const Kind& known : kinds) {
        if (known.name == kind) return known.shown;
    }
    return "其他";
}

}  // namespace hall
