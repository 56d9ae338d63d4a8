#include "sync/edge/events/receipted_events.h"

#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/edge/enrolled_hall.h"

using namespace hall;

namespace {

Receipt receipt_of(const std::string& id, const std::string& state) {
    return {id, sha256_hex("bytes"), state, "slip-" + id, "2026-11-23T00:00:00Z", "理由"};
}

}  // namespace

TEST_CASE("however many were refused, what was accepted after them leaves the outbox") {
    EnrolledHall hall;
    hall.round();
    constexpr int refused = 1200;
    Outbox outbox = VALUE(Outbox::open(hall.files, hall.folder));
    std::vector<Receipt> receipts;
    {
        Database writer = VALUE(Database::open(hall.folder.outbox(), {}));
        Transaction transaction = VALUE(Transaction::begin(writer));
        Statement insert = VALUE(writer.prepare(
            "INSERT INTO events(id, kind, slip, bytes, sha256) VALUES(?,'letter','',?,?)"));
        for (int i = 0; i < refused; ++i) {
            const std::string id = "refused-" + std::to_string(i);
            REQUIRE_OK(
                insert.bind(1, id).bind_blob(2, "bytes").bind_blob(3, short_sha256("bytes")).run());
            receipts.push_back(receipt_of(id, "refused"));
        }
        REQUIRE_OK(transaction.commit());
    }
    for (const char* id : {"good-1", "good-2"}) {
        REQUIRE_OK(outbox.append({id, "letter", "", "bytes"}));
        receipts.push_back(receipt_of(id, "accepted"));
    }
    REQUIRE_OK(VALUE(Cache::open(hall.files, hall.folder.cache())).store_receipts(receipts));
    Library library = VALUE(Library::open(hall.folder.cache()));
    const Delivered delivered = VALUE(drop_delivered(outbox, library));
    REQUIRE(delivered.events == 2);
    REQUIRE(delivered.slips == std::vector<std::string>{"slip-good-1", "slip-good-2"});
    REQUIRE(VALUE(outbox.size()) == refused);
    REQUIRE(VALUE(drop_delivered(outbox, library)).events == 0);
}

TEST_CASE("however many attachments wait, the one that the county has is dropped") {
    EnrolledHall hall;
    hall.round();
    Outbox outbox = VALUE(Outbox::open(hall.files, hall.folder));
    constexpr int waiting = 1200;
    {
        Database writer = VALUE(Database::open(hall.folder.outbox(), {}));
        Transaction transaction = VALUE(Transaction::begin(writer));
        Statement insert = VALUE(writer.prepare("INSERT INTO attachments VALUES(?,5,?)"));
        for (int i = 0; i < waiting; ++i) {
            const std::string name = sha256_hex(std::to_string(i));
            REQUIRE_OK(insert.bind(1, name).bind(2, "event-" + std::to_string(i / 3)).run());
        }
        REQUIRE_OK(transaction.commit());
    }
    Cache cache = VALUE(Cache::open(hall.files, hall.folder.cache()));
    const auto all = VALUE(outbox.attachments(10'000));
    REQUIRE(all.size() == waiting);
    REQUIRE_OK(cache.store_attachment_receipt({all.back().name, "2026-11-23T00:00:00Z"}));
    Library library = VALUE(Library::open(hall.folder.cache()));
    REQUIRE(VALUE(drop_delivered(outbox, library)).attachments == 1);
    REQUIRE(VALUE(outbox.attachment_totals()).count == waiting - 1);
}
