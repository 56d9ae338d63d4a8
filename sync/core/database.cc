#include "sync/core/database.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "sync/core/database_version.h"
#include "sync/core/descriptor.h"

namespace hall {

// The statements of a database that nobody holds, the last used at the end.
class StatementCache {
  public:
    explicit StatementCache(std::size_t statements_max) : statements_max_(statements_max) {
        statements_.reserve(statements_max);
    }

    std::unique_ptr<SQLite::Statement> take(std::string_view sql) {
        const auto found =
            std::find_if(statements_.rbegin(), statements_.rend(),
                         [sql](const auto& statement) { return statement->getQuery() == sql; });
        if (found == statements_.rend()) return nullptr;
        std::unique_ptr<SQLite::Statement> statement = std::move(*found);
        statements_.erase(std::next(found).base());
        return statement;
    }

    // What came of something that was asked of the database. Damage is remembered.
    Error noted(const SQLite::Exception& exception);
    bool damaged() const { return damaged_; }
    bool disk_failed() const { return disk_failed_; }

    void put(std::unique_ptr<SQLite::Statement> statement) {
        statement->tryReset();
        statement->clearBindings();
        if (statements_.size() == statements_max_) statements_.erase(statements_.begin());
        statements_.push_back(std::move(statement));
    }

  private:
    const std::size_t statements_max_;
    bool damaged_ = false;
    bool disk_failed_ = false;
    std::vector<std::unique_ptr<SQLite::Statement>> statements_;
};

namespace {

// `code` is an extended one. What writers share is a file of its own beside the database, and
// the first thing that finds no room on a full disk.
Error error_of(int code, const std::string& message) {
    if (code == SQLITE_IOERR_SHMSIZE) return {Errc::exhausted, message};
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
        // Our statements are known to be right; if SQLite finds one wrong, then the file is
        // not what it should be ("unsupported file format", "no such table").
        case SQLITE_ERROR:
            return {Errc::corrupt, message};
        case SQLITE_FULL:
        case SQLITE_TOOBIG:
            return {Errc::exhausted, message};
        case SQLITE_CONSTRAINT:
        case SQLITE_READONLY:
            return {Errc::refused, message};
        default:
            return {Errc::unavailable, message};
    }
}

Error error_of(const SQLite::Exception& exception) {
    return error_of(exception.getExtendedErrorCode(), exception.what());
}

}  // namespace

Error StatementCache::noted(const SQLite::Exception& exception) {
    Error error = error_of(exception);
    damaged_ = damaged_ || error.code() == Errc::corrupt;
    disk_failed_ = disk_failed_ || (error.code() == Errc::unavailable &&
                                    (exception.getExtendedErrorCode() & 0xff) == SQLITE_IOERR);
    return error;
}

