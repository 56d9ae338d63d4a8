// Refusals in the words of whoever imports: which member, what is wrong with it, what to
// write instead. Readers and schemas speak English, for logs.

#pragma once

#include <string>

#include "sync/core/result.h"

namespace hall::platform {

// The reason in Chinese, without a word of English but the names of members.
std::string refusal_reason(const Error& error);

}  // namespace hall::platform
