# What people get wrong in systems like this one.

# The county forgets to ask whether it has an event already: one that comes again is a
# conflict with itself.
hall_planted_bug(county_ignores_the_event_id "8 11"
    FILE platform/intake/intake.cc
    FIND [[        if (known.value().sha256 == sha256) {
            return signer_.re_sign_if_retired(known.value().receipt, "receipt");
        }
]] REPLACE [[]])

# An event counts as sent before the response is there.
hall_planted_bug(sent_before_the_answer "11"
    FILE sync/edge/events/event_sender.cc
    FIND [[    position_ = 0;
]] REPLACE [[]])

# The hash of what was downloaded is not looked at.
hall_planted_bug(download_not_checked "3 5 11 17"
    FILE sync/edge/content/download.cc
    FIND [[    if (sha256 == wanted_.sha256) return {};]] REPLACE [[    return {};]]
    FILE sync/edge/content/installer.cc
    FIND [[        if (!has_hash(parts_.files, staged(sha256), segment.bytes, sha256)) {]]
    REPLACE [[        if (false) {]])

# The outbox is not synced when a commit returns.
hall_planted_bug(outbox_not_synced "1"
    FILE sync/edge/events/outbox.cc
    FIND [[.durability = Durability::full]] REPLACE [[.durability = Durability::normal]])

# What was shown is not synced, and is gone after a power cut.
hall_planted_bug(content_not_synced "4"
    FILE sync/edge/content/cache_install.cc
    FIND [[    TRY(database_.set_durability(Durability::full));
]] REPLACE [[]])

# Neither metadata nor content is held against the version there was before.
hall_planted_bug(versions_not_compared "4"
    FILE sync/trust/trusted_set.cc
    FIND [[        if (timestamp.common.version < trusted) {]] REPLACE [[        if (false) {]]
    FILE sync/trust/trusted_set.cc
    FIND [[        if (timestamp.snapshot.version < timestamp_->snapshot.version) {]]
    REPLACE [[        if (false) {]]
    FILE sync/trust/trusted_set.cc
    FIND [[    TRY_IN("snapshot", check_entries(snapshot));
]] REPLACE [[]]
    FILE sync/edge/content/installer.cc
    FIND [[    const std::int64_t held = TRY(parts_.cache.channel_version(offer.channel));
]]
    REPLACE [[    std::int64_t held = TRY(parts_.cache.channel_version(offer.channel));
    std::int64_t newest = 0;
    for (const SegmentInfo& segment : segments) newest = std::max(newest, segment.to);
    if (newest < held) held = 0;
]]
    FILE sync/edge/content/cache_install.cc
    FIND [[    if (TRY(held.step()) && state.update.to < held.integer(0)) {]]
    REPLACE [[    if (TRY(held.step()) && false) {]])

# An HTTP 200 is taken for a receipt.
hall_planted_bug(http_200_is_a_receipt "1 8"
    FILE sync/edge/events/event_sender.cc
    FIND [[    const Json body = TRY_IN("receipts", parse_json(response.body));
]]
    REPLACE [[    const Result<Json> parsed = parse_json(response.body);
    if (!parsed.ok()) {
        std::vector<Receipt> made_up;
        for (const OutboxEvent& event : group) {
            made_up.push_back({event.id, sha256_hex(event.bytes), "accepted", "", "", ""});
        }
        return context_.cache.store_receipts(made_up);
    }
    const Json body = parsed.value();
]])

# An event is written anew each time it is sent.
hall_planted_bug(written_anew_on_retry "8 9 11"
    FILE sync/edge/events/event_sender.cc
    FIND [[    for (const OutboxEvent& event : group) bytes.push_back(event.bytes);
]]
    REPLACE [[    for (const OutboxEvent& event : group) {
        Result<Event> again = parse_event(event.bytes);
        if (again.ok()) again.value().time.mono_ms = context_.line.now_ms();
        bytes.push_back(again.ok() ? bytes_of(again.value()) : event.bytes);
    }
]]
    FILE sync/edge/events/event_sender.cc
    FIND [[        if (found == given.end() || found->second.sha256 != sha256_hex(event.bytes)) {]]
    REPLACE [[        if (found == given.end()) {]])

# The machine's clock raises the floor.
hall_planted_bug(clock_raises_the_floor "14"
    FILE sync/edge/agent/agent.cc
    FIND [[        round = Round{.reached = true};
]]
    REPLACE [[        round = Round{.reached = true};
        static_cast<void>(learn(after_statement(time, dependencies.clock.wall_ms())));
]])

# A full outbox makes room for the newest.
hall_planted_bug(full_outbox_drops_the_oldest "1"
    FILE sync/edge/events/outbox.cc
    FIND [[    if (TRY(size()) >= limits_.events_max) return Error(Errc::exhausted, "the outbox is full");
    // The mark goes first]]
    REPLACE [[    if (TRY(size()) >= limits_.events_max - 6)
        TRY(database_->run("DELETE FROM events WHERE position=(SELECT min(position) FROM events)"));
    // The mark goes first]])

# Only a part of a version is applied.
hall_planted_bug(half_a_version "3 5"
    FILE sync/edge/content/cache_install.cc
    FIND [[    ++state_->lines;
]] REPLACE [[    if (state_->changed >= 2) return {};
    ++state_->lines;
]])

# The county answers before what it answers for is on its disk. What a power cut takes may
# be the enrolment itself: then the device is a stranger, and never comes to rest.
hall_planted_bug(receipt_before_the_commit "8 11"
    FILE platform/store/sqlite_session.cc
    FIND [[.durability = Durability::full]] REPLACE [[.durability = Durability::normal]])

# Timestamps point to files that are not there yet, and a start does not put them back: with
# either half alone nobody would notice.
hall_planted_bug(timestamp_before_its_files "10 11"
    FILE platform/publish/publisher_repair.cc
    FIND [[        TRY(files_.write_all_durably(batch));
        batch.clear();]]
    REPLACE [[        batch.clear();]]
    FILE platform/publish/publisher_repair.cc
    FIND [[    if (!is_stale && metadata_.has_snapshot(view)) return {};]]
    REPLACE [[    if (!is_stale) return {};]]
    FILE platform/publish/publisher.cc
    FIND [[    std::set<std::string> stale;
    TRY(write_then_keep(executor, [&](Store& store, FileBatch& batch) -> Result<void> {
        const Places places = TRY(served_places(store));
        stale.clear();
        for (const Draft& draft : drafts) {]]
    REPLACE [[    std::set<std::string> stale;
    FileBatch late;
    TRY(executor.run([&](Store& store) -> Result<void> {
        const Places places = TRY(served_places(store));
        FileBatch& batch = late;
        for (const Draft& draft : drafts) {]]
    FILE platform/publish/publisher.cc
    FIND [[        return sign_views(store, stale, now_ms, batch);
    }));
    TRY(show_views(executor, stale));
    return publications_of(drafts);]]
    REPLACE [[        return sign_views(store, stale, now_ms, batch);
    }));
    TRY(show_views(executor, stale));
    TRY(write_files(late));
    return publications_of(drafts);]])

# What a person typed is stored as they typed it.
hall_planted_bug(nothing_is_sealed "7"
    FILE sync/wire/seal.cc
    FIND [[    if (failed != 0) return Error(Errc::corrupt, "a box key nothing can be sealed to");
    return box;]]
    REPLACE [[    static_cast<void>(failed);
    return std::string(plain);]])

# A database put back from a copy goes on counting where the copy stood.
hall_planted_bug(restored_outbox_not_noticed "15"
    FILE sync/edge/events/outbox.cc
    FIND [[    if (!fresh && !restored && !moved && !damaged) {]] REPLACE [[    if (!fresh) {]])

# The number of the last reply is kept before the replies are.
hall_planted_bug(replies_counted_before_they_are_kept "10"
    FILE sync/edge/content/cache.cc
    FIND [[    Transaction transaction = TRY(Transaction::begin(database_));
    Statement insert =
        TRY(database_.prepare("INSERT OR REPLACE INTO replies]]
    REPLACE [[    TRY(set_fact("replies_after_" + std::string(village), std::to_string(after)));
    Transaction transaction = TRY(Transaction::begin(database_));
    Statement insert =
        TRY(database_.prepare("INSERT OR REPLACE INTO replies]])

# Two devices with one key are not told apart.
hall_planted_bug(clone_not_noticed "16"
    FILE platform/intake/intake.cc
    FIND [[    kiosk.cloned = true;
]] REPLACE [[]])

# A refusal without a reason.
hall_planted_bug(refused_without_a_reason "12"
    FILE platform/intake/intake.cc
    FIND [[                           .reason = std::string(reason)},]]
    REPLACE [[                           .reason = {}},]])

# A blob is taken as it came. (Text is held against its hash once more when it is read.)
hall_planted_bug(blob_not_checked "17"
    FILE sync/edge/content/download.cc
    FIND [[    if (sha256 == wanted_.sha256) return {};]] REPLACE [[    return {};]])

# A blob that the disk spoilt is looked over and left as it is.
hall_planted_bug(spoilt_blob_kept "17"
    FILE sync/edge/content/blob_keeper.cc
    FIND [[    if (has_hash(parts_.files, file, bytes, *next)) return {};]]
    REPLACE [[    if (has_hash(parts_.files, file, bytes, *next) || bytes > 0) return {};]])

# A blob gets its name before its bytes are on the disk for good.
hall_planted_bug(blob_not_synced "17"
    FILE sync/edge/content/blob_keeper.cc
    FIND [[    TRY(parts_.files.move_durably(part_of(blob.sha256), parts_.folder.blob(blob.sha256)));
]]
    REPLACE [[    TRY(parts_.files.append(parts_.folder.blob(blob.sha256),
                            TRY(parts_.files.read(part_of(blob.sha256), blob.bytes))));
    TRY(parts_.files.remove(part_of(blob.sha256)));
]])

# A patch is taken by whoever holds what it stands on, whatever came in between.
hall_planted_bug(patch_skips_a_version "3 5"
    FILE sync/edge/content/update_path.cc
    FIND [[        const std::int64_t from = step.from == 0 ? held : step.from;]]
    REPLACE [[        const std::int64_t from =
            step.from == 0 || step.segments.front().kind == "patch" ? held : step.from;]]
    FILE sync/edge/content/installer.cc
    FIND [[        TRY(parts_.cache.begin({offer.channel, step.from, step.to}, parts_.check));]]
    REPLACE [[        TRY(parts_.cache.begin(
            {offer.channel,
             step.segments.front().kind == "patch"
                 ? TRY(parts_.cache.channel_version(offer.channel))
                 : step.from,
             step.to},
            parts_.check));]])

# What is kept for events is taken for one of the remains.
hall_planted_bug(reserve_is_cleared_away "6"
    FILE sync/edge/device/storage_guard.cc
    FIND [[        if (!name.starts_with(beginning)) continue;]]
    REPLACE [[        if (!name.starts_with(beginning) && name != "outbox.reserve") continue;]])

# Room is promised with the reserve counted in, and then the reserve stays where it is.
hall_planted_bug(reserve_never_given_up "18"
    FILE sync/edge/events/outbox.cc
    FIND [[    if (error.code() != Errc::exhausted) return false;
    const]]
    REPLACE [[    if (error.code() != Errc::corrupt) return false;
    const]])

# What a full disk says first, when a database is opened that nobody has open, is taken for
# any other error.
hall_planted_bug(full_disk_not_recognized "20"
    FILE sync/core/database.cc
    FIND [[    if (code == SQLITE_IOERR_SHMSIZE) return {Errc::exhausted, message};
]]
    REPLACE [[
]])

# The agent asks for a disk with room on it.
hall_planted_bug(agent_makes_no_room_to_open "20"
    FILE sync/edge/agent/agent.cc
    FIND [[    if (cache.ok() || cache.error().code() != Errc::exhausted) return cache;]]
    REPLACE [[    if (cache.ok() || cache.error().code() != Errc::corrupt) return cache;]])

# Replies from a stick are taken although one before them is missing.
hall_planted_bug(replies_with_gaps_from_a_stick "10"
    FILE sync/edge/stick/stick_transport.cc
    FIND [[        if (seq >= 1 && seq < next) continue;
]]
    REPLACE [[        if (seq < next) continue;
        next = seq;
]])

# A batch that lies on a stick is taken for whole, as it may be half written.
hall_planted_bug(batch_on_a_stick_not_checked "11"
    FILE sync/edge/stick/stick_export.cc
    FIND [[        if (!bytes.ok()) return std::optional<StickBatch>();
]]
    REPLACE [[        if (!bytes.ok()) return std::optional<StickBatch>();
        // By the first line alone.
        const auto json = parse_json(std::string_view(bytes.value()).substr(
            0, std::string_view(bytes.value()).find('\n')));
        StickBatch first{.kiosk = parts_.identity.kiosk, .span = *batch_span_of(name)};
        if (json.ok()) {
            for (const Json& held : array_or_empty(object_or_empty(json.value(), "batch"), "holds")) {
                const std::string text = held.get<std::string>();
                first.holds.push_back({std::stoll(text), text.substr(text.find('-') + 1)});
            }
            if (!first.holds.empty()) return std::optional(first);
        }
]])

# What lies on a stick is taken for what it was, by its name and length.
hall_planted_bug(stick_not_checked_when_made "11"
    FILE platform/stick/stick_maker.cc
    FIND [[    if (!wanted.sha256.empty()) return sha256_hex(there.value()) == wanted.sha256;
    return]]
    REPLACE [[    return true;
    return]])
