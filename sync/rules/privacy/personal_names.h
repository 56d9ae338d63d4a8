// Names of people in Chinese text: what looks like one, where it stands, how it is masked. By
// surnames and by the words around it; rare surnames count where a word says that a name
// follows. Pure; any thread.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hall {

// True for two to four Han characters that begin with a surname and hide nothing: 周福贵,
// not 周*贵, 周某 or 周大爷.
bool is_plain_name(std::string_view text);

// What stands under "姓名": also rare surnames and 买买提·吐尔逊. False for masked names, for
// words such as 合计 and for names of firms.
bool is_name_in_column(std::string_view text);

struct FoundName {
    std::size_t begin = 0;  // in the text, as bytes
    std::size_t end = 0;
    bool told = false;  // a word before it says that a name follows: 村民, 户主
};

// Those that stand in a sentence, as they follow each other.
std::vector<FoundName> names_in(std::string_view sentence);

// "周*贵", "周*": what may be shown.
std::string masked_name(std::string_view name);

}  // namespace hall
