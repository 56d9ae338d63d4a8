// How far a request can be, where it can go from there, and the open sentences a
// villager may read at the kiosk by the slip's number alone. The sentences are a fixed
// list, so that nothing personal can stand in one. Pure.

#pragma once

#include <span>
#include <string_view>

namespace hall {

// 已收到, 已受理, 办理中, 已退回, 已办结; empty for no state.
std::string_view state_name(std::string_view state);

// All states, in the order of a request's life.
std::span<const std::string_view> request_states();

// Where a request may go from a state.
std::span<const std::string_view> next_states(std::string_view state);
bool may_move(std::string_view from, std::string_view to);

// The sentences for a state, the usual one first.
std::span<const std::string_view> lines_of(std::string_view state);
bool is_line_of(std::string_view state, std::string_view line);

// 办事申请, 来信, 提问, …
std::string_view kind_name(std::string_view kind);

}  // namespace hall
