// Where somebody lives, told so exactly that anyone finds the door: a house number, a flat, or a
// village and group behind the words for a home. Offices, sites and fields are left alone. Pure;
// any thread.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hall {

struct FoundAddress {
    std::size_t begin = 0;  // in the text, as bytes
    std::size_t end = 0;
};

// In one sentence. `of_person`: the text stands under a label such as 家庭住址.
std::vector<FoundAddress> home_addresses_in(std::string_view sentence, bool of_person);

// "广汉市松林镇滴水村***": down to the village, and no further.
std::string masked_address(std::string_view address);

// True for labels of columns that hold homes; and for those that hold land, sites and offices.
bool is_home_label(std::string_view label);
bool is_site_label(std::string_view label);

}  // namespace hall
