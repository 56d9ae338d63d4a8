#include "platform/http/static_files.h"

#include "platform/http/message.h"
#include "sync/wire/blob.h"
#include "sync/wire/reply.h"
#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

std::string header_of(const HttpResponse& response, std::string_view wanted) {
    for (const auto& [name, value] : response.headers) {
        if (name == wanted) return value;
    }
    return {};
}

// The path of some target of the county channel.
std::string any_target(TestCounty& county) {
    const Path folder = county.data() / "tuf" / "targets" / "county";
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        return "/tuf/targets/county/" + entry.path().filename().string();
    }
    FAIL("no target");
    return {};
}

}  // namespace

TEST_CASE("nothing outside the published folder can be named") {
    TestCounty county;
    for (const char* path : {"/tuf/targets/../../platform.db",
                             "/tuf/targets/..%2f..%2fplatform.db",
                             "/tuf/targets/%2e%2e/%2e%2e/platform.db",
                             "/tuf/targets//etc/passwd",
                             "/tuf/targets/county/..",
                             "/tuf/targets/county/.",
                             "/tuf/targets/",
                             "/tuf/targets",
                             "/tuf/510681113205/metadata/../../../platform.db",
                             "/tuf/510681113205/metadata/..%2f..%2f..%2fplatform.db",
                             "/tuf/../platform.db/metadata/timestamp.json",
                             "/tuf/510681113205/metadata/.",
                             "/tuf/510681113205/metadata/timestamp.json%00.txt",
                             "/tuf/510681113205/metadata/1.root.json/",
                             "/tuf/shared/metadata/1.root.json",
                             "/tuf/510681113205/metadata/01.root.json",
                             "/tuf/510681113205/metadata/root.json",
                             "/tuf/510681113205/metadata/1.town-..json",
                             "/tuf/51068111320%35x/metadata/1.root.json",
                             "/console/..%2f..%2fplatform.db",
                             "/console/../openapi.json",
                             "\\..\\platform.db"}) {
        INFO(path);
        REQUIRE(county.answer(request_to("GET", path)).status == 404);
    }
}

TEST_CASE("a target is found by its hash only") {
    TestCounty county;
    const std::string path = any_target(county);
    REQUIRE(county.answer(request_to("GET", path)).status == 200);
    std::string other = path;
    other[std::string("/tuf/targets/county/").size()] ^= 1;
    REQUIRE(county.answer(request_to("GET", other)).status == 404);
    REQUIRE(county.answer(request_to("GET", "/tuf/targets/county/00000001.base-00.zst")).status ==
            404);
}

TEST_CASE("an unchanged timestamp is answered in a few bytes, a changed one whole") {
    TestCounty county;
    const std::string path = "/tuf/510681113205/metadata/timestamp.json";
    HttpRequest request = request_to("GET", path);
    const HttpResponse first = county.answer(request);
    const std::string etag = header_of(first, "ETag");
    REQUIRE(etag.size() == 34);
    // By this a kiosk asks after a start, from the file it holds.
    REQUIRE(etag == etag_of(first.body));
    REQUIRE(header_of(first, "Cache-Control") == "no-cache");
    request.headers["if-none-match"] = etag;
    const HttpResponse unchanged = county.answer(request);
    REQUIRE(unchanged.status == 304);
    REQUIRE(unchanged.body.empty());
    REQUIRE(header_of(unchanged, "ETag") == etag);
    county.keep(village_channel(dishui), article("new", "新"));
    REQUIRE_OK(county.platform().publisher().publish(county.executor()));
    REQUIRE(county.answer(request).status == 200);
}

