// Figures in Chinese words: 1234.05 一千二百三十四点零五. After GB/T 15835 and common speech: 两
// stands before 千, 万 and 亿 where the number begins so (两千, 两万二千), 二 elsewhere. Pure; any
// thread.

#pragma once

#include <string>
#include <string_view>

namespace hall::kiosk {

// How a one is called where figures are read one by one: 一 in years and decimals, 幺 in
// telephone numbers and codes.
enum class One { yi, yao };

// "2026" 二零二六. Other characters than digits are left out.
std::string digit_words(std::string_view digits, One one = One::yi);

// A whole number of at most 16 figures: "10200" 一万零二百. Longer ones are read one by one, for
// nobody follows their words. Leading zeros are left out; "0" is 零.
std::string integer_words(std::string_view digits);

// `fraction`: the figures behind the point, may be empty. "2", "50" 二点五零.
std::string decimal_words(std::string_view whole, std::string_view fraction);

// An amount in yuan to the fen: "1234", "05" 一千二百三十四元零五分; "0", "5" 五角. More than two
// figures of a fraction are read as a decimal: 一点二三四元.
std::string yuan_words(std::string_view whole, std::string_view fraction);

}  // namespace hall::kiosk
