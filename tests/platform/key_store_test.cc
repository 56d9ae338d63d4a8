#include "platform/publish/key_store.h"

#include <sys/stat.h>

#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

using namespace hall::platform;

namespace {

struct Keys {
    TempFolder temp;
    DiskFiles files;
    SystemRandom random;
    KeyStore store{files, temp.path() / "keys"};

    Path only_file() {
        const auto list = VALUE(store.list());
        REQUIRE(list.size() == 1);
        return temp.path() / "keys" / list[0].name;
    }
};

}  // namespace

TEST_CASE("a key signs after it was stored as before") {
    Keys keys;
    REQUIRE_OK(keys.store.make_signing_key("county", keys.random));
    const auto loaded = VALUE(keys.store.signing_keys("county"));
    REQUIRE(loaded.size() == 1);
    const std::string signature = loaded[0].sign("message");
    REQUIRE_OK(verify_ed25519(loaded[0].public_key(), "message", signature));
    REQUIRE(VALUE(keys.store.list())[0].key_id == key_id_of(loaded[0].public_key()));
}

TEST_CASE("a role may have several keys, and another role's are not taken for them") {
    Keys keys;
    REQUIRE_OK(keys.store.make_signing_key("county", keys.random));
    REQUIRE_OK(keys.store.make_signing_key("county", keys.random));
    REQUIRE_OK(keys.store.make_signing_key("county-2", keys.random));
    REQUIRE(VALUE(keys.store.signing_keys("county")).size() == 2);
    REQUIRE_ERROR(Errc::not_found, keys.store.signing_keys("root"));
}

TEST_CASE("a key that others could read is no key any more") {
    Keys keys;
    REQUIRE_OK(keys.store.make_signing_key("county", keys.random));
    struct stat status {};
    REQUIRE(::stat(keys.only_file().c_str(), &status) == 0);
    REQUIRE((status.st_mode & 0777) == 0600);
    REQUIRE(::stat((keys.temp.path() / "keys").c_str(), &status) == 0);
    REQUIRE((status.st_mode & 0777) == 0700);
    REQUIRE(::chmod(keys.only_file().c_str(), 0640) == 0);
    REQUIRE_ERROR(Errc::refused, keys.store.signing_keys("county"));
}

TEST_CASE("a damaged key file is corrupt, not another key") {
    Keys keys;
    REQUIRE_OK(keys.store.make_box_key("seal-county", keys.random));
    REQUIRE_OK(keys.store.box_keys("seal-county"));
    REQUIRE_OK(
        keys.files.write_durably(keys.only_file(), "{\"secret\":\"AAAA\"}", FileMode::secret));
    REQUIRE_ERROR(Errc::corrupt, keys.store.box_keys("seal-county"));
}
