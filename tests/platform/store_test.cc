// One suite for every implementation of the store.

#include <functional>

#include "platform/embedded.h"
#include "platform/store/store.h"
#include "sync/core/database.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

using namespace hall::platform;

namespace {

struct Implementation {
    const char* name;
    std::unique_ptr<Store> (*open)(const Path& folder);
};

const Implementation implementations[] = {
    {"sqlite", [](const Path& folder) { return VALUE(open_sqlite_store(folder / "platform.db")); }},
};

// Runs the test against each implementation, in a transaction that is committed.
void with_each(const std::function<void(Store&)>& test) {
    for (const Implementation& implementation : implementations) {
        INFO(implementation.name);
        const TempFolder temp;
        const auto store = implementation.open(temp.path());
        REQUIRE_OK(store->begin());
        test(*store);
        REQUIRE_OK(store->commit());
    }
}

Document document(std::string id, std::int64_t rev, std::string title) {
    return {.id = std::move(id),
            .type = "article",
            .rev = rev,
            .at = "2026-11-23T09:00:00Z",
            .body = {{"title", std::move(title)}}};
}

StoredEvent stored_event(std::string id, std::int64_t counter = 1) {
    return {.id = std::move(id),
            .kiosk = "kiosk-a",
            .epoch = 1,
            .counter = counter,
            .village = "510681113205",
            .kind = "request",
            .slip = "K7M-0012X",
            .bytes = std::string("bytes\0with a NUL", 16),
            .sha256 = "aa",
            .receipt = "{}",
            .received_ms = 5};
}

Request request(std::string id, std::int64_t received_ms) {
    return {.id = std::move(id),
            .village = "510681113205",
            .town = "510681113",
            .kind = "request",
            .addressee = "county",
            .handler = "department",
            .matter = "request",
            .slip = "K7M-0012X",
            .state = "received",
            .sealing = "sealed",
            .received_ms = received_ms,
            .changed_ms = received_ms};
}

}  // namespace

TEST_CASE("a new revision waits until it is published, and the old ones stay") {
    with_each([](Store& store) {
        DocumentStore& documents = store.documents();
        REQUIRE_ERROR(Errc::not_found, documents.put("county", document("a", 1, "一")));
        REQUIRE_OK(documents.add_channel("county"));
        REQUIRE_OK(documents.add_channel("county"));
        REQUIRE_OK(documents.put("county", document("b", 1, "乙")));
        REQUIRE_OK(documents.put("county", document("a", 1, "一")));
        REQUIRE(VALUE(documents.waiting("county")).size() == 2);
        REQUIRE(VALUE(documents.waiting("county"))[0].id == "a");
        const auto waiting = VALUE(documents.waiting("county"));
        REQUIRE_OK(documents.put("county", document("b", 2, "丙")));
        REQUIRE_OK(documents.set_published("county", 1, waiting));
        REQUIRE(VALUE(documents.waiting("county")).size() == 1);
        REQUIRE_OK(documents.set_published("county", 2, {document("b", 2, "丙")}));
        REQUIRE(VALUE(documents.version("county")) == 2);
        REQUIRE(VALUE(documents.waiting("county")).empty());
        REQUIRE(VALUE(documents.channels_waiting()).empty());
        REQUIRE_OK(documents.put("county", document("a", 2, "二")));
        REQUIRE(VALUE(documents.channels_waiting()) == std::vector<std::string>{"county"});
        REQUIRE(VALUE(documents.newest({"county", "a"})).body["title"] == "二");
        REQUIRE(VALUE(documents.revision({"county", "a"}, 1)).body["title"] == "一");
        REQUIRE(VALUE(documents.all("county")).size() == 2);
        REQUIRE(VALUE(documents.of_type("county", "board")).empty());
    });
}

TEST_CASE("a revision out of turn is refused") {
    with_each([](Store& store) {
        REQUIRE_OK(store.documents().add_channel("county"));
        REQUIRE_ERROR(Errc::refused, store.documents().put("county", document("a", 2, "二")));
        REQUIRE_OK(store.documents().put("county", document("a", 1, "一")));
        REQUIRE_ERROR(Errc::refused, store.documents().put("county", document("a", 1, "另一")));
        REQUIRE_ERROR(Errc::not_found, store.documents().newest({"county", "z"}));
        REQUIRE_ERROR(Errc::not_found, store.documents().revision({"county", "a"}, 7));
    });
}

