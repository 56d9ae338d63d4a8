#include "sync/edge/stick_export.h"

#include <algorithm>
#include <map>
#include <vector>

#include "sync/core/encoding.h"
#include "sync/core/log.h"
#include "sync/edge/identity.h"
#include "sync/edge/library.h"
#include "sync/edge/outbox.h"
#include "sync/wire/stick.h"

namespace hall {

namespace {

// An event that waits for a receipt.
struct Waiting {
    std::int64_t position = 0;
    std::uint64_t bytes = 0;
    bool there = false;  // in a good batch on the stick
};

Result<NamedKey> county_key(Library& library) {
    const Result<Settings> settings = library.settings();
    if (settings.ok()) {
        for (const NamedKey& key : settings.value().seal_keys) {
            if (key.to == "county") return key;
        }
    }
    return Error(Errc::unavailable, "this board does not know the county's key yet");
}

// Oldest first.
Result<std::vector<Waiting>> waiting_events(OutboxReader& outbox, Library& library) {
    std::vector<Waiting> waiting;
    for (std::int64_t position = 0;;) {
        OutboxReader::Batch batch = TRY(outbox.next(position));
        if (batch.events.empty()) return waiting;
        position = batch.events.back().position;
        std::vector<std::string> ids;
        for (const OutboxEvent& event : batch.events) ids.push_back(event.id);
        std::map<std::string, Receipt> receipted;
        for (Receipt& receipt : TRY(library.receipts(ids))) {
            std::string event = receipt.event;
            receipted.emplace(std::move(event), std::move(receipt));
        }
        for (const OutboxEvent& event : batch.events) {
            const auto found = receipted.find(event.id);
            // What the county refused goes along again with every stick, as it does by network.
            const bool kept = found != receipted.end() && found->second.state != "accepted" &&
                              must_be_sealed(event.kind);
            const bool done =
                found != receipted.end() && found->second.sha256 == hex_of(event.sha256) && !kept;
            if (done) continue;
            waiting.push_back({event.position, event.bytes.size()});
        }
    }
}

bool in(const BatchSpan& span, const Waiting& event) {
    return span.from <= event.position && event.position <= span.to;
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

    Result<StickExport> run(std::vector<Waiting> waiting) {
        TRY(parts_.stick.make_folder(folder_));
        for (const BatchSpan& span : TRY(good_batches())) {
            bool wanted = false;
            for (Waiting& event : waiting) {
                if (!in(span, event)) continue;
                wanted = true;
                event.there = true;
            }
            if (wanted) continue;
            // The county has signed for everything in it.
            TRY(parts_.stick.remove(folder_ / batch_name(span)));
            ++done_.cleared;
        }
        done_.there = std::count_if(waiting.begin(), waiting.end(),
                                    [](const Waiting& event) { return event.there; });
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
    // Batches of this outbox that lie on the stick and are whole; what is not whole is
    // taken away. Those of an earlier outbox may hold events that this board has lost: they
    // are left for the county.
    Result<std::vector<BatchSpan>> good_batches() {
        std::vector<BatchSpan> good;
        for (const std::string& name : TRY(parts_.stick.list(folder_))) {
            const bool unfinished = name.ends_with(".new");
            const std::optional<BatchSpan> span =
                batch_span_of(std::string_view(name).substr(0, name.size() - (unfinished ? 4 : 0)));
            if (!span || span->epoch != parts_.epoch) continue;
            if (!unfinished && TRY(is_good(name, *span))) {
                good.push_back(*span);
                continue;
            }
            const Result<void> removed = parts_.stick.remove(folder_ / name);
            if (!removed.ok() && removed.error().code() == Errc::unavailable)
                return removed.error();
        }
        return good;
    }

    Result<bool> is_good(const std::string& name, const BatchSpan& span) {
        const Result<std::string> bytes = parts_.stick.read(folder_ / name, stick_batch_bytes_max);
        if (!bytes.ok() && bytes.error().code() == Errc::unavailable) return bytes.error();
        if (!bytes.ok()) return false;
        const Result<OpenedBatch> batch =
            open_batch(bytes.value(), [this](std::string_view kiosk) -> Result<std::string> {
                if (kiosk != parts_.identity.kiosk) return Error(Errc::untrusted, "not ours");
                return parts_.keys.sign.public_key();
            });
        return batch.ok() && batch.value().head.span == span;
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
        const std::int64_t to = waiting[next + count - 1].position;
        const std::vector<std::string> events = TRY(bytes_of_events(waiting, next, count));
        if (events.empty()) return count;  // receipts came meanwhile
        const BatchSpan span{parts_.epoch, waiting[next].position, to};
        const std::string file = TRY(signed_batch(
            {.kiosk = parts_.identity.kiosk, .village = parts_.identity.village, .span = span},
            events, parts_.county, parts_.keys.sign));
        Result<void> written =
            parts_.stick.write_durably(folder_ / batch_name(span), file, FileMode::shared);
        if (!written.ok() && written.error().code() == Errc::exhausted) return std::size_t{0};
        TRY(std::move(written));
        ++done_.batches;
        done_.bytes += file.size();
        done_.written += static_cast<std::int64_t>(count);
        return count;
    }

    // The events themselves are read only now: a full outbox is larger than our memory.
    Result<std::vector<std::string>> bytes_of_events(const std::vector<Waiting>& waiting,
                                                     std::size_t next, std::size_t count) {
        std::vector<std::string> events;
        const std::size_t end = next + count;
        for (std::int64_t position = waiting[next].position - 1; next < end;) {
            OutboxReader::Batch batch = TRY(parts_.outbox.next(position));
            if (batch.events.empty()) break;
            position = batch.events.back().position;
            for (OutboxEvent& event : batch.events) {
                while (next < end && waiting[next].position < event.position) ++next;
                if (next < end && waiting[next].position == event.position)
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

Result<StickExport> export_to_stick(StickExportWorld world, const Path& mount,
                                    const StickExportOptions& options) {
    Identity identity = TRY(load_identity(world.files, options.folder));
    DeviceKeys keys = TRY(load_device_keys(world.files, options.folder));
    TRY_IN("stick", world.stick.list(mount));
    Result<OutboxReader> reader = OutboxReader::open(options.folder, options.vfs);
    if (!reader.ok() && reader.error().code() == Errc::not_found) return StickExport{};
    OutboxReader outbox = TRY(std::move(reader));
    // The county must never know of an event that a power cut could make this board forget.
    TRY(sync_database(world.files, options.folder.outbox()));
    Result<Library> cache = Library::open(options.folder.cache(), options.vfs);
    if (!cache.ok() && cache.error().code() == Errc::not_found) {
        return Error(Errc::unavailable, "this board does not know the county's key yet");
    }
    Library library = TRY(std::move(cache));
    std::vector<Waiting> waiting = TRY(waiting_events(outbox, library));
    NamedKey county = TRY(county_key(library));
    const std::int64_t epoch = TRY(outbox.epoch());
    Exporter exporter({world.stick, outbox, std::move(identity), std::move(keys), std::move(county),
                       epoch, options.stick_reserve_bytes},
                      StickFolder(mount));
    const StickExport done = TRY_IN("stick", exporter.run(std::move(waiting)));
    log_line(LogLevel::info, "stick_exported",
             {{"written", done.written}, {"there", done.there}, {"left", done.left}});
    return done;
}

}  // namespace hall
