#include "platform/publish/note_signer.h"

#include <algorithm>

#include "sync/wire/signed_note.h"

namespace hall {

namespace {

constexpr std::int64_t overlap_ms = receipt_overlap_days * std::int64_t{86'400'000};

bool names(const std::vector<NamedKey>& keys, std::string_view id) {
    return std::any_of(keys.begin(), keys.end(), [&](const NamedKey& key) { return key.id == id; });
}

// The newest that kiosks have heard of for long enough, else the oldest there is.
std::size_t place_of_signer(const std::vector<DatedKey>& keys,
                            const std::vector<NamedKey>& announced, std::int64_t now_ms) {
    std::optional<std::size_t> chosen;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool counts =
            announced.empty() || names(announced, key_id_of(keys[i].key.public_key()));
        if (!counts) continue;
        if (!chosen || keys[i].made_ms + overlap_ms <= now_ms) chosen = i;
    }
    return chosen.value_or(keys.size() - 1);
}

}  // namespace

Result<std::vector<NamedKey>> announced_receipt_keys(Store& store) {
    const Result<Document> document =
        store.documents().newest({.channel = "county", .id = "settings"});
    if (!document.ok() && document.error().code() == Errc::not_found) {
        return std::vector<NamedKey>();
    }
    TRY(Result<void>(document.ok() ? Result<void>() : Result<void>(document.error())));
    return TRY_IN("settings", settings_of(document.value().body)).receipt_keys;
}

struct NoteSigner::State {
    std::shared_ptr<const SigningKey> key;
    std::vector<NamedKey> announced;
    std::vector<NamedKey> retired;
};

NoteSigner::NoteSigner(std::shared_ptr<const State> state) : shared_(std::make_unique<Shared>()) {
    shared_->state = std::move(state);
}

Result<std::shared_ptr<const NoteSigner::State>> NoteSigner::read(
    const KeyStore& keys, const std::vector<NamedKey>& announced, std::int64_t now_ms) {
    std::vector<DatedKey> held = TRY(keys.dated_keys(receipt_role));
    const std::size_t place = place_of_signer(held, announced, now_ms);
    auto state = std::make_shared<State>();
    state->announced = announced;
    state->retired = TRY(keys.retired_receipt_keys());
    // A key given up by an attempt that was cut short is retired, though it still lies here.
    for (const NamedKey& key : TRY(keys.public_receipt_keys())) {
        if (!announced.empty() && !names(announced, key.id)) state->retired.push_back(key);
    }
    state->key = std::make_shared<const SigningKey>(std::move(held[place].key));
    return std::shared_ptr<const State>(std::move(state));
}

Result<NoteSigner> NoteSigner::load(const KeyStore& keys, const std::vector<NamedKey>& announced,
                                    std::int64_t now_ms) {
    return NoteSigner(TRY(read(keys, announced, now_ms)));
}

Result<void> NoteSigner::load_again(const KeyStore& keys, const std::vector<NamedKey>& announced,
                                    std::int64_t now_ms) {
    std::shared_ptr<const State> state = TRY(read(keys, announced, now_ms));
    const std::lock_guard lock(shared_->mutex);
    shared_->state = std::move(state);
    return {};
}

std::shared_ptr<const NoteSigner::State> NoteSigner::state() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->state;
}

std::shared_ptr<const SigningKey> NoteSigner::key() const {
    return state()->key;
}

std::string NoteSigner::believable(std::string_view note, std::string_view name) const {
    const std::shared_ptr<const State> now = state();
    if (now->retired.empty()) return std::string(note);
    const Result<Json> envelope = parse_json(note, {.bytes_max = note_bytes_max});
    if (!envelope.ok() || names(now->announced, string_or(envelope.value(), "key"))) {
        return std::string(note);
    }
    // Only what a key of ours did sign is signed again: nobody who can write into the
    // database gets a signature by leaving one out.
    const Result<Json> inner = open_note(note, name, now->retired);
    if (!inner.ok()) return std::string(note);
    return signed_note(name, inner.value(), *now->key);
}

}  // namespace hall
