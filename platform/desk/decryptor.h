// Decryptor: the only part of the platform that can read what villagers wrote. An
// interface, because a county may keep the seal keys on another machine than the web
// server.

#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "platform/publish/key_store.h"
#include "sync/core/result.h"
#include "sync/wire/event.h"

namespace hall::platform {

class Decryptor {
  public:
    virtual ~Decryptor() = default;

    // What stands in an event's seal.
    //   untrusted    the box does not open, or belongs to another event
    //   corrupt      it opens, and holds nothing we can read
    //   unavailable  the keys cannot be asked now
    virtual Result<SealedBody> open(const Event& event) const = 0;

    // A note that staff sealed to the county with seal_comment().
    virtual Result<std::string> open_comment(std::string_view box) const = 0;
    virtual Result<std::string> seal_comment(std::string_view plain) const = 0;
};

// With the keys of this machine. Any thread.
class KeyDecryptor final : public Decryptor {
  public:
    // Reads the keys; again when one was added. Fails like KeyStore::box_keys().
    static Result<KeyDecryptor> load(const KeyStore& keys);
    Result<void> load_again(const KeyStore& keys);

    Result<SealedBody> open(const Event& event) const override;
    Result<std::string> open_comment(std::string_view box) const override;
    Result<std::string> seal_comment(std::string_view plain) const override;

  private:
    struct AddresseeKeys {
        std::string addressee;
        std::vector<BoxKey> keys;
    };
    using AllKeys = std::shared_ptr<const std::vector<AddresseeKeys>>;
    struct Shared {
        std::mutex mutex;
        AllKeys keys;
    };
    explicit KeyDecryptor(AllKeys keys);
    static Result<AllKeys> read(const KeyStore& keys);
    AllKeys all() const;
    static const std::vector<BoxKey>* keys_of(const std::vector<AddresseeKeys>& keys,
                                              std::string_view addressee);

    std::unique_ptr<Shared> shared_;
};

}  // namespace hall::platform
