// Every device of every run checks the same signatures and reads the same keys, which is most
// of what a seed would cost. In programs of the simulation, and in no others, the linker puts
// these functions before libsodium's (see CMakeLists.txt): what was asked before is answered
// as before, and what was signed or sealed here is known to be so. Each depends on nothing but its
// arguments, so that no run can tell the difference.

#include <sodium.h>

#include <array>
#include <cstring>
#include <functional>
#include <string>
#include <unordered_map>

extern "C" {
int __real_crypto_sign_verify_detached(const unsigned char* signature, const unsigned char* message,
                                       unsigned long long bytes, const unsigned char* key);
int __real_crypto_sign_detached(unsigned char* signature, unsigned long long* length,
                                const unsigned char* message, unsigned long long bytes,
                                const unsigned char* secret_key);
int __real_crypto_sign_seed_keypair(unsigned char* public_key, unsigned char* secret_key,
                                    const unsigned char* seed);
int __real_crypto_scalarmult_base(unsigned char* public_key, const unsigned char* secret_key);
int __real_crypto_box_seal(unsigned char* box, const unsigned char* plain, unsigned long long bytes,
                           const unsigned char* public_key);
int __real_crypto_box_seal_open(unsigned char* plain, const unsigned char* box,
                                unsigned long long bytes, const unsigned char* public_key,
                                const unsigned char* secret_key);
}

namespace {

using Asked = std::array<unsigned char, 32>;

// What was asked is a hash already.
struct FirstBytes {
    std::size_t operator()(const Asked& asked) const {
        std::size_t hash = 0;
        std::memcpy(&hash, asked.data(), sizeof hash);
        return hash;
    }
};

// Answers by what was asked. Forgets all of them when there are too many.
template <typename Answer>
class Memo {
  public:
    template <typename Ask>
    const Answer& response(const Asked& asked, Ask&& ask) {
        if (answers_.size() >= answers_max) answers_.clear();
        const auto [known, fresh] = answers_.try_emplace(asked);
        if (fresh) known->second = ask();
        return known->second;
    }

  private:
    static constexpr std::size_t answers_max = 100'000;
    std::unordered_map<Asked, Answer, FirstBytes> answers_;
};

// Keys are remembered by themselves; they are as good as hashes.
Asked key_of(const unsigned char* secret) {
    Asked asked;
    std::memcpy(asked.data(), secret, asked.size());
    return asked;
}

// What is known of a signature. `ask` is asked when nothing is.
int verification(const unsigned char* signature, const unsigned char* message,
                 unsigned long long bytes, const unsigned char* key,
                 const std::function<int()>& ask) {
    static Memo<int> memo;
    Asked asked;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, asked.size());
    crypto_generichash_update(&state, signature, crypto_sign_BYTES);
    crypto_generichash_update(&state, key, crypto_sign_PUBLICKEYBYTES);
    crypto_generichash_update(&state, message, bytes);
    crypto_generichash_final(&state, asked.data(), asked.size());
    return memo.response(asked, ask);
}

struct Opened {
    int result = -1;
    std::string plain;
};

// What is in a sealed box.
const Opened& opening(const unsigned char* box, unsigned long long bytes,
                      const unsigned char* public_key, const std::function<Opened()>& ask) {
    static Memo<Opened> memo;
    Asked asked;
    crypto_generichash(asked.data(), asked.size(), box, bytes, public_key,
                       crypto_box_PUBLICKEYBYTES);
    return memo.response(asked, ask);
}

}  // namespace

extern "C" int __wrap_crypto_sign_verify_detached(const unsigned char* signature,
                                                  const unsigned char* message,
                                                  unsigned long long bytes,
                                                  const unsigned char* key) {
    return verification(signature, message, bytes, key, [&] {
        return __real_crypto_sign_verify_detached(signature, message, bytes, key);
    });
}

extern "C" int __wrap_crypto_sign_detached(unsigned char* signature, unsigned long long* length,
                                           const unsigned char* message, unsigned long long bytes,
                                           const unsigned char* secret_key) {
    const int result = __real_crypto_sign_detached(signature, length, message, bytes, secret_key);
    // The public key stands behind the seed.
    const unsigned char* const key = secret_key + crypto_sign_SEEDBYTES;
    if (result == 0) verification(signature, message, bytes, key, [] { return 0; });
    return result;
}

extern "C" int __wrap_crypto_sign_seed_keypair(unsigned char* public_key, unsigned char* secret_key,
                                               const unsigned char* seed) {
    struct Pair {
        int result = -1;
        std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> public_key{};
        std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret_key{};
    };
    static Memo<Pair> memo;
    const auto ask = [seed] {
        Pair made;
        made.result =
            __real_crypto_sign_seed_keypair(made.public_key.data(), made.secret_key.data(), seed);
        return made;
    };
    const Asked asked = key_of(seed);
    const Pair& pair = memo.response(asked, ask);
    std::memcpy(public_key, pair.public_key.data(), pair.public_key.size());
    std::memcpy(secret_key, pair.secret_key.data(), pair.secret_key.size());
    return pair.result;
}

extern "C" int __wrap_crypto_scalarmult_base(unsigned char* public_key,
                                             const unsigned char* secret_key) {
    struct Public {
        int result = -1;
        std::array<unsigned char, crypto_scalarmult_BYTES> key{};
    };
    static Memo<Public> memo;
    const auto ask = [secret_key] {
        Public key;
        key.result = __real_crypto_scalarmult_base(key.key.data(), secret_key);
        return key;
    };
    const Asked asked = key_of(secret_key);
    const Public& made = memo.response(asked, ask);
    std::memcpy(public_key, made.key.data(), made.key.size());
    return made.result;
}

extern "C" int __wrap_crypto_box_seal(unsigned char* box, const unsigned char* plain,
                                      unsigned long long bytes, const unsigned char* public_key) {
    const int result = __real_crypto_box_seal(box, plain, bytes, public_key);
    if (result == 0) {
        opening(box, bytes + crypto_box_SEALBYTES, public_key, [&] {
            return Opened{0, std::string(plain, plain + bytes)};
        });
    }
    return result;
}

extern "C" int __wrap_crypto_box_seal_open(unsigned char* plain, const unsigned char* box,
                                           unsigned long long bytes,
                                           const unsigned char* public_key,
                                           const unsigned char* secret_key) {
    const auto really = [&] {
        return __real_crypto_box_seal_open(plain, box, bytes, public_key, secret_key);
    };
    // What was sealed to a key is told to nobody but its owner.
    std::array<unsigned char, crypto_box_PUBLICKEYBYTES> own{};
    if (bytes < crypto_box_SEALBYTES ||
        __wrap_crypto_scalarmult_base(own.data(), secret_key) != 0 ||
        std::memcmp(own.data(), public_key, own.size()) != 0) {
        return really();
    }
    const std::function<Opened()> ask = [&] {
        Opened made{really(), {}};
        if (made.result == 0) made.plain.assign(plain, plain + (bytes - crypto_box_SEALBYTES));
        return made;
    };
    const Opened& opened = opening(box, bytes, public_key, ask);
    if (opened.result == 0) std::memcpy(plain, opened.plain.data(), opened.plain.size());
    return opened.result;
}
