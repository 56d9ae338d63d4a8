#include "kiosk/input/pinyin/word_counts.h"

namespace hall::kiosk {

std::string_view word_counts() {
    return {};
}

}  // namespace hall::kiosk
