// Opener: the only part of the platform that can read what villagers wrote. An
// interface, because a county may keep the seal keys on another machine than the web
// server.

#pragma once

#include <string>
#include <string_view>

#include "platform/publish/key_store.h"
#include "sync/core/result.h"
#include "sync/wire/event.h"

namespace hall {

class Opener {
  public:
    virtual ~Opener() = default;

    // What stands in an event's seal.
    //   untrusted    the box does not open, or belongs to another event
    //   corrupt      it opens, and holds nothing we can read
    //   unavailable  the keys cannot be asked now
    virtual Result<SealedBody> open(const Event& event) const = 0;

    // A note that staff sealed to the county with seal_note().
    virtual Result<std::string> open_note(std::string_view box) const = 0;
    virtual Result<std::string> seal_note(std::string_view plain) const = 0;
};

// With the keys of this machine, read once. Any thread.
class KeyOpener final : public Opener {
  public:
    // Fails like KeyStore::box_keys().
    static Result<KeyOpener> load(const KeyStore& keys);

    Result<SealedBody> open(const Event& event) const override;
    Result<std::string> open_note(std::string_view box) const override;
    Result<std::string> seal_note(std::string_view plain) const override;

  private:
    struct AddresseeKeys {
        std::string addressee;
        std::vector<BoxKey> keys;
    };
    explicit KeyOpener(std::vector<AddresseeKeys> keys) : keys_(std::move(keys)) {}
    const std::vector<BoxKey>* keys_of(std::string_view addressee) const;

    std::vector<AddresseeKeys> keys_;
};

}  // namespace hall