TEST_CASE("segments, roles and views come back as they were kept") {
    with_each([](Store& store) {
        REQUIRE_OK(store.documents().add_channel("county"));
        const SegmentInfo info{"county/1", "base", 0, 3, 1, 2, 40, 999};
        REQUIRE_OK(store.publications().set_segments("county", {{info, "ab"}}));
        const auto segments = VALUE(store.publications().segments("county"));
        REQUIRE(segments.size() == 1);
        REQUIRE(segments[0].info.kind == "base");
        REQUIRE(segments[0].info.parts == 2);
        REQUIRE(segments[0].info.bytes == 999);
        REQUIRE_OK(store.publications().set_segments("county", {}));
        REQUIRE(VALUE(store.publications().segments("county")).empty());
        REQUIRE_OK(store.publications().set_role({"county", 1, 10, "aa", 7}));
        REQUIRE_OK(store.publications().set_role({"county", 2, 11, "bb", 8}));
        REQUIRE(VALUE(store.publications().role("county")).version == 2);
        REQUIRE(VALUE(store.publications().roles()).size() == 1);
        REQUIRE_ERROR(Errc::not_found, store.publications().role("targets"));
        for (const char* role : {"county", "root"}) {
            REQUIRE_OK(store.publications().keep_role_file(role, 1, "first"));
            REQUIRE_OK(store.publications().keep_role_file(role, 2, "second"));
            REQUIRE(VALUE(store.publications().role_file(role, 2)) == "second");
        }
        REQUIRE_ERROR(Errc::not_found, store.publications().role_file("county", 1));
        REQUIRE(VALUE(store.publications().role_file("root", 1)) == "first");
        REQUIRE_OK(store.publications().set_view({"510681113205", 1, 2, "{}", 3, 4}));
        REQUIRE(VALUE(store.publications().view("510681113205")).timestamp == "{}");
        REQUIRE(VALUE(store.publications().views()).size() == 1);
    });
}

TEST_CASE("an event's id is taken for ever, and its bytes come back unchanged") {
    with_each([](Store& store) {
        REQUIRE_OK(store.events().add(stored_event("one")));
        REQUIRE_ERROR(Errc::refused, store.events().add(stored_event("one", 2)));
        REQUIRE(VALUE(store.events().find("one")).bytes.size() == 16);
        REQUIRE_ERROR(Errc::not_found, store.events().find("two"));
        REQUIRE(VALUE(store.events().id_at({"kiosk-a", 1})) == "one");
        REQUIRE_FALSE(VALUE(store.events().id_at({"kiosk-b", 1})).has_value());
        REQUIRE(VALUE(store.events().count()) == 1);
    });
}

TEST_CASE("two events may stand at one place in a kiosk's life") {
    with_each([](Store& store) {
        REQUIRE_OK(store.events().add(stored_event("one", 7)));
        REQUIRE_OK(store.events().add(stored_event("two", 7)));
        REQUIRE(VALUE(store.events().count()) == 2);
    });
}

TEST_CASE("an incident is reported once") {
    with_each([](Store& store) {
        REQUIRE_OK(store.events().report({1, "clone", "kiosk-a", "one"}));
        REQUIRE_OK(store.events().report({2, "clone", "kiosk-a", "one"}));
        REQUIRE_OK(store.events().report({3, "conflict", "kiosk-a", "one"}));
        const auto incidents = VALUE(store.events().incidents(10));
        REQUIRE(incidents.size() == 2);
        REQUIRE(incidents[0].kind == "conflict");
    });
}

