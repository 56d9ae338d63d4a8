#include "sync/edge/stick/stick_export.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "sync/core/encoding.h"
#include "sync/core/log.h"
#include "sync/edge/content/library.h"
#include "sync/edge/device/identity.h"
#include "sync/edge/events/outbox.h"
#include "sync/wire/stick.h"

namespace hall {

namespace {

// An event that waits for a receipt.
struct Waiting {
    HeldEvent event;
    std::uint64_t bytes = 0;
    bool there = false;  // in a good batch on the stick
};

// What the outbox and the receipts say, before the stick is looked at.
struct Holdings {
    std::vector<Waiting> waiting;             // oldest first
    std::map<std::int64_t, std::string> all;  // the marks of all events here, by position
    std::set<std::string> receipted;          // the marks of all that the county signed for
    std::int64_t last_position = 0;           // ever given out in this epoch
};

// A good batch that lies on the stick.
struct Lying {
    std::string name;
    StickBatch head;
};

std::string digest_of(const OutboxEvent& event) {
    return hex_of(event.sha256).substr(0, held_mark_digits);
}

Result<NamedKey> county_key(Library& library) {
    const Result<Settings> settings = library.settings();
    if (settings.ok()) {
        for (const NamedKey& key : settings.value().seal_keys) {
            if (key.to == "county") return key;
        }
    }
    return Error(Errc::unavailable, "this device does not know the county's key yet");
}

Result<Holdings> holdings_of(OutboxReader& outbox, Library& library) {
    Holdings held;
    held.last_position = TRY(outbox.last_position());
    held.receipted = TRY(library.receipt_marks(held_mark_digits));
    for (std::int64_t position = 0;;) {
        OutboxReader::Batch batch = TRY(outbox.next(position));
        if (batch.events.empty()) return held;
        position = batch.events.back().position;
        std::vector<std::string> ids;
        for (const OutboxEvent& event : batch.events) ids.push_back(event.id);
        std::map<std::string, Receipt> receipted;
        for (Receipt& receipt : TRY(library.receipts(ids))) {
            std::string event = receipt.event;
            receipted.emplace(std::move(event), std::move(receipt));
        }
        for (const OutboxEvent& event : batch.events) {
            held.all.emplace(event.position, digest_of(event));
            const auto found = receipted.find(event.id);
            // What the county refused goes along again with every stick, as it does by network.
            const bool kept = found != receipted.end() && found->second.state != "accepted" &&
                              must_be_sealed(event.kind);
            const bool done =
                found != receipted.end() && found->second.sha256 == hex_of(event.sha256) && !kept;
            if (done) continue;
            held.waiting.push_back({{event.position, digest_of(event)}, event.bytes.size()});
        }
    }
}

// True if another device must have written it: it holds another event at a position of ours,
// or one at a position that was never given out here. Bytes of an event never change, and an
// outbox that was put back from a copy begins a new epoch.
bool is_anothers(const StickBatch& batch, const Holdings& held) {
    return std::any_of(batch.holds.begin(), batch.holds.end(), [&](const HeldEvent& event) {
        const auto ours = held.all.find(event.position);
        return event.position > held.last_position ||
               (ours != held.all.end() && ours->second != event.mark);
    });
}

class Exporter {
  public:
    struct Parts {
        Files& stick;
        OutboxReader& outbox;
        Identity identity;
        DeviceKeys keys;
        NamedKey county;
        std::int64_t epoch = 0;
        std::uint64_t reserve_bytes = 0;
    };
    Exporter(Parts parts, const StickFolder& folder)
        : parts_(std::move(parts)),
          mount_(folder.mount()),
          folder_(folder.outbox(parts_.identity.kiosk)) {}

