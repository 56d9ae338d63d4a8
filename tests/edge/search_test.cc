#include "sync/edge/search/search_index.h"

#include "sync/core/utf8.h"
#include "sync/edge/search/han_folding.h"
#include "sync/edge/search/search_query.h"
#include "sync/edge/search/tokenizer.h"
#include "tests/catch.h"

using namespace hall;

namespace {

Database index_of(const std::vector<SearchText>& texts) {
    Database database =
        VALUE(Database::open("", {.mode = OpenMode::memory, .extension = register_tokenizer}));
    REQUIRE_OK(create_search_index(database));
    std::int64_t row = 0;
    for (const SearchText& text : texts) REQUIRE_OK(add_to_index(database, ++row, text));
    return database;
}

std::vector<std::int64_t> found(Database& database, std::string_view query,
                                const SpokenWords& spoken = {}) {
    std::vector<std::int64_t> rows;
    for (const SearchHit& hit : VALUE(search_index(database, query, {}, spoken)))
        rows.push_back(hit.row);
    return rows;
}

using Rows = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("Chinese is found by any run of its characters, of one, two or more") {
    Database database =
        index_of({{"水稻纹枯病怎么防治", "", "分蘖末期注意"}, {"鸭子拉稀", "", "先看饲料"}});
    for (const char* query :
         {"纹枯", "纹枯病", "水稻", "防治", "稻", "治", "水稻 防治", "水稻纹枯病怎么防治"}) {
        INFO(query);
        REQUIRE(found(database, query).front() == 1);
    }
    REQUIRE(found(database, "拉稀") == Rows{2});
    REQUIRE(found(database, "玉米").empty());
}

TEST_CASE("a title counts more than other words, and these more than the text") {
    Database database = index_of(
        {{"春耕", "", "红苕育苗也在这时候"}, {"薯类", "红苕", "育苗"}, {"红苕育苗", "", "三月"}});
    REQUIRE(found(database, "红苕") == Rows{3, 2, 1});
}

TEST_CASE("a question in plain words finds its answer though no text has them all") {
    Database database = index_of(
        {{"如何防治猪的仔猪腹泻？", "", "仔猪拉稀多因受凉"}, {"怎么治稻飞虱", "", "选对药"}});
    REQUIRE(found(database, "我家猪仔拉稀怎么治").front() == 1);
}

TEST_CASE("one wrong character and the village's own words still find the text") {
    Database database = index_of(
        {{"稻瘟病（资料3）", "", ""}, {"高温天气的病害", "", ""}, {"仔猪腹泻的防治", "", ""}});
    REQUIRE(found(database, "稻温病").front() == 1);
    const SpokenWords spoken{{"咋个"}, {{"猪崽", {"仔猪"}}, {"拉肚子", {"腹泻"}}}};
    REQUIRE(found(database, "猪崽拉肚子咋个办", spoken) == Rows{3});
}

TEST_CASE(
    "a noun's single character finds the text that shares it, so that the list is not empty") {
    Database database = index_of({{"牛烂蹄的防治", "", "蹄叉"}, {"小兔子肚子胀、拉稀", "", ""}});
    REQUIRE(found(database, "牛蹄子烂了").front() == 1);
    REQUIRE(found(database, "兔儿肚皮胀").front() == 2);
}

TEST_CASE("what shares but a character is left out where there is enough that fits") {
    std::vector<SearchText> texts;
    for (int i = 0; i < 6; ++i) texts.push_back({"打药要看天气" + std::to_string(i), "", ""});
    for (int i = 0; i < 30; ++i) texts.push_back({"打扫院坝" + std::to_string(i), "", "打水"});
    Database database = index_of(texts);
    REQUIRE(found(database, "打药").size() == 6);
    REQUIRE(found(database, "打鼓").size() == 20);  // nothing better: as many as the limit
}

TEST_CASE("what was said counts more than what was added for it") {
    Database database = index_of({{"小麦收割", "", ""}, {"麦子收割", "", ""}});
    const SpokenWords spoken{{}, {{"麦子", {"小麦"}}}};
    REQUIRE(found(database, "麦子", spoken) == Rows{2, 1});
}

TEST_CASE("a question of many words has a bounded number of terms") {
    std::string query;
    for (char32_t c = 0x4E00; c < 0x4E00 + 500; ++c) append_utf8(query, c);
    REQUIRE(terms_of(query, {}).size() == query_terms_max);
    REQUIRE(terms_of("怎么办", {}) == terms_of("怎么办", {{"咋个"}, {}}));
    REQUIRE_FALSE(terms_of("怎么办", {}).empty());
    REQUIRE(terms_of("", {}).empty());
    SpokenWords broken{{""}, {{"", {"猪"}}, {"鸭", {"", "，"}}}};
    REQUIRE(terms_of("鸭", broken) == std::vector<QueryTerm>{{"鸭", true, 0.4F, true}});
}

TEST_CASE("letters match in any case and width, from their first letters on") {
    Database database = index_of({{"GAP 种植规程 ２０２６", "", ""}});
    REQUIRE(found(database, "gap") == Rows{1});
    REQUIRE(found(database, "ｇａ") == Rows{1});
    REQUIRE(found(database, "2026") == Rows{1});
}

TEST_CASE("what a person types never reaches the query language") {
    Database database = index_of({{"鸭子", "", ""}});
    for (const char* query :
         {"\"", "\"鸭\" OR", "鸭*", "title:鸭", "NEAR(鸭)", "鸭 AND", "(",
          "'; DROP TABLE search; --", "\xff\xfe", "-鸭", "^鸭", "   ", "，。！"}) {
        INFO(query);
        REQUIRE_OK(search_index(database, query));
    }
    REQUIRE(found(database, "").empty());
    REQUIRE(found(database, "，。").empty());
    REQUIRE_OK(search_index(database, std::string(100'000, 'a')));
}

TEST_CASE("what is taken out is found no more") {
    const SearchText text{"鸭瘟", "", "打疫苗"};
    Database database = index_of({text});
    REQUIRE_OK(remove_from_index(database, 1, text));
    REQUIRE(found(database, "鸭瘟").empty());
    REQUIRE(found(database, "疫苗").empty());
}

TEST_CASE("rare characters outside the first plane are Chinese too") {
    Database database = index_of({{"青㭎村 𬭚𫔭", "", ""}});
    REQUIRE(found(database, "青㭎") == Rows{1});
    REQUIRE(found(database, "𬭚𫔭") == Rows{1});
}

TEST_CASE("simplified and traditional characters find each other") {
    Database database =
        index_of({{"颱風來襲前怎樣保護溫室", "", "檢查棚膜"}, {"台风过后排水", "", "疏通沟渠"}});
    REQUIRE(found(database, "台风") == found(database, "颱風"));
    REQUIRE(found(database, "台风").size() == 2);
    REQUIRE(found(database, "温室") == Rows{1});
    REQUIRE(found(database, "溝渠") == Rows{2});
    // The county's words are written in simplified characters.
    Database sick = index_of({{"仔猪腹泻的防治", "", ""}, {"子夜", "", "拉门"}});
    const SpokenWords spoken{{}, {{"猪崽", {"仔猪"}}}};
    REQUIRE(found(sick, "豬崽拉肚子咋個辦", spoken).front() == 1);
}

TEST_CASE("folding keeps every byte that is no traditional character, and the length") {
    REQUIRE(simplified("颱風 台风") == "台风 台风");
    REQUIRE(simplified("\xE9\xA2") == "\xE9\xA2");
    REQUIRE(simplified("\xE9\xA2\xE9\xA2\xB1") == "\xE9\xA2台");
    REQUIRE(simplified("𠮷㭎喆𬭚 a̅é") == "𠮷㭎喆𬭚 a̅é");
    std::string room;
    const std::string_view plain = "没有一个繁体字";
    REQUIRE(simplified(plain, room).data() == plain.data());
}

TEST_CASE("an index that grew in pieces finds the same when they are joined") {
    Database database = index_of({});
    constexpr int pieces = 40;
    for (int i = 1; i <= pieces; ++i) {  // each is a transaction of its own
        REQUIRE_OK(
            add_to_index(database, i, {"水稻病害" + std::to_string(i), "鸭", "防治方法看天气"}));
    }
    const auto count = [&](const char* sql) {
        Statement select = VALUE(database.prepare(sql));
        REQUIRE(VALUE(select.step()));
        return select.integer(0);
    };
    constexpr const char* segments = "SELECT count(DISTINCT segid) FROM search_idx";
    const std::int64_t before = count(segments);
    const std::vector<SearchHit> hits = VALUE(search_index(database, "病害", {.hits_max = 99}));
    REQUIRE(hits.size() == pieces);
    int merges = 0;
    while (VALUE(merge_search_index(database, 8))) REQUIRE(++merges < 1000);
    REQUIRE(merges > 0);
    REQUIRE(count(segments) < before);
    REQUIRE_OK(database.run("INSERT INTO search(search) VALUES('integrity-check')"));
    REQUIRE(VALUE(search_index(database, "病害", {.hits_max = 99})).size() == pieces);
    // And what is joined is joined: nothing is written any more.
    REQUIRE_FALSE(VALUE(merge_search_index(database, 8)));
}
