#include "platform/desk/decryptor.h"

namespace hall::platform {

namespace {

// Tries every key of the addressee: while a key is being replaced, boxes to the old one
// are still on their way.
Result<std::string> open_with(const std::vector<BoxKey>* keys, std::string_view box) {
    if (keys == nullptr) return Error(Errc::untrusted, "sealed to nobody here");
    for (const BoxKey& key : *keys) {
        Result<std::string> plain = open_sealed(box, key);
        if (plain.ok()) return plain;
    }
    return Error(Errc::untrusted, "the box is for no key of ours");
}

}  // namespace

KeyDecryptor::KeyDecryptor(AllKeys keys) : shared_(std::make_unique<Shared>()) {
    shared_->keys = std::move(keys);
}

Result<KeyDecryptor::AllKeys> KeyDecryptor::read(const KeyStore& keys) {
    auto loaded = std::make_shared<std::vector<AddresseeKeys>>();
    for (const std::string_view role : seal_roles) {
        auto box_keys = TRY(keys.box_keys(role));
        loaded->push_back({std::string(addressee_of(role)), std::move(box_keys)});
    }
    return AllKeys(std::move(loaded));
}

Result<KeyDecryptor> KeyDecryptor::load(const KeyStore& keys) {
    return KeyDecryptor(TRY(read(keys)));
}

Result<void> KeyDecryptor::load_again(const KeyStore& keys) {
    AllKeys loaded = TRY(read(keys));
    const std::lock_guard lock(shared_->mutex);
    shared_->keys = std::move(loaded);
    return {};
}

KeyDecryptor::AllKeys KeyDecryptor::all() const {
    const std::lock_guard lock(shared_->mutex);
    return shared_->keys;
}

Result<SealedBody> KeyDecryptor::open(const Event& event) const {
    if (!event.sealed) return Error(Errc::corrupt, "the event is not sealed");
    const AllKeys keys = all();
    std::string plain = TRY(open_with(keys_of(*keys, event.sealed->to), event.sealed->bytes));
    Result<SealedBody> body = sealed_body_of(plain, event);
    wipe(plain);
    return body;
}

Result<std::string> KeyDecryptor::open_comment(std::string_view box) const {
    const AllKeys keys = all();
    return open_with(keys_of(*keys, "county"), box);
}

Result<std::string> KeyDecryptor::seal_comment(std::string_view plain) const {
    const AllKeys all_keys = all();
    const std::vector<BoxKey>* keys = keys_of(*all_keys, "county");
    CHECK(keys != nullptr && !keys->empty());
    return seal(plain, keys->back().public_key());  // the newest
}

const std::vector<BoxKey>* KeyDecryptor::keys_of(const std::vector<AddresseeKeys>& keys,
                                                 std::string_view addressee) {
    for (const AddresseeKeys& entry : keys) {
        if (entry.addressee == addressee) return &entry.keys;
    }
    return nullptr;
}

}  // namespace hall::platform
