// Database: SQLite through SQLiteCpp, with Results in place of exceptions.
//
// A Database and its Statements belong to one thread at a time. Every file has one
// writing process with one writing connection (docs/architecture.md).

#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sync/core/files.h"
#include "sync/core/result.h"

namespace SQLite {
class Database;
class Statement;
}  // namespace SQLite

namespace hall {

enum class OpenMode {
    read,    // the file must exist; nothing is written, no checkpoint is made
    write,   // created if missing, 0600 whatever the umask; WAL
    memory,  // private, gone when closed; the path is ignored
};

enum class Durability {
    normal,  // synchronous=NORMAL: a power cut may lose the last commits, never order
    full,    // synchronous=FULL: what a commit returned for is on the disk
};

class Database;

struct DatabaseOptions {
    OpenMode mode = OpenMode::write;
    Durability durability = Durability::normal;
    int busy_ms = 2000;        // wait this long for another connection's lock
    int cache_kib = 2048;      // page cache
    int page_bytes = 4096;     // of a file that is made; one that is there keeps its own
    int statements_kept = 32;  // prepared, when nobody holds them
    std::string vfs;           // the operating system's unless a test names another

    // What the connection must know before anything looks into the file: an FTS5 tokenizer,
    // without which `quick_check` calls a sound index damaged.
    Result<void> (*extension)(Database&) = nullptr;
};

class StatementCache;

// A prepared statement. bind() counts from 1, columns count from 0. When it goes, its
// database keeps it, reset and without what was bound, for the next prepare() of the same
// words. REQUIRES: it goes before its database.
class Statement {
  public:
    Statement(Statement&&) noexcept;
    Statement& operator=(Statement&&) noexcept;
    ~Statement();

    Statement& bind(int index, std::int64_t value);
    Statement& bind(int index, int value) { return bind(index, std::int64_t{value}); }
    Statement& bind(int index, std::uint64_t value) {
        return bind(index, static_cast<std::int64_t>(value));
    }
    Statement& bind(int index, std::string_view text);
    Statement& bind(int index, const char* text) { return bind(index, std::string_view(text)); }
    Statement& bind_blob(int index, std::string_view bytes);

    // Without a copy: the text or bytes stay as they are until the statement has run.
    Statement& bind_no_copy(int index, const std::string& text);
    Statement& bind_blob_kept(int index, std::string_view bytes);

    Statement& bind_null(int index);

    // Moves to the next row: true if there is one. After false the statement is reset,
    // bindings kept.
    //   exhausted    disk full
    //   corrupt      the file is damaged
    //   refused      a constraint of the schema
    //   unavailable  busy, or an error of the disk
    Result<bool> step();

    // Steps to the end and resets.
    Result<void> run();

    void reset();

    std::int64_t integer(int column) const;
    std::string text(int column) const;  // empty for NULL
    std::string blob(int column) const;  // empty for NULL
    double real(int column) const;
    bool is_null(int column) const;

  private:
    friend class Database;
    Statement(std::unique_ptr<SQLite::Statement> statement, StatementCache& cache);
    std::unique_ptr<SQLite::Statement> statement_;
    StatementCache* cache_;
    std::optional<Error> bind_error_;
};

class Database {
  public:
    // Fails with `corrupt` if the file is no database or `quick_check` (run on opening
    // for writing) finds damage, `not_found` when opened for reading and missing.
    static Result<Database> open(const Path& file, const DatabaseOptions& options);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    // REQUIRES: sql is one statement known to be valid for this schema; only literals
    // of the program, never foreign text. Preparing costs more than most statements do: those
    // last used are kept (DatabaseOptions).
    Result<Statement> prepare(const char* sql);

    // Runs statements that return no rows.
    Result<void> run(const char* sql);

    // What the next transactions are worth. REQUIRES: none is open.
    Result<void> set_durability(Durability durability);

    // Fails with `corrupt` if the file's header says what SQLite does not mind on opening and
    // does later: a text encoding that cannot be (refused when the schema is read again, after
    // any change to it), or a version of the format that may be read only. Not part of open():
    // what is never fetched again is better read so than set aside. REQUIRES: it is a file.
    // https://www.sqlite.org/fileformat.html#the_database_header
    Result<void> check_header() const;

    // True once SQLite found the file damaged since it was opened. What is in memory of it is
    // then worth nothing any more: close it, and open it anew or set it aside.
    bool damaged() const;

    // True once the disk under it failed to read or write since it was opened.
    bool disk_failed() const;

    // True if its name no longer leads to it: somebody removed the file or put another in its
    // place, and what is written here nobody else will see.
    bool has_moved() const;

    // Rows changed by the last statement.
    int changes() const;
    // Rows changed since the connection was opened.
    int total_changes() const;
    std::int64_t last_row_id() const;

    // PRAGMA user_version.
    Result<std::int64_t> version();
    Result<void> set_version(std::int64_t version);

    // For what SQLite offers only to C: FTS5 tokenizers and backup.
    sqlite3* handle() const;

  private:
    Database(std::unique_ptr<SQLite::Database> database, int statements_kept);
    std::unique_ptr<SQLite::Database> database_;
    std::unique_ptr<StatementCache> cache_;  // goes before the database
};

// Rolls back unless commit() succeeded.
class Transaction {
  public:
    // BEGIN IMMEDIATE.
    static Result<Transaction> begin(Database& database);

    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&&) = delete;
    ~Transaction();

    Result<void> commit();

  private:
    explicit Transaction(Database& database) : database_(&database) {}
    Database* database_;
};

// Puts on the disk what any program committed to the database. A program that is killed
// between writing a commit and syncing it leaves one that every later reader sees and the
// next power cut takes back: call this before acting on what was read.
Result<void> sync_database(Files& files, const Path& file);

// Removes a database file with its -wal and -shm, or with a suffix sets all three
// aside under new names: "cache.db" becomes "cache.db.bad-1", and so on. The log goes first,
// so that a power cut in between leaves no log that a new database would end.
Result<void> remove_database(Files& files, const Path& file);
Result<Path> set_database_aside(Files& files, const Path& file);

// Ends what a power cut interrupted in the midst of it, so that a database never comes to be
// used without its log. To be called before the file is opened; gives the name it now has, if
// there was anything to end.
Result<std::optional<Path>> finish_setting_aside(Files& files, const Path& file);

}  // namespace hall
