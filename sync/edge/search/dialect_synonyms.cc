#include "sync/edge/search/dialect_synonyms.h"

#include <utility>

namespace hall {

namespace {

constexpr std::pair<std::string_view, std::string_view> book_words[] = {
    {"拉稀", "腹泻"},     {"拉肚子", "腹泻"},    {"猪仔", "仔猪"},         {"猪崽", "仔猪"},
    {"猪儿", "仔猪"},     {"架子猪", "育肥猪"},  {"鸡娃", "雏鸡"},         {"小鸡", "雏鸡"},
    {"鸭儿", "雏鸭"},     {"小鸭", "雏鸭"},      {"断嘴", "断喙"},         {"麦子", "小麦"},
    {"谷子", "水稻"},     {"稻子", "水稻"},      {"包谷", "玉米"},         {"苞谷", "玉米"},
    {"红苕", "甘薯"},     {"洋芋", "马铃薯"},    {"土豆", "马铃薯"},       {"胡豆", "蚕豆"},
    {"菜籽", "油菜"},     {"海椒", "辣椒"},      {"莴笋", "莴苣"},         {"藤藤菜", "空心菜"},
    {"广柑", "甜橙"},     {"柑子", "柑橘"},      {"钻心虫", "螟虫"},       {"腻虫", "蚜虫"},
    {"打药", "农药"},     {"打针", "疫苗"},      {"发瘟", "疫病"},         {"鸡瘟", "新城疫"},
    {"打摆子", "抽搐"},   {"不长个", "僵猪"},    {"低保", "最低生活保障"}, {"社保", "社会保险"},
    {"医保", "医疗保险"}, {"老年钱", "高龄津贴"}};

}  // namespace

std::string with_book_words(std::string_view query) {
    std::string all(query);
    for (const auto& [village, book] : book_words) {
        if (query.find(village) != std::string_view::npos) all.append(" ").append(book);
    }
    return all;
}

}  // namespace hall
