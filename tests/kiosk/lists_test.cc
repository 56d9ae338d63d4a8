// Long lists: whatever is there can be reached, a piece at a time.

#include <algorithm>
#include <set>

#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

std::string numbered(const char* prefix, int number) {
    const std::string digits = std::to_string(number);
    return prefix + std::string(4 - digits.size(), '0') + digits;
}

// Articles of a few days only, so that many share their date.
std::vector<Document> articles(int first, int count) {
    std::vector<Document> documents;
    for (int i = first; i < first + count; ++i) {
        Document document = article_document(numbered("n", i), numbered("第", i));
        document.body["date"] = "2026-10-" + numbered("", i % 20 + 10).substr(2);
        document.body["pinned"] = i % 97 == 0;
        documents.push_back(std::move(document));
    }
    return documents;
}

// Everything that 再看一些 leads to, in the order it is shown.
std::vector<std::string> read_to_the_end(App& app) {
    for (int tap = 0; tap < 100 && top<BoardModel>(app).has_more; ++tap) app.send(MoreEntries{});
    REQUIRE_FALSE(top<BoardModel>(app).has_more);
    std::vector<std::string> ids;
    for (const LibraryEntry& entry : top<BoardModel>(app).entries)
        ids.push_back(entry.channel + "/" + entry.id);
    return ids;
}

}  // namespace

TEST_CASE("a list goes on to its last document, each once, however many there are") {
    DeviceFixture board;
    board.publish("county", articles(0, 450));
    // The same ids in another channel: neither hides the other.
    board.publish("village-510681113205", articles(0, 30));
    App app = board.open();
    app.send(OpenBoard{"policy"});
    REQUIRE(top<BoardModel>(app).entries.size() == 40);
    const std::vector<std::string> ids = read_to_the_end(app);
    REQUIRE(ids.size() == 481);  // with the article of the fixture
    REQUIRE(std::set<std::string>(ids.begin(), ids.end()).size() == ids.size());
    const std::vector<LibraryEntry>& entries = top<BoardModel>(app).entries;
    for (std::size_t i = 1; i < entries.size(); ++i) {
        const auto rank = [](const LibraryEntry& entry) {
            return std::pair(entry.pinned, entry.date);
        };
        REQUIRE(rank(entries[i - 1]) >= rank(entries[i]));
    }
    // So does a single column.
    app.send(ChooseColumn{1});
    REQUIRE(read_to_the_end(app).size() == 481);
}

TEST_CASE("the button that shows more is there as long as there is more, and no longer") {
    DeviceFixture board;
    board.publish("county", articles(0, 39));
    App app = board.open();
    app.send(OpenBoard{"policy"});
    REQUIRE(top<BoardModel>(app).entries.size() == 40);
    REQUIRE_FALSE(top<BoardModel>(app).has_more);
    board.publish("county", articles(100, 1));
    app.send(GoHome{});
    app.send(OpenBoard{"policy"});
    REQUIRE(top<BoardModel>(app).has_more);
    app.send(MoreEntries{});
    REQUIRE(top<BoardModel>(app).entries.size() == 41);
    REQUIRE_FALSE(top<BoardModel>(app).has_more);
}

TEST_CASE("a list that grows or shrinks while it is read leaves nothing out and repeats nothing") {
    DeviceFixture board;
    board.publish("county", articles(0, 200));
    App app = board.open();
    app.send(OpenBoard{"policy"});
    app.send(MoreEntries{});
    const auto seen = top<BoardModel>(app).entries;
    // Newer things come before what was read, and one of what was read goes.
    std::vector<Document> changes;
    for (int i = 0; i < 5; ++i) {
        Document fresh = article_document(numbered("x", i), numbered("新", i));
        fresh.body["date"] = "2026-11-22";
        changes.push_back(std::move(fresh));
    }
    Document gone;
    gone.id = seen[seen.size() / 2].id;
    gone.rev = 2;
    gone.gone = true;
    changes.push_back(gone);
    board.publish("county", changes);
    app.content_changed();
    const std::vector<std::string> ids = read_to_the_end(app);
    REQUIRE(ids.size() == 201);
    REQUIRE(std::set<std::string>(ids.begin(), ids.end()).size() == ids.size());
}

TEST_CASE("what can be filled in stands before what can be read, on every page of the list") {
    DeviceFixture board;
    std::vector<Document> documents = articles(0, 100);
    for (int i = 0; i < 60; ++i) {
        Document form = form_document(numbered("f", i));
        form.body["board"] = "policy";
        form.body["date"] = "2020-01-01";
        documents.push_back(std::move(form));
    }
    board.publish("county", documents);
    App app = board.open();
    app.send(OpenBoard{"policy"});
    REQUIRE(read_to_the_end(app).size() == 161);
    const std::vector<LibraryEntry>& entries = top<BoardModel>(app).entries;
    for (std::size_t i = 0; i < entries.size(); ++i) REQUIRE(entries[i].has_form == (i < 60));
}