TEST_CASE("receipts for the next stick are kept by their bytes, the newest of a kiosk") {
    with_each([](Store& store) {
        EventStore& events = store.events();
        for (const char* hash : {"1", "2", "3"})
            REQUIRE_OK(events.keep_for_stick({"kiosk-a", "e", hash, std::string("r") + hash}, 3));
        REQUIRE_OK(events.keep_for_stick({"kiosk-b", "e", "1", "other"}, 3));
        using Lines = std::vector<std::string>;
        REQUIRE(VALUE(events.for_stick("kiosk-a")) == Lines{"r1", "r2", "r3"});
        REQUIRE_OK(events.keep_for_stick({"kiosk-a", "e", "1", "again"}, 3));
        REQUIRE(VALUE(events.for_stick("kiosk-a")) == Lines{"r2", "r3", "again"});
        REQUIRE_OK(events.keep_for_stick({"kiosk-a", "f", "4", "r4"}, 3));
        REQUIRE(VALUE(events.for_stick("kiosk-a")) == Lines{"r3", "again", "r4"});
        REQUIRE(VALUE(events.for_stick("kiosk-b")) == Lines{"other"});
        REQUIRE(VALUE(events.for_stick("kiosk-c")).empty());
    });
}

TEST_CASE("requests are listed by every condition, soonest promised first") {
    with_each([](Store& store) {
        for (const char* id : {"a", "b", "c"}) REQUIRE_OK(store.events().add(stored_event(id)));
        REQUIRE_OK(store.requests().add(request("b", 2)));
        REQUIRE_OK(store.requests().add(request("a", 1)));
        Request letter = request("c", 3);
        letter.kind = "letter";
        letter.addressee = "discipline";
        letter.handler = "discipline";
        letter.village = "510681104205";
        letter.town = "510681104";
        REQUIRE_OK(store.requests().add(letter));
        const auto ids = [&](const RequestFilter& filter) {
            std::string text;
            for (const Request& found : VALUE(store.requests().list(filter, {}))) text += found.id;
            return text;
        };
        REQUIRE(ids({}) == "abc");
        REQUIRE(ids({.village = "510681113205"}) == "ab");
        REQUIRE(ids({.town = "510681104"}) == "c");
        const RequestRoute department{"county", "department"};
        REQUIRE(ids({.routes = {department, {"town", "village"}}}) == "ab");
        REQUIRE(ids({.routes = {{"discipline", "discipline"}}}) == "c");
        REQUIRE(ids({.routes = {{"county", "village"}}}).empty());
        REQUIRE(ids({.kinds_hidden = {"letter"}}) == "ab");
        REQUIRE(ids({.states = {"done"}}).empty());
        Request late = VALUE(store.requests().find("b"));
        late.due = "2026-11-20";
        late.department = "市民政局";
        late.sealing = "opened";
        late.reply_key = std::string(32, 'k');
        REQUIRE_OK(store.requests().update(late));
        REQUIRE(VALUE(store.requests().find("b")).reply_key == std::string(32, 'k'));
        REQUIRE(ids({}) == "acb");
        REQUIRE(ids({.department = "市民政局"}) == "b");
        // Names are compared whole: a part of one is another department.
        for (const char* part : {"民政局", "局", "市民政", "市", "、"}) {
            INFO(part);
            REQUIRE(ids({.department = part}).empty());
        }
        REQUIRE(ids({.due_before = "2026-11-21"}) == "b");
        REQUIRE(ids({.due_before = "2026-11-20"}).empty());
        late.state = "done";
        REQUIRE_OK(store.requests().update(late));
        REQUIRE(ids({.due_before = "2026-11-21"}).empty());
        REQUIRE(VALUE(store.requests().sealed(10)) == std::vector<std::string>{"a", "c"});
        REQUIRE(VALUE(store.requests().list({}, {.offset = 1, .count = 1}))[0].id == "c");
        REQUIRE(ids({}) == "acb");
        REQUIRE(VALUE(store.requests().count_by_state({})).size() == 2);
    });
}

TEST_CASE("what is open and overdue is counted by town and desk") {
    with_each([](Store& store) {
        const auto add = [&](const char* id, const char* handler, const char* due) {
            REQUIRE_OK(store.events().add(stored_event(id)));
            Request added = request(id, 1);
            added.handler = handler;
            added.due = due;
            REQUIRE_OK(store.requests().add(added));
            return added;
        };
        add("a", "department", "2026-11-20");
        add("b", "department", "");
        add("c", "village", "2026-11-24");
        Request done = add("d", "village", "2026-11-01");
        done.state = "done";
        REQUIRE_OK(store.requests().update(done));
        const auto counts = VALUE(store.requests().count_by_desk("2026-11-23"));
        REQUIRE(counts.size() == 2);
        REQUIRE(counts[0].handler == "department");
        REQUIRE(counts[0].town == "510681113");
        REQUIRE(counts[0].open == 2);
        REQUIRE(counts[0].overdue == 1);
        REQUIRE(counts[1].handler == "village");
        REQUIRE(counts[1].open == 1);
        REQUIRE(counts[1].overdue == 0);
    });
}