namespace {

Result<void> configure(Database& database, const DatabaseOptions& options) {
    // The page size first: from it SQLite counts how many pages the cache may hold.
    if (options.mode == OpenMode::write) {
        const std::string page = "PRAGMA page_size=" + std::to_string(options.page_bytes);
        TRY(database.run(page.c_str()));
    }
    const std::string cache = "PRAGMA cache_size=-" + std::to_string(options.cache_kib);
    TRY(database.run(cache.c_str()));
    TRY(database.run("PRAGMA temp_store=MEMORY"));
    if (options.mode == OpenMode::read) return database.run("PRAGMA query_only=ON");
    TRY(database.run("PRAGMA foreign_keys=ON"));
    if (options.mode == OpenMode::memory) return {};
    TRY(database.run("PRAGMA journal_mode=WAL"));
    TRY(database.run("PRAGMA secure_delete=ON"));
    TRY(database.set_durability(options.durability));
    Statement check = TRY(database.prepare("PRAGMA quick_check(1)"));
    if (TRY(check.step()) && check.text(0) != "ok") return Error(Errc::corrupt, check.text(0));
    return {};
}

Path with_suffix(Path file, std::string_view suffix) {
    file += suffix;
    return file;
}

// Asked of the file system that will open it.
bool is_there(const Path& file, const std::string& vfs_name) {
    sqlite3_vfs* vfs = sqlite3_vfs_find(vfs_name.empty() ? nullptr : vfs_name.c_str());
    int there = 0;
    return vfs != nullptr &&
           vfs->xAccess(vfs, file.c_str(), SQLITE_ACCESS_EXISTS, &there) == SQLITE_OK && there != 0;
}

// The log first, the database last. A database that came to stand beside the log of another
// would take its pages; and where a log is left without its database, SQLite throws it away
// when it makes a new one, and with it what was committed and not yet moved over.
constexpr std::string_view companions[] = {"-wal", "-shm", ""};

// SQLite makes its files as wide as the umask lets it, and gives those beside a database the
// rights of the database: it finds it made, for its owner alone. A file that is there is never
// opened here: closing it would end the locks of a connection that this process has already.
// What fails here fails again in SQLite, which says what it is.
void make_for_owner(const Path& file) {
    for (const std::string_view suffix : companions) {
        const Path name = with_suffix(file, suffix);
        struct stat status {};
        if (::stat(name.c_str(), &status) != 0) {
            if (!suffix.empty()) continue;
            const Descriptor made(
                ::open(name.c_str(), O_RDWR | O_CLOEXEC | O_CREAT | O_EXCL, 0600));
            if (made.open()) static_cast<void>(::fchmod(made.number(), 0600));
            continue;
        }
        const bool wrong = S_ISREG(status.st_mode) && (status.st_mode & 07777) != 0600 &&
                           status.st_uid == ::geteuid();
        if (wrong) static_cast<void>(::chmod(name.c_str(), 0600));
    }
}

// SQLite takes no longer path, with eight bytes for the files beside it, and says only that
// it cannot open the file.
Result<void> check_path(const Path& file) {
    constexpr std::size_t path_bytes_max = 504;
    std::error_code error;
    const Path whole = std::filesystem::absolute(file, error);
    if (error || whole.string().size() <= path_bytes_max) return {};
    return Error(Errc::refused, "the path of " + file.filename().string() + " has " +
                                    std::to_string(whole.string().size()) +
                                    " bytes; a database takes at most " +
                                    std::to_string(path_bytes_max));
}

}  // namespace

Statement::Statement(std::unique_ptr<SQLite::Statement> statement, StatementCache& cache)
    : statement_(std::move(statement)), cache_(&cache) {}
Statement::Statement(Statement&&) noexcept = default;

Statement& Statement::operator=(Statement&& other) noexcept {
    std::swap(statement_, other.statement_);
    std::swap(cache_, other.cache_);
    std::swap(bind_error_, other.bind_error_);
    return *this;
}

Statement::~Statement() {
    if (statement_) cache_->put(std::move(statement_));
}

// A failed bind is remembered and returned by the next step(), so that calls chain.
#define HALL_BIND(call)                                      \
    try {                                                    \
        call;                                                \
    } catch (const SQLite::Exception& exception) {           \
        if (!bind_error_) bind_error_ = error_of(exception); \
    }                                                        \
    return *this

Statement& Statement::bind(int index, std::int64_t value) {
    HALL_BIND(statement_->bind(index, value));
}

Statement& Statement::bind(int index, std::string_view text) {
    HALL_BIND(statement_->bind(index, std::string(text)));
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
    // A pointer to nothing would be NULL, which is not the same as no bytes.
    const void* const data = bytes.empty() ? "" : bytes.data();
    HALL_BIND(statement_->bind(index, data, static_cast<int>(bytes.size())));
}

Statement& Statement::bind_no_copy(int index, const std::string& text) {
    HALL_BIND(statement_->bindNoCopy(index, text));
}

Statement& Statement::bind_blob_kept(int index, std::string_view bytes) {
    const void* const data = bytes.empty() ? "" : bytes.data();
    HALL_BIND(statement_->bindNoCopy(index, data, static_cast<int>(bytes.size())));
}

Statement& Statement::bind_null(int index) {
    HALL_BIND(statement_->bind(index));
}

#undef HALL_BIND

Result<bool> Statement::step() {
    if (bind_error_) return *std::exchange(bind_error_, std::nullopt);
    try {
        const bool row = statement_->executeStep();
        if (!row) statement_->reset();
        return row;
    } catch (const SQLite::Exception& exception) {
        statement_->tryReset();
        return cache_->noted(exception);
    }
}

Result<void> Statement::run() {
    while (TRY(step())) {
    }
    return {};
}

void Statement::reset() {
    statement_->tryReset();
}

