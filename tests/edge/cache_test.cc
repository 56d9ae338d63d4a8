#include "sync/edge/content/cache.h"

#include <fstream>

#include "sync/edge/content/document_text.h"
#include "sync/edge/content/library.h"
#include "sync/wire/blob.h"
#include "sync/wire/segment.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

constexpr Date today{2026, 11, 23};

Document article(std::string id, std::string title, std::int64_t rev = 1) {
    Document document;
    document.id = std::move(id);
    document.type = "article";
    document.rev = rev;
    document.at = "2026-11-01T00:00:00Z";
    document.body = {{"board", "policy"},    {"column", "farm"},       {"title", title},
                     {"date", "2026-11-01"}, {"source", "农业农村局"}, {"text", "正文" + title}};
    return document;
}

Document gone(std::string id, std::int64_t rev) {
    Document document;
    document.id = std::move(id);
    document.rev = rev;
    document.gone = true;
    return document;
}

std::int64_t install(Cache& cache, const ChannelUpdate& update,
                     const std::vector<Document>& documents) {
    Cache::Install install = VALUE(cache.begin(update, check_readable));
    REQUIRE_OK(install.add(documents));
    REQUIRE_OK(install.commit());
    return static_cast<std::int64_t>(install.refused().size());
}

// Those found that have all of it: a search also finds what has but a character of it.
std::vector<std::string> titles(Library& library, std::string_view query) {
    std::vector<std::string> found;
    for (const LibraryEntry& entry : VALUE(library.search(query, today))) {
        if (entry.title.find(query) != std::string::npos) found.push_back(entry.title);
    }
    return found;
}

using Titles = std::vector<std::string>;

// An article without what every article has.
Document unreadable(const std::string& id) {
    Document bad = article(id, "坏的");
    bad.body.erase("text");
    return bad;
}

}  // namespace

TEST_CASE("a base replaces everything, a delta changes what it names") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    install(cache, {"county", 0, 5}, {article("a", "甲种补贴"), article("b", "乙种补贴")});
    Library library = VALUE(Library::open(file));
    REQUIRE(VALUE(cache.channel_version("county")) == 5);
    REQUIRE(titles(library, "补贴").size() == 2);

    install(cache, {"county", 5, 6},
            {gone("a", 2), article("b", "丙种补贴", 2), article("c", "丁种补贴")});
    REQUIRE(titles(library, "甲种").empty());
    REQUIRE(titles(library, "乙种").empty());
    REQUIRE(titles(library, "丙种") == Titles{"丙种补贴"});
    REQUIRE(VALUE(library.entries("policy", "farm", today)).size() == 2);

    install(cache, {"county", 0, 9}, {article("z", "新的")});
    REQUIRE(titles(library, "补贴").empty());
    REQUIRE(VALUE(library.entries("policy", "", today)).size() == 1);
}

TEST_CASE("readers see a whole version or the one before") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    install(cache, {"county", 0, 1}, {article("a", "旧的")});
    Library library = VALUE(Library::open(file));
    {
        Cache::Install half = VALUE(cache.begin({"county", 1, 2}, check_readable));
        REQUIRE_OK(half.add({article("a", "新的", 2)}));
        REQUIRE(titles(library, "旧的") == Titles{"旧的"});
        REQUIRE(titles(library, "新的").empty());
    }
    REQUIRE(VALUE(cache.channel_version("county")) == 1);
    REQUIRE(titles(library, "旧的") == Titles{"旧的"});
}

TEST_CASE("a version never goes back and a delta fits only where it starts") {
    const TempFolder temp;
    DiskFiles files;
    Cache cache = VALUE(Cache::open(files, temp.path() / "cache.db"));
    install(cache, {"county", 0, 5}, {article("a", "一")});
    REQUIRE_ERROR(Errc::refused, cache.begin({"county", 4, 6}, check_readable));
    Cache::Install old = VALUE(cache.begin({"county", 0, 4}, check_readable));
    REQUIRE_OK(old.add({article("b", "二")}));
    REQUIRE_ERROR(Errc::refused, old.commit());
}

TEST_CASE("a document that does not match its type is left out and reported, the rest stands") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    const Document bad = unreadable("bad");
    Document unknown = article("new", "将来的");
    unknown.type = "hologram";
    REQUIRE(install(cache, {"county", 0, 1}, {bad, article("good", "好的"), unknown}) == 1);
    Library library = VALUE(Library::open(file));
    REQUIRE(titles(library, "坏的").empty());
    REQUIRE(titles(library, "好的") == Titles{"好的"});
    REQUIRE(VALUE(library.status("510681113205")).refused == 1);
    REQUIRE_OK(library.document("county", "new"));
    // A later version repairs it.
    install(cache, {"county", 0, 2}, {article("bad", "坏的", 2)});
    REQUIRE(VALUE(library.status("510681113205")).refused == 0);
}