    Result<StickExport> run(Holdings held) {
        TRY(parts_.stick.make_folder(folder_));
        for (const Lying& batch : TRY(good_batches())) TRY(consider(batch, held));
        std::vector<Waiting>& waiting = held.waiting;
        done_.there = std::count_if(waiting.begin(), waiting.end(),
                                    [](const Waiting& one) { return one.there; });
        for (std::size_t next = 0; next < waiting.size();) {
            if (waiting[next].there) {
                ++next;
                continue;
            }
            const std::size_t count = TRY(write_batch(waiting, next));
            if (count == 0) break;
            next += count;
        }
        done_.left = static_cast<std::int64_t>(waiting.size()) - done_.there - done_.written;
        return done_;
    }

  private:
    // Marks what of ours is in it, or takes it away if the county has signed for all of it.
    // Whatever else it is, it is the county's to judge.
    Result<void> consider(const Lying& batch, Holdings& held) {
        if (is_anothers(batch.head, held)) {
            done_.twin = true;
            return {};
        }
        const std::vector<HeldEvent>& holds = batch.head.holds;
        bool wanted = false;
        for (Waiting& one : held.waiting) {
            if (std::find(holds.begin(), holds.end(), one.event) == holds.end()) continue;
            wanted = true;
            one.there = true;
        }
        const bool signed_for = std::all_of(holds.begin(), holds.end(), [&](const auto& event) {
            return held.receipted.count(event.mark) != 0;
        });
        if (wanted || !signed_for) return {};
        TRY(parts_.stick.remove(folder_ / batch.name));
        ++done_.cleared;
        return {};
    }

    // Batches of this epoch that lie on the stick and are whole; what is not whole is taken
    // away. Those of an earlier outbox may hold events that this device has lost: they are left
    // for the county.
    Result<std::vector<Lying>> good_batches() {
        std::vector<Lying> good;
        for (const std::string& name : TRY(parts_.stick.list(folder_))) {
            const bool unfinished = name.ends_with(".new");
            const std::optional<BatchSpan> span =
                batch_span_of(std::string_view(name).substr(0, name.size() - (unfinished ? 4 : 0)));
            if (!span || span->epoch != parts_.epoch) continue;
            if (!unfinished) {
                std::optional<StickBatch> head = TRY(head_of(name));
                if (head) good.push_back({name, *std::move(head)});
                if (head) continue;
            }
            const Result<void> removed = parts_.stick.remove(folder_ / name);
            if (!removed.ok() && removed.error().code() == Errc::unavailable)
                return removed.error();
        }
        return good;
    }

    // Nothing unless it is whole, ours, and what its name says.
    Result<std::optional<StickBatch>> head_of(const std::string& name) {
        const Result<std::string> bytes = parts_.stick.read(folder_ / name, stick_batch_bytes_max);
        if (!bytes.ok() && bytes.error().code() == Errc::unavailable) return bytes.error();
        if (!bytes.ok()) return std::optional<StickBatch>();
        Result<OpenedBatch> batch =
            open_batch(bytes.value(), [this](std::string_view kiosk) -> Result<std::string> {
                if (kiosk != parts_.identity.kiosk) return Error(Errc::untrusted, "not ours");
                return parts_.keys.sign.public_key();
            });
        if (!batch.ok() || batch_name(batch.value().head.span, batch.value().head.holds) != name)
            return std::optional<StickBatch>();
        return std::optional(std::move(batch).value().head);
    }

