#include "sync/wire/seal.h"

#include <sodium.h>

#include <set>

#include "tests/catch.h"
#include "tests/short_of_memory.h"
#include "tests/wire/seeded_random.h"

using namespace hall;

namespace {

constexpr PasswordCost cheap{.memory_kib = 64, .passes = 1};

}  // namespace

TEST_CASE("what was sealed to a key is read with that key") {
    SeededRandom random;
    const BoxKey key = BoxKey::make(random);
    for (const std::string& plain :
         {std::string(), std::string("身份证"), std::string(5000, '\0')}) {
        REQUIRE(VALUE(open_sealed(VALUE(seal(plain, key.public_key())), key)) == plain);
    }
}

TEST_CASE("the size of a box tells no more than the number of 256-byte blocks") {
    SeededRandom random;
    const BoxKey key = BoxKey::make(random);
    std::set<std::size_t> sizes;
    for (std::size_t length = 0; length < 256; ++length) {
        sizes.insert(VALUE(seal(std::string(length, 'a'), key.public_key())).size());
    }
    REQUIRE(sizes == std::set<std::size_t>{256 + crypto_box_SEALBYTES});
    REQUIRE(VALUE(seal(std::string(256, 'a'), key.public_key())).size() ==
            512 + crypto_box_SEALBYTES);
}

TEST_CASE("the same text sealed twice gives different boxes") {
    SeededRandom random;
    const BoxKey key = BoxKey::make(random);
    REQUIRE(VALUE(seal("x", key.public_key())) != VALUE(seal("x", key.public_key())));
}

TEST_CASE("a box does not open with another key, nor when any byte of it was altered") {
    SeededRandom random;
    const BoxKey key = BoxKey::make(random);
    const std::string box = VALUE(seal("secret", key.public_key()));
    REQUIRE_ERROR(Errc::untrusted, open_sealed(box, BoxKey::make(random)));
    for (std::size_t i = 0; i < box.size(); ++i) {
        std::string altered = box;
        altered[i] = static_cast<char>(altered[i] ^ 1);
        REQUIRE_ERROR(Errc::untrusted, open_sealed(altered, key));
    }
    REQUIRE_ERROR(Errc::untrusted, open_sealed(box.substr(0, box.size() - 1), key));
    REQUIRE_ERROR(Errc::untrusted, open_sealed("", key));
}

TEST_CASE("a box without our padding is not taken for a text") {
    SeededRandom random;
    const BoxKey key = BoxKey::make(random);
    std::string box(256 + crypto_box_SEALBYTES, '\0');
    const std::string zeros(256, '\0');
    REQUIRE(crypto_box_seal(reinterpret_cast<unsigned char*>(box.data()),
                            reinterpret_cast<const unsigned char*>(zeros.data()), zeros.size(),
                            reinterpret_cast<const unsigned char*>(key.public_key().data())) == 0);
    REQUIRE_ERROR(Errc::untrusted, open_sealed(box, key));
}

TEST_CASE("nothing is sealed to a key that is none, or that everybody can open") {
    REQUIRE_ERROR(Errc::corrupt, seal("x", std::string(31, 'a')));
    REQUIRE_ERROR(Errc::corrupt, seal("x", std::string(32, '\0')));
    REQUIRE_ERROR(Errc::corrupt, BoxKey::from_secret(std::string(33, 'a')));
}

TEST_CASE("a box key read back from its secret opens the same boxes") {
    SeededRandom random;
    BoxKey made = BoxKey::make(random);
    const std::string box = VALUE(seal("x", made.public_key()));
    BoxKey stored = VALUE(BoxKey::from_secret(made.secret()));
    REQUIRE(stored.public_key() == made.public_key());
    made = std::move(stored);
    REQUIRE(VALUE(open_sealed(box, made)) == "x");
}

TEST_CASE("a slip's code stands for one key pair, another with every slip") {
    const BoxKey key = VALUE(box_key_of_code("7KQ2-M9XD-4TRW", "K7M-0012X"));
    const std::string box = VALUE(seal("可以来取了", key.public_key()));
    REQUIRE(VALUE(open_sealed(box, VALUE(box_key_of_code("7KQ2-M9XD-4TRW", "K7M-0012X")))) ==
            "可以来取了");
    REQUIRE_ERROR(Errc::untrusted,
                  open_sealed(box, VALUE(box_key_of_code("7KQ2-M9XD-4TRW", "K7M-0013V"))));
    REQUIRE_ERROR(Errc::untrusted,
                  open_sealed(box, VALUE(box_key_of_code("7KQ2-M9XD-4TRX", "K7M-0012X"))));
}