TEST_CASE("the line under a tile counts all that is new, not the first of it") {
    DeviceFixture board;
    std::vector<Document> documents;
    for (int i = 0; i < 150; ++i) {
        Document document = article_document(numbered("n", i), numbered("第", i));
        document.body["date"] = i < 75 ? "2020-01-01" : "2026-11-21";
        document.body["pinned"] = i < 75;
        documents.push_back(std::move(document));
    }
    for (int i = 0; i < 90; ++i) documents.push_back(form_document(numbered("s", i)));
    board.publish("county", documents);
    const App app = board.open();
    for (const HomeTile& tile : top<HomeModel>(app).tiles) {
        if (tile.board == "policy")
            REQUIRE(tile.line == app.strings().with("tile.new_articles", {"76"}));
        if (tile.board == "services")
            REQUIRE(tile.line == app.strings().with("tile.services", {"91"}));
    }
}

TEST_CASE("a search shows all it found, and says when there is more than it lists") {
    DeviceFixture board;
    std::vector<Document> documents;
    for (int i = 0; i < 120; ++i)
        documents.push_back(article_document(numbered("n", i), "油菜补贴" + std::to_string(i)));
    board.publish("county", documents);
    KioskInMemory kiosk(board.open(), board.files);
    App& app = kiosk.app();
    app.send(OpenSearch{});
    app.send(ToggleWord{"油菜"});
    kiosk.settle();
    REQUIRE(top<SearchModel>(app).hits.size() == 120);
    REQUIRE_FALSE(top<SearchModel>(app).hits_cut);
    for (int tap = 0; tap < 3; ++tap) kiosk.tap_word("board.more");
    REQUIRE(top<SearchModel>(app).hits_shown >= 120);
    REQUIRE_FALSE(kiosk.driver().offers(app.strings()["board.more"]));
    documents.clear();
    for (int i = 120; i < 400; ++i)
        documents.push_back(article_document(numbered("n", i), "油菜补贴" + std::to_string(i)));
    board.publish("county", documents);
    app.send(GoHome{});
    app.send(OpenSearch{});
    app.send(ToggleWord{"油菜"});
    REQUIRE(top<SearchModel>(app).hits_cut);
    for (int tap = 0; tap < 10; ++tap) app.send(MoreHits{});
    kiosk.settle();
    const std::string cut =
        app.strings().with("search.cut", {std::to_string(top<SearchModel>(app).hits.size())});
    const auto& nodes = kiosk.stage().access().nodes();
    REQUIRE(std::any_of(nodes.begin(), nodes.end(),
                        [&](const ui::AccessNode& node) { return node.label == cut; }));
}

TEST_CASE("the periods of a table follow each other, however many there are") {
    DeviceFixture board;
    std::vector<Document> documents;
    for (int year = 1900; year < 2026; ++year) {
        for (int quarter = 1; quarter <= 4; ++quarter) {
            Document table = ledger_document(
                "t" + std::to_string(year) + "-" + std::to_string(quarter), quarter);
            table.body["period"]["year"] = year;
            documents.push_back(std::move(table));
        }
    }
    board.publish("village-510681113205", documents);
    App app = board.open();
    app.send(OpenDocument{{"village-510681113205", "f3"}});
    int periods = 1;
    while (top<DisclosureModel>(app).earlier) {
        const DisclosureModel shown = top<DisclosureModel>(app);
        app.send(SwitchPeriod{*shown.earlier});
        REQUIRE(top<DisclosureModel>(app).later->id == shown.document.id);
        ++periods;
    }
    REQUIRE(periods == 126 * 4 + 2);
}

TEST_CASE("a slip shows all that was said about it, the newest, too") {
    DeviceFixture board;
    std::vector<Reply> replies;
    for (int seq = 1; seq <= 260; ++seq) {
        Reply reply;
        reply.seq = seq;
        reply.village = "510681113205";
        reply.kind = "state";
        reply.slip = "K7M-000CR";
        reply.state = "handling";
        reply.line = "第" + std::to_string(seq) + "句";
        reply.at = "2026-11-23T03:00:00Z";
        replies.push_back(reply);
    }
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_replies(replies, "510681113205", 260));
    }
    Library library = VALUE(Library::open(board.folder.cache()));
    const std::vector<Reply> read = VALUE(library.replies("K7M-000CR"));
    REQUIRE(read.size() == 260);
    REQUIRE(read.back().line == "第260句");
}