TEST_CASE("a timestamp's answer says how many replies the village has") {
    TestCounty county;
    HttpRequest request = request_to("GET", "/tuf/510681113205/metadata/timestamp.json");
    REQUIRE(header_of(county.answer(request), newest_reply_header) == "0");
    REQUIRE_OK(county.executor().run([](Store& store) -> Result<void> {
        TRY(store.replies().add({"510681113205", 1, "", "one"}));
        TRY(store.replies().add({"510681113205", 2, "", "two"}));
        return store.replies().add({"510681113204", 1, "", "a neighbour's"});
    }));
    request.headers["if-none-match"] = header_of(county.answer(request), "ETag");
    const HttpResponse unchanged = county.answer(request);
    REQUIRE(unchanged.status == 304);
    REQUIRE(header_of(unchanged, newest_reply_header) == "2");
}

TEST_CASE("everything but the timestamp never changes") {
    TestCounty county;
    const HttpResponse root =
        county.answer(request_to("GET", "/tuf/510681113205/metadata/1.root.json"));
    REQUIRE(root.status == 200);
    REQUIRE_THAT(header_of(root, "Cache-Control"), contains_text("immutable"));
    REQUIRE_THAT(header_of(county.answer(request_to("GET", any_target(county))), "Cache-Control"),
                 contains_text("immutable"));
}

TEST_CASE("a broken download goes on where it stopped") {
    TestCounty county;
    HttpRequest request = request_to("GET", any_target(county));
    const std::string whole = county.body(county.answer(request));
    request.headers["range"] = "bytes=10-";
    const HttpResponse rest = county.answer(request);
    REQUIRE(rest.status == 206);
    REQUIRE(county.body(rest) == whole.substr(10));
    REQUIRE(header_of(rest, "Content-Range") ==
            "bytes 10-" + std::to_string(whole.size() - 1) + "/" + std::to_string(whole.size()));
    request.headers["range"] = "bytes=" + std::to_string(whole.size()) + "-";
    REQUIRE(county.answer(request).status == 416);
}

TEST_CASE("a blob is found by its hash, whole or in part, and by nothing else") {
    TestCounty county;
    const std::string bytes = "a picture of the new weir";
    const std::string sha256 = sha256_hex(bytes);
    DiskFiles files;
    const Path folder = county.data() / "tuf" / "blobs";
    REQUIRE_OK(files.make_folder(folder));
    REQUIRE_OK(files.write_durably(folder / sha256, bytes, FileMode::shared));
    REQUIRE_OK(files.write_durably(folder / "signer.txt", bytes, FileMode::shared));
    HttpRequest request = request_to("GET", blob_path(sha256));
    const HttpResponse whole = county.answer(request);
    REQUIRE(whole.status == 200);
    REQUIRE(county.body(whole) == bytes);
    REQUIRE_THAT(header_of(whole, "Cache-Control"), contains_text("immutable"));
    request.headers["range"] = "bytes=10-11";
    const HttpResponse part = county.answer(request);
    REQUIRE(part.status == 206);
    REQUIRE(county.body(part) == bytes.substr(10, 2));
    for (const std::string& path :
         {std::string("/tuf/blobs/signer.txt"), std::string("/tuf/blobs/../platform.db"),
          blob_path(std::string(64, 'A')), blob_path(std::string(64, '0'))}) {
        INFO(path);
        REQUIRE(county.answer(request_to("GET", path)).status == 404);
    }
}

TEST_CASE("targets and queries are taken apart strictly") {
    REQUIRE(split_target("/a/b?c=d%20e&f&g=")->query ==
            std::map<std::string, std::string>{{"c", "d e"}, {"f", ""}, {"g", ""}});
    REQUIRE(split_target("/a?b=%E4%B8%AD")->query.at("b") == "中");
    REQUIRE(split_target("/a?b=K7M+0012%2B")->query.at("b") == "K7M 0012+");
    REQUIRE_FALSE(split_target("http://x/").has_value());
    REQUIRE_FALSE(split_target("/a?b=%2").has_value());
    REQUIRE_FALSE(split_target("/a?b=%00").has_value());
    REQUIRE_FALSE(split_target("/a?b=%zz").has_value());
}