TEST_CASE("a request's steps keep their order") {
    with_each([](Store& store) {
        REQUIRE_OK(store.events().add(stored_event("a")));
        REQUIRE_OK(store.requests().add(request("a", 1)));
        const std::string sealed("\0\1\2", 3);
        REQUIRE_OK(store.requests().add_step(
            "a", {1, "county", "received", "accepted", "一", "", "何敏"}));
        REQUIRE_OK(store.requests().add_step("a", {1, "county", "accepted", "done", "二", sealed}));
        const auto steps = VALUE(store.requests().steps("a"));
        REQUIRE(steps.size() == 2);
        REQUIRE(steps[0].line == "一");
        REQUIRE(steps[0].user_shown == "何敏");
        REQUIRE(steps[1].message == sealed);
        REQUIRE_ERROR(Errc::refused,
                      store.requests().add_step("none", {1, "county", "", "", "", ""}));
    });
}

TEST_CASE("replies are numbered by village and filtered by kiosk") {
    with_each([](Store& store) {
        ReplyStore& replies = store.replies();
        REQUIRE(VALUE(replies.next_seq("v")) == 1);
        REQUIRE_OK(replies.add({"v", 1, "", "all"}));
        REQUIRE_OK(replies.add({"v", 2, "kiosk-a", "a"}));
        REQUIRE_OK(replies.add({"v", 3, "kiosk-b", "b"}));
        REQUIRE_ERROR(Errc::refused, replies.add({"v", 3, "", "again"}));
        REQUIRE(VALUE(replies.next_seq("v")) == 4);
        REQUIRE(VALUE(replies.next_seq("w")) == 1);
        const auto for_a = VALUE(replies.after({"v", "kiosk-a", 0, 500}));
        REQUIRE(for_a.size() == 2);
        REQUIRE(for_a[1].bytes == "a");
        REQUIRE(VALUE(replies.after({"v", "kiosk-b", 2, 500}))[0].bytes == "b");
        REQUIRE(VALUE(replies.after({"v", "kiosk-a", 0, 1})).size() == 1);
        REQUIRE(VALUE(replies.after({.village = "v", .every_kiosk = true})).size() == 3);
    });
}

TEST_CASE("a kiosk is found by its id, its key id and its key") {
    with_each([](Store& store) {
        Kiosk kiosk{.id = "kiosk-a",
                    .ordinal = VALUE(store.kiosks().next_ordinal()),
                    .village = "v",
                    .sign_key = std::string(32, 's'),
                    .box_key = std::string(32, 'b'),
                    .key_id = "0011"};
        REQUIRE(kiosk.ordinal == 0);
        REQUIRE_OK(store.kiosks().add(kiosk));
        REQUIRE(VALUE(store.kiosks().next_ordinal()) == 1);
        REQUIRE(VALUE(store.kiosks().find("kiosk-a")).key_id == "0011");
        REQUIRE(VALUE(store.kiosks().find("0011")).id == "kiosk-a");
        REQUIRE(VALUE(store.kiosks().find_by_sign_key(std::string(32, 's'))).id == "kiosk-a");
        Kiosk twin = kiosk;
        twin.id = "kiosk-b";
        twin.ordinal = 1;
        twin.key_id = "0022";
        REQUIRE_ERROR(Errc::refused, store.kiosks().add(twin));
        kiosk.revoked = true;
        kiosk.epoch = 3;
        REQUIRE_OK(store.kiosks().update(kiosk));
        REQUIRE(VALUE(store.kiosks().find("kiosk-a")).revoked);
        REQUIRE(VALUE(store.kiosks().list()).size() == 1);
        REQUIRE_ERROR(Errc::not_found, store.kiosks().update(twin));
    });
}