TEST_CASE("a base over what is held changes what it says differently, and takes out the rest") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    install(cache, {"county", 0, 1},
            {article("a", "甲种补贴"), article("b", "乙种补贴"), article("c", "丙种补贴")});
    install(cache, {"town-510681113", 0, 1}, {article("a", "镇里的补贴")});
    Cache::Install base = VALUE(cache.begin({"county", 0, 4}, check_readable));
    REQUIRE_OK(base.add(
        {article("a", "甲种补贴"), article("c", "戊种补贴", 2), article("d", "丁种补贴")}));
    REQUIRE_OK(base.commit());
    REQUIRE(base.changed() == 4);  // c out and in, d in, b out
    Library library = VALUE(Library::open(file));
    REQUIRE(titles(library, "甲种") == Titles{"甲种补贴"});
    REQUIRE(titles(library, "乙种").empty());
    REQUIRE(titles(library, "丙种").empty());
    REQUIRE(titles(library, "戊种") == Titles{"戊种补贴"});
    REQUIRE(titles(library, "补贴").size() == 4);
    REQUIRE(VALUE(cache.channel_version("county")) == 4);
}

TEST_CASE("a document that stands twice in a base is taken once and reported") {
    const TempFolder temp;
    DiskFiles files;
    for (const bool held : {false, true}) {
        Cache cache = VALUE(Cache::open(files, temp.path() / (held ? "held.db" : "new.db")));
        if (held) install(cache, {"county", 0, 1}, {article("a", "旧的"), article("b", "旧的")});
        REQUIRE(install(cache, {"county", 0, 2},
                        {article("b", "第一次", 2), article("a", "甲", 2),
                         article("b", "第二次", 2)}) == 1);
        REQUIRE(VALUE(cache.document("county", "b")).body.at("title") == "第一次");
        REQUIRE(VALUE(cache.document("county", "a")).body.at("title") == "甲");
    }
}

TEST_CASE("a line that is no document is left out, the rest of its segment stands") {
    const TempFolder temp;
    DiskFiles files;
    Cache cache = VALUE(Cache::open(files, temp.path() / "cache.db"));
    Cache::Install install = VALUE(cache.begin({"county", 0, 1}, check_readable));
    for (const std::string& line :
         {line_of(article("a", "甲")), std::string("{}"), std::string("nonsense"), std::string(),
          line_of(article("b", "乙"))}) {
        REQUIRE_OK(install.add_line(line));
    }
    REQUIRE_OK(install.commit());
    REQUIRE(install.changed() == 2);
    REQUIRE_OK(cache.document("county", "b"));
}

TEST_CASE("the patch base of a patch is given as its lines were") {
    const TempFolder temp;
    DiskFiles files;
    Cache cache = VALUE(Cache::open(files, temp.path() / "cache.db"));
    const Document a = article("a", "甲");
    const Document b = article("b", "乙\t\"引号\" 0.10");
    install(cache, {"county", 0, 1}, {a, b});
    REQUIRE(VALUE(cache.patch_base("county", {"b", "a"})) == lines_of({b, a}));
    REQUIRE_ERROR(Errc::not_found, cache.patch_base("county", {"a", "x"}));
    // The bytes of the line count, not how we would have written them.
    Cache::Install odd = VALUE(cache.begin({"county", 1, 2}, check_readable));
    const std::string line =
        R"({"at":"2026-11-23T09:00:00Z","body":{"z":1.50, "a":"\u7532"},"id":"c","rev":1,"type":"x"})";
    REQUIRE_OK(odd.add_line(line));
    REQUIRE_OK(odd.commit());
    REQUIRE(VALUE(cache.patch_base("county", {"c"})) == line + "\n");
}

TEST_CASE("a document refused in one version and repaired in the next is no longer reported") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    const Document bad = unreadable("bad");
    install(cache, {"county", 0, 1}, {bad});
    Library library = VALUE(Library::open(file));
    REQUIRE(VALUE(library.status("510681113205")).refused == 1);
    install(cache, {"county", 1, 2}, {article("bad", "坏的", 2)});
    REQUIRE(VALUE(library.status("510681113205")).refused == 0);
}

