// TUF metadata: typed content is within its contract and survives being written again;
// any keys, of any type, can be held against any signatures.

#include "sync/wire/metadata.h"

#include "tests/fuzz/fixed.h"
#include "tests/fuzz/input.h"

using namespace hall;
using namespace hall::tuf;

namespace {

void hold(const Common& common) {
    CHECK(common.version >= 1);
    CHECK(common.expires_ms >= 0);
}

void hold(const Role& role) {
    CHECK(role.threshold >= 1);
}

// What is written reads back to what is written.
template <typename Read>
void hold_written(const Json& written, Read read) {
    if (!canonical_json(written).ok()) return;  // a fraction in a member that is kept
    const Result<Envelope> envelope = parse_envelope(signed_file(written, {&fuzz::county_key()}));
    CHECK(envelope.ok());
    const auto again = read(envelope.value());
    CHECK(again.ok());
    CHECK(json_of(again.value()) == written);
}

void hold_root(const Envelope& envelope) {
    const Result<Root> root = root_of(envelope);
    if (!root.ok()) return;
    hold(root.value().common);
    for (const auto& [name, role] : root.value().roles) {
        hold(role);
        const Result<void> enough = check_threshold(envelope, role, root.value().keys);
        if (!enough.ok()) continue;
        CHECK(static_cast<std::int64_t>(envelope.signatures.size()) >= role.threshold);
        CHECK(static_cast<std::int64_t>(role.key_ids.size()) >= role.threshold);
    }
    hold_written(json_of(root.value()), root_of);
}

void hold_targets(const Envelope& envelope) {
    const Result<Targets> targets = targets_of(envelope);
    if (!targets.ok()) return;
    hold(targets.value().common);
    for (const auto& [path, info] : targets.value().targets) {
        CHECK(info.length.has_value());
        (void)check_file(path, info);
    }
    if (const auto& delegations = targets.value().delegations) {
        for (const DelegatedRole& role : delegations->roles) {
            hold(role.role);
            (void)role.covers("county/00000001.base-00.zst");
            (void)check_threshold(envelope, role.role, delegations->keys);
        }
        if (const auto& succinct = delegations->succinct) {
            CHECK(succinct->bit_length >= 1 && succinct->bit_length <= 32);
            const std::string name = succinct->name_for("county/00000001.base-00.zst");
            CHECK(succinct->has(name));
            CHECK(delegations->role_named(name) != nullptr);
        }
    }
    hold_written(json_of(targets.value()), targets_of);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const Result<Envelope> envelope = parse_envelope(fuzz::text_of(bytes, size));
    if (!envelope.ok()) return 0;
    hold_root(envelope.value());
    hold_targets(envelope.value());
    if (const Result<Timestamp> timestamp = timestamp_of(envelope.value()); timestamp.ok()) {
        hold(timestamp.value().common);
        hold_written(json_of(timestamp.value()), timestamp_of);
    }
    if (const Result<Snapshot> snapshot = snapshot_of(envelope.value()); snapshot.ok()) {
        hold(snapshot.value().common);
        hold_written(json_of(snapshot.value()), snapshot_of);
    }
    return 0;
}