TEST_CASE("codes are kept by their hash until they are old") {
    with_each([](Store& store) {
        REQUIRE_OK(store.kiosks().add_code({"hash", "v", 1, 900, ""}));
        REQUIRE(VALUE(store.kiosks().find_code("hash")).village == "v");
        REQUIRE_OK(store.kiosks().use_code("hash", "kiosk-a"));
        REQUIRE(VALUE(store.kiosks().find_code("hash")).kiosk == "kiosk-a");
        REQUIRE_ERROR(Errc::not_found, store.kiosks().use_code("none", "kiosk-a"));
        REQUIRE_OK(store.kiosks().forget_codes_before(900));
        REQUIRE_OK(store.kiosks().find_code("hash"));
        REQUIRE_OK(store.kiosks().forget_codes_before(901));
        REQUIRE_ERROR(Errc::not_found, store.kiosks().find_code("hash"));
    });
}

TEST_CASE("a new password ends the sessions of the old one") {
    with_each([](Store& store) {
        PeopleStore& people = store.people();
        const User user{"chen", "小陈", "county", "", "verifier"};
        REQUIRE_OK(people.put_user(user));
        REQUIRE_OK(people.add_session({"token", "chen", 1, 1}));
        REQUIRE_OK(people.touch_session("token", 50));
        REQUIRE(VALUE(people.find_session("token")).used_ms == 50);
        REQUIRE_OK(people.put_user(user));
        REQUIRE_ERROR(Errc::not_found, people.find_session("token"));
        REQUIRE_OK(people.add_session({"token", "chen", 1, 1}));
        REQUIRE_OK(people.end_sessions_unused_since(2));
        REQUIRE_ERROR(Errc::not_found, people.find_session("token"));
        REQUIRE(VALUE(people.users()).size() == 1);
        REQUIRE_ERROR(Errc::not_found, people.find_user("nobody"));
    });
}

TEST_CASE("failures of a log-in are counted, cleared and forgotten") {
    with_each([](Store& store) {
        PeopleStore& people = store.people();
        REQUIRE(VALUE(people.login_failures("chen")).count == 0);
        REQUIRE_OK(people.set_login_failures("chen", {4, 100}));
        REQUIRE(VALUE(people.login_failures("chen")).until_ms == 100);
        REQUIRE_OK(people.clear_login_failures("chen"));
        REQUIRE(VALUE(people.login_failures("chen")).count == 0);
        REQUIRE_OK(people.set_login_failures("chen", {4, 100}));
        REQUIRE_OK(people.forget_login_failures_before(101));
        REQUIRE(VALUE(people.login_failures("chen")).count == 0);
    });
}

TEST_CASE("a village's staff are its own and those who serve every village") {
    with_each([](Store& store) {
        REQUIRE_OK(store.people().put_staff("", {"1001", "小陈", "staff", "x"}));
        REQUIRE_OK(store.people().put_staff("v", {"2001", "支书", "secretary", "y"}));
        REQUIRE(VALUE(store.people().staff("v")).size() == 2);
        REQUIRE(VALUE(store.people().staff("w")).size() == 1);
        REQUIRE(VALUE(store.people().all_staff()).size() == 2);
        REQUIRE(VALUE(store.people().all_staff())[1].village == "v");
        REQUIRE_OK(store.people().remove_staff("", "2001"));
        REQUIRE(VALUE(store.people().all_staff()).size() == 2);
        REQUIRE_OK(store.people().remove_staff("v", "2001"));
        REQUIRE(VALUE(store.people().all_staff()).size() == 1);
    });
}

TEST_CASE("what was not committed is gone, and what was stays") {
    for (const Implementation& implementation : implementations) {
        INFO(implementation.name);
        const TempFolder temp;
        {
            const auto store = implementation.open(temp.path());
            REQUIRE_OK(store->begin());
            REQUIRE_OK(store->documents().add_channel("county"));
            REQUIRE_OK(store->set_savepoint());
            REQUIRE_OK(store->documents().add_channel("taken-back"));
            REQUIRE_OK(store->roll_back_to_savepoint());
            REQUIRE_OK(store->set_savepoint());
            REQUIRE_OK(store->documents().add_channel("release"));
            REQUIRE_OK(store->release_savepoint());
            REQUIRE_OK(store->commit());
            REQUIRE_OK(store->begin());
            REQUIRE_OK(store->documents().add_channel("lost"));
            store->roll_back();
        }
        const auto again = implementation.open(temp.path());
        REQUIRE(VALUE(again->documents().channels()) ==
                std::vector<std::string>{"county", "release"});
    }
}

