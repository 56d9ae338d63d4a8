#include "kiosk/input/pinyin/pinyin_engine.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "kiosk/input/pinyin/decoder.h"
#include "kiosk/input/pinyin/libpinyin_words.h"
#include "sync/core/utf8.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

const Path assets = Path(HALL_SOURCE_DIR) / "assets/input";

// Read once: it takes the better part of a second.
std::shared_ptr<const Lexicon> shipped() {
    static const std::shared_ptr<const Lexicon> lexicon = [] {
        DiskFiles files;
        return VALUE(load_lexicon(files, libpinyin_data_folder(), assets));
    }();
    return lexicon;
}

void type(PinyinEngine& engine, std::string_view keys) {
    for (const char key : keys) REQUIRE(engine.feed_key(static_cast<unsigned char>(key)).taken);
}

std::string first(std::string_view keys) {
    PinyinEngine engine(shipped());
    type(engine, keys);
    return engine.composition().candidates.empty() ? "" : engine.composition().candidates.front();
}

std::size_t place_of(const Composition& composition, std::string_view text) {
    return static_cast<std::size_t>(std::ranges::find(composition.candidates, text) -
                                    composition.candidates.begin());
}

// What a folder holds: sizes and times of change of every file.
std::map<std::string, std::pair<std::uintmax_t, std::filesystem::file_time_type>> listing(
    const Path& folder) {
    std::map<std::string, std::pair<std::uintmax_t, std::filesystem::file_time_type>> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file())
            files[entry.path().string()] = {entry.file_size(), entry.last_write_time()};
    }
    return files;
}

}  // namespace

TEST_CASE("words, sentences and initials of the village come first") {
    REQUIRE(first("nh") == "你好");
    REQUIRE(first("xmtxb") == "小麦条锈病");
    REQUIRE(first("sfz") == "身份证");
    REQUIRE(first("xiaomaitiaoxiubing") == "小麦条锈病");
    REQUIRE(first("dibaoshenqing") == "低保申请");
    REQUIRE(first("wangguifang") == "王桂芳");
    REQUIRE(first("zenmeshenqingdibao") == "怎么申请低保");
    REQUIRE(first("zhujuan") == "猪圈");
    REQUIRE(first("lvdou") == "绿豆");
    REQUIRE(first("xi'an") == "西安");
}

TEST_CASE("a Sichuan typist finds the word") {
    REQUIRE(first("senfenzen") == "身份证");
    REQUIRE(first("xiaomaitiaoxiubin") == "小麦条锈病");
    REQUIRE(first("yiniaobaoxian") == "医疗保险");
}

TEST_CASE(
    "a word chosen for the first syllables keeps the rest, and is taken back by a backspace") {
    PinyinEngine engine(shipped());
    type(engine, "shenqingdibao");
    const std::size_t place = place_of(engine.composition(), "申请");
    REQUIRE(place < engine.composition().candidates.size());
    const EngineAnswer answer = engine.choose(place);
    REQUIRE(answer.taken);
    REQUIRE(answer.committed.empty());
    REQUIRE(engine.composition().chosen == "申请");
    REQUIRE(engine.composition().pinyin == "dibao");
    REQUIRE(engine.composition().candidates.front() == "低保");

    REQUIRE(engine.backspace().taken);
    REQUIRE(engine.composition().chosen.empty());
    REQUIRE(engine.composition().pinyin == "shenqingdibao");

    engine.choose(place_of(engine.composition(), "申请"));
    REQUIRE(engine.choose(0).committed == "申请低保");
    REQUIRE(engine.composition().empty());
    REQUIRE_FALSE(engine.backspace().taken);
}

TEST_CASE("backspace takes letter by letter until the field is asked to") {
    PinyinEngine engine(shipped());
    type(engine, "ni");
    REQUIRE(engine.backspace().taken);
    REQUIRE(engine.composition().pinyin == "n");
    REQUIRE_FALSE(engine.composition().candidates.empty());
    REQUIRE(engine.backspace().taken);
    REQUIRE(engine.composition().empty());
    REQUIRE(engine.composition().candidates.empty());
    REQUIRE_FALSE(engine.backspace().taken);
}

