#include "kiosk/input/handwriting/recognizer.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "sync/core/utf8.h"
#include "tests/catch.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

void line(Ink& ink, float x1, float y1, float x2, float y2) {
    ink.begin_stroke();
    for (int i = 0; i <= 20; ++i) {
        const float t = static_cast<float>(i) / 20;
        ink.add({x1 + (x2 - x1) * t, y1 + (y2 - y1) * t, 0});
    }
}

Ink ten() {  // 十
    Ink ink;
    line(ink, 0.1f, 0.45f, 0.9f, 0.45f);
    line(ink, 0.5f, 0.1f, 0.5f, 0.9f);
    return ink;
}

bool present(const Path& file, const char* what) {
    if (std::filesystem::exists(file)) return true;
    std::printf("skipped: %s is not there: %s\n", what, file.c_str());
    return false;
}

}  // namespace

TEST_CASE("a finger that never lifts ends at ten thousand points") {
    Ink ink;
    REQUIRE(ink.begin_stroke());
    for (std::size_t i = 0; i < Ink::points_max; ++i) REQUIRE(ink.add({0.5f, 0.5f, 0}));
    REQUIRE_FALSE(ink.add({0.5f, 0.5f, 0}));
    REQUIRE(ink.strokes()[0].size() == Ink::points_max);
}

TEST_CASE("strokes beyond the limit, points without a stroke and what is no number are dropped") {
    Ink ink;
    REQUIRE_FALSE(ink.add({0.5f, 0.5f, 0}));
    for (std::size_t i = 0; i < Ink::strokes_max; ++i) REQUIRE(ink.begin_stroke());
    REQUIRE_FALSE(ink.add({std::nanf(""), 0.5f, 0}));
    REQUIRE_FALSE(ink.begin_stroke());
    REQUIRE_FALSE(ink.add({0.5f, 0.5f, 0}));
    REQUIRE(ink.empty());
}

TEST_CASE("ink outside the square is drawn to its edge") {
    Ink ink;
    ink.begin_stroke();
    ink.add({-3, 7, 0});
    REQUIRE(ink.strokes()[0][0].x == 0.0f);
    REQUIRE(ink.strokes()[0][0].y == 1.0f);
}

TEST_CASE("rubbed out strokes and cleared ink are gone") {
    Ink ink = ten();
    ink.remove_last_stroke();
    REQUIRE(ink.strokes().size() == 1);
    REQUIRE_FALSE(ink.add({0.5f, 0.5f, 0}));
    ink.clear();
    REQUIRE(ink.empty());
    REQUIRE(ink.strokes().empty());
}

TEST_CASE("without either model there is no handwriting, and it is said") {
    Recognizer recognizer({.model = "/nowhere/a", .zinnia = "/nowhere/b"});
    REQUIRE_ERROR(Errc::unavailable, recognizer.load());
    REQUIRE_ERROR(Errc::unavailable, recognizer.recognize(ten()));
    REQUIRE(recognizer.shortcoming().find("/nowhere/a") != std::string::npos);
    REQUIRE(recognizer.shortcoming().find("/nowhere/b") != std::string::npos);
}

TEST_CASE("a damaged model is refused, and zinnia alone still reads") {
    const Path file = std::filesystem::temp_directory_path() /
                      ("damaged_model_" + std::to_string(::getpid()));
    std::ofstream(file) << "HALLHWR1" << std::string(4000, 'x');
    REQUIRE_ERROR(Errc::corrupt, HandwritingModel::open(file));
    HandwritingFiles files = default_handwriting_files();
    files.model = file;
    if (present(files.zinnia, "zinnia's model")) {
        Recognizer recognizer(files);
        REQUIRE(VALUE(recognizer.recognize(ten())).at(0).text == "十");
        REQUIRE(recognizer.shortcoming().find("damaged") != std::string::npos);
    }
    std::filesystem::remove(file);
}

TEST_CASE("the trained model alone reads a simple character") {
    HandwritingFiles files = default_handwriting_files();
    files.zinnia.clear();
    if (!present(files.model, "the trained model")) return;
    Recognizer recognizer(files);
    const auto candidates = VALUE(recognizer.recognize(ten()));
    REQUIRE(candidates.at(0).text == "十");
    REQUIRE(candidates.size() == Recognizer::candidates_max);
}

TEST_CASE("nothing, a dot and ten thousand points are read without harm") {
    const HandwritingFiles files = default_handwriting_files();
    if (!present(files.zinnia, "zinnia's model")) return;
    Recognizer recognizer(files);
    REQUIRE(VALUE(recognizer.recognize(Ink())).empty());
    Ink dot;
    dot.begin_stroke();
    dot.add({0.5f, 0.5f, 0});
    REQUIRE_OK(recognizer.recognize(dot));
    Ink scribble;
    scribble.begin_stroke();
    for (int i = 0; i < 10'000; ++i) {
        const auto t = static_cast<float>(i);
        scribble.add({0.5f + 0.5f * std::sin(t * 0.7f), 0.5f + 0.5f * std::cos(t * 1.1f), 0});
    }
    REQUIRE(VALUE(recognizer.recognize(scribble)).size() <= Recognizer::candidates_max);
}

TEST_CASE("what stands before lifts the character that follows it") {
    const HandwritingFiles files = default_handwriting_files();
    if (!present(files.zinnia, "zinnia's model")) return;
    Recognizer plain(files);
    const auto second = VALUE(plain.recognize(ten())).at(1);
    const std::string wanted = second.text;
    Recognizer with(files, [&](char32_t before, char32_t next) {
        std::string text;
        hall::append_utf8(text, next);
        return before == U'二' && text == wanted ? 1.0f : 0.0f;
    });
    REQUIRE(VALUE(with.recognize(ten(), "二")).at(0).score > 0);
    for (const Candidate& candidate : VALUE(with.recognize(ten(), "二"))) {
        if (candidate.text == wanted) REQUIRE(candidate.score > second.score);
    }
}
