#include "sync/edge/agent/agent.h"

#include <algorithm>
#include <set>

#include "sync/core/encoding.h"
#include "sync/core/json.h"
#include "sync/core/log.h"
#include "sync/core/number.h"
#include "sync/edge/content/blob_keeper.h"
#include "sync/edge/content/document_text.h"
#include "sync/edge/content/installer.h"
#include "sync/edge/content/tuf_fetcher.h"
#include "sync/edge/device/device_time.h"
#include "sync/edge/events/event_sender.h"
#include "sync/edge/events/outbox.h"
#include "sync/edge/events/uploader.h"
#include "sync/edge/transport/county_client.h"
#include "sync/trust/client.h"
#include "sync/wire/places.h"
#include "sync/wire/time_response.h"

namespace hall {

namespace {

Outcome outcome_of(const Error& error) {
    switch (error.code()) {
        case Errc::unavailable:
            return Outcome::unavailable;
        case Errc::not_found:
        case Errc::refused:
            return Outcome::refused;
        case Errc::corrupt:
        case Errc::untrusted:
            return Outcome::untrusted;
        case Errc::exhausted:
            return Outcome::failed;
    }
    return Outcome::failed;
}

constexpr std::size_t nonce_bytes = 16;

// The role that speaks for whom: villages are delegated by the town that their code names.
std::string delegator_of(std::string_view channel) {
    constexpr std::string_view prefix = "village-";
    if (!channel.starts_with(prefix)) return "targets";
    return town_channel(town_of_village(channel.substr(prefix.size())));
}

// Whoever filled the disk must not keep out the one who makes room on it: a cache of a few
// megabytes is worth more than pictures that nobody can then find.
Result<Cache> open_cache(Files& files, const AgentOptions& options) {
    Result<Cache> cache = Cache::open(files, options.folder.cache(), options.vfs);
    if (cache.ok() || cache.error().code() != Errc::exhausted) return cache;
    StorageGuard guard(files, options.folder, options.storage);
    if (TRY(guard.clear_what_comes_again()) == 0) return cache;
    return Cache::open(files, options.folder.cache(), options.vfs);
}

}  // namespace

struct Agent::State {
    State(AgentDependencies agent_dependencies, AgentOptions agent_options, Identity agent_identity,
          DeviceKeys device_keys, tuf::Client client, Cache agent_cache)
        : dependencies(agent_dependencies),
          options(std::move(agent_options)),
          enrolled(std::move(agent_identity)),
          identity(enrolled),
          keys(std::move(device_keys)),
          trust(std::move(client)),
          cache(std::move(agent_cache)),
          county({judged, dependencies.random, identity, keys.sign, [this] { return now_ms(); }}),
          fetcher(county, enrolled.view),
          guard(dependencies.files, options.folder, options.storage),
          installer({dependencies.files, county, cache, options.folder, guard,
                     options.check ? options.check : check_readable, options.download}),
          blobs({dependencies.files, dependencies.clock, county, cache, options.folder, guard,
                 options.download}),
          outbox(options.folder, options.vfs),
          sender({county, cache, dependencies.files, receipt_keys, options.folder, outbox}),
          uploader({county, cache, dependencies.files, receipt_keys, options.folder, outbox}) {}

    AgentDependencies dependencies;
    AgentOptions options;
    const Identity enrolled;
    Identity identity;  // as the county's places have it now
    DeviceKeys keys;
    tuf::Client trust;
    Cache cache;

    // The one way to the transport: certificates are judged by the time we know, and whoever
    // responses in the county's place has not been the county.
    class JudgedTransport final : public Transport {
      public:
        explicit JudgedTransport(State& state) : state_(state) {}

        Result<HttpResponse> exchange(const HttpRequest& asked) override {
            HttpRequest request = asked;
            request.now_ms = state_.now_ms();
            Result<HttpResponse> response = state_.dependencies.transport.exchange(request);
            if (response.ok() || response.error().code() != Errc::untrusted) return response;
            return Error(Errc::unavailable, response.error().message());
        }

