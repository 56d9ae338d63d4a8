#include "platform/desk/opener.h"

namespace hall {

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

Result<KeyOpener> KeyOpener::load(const KeyStore& keys) {
    std::vector<AddresseeKeys> loaded;
    for (const std::string_view role : seal_roles) {
        loaded.push_back({std::string(addressee_of(role)), TRY(keys.box_keys(role))});
    }
    return KeyOpener(std::move(loaded));
}

const std::vector<BoxKey>* KeyOpener::keys_of(std::string_view addressee) const {
    for (const AddresseeKeys& entry : keys_) {
        if (entry.addressee == addressee) return &entry.keys;
    }
    return nullptr;
}

Result<SealedBody> KeyOpener::open(const Event& event) const {
    if (!event.sealed) return Error(Errc::corrupt, "the event is not sealed");
    std::string plain = TRY(open_with(keys_of(event.sealed->to), event.sealed->bytes));
    Result<SealedBody> body = sealed_body_of(plain, event);
    wipe(plain);
    return body;
}

Result<std::string> KeyOpener::open_note(std::string_view box) const {
    return open_with(keys_of("county"), box);
}

Result<std::string> KeyOpener::seal_note(std::string_view plain) const {
    const std::vector<BoxKey>* keys = keys_of("county");
    CHECK(keys != nullptr && !keys->empty());
    return seal(plain, keys->front().public_key());
}

}  // namespace hall
