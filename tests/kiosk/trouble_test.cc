// What staff and villagers see when something is wrong: the disk, the key, an event the
// county will not have.

#include "sync/wire/event.h"
#include "sync/wire/reply.h"
#include "sync/wire/signature.h"
#include "tests/failing_vfs.h"
#include "tests/kiosk/device_fixture.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

const StatusModel& status_of(App& app) {
    app.send(GoHome{});
    if (!has_answers(app.model())) app.send(LeaveForm{});
    app.send(OpenStatus{});
    return top<StatusModel>(app);
}

}  // namespace

TEST_CASE("a disk that fails once while a form is stored costs the villager nothing") {
    DeviceFixture board;
    FailingVfs disk;
    App app = board.open(board.files, {.vfs = disk.name()});
    fill_in(app);
    disk.fail_syncs(1);
    app.send(Submit{});
    top<ReceiptModel>(app);
    REQUIRE(board.waiting("request").size() == 1);
    REQUIRE_FALSE(status_of(app).outbox_broken);
}

TEST_CASE("a disk that fails twice is not called saved, and no form is opened on it again") {
    DeviceFixture board;
    FailingVfs disk;
    {
        App app = board.open(board.files, {.vfs = disk.name()});
        fill_in(app);
        disk.fail_syncs(1000);
        app.send(Submit{});
        REQUIRE(top<FormModel>(app).failures > 0);
        disk.fail_syncs(0);
        app.send(Submit{});
        REQUIRE(top<FormModel>(app).failures > 0);
        REQUIRE(status_of(app).outbox_broken);
        // Said before anyone types; content stays.
        app.send(GoHome{});
        app.send(LeaveForm{});
        app.send(OpenDocument{{"county", "allowance"}});
        REQUIRE(top<ServiceModel>(app).unavailable_reason ==
                ServiceModel::UnavailableReason::no_room);
        app.send(OpenForm{});
        top<ServiceModel>(app);
        app.send(GoHome{});
        REQUIRE_FALSE(top<HomeModel>(app).tiles.empty());
    }
    App app = board.open(board.files, {.vfs = disk.name()});
    REQUIRE_FALSE(status_of(app).outbox_broken);
    app.send(GoHome{});
    fill_in(app);
    app.send(Submit{});
    top<ReceiptModel>(app);
}

TEST_CASE("that the board must enrol again is on the status page until it did") {
    DeviceFixture board;
    App app = board.open();
    REQUIRE_FALSE(status_of(app).enrol_again);
    const Identity identity = VALUE(load_identity(board.files, board.folder));
    const auto tell = [&](const std::string& kiosk, std::int64_t epoch) {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_device_message(enrol_again_message,
                                              json_line(json_of(EnrolAgain{kiosk, epoch}))));
    };
    tell("kiosk-of-another", 99);
    REQUIRE_FALSE(status_of(app).enrol_again);
    tell(identity.kiosk, identity.epoch);
    REQUIRE(status_of(app).enrol_again);
    // Enrolled again while the kiosk runs: the identity is read anew.
    Identity next = identity;
    next.kiosk = "kiosk-new";
    REQUIRE_OK(save_identity(board.files, board.folder, next));
    REQUIRE_FALSE(status_of(app).enrol_again);
    next.kiosk = identity.kiosk;
    next.epoch = identity.epoch + 1;
    REQUIRE_OK(save_identity(board.files, board.folder, next));
    REQUIRE_FALSE(status_of(app).enrol_again);
}

TEST_CASE("what the county did not take is counted and explained, and stays on the board") {
    DeviceFixture board;
    App app = board.open();
    fill_in(app);
    app.send(Submit{});
    const OutboxEvent event = board.waiting("request").front();
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_receipts({{event.id, sha256_hex(event.bytes), "refused", event.slip,
                                          "2026-11-23T02:00:00Z", "县里读不出来"}}));
        REQUIRE_OK(cache.park({.id = event.id,
                               .reason = "县里读不出来",
                               .since = "2026-11-23T02:00:00Z",
                               .next_ms = board.clock.wall + 3'600'000}));
    }
    app.content_changed();
    // Refused is not received.
    REQUIRE_FALSE(top<ReceiptModel>(app).received);
    REQUIRE(board.waiting("request").size() == 1);
    const StatusModel& status = status_of(app);
    REQUIRE(status.parked == 1);
    REQUIRE(status.parked_reasons == std::vector<std::string>{"县里读不出来"});
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_receipts({{event.id, sha256_hex(event.bytes), "accepted", event.slip,
                                          "2026-11-23T04:00:00Z", ""}}));
    }
    app.content_changed();
    REQUIRE(board.waiting("request").empty());
    REQUIRE(status_of(app).parked == 0);
}

TEST_CASE("photos leave the board when the county signed for them") {
    DeviceFixture board;
    SealedAttachment photo;
    {
        Outbox outbox = VALUE(Outbox::open(board.files, board.folder));
        photo = VALUE(
            outbox.attachment_folder().store({"photo", "image/jpeg", ""}, "event-1", board.random));
        REQUIRE_OK(outbox.append({"event-1", "request", "", "bytes", {&photo, 1}}));
    }
    App app = board.open();
    REQUIRE(status_of(app).attachments == 1);
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_attachment_receipt({photo.name, "2026-11-23T02:00:00Z"}));
    }
    app.content_changed();
    REQUIRE(status_of(app).attachments == 0);
    REQUIRE(VALUE(board.files.list(board.folder.attachments())).empty());
}

TEST_CASE("a sign of life tells how many photos wait and what the county did not take") {
    DeviceFixture board;
    {
        Outbox outbox = VALUE(Outbox::open(board.files, board.folder));
        const SealedAttachment photo = VALUE(
            outbox.attachment_folder().store({"photo", "image/jpeg", ""}, "event-1", board.random));
        REQUIRE_OK(outbox.append({"event-1", "request", "", "bytes", {&photo, 1}}));
        Cache cache = board.cache();
        REQUIRE_OK(
            cache.park({.id = "event-1", .reason = "HTTP 413", .since = "2026-11-23T02:00:00Z"}));
    }
    const App app = board.open();
    const Event beat = VALUE(parse_event(board.waiting("heartbeat").front().bytes));
    REQUIRE(integer_or(*beat.body, "attachments", 0) == 1);
    REQUIRE(integer_or(*beat.body, "parked", 0) == 1);
}

TEST_CASE("a kiosk that finds an outbox of newer software shows content and takes no forms") {
    DeviceFixture board;
    { const App app = board.open(); }
    {
        Database newer = VALUE(Database::open(board.folder.outbox(), {}));
        REQUIRE_OK(newer.set_version(99));
    }
    {
        App app = board.open();
        REQUIRE(status_of(app).outbox_newer);
        REQUIRE_FALSE(status_of(app).outbox_broken);
        REQUIRE_FALSE(status_of(app).no_room);
        app.send(GoHome{});
        REQUIRE_FALSE(top<HomeModel>(app).tiles.empty());
        app.send(OpenDocument{{"county", "allowance"}});
        REQUIRE(top<ServiceModel>(app).unavailable_reason ==
                ServiceModel::UnavailableReason::no_room);
        app.tick();
        app.content_changed();
    }
    {
        Database again = VALUE(Database::open(board.folder.outbox(), {}));
        REQUIRE(VALUE(again.version()) == 99);
        REQUIRE_OK(again.set_version(user_version_of(outbox_format)));
    }
    App app = board.open();
    REQUIRE_FALSE(status_of(app).outbox_newer);
    REQUIRE_FALSE(status_of(app).outbox_quarantined);
}
