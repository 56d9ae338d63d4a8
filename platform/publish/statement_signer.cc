#include "platform/publish/statement_signer.h"

#include <algorithm>

#include "sync/wire/signed_statement.h"

namespace hall::platform {

namespace {

constexpr std::int64_t overlap_ms = receipt_overlap_days * std::int64_t{86'400'000};

bool names(const std::vector<NamedKey>& keys, std::string_view id) {
    return std::any_of(keys.begin(), keys.end(), [&](const NamedKey& key) { return key.id == id; });
}

// The newest that kiosks have heard of for long enough, else the oldest there is.
std::size_t place_of_signer(const std::vector<DatedKey>& keys, const std::vector<NamedKey>& known,
                            std::int64_t now_ms) {
    std::optional<std::size_t> chosen;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool counts = known.empty() || names(known, key_id_of(keys[i].key.public_key()));
        if (!counts) continue;
        if (!chosen || keys[i].made_ms + overlap_ms <= now_ms) chosen = i;
    }
    return chosen.value_or(keys.size() - 1);
}

// None if there is no such document.
Result<std::vector<NamedKey>> receipt_keys_in(const Result<Document>& settings) {
    if (settings.ok()) return TRY_IN("settings", settings_of(settings.value().body)).receipt_keys;
    if (settings.error().code() == Errc::not_found) return std::vector<NamedKey>();
    return settings.error();
}

constexpr DocumentRef settings_document = {.channel = "county", .id = "settings"};

}  // namespace

Result<std::vector<NamedKey>> known_receipt_keys(Store& store) {
    std::vector<NamedKey> shown = TRY(receipt_keys_in(store.documents().shown(settings_document)));
    if (!shown.empty()) return shown;
    return receipt_keys_in(store.documents().newest(settings_document));
}

struct StatementSigner::State {
    std::shared_ptr<const SigningKey> key;
    std::vector<NamedKey> known;
    std::vector<NamedKey> retired;
};

StatementSigner::StatementSigner(std::shared_ptr<const State> state)
    : shared_(std::make_unique<Shared>()) {
    shared_->state = std::move(state);
}

Result<std::shared_ptr<const StatementSigner::State>> StatementSigner::read(
    const KeyStore& keys, const std::vector<NamedKey>& known, std::int64_t now_ms) {
    std::vector<DatedKey> held = TRY(keys.dated_keys(receipt_role));
    const std::size_t place = place_of_signer(held, known, now_ms);
    auto state = std::make_shared<State>();
    state->known = known;
    state->retired = TRY(keys.retired_receipt_keys());
    // A key given up by an attempt that was cut short is retired, though it still lies here.
    for (const NamedKey& key : TRY(keys.public_receipt_keys())) {
        if (!known.empty() && !names(known, key.id)) state->retired.push_back(key);
    }
    state->key = std::make_shared<const SigningKey>(std::move(held[place].key));
    return std::shared_ptr<const State>(std::move(state));
}

Result<StatementSigner> StatementSigner::load(const KeyStore& keys,
                                              const std::vector<NamedKey>& known,
                                              std::int64_t now_ms) {
    return StatementSigner(TRY(read(keys, known, now_ms)));
}

Result<void> StatementSigner::load_again(const KeyStore& keys, const std::vector<NamedKey>& known,
                                         std::int64_t now_ms) {
    std::shared_ptr<const State> state = TRY(read(keys, known, now_ms));
    const std::lock_guard lock(shared_->mutex);
    shared_->state = std::move(state);
    return {};
}

std::shared_ptr<const StatementSigner::State> StatementSigner::state() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->state;
}

std::shared_ptr<const SigningKey> StatementSigner::key() const {
    return state()->key;
}

std::string StatementSigner::re_sign_if_retired(std::string_view statement,
                                                std::string_view name) const {
    const std::shared_ptr<const State> now = state();
    if (now->retired.empty()) return std::string(statement);
    const Result<Json> envelope = parse_json(statement, {.bytes_max = statement_bytes_max});
    if (!envelope.ok() || names(now->known, string_or(envelope.value(), "key"))) {
        return std::string(statement);
    }
    // Only what a key of ours did sign is signed again: nobody who can write into the
    // database gets a signature by leaving one out.
    const Result<Json> inner = open_statement(statement, name, now->retired);
    if (!inner.ok()) return std::string(statement);
    return signed_statement(name, inner.value(), *now->key);
}

}  // namespace hall::platform
