#include "sync/edge/stick/stick_import.h"

#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/edge/stick/stick_transport.h"
#include "sync/trust/client.h"
#include "sync/wire/published_names.h"

namespace hall {

namespace {

constexpr std::size_t villages_max = 1000;

// What the stick offers, before anything of it is believed.
struct Offer {
    bool folder = false;       // HALL is there
    bool view = false;         // a timestamp of our view
    std::int64_t version = 0;  // it says to be of; 0: it cannot be read
    bool receipts = false;     // for this kiosk
    bool replies = false;      // for this village
    std::vector<std::string> villages;
};

Result<Offer> look_at(Files& files, const StickFolder& stick, const Identity& identity) {
    Offer offer;
    const Result<std::vector<std::string>> top = files.list(stick.root());
    if (!top.ok() && top.error().code() == Errc::unavailable) return top.error();
    if (!top.ok()) return offer;
    offer.folder = true;
    const Result<std::vector<std::string>> names = files.list(stick.metadata());
    if (!names.ok() && names.error().code() == Errc::unavailable) return names.error();
    if (names.ok()) {
        for (const std::string& name : names.value()) {
            if (is_village_code(name) && offer.villages.size() < villages_max)
                offer.villages.push_back(name);
        }
    }
    const Result<std::string> timestamp =
        files.read(stick.timestamp(identity.view), tuf::ClientLimits{}.timestamp_bytes_max);
    if (!timestamp.ok() && timestamp.error().code() == Errc::unavailable) return timestamp.error();
    offer.view = timestamp.ok() || timestamp.error().code() != Errc::not_found;
    if (timestamp.ok()) {
        const Result<Json> json = parse_json(timestamp.value());
        if (json.ok()) {
            offer.version = integer_or(object_or_empty(json.value(), "signed"), "version", 0);
        }
    }
    offer.receipts = files.size(stick.receipts(identity.kiosk)).ok();
    offer.replies = files.list(stick.replies(identity.village)).ok();
    return offer;
}

Result<std::vector<ChannelChange>> versions(Agent& agent) {
    std::vector<ChannelChange> held;
    for (const std::string& channel : channels_of(agent.identity())) {
        const std::int64_t version = TRY(agent.cache().channel_version(channel));
        held.push_back({channel, version, version});
    }
    return held;
}

StickOutcome stick_outcome_of(const Error& trouble) {
    switch (trouble.code()) {
        case Errc::unavailable:
            return StickOutcome::unreadable;
        case Errc::exhausted:
            return StickOutcome::disk_full;
        default:
            return StickOutcome::damaged;
    }
}

Result<void> take_receipts(Agent& agent, Files& files, const StickFolder& stick,
                           StickImport& import) {
    const Path file = stick.receipts(agent.identity().kiosk);
    const Result<std::string> lines = files.read(file, stick_receipts_bytes_max);
    if (!lines.ok()) {
        if (lines.error().code() == Errc::not_found) return {};
        const bool unreadable = lines.error().code() == Errc::unavailable;
        if (!import.trouble)
            import.trouble =
                Error(unreadable ? Errc::unavailable : Errc::corrupt, lines.error().message());
        return {};
    }
    const StickReceipts carried = TRY(agent.take_receipts(lines.value()));
    import.receipts = carried.taken;
    if (carried.forged > 0 && !import.trouble) {
        import.trouble = Error(Errc::untrusted, std::to_string(carried.forged) +
                                                    " receipts that the county did not sign");
    }
    return {};
}

}  // namespace

std::string_view name_of(StickOutcome outcome) {
    switch (outcome) {
        case StickOutcome::taken:
            return "taken";
        case StickOutcome::nothing_new:
            return "nothing_new";
        case StickOutcome::older:
            return "older";
        case StickOutcome::not_for_us:
            return "not_for_us";
        case StickOutcome::no_stick:
            return "no_stick";
        case StickOutcome::damaged:
            return "damaged";
        case StickOutcome::unreadable:
            return "unreadable";
        case StickOutcome::disk_full:
            return "disk_full";
    }
    return "unknown";
}

Result<StickImport> import_stick(StickImportDependencies dependencies, const Path& mount,
                                 AgentOptions options, const StickProgress& progress) {
    const StickFolder stick(mount);
    const Identity identity = TRY(load_identity(dependencies.files, options.folder));
    StickImport import;
    const Result<Offer> looked = look_at(dependencies.stick, stick, identity);
    if (!looked.ok()) {
        import.outcome = StickOutcome::unreadable;
        import.trouble = looked.error();
        return import;
    }
    const Offer& offer = looked.value();
    import.villages = offer.villages;
    if (!offer.folder || (!offer.view && !offer.receipts && !offer.replies)) {
        import.outcome = offer.folder ? StickOutcome::not_for_us : StickOutcome::no_stick;
        return import;
    }
    bool older = false;
    {
        const tuf::Client trust =
            TRY_IN("trust", tuf::Client::open(dependencies.files, options.folder.tuf()));
        older = offer.view && offer.version > 0 && trust.timestamp() != nullptr &&
                offer.version < trust.timestamp()->common.version;
    }
    // An older view would be refused as a rollback, which sounds like an attack; it is
    // only a stick that was long on its way.
    options.first = offer.view && !older ? Phase::metadata : Phase::replies;
    StickTransport transport(dependencies.stick, mount);
    Agent agent =
        TRY(Agent::open({dependencies.files, dependencies.clock, dependencies.random, transport},
                        std::move(options)));
    import.channels = TRY(versions(agent));
    for (bool ended = false; !ended;) {
        ended = agent.step();
        if (progress) progress(agent.phase(), agent.round().installed);
    }
    import.trouble = agent.round().trouble;
    import.replies = agent.round().replies;
    TRY(take_receipts(agent, dependencies.stick, stick, import));
    const ViewState view = agent.view();
    import.issued_ms = view.issued_ms;
    import.behind = view.behind;
    // A picture that is not on the stick is no trouble of the round's; a stick that is not
    // there any more is.
    if (!import.trouble && !TRY(agent.cache().missing_blobs(1)).empty() &&
        !dependencies.stick.list(stick.root()).ok()) {
        import.trouble = Error(Errc::unavailable, "pulled out before its pictures were read");
    }
    for (ChannelChange& change : import.channels) {
        change.to = TRY(agent.cache().channel_version(change.channel));
    }
    std::erase_if(import.channels, [](const ChannelChange& c) { return c.from == c.to; });
    const bool anything = !import.channels.empty() || import.receipts > 0 || import.replies > 0 ||
                          agent.round().blobs > 0;
    if (import.trouble) {
        import.outcome = stick_outcome_of(*import.trouble);
    } else if (older) {
        import.outcome = StickOutcome::older;
    } else {
        import.outcome = anything ? StickOutcome::taken : StickOutcome::nothing_new;
    }
    log_line(LogLevel::info, "stick_imported",
             {{"outcome", name_of(import.outcome)},
              {"channels", import.channels.size()},
              {"receipts", import.receipts},
              {"replies", import.replies},
              {"behind", import.behind ? 1 : 0}});
    return import;
}

}  // namespace hall