TEST_CASE("a database of a newer program is left alone") {
    const TempFolder temp;
    const Path file = temp.path() / "platform.db";
    VALUE(open_sqlite_store(file));
    {
        Database database = VALUE(Database::open(file, {}));
        REQUIRE_OK(database.set_version(99));
    }
    REQUIRE_ERROR(Errc::refused, open_sqlite_store(file));
}

TEST_CASE("others cannot read the database") {
    const TempFolder temp;
    const Path file = temp.path() / "platform.db";
    const auto store = VALUE(open_sqlite_store(file));
    using std::filesystem::perms;
    const perms others = perms::group_all | perms::others_all;
    REQUIRE((std::filesystem::status(file).permissions() & others) == perms::none);
    REQUIRE((std::filesystem::status(Path(file) += "-wal").permissions() & others) == perms::none);
}

namespace {

AttachmentName attachment_name(char letter, std::int64_t bytes) {
    AttachmentName name;
    name.sha256.assign(64, letter);
    name.bytes = bytes;
    return name;
}

}  // namespace

TEST_CASE("attachments are known by their event before they are here, and by their hash after") {
    with_each([](Store& store) {
        AttachmentStore& attachments = store.attachments();
        REQUIRE_OK(store.events().add(stored_event("one")));
        REQUIRE_OK(
            attachments.add({.event = "one", .number = 2, .name = attachment_name('b', 20)}));
        REQUIRE_OK(
            attachments.add({.event = "one", .number = 1, .name = attachment_name('a', 10)}));
        REQUIRE_ERROR(
            Errc::refused,
            attachments.add({.event = "one", .number = 1, .name = attachment_name('c', 30)}));
        auto of_event = VALUE(attachments.of_event("one"));
        REQUIRE(of_event.size() == 2);
        REQUIRE(of_event[0].name == attachment_name('a', 10));
        REQUIRE_FALSE(of_event[0].here);
        const std::string a(64, 'a');
        const std::string here = "510681113205";
        const std::string elsewhere = "510681113203";
        REQUIRE(VALUE(attachments.find_named(attachment_name('a', 10), here)).event == "one");
        REQUIRE_ERROR(Errc::not_found, attachments.find_named(attachment_name('a', 11), here));
        REQUIRE_ERROR(Errc::not_found, attachments.find_named(attachment_name('a', 10), elsewhere));
        REQUIRE_ERROR(Errc::not_found, attachments.find_kept(a, here));
        // The same bytes of another village are another's.
        REQUIRE_OK(attachments.keep({.name = attachment_name('a', 10), .village = elsewhere}));
        REQUIRE_ERROR(Errc::not_found, attachments.find_kept(a, here));
        REQUIRE_FALSE(VALUE(attachments.of_event("one"))[0].here);
        REQUIRE_OK(attachments.keep({.name = attachment_name('a', 10),
                                     .village = "510681113205",
                                     .kiosk = "kiosk-a",
                                     .receipt = "{}",
                                     .stored_ms = 7}));
        REQUIRE_ERROR(Errc::refused,
                      attachments.keep({.name = attachment_name('a', 10), .village = here}));
        REQUIRE(VALUE(attachments.find_kept(a, here)).stored_ms == 7);
        of_event = VALUE(attachments.of_event("one"));
        REQUIRE(of_event[0].here);
        REQUIRE_FALSE(of_event[1].here);
        REQUIRE(VALUE(attachments.of_event("two")).empty());
    });
}

