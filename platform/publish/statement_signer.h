// Note signer: what signs receipts, replies and times, while its key is being replaced.
//
// A new receipt key is announced in the settings at once, and signs only when kiosks
// have had time to hear of it (receipt_overlap_days); the old one signs until then. One
// that was stolen is announced no more, and the new one signs from that moment. Notes
// that an old key signed are signed again on their way out once no kiosk believes them.

#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "platform/publish/key_store.h"
#include "platform/store/store.h"
#include "sync/core/result.h"

namespace hall::platform {

inline constexpr int receipt_overlap_days = 30;

// The receipt keys that kiosks can hear of: named in the settings as they were published
// last, or as they are to be published first. One that was only about to be named when
// the attempt was cut short must not sign, however long ago it was made. Empty before the
// county has settings.
Result<std::vector<NamedKey>> known_receipt_keys(Store& store);

// Any thread.
class StatementSigner {
  public:
    // Reads the keys; again when they or the settings changed, or time has passed.
    //   not_found  no receipt key is here
    static Result<StatementSigner> load(const KeyStore& keys, const std::vector<NamedKey>& known,
                                        std::int64_t now_ms);
    Result<void> load_again(const KeyStore& keys, const std::vector<NamedKey>& known,
                            std::int64_t now_ms);

    // The key that signs now. Stays good while it is held.
    std::shared_ptr<const SigningKey> key() const;

    // The statement as a kiosk believes it: the stored bytes, or the same statement under the key
    // of today if it was signed by one that is retired. `name`: "receipt", "reply".
    std::string re_sign_if_retired(std::string_view statement, std::string_view name) const;

  private:
    struct State;
    struct Shared {
        std::mutex mutex;
        std::shared_ptr<const State> state;
    };
    explicit StatementSigner(std::shared_ptr<const State> state);
    static Result<std::shared_ptr<const State>> read(const KeyStore& keys,
                                                     const std::vector<NamedKey>& known,
                                                     std::int64_t now_ms);
    std::shared_ptr<const State> state() const;

    std::unique_ptr<Shared> shared_;
};

}  // namespace hall::platform
