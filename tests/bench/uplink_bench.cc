// What goes up, in bytes: an event, a batch with and without packing, a receipt, a photo
// with and without a cut.

#include <cstdio>

#include "kiosk/app/effects/submission.h"
#include "sync/edge/content/library.h"
#include "sync/wire/content_encoding.h"
#include "tests/catch.h"
#include "tests/programs/county.h"

namespace {

using namespace hall;
using namespace hall::kiosk;

// A form like the allowance of the demonstration, handed in.
const Json answers = {
    {"applicant", "child"},    {"relation", "daughter"},    {"id_number", "990000194307120128"},
    {"phone", "0838-5550122"}, {"village", "510681113205"}, {"lives_with", "alone"},
    {"care", "neighbours"},    {"has_card", true},          {"agree", true}};

void submit(County& county, const std::vector<AttachedFile>& files) {
    DiskFiles disk;
    SystemRandom random;
    const SystemClock clock;
    const DataFolder folder{Path(county.device())};
    const Identity identity = VALUE(load_identity(disk, folder));
    const Settings settings = VALUE(VALUE(Library::open(folder.cache())).settings());
    Outbox outbox = VALUE(Outbox::open(disk, folder));
    EventTime time;
    time.wall = utc_text(clock.wall_ms());
    time.boot = boot_id(disk);
    VALUE(hall::kiosk::submit({outbox, random, identity, settings, time},
                              {"request", "county", "svc-elder-allowance", 1, answers, files}));
}

std::vector<std::string> waiting(County& county) {
    OutboxReader reader = VALUE(OutboxReader::open(DataFolder{Path(county.device())}));
    std::vector<std::string> bytes;
    for (const OutboxEvent& event : VALUE(reader.next(0)).events) bytes.push_back(event.bytes);
    return bytes;
}

// One round of the agent, and what it carried.
void print_round(County& county, const char* what, int rounds = 1) {
    const std::uint64_t up = county.line().bytes_up();
    const std::uint64_t down = county.line().bytes_down();
    int code = 0;
    for (int i = 0; i < rounds; ++i) code = county.sync(county.device());
    std::printf("%-40s %8llu bytes up %7llu down%s\n", what,
                static_cast<unsigned long long>(county.line().bytes_up() - up),
                static_cast<unsigned long long>(county.line().bytes_down() - down),
                code == 0 ? "" : " (broken off)");
}

}  // namespace

TEST_CASE("what goes up, in bytes") {
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    print_round(county, "a round with nothing to send");

    submit(county, {});
    std::vector<std::string> events = waiting(county);
    const auto print_batch = [](const std::vector<std::string>& batch) {
        const std::string plain = pack_batch(batch);
        const EncodedContent packed = encode_content(plain);
        std::printf("batch of %3zu requests: %7zu bytes plain, %7zu as sent (%s)\n", batch.size(),
                    plain.size(), packed.body.size(),
                    packed.encoding.empty() ? "plain" : packed.encoding.c_str());
    };
    std::printf("a request event: %zu bytes\n", events.front().size());
    print_batch(events);
    print_round(county, "a round that sends one request");
    for (int i = 0; i < 20; ++i) submit(county, {});
    events = waiting(county);
    print_batch({events.end() - 20, events.end()});
    print_round(county, "a round that sends 20 requests");
    for (int i = 0; i < 79; ++i) submit(county, {});
    events = waiting(county);
    print_batch(events);

    const SigningKey key = VALUE(SigningKey::from_seed(std::string(32, 'k')));
    const Event event = VALUE(parse_event(events.front()));
    std::printf("a receipt: %zu bytes\n",
                signed_receipt({event.id, sha256_hex(events.front()), "accepted", event.slip,
                                "2026-11-23T09:00:00Z", ""},
                               key)
                    .size());
    county.sync(county.device());

    SystemRandom random;
    const std::string photo = random.bytes(1'000'000);
    std::printf("a photo of %zu bytes: %llu sealed\n", photo.size(),
                static_cast<unsigned long long>(sealed_bytes_of(photo.size())));
    submit(county, {{photo, "image/jpeg", "照片"}});
    print_round(county, "a request with a photo of 1 MB");
    submit(county, {{photo, "image/jpeg", "照片"}});
    county.line().set({Fault::Kind::cut_up, 700'000});
    print_round(county, "the same, cut after 700 kB …");
    county.line().set({});
    print_round(county, "… and the round after the cut");
}