TEST_CASE("uploads are a kiosk's own, and the oldest are found first") {
    with_each([](Store& store) {
        AttachmentStore& attachments = store.attachments();
        const std::string a(64, 'a');
        REQUIRE_ERROR(Errc::not_found, attachments.find_upload("kiosk-a", a));
        REQUIRE_OK(attachments.put_upload({"kiosk-a", attachment_name('a', 10), 0, 5}));
        REQUIRE_OK(attachments.put_upload({"kiosk-b", attachment_name('a', 10), 0, 3}));
        REQUIRE_OK(attachments.put_upload({"kiosk-a", attachment_name('b', 20), 0, 9}));
        REQUIRE_OK(attachments.put_upload({"kiosk-a", attachment_name('a', 10), 4, 6}));
        REQUIRE(VALUE(attachments.find_upload("kiosk-a", a)).offset == 4);
        REQUIRE(VALUE(attachments.find_upload("kiosk-b", a)).offset == 0);
        REQUIRE(VALUE(attachments.use_of("kiosk-a")).unfinished_bytes == 30);
        REQUIRE(VALUE(attachments.use_of("kiosk-a")).unfinished_count == 2);
        REQUIRE(VALUE(attachments.use_of("kiosk-a")).kept_bytes == 0);
        REQUIRE(VALUE(attachments.use_of("kiosk-a")).kept_count == 0);
        const auto old = VALUE(attachments.uploads_unchanged_since(9, 10));
        REQUIRE(old.size() == 2);
        REQUIRE(old[0].kiosk == "kiosk-b");
        REQUIRE(VALUE(attachments.uploads_unchanged_since(100, 1)).size() == 1);
        REQUIRE_OK(attachments.remove_upload("kiosk-a", a));
        REQUIRE_OK(attachments.remove_upload("kiosk-a", a));
        REQUIRE_ERROR(Errc::not_found, attachments.find_upload("kiosk-a", a));
        REQUIRE_OK(attachments.find_upload("kiosk-b", a));
    });
}

TEST_CASE("a county of the release before keeps everything it had") {
    const TempFolder temp;
    const Path file = temp.path() / "platform.db";
    {
        Database database = VALUE(Database::open(file, {}));
        REQUIRE_OK(database.run(std::string(embedded_schema()[0].bytes).c_str()));
        REQUIRE_OK(database.set_version(1));
        REQUIRE_OK(
            database.run("INSERT INTO events VALUES('one','kiosk-a',1,7,'510681113205',"
                         "'request','','bytes','aa','{}',5)"));
    }
    const auto store = VALUE(open_sqlite_store(file));
    REQUIRE(VALUE(store->events().find("one")).bytes == "bytes");
    REQUIRE(VALUE(store->events().id_at({"kiosk-a", 7})) == "one");
    REQUIRE(VALUE(store->attachments().of_event("one")).empty());
    REQUIRE_OK(
        store->attachments().add({.event = "one", .number = 1, .name = attachment_name('a', 10)}));
}

TEST_CASE("the bytes a kiosk sent are counted by the day") {
    with_each([](Store& store) {
        EventStore& events = store.events();
        REQUIRE(VALUE(events.bytes_on("kiosk-a", 7)) == 0);
        REQUIRE_OK(events.add_use({"kiosk-a", 7, 100}));
        REQUIRE_OK(events.add_use({"kiosk-a", 7, 20}));
        REQUIRE_OK(events.add_use({"kiosk-b", 7, 3}));
        REQUIRE(VALUE(events.bytes_on("kiosk-a", 7)) == 120);
        REQUIRE(VALUE(events.bytes_on("kiosk-b", 7)) == 3);
        REQUIRE_OK(events.add_use({"kiosk-a", 8, 5}));
        REQUIRE(VALUE(events.bytes_on("kiosk-a", 8)) == 5);
        REQUIRE(VALUE(events.bytes_on("kiosk-a", 7)) == 0);
    });
}

TEST_CASE("superseded files are remembered with the time they were first noticed") {
    with_each([](Store& store) {
        PublicationStore& publications = store.publications();
        REQUIRE_OK(publications.note_superseded({"shared/2.county.json", 20, 9}));
        REQUIRE_OK(publications.note_superseded({"shared/1.county.json", 10, 5}));
        REQUIRE_OK(publications.note_superseded({"shared/2.county.json", 20, 3}));
        const auto files = VALUE(publications.superseded());
        REQUIRE(files.size() == 2);
        REQUIRE(files[0].file == "shared/2.county.json");
        REQUIRE(files[0].since_ms == 3);
        REQUIRE(files[1].bytes == 10);
        REQUIRE_OK(publications.forget_superseded("shared/2.county.json"));
        REQUIRE_OK(publications.forget_superseded("shared/2.county.json"));
        REQUIRE(VALUE(publications.superseded()).size() == 1);
    });
}
