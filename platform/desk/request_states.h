// How far a request can be, and where it can go from there. Pure.

#pragma once

#include <span>
#include <string_view>

namespace hall::platform {

// 已收到, 已受理, 办理中, 已退回, 已办结; empty for no state.
std::string_view state_name(std::string_view state);

// All states, in the order of a request's life.
std::span<const std::string_view> request_states();

// Where a request may go from a state.
std::span<const std::string_view> next_states(std::string_view state);
bool may_move(std::string_view from, std::string_view to);

}  // namespace hall::platform