TEST_CASE("wiping overwrites every byte the string ever held") {
    std::string secret(300, 's');
    secret.resize(100);  // the rest still lies behind the end
    const char* bytes = secret.data();
    const std::size_t capacity = secret.capacity();
    REQUIRE(capacity >= 300);
    wipe(secret);
    REQUIRE(secret.empty());
    // clear() keeps the buffer, so it may still be looked at.
    REQUIRE(secret.data() == bytes);
    REQUIRE(secret.capacity() == capacity);
    for (std::size_t i = 0; i < capacity; ++i) REQUIRE(bytes[i] == '\0');

    std::string small = "1234";
    wipe(small);
    REQUIRE(small.empty());
    for (std::size_t i = 0; i < 4; ++i) REQUIRE(small.data()[i] == '\0');
}

TEST_CASE("a password fits its own verifier only") {
    SeededRandom random;
    const std::string verifier = VALUE(password_verifier("27182818", random, cheap));
    REQUIRE_OK(check_password("27182818", verifier));
    REQUIRE_ERROR(Errc::refused, check_password("27182819", verifier));
    REQUIRE_ERROR(Errc::refused, check_password("", verifier));
    REQUIRE(VALUE(password_verifier("27182818", random, cheap)) != verifier);
}

TEST_CASE("verifiers are the text libsodium itself writes and reads") {
    SeededRandom random;
    const std::string verifier = VALUE(password_verifier("pin", random, cheap));
    REQUIRE(verifier.starts_with("$argon2id$v=19$m=64,t=1,p=1$"));
    REQUIRE(crypto_pwhash_str_verify(verifier.c_str(), "pin", 3) == 0);
    char theirs[crypto_pwhash_STRBYTES];
    REQUIRE(crypto_pwhash_str(theirs, "pin", 3, 2, 65'536) == 0);
    REQUIRE_OK(check_password("pin", theirs));
    REQUIRE_ERROR(Errc::refused, check_password("pim", theirs));
}

TEST_CASE("a verifier of no password is checked like any other and fits none") {
    SeededRandom random;
    const PasswordCost cost{.memory_kib = 1024, .passes = 1};
    const std::string verifier = verifier_of_no_password(random, cost);
    REQUIRE(verifier.size() == VALUE(password_verifier("x", random, cost)).size());
    REQUIRE_ERROR(Errc::refused, check_password("x", verifier));
    REQUIRE_ERROR(Errc::refused, check_password("", verifier));
    REQUIRE(verifier != verifier_of_no_password(random, cost));
}

TEST_CASE("what is no verifier, or would stop the board, is corrupt") {
    SeededRandom random;
    const std::string good = VALUE(password_verifier("pin", random, cheap));
    const auto replaced = [&good](const std::string& from, const std::string& to) {
        std::string text = good;
        text.replace(text.find(from), from.size(), to);
        return text;
    };
    for (const std::string& bad :
         {std::string(), std::string("$argon2id$"), good + "A", good.substr(0, good.size() - 4),
          replaced("argon2id", "argon2i"), replaced("v=19", "v=16"), replaced("m=64", "m=4"),
          replaced("m=64", "m=4194304"), replaced("m=64", "m=x"), replaced("m=64", "m=-64"),
          replaced("t=1", "t=0"), replaced("t=1", "t=1000"), replaced("p=1", "p=2")}) {
        INFO(bad);
        REQUIRE_ERROR(Errc::corrupt, check_password("pin", bad));
    }
}

TEST_CASE("without memory for Argon2id there is no key and no verdict, and nothing ends") {
    if (!can_be_short_of_memory()) return;
    SystemRandom random;
    const std::string verifier = VALUE(password_verifier("27182818", random, {65'536, 1}));
    {
        const ShortOfMemory memory;
        REQUIRE_ERROR(Errc::exhausted, box_key_of_code("7KQ2-M9XD-4TRW", "K7M-0012X"));
        REQUIRE_ERROR(Errc::exhausted, check_password("27182818", verifier));
        REQUIRE_ERROR(Errc::exhausted, check_password("wrong", verifier));
        REQUIRE_ERROR(Errc::exhausted, password_verifier("27182818", random, {65'536, 1}));
    }
    REQUIRE_OK(check_password("27182818", verifier));
    REQUIRE_OK(box_key_of_code("7KQ2-M9XD-4TRW", "K7M-0012X"));
}

TEST_CASE("a key kept in locked memory opens what the key itself opens, and nothing else") {
    SystemRandom random;
    const BoxKey key = BoxKey::make(random);
    const LockedKey locked = VALUE(LockedKey::keep(key));
    const std::string box = VALUE(seal("请带户口本", key.public_key()));
    REQUIRE(VALUE(locked.open(box)) == "请带户口本");
    REQUIRE(VALUE(locked.open(box)) == "请带户口本");
    const std::string foreign = VALUE(seal("别人的", BoxKey::make(random).public_key()));
    REQUIRE_ERROR(Errc::untrusted, locked.open(foreign));
}
