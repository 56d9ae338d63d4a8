#include "sync/core/database.h"

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "tests/catch.h"
#include "tests/files_on_disk.h"
#include "tests/temp_folder.h"

using namespace hall;

namespace {

// A disk whose power goes after so many files were moved.
class CutShort final : public FilesOnDisk {
  public:
    Result<void> move_durably(const Path& from, const Path& to) override {
        if (moves_left-- <= 0) return Error(Errc::unavailable, "the power is gone");
        return FilesOnDisk::move_durably(from, to);
    }
    Result<void> remove(const Path& file) override {
        if (moves_left < 0) return Error(Errc::unavailable, "the power is gone");
        return FilesOnDisk::remove(file);
    }
    int moves_left = 0;
};

}  // namespace

TEST_CASE("rows go in and come out with their types") {
    Database database = VALUE(Database::open("", {.mode = OpenMode::memory}));
    REQUIRE_OK(database.run("CREATE TABLE t(i INTEGER, s TEXT, b BLOB)"));
    Statement insert = VALUE(database.prepare("INSERT INTO t VALUES(?,?,?)"));
    const std::string bytes("\0\1\2", 3);
    REQUIRE_OK(insert.bind(1, std::int64_t{1} << 40).bind(2, "滴水").bind_blob(3, bytes).run());
    REQUIRE_OK(insert.bind(1, 2).bind_null(2).bind_null(3).run());
    Statement select = VALUE(database.prepare("SELECT i, s, b FROM t ORDER BY i DESC"));
    REQUIRE(VALUE(select.step()));
    REQUIRE(select.integer(0) == std::int64_t{1} << 40);
    REQUIRE(select.text(1) == "滴水");
    REQUIRE(select.blob(2) == bytes);
    REQUIRE(VALUE(select.step()));
    REQUIRE(select.is_null(1));
    REQUIRE_FALSE(VALUE(select.step()));
}

TEST_CASE("a transaction that is not committed leaves nothing") {
    Database database = VALUE(Database::open("", {.mode = OpenMode::memory}));
    REQUIRE_OK(database.run("CREATE TABLE t(i)"));
    {
        Transaction transaction = VALUE(Transaction::begin(database));
        REQUIRE_OK(database.run("INSERT INTO t VALUES(1)"));
    }
    Statement count = VALUE(database.prepare("SELECT count(*) FROM t"));
    REQUIRE(VALUE(count.step()));
    REQUIRE(count.integer(0) == 0);
}

TEST_CASE("what a connection must know is there before the file is looked into") {
    const TempFolder temp;
    const Path file = temp.path() / "needs.db";
    const auto teach = [](Database& database) -> Result<void> {
        sqlite3_create_function(
            database.handle(), "is_known", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr,
            [](sqlite3_context* context, int, sqlite3_value**) { sqlite3_result_int(context, 1); },
            nullptr, nullptr);
        return {};
    };
    {
        Database database = VALUE(Database::open(file, {.extension = teach}));
        REQUIRE_OK(database.run("CREATE TABLE t(x CHECK(is_known(x)))"));
        REQUIRE_OK(database.run("INSERT INTO t VALUES(1)"));
    }
    REQUIRE_OK(Database::open(file, {.extension = teach}));
    // And without it the check of the whole file fails: the test would notice a later teaching.
    REQUIRE_ERROR(Errc::corrupt, Database::open(file, {}));
}

