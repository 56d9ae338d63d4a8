// Titles by their sounds, and pieces of texts with what was asked for.

#include "sync/core/utf8.h"
#include "sync/edge/search/snippet.h"
#include "sync/edge/search/title_spellings.h"
#include "tests/catch.h"

using namespace hall;

namespace {

using Rows = std::vector<std::int64_t>;

Rows sounded(const TitleSpellings& spellings, std::string_view letters) {
    Rows rows;
    for (const SearchHit& hit : spellings.find(letters, 10)) rows.push_back(hit.row);
    return rows;
}

std::vector<std::string> marked(const Snippet& snippet) {
    std::vector<std::string> texts;
    for (const TextRange& mark : snippet.marks)
        texts.push_back(snippet.text.substr(mark.begin, mark.end - mark.begin));
    return texts;
}

Snippet piece(std::string_view text, std::string_view query, std::size_t characters_max = 36) {
    return snippet_of(text, terms_of(query, {}), characters_max);
}

}  // namespace

TEST_CASE("a title is found by its initials, its pinyin, and what lies between") {
    TitleSpellings spellings;
    spellings.add(1, "小麦条锈病怎么治", "");
    spellings.add(2, "麦子叶上一条一条黄粉", "小麦条锈病 黄疸");
    spellings.add(3, "水稻育秧", "");
    for (const char* letters :
         {"xmtxb", "xiaomai", "XMTXB", "xiao mai", "xiao'mai", "xmai", "xiaom"}) {
        INFO(letters);
        REQUIRE(sounded(spellings, letters) == Rows{1, 2});
    }
    REQUIRE(sounded(spellings, "txb") == Rows{1, 2});
    REQUIRE(sounded(spellings, "hd") == Rows{2});
    REQUIRE(sounded(spellings, "yuyang") == Rows{3});
    REQUIRE(sounded(spellings, "zzz").empty());
    REQUIRE(spelling_in("xmtxb 小麦") == "xmtxb");
    REQUIRE(spelling_in("小麦").empty());
}

TEST_CASE("what is found by words and by sounds comes first, and no row twice") {
    const auto rows = [](const std::vector<SearchHit>& hits) {
        Rows found;
        for (const SearchHit& hit : hits) found.push_back(hit.row);
        return found;
    };
    REQUIRE(rows(merged_hits({{1, 9}, {2, 5}, {3, 4}}, {{3, 2}, {4, 1}}, 10)) == Rows{3, 1, 2, 4});
    REQUIRE(rows(merged_hits({{1, 9}}, {{4, 1}, {5, 1}}, 2)) == Rows{1, 4});
    REQUIRE(rows(merged_hits({}, {{4, 1}, {5, 1}}, 9)) == Rows{4, 5});
    REQUIRE(rows(merged_hits({{1, 9}}, {}, 9)) == Rows{1});
}

TEST_CASE("what is no spelling finds nothing by its sound") {
    TitleSpellings spellings;
    spellings.add(1, "一", "  \n ");
    spellings.add(2, "", "");
    spellings.add(3, "，。", "");
    for (const char* letters : {"", "y", "小麦", "x1", "12", "   ", "a\xff"}) {
        INFO(letters);
        REQUIRE_FALSE(is_spelling(letters));
        REQUIRE(sounded(spellings, letters).empty());
    }
    REQUIRE(sounded(spellings, std::string(40, 'a')).empty());
    REQUIRE(sounded(spellings, "yi") == Rows{1});
    // Many ways to read, all of them wrong: it ends all the same.
    TitleSpellings alike;
    alike.add(1, "安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安安", "");
    REQUIRE(sounded(alike, "anananananananananananananananaz").empty());
}

TEST_CASE("a piece of the text begins with the clause that says most of what was asked") {
    const Snippet snippet = piece(
        "先看天气。\n\n**鸭子头肿**、流眼泪的，马上隔离；病死的不要吃，要深埋。", "鸭子头肿咋办");
    REQUIRE(snippet.text == "…鸭子头肿、流眼泪的，马上隔离；病死的不要吃，要深埋。");
    REQUIRE(marked(snippet) == std::vector<std::string>{"鸭子头肿"});
    REQUIRE(piece("颱風來襲前", "台风").marks == std::vector<TextRange>{{0, 6}});
    REQUIRE(piece("种植 gap 规程", "GAP").marks == std::vector<TextRange>{{7, 10}});
}

TEST_CASE("a piece is never longer than asked for, and its marks lie in it") {
    std::string text;
    for (int i = 0; i < 200; ++i) text += "没有标点的长文里有鸭子";
    for (const std::size_t longest : {1U, 4U, 20U, 36U}) {
        const Snippet snippet = piece(text, "长文鸭子", longest);
        REQUIRE(character_count(snippet.text) <= longest + 2);
        REQUIRE(is_utf8(snippet.text));
        for (const TextRange& mark : snippet.marks) REQUIRE(mark.end <= snippet.text.size());
    }
    REQUIRE(piece("鸭子", "玉米").text.empty());
    REQUIRE(piece("", "玉米").text.empty());
    REQUIRE(piece("\xff\xfe鸭子\xff", "鸭子").marks.size() == 1);
}
