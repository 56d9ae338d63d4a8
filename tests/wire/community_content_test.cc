#include "sync/wire/community_content.h"

#include "tests/catch.h"

using namespace hall;

namespace {

Json placed(Json more) {
    more.update({{"board", "voices"}, {"column", "all"}, {"title", "t"}, {"date", "2026-11-23"}});
    return more;
}

}  // namespace

TEST_CASE("a post is read with its comments, and one without an author is corrupt") {
    Json body =
        placed({{"author", "老周"},
                {"text", "修路"},
                {"comments", {{{"author", "老李"}, {"date", "2026-11-24"}, {"text", "同意"}}}}});
    const Post post = VALUE(post_of(body));
    REQUIRE(post.author == "老周");
    REQUIRE(post.comments.size() == 1);
    REQUIRE(post.comments[0].text == "同意");
    body["comments"][0].erase("author");
    REQUIRE_ERROR(Errc::corrupt, post_of(body));
}

TEST_CASE("a ranking keeps the points as they were counted") {
    Json body = placed({{"formula", "加起来"},
                        {"rows",
                         {{{"village", "510681113205"}, {"points", 92.5}},
                          {{"village", "510681113203"}, {"points", 90}}}}});
    const Ranking ranking = VALUE(ranking_of(body));
    REQUIRE(ranking.rows.size() == 2);
    REQUIRE(ranking.rows[0].points == 92.5);
    REQUIRE(ranking.rows[1].points == 90);
    body["rows"][1]["points"] = "90";
    REQUIRE_ERROR(Errc::corrupt, ranking_of(body));
}

TEST_CASE("the result of a rating has five counts a department, or none where voices are few") {
    Json body = placed({{"survey", "survey-2026"},
                        {"departments",
                         {{{"name", "农业局"}, {"counts", {9, 8, 7, 6, 5}}},
                          {{"name", "水务局"}, {"suppressed", true}}}}});
    const RatingResult result = VALUE(rating_result_of(body));
    REQUIRE(result.departments[0].counts == std::vector<int>{9, 8, 7, 6, 5});
    REQUIRE(result.departments[1].counts.empty());
    body["departments"][0]["counts"] = {1, 2};
    REQUIRE_ERROR(Errc::corrupt, rating_result_of(body));
}

TEST_CASE("a photo has a picture") {
    Json body = placed({{"author", "老周"}});
    REQUIRE_ERROR(Errc::corrupt, photo_of(body));
    body["pictures"] = Json::array();
    REQUIRE(VALUE(photo_of(body)).author == "老周");
}
