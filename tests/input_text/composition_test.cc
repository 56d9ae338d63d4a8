#include "kiosk/input/composition.h"

#include "tests/catch.h"

using namespace hall::kiosk;

namespace {

Composition with_candidates(std::size_t usual, std::size_t rare) {
    Composition composition{.mode = InputMode::pinyin};
    composition.pinyin = "zhe";
    composition.candidates.assign(usual + rare, "字");
    composition.rare_from = usual;
    return composition;
}

}  // namespace

TEST_CASE("rare candidates begin a page of their own") {
    const Composition composition = with_candidates(7, 4);
    REQUIRE(page_count(composition, 5) == 3);
    REQUIRE(page_of(composition, 1, 5).count == 2);
    REQUIRE_FALSE(page_of(composition, 1, 5).rare);
    REQUIRE(page_of(composition, 2, 5).first == 7);
    REQUIRE(page_of(composition, 2, 5).count == 4);
    REQUIRE(page_of(composition, 2, 5).rare);
    REQUIRE(page_of(composition, 99, 5).first == 7);
}

TEST_CASE("without candidates there is no page") {
    const Composition composition = with_candidates(0, 0);
    REQUIRE(page_count(composition, 5) == 0);
    REQUIRE(page_of(composition, 0, 5).count == 0);
    REQUIRE(page_count(with_candidates(0, 3), 5) == 1);
    REQUIRE(page_of(with_candidates(0, 3), 0, 5).rare);
}

TEST_CASE("a wiped composition keeps its mode and nothing else") {
    Composition composition = with_candidates(7, 4);
    composition.chosen = "王";
    composition.stroke_count = 3;
    composition.page = 1;
    wipe_composition(composition);
    REQUIRE(composition.mode == InputMode::pinyin);
    REQUIRE(composition.empty());
    REQUIRE(composition.candidates.empty());
    REQUIRE(composition.page == 0);
}