      private:
        State& state_;
    };
    JudgedTransport judged{*this};
    std::vector<NamedKey> receipt_keys;
    CountyClient county;
    TransportFetcher fetcher;
    StorageGuard guard;
    Installer installer;
    BlobKeeper blobs;
    OutboxOfRound outbox;
    EventSender sender;
    Uploader uploader;

    Phase phase = Phase::rest;
    Round round;
    int bad_rounds = 0;
    int blob_breaks = 0;    // times in a row that the line broke while a blob came
    int blob_failures = 0;  // in this round
    bool progress = false;  // an attachment got on in this round
    bool again = false;     // there was more to do when the round ended
    std::int64_t attachments_since_mono_ms = -1;
    std::int64_t poll_ms = 300'000;

    TimeFacts time;
    AnnouncedView announced_view;
    std::string boot;          // of this life; never empty
    bool time_wanted = false;  // the county did not like ours

    std::string timestamp_etag;
    bool refreshed = false;  // the trust client has the newest metadata in this life
    std::size_t next_channel = 0;
    bool staging_used = true;                     // an earlier life may have left something there
    bool replies_asked = false;                   // in this round
    std::set<std::string> former_asked;           // villages, in this round
    std::optional<std::int64_t> newest_reply;     // as the county said in this round
    std::optional<std::int64_t> replies_mono_ms;  // when they were last asked for in this life
    std::int64_t round_mono_ms = 0;               // when this round began
    LogSeries notes_log{LogLevel::warning, "note_refused"};

    // --- Time

    DeviceNow now() const { return device_now(time, dependencies.clock, boot, options.built_ms); }
    std::int64_t now_ms() const { return now().now_ms; }

    // Takes over what follows from something the county signed.
    Result<void> learn(TimeFacts learnt) {
        if (learnt.floor_ms != time.floor_ms) {
            TRY(cache.set_fact("time_floor", utc_text(learnt.floor_ms)));
        }
        if (learnt.told_boot != time.told_boot || learnt.told_ms != time.told_ms) {
            TRY(cache.set_fact("time_told", told_text(learnt)));
        }
        time = std::move(learnt);
        return {};
    }

    Result<void> learn_statement_time(std::string_view at) {
        const Result<std::int64_t> at_ms = parse_utc_ms(at);
        return at_ms.ok() ? learn(after_statement(time, at_ms.value())) : Result<void>();
    }

    // When the view was signed that is trusted now; nothing for a county that does not say.
    std::optional<std::int64_t> issued_ms() const {
        const tuf::Timestamp* head = trust.timestamp();
        if (head == nullptr) return std::nullopt;
        const Result<std::int64_t> issued = parse_utc_ms(string_or(head->extra, "issued"));
        return issued.ok() ? std::optional(issued.value()) : std::nullopt;
    }

    bool view_is_behind() const { return is_behind(head_version(), announced_view, now_ms()); }

    Result<void> learn_view(const AnnouncedView& told) {
        const AnnouncedView known = after_receipt(announced_view, told.version, told.at_ms);
        if (known == announced_view) return {};
        announced_view = known;
        return cache.set_fact("announced_view", announced_view_text(known));
    }

    std::int64_t head_version() const {
        return trust.timestamp() == nullptr ? 0 : trust.timestamp()->common.version;
    }

    Result<void> load() {
        time = time_facts_of(TRY(cache.fact("time_floor")), TRY(cache.fact("time_told")));
        announced_view = announced_view_of(TRY(cache.fact("announced_view")));
        // A machine that cannot tell its boots apart knows the time for one life only.
        boot = options.boot.empty() ? "life-" + hex_of(dependencies.random.bytes(nonce_bytes))
                                    : options.boot;
        load_settings();
        load_places();
        // Left over where the power went while they were dropped.
        if (const Result<void> dropped = drop_left_channels(); !dropped.ok()) {
            log_line(LogLevel::warning, "channel_not_dropped",
                     {{"reason", dropped.error().text()}});
        }
        return {};
    }

