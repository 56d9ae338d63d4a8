#include "sync/edge/device/file_format.h"

#include "sync/edge/content/cache_schema.h"
#include "sync/edge/content/library.h"
#include "sync/edge/search/tokenizer.h"
#include "tests/catch.h"
#include "tests/edge/enrolled_hall.h"

using namespace hall;

TEST_CASE("the number of a format says its version and the oldest that can use it") {
    REQUIRE(user_version_of({1, 1}) == 1);
    REQUIRE(user_version_of({3, 2}) == 3002);
    REQUIRE(file_format_of(0) == FileFormat{0, 0});
    REQUIRE(file_format_of(7) == FileFormat{7, 7});
    REQUIRE(file_format_of(3002) == FileFormat{3, 2});
    // Numbers that none of ours writes say that nobody can use the file.
    for (const std::int64_t number : {3003, 3004, 1001, 5000, 2'000'000'000, -1})
        REQUIRE(file_format_of(number) == FileFormat{number, number});
    REQUIRE(is_usable({2, 2}, 2));
    REQUIRE(is_usable({3, 2}, 2));
    REQUIRE_FALSE(is_usable({3, 3}, 2));
    REQUIRE_FALSE(is_usable({1, 1}, 2));
    REQUIRE_FALSE(is_usable({0, 0}, 2));
}

TEST_CASE("a cache of the next release that says so keeps its content and receipts") {
    EnrolledHall hall;
    const std::string id = hall.ask("好");
    hall.round();
    const FileFormat next = {cache_format.version + 1, cache_format.version};
    {
        Database newer = VALUE(Database::open(
            hall.folder.cache(), {.mode = OpenMode::read, .extension = register_tokenizer}));
        REQUIRE(VALUE(newer.version()) == user_version_of(cache_format));
    }
    {
        sqlite3* newer = nullptr;
        REQUIRE(sqlite3_open(hall.folder.cache().c_str(), &newer) == SQLITE_OK);
        for (const char* table :
             {"receipts", "parked", "replies", "facts", "device_messages", "channels", "blobs",
              "blob_names", "refused", "uploads", "attachments"}) {
            const std::string sql =
                std::string("ALTER TABLE ") + table + " ADD COLUMN later TEXT NOT NULL DEFAULT ''";
            REQUIRE(sqlite3_exec(newer, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
        }
        const std::string version = "PRAGMA user_version=" + std::to_string(user_version_of(next));
        REQUIRE(sqlite3_exec(newer, version.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
        sqlite3_close(newer);
    }
    REQUIRE(hall.shown().size() == 2);
    hall.county.publish("county", {test_article("c", "丙")});
    hall.ask("再好");
    const Round round = hall.round();
    REQUIRE_FALSE(round.trouble);
    REQUIRE(round.sent == 1);
    REQUIRE(hall.shown().size() == 3);
    REQUIRE(VALUE(VALUE(Cache::open(hall.files, hall.folder.cache())).has_receipt(id)));
}

TEST_CASE("a cache in a format nobody here knows is no damage: it is not shown, and replaced") {
    EnrolledHall hall;
    hall.round();
    {
        sqlite3* newer = nullptr;
        REQUIRE(sqlite3_open(hall.folder.cache().c_str(), &newer) == SQLITE_OK);
        REQUIRE(sqlite3_exec(newer, "PRAGMA user_version=99", nullptr, nullptr, nullptr) ==
                SQLITE_OK);
        sqlite3_close(newer);
    }
    REQUIRE_ERROR(Errc::not_found, Library::open(hall.folder.cache()));
    REQUIRE(hall.round().installed == 1);
    REQUIRE(hall.shown().size() == 2);
    for (const std::string& name : VALUE(hall.files.list(hall.folder.root())))
        REQUIRE(name.find(".bad") == std::string::npos);
}
