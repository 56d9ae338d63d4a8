// Fail the n-th change to the disk, for n = 1, 2, 3 … until the story runs clean, in every
// way a change can fail; then look at what is left.

#include <functional>

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "sync/edge/content/cache.h"
#include "sync/edge/device/identity.h"
#include "sync/edge/events/event_sender.h"
#include "sync/edge/events/outbox.h"
#include "sync/wire/content_encoding.h"
#include "sync/wire/event.h"
#include "sync/wire/receipt.h"
#include "tests/catch.h"
#include "tests/sim/process.h"

using namespace hall;
using namespace hall::sim;

namespace {

const DataFolder folder{Path("/device")};

// A machine with one program on it.
struct Machine {
    explicit Machine(std::uint64_t seed) : dice(seed), process(disk, dice.fork(1), "program") {}

    // The program ends, whatever it was doing; perhaps the power goes as well.
    void end(bool power) {
        process.kill();
        if (power) disk.lose_power(dice);
        process.revive();
    }

    SimDisk disk;
    Dice dice;
    SimProcess process;
};

constexpr Fault faults[] = {Fault::death, Fault::death_after, Fault::error, Fault::error_after,
                            Fault::full};

// `story` is told on a fresh machine for every change and every fault; it gets the machine
// with the fault armed, and must REQUIRE whatever must hold.
void for_every_change(const std::function<void(Machine&)>& prepare,
                      const std::function<void(Machine&)>& story) {
    for (const Fault fault : faults) {
        bool hit = true;
        std::uint64_t change = 1;
        for (; hit; ++change) {
            REQUIRE(change < 500);
            Machine machine(change * 31 + static_cast<std::uint64_t>(fault));
            prepare(machine);
            machine.process.fail_at(change, fault);
            INFO("change " << change << ", fault " << static_cast<int>(fault));
            story(machine);
            hit = machine.process.fault_was_hit();
        }
        REQUIRE(change > 3);
    }
}

OutboxLimits limits_of(const Machine& machine) {
    OutboxLimits limits;
    limits.vfs = machine.process.vfs();
    limits.storage.reserve_bytes = 64 << 10;
    return limits;
}

Result<Outbox> open_outbox(Machine& machine) {
    return Outbox::open(machine.process.files(), folder, limits_of(machine));
}

Document article(std::string id) {
    return {.id = std::move(id),
            .type = "article",
            .rev = 1,
            .at = "2026-11-01T00:00:00Z",
            .body = {{"board", "policy"},
                     {"column", "farm"},
                     {"title", "题目"},
                     {"date", "2026-11-01"},
                     {"text", "正文"}}};
}

Event request() {
    Event event;
    event.id = "0197a3c4-1111-7222-8333-444455556666";
    event.kiosk = "kiosk-1";
    event.counter = 1;
    event.village = "510681113205";
    event.kind = "request";
    event.time.wall = "2026-11-25T00:00:00Z";
    event.sealed = SealedPart{"county", "aaaaaaaaaaaaaaaa", std::string(300, 'b')};
    return event;
}

// A county that signs what it thinks of whatever is sent, and counts how often.
class OpinionatedCounty final : public Transport {
  public:
    explicit OpinionatedCounty(Dice& dice) : key(SigningKey::make(dice)) {}

    Result<HttpResponse> exchange(const HttpRequest& request) override {
        ++asked;
        const std::string packing = request.header("Content-Encoding");
        const std::string batch = VALUE(decode_content(packing, request.body, batch_bytes_max));
        Json receipts = Json::array();
        for (const std::string& bytes : VALUE(unpack_batch(batch))) {
            const std::string id = VALUE(parse_event(bytes)).id;
            receipts.push_back(Json::parse(signed_receipt(
                {id, sha256_hex(bytes), state, "", "2026-11-25T01:00:00Z", "写得不清楚"}, key)));
        }
        HttpResponse response;
        response.status = 200;
        response.body = json_line({{"receipts", receipts}});
        return response;
    }