TEST_CASE(
    "a blank takes the first candidate, a line's end the letters, and other keys are not taken") {
    PinyinEngine engine(shipped());
    for (const char32_t key : {U' ', U'\n', U'\'', U'1', U'。', U'好'})
        REQUIRE_FALSE(engine.feed_key(key).taken);
    type(engine, "nihao");
    REQUIRE_FALSE(engine.feed_key(U'1').taken);
    REQUIRE(engine.feed_key(U' ').committed == "你好");
    type(engine, "abc");
    REQUIRE(engine.feed_key(U'\n').committed == "abc");
    type(engine, "vvv");
    REQUIRE(engine.feed_key(U' ').committed == "vvv");
    REQUIRE(engine.composition().empty());
    REQUIRE_FALSE(engine.choose(0).taken);
}

TEST_CASE("rare characters of names stand on pages of their own") {
    const std::vector<std::pair<std::string, std::string>> names = {
        {"zhe", "喆"}, {"gang", "㭎"}, {"ji", "𠮷"}, {"yan", "䶮"}, {"ling", "岺"}};
    for (const auto& [keys, character] : names) {
        PinyinEngine engine(shipped());
        type(engine, keys);
        INFO(keys << " " << character);
        const Composition& composition = engine.composition();
        const std::size_t place = place_of(composition, character);
        REQUIRE(place < composition.candidates.size());
        REQUIRE(engine.choose(place).committed == character);
    }
    PinyinEngine engine(shipped());
    type(engine, "ji");
    const Composition& composition = engine.composition();
    REQUIRE(composition.rare_from < composition.candidates.size());
    const std::size_t pages = page_count(composition, 10);
    engine.show_page(pages - 1);
    REQUIRE(page_of(composition, composition.page, 10).rare);
}

TEST_CASE("candidates are different from each other, and each is UTF-8") {
    for (const char* keys : {"shi", "zhongguo", "xmtxb", "a", "nongye"}) {
        PinyinEngine engine(shipped());
        type(engine, keys);
        std::vector<std::string> sorted = engine.composition().candidates;
        REQUIRE(std::ranges::all_of(
            sorted, [](const std::string& text) { return is_utf8(text) && !text.empty(); }));
        std::ranges::sort(sorted);
        REQUIRE(std::ranges::adjacent_find(sorted) == sorted.end());
    }
}

TEST_CASE("letters without end are taken and no more kept than there is room for") {
    PinyinEngine engine(shipped());
    for (const char* run : {"x", "zh", "a", "xmtxb", "'", "shuang"}) {
        engine.clear();
        REQUIRE(engine.feed_key(U'b').taken);
        for (int i = 0; i < 100; ++i) type(engine, run);
        REQUIRE(engine.composition().pinyin.size() <= pinyin_letters_max);
    }
}

TEST_CASE("nothing that is typed is learned or kept") {
    const Path data = libpinyin_data_folder();
    const auto before = listing(data);
    TempFolder home;
    const std::string old_home = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
    setenv("HOME", home.path().c_str(), 1);
    PinyinEngine engine(shipped());
    const auto typed_once = [&engine] {
        type(engine, "zhangjianguo");
        return engine.composition().candidates;
    };
    const std::vector<std::string> first_time = typed_once();
    for (int i = 0; i < 30; ++i) {
        engine.clear();
        type(engine, "zhangjianguo");
        engine.choose(first_time.size() > 5 ? 5 : 0);
    }
    engine.clear();
    REQUIRE(engine.composition().empty());
    REQUIRE(engine.composition().candidates.empty());
    REQUIRE(typed_once() == first_time);
    REQUIRE(listing(data) == before);
    REQUIRE(std::filesystem::is_empty(home.path()));
    REQUIRE_FALSE(std::filesystem::exists("/nonexistent"));
    setenv("HOME", old_home.c_str(), 1);
}

TEST_CASE("without dictionaries or phrases the engine is not made, and says which are missing") {
    DiskFiles files;
    TempFolder empty;
    REQUIRE_ERROR(Errc::not_found, load_lexicon(files, empty.path(), assets));
    REQUIRE_ERROR(Errc::not_found, load_lexicon(files, libpinyin_data_folder(), empty.path()));
    REQUIRE_ERROR(Errc::not_found, read_libpinyin_words("/nonexistent/dictionaries"));
}
