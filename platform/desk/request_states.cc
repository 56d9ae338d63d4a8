#include "platform/desk/request_states.h"

#include <algorithm>

namespace hall::platform {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view states[] = {"received", "accepted", "handling", "returned", "done"};

constexpr std::string_view after_received[] = {"accepted", "returned"};
constexpr std::string_view after_accepted[] = {"handling", "done", "returned"};
constexpr std::string_view after_handling[] = {"done", "returned"};
constexpr std::string_view after_returned[] = {"accepted"};

struct State {
    std::string_view name;
    std::string_view shown;
    Words next;
};
constexpr State state_table[] = {{"received", "已收到", after_received},
                                 {"accepted", "已受理", after_accepted},
                                 {"handling", "办理中", after_handling},
                                 {"returned", "已退回", after_returned},
                                 {"done", "已办结", {}}};

const State* find(std::string_view name) {
    for (const State& state : state_table) {
        if (state.name == name) return &state;
    }
    return nullptr;
}

bool contains(Words words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

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

}  // namespace hall::platform
