// Community content: the bodies of documents that come of what villagers show, say and rate.
// Read like those of content.h.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/blob.h"
#include "sync/wire/content.h"

namespace hall {

// --- photo: a picture somebody took, or a place somebody reported
struct Photo {
    Placed placed;
    std::string author;
    std::string text;
    std::vector<BlobRef> pictures;
};
Result<Photo> photo_of(const Json& body);

// --- post: what a villager says to the others, after moderation
struct PostComment {
    std::string author;
    std::string date;
    std::string text;
};

struct Post {
    Placed placed;
    std::string author;
    std::string text;
    std::vector<BlobRef> pictures;
    std::vector<PostComment> comments;
};
Result<Post> post_of(const Json& body);

// --- ranking: activity of villages by a published formula
struct RankedVillage {
    std::string village;  // 12 digits
    double points = 0;
};

struct Ranking {
    Placed placed;
    std::string formula;
    std::vector<RankedVillage> rows;  // best first
};
Result<Ranking> ranking_of(const Json& body);

// --- rating_result: counts of a survey's grades
struct RatedCounts {
    std::string name;         // of the department
    std::vector<int> counts;  // of the five grades, best first; empty: too few voices
};

struct RatingResult {
    Placed placed;
    std::string survey;  // its document's id
    std::vector<RatedCounts> departments;
};
Result<RatingResult> rating_result_of(const Json& body);

}  // namespace hall
