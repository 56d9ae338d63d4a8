// Every board of every run checks the same signatures, and a check is most of what a seed
// would cost. In programs of the simulation, and in no others, the linker puts this before
// libsodium's (see CMakeLists.txt): what was asked before is answered as before. A check
// depends on nothing but its arguments, so that no run can tell the difference.

#include <sodium.h>

#include <array>
#include <cstring>
#include <unordered_map>

extern "C" int __real_crypto_sign_verify_detached(const unsigned char* signature,
                                                  const unsigned char* message,
                                                  unsigned long long bytes,
                                                  const unsigned char* key);

namespace {

using Asked = std::array<unsigned char, 32>;

// The key is a hash as it is.
struct FirstBytes {
    std::size_t operator()(const Asked& asked) const {
        std::size_t hash = 0;
        std::memcpy(&hash, asked.data(), sizeof hash);
        return hash;
    }
};

Asked hash_of(const unsigned char* signature, const unsigned char* message,
              unsigned long long bytes, const unsigned char* key) {
    Asked asked;
    crypto_generichash_state state;
    crypto_generichash_init(&state, nullptr, 0, asked.size());
    crypto_generichash_update(&state, signature, crypto_sign_BYTES);
    crypto_generichash_update(&state, key, crypto_sign_PUBLICKEYBYTES);
    crypto_generichash_update(&state, message, bytes);
    crypto_generichash_final(&state, asked.data(), asked.size());
    return asked;
}

}  // namespace

extern "C" int __wrap_crypto_sign_verify_detached(const unsigned char* signature,
                                                  const unsigned char* message,
                                                  unsigned long long bytes,
                                                  const unsigned char* key) {
    constexpr std::size_t answers_max = 100'000;
    static std::unordered_map<Asked, int, FirstBytes> answers;
    const Asked asked = hash_of(signature, message, bytes, key);
    const auto known = answers.find(asked);
    if (known != answers.end()) return known->second;
    if (answers.size() == answers_max) answers.clear();
    const int answer = __real_crypto_sign_verify_detached(signature, message, bytes, key);
    answers.emplace(asked, answer);
    return answer;
}
