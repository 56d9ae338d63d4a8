// refused(): the error of a rule that says no, with the sentence that its reader is told.

#pragma once

#include <string>
#include <utility>

#include "sync/core/result.h"

namespace hall {

inline Error refused(std::string sentence) {
    return Error(Errc::refused, std::move(sentence));
}

}  // namespace hall