TEST_CASE("blobs have a row while some document names them") {
    const TempFolder temp;
    DiskFiles files;
    Cache cache = VALUE(Cache::open(files, temp.path() / "cache.db"));
    const auto with_blobs = [](Document document, std::vector<BlobRef> blobs) {
        for (const BlobRef& blob : blobs) document.body["pictures"].push_back(json_of(blob));
        return document;
    };
    const BlobRef small{std::string(64, 'a'), 1000, "image/png"};
    const BlobRef film{std::string(64, 'b'), 9'000'000, "video/mp4"};
    const BlobRef newer{std::string(64, 'c'), 2000, "image/png"};
    Document fresh = article("c", "丙");
    fresh.body["date"] = "2026-11-20";
    install(cache, {"county", 0, 1},
            {with_blobs(article("a", "甲"), {small, film}), with_blobs(article("b", "乙"), {small}),
             with_blobs(fresh, {newer})});
    const auto missing = [&] {
        std::string names;
        for (const CachedBlob& blob : VALUE(cache.missing_blobs(10))) names += blob.sha256[0];
        return names;
    };
    REQUIRE(missing() == "cab");
    REQUIRE_OK(cache.set_blob_state(VALUE(cache.blob(small.sha256, 1000)), BlobState::here));
    REQUIRE(missing() == "cb");
    REQUIRE(VALUE(cache.present_blobs(10)).front().sha256 == small.sha256);
    REQUIRE_ERROR(Errc::not_found, cache.blob(small.sha256, 1001));
    install(cache, {"county", 1, 2}, {gone("a", 2), with_blobs(article("c", "丙", 2), {})});
    REQUIRE(missing().empty());
    REQUIRE(VALUE(cache.blob(small.sha256, 1000)).state == BlobState::here);
    install(cache, {"county", 0, 3}, {article("b", "乙", 2)});
    REQUIRE_ERROR(Errc::not_found, cache.blob(small.sha256, 1000));
}

TEST_CASE("a cache of another version of the program is replaced, not kept") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    {
        Database old = VALUE(Database::open(file, {}));
        REQUIRE_OK(old.run("CREATE TABLE documents(x)"));
        REQUIRE_OK(old.set_version(1));
    }
    Cache cache = VALUE(Cache::open(files, file));
    REQUIRE_FALSE(cache.fault());
    install(cache, {"county", 0, 1}, {article("a", "又来了")});
    for (const std::string& name : VALUE(files.list(temp.path()))) {
        REQUIRE(name.find("bad") == std::string::npos);
    }
}

TEST_CASE("a cache that is garbage is set aside and begun again") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    std::ofstream(file) << std::string(20'000, 'z');
    REQUIRE_ERROR(Errc::corrupt, Library::open(file));
    Cache cache = VALUE(Cache::open(files, file));
    REQUIRE(cache.fault());
    REQUIRE(std::filesystem::exists(cache.fault()->quarantined));
    REQUIRE(VALUE(cache.channel_version("county")) == 0);
    install(cache, {"county", 0, 1}, {article("a", "又来了")});
    REQUIRE_OK(Library::open(file));
}

TEST_CASE("a cache whose header lies is set aside at once, not in mid-round") {
    // SQLite opens such a file: the first byte makes it one that may be read only, the
    // second is taken for UTF-8 until the schema is read again.
    struct Lie {
        std::streamoff at;
        char byte;
    };
    for (const Lie lie : {Lie{18, 7}, Lie{59, 4}}) {
        INFO("byte " << lie.at);
        const TempFolder temp;
        DiskFiles files;
        const Path file = temp.path() / "cache.db";
        {
            Cache cache = VALUE(Cache::open(files, file));
            install(cache, {"county", 0, 1}, {article("a", "来了")});
        }
        {
            std::fstream header(file, std::ios::in | std::ios::out | std::ios::binary);
            header.seekp(lie.at);
            header.put(lie.byte);
        }
        Cache cache = VALUE(Cache::open(files, file));
        REQUIRE(cache.fault());
        REQUIRE(VALUE(cache.channel_version("county")) == 0);
        install(cache, {"county", 0, 1}, {article("a", "又来了")});
        REQUIRE_OK(Library::open(file));
    }
}

TEST_CASE("what has run out is not listed, what is pinned comes first") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    Document over = article("over", "过期的");
    over.body["until"] = "2026-11-22";
    Document last = article("last", "最后一天的");
    last.body["until"] = "2026-11-23";
    Document pinned = article("pinned", "置顶的");
    pinned.body["pinned"] = true;
    pinned.body["date"] = "2020-01-01";
    install(cache, {"county", 0, 1}, {over, last, pinned, article("plain", "平常的")});
    Library library = VALUE(Library::open(file));
    const auto entries = VALUE(library.entries("policy", "farm", today));
    REQUIRE(entries.size() == 3);
    REQUIRE(entries.front().title == "置顶的");
    REQUIRE(titles(library, "过期的").empty());
    REQUIRE(VALUE(library.newest("policy", today))->title == "最后一天的");
}