    SigningKey key;
    std::string state = "refused";
    int asked = 0;
};

// What hall-sync does with events, on that machine.
struct Sending {
    Sending(Machine& machine, OpinionatedCounty& asked, std::int64_t now_ms)
        : county(asked),
          dice(machine.dice.fork(7)),
          identity{.kiosk = "kiosk-1"},
          line({county, dice, identity, county.key, [now_ms] { return now_ms; }}),
          keys{{key_id_of(county.key.public_key()), "receipt", county.key.public_key()}},
          cache(Cache::open(machine.process.files(), folder.cache(), machine.process.vfs())),
          vfs(machine.process.vfs()),
          outbox(folder, vfs) {
        if (!cache.ok()) return;
        EventSender sender({line, cache.value(), machine.process.files(), keys, folder, outbox});
        sender.begin_round();
        for (int step = 0; step < 5; ++step) {
            const Result<SendStep> sent = sender.step();
            if (!sent.ok() || !sent.value().more) return;
        }
    }

    OpinionatedCounty& county;
    Dice dice;
    Identity identity;
    CountyClient line;
    std::vector<NamedKey> keys;
    Result<Cache> cache;
    std::string vfs;
    OutboxOfRound outbox;
};

}  // namespace

TEST_CASE("a refusal is put by with its reason before it counts, whatever fails") {
    constexpr std::int64_t now_ms = 1'795'600'000'000;
    const Event event = request();
    for_every_change(
        [&](Machine& machine) {
            Outbox outbox = VALUE(open_outbox(machine));
            REQUIRE_OK(outbox.append({event.id, event.kind, "", bytes_of(event)}));
        },
        [&](Machine& machine) {
            OpinionatedCounty county(machine.dice);
            {
                const Sending first(machine, county, now_ms);
                machine.process.kill();
            }
            machine.end(true);
            {
                Cache cache = VALUE(
                    Cache::open(machine.process.files(), folder.cache(), machine.process.vfs()));
                const std::optional<Parked> parked = VALUE(cache.parked(event.id));
                if (VALUE(cache.has_receipt(event.id))) REQUIRE(parked);
                if (parked) REQUIRE(parked->reason == "写得不清楚");
            }
            // It is asked again, at once or when its time comes, and the county may have
            // thought better of it.
            county.state = "accepted";
            const int before = county.asked;
            Sending later(machine, county, now_ms + 7 * 86'400'000);
            REQUIRE(county.asked == before + 1);
            REQUIRE(VALUE(later.cache.value().has_accepted(event.id)));
        });
}

TEST_CASE("an event is in the outbox if and only if append said so or its fate is unknown") {
    for_every_change(
        [](Machine& machine) {
            Outbox outbox = VALUE(open_outbox(machine));
            REQUIRE_OK(outbox.append({"first", "like", "", "bytes of the first"}));
        },
        [](Machine& machine) {
            bool saved = false;
            bool unknown = false;
            {
                Result<Outbox> outbox = open_outbox(machine);
                if (outbox.ok()) {
                    const Result<std::int64_t> appended =
                        outbox.value().append({"second", "like", "", "bytes of the second"});
                    saved = appended.ok();
                    unknown = !saved && appended.error().code() == Errc::unavailable;
                }
                machine.process.kill();
            }
            machine.end(true);
            Outbox outbox = VALUE(open_outbox(machine));
            REQUIRE_FALSE(outbox.fault());
            const std::vector<std::string> ids = VALUE(outbox.ids(10));
            const bool there = ids == std::vector<std::string>{"first", "second"};
            if (!there) REQUIRE(ids == std::vector<std::string>{"first"});
            if (saved) REQUIRE(there);
            if (!saved && !unknown) REQUIRE_FALSE(there);
            // Whatever happened, the next event has a place of its own.
            REQUIRE_OK(outbox.append({"third", "like", "", "bytes of the third"}));
            REQUIRE(VALUE(outbox.ids(10)).back() == "third");
        });
}

