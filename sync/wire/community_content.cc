#include "sync/wire/community_content.h"

#include "sync/wire/body_reader.h"

namespace hall {

namespace {

Result<PostComment> post_comment_of(const Json& json) {
    BodyReader reader(json);
    PostComment comment;
    comment.author = reader.text("author");
    comment.date = reader.date("date");
    comment.text = reader.text("text");
    return reader.finish(std::move(comment));
}

Result<RankedVillage> ranked_village_of(const Json& json) {
    BodyReader reader(json);
    RankedVillage ranked;
    ranked.village = reader.text("village");
    ranked.points = reader.number("points");
    return reader.finish(std::move(ranked));
}

Result<RatedCounts> rated_counts_of(const Json& json) {
    BodyReader reader(json);
    RatedCounts rated;
    rated.name = reader.text("name");
    rated.counts = reader.integers_or_empty("counts", 0, std::numeric_limits<int>::max());
    if (!rated.counts.empty() && rated.counts.size() != 5) reader.fail("counts", "are not five");
    return reader.finish(std::move(rated));
}

}  // namespace

Result<Photo> photo_of(const Json& body) {
    BodyReader reader(body);
    Photo photo;
    photo.placed = reader.take(placed_of(body));
    photo.author = reader.text_or("author");
    photo.text = reader.text_or("text");
    photo.pictures = reader.list<BlobRef>("pictures", blob_ref_of);
    return reader.finish(std::move(photo));
}

Result<Post> post_of(const Json& body) {
    BodyReader reader(body);
    Post post;
    post.placed = reader.take(placed_of(body));
    post.author = reader.text("author");
    post.text = reader.text("text");
    post.pictures = reader.list_or_empty<BlobRef>("pictures", blob_ref_of);
    post.comments = reader.list_or_empty<PostComment>("comments", post_comment_of);
    return reader.finish(std::move(post));
}

Result<Ranking> ranking_of(const Json& body) {
    BodyReader reader(body);
    Ranking ranking;
    ranking.placed = reader.take(placed_of(body));
    ranking.formula = reader.text("formula");
    ranking.rows = reader.list<RankedVillage>("rows", ranked_village_of);
    return reader.finish(std::move(ranking));
}

Result<RatingResult> rating_result_of(const Json& body) {
    BodyReader reader(body);
    RatingResult result;
    result.placed = reader.take(placed_of(body));
    result.survey = reader.text("survey");
    result.departments = reader.list<RatedCounts>("departments", rated_counts_of);
    return reader.finish(std::move(result));
}

}  // namespace hall
