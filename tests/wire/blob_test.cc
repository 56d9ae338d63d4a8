#include "sync/wire/blob.h"

#include "tests/catch.h"

using namespace hall;

namespace {

const std::string hash_a(64, 'a');
const std::string hash_b(64, 'b');

Json blob(const std::string& sha256, std::int64_t bytes = 10) {
    return {{"sha256", sha256}, {"bytes", bytes}, {"mime", "image/png"}};
}

}  // namespace

TEST_CASE("blobs are found wherever a body names them, each once") {
    const Json body = {{"title", "鸭子"},
                       {"pictures", {blob(hash_a), blob(hash_b), blob(hash_a)}},
                       {"future", {{"sound", {{"deep", blob(hash_b, 20)}}}}}};
    const std::vector<BlobRef> found = blobs_in(body);
    REQUIRE(found.size() == 3);
    // Members of an object stand in the order of their names.
    REQUIRE(found[0].sha256 == hash_b);
    REQUIRE(found[0].bytes == 20);
    REQUIRE(found[1].sha256 == hash_a);
    REQUIRE(found[2].bytes == 10);
    REQUIRE(blobs_in({{"text", hash_a}}).empty());
}

TEST_CASE("what looks like a blob and is none is left out") {
    for (const char* patch : {R"({"sha256":"aa"})", R"({"bytes":-1})", R"({"bytes":"10"})",
                              R"({"mime":null})", R"({"bytes":null})"}) {
        Json json = blob(hash_a);
        json.merge_patch(Json::parse(patch));
        INFO(patch);
        REQUIRE_ERROR(Errc::corrupt, blob_ref_of(json));
        REQUIRE(blobs_in({{"pictures", {json}}}).empty());
    }
    std::string upper(64, 'A');
    REQUIRE_FALSE(is_blob_name(upper));
    REQUIRE_FALSE(is_blob_name("../" + std::string(61, 'a')));
}

TEST_CASE("a blob written down reads back the same") {
    const BlobRef blob{hash_a, 48'213, "image/jpeg", "新修的堰口", 1200, 800};
    const BlobRef read = VALUE(blob_ref_of(json_of(blob)));
    REQUIRE(read.sha256 == hash_a);
    REQUIRE(read.bytes == 48'213);
    REQUIRE(read.mime == "image/jpeg");
    REQUIRE(read.caption == "新修的堰口");
    REQUIRE(read.width == 1200);
    REQUIRE(read.height == 800);
    REQUIRE(blob_path(hash_a) == "/tuf/blobs/" + hash_a);
}
