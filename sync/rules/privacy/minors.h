// A minor's name: a child of less than eighteen years, named in a text. Pure; any thread.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"

namespace hall {

// What in a text says that it speaks of a minor: "8岁", "小学三年级", "2015年3月出生", "孤儿";
// empty if nothing does. `today` bounds the age.
std::string_view minor_told_in(std::string_view text, Date today);

// The names of minors in a sentence.
std::vector<std::string> minors_in(std::string_view sentence, Date today);

// True if a person with this age, or born then, is a minor: cells of columns 年龄 and 出生年月.
bool is_minor_age(std::string_view cell);
bool is_minor_birth(std::string_view cell, Date today);

}  // namespace hall
