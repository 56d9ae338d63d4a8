#include "sync/edge/index_builder.h"

#include <random>

#include "sync/core/utf8.h"
#include "sync/edge/index_postings.h"
#include "tests/catch.h"

using namespace hall;

namespace {

// Texts of few characters, so that pairs meet again and again; of words, digits, rare
// characters and broken bytes among them.
std::string random_text(std::mt19937_64& random, std::size_t characters) {
    static constexpr std::u32string_view pool =
        U"水稻鸭村务公开补贴种植养殖防治病虫害一二三四五六七八九十百千万亩斤元㭎𬭚𫔭"
        U"〇"
        U"Ａ"
        U"ｂ";
    std::string text;
    while (characters-- > 0) {
        switch (random() % 30) {
            case 0:
                text += "，";
                break;
            case 1:
                text += " Gap2026 ";
                break;
            case 2:
                text += "supercalifragilistic" + std::to_string(random() % 50) + " ";
                break;
            case 3:
                text += random() % 20 == 0 ? "\xE4\xB8" : "é";
                break;
            default:
                append_utf8(text, pool[random() % pool.size()]);
        }
    }
    return text;
}

std::vector<SearchText> random_texts(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::vector<SearchText> texts;
    for (std::size_t i = 0; i < count; ++i) {
        SearchText text;
        if (random() % 20 != 0) text.title = random_text(random, 1 + random() % 12);
        if (random() % 3 == 0) text.words = random_text(random, random() % 6);
        // Some are long enough that their places fill several leaves.
        text.text = random_text(random, random() % 50 == 0 ? 30'000 : random() % 300);
        texts.push_back(std::move(text));
    }
    texts[3] = {};
    return texts;
}

Database empty_index() {
    Database database = VALUE(Database::open("", {.mode = OpenMode::memory}));
    REQUIRE_OK(create_search_index(database));
    REQUIRE_OK(database.run("CREATE VIRTUAL TABLE places USING fts5vocab(search, instance)"));
    return database;
}

Database built(const std::vector<SearchText>& texts) {
    Database database = empty_index();
    Transaction transaction = VALUE(Transaction::begin(database));
    REQUIRE(VALUE(IndexBuilder::can_build(database)));
    IndexBuilder builder = VALUE(IndexBuilder::begin(database));
    std::int64_t row = 0;
    for (const SearchText& text : texts) REQUIRE_OK(builder.add(row += 3, text));
    REQUIRE_OK(builder.finish());
    REQUIRE_OK(transaction.commit());
    return database;
}

Database inserted(const std::vector<SearchText>& texts) {
    Database database = empty_index();
    Transaction transaction = VALUE(Transaction::begin(database));
    std::int64_t row = 0;
    for (const SearchText& text : texts) REQUIRE_OK(add_to_index(database, row += 3, text));
    REQUIRE_OK(transaction.commit());
    return database;
}

// Every place of every term, as FTS5 reads them.
std::string places(Database& database) {
    Statement select =
        VALUE(database.prepare("SELECT term, doc, col, offset FROM places ORDER BY 1, 2, 3, 4"));
    std::string all;
    for (;;) {
        const Result<bool> row = select.step();
        if (!row.ok() || !row.value()) break;
        all += select.text(0) + ' ' + std::to_string(select.integer(1)) + ' ' + select.text(2) +
               ' ' + std::to_string(select.integer(3)) + '\n';
    }
    return all;
}

std::string hits(Database& database, std::string_view query) {
    std::string all;
    for (const SearchHit& hit : VALUE(search_index(database, query, {.hits_max = 50}))) {
        all += std::to_string(hit.row) + ' ' + std::to_string(hit.score) + '\n';
    }
    return all;
}

void require_same(Database& one, Database& other, std::uint64_t seed) {
    REQUIRE_OK(one.run("INSERT INTO search(search) VALUES('integrity-check')"));
    REQUIRE((places(one) == places(other)));
    std::mt19937_64 random(seed);
    for (int i = 0; i < 60; ++i) {
        const std::string query = random_text(random, 1 + random() % 6);
        INFO(query);
        REQUIRE(hits(one, query) == hits(other, query));
    }
}

}  // namespace

TEST_CASE("an index built at once is the one FTS5 builds text by text") {
    for (const std::size_t count : {std::size_t{40}, std::size_t{1500}}) {
        const std::vector<SearchText> texts = random_texts(count, count);
        Database fast = built(texts);
        Statement segments = VALUE(fast.prepare("SELECT count(DISTINCT segid) FROM search_idx"));
        REQUIRE(VALUE(segments.step()));
        // The second fills memory more than once.
        REQUIRE((segments.integer(0) > 1) == (count > 1000));
        Database slow = inserted(texts);
        require_same(fast, slow, count);
    }
}

TEST_CASE("texts of as many tokens as can be are built as FTS5 builds them") {
    const std::vector<SearchText> texts = {
        {.title = "a", .words = "水", .text = "a b c d e f g h i j k l m n o p q r s t u v w x y"},
        {.title = "a水b稻c鸭d", .words = "a a", .text = "水 稻,鸭.a水"},
        {.title = "𬭚", .words = "水𬭚稻", .text = "𬭚𬭚a"}};
    Database fast = built(texts);
    Database slow = inserted(texts);
    require_same(fast, slow, 3);
}

TEST_CASE("FTS5 goes on with a built index: takes out, puts in, merges") {
    const std::vector<SearchText> texts = random_texts(600, 7);
    const std::vector<SearchText> more = random_texts(200, 8);
    Database fast = built(texts);
    Database slow = inserted(texts);
    for (Database* database : {&fast, &slow}) {
        Transaction transaction = VALUE(Transaction::begin(*database));
        for (std::size_t i = 0; i < texts.size(); i += 5) {
            REQUIRE_OK(
                remove_from_index(*database, static_cast<std::int64_t>(i + 1) * 3, texts[i]));
        }
        for (std::size_t i = 0; i < more.size(); ++i) {
            REQUIRE_OK(add_to_index(*database, static_cast<std::int64_t>(i) * 3 + 2, more[i]));
        }
        REQUIRE_OK(transaction.commit());
    }
    require_same(fast, slow, 9);
    REQUIRE_OK(fast.run("INSERT INTO search(search) VALUES('optimize')"));
    require_same(fast, slow, 10);
}

TEST_CASE("a transaction that is not committed leaves the index as it was") {
    Database database = empty_index();
    {
        Transaction transaction = VALUE(Transaction::begin(database));
        IndexBuilder builder = VALUE(IndexBuilder::begin(database));
        REQUIRE_OK(builder.add(1, {"鸭子", "", "拉稀"}));
        REQUIRE_OK(builder.finish());
    }
    REQUIRE(VALUE(search_index(database, "鸭子")).empty());
    REQUIRE(VALUE(IndexBuilder::can_build(database)));
    REQUIRE_OK(add_to_index(database, 1, {"鸭子", "", ""}));
    REQUIRE(VALUE(search_index(database, "鸭子")).size() == 1);
}

TEST_CASE("an index that holds something, or of another format, is not built at once") {
    Database database = empty_index();
    REQUIRE_OK(add_to_index(database, 1, {"鸭子", "", ""}));
    REQUIRE_FALSE(VALUE(IndexBuilder::can_build(database)));
    Database other = empty_index();
    REQUIRE_OK(other.run("UPDATE search_config SET v=5 WHERE k='version'"));
    REQUIRE_FALSE(VALUE(IndexBuilder::can_build(other)));
}

TEST_CASE("an index built of nothing is empty") {
    Database database = built({{}, {}, {}, {}});
    REQUIRE_OK(database.run("INSERT INTO search(search) VALUES('integrity-check')"));
    REQUIRE(VALUE(search_index(database, "鸭")).empty());
}

TEST_CASE("varints are SQLite's") {
    for (const std::uint64_t value :
         {std::uint64_t{0}, std::uint64_t{127}, std::uint64_t{128}, std::uint64_t{16'383},
          std::uint64_t{16'384}, (std::uint64_t{1} << 55) + 12'345}) {
        std::string bytes;
        append_varint(bytes, value);
        std::string_view rest = bytes;
        REQUIRE(read_varint(rest) == value);
        REQUIRE(rest.empty());
    }
    std::string bytes;
    append_varint(bytes, 300);
    REQUIRE(bytes == "\x82\x2C");
}