TEST_CASE("what ran out takes no good hit's place in a search") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    std::vector<Document> documents;
    for (int i = 0; i < 40; ++i) {  // each fits better than the one that is wanted
        Document over = article("over" + std::to_string(i), "红苕");
        over.body["until"] = "2026-11-22";
        documents.push_back(over);
    }
    documents.push_back(article("wanted", "收红苕的时候到了，大家注意天气"));
    install(cache, {"county", 0, 1}, documents);
    Library library = VALUE(Library::open(file));
    REQUIRE(titles(library, "红苕") == std::vector<std::string>{"收红苕的时候到了，大家注意天气"});
}

TEST_CASE("expired documents leave the cache with their words and pictures") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    std::vector<Document> documents = {article("stays", "红苕还在")};
    for (int i = 0; i < 5; ++i) {
        Document over = article("over" + std::to_string(i), "红苕过期");
        over.body["until"] = "2026-11-2" + std::to_string(i);
        documents.push_back(over);
    }
    const BlobRef picture{std::string(64, 'a'), 1000, "image/jpeg"};
    documents.back().body["pictures"].push_back(json_of(picture));
    install(cache, {"county", 0, 1}, documents);
    REQUIRE(VALUE(cache.missing_blobs(9)).size() == 1);
    REQUIRE(VALUE(cache.remove_expired(today, 2)) == 2);
    REQUIRE(VALUE(cache.remove_expired(today, 2)) == 1);
    REQUIRE(VALUE(cache.remove_expired(today, 2)) == 0);  // two run on
    REQUIRE(VALUE(cache.remove_expired({2026, 12, 1}, 99)) == 2);
    REQUIRE(VALUE(cache.missing_blobs(9)).empty());
    Library library = VALUE(Library::open(file));
    REQUIRE(titles(library, "红苕") == std::vector<std::string>{"红苕还在"});
    REQUIRE(VALUE(library.status("510681113205")).documents == 1);
    // What follows fits as if they had never been there.
    Document gone{.id = "over1", .type = "article", .rev = 2, .at = "", .gone = true};
    install(cache, {"county", 1, 2}, {gone, article("new", "红苕新的")});
    REQUIRE(titles(library, "红苕").size() == 2);
}

TEST_CASE("a cache with an index is opened again and again, and nothing is set aside") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    for (int i = 1; i <= 3; ++i) {
        Cache cache = VALUE(Cache::open(files, file));
        REQUIRE_FALSE(cache.fault());
        const std::string id = "a" + std::to_string(i);
        install(cache, {"county", i - 1, i}, {article(id, "第" + id + "篇")});
        while (VALUE(cache.merge_index(100))) {
        }
    }
    Library library = VALUE(Library::open(file));
    REQUIRE(titles(library, "篇").size() == 3);
}

TEST_CASE("receipts and replies are found by slip") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    REQUIRE_FALSE(VALUE(cache.has_receipt("e1")));
    REQUIRE_OK(
        cache.store_receipts({{"e1", "aa", "accepted", "K7M-0001", "2026-11-23T01:00:00Z", ""}}));
    REQUIRE(VALUE(cache.has_receipt("e1")));
    Reply reply;
    reply.seq = 7;
    reply.village = "510681113205";
    reply.kind = "state";
    reply.slip = "K7M-0001";
    reply.state = "handling";
    REQUIRE(VALUE(cache.replies_after(reply.village)) == 0);
    REQUIRE_OK(cache.store_replies({reply}, reply.village, 7));
    REQUIRE(VALUE(cache.replies_after(reply.village)) == 7);
    Library library = VALUE(Library::open(file));
    REQUIRE(VALUE(library.receipt_of_slip("K7M-0001")).event == "e1");
    REQUIRE_ERROR(Errc::not_found, library.receipt_of_slip("K7M-0002"));
    REQUIRE(VALUE(library.replies("K7M-0001")).front().state == "handling");
    REQUIRE(VALUE(library.replies("")).empty());
}

TEST_CASE("the reader sees that the writer committed") {
    const TempFolder temp;
    DiskFiles files;
    const Path file = temp.path() / "cache.db";
    Cache cache = VALUE(Cache::open(files, file));
    Library library = VALUE(Library::open(file));
    const std::int64_t before = VALUE(library.change_counter());
    REQUIRE(VALUE(library.change_counter()) == before);
    REQUIRE_OK(cache.set_fact("x", "y"));
    REQUIRE(VALUE(library.change_counter()) != before);
}