TEST_CASE("a file has the pages it was made with, and the cache counts in them") {
    const TempFolder temp;
    const Path file = temp.path() / "cache.db";
    const auto pragma = [](Database& database, const char* sql) {
        Statement select = VALUE(database.prepare(sql));
        REQUIRE(VALUE(select.step()));
        return select.integer(0);
    };
    // More than the cache may hold, so that it is full.
    const auto cached_bytes = [&](Database& database) {
        REQUIRE_OK(database.run("BEGIN; CREATE TABLE IF NOT EXISTS t(x)"));
        REQUIRE_OK(
            database.run("WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i+1 FROM n "
                         "LIMIT 2000) INSERT INTO t SELECT zeroblob(4000) FROM n"));
        int bytes = 0;
        int highest = 0;
        sqlite3_db_status(database.handle(), SQLITE_DBSTATUS_CACHE_USED, &bytes, &highest, 0);
        REQUIRE_OK(database.run("COMMIT"));
        return bytes;
    };
    const auto open = [&](int page_bytes) {
        return VALUE(Database::open(file, {.cache_kib = 1024, .page_bytes = page_bytes}));
    };
    {
        Database made = open(16'384);
        REQUIRE(pragma(made, "PRAGMA page_size") == 16'384);
        REQUIRE(cached_bytes(made) > 512 << 10);
        REQUIRE(cached_bytes(made) < 1280 << 10);
    }
    Database again = open(4096);
    REQUIRE(pragma(again, "PRAGMA page_size") == 16'384);
    REQUIRE(cached_bytes(again) < 1280 << 10);
}

TEST_CASE("a database that nobody has open finds no room on a full disk") {
    const TempFolder temp;
    const Path file = temp.path() / "outbox.db";
    {
        Database made = VALUE(Database::open(file, {}));
        REQUIRE_OK(made.run("CREATE TABLE t(x)"));
    }
    REQUIRE_FALSE(std::filesystem::exists(temp.path() / "outbox.db-shm"));
    // The kernel's own limit of a file's size, for what its users share: 32 KiB.
    struct rlimit before {};
    REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto was = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small { 20'000, before.rlim_max };
    REQUIRE(setrlimit(RLIMIT_FSIZE, &small) == 0);
    const Result<Database> opened = Database::open(file, {});
    REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, was);
    REQUIRE_ERROR(Errc::exhausted, opened);
    REQUIRE_OK(Database::open(file, {}));
}

TEST_CASE("garbage is corrupt, and set aside with its companions") {
    const TempFolder temp;
    const Path file = temp.path() / "cache.db";
    std::ofstream(file) << std::string(4096, 'x');
    std::ofstream(temp.path() / "cache.db-wal") << "x";
    REQUIRE_ERROR(Errc::corrupt, Database::open(file, {}));
    DiskFiles files;
    const Path aside = VALUE(set_database_aside(files, file));
    REQUIRE(aside.filename() == "cache.db.bad-1");
    REQUIRE(std::filesystem::file_size(aside) == 4096);
    REQUIRE_FALSE(std::filesystem::exists(file));
    REQUIRE_OK(Database::open(file, {}));
}

TEST_CASE("a database that is set aside in the midst of a power cut keeps its log") {
    // Moves that succeed before the power goes; the notice of what is under way comes first.
    for (int moves = 0; moves <= 3; ++moves) {
        INFO("moves " << moves);
        const TempFolder temp;
        const Path file = temp.path() / "outbox.db";
        {
            const Path original = temp.path() / "original.db";
            Database writer = VALUE(Database::open(original, {}));
            REQUIRE_OK(writer.run("CREATE TABLE t(x)"));
            REQUIRE_OK(writer.run("INSERT INTO t VALUES('in the log alone')"));
            // As a kill leaves it: what was committed is in the log.
            std::filesystem::copy_file(original, file);
            std::filesystem::copy_file(original.string() + "-wal", file.string() + "-wal");
        }
        CutShort cut;
        cut.moves_left = moves;
        const Result<Path> aside = set_database_aside(cut, file);
        REQUIRE(aside.ok() == (moves >= 2));  // there is no -shm
        // No new database may ever find the log of another.
        const bool file_there = std::filesystem::exists(file);
        const bool log_there = std::filesystem::exists(file.string() + "-wal");
        REQUIRE((file_there || !log_there));
        DiskFiles files;
        const auto ended = VALUE(finish_setting_aside(files, file));
        REQUIRE(ended.has_value() == !aside.ok());
        REQUIRE_FALSE(std::filesystem::exists(file));
        REQUIRE_OK(Database::open(file, {}));
        Database kept = VALUE(Database::open(temp.path() / "outbox.db.bad-1", {}));
        Statement select = VALUE(kept.prepare("SELECT x FROM t"));
        REQUIRE(VALUE(select.step()));
        REQUIRE(select.text(0) == "in the log alone");
        REQUIRE_FALSE(VALUE(finish_setting_aside(files, file)));
    }
}

TEST_CASE("a database says that it was found damaged, and not for what is no damage") {
    const TempFolder temp;
    const Path file = temp.path() / "cache.db";
    Database database = VALUE(Database::open(file, {.cache_kib = 64}));
    REQUIRE_OK(database.run("CREATE TABLE t(x UNIQUE)"));
    REQUIRE_OK(
        database.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE "
                     "i<5000) INSERT INTO t SELECT hex(randomblob(100)) FROM n"));
    REQUIRE_OK(database.run("INSERT INTO t VALUES('one')"));
    REQUIRE_ERROR(Errc::refused, database.run("INSERT INTO t VALUES('one')"));
    {
        Transaction transaction = VALUE(Transaction::begin(database));
        REQUIRE_OK(database.run("ROLLBACK"));  // as SQLite does itself on a full disk
    }
    REQUIRE_FALSE(database.damaged());
    Statement settle = VALUE(database.prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
    REQUIRE(VALUE(settle.step()));
    settle.reset();
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(8192);
    bytes << std::string(std::filesystem::file_size(file) - 8192, 'x');
    bytes.close();
    Statement select = VALUE(database.prepare("SELECT count(*) FROM t WHERE x>'A'"));
    REQUIRE_FALSE(select.step().ok());
    REQUIRE(database.damaged());
}

TEST_CASE("a file in a format nobody knows is corrupt, not a reason to try again for ever") {
    const TempFolder temp;
    const Path file = temp.path() / "cache.db";
    {
        Database database = VALUE(Database::open(file, {}));
        REQUIRE_OK(database.run("CREATE TABLE t(x)"));
    }
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(47);  // the number of the schema's format
    bytes.put('\x7F').flush();
    REQUIRE_ERROR(Errc::corrupt, Database::open(file, {}));
}

TEST_CASE("a reader cannot write, and a missing file is not made for it") {
    const TempFolder temp;
    const Path file = temp.path() / "a.db";
    REQUIRE_ERROR(Errc::not_found, Database::open(file, {.mode = OpenMode::read}));
    Database writer = VALUE(Database::open(file, {}));
    REQUIRE_OK(writer.run("CREATE TABLE t(i UNIQUE)"));
    REQUIRE_OK(writer.run("INSERT INTO t VALUES(1)"));
    REQUIRE_ERROR(Errc::refused, writer.run("INSERT INTO t VALUES(1)"));
    Database reader = VALUE(Database::open(file, {.mode = OpenMode::read}));
    REQUIRE_ERROR(Errc::refused, reader.run("INSERT INTO t VALUES(2)"));
    Statement select = VALUE(reader.prepare("SELECT i FROM t"));
    REQUIRE(VALUE(select.step()));
}

TEST_CASE("a statement is prepared once and comes back without what was bound") {
    Database database = VALUE(Database::open("", {.mode = OpenMode::memory}));
    REQUIRE_OK(database.run("CREATE TABLE t(i); INSERT INTO t VALUES(1), (2), (3)"));
    const char* const sql = "SELECT i, ?1 FROM t ORDER BY i";
    const auto kept = [&] {
        int count = 0;
        for (sqlite3_stmt* each = nullptr;
             (each = sqlite3_next_stmt(database.handle(), each)) != nullptr;) {
            count += std::string_view(sqlite3_sql(each)) == sql ? 1 : 0;
        }
        return count;
    };
    {
        Statement first = VALUE(database.prepare(sql));
        REQUIRE(VALUE(first.bind(1, "typed by somebody").step()));  // and left in the middle
    }
    REQUIRE(kept() == 1);
    // Nothing is open: what locks the table would stop this.
    REQUIRE_OK(database.run("DROP TABLE t; CREATE TABLE t(i); INSERT INTO t VALUES(7)"));
    Statement again = VALUE(database.prepare(sql));
    REQUIRE(kept() == 1);
    REQUIRE(VALUE(again.step()));
    REQUIRE(again.integer(0) == 7);
    REQUIRE(again.is_null(1));
    // Two at a time are two.
    Statement beside = VALUE(database.prepare(sql));
    REQUIRE(kept() == 2);
    REQUIRE(VALUE(beside.bind(1, 5).step()));
    REQUIRE(beside.integer(1) == 5);
}

TEST_CASE("no more statements are kept than a few dozen") {
    Database database = VALUE(Database::open("", {.mode = OpenMode::memory}));
    for (int i = 0; i < 100; ++i) {
        Statement select = VALUE(database.prepare(("SELECT " + std::to_string(i)).c_str()));
        REQUIRE(VALUE(select.step()));
        REQUIRE(select.integer(0) == i);
    }
    int kept = 0;
    for (sqlite3_stmt* each = nullptr;
         (each = sqlite3_next_stmt(database.handle(), each)) != nullptr;) {
        ++kept;
    }
    REQUIRE(kept > 8);
    REQUIRE(kept < 50);
}

TEST_CASE("a kept statement that failed works again") {
    Database database = VALUE(Database::open("", {.mode = OpenMode::memory}));
    REQUIRE_OK(database.run("CREATE TABLE t(i INTEGER PRIMARY KEY)"));
    const char* const sql = "INSERT INTO t VALUES(?)";
    REQUIRE_OK(VALUE(database.prepare(sql)).bind(1, 1).run());
    REQUIRE_ERROR(Errc::refused, VALUE(database.prepare(sql)).bind(1, 1).run());
    REQUIRE_OK(VALUE(database.prepare(sql)).bind(1, 2).run());
}

TEST_CASE("a database and what lies beside it are their owner's alone, whatever the umask") {
    const auto rights = [](Path file, const char* suffix) {
        file += suffix;
        return static_cast<unsigned>(std::filesystem::status(file).permissions());
    };
    const TempFolder temp;
    const Path file = temp.path() / "cache.db";
    const mode_t before = umask(0);
    {
        Database database = VALUE(Database::open(file, {}));
        umask(before);
        REQUIRE_OK(database.run("CREATE TABLE t(x)"));
        for (const char* suffix : {"", "-wal", "-shm"}) REQUIRE(rights(file, suffix) == 0600);
    }
    // One that an older program left open is closed.
    std::filesystem::permissions(file, static_cast<std::filesystem::perms>(0644));
    Database database = VALUE(Database::open(file, {}));
    REQUIRE_OK(database.run("INSERT INTO t VALUES(1)"));
    for (const char* suffix : {"", "-wal", "-shm"}) REQUIRE(rights(file, suffix) == 0600);
}

TEST_CASE("a path that is too long for a database is said to be") {
    const TempFolder temp;
    Path long_enough = temp.path();
    while (long_enough.string().size() < 400) long_enough /= std::string(60, 'a');
    const Path folder = long_enough / std::string(120, 'b');
    REQUIRE_OK(DiskFiles().make_folder(folder));
    const auto opened = Database::open(folder / "cache.db", {});
    REQUIRE_FALSE(opened.ok());
    REQUIRE(opened.error().code() == Errc::refused);
    REQUIRE_THAT(opened.error().message(), contains_text("504"));
    REQUIRE_OK(Database::open(long_enough / "cache.db", {}));
}
