#include "tests/edge/enrolled_hall.h"

#include "sync/core/json.h"
#include "sync/edge/device/enrolment_store.h"
#include "sync/wire/signed_statement.h"
#include "tests/catch.h"

namespace hall {

Document test_article(const std::string& id, const std::string& title) {
    Document document;
    document.id = id;
    document.type = "article";
    document.at = "2026-11-01T00:00:00Z";
    document.body = {{"board", "policy"},    {"column", "farm"},       {"title", title},
                     {"date", "2026-11-01"}, {"source", "农业农村局"}, {"text", "正文"}};
    return document;
}

EnrolledHall::EnrolledHall() {
    REQUIRE_OK(files.make_folder(folder.root()));
    const DeviceKeys keys = VALUE(load_or_make_device_keys(files, folder, random));
    const EnrolmentResponse response = county.enrol(keys.sign.public_key(), keys.box.public_key());
    identity = VALUE(store_enrolment(files, folder, FakeCounty::server, response));
    const std::string& seal_public = seal_key.public_key();
    const Document settings{
        .id = "settings",
        .type = "settings",
        .at = "2026-11-01T00:00:00Z",
        .body = {{"receipt_keys", json_of(response.receipt_keys)},
                 {"seal_keys", json_of({{key_id_of(seal_public), "county", seal_public}})},
                 {"poll_s", 300},
                 {"heartbeat_s", 86'400},
                 {"idle_warn_s", 45},
                 {"idle_wipe_s", 60},
                 {"help_phone", ""},
                 {"help_text", ""}}};
    county.publish("county", {test_article("a", "甲"), test_article("b", "乙"), settings});
}

Agent EnrolledHall::open(Transport& transport) {
    AgentOptions options{folder, {}, boot, {}};
    options.built_ms = built_ms;
    return VALUE(Agent::open({files, clock, random, transport}, std::move(options)));
}

Round EnrolledHall::round(Agent& agent) {
    int steps = 0;
    while (!agent.step()) REQUIRE(++steps < 1000);
    return agent.round();
}

Round EnrolledHall::round(Transport& transport) {
    Agent agent = open(transport);
    return round(agent);
}

Event EnrolledHall::next_event(const Outbox& outbox, const std::string& kind) {
    Event event;
    event.id = uuid_v7(clock.wall_ms(), random);
    event.kiosk = identity.kiosk;
    event.epoch = outbox.epoch();
    event.counter = outbox.next_counter();
    event.village = identity.village;
    event.kind = kind;
    event.time.wall = utc_text(std::max<std::int64_t>(clock.wall_ms(), 0));
    return event;
}

std::string EnrolledHall::ask(const std::string& text, const std::string& secret) {
    Outbox outbox = VALUE(Outbox::open(files, folder));
    Event event = next_event(outbox, secret.empty() ? "like" : "letter");
    if (secret.empty()) {
        event.body = Json{{"text", text}};
    } else {
        const std::string plain = plain_of({.event = event.id,
                                            .kiosk = event.kiosk,
                                            .kind = event.kind,
                                            .body = Json{{"text", secret}}});
        event.sealed = SealedPart{"discipline", key_id_of(seal_key.public_key()),
                                  VALUE(seal(plain, seal_key.public_key()))};
    }
    REQUIRE_OK(outbox.append({event.id, event.kind, "", bytes_of(event)}));
    return event.id;
}

void EnrolledHall::use_copy_of(const DataFolder& board) {
    static int copies = 0;
    const Path copy = temp.path() / ("copy-" + std::to_string(++copies));
    std::filesystem::copy(board.root(), copy, std::filesystem::copy_options::recursive);
    folder = DataFolder(copy);
}

void EnrolledHall::drop_receipted() {
    Outbox outbox = VALUE(Outbox::open(files, folder));
    Library library = VALUE(Library::open(folder.cache()));
    REQUIRE_OK(outbox.drop(VALUE(library.receipts(VALUE(outbox.ids(10'000))))));
}

std::int64_t EnrolledHall::waiting() {
    Outbox outbox = VALUE(Outbox::open(files, folder));
    Cache cache = VALUE(Cache::open(files, folder.cache()));
    std::int64_t count = 0;
    for (const std::string& id : VALUE(outbox.ids(10'000)))
        count += VALUE(cache.has_receipt(id)) ? 0 : 1;
    return count;
}

std::vector<std::string> EnrolledHall::shown() {
    Library library = VALUE(Library::open(folder.cache()));
    std::vector<std::string> titles;
    const Date today = date_at(now().expiry_ms);
    for (const LibraryEntry& entry : VALUE(library.entries("policy", "", today)))
        titles.push_back(entry.title);
    return titles;
}

LibraryStatus EnrolledHall::status() {
    Library library = VALUE(Library::open(folder.cache()));
    return VALUE(library.status(FakeCounty::village));
}

}  // namespace hall