TEST_CASE("the first outbox of a device comes into being, whatever fails") {
    for_every_change([](Machine&) {},
                     [](Machine& machine) {
                         static_cast<void>(open_outbox(machine));
                         machine.end(true);
                         Outbox outbox = VALUE(open_outbox(machine));
                         REQUIRE_OK(outbox.append({"first", "like", "", "bytes"}));
                         REQUIRE(outbox.epoch() >= 1);
                     });
}

TEST_CASE("dropping against receipts drops all of them or none, and nothing else") {
    const std::string bytes = "bytes of the first";
    const std::vector<Receipt> receipts = {{"first", sha256_hex(bytes), "accepted", "", "", ""}};
    for_every_change(
        [&](Machine& machine) {
            Outbox outbox = VALUE(open_outbox(machine));
            REQUIRE_OK(outbox.append({"first", "like", "", bytes}));
            REQUIRE_OK(outbox.append({"second", "like", "", "bytes of the second"}));
        },
        [&](Machine& machine) {
            {
                Result<Outbox> outbox = open_outbox(machine);
                if (outbox.ok()) static_cast<void>(outbox.value().drop(receipts));
                machine.process.kill();
            }
            machine.end(true);
            Outbox outbox = VALUE(open_outbox(machine));
            const std::vector<std::string> ids = VALUE(outbox.ids(10));
            REQUIRE(ids.back() == "second");
            REQUIRE(ids.size() <= 2);
            REQUIRE(VALUE(outbox.drop(receipts)) == ids.size() - 1);
        });
}

TEST_CASE("readers see all of a version or all of the one before, whatever fails") {
    const auto install = [](Machine& machine, std::int64_t from, std::int64_t to,
                            const std::vector<Document>& documents) -> Result<void> {
        Cache cache =
            TRY(Cache::open(machine.process.files(), folder.cache(), machine.process.vfs()));
        const auto anything = [](const Document&) -> Result<void> { return {}; };
        Cache::Install update = TRY(cache.begin({"county", from, to}, anything));
        TRY(update.add(documents));
        return update.commit();
    };
    for_every_change(
        [&](Machine& machine) {
            REQUIRE_OK(install(machine, 0, 1, {article("a"), article("b")}));
        },
        [&](Machine& machine) {
            Document gone = article("a");
            gone.gone = true;
            const bool installed = install(machine, 1, 2, {gone, article("c"), article("d")}).ok();
            machine.end(true);
            Cache cache =
                VALUE(Cache::open(machine.process.files(), folder.cache(), machine.process.vfs()));
            REQUIRE_FALSE(cache.fault());
            const std::int64_t version = VALUE(cache.channel_version("county"));
            if (installed) REQUIRE(version == 2);
            const auto here = [&](const char* id) { return cache.document("county", id).ok(); };
            REQUIRE(here("a") == (version == 1));
            REQUIRE(here("b"));
            REQUIRE(here("c") == (version == 2));
            REQUIRE(here("d") == (version == 2));
        });
}

TEST_CASE("device keys are made once: what was given out as a key is the key for ever") {
    for_every_change(
        [](Machine&) {},
        [](Machine& machine) {
            std::string given;
            {
                const Result<DeviceKeys> keys =
                    load_or_make_device_keys(machine.process.files(), folder, machine.dice);
                if (keys.ok()) given = keys.value().sign.public_key();
            }
            machine.end(true);
            const DeviceKeys keys =
                VALUE(load_or_make_device_keys(machine.process.files(), folder, machine.dice));
            if (!given.empty()) REQUIRE(keys.sign.public_key() == given);
            const DeviceKeys again = VALUE(load_device_keys(machine.process.files(), folder));
            REQUIRE(again.sign.public_key() == keys.sign.public_key());
        });
}