    // Writes one batch of the events from `next` on, as many as fit one and the stick.
    // Returns how many it took care of; 0 when the stick is full.
    Result<std::size_t> write_batch(const std::vector<Waiting>& waiting, std::size_t next) {
        // What sealing, signing and the file system add to the events.
        constexpr std::uint64_t around_bytes = 8 << 10;
        const std::uint64_t free = TRY(parts_.stick.free_bytes(mount_));
        const std::uint64_t kept = parts_.reserve_bytes + around_bytes;
        if (free <= kept) return std::size_t{0};
        const std::uint64_t bytes_max = std::min<std::uint64_t>(batch_bytes_max, free - kept);
        std::size_t count = 0;
        std::uint64_t bytes = 0;
        // A batch holds all that waits from where it begins to where it ends, so it ends
        // before an event that another batch has.
        for (std::size_t i = next; i < waiting.size() && count < batch_events_max; ++i, ++count) {
            bytes += waiting[i].bytes + 1;
            if (bytes > bytes_max || waiting[i].there) break;
        }
        if (count == 0) return count;
        const std::int64_t to = waiting[next + count - 1].event.position;
        std::vector<HeldEvent> holds;
        const std::vector<std::string> events = TRY(events_of(waiting, next, count, holds));
        if (events.empty()) return count;  // receipts came meanwhile
        const BatchSpan span{parts_.epoch, waiting[next].event.position, to};
        const std::string name = batch_name(span, holds);
        const std::string file = TRY(signed_batch({.kiosk = parts_.identity.kiosk,
                                                   .village = parts_.identity.village,
                                                   .span = span,
                                                   .holds = std::move(holds)},
                                                  events, parts_.county, parts_.keys.sign));
        Result<void> written = parts_.stick.write_durably(folder_ / name, file, FileMode::shared);
        if (!written.ok() && written.error().code() == Errc::exhausted) return std::size_t{0};
        TRY(std::move(written));
        ++done_.batches;
        done_.bytes += file.size();
        done_.written += static_cast<std::int64_t>(count);
        return count;
    }

    // The events themselves are read only now: a full outbox is larger than our memory.
    Result<std::vector<std::string>> events_of(const std::vector<Waiting>& waiting,
                                               std::size_t next, std::size_t count,
                                               std::vector<HeldEvent>& holds) {
        std::vector<std::string> events;
        const std::size_t end = next + count;
        for (std::int64_t position = waiting[next].event.position - 1; next < end;) {
            OutboxReader::Batch batch = TRY(parts_.outbox.next(position));
            if (batch.events.empty()) break;
            position = batch.events.back().position;
            for (OutboxEvent& event : batch.events) {
                while (next < end && waiting[next].event.position < event.position) ++next;
                if (next == end || waiting[next].event.position != event.position) continue;
                holds.push_back(waiting[next].event);
                events.push_back(std::move(event.bytes));
            }
        }
        return events;
    }

    Parts parts_;
    Path mount_;
    Path folder_;
    StickExport done_;
};

}  // namespace

Result<StickExport> export_to_stick(StickExportDependencies dependencies, const Path& mount,
                                    const StickExportOptions& options) {
    Identity identity = TRY(load_identity(dependencies.files, options.folder));
    DeviceKeys keys = TRY(load_device_keys(dependencies.files, options.folder));
    TRY_IN("stick", dependencies.stick.list(mount));
    Result<OutboxReader> reader = OutboxReader::open(options.folder, options.vfs);
    if (!reader.ok() && reader.error().code() == Errc::not_found) return StickExport{};
    OutboxReader outbox = TRY(std::move(reader));
    // The county must never know of an event that a power cut could make this device forget.
    TRY(sync_database(dependencies.files, options.folder.outbox()));
    Result<Library> cache = Library::open(options.folder.cache(), options.vfs);
    if (!cache.ok() && cache.error().code() == Errc::not_found) {
        return Error(Errc::unavailable, "this device does not know the county's key yet");
    }
    Library library = TRY(std::move(cache));
    Holdings held = TRY(holdings_of(outbox, library));
    NamedKey county = TRY(county_key(library));
    const std::int64_t epoch = TRY(outbox.epoch());
    Exporter exporter({dependencies.stick, outbox, std::move(identity), std::move(keys),
                       std::move(county), epoch, options.stick_reserve_bytes},
                      StickFolder(mount));
    const StickExport done = TRY_IN("stick", exporter.run(std::move(held)));
    if (done.twin) log_line(LogLevel::error, "outbox_twin", {{"epoch", epoch}});
    log_line(LogLevel::info, "stick_exported",
             {{"written", done.written}, {"there", done.there}, {"left", done.left}});
    return done;
}

}  // namespace hall
