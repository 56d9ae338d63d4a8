#include "kiosk/input/text_edit.h"

#include <cstring>
#include <memory>
#include <random>
#include <string>

#include "kiosk/input/grapheme.h"
#include "kiosk/input/wipe_text.h"
#include "sync/core/utf8.h"
#include "tests/catch.h"

using namespace hall;
using namespace hall::kiosk;

TEST_CASE("text goes in at the cursor, which then stands behind it") {
    TextEdit edit;
    REQUIRE_OK(edit.insert("小病"));
    REQUIRE(edit.move_left());
    REQUIRE_OK(edit.insert("麦条锈"));
    REQUIRE(edit.text() == "小麦条锈病");
    REQUIRE(edit.before_cursor() == "小麦条锈");
    REQUIRE(edit.characters() == 5);
}

TEST_CASE("what is deleted is what a person takes for one character") {
    TextEdit edit;
    REQUIRE_OK(edit.insert("𠮷👩‍👩‍👧‍👦e\u0301"));
    REQUIRE(edit.delete_before());
    REQUIRE(edit.text() == "𠮷👩‍👩‍👧‍👦");
    REQUIRE(edit.delete_before());
    REQUIRE(edit.text() == "𠮷");
    REQUIRE(edit.delete_before());
    REQUIRE(edit.text().empty());
    REQUIRE_FALSE(edit.delete_before());
    REQUIRE_OK(edit.set("🇨🇳好"));
    edit.move_to_start();
    REQUIRE(edit.delete_after());
    REQUIRE(edit.text() == "好");
    REQUIRE(edit.delete_after());
    REQUIRE_FALSE(edit.delete_after());
}

TEST_CASE("the cursor never stands within a cluster") {
    TextEdit edit;
    REQUIRE_OK(edit.set("a👍🏽b"));
    for (std::size_t byte = 0; byte <= edit.text().size() + 3; ++byte) {
        edit.move_to(byte);
        REQUIRE(is_boundary(edit.text(), edit.cursor()));
        REQUIRE(edit.cursor() <= byte);
    }
    // A mark joins the letter before the cursor.
    REQUIRE_OK(edit.set("eb"));
    edit.move_to(1);
    REQUIRE_OK(edit.insert("\u0301"));
    REQUIRE(edit.before_cursor() == "e\u0301");
    // Half a flag joins the half that stands after the cursor.
    REQUIRE_OK(edit.set("🇳"));
    edit.move_to_start();
    REQUIRE_OK(edit.insert("🇨"));
    REQUIRE(edit.cursor() == edit.text().size());
}

TEST_CASE("bytes that are no UTF-8 and characters that turn the order around are refused whole") {
    TextEdit edit;
    REQUIRE_OK(edit.set("王"));
    REQUIRE_ERROR(Errc::corrupt, edit.insert("\xE7\x8E"));
    REQUIRE_ERROR(Errc::corrupt, edit.insert("\xC0\xAF"));
    REQUIRE_ERROR(Errc::corrupt, edit.insert("\xED\xA0\x80"));
    for (const char* text : {"好\u202E", "\u2066a\u2069", "\u200F", "\u061C"})
        REQUIRE_ERROR(Errc::refused, edit.insert(text));
    for (const char* text :
         {"\x01", "\n", "\x7F", "\u0085", "\uFEFF", "\uFFFD", "\uE000", "\U0010FFFF"})
        REQUIRE_ERROR(Errc::refused, edit.insert(text));
    REQUIRE_ERROR(Errc::refused, edit.insert(std::string_view("a\0b", 3)));
    REQUIRE(edit.text() == "王");
    REQUIRE(edit.cursor() == 3);
}

TEST_CASE("a text in lines may have ends of lines and no other controls") {
    TextEdit edit({.characters_max = 10, .lines = true});
    REQUIRE_OK(edit.insert("一\n二"));
    REQUIRE_ERROR(Errc::refused, edit.insert("\r"));
    REQUIRE_ERROR(Errc::refused, edit.insert("\t"));
    REQUIRE(edit.text() == "一\n二");
}

TEST_CASE("a text that would be too long is refused whole, counted in characters") {
    TextEdit edit({.characters_max = 4, .lines = false});
    REQUIRE_OK(edit.insert("𠮷𠮷𠮷"));
    REQUIRE_ERROR(Errc::exhausted, edit.insert("好人"));
    REQUIRE(edit.text() == "𠮷𠮷𠮷");
    REQUIRE_OK(edit.insert("好"));
    REQUIRE_ERROR(Errc::exhausted, edit.insert("人"));
    REQUIRE_ERROR(Errc::exhausted, edit.set(std::string(100'000, 'a')));
    REQUIRE(edit.characters() == 4);
}

TEST_CASE("what is cleared is overwritten where it stood") {
    TextEdit edit;
    REQUIRE_OK(edit.insert("身份证号510681199001011234"));
    const char* place = edit.text().data();
    const std::size_t bytes = edit.text().size();
    edit.delete_before();
    REQUIRE(place[bytes - 1] == '\0');
    // The memory is the text's own until it is asked for more than it reserved.
    edit.clear();
    REQUIRE(edit.text().empty());
    REQUIRE(edit.text().data() == place);
    REQUIRE_OK(edit.set(std::string(bytes, 'x')));
    REQUIRE(edit.text().data() == place);
    std::string text = "secret that is longer than a small string";
    const std::size_t capacity = text.capacity();
    wipe_text(text);
    REQUIRE(text.empty());
    REQUIRE(text.capacity() == capacity);
    text.resize(20);
    REQUIRE(text == std::string(20, '\0'));
}

TEST_CASE("whatever is typed and deleted, the text is UTF-8 and the cursor on a boundary") {
    std::mt19937 random(7);
    const std::vector<std::string> pieces = {"好", "𠮷",   "a",  "\u0301", "👩",    "\u200D", "👧",
                                             "🇨",  "🏽", "한", "ᄀ",     "\xFF", "\u202E"};
    TextEdit edit({.characters_max = 12, .lines = false});
    for (int step = 0; step < 20'000; ++step) {
        switch (random() % 8) {
            case 0:
                edit.delete_before();
                break;
            case 1:
                edit.delete_after();
                break;
            case 2:
                edit.move_left();
                break;
            case 3:
                edit.move_right();
                break;
            case 4:
                edit.move_to(random() % 60);
                break;
            default:
                static_cast<void>(edit.insert(pieces[random() % pieces.size()]));
                break;
        }
        REQUIRE(is_utf8(edit.text()));
        REQUIRE(edit.characters() <= 12);
        REQUIRE(is_boundary(edit.text(), edit.cursor()));
    }
}