std::int64_t Statement::integer(int column) const {
    return statement_->getColumn(column).getInt64();
}

std::string Statement::text(int column) const {
    const SQLite::Column value = statement_->getColumn(column);
    const char* text = value.getText();
    return {text, static_cast<std::size_t>(value.getBytes())};
}

std::string Statement::blob(int column) const {
    const SQLite::Column value = statement_->getColumn(column);
    const auto* bytes = static_cast<const char*>(value.getBlob());
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(value.getBytes()));
}

double Statement::real(int column) const {
    return statement_->getColumn(column).getDouble();
}

bool Statement::is_null(int column) const {
    return statement_->getColumn(column).isNull();
}

Database::Database(std::unique_ptr<SQLite::Database> database, int statements_kept)
    : database_(std::move(database)),
      cache_(std::make_unique<StatementCache>(static_cast<std::size_t>(statements_kept))) {}
Database::Database(Database&&) noexcept = default;

Database& Database::operator=(Database&& other) noexcept {
    cache_ = std::move(other.cache_);
    database_ = std::move(other.database_);
    return *this;
}

Database::~Database() = default;

Result<Database> Database::open(const Path& file, const DatabaseOptions& options) {
    const bool reading = options.mode == OpenMode::read;
    if (reading && !is_there(file, options.vfs)) {
        return Error(Errc::not_found, file.string());
    }
    // A test's own file system has its own rights and lengths.
    if (options.mode != OpenMode::memory && options.vfs.empty()) {
        TRY(check_path(file));
        if (!reading) make_for_owner(file);
    }
    try {
        // One thread at a time, so SQLite need not lock at every call.
        const int flags =
            SQLITE_OPEN_NOMUTEX |
            (reading ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        const std::string name = options.mode == OpenMode::memory ? ":memory:" : file.string();
        Database database(
            std::make_unique<SQLite::Database>(name, flags, options.busy_ms, options.vfs),
            options.statements_kept);
        // A reader is asked with what people type. SQLite keeps small copies of it in memory
        // of its own, which is not given back, and so not overwritten.
        if (reading) {
            sqlite3_db_config(database.database_->getHandle(), SQLITE_DBCONFIG_LOOKASIDE, nullptr,
                              0, 0);
        }
        if (options.extension != nullptr) TRY_IN(file.string(), options.extension(database));
        TRY_IN(file.string(), configure(database, options));
        return database;
    } catch (const SQLite::Exception& exception) {
        return error_of(exception).in(file.string());
    }
}

Result<std::int64_t> user_version_of_file(const Path& file, const std::string& vfs) {
    constexpr int busy_ms = 2000;
    if (!is_there(file, vfs)) return Error(Errc::not_found, file.string());
    try {
        const SQLite::Database database(file.string(), SQLite::OPEN_READONLY, busy_ms, vfs);
        SQLite::Statement read(database, "PRAGMA user_version");
        if (!read.executeStep()) return Error(Errc::corrupt, file.string());
        return read.getColumn(0).getInt64();
    } catch (const SQLite::Exception& exception) {
        return error_of(exception).in(file.string());
    }
}

Result<Statement> Database::prepare(const char* sql) {
    try {
        std::unique_ptr<SQLite::Statement> statement = cache_->take(sql);
        if (!statement) statement = std::make_unique<SQLite::Statement>(*database_, sql);
        return Statement(std::move(statement), *cache_);
    } catch (const SQLite::Exception& exception) {
        return cache_->noted(exception);
    }
}

Result<void> Database::run(const char* sql) {
    try {
        database_->exec(sql);
        return {};
    } catch (const SQLite::Exception& exception) {
        return cache_->noted(exception);
    }
}

Result<void> Database::set_durability(Durability durability) {
    return run(durability == Durability::full ? "PRAGMA synchronous=FULL"
                                              : "PRAGMA synchronous=NORMAL");
}

Result<void> Database::check_header() const {
    std::array<unsigned char, 100> header{};
    sqlite3_file* file = nullptr;
    sqlite3_file_control(database_->getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file);
    const int read = file->pMethods->xRead(file, header.data(), header.size(), 0);
    if (read == SQLITE_IOERR_SHORT_READ) return {};  // not yet written
    if (read != SQLITE_OK) return error_of(read, "the header cannot be read");
    const auto is_version = [](unsigned char byte) { return byte == 1 || byte == 2; };
    if (!is_version(header[18]) || !is_version(header[19])) {
        return Error(Errc::corrupt, "the header names no known version of the format");
    }
    // None until the first table is made.
    const bool utf8 = header[56] == 0 && header[57] == 0 && header[58] == 0 && header[59] <= 1;
    if (!utf8) return Error(Errc::corrupt, "the header names no known text encoding");
    return {};
}

bool Database::damaged() const {
    return cache_->damaged();
}

bool Database::disk_failed() const {
    return cache_->disk_failed();
}

bool Database::has_moved() const {
    int moved = 0;
    sqlite3_file_control(database_->getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

int Database::changes() const {
    return sqlite3_changes(database_->getHandle());
}

int Database::total_changes() const {
    return sqlite3_total_changes(database_->getHandle());
}

std::int64_t Database::last_row_id() const {
    return database_->getLastInsertRowid();
}

Result<std::int64_t> Database::version() {
    Statement read = TRY(prepare("PRAGMA user_version"));
    TRY(read.step());
    return read.integer(0);
}

Result<void> Database::set_version(std::int64_t version) {
    return run(("PRAGMA user_version=" + std::to_string(version)).c_str());
}

sqlite3* Database::handle() const {
    return database_->getHandle();
}

Result<Transaction> Transaction::begin(Database& database) {
    Statement begin = TRY(database.prepare("BEGIN IMMEDIATE"));
    TRY(begin.run());
    return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
    if (database_ == nullptr) return;
    // SQLite may have rolled back by itself (disk full): then there is nothing to take back.
    if (sqlite3_get_autocommit(database_->handle()) != 0) return;
    static_cast<void>(database_->run("ROLLBACK"));
}

Result<void> Transaction::commit() {
    Statement commit = TRY(database_->prepare("COMMIT"));
    TRY(commit.run());
    database_ = nullptr;
    return {};
}

Result<void> sync_database(Files& files, const Path& file) {
    const Result<void> log = files.sync(with_suffix(file, "-wal"));
    if (!log.ok() && log.error().code() != Errc::not_found) return log.error();
    return files.sync(file);
}

Result<void> remove_database(Files& files, const Path& file) {
    for (const std::string_view suffix : companions) TRY(files.remove(with_suffix(file, suffix)));
    return {};
}

namespace {

// Lies beside a database that is being set aside, and says under which name.
constexpr std::string_view moving_suffix = ".moving";

Result<void> move_aside(Files& files, const Path& file, const Path& aside) {
    for (const std::string_view suffix : companions) {
        const Path from = with_suffix(file, suffix);
        if (files.size(from).ok()) TRY(files.move_durably(from, with_suffix(aside, suffix)));
    }
    return files.remove(with_suffix(file, moving_suffix));
}

}  // namespace

Result<std::optional<Path>> finish_setting_aside(Files& files, const Path& file) {
    constexpr std::uint64_t name_bytes_max = 256;
    const Result<std::string> name = files.read(with_suffix(file, moving_suffix), name_bytes_max);
    if (!name.ok() && name.error().code() == Errc::not_found) return std::optional<Path>();
    // Whatever else lies there under that name was not written by us.
    const bool ours = name.ok() && name.value().starts_with(file.filename().string() + ".bad-") &&
                      name.value().find('/') == std::string::npos;
    if (!ours) {
        TRY(files.remove(with_suffix(file, moving_suffix)));
        return std::optional<Path>();
    }
    const Path aside = file.parent_path() / name.value();
    TRY(move_aside(files, file, aside));
    return std::optional(aside);
}

Result<Path> set_database_aside(Files& files, const Path& file) {
    constexpr int tries_max = 1000;
    for (int i = 1; i <= tries_max; ++i) {
        const Path aside = with_suffix(file, ".bad-" + std::to_string(i));
        // Never what belongs to one under the name of another.
        const bool taken = std::any_of(
            std::begin(companions), std::end(companions),
            [&](std::string_view suffix) { return files.size(with_suffix(aside, suffix)).ok(); });
        if (taken) continue;
        TRY(files.write_durably(with_suffix(file, moving_suffix), aside.filename().string()));
        TRY(move_aside(files, file, aside));
        return aside;
    }
    return Error(Errc::exhausted, file.string() + ": too many set aside");
}

}  // namespace hall