    // Villages merge and get other names. The kiosk learns it as it learns everything: from
    // what the county signed, in the view it has always had.
    void load_places() {
        const Result<Document> document = cache.document("county", "places");
        if (!document.ok()) return;
        const Result<Places> places = places_of(document.value().body);
        if (!places.ok()) return;
        Identity now = placed(enrolled, places.value());
        if (now.village != identity.village) {
            log_line(LogLevel::info, "village_changed",
                     {{"from", identity.village}, {"to", now.village}});
        }
        identity = std::move(now);
    }

    // What the kiosk follows no more would stand there for ever as it was.
    Result<void> drop_left_channels() {
        const std::vector<std::string> followed = channels_of(identity);
        for (const std::string& channel : TRY(cache.channels())) {
            if (std::find(followed.begin(), followed.end(), channel) != followed.end()) continue;
            TRY(cache.drop_channel(channel));
            log_line(LogLevel::info, "channel_dropped", {{"channel", channel}});
        }
        return {};
    }

    // Receipt keys and times come with the county channel. From then on the keys of the
    // enrolment count only if the county still names them: one that was stolen is given up
    // by naming it no more.
    void load_settings() {
        receipt_keys = identity.receipt_keys;
        if (options.poll_ms > 0) poll_ms = options.poll_ms;
        const Result<Document> document = cache.document("county", "settings");
        if (!document.ok()) return;
        const Result<Settings> settings = settings_of(document.value().body);
        if (!settings.ok()) return;
        if (!settings.value().receipt_keys.empty()) receipt_keys = settings.value().receipt_keys;
        if (options.poll_ms == 0) {
            poll_ms = std::clamp(settings.value().poll_s, 5, 86'400) * std::int64_t{1000};
        }
    }

    // --- Talking

    Result<HttpResponse> ask(HttpRequest request) { return county.ask(std::move(request)); }

    Result<HttpResponse> ask_signed(HttpRequest request) {
        HttpResponse response = TRY(county.ask_signed(std::move(request)));
        if (response.status != 200) {
            return Error(Errc::refused, "HTTP " + std::to_string(response.status));
        }
        return response;
    }

    // --- The phases

    Result<Outcome> ask_time() {
        const std::string nonce = hex_of(dependencies.random.bytes(nonce_bytes));
        HttpRequest request;
        request.method = "POST";
        request.path = "/api/v1/time";
        request.headers.emplace_back("Content-Type", "application/json");
        request.body = json_line({{"nonce", nonce}});
        request.bytes_max = 8192;
        request.any_date = true;  // a clock in 1970 finds no certificate valid
        const std::int64_t asked_mono_ms = dependencies.clock.mono_ms();
        const HttpResponse response = TRY(ask(std::move(request)));
        if (response.status != 200)
            return Error(Errc::refused, "HTTP " + std::to_string(response.status));
        const std::int64_t time_ms = TRY_IN("time", open_time(response.body, nonce, receipt_keys));
        // The kiosk shows this time while the machine is up; after a restart the clock may
        // be anywhere again.
        TRY(learn(after_answer(time, boot, time_ms, asked_mono_ms)));
        time_wanted = false;
        return Outcome::done;
    }

    // One request when nothing changed: the timestamp's ETag is made from its hash.
    Result<Outcome> refresh() {
        next_channel = 0;
        if (refreshed && !timestamp_etag.empty()) {
            HttpRequest request;
            request.path = fetcher.metadata_path() + "timestamp.json";
            request.headers.emplace_back("If-None-Match", timestamp_etag);
            request.bytes_max = 16'384;
            const HttpResponse response = TRY(ask(std::move(request)));
            newest_reply =
                parse_number<std::int64_t>(response.header(std::string(newest_reply_header)));
            if (response.status == 304) return Outcome::nothing;
        }
        const std::int64_t version_before = head_version();
        TRY_IN("metadata", trust.refresh(fetcher, now_ms()));
        refreshed = true;
        if (const auto issued = issued_ms()) {
            TRY(learn(after_head(time, *issued, head_version() > version_before)));
        }
        timestamp_etag.clear();
        // The ETag is the hash of the bytes (protocol); those we trust are on our disk.
        const Result<std::string> trusted =
            dependencies.files.read(options.folder.tuf() / "timestamp.json", 16'384);
        if (trusted.ok()) timestamp_etag = etag_of(trusted.value());
        return Outcome::done;
    }

    Result<Outcome> fetch_content() {
        const std::vector<std::string> channels = channels_of(identity);
        if (!refreshed || next_channel >= channels.size()) return Outcome::nothing;
        const std::string& channel = channels[next_channel];
        const Result<bool> stepped = step_channel(channel);
        if (stepped.ok() && stepped.value()) return Outcome::more;
        ++next_channel;
        if (!stepped.ok()) {
            // One bad channel must not keep the others from coming.
            const bool go_on = stepped.error().code() != Errc::unavailable &&
                               stepped.error().code() != Errc::exhausted;
            if (!go_on || next_channel >= channels.size())
                return Error(stepped.error()).in(channel);
            note_trouble(Error(stepped.error()).in(channel));
        }
        if (next_channel < channels.size()) return Outcome::more;
        if (staging_used && !round.trouble) {
            TRY(installer.clear_staging());
            staging_used = false;
        }
        return Outcome::done;
    }

    // One step of a channel. False if it is at the newest version.
    Result<bool> step_channel(const std::string& channel) {
        const std::string delegator = delegator_of(channel);
        if (delegator != "targets") {
            // Of a former village it may be a town whose channel is not followed.
            const auto town = trust.role(fetcher, delegator, "targets", now_ms());
            if (!town.ok() && town.error().code() != Errc::not_found) return Error(town.error());
        }
        const Result<const tuf::Targets*> role = trust.role(fetcher, channel, delegator, now_ms());
        if (!role.ok() && role.error().code() == Errc::not_found) return false;  // no content yet
        if (!role.ok()) return Error(role.error());
        const ChannelOffer offer{channel, *role.value(), [this](const tuf::TargetFile& target) {
                                     return address_of(target);
                                 }};
        const Installer::Done done = TRY(installer.step(offer));
        if (done.newest) return false;
        staging_used = true;
        if (done.installed == 0) return true;
        ++round.installed;
        blobs.content_changed();
        log_line(LogLevel::info, "installed",
                 {{"channel", channel}, {"version", done.installed}, {"documents", done.changed}});
        TRY(cache.set_fact("last_change", utc_text(now_ms())));
        if (channel != "county") return true;
        load_settings();
        load_places();
        TRY(drop_left_channels());
        return true;
    }

    Result<std::string> address_of(const tuf::TargetFile& target) {
        return "/tuf/targets/" + TRY(trust.target_path(target));
    }

    // A round that fetches pictures for longer than the poll interval ends, so that newer
    // text is asked for; the next one begins at once and goes on. What is wrong with a
    // picture is no trouble of the round's: all that was promised in words is there.
    Outcome fetch_blobs() {
        constexpr int failures_max = 8;
        const bool live = dependencies.transport.live();
        if (live && dependencies.clock.mono_ms() - round_mono_ms > poll_ms) {
            round.unfinished = true;
            return Outcome::done;
        }
        const Result<bool> stepped = blobs.step();
        if (stepped.ok()) {
            round.blobs += stepped.value() ? 1 : 0;
            blob_breaks = 0;
            return stepped.value() ? Outcome::more : Outcome::nothing;
        }
        // A stick carries as many as fit on it; the others come by another, or by network.
        if (!live && stepped.error().code() == Errc::not_found) return Outcome::more;
        log_line(LogLevel::warning, "blob_trouble", {{"reason", stepped.error().text()}});
        const Outcome outcome = outcome_of(stepped.error());
        if (outcome == Outcome::unavailable) ++blob_breaks;
        return ++blob_failures < failures_max ? outcome : Outcome::done;
    }

    Result<Outcome> send_events() {
        SendStep step = TRY(sender.step());
        round.sent += step.accepted;
        round.parked += step.parked;
        TRY(learn(after_statement(time, step.newest_ms)));
        TRY(learn_view(step.view));
        if (step.trouble) note_trouble(*std::move(step.trouble));
        return step.more ? Outcome::more : Outcome::nothing;
    }

    // Text goes before pictures: an event that came meanwhile ends the phase, and so does
    // a minute, so that replies and content are not kept waiting for a large one.
    Result<Outcome> send_attachments() {
        constexpr std::int64_t at_once_ms = 60'000;
        const std::int64_t mono_ms = dependencies.clock.mono_ms();
        if (attachments_since_mono_ms < 0) attachments_since_mono_ms = mono_ms;
        again = mono_ms - attachments_since_mono_ms >= at_once_ms || TRY(sender.anything_new());
        if (again) return Outcome::done;
        UploadStep step = TRY(uploader.step());
        if (!step.more) attachments_since_mono_ms = -1;
        round.attachments += step.stored;
        progress = progress || step.progress;
        TRY(learn(after_statement(time, step.newest_ms)));
        if (step.trouble) note_trouble(*std::move(step.trouble));
        return step.more ? Outcome::more : Outcome::nothing;
    }

    // True if we hold the newest reply that the county speaks of. Its word is believed for
    // an hour, as nobody signed it.
    Result<bool> holds_newest_reply() {
        constexpr std::int64_t believed_ms = 3'600'000;
        if (!newest_reply || !replies_mono_ms) return false;
        if (dependencies.clock.mono_ms() - *replies_mono_ms >= believed_ms) return false;
        return TRY(cache.replies_after(identity.village)) >= *newest_reply;
    }

    // Replies to what was handed in under a former code stand under it, and no more come
    // there once they were read to their end.
    Result<std::string> village_to_ask() {
        if (!replies_asked && !TRY(holds_newest_reply())) return identity.village;
        for (const std::string& code : identity.former) {
            if (former_asked.count(code) != 0) continue;
            if (TRY(cache.fact("replies_end_" + code)).empty()) return code;
        }
        return std::string();
    }

    Result<Outcome> take_replies() {
        const std::string village = TRY(village_to_ask());
        if (village.empty()) return Outcome::nothing;
        const bool former = village != identity.village;
        const std::int64_t taken = TRY(take_replies_of(village));
        if (!former) {
            replies_mono_ms = dependencies.clock.mono_ms();
            replies_asked = taken == 0;  // else there may be more of them
            return taken == 0 && identity.former.empty() ? Outcome::nothing : Outcome::more;
        }
        if (taken > 0) return Outcome::more;
        former_asked.insert(village);
        // A stick may not have had them; the county itself has no more.
        if (dependencies.transport.live()) {
            TRY(cache.set_fact("replies_end_" + village, utc_text(now_ms())));
        }
        return Outcome::more;
    }

    // How many came.
    Result<std::int64_t> take_replies_of(const std::string& village) {
        if (village == identity.village) replies_asked = true;
        const std::int64_t after = TRY(cache.replies_after(village));
        HttpRequest request;
        request.path = "/api/v1/villages/" + village + "/replies?after=" + std::to_string(after);
        request.bytes_max = std::uint64_t{8} << 20;
        const HttpResponse response = TRY(ask_signed(std::move(request)));
        std::vector<Reply> replies;
        std::int64_t last = after;
        std::optional<Error> trouble;
        std::string_view rest = response.body;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            const std::string_view line = rest.substr(0, end);
            rest.remove_prefix(std::min(end + 1, rest.size()));
            if (line.empty()) continue;
            Result<Reply> reply = open_reply(line, receipt_keys);
            // Nothing after a reply that is not the county's is taken: it will come again.
            if (!reply.ok() || reply.value().seq <= last || reply.value().village != village) {
                trouble =
                    reply.ok() ? Error(Errc::untrusted, "a reply out of its place") : reply.error();
                break;
            }
            last = reply.value().seq;
            TRY(learn_statement_time(reply.value().at));
            TRY(take_device_message(reply.value()));
            replies.push_back(std::move(reply).value());
        }
        if (!replies.empty()) {
            TRY(cache.store_replies(replies, village, last));
            round.replies += static_cast<std::int64_t>(replies.size());
        }
        if (trouble) return std::move(*trouble).in("replies");
        return static_cast<std::int64_t>(replies.size());
    }

    // What is for this kiosk alone is opened here, where the box key is.
    Result<void> take_device_message(const Reply& reply) {
        if (reply.kind != "kiosk" || reply.kiosk != identity.kiosk) return {};
        const Result<std::string> plain = open_sealed(reply.sealed, keys.box);
        if (!plain.ok()) {
            notes_log.line({{"seq", reply.seq}, {"reason", plain.error().text()}});
            return {};
        }
        const Result<Json> body = parse_json(plain.value());
        if (!body.ok()) return {};
        return cache.store_device_message(string_or(body.value(), "device_message", "roster"),
                                          plain.value());
    }

    // --- The round

    void begin_round() {
        notes_log.end();
        round = Round{.reached = true};
        round_mono_ms = dependencies.clock.mono_ms();
        replies_asked = false;
        former_asked.clear();
        newest_reply.reset();
        blob_failures = 0;
        county.forget();
        run_maintenance();
        outbox.close();
        sender.begin_round();
        if (Result<void> begun = uploader.begin_round(); !begun.ok())
            note_trouble(std::move(begun).error());
        progress = false;
        again = false;
        attachments_since_mono_ms = -1;
        const bool time_due =
            time_wanted || !now().certain ||
            dependencies.clock.mono_ms() - time.told_mono_ms > options.time_again_ms;
        phase = time_due && dependencies.transport.live() ? Phase::time : options.first;
    }

    // Events need the disk more than pictures do.
    void run_maintenance() {
        Result<void> kept = blobs.make_room();
        if (kept.ok()) kept = blobs.scrub_one();
        if (kept.ok()) kept = maintain_cache();
        if (!kept.ok()) {
            log_line(LogLevel::warning, "house_not_kept", {{"reason", kept.error().text()}});
        }
    }

    // Documents that ran out, by the newest moment the county has signed for and a month more:
    // a county whose clock was wrong for a day costs nobody a listing. And the pieces in which
    // the search index was written.
    Result<void> maintain_cache() {
        constexpr std::int64_t grace_ms = 30 * std::int64_t{86'400'000};
        constexpr std::size_t documents_max = 200;
        constexpr int index_pages_max = 250;  // 1 MB
        if (time.floor_ms > grace_ms) {
            TRY(cache.remove_expired(date_at(time.floor_ms - grace_ms), documents_max));
        }
        TRY(cache.merge_index(index_pages_max));
        return {};
    }

    void note_trouble(Error error) {
        log_line(LogLevel::warning, "sync_trouble",
                 {{"phase", name_of(phase)}, {"reason", error.text()}});
        if (!round.trouble) round.trouble = std::move(error);
    }

    Result<Outcome> act() {
        switch (phase) {
            case Phase::time:
                return ask_time();
            case Phase::metadata:
                return refresh();
            case Phase::content:
                return fetch_content();
            case Phase::events:
                return dependencies.transport.live() ? send_events() : Outcome::nothing;
            case Phase::replies:
                return take_replies();
            case Phase::attachments:
                return dependencies.transport.live() ? send_attachments() : Outcome::nothing;
            case Phase::blobs:
                return fetch_blobs();
            case Phase::rest:
                break;
        }
        return Outcome::done;
    }

    void end_round() {
        // A line that carries a chunk now and then is worth trying soon again.
        bad_rounds = round.reached ? 0 : progress ? 1 : bad_rounds + 1;
        // Perhaps our time was off: ask for it again next round.
        time_wanted = time_wanted || county.rejected();
        // Whoever gives us content keeps back what the county has had for an hour. A stick is
        // only as new as the day on which it was made.
        if (dependencies.transport.live() && refreshed && view_is_behind()) {
            note_trouble(Error(Errc::untrusted, "an old view: the county signed version " +
                                                    std::to_string(announced_view.version) +
                                                    ", this is " + std::to_string(head_version())));
        }
        const Result<void> noted = note_status();
        if (!noted.ok())
            log_line(LogLevel::error, "status_not_stored", {{"reason", noted.error().text()}});
    }

    // A county that turned a signature away says why, and whom to call differs by that.
    std::string_view last_error(const Error& trouble) const {
        const bool rejected = trouble.code() == Errc::refused && county.rejected();
        return rejected ? county.rejection_reason() : name_of(trouble.code());
    }

    Result<void> note_status() {
        // How the network is says nothing about a stick, nor the other way round.
        if (dependencies.transport.live()) {
            const std::optional<Error>& trouble = round.trouble;
            TRY(cache.set_fact("last_error", trouble ? last_error(*trouble) : ""));
            TRY(cache.set_fact("last_reason", trouble ? trouble->message() : ""));
        }
        // The content is as of the last round in which nothing was withheld or forged; that
        // is now, if the county itself was asked, the time is known and the view has not
        // expired (else somebody may be showing us an old one), and otherwise the moment at
        // which the view was signed.
        if (!round.reached || round.trouble) return {};
        std::int64_t as_of_ms = issued_ms().value_or(0);
        const bool fresh = now_ms() < trust.expires_ms().value_or(0);
        if (!fresh) log_line(LogLevel::warning, "view_expired", {{"issued", utc_text(as_of_ms)}});
        if (dependencies.transport.live() && now().certain && fresh) as_of_ms = now_ms();
        const Result<std::int64_t> before = parse_utc_ms(TRY(cache.fact("last_contact")));
        if (before.ok() && before.value() >= as_of_ms && !dependencies.transport.live()) return {};
        return as_of_ms > 0 ? cache.set_fact("last_contact", utc_text(as_of_ms)) : Result<void>();
    }
};

Agent::Agent(std::unique_ptr<State> state) : state_(std::move(state)) {}
Agent::Agent(Agent&&) noexcept = default;
Agent& Agent::operator=(Agent&&) noexcept = default;
Agent::~Agent() = default;

Result<Agent> Agent::open(AgentDependencies dependencies, AgentOptions options) {
    Identity identity = TRY(load_identity(dependencies.files, options.folder));
    DeviceKeys keys = TRY(load_device_keys(dependencies.files, options.folder));
    tuf::Client trust =
        TRY_IN("trust", tuf::Client::open(dependencies.files, options.folder.tuf(), {},
                                          tuf::Expiry::reported, identity.view));
    Cache cache = TRY(open_cache(dependencies.files, options));
    auto state = std::make_unique<State>(dependencies, std::move(options), std::move(identity),
                                         std::move(keys), std::move(trust), std::move(cache));
    TRY(state->load());
    return Agent(std::move(state));
}

bool Agent::step() {
    State& state = *state_;
    if (state.phase == Phase::rest) state.begin_round();
    Result<Outcome> result = state.act();
    Outcome outcome = Outcome::done;
    if (result.ok()) {
        outcome = result.value();
    } else {
        outcome = outcome_of(result.error());
        if (outcome == Outcome::unavailable) state.round.reached = false;
        state.note_trouble(std::move(result).error());
    }
    state.phase = next_phase(state.phase, outcome);
    if (state.phase != Phase::rest) return false;
    state.end_round();
    return true;
}

Result<StickReceipts> Agent::take_receipts(std::string_view lines) {
    State& state = *state_;
    OutboxReader* const outbox = TRY(state.outbox.reader());
    if (outbox == nullptr) return StickReceipts{};
    const StickReceipts carried =
        TRY(take_stick_receipts(lines, state.receipt_keys, *outbox, state.cache, state.now_ms()));
    TRY(state.learn(after_statement(state.time, carried.newest_ms)));
    TRY(state.learn_view(carried.view));
    return carried;
}

ViewState Agent::view() const {
    const State& state = *state_;
    return {state.issued_ms().value_or(0), state.view_is_behind()};
}

const Round& Agent::round() const {
    return state_->round;
}

Phase Agent::phase() const {
    return state_->phase;
}

std::int64_t Agent::rest_ms() {
    if (state_->again && state_->round.reached) return 0;
    if (state_->round.unfinished && state_->county.retry_after_ms() == 0) return 0;
    return hall::rest_ms(
        {.bad_rounds = std::max(state_->bad_rounds, state_->blob_breaks),
         .poll_ms = state_->poll_ms,
         .retry_after_ms = state_->county.retry_after_ms(),
         .jitter = static_cast<std::uint32_t>(state_->dependencies.random.below(1000))});
}

const Identity& Agent::identity() const {
    return state_->identity;
}

Cache& Agent::cache() {
    return state_->cache;
}

}  // namespace hall
