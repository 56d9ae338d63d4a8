#include "sync/edge/events/attachment_folder.h"

#include "sync/core/encoding.h"
#include "sync/edge/events/outbox.h"
#include "sync/wire/signature.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

struct Shelf {
    SealedAttachment store(std::string_view bytes) {
        return VALUE(folder.store({bytes, "image/jpeg", "照片"}, "event-1", random));
    }
    std::vector<std::string> names() { return VALUE(files.list(data.attachments())); }

    TempFolder temp;
    DataFolder data{temp.path()};
    DiskFiles files;
    SystemRandom random;
    AttachmentFolder folder{files, data.attachments()};
};

}  // namespace

TEST_CASE("an attachment lies under the hash of its sealed bytes, and only those are there") {
    Shelf shelf;
    const std::string content = "MARKER 身份证" + std::string(3'000'000, 'x');
    const SealedAttachment stored = shelf.store(content);
    const std::string sealed =
        VALUE(shelf.files.read(shelf.folder.file_of(stored.name.sha256), attachment_bytes_max));
    REQUIRE(sha256_hex(sealed) == stored.name.sha256);
    REQUIRE(static_cast<std::int64_t>(sealed.size()) == stored.name.bytes);
    REQUIRE(sealed.find("MARKER") == std::string::npos);
    REQUIRE(VALUE(open_attachment(sealed, "event-1", stored.key)) == content);
    REQUIRE(shelf.names() == std::vector<std::string>{stored.name.sha256});
    REQUIRE(shelf.store(content).name.sha256 != stored.name.sha256);
}

TEST_CASE("an attachment of more than 20 MB is refused before anything is written") {
    Shelf shelf;
    const std::string large(attachment_bytes_max, 'x');
    REQUIRE_ERROR(Errc::exhausted,
                  shelf.folder.store({large, "image/jpeg", ""}, "event-1", shelf.random));
    REQUIRE_ERROR(Errc::not_found, shelf.files.list(shelf.data.attachments()));
}

TEST_CASE("attachments are dropped with their files against the county's word, no sooner") {
    Shelf shelf;
    Outbox outbox = VALUE(Outbox::open(shelf.files, shelf.data));
    const SealedAttachment first =
        VALUE(outbox.attachment_folder().store({"1", "image/png", ""}, "a", shelf.random));
    const SealedAttachment second =
        VALUE(outbox.attachment_folder().store({"2", "image/png", ""}, "a", shelf.random));
    const SealedAttachment both[] = {first, second};
    REQUIRE_OK(outbox.append({"a", "request", "", "bytes", both}));
    REQUIRE(VALUE(outbox.attachment_totals()).count == 2);
    REQUIRE(VALUE(outbox.attachment_totals()).bytes ==
            static_cast<std::uint64_t>(first.name.bytes + second.name.bytes));
    // The event goes first, and takes nothing with it.
    REQUIRE(VALUE(outbox.drop({{"a", sha256_hex("bytes"), "accepted", "", "", ""}})) == 1);
    REQUIRE(shelf.names().size() == 2);
    OutboxReader reader = VALUE(OutboxReader::open(shelf.data));
    REQUIRE(VALUE(reader.attachments(10)).size() == 2);
    REQUIRE(VALUE(reader.attachment_count()) == 2);

    AttachmentName other_length = first.name;
    ++other_length.bytes;
    REQUIRE(VALUE(outbox.drop_attachments({other_length})) == 0);
    REQUIRE(VALUE(outbox.drop_attachments({first.name})) == 1);
    REQUIRE(VALUE(outbox.drop_attachments({first.name})) == 0);
    REQUIRE(shelf.names() == std::vector<std::string>{second.name.sha256});
    REQUIRE(VALUE(outbox.attachments(10)).front().name == second.name);
}

TEST_CASE("what a crash left half written, and what no event names, is swept") {
    Shelf shelf;
    SealedAttachment named;
    {
        Outbox outbox = VALUE(Outbox::open(shelf.files, shelf.data));
        named = VALUE(outbox.attachment_folder().store({"1", "image/png", ""}, "a", shelf.random));
        REQUIRE_OK(outbox.append({"a", "request", "", "bytes", {&named, 1}}));
        shelf.store("for an event that never was");
        REQUIRE_OK(shelf.files.append(shelf.data.attachments() / "half", "cut off"));
        REQUIRE(shelf.names().size() == 3);
    }
    const Outbox outbox = VALUE(Outbox::open(shelf.files, shelf.data));
    REQUIRE(shelf.names() == std::vector<std::string>{named.name.sha256});
}

TEST_CASE("attachments are counted against the room there is, before anyone takes a photo") {
    Shelf shelf;
    OutboxLimits limits;
    limits.attachment_bytes_max = 20'000;
    Outbox outbox = VALUE(Outbox::open(shelf.files, shelf.data, limits));
    REQUIRE_OK(outbox.room());
    REQUIRE_OK(outbox.room(20'000));
    REQUIRE_ERROR(Errc::exhausted, outbox.room(20'001));
    const SealedAttachment stored =
        VALUE(outbox.attachment_folder().store({"1", "image/png", ""}, "a", shelf.random));
    REQUIRE_OK(outbox.append({"a", "request", "", "bytes", {&stored, 1}}));
    REQUIRE_ERROR(Errc::exhausted, outbox.room(20'000));
    REQUIRE_OK(outbox.room());
}
