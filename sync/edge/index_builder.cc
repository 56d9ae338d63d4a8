#include "sync/edge/index_builder.h"

#include <algorithm>

#include "sync/core/check.h"
#include "sync/edge/index_postings.h"
#include "sync/edge/tokens.h"

namespace hall {

namespace {

// Of the tables behind the index: rows of search_data that are no leaves.
constexpr std::int64_t averages_row = 1;
constexpr std::int64_t structure_row = 10;
constexpr std::int64_t format_version = 4;

constexpr std::size_t columns = search_columns.size();
constexpr std::size_t leaf_bytes = 4050;  // FTS5's own "pgsz": a leaf fits one page
constexpr std::size_t leaf_head_bytes = 4;
constexpr std::size_t token_bytes_max = 32'768;  // FTS5 cuts longer ones
constexpr std::size_t cookie_bytes = 4;

std::int64_t leaf_row(std::int64_t segment, std::int64_t leaf) {
    return (segment << 37) + leaf;
}

// The first byte of a doclist's varint and what follows it.
std::size_t varint_bytes(std::string_view bytes) {
    std::string_view rest = bytes;
    read_varint(rest);
    return bytes.size() - rest.size();
}

// The most whole varints that fit into `room` bytes; at least one.
std::size_t whole_varints(std::string_view bytes, std::size_t room) {
    std::size_t end = varint_bytes(bytes);
    while (end < bytes.size()) {
        const std::size_t next = end + varint_bytes(bytes.substr(end));
        if (next > room) break;
        end = next;
    }
    return end;
}

// Writes one segment: terms in order, each with its doclist, into leaves.
//
// A leaf is two numbers of 16 bits (where the first row stands that follows no term; where
// the terms end), the terms with their doclists, and the places of the terms as varints. A
// term shares what it can with the one before it on its leaf. A doclist may go on over
// several leaves; the first row on each is said in full.
class SegmentWriter {
  public:
    SegmentWriter(Statement& insert_leaf, Statement& insert_term, std::int64_t segment)
        : insert_leaf_(insert_leaf), insert_term_(insert_term), segment_(segment) {
        start_leaf();
    }

    Result<void> add(std::string_view term, std::string_view doclist) {
        TRY(add_term(term));
        if (leaf_.size() + terms_.size() + doclist.size() + 1 <= leaf_bytes) {
            leaf_.append(doclist);
            return {};
        }
        return add_long_doclist(doclist);
    }

    // How many leaves there are in the end.
    Result<std::int64_t> finish() {
        if (leaf_.size() > leaf_head_bytes) TRY(write_leaf());
        return leaf_number_ - 1;
    }

  private:
    Result<void> add_term(std::string_view term) {
        if (leaf_.size() + terms_.size() + term.size() + 2 >= leaf_bytes &&
            leaf_.size() > leaf_head_bytes) {
            TRY(write_leaf());
        }
        append_varint(terms_, leaf_.size() - last_term_place_);
        last_term_place_ = leaf_.size();
        const std::size_t shared = static_cast<std::size_t>(
            std::mismatch(term.begin(), term.end(), last_term_.begin(), last_term_.end()).first -
            term.begin());
        if (first_on_leaf_) {
            // What leads to this leaf: longer by one than what both neighbours share.
            TRY(note_leaf(leaf_number_ == 1 ? std::string_view() : term.substr(0, shared + 1)));
            append_varint(leaf_, term.size());
            leaf_.append(term);
        } else {
            append_varint(leaf_, shared);
            append_varint(leaf_, term.size() - shared);
            leaf_.append(term.substr(shared));
        }
        last_term_ = term;
        first_on_leaf_ = false;
        row_said_ = true;  // the doclist begins with its first row in full
        return {};
    }

    Result<void> add_long_doclist(std::string_view doclist) {
        std::uint64_t row = 0;
        while (!doclist.empty()) {
            const std::uint64_t distance = read_varint(doclist);
            row += distance;
            if (row_said_) {
                append_varint(leaf_, distance);
            } else {
                put_u16(0, leaf_.size());
                append_varint(leaf_, row);
                row_said_ = true;
            }
            std::string_view rest = doclist;
            const std::uint64_t bytes = read_varint(rest) / 2;
            TRY(add_places(doclist.substr(0, doclist.size() - rest.size() + bytes)));
            rest.remove_prefix(bytes);
            doclist = rest;
        }
        return {};
    }

    // One row's places with their length before them, broken only between numbers.
    Result<void> add_places(std::string_view places) {
        const auto room = [&] {
            const std::size_t taken = leaf_.size() + terms_.size();
            return taken < leaf_bytes ? leaf_bytes - taken : 0;
        };
        if (places.size() <= room()) {
            leaf_.append(places);
            return {};
        }
        while (!places.empty()) {
            const std::size_t bytes =
                places.size() <= room() ? places.size() : whole_varints(places, room());
            leaf_.append(places.substr(0, bytes));
            places.remove_prefix(bytes);
            if (room() == 0) TRY(write_leaf());
        }
        return {};
    }

    void put_u16(std::size_t at, std::size_t value) {
        leaf_[at] = static_cast<char>(value >> 8);
        leaf_[at + 1] = static_cast<char>(value & 0xFF);
    }

    Result<void> note_leaf(std::string_view term) {
        return insert_term_.bind(1, segment_).bind_blob(2, term).bind(3, leaf_number_ << 1).run();
    }

    Result<void> write_leaf() {
        put_u16(2, leaf_.size());
        leaf_.append(terms_);
        TRY(insert_leaf_.bind(1, leaf_row(segment_, leaf_number_)).bind_blob_kept(2, leaf_).run());
        ++leaf_number_;
        start_leaf();
        return {};
    }

    void start_leaf() {
        leaf_.assign(leaf_head_bytes, '\0');
        terms_.clear();
        last_term_place_ = 0;
        first_on_leaf_ = true;
        row_said_ = false;
    }

    Statement& insert_leaf_;
    Statement& insert_term_;
    const std::int64_t segment_;
    std::int64_t leaf_number_ = 1;
    std::string leaf_;
    std::string terms_;
    std::size_t last_term_place_ = 0;
    std::string last_term_;
    bool first_on_leaf_ = true;
    bool row_said_ = false;
};

}  // namespace

struct IndexBuilder::State {
    Database& database;
    Statement insert_leaf;
    Statement insert_term;
    Statement insert_size;
    Postings postings;
    std::int64_t rows = 0;
    std::array<std::uint64_t, columns> tokens{};  // of each column, over all rows
    std::vector<std::int64_t> leaves;             // of each segment written

    Result<void> write_segment() {
        if (postings.empty()) return {};
        const auto segment = static_cast<std::int64_t>(leaves.size()) + 1;
        SegmentWriter writer(insert_leaf, insert_term, segment);
        std::string term = "0";  // the main index, as opposed to one of prefixes
        TRY(postings.drain([&](std::string_view bytes, std::string_view doclist) {
            term.resize(1);
            term.append(bytes);
            return writer.add(term, doclist);
        }));
        leaves.push_back(TRY(writer.finish()));
        return {};
    }

    Result<void> put_block(std::int64_t row, std::string_view block) {
        Statement update = TRY(database.prepare("UPDATE search_data SET block=? WHERE id=?"));
        return update.bind_blob(1, block).bind(2, row).run();
    }

    Result<std::string> block(std::int64_t row) {
        Statement select = TRY(database.prepare("SELECT block FROM search_data WHERE id=?"));
        if (!TRY(select.bind(1, row).step())) return Error(Errc::corrupt, "no search index");
        return select.blob(0);
    }

    // All segments stand on one level, the third: FTS5 merges them bit by bit as it writes
    // more, and never all at once, as it would sixteen on the first.
    Result<void> write_structure() {
        constexpr std::uint64_t level = 2;
        std::uint64_t leaves_written = 0;
        for (const std::int64_t count : leaves) leaves_written += static_cast<std::uint64_t>(count);
        std::string structure = TRY(block(structure_row)).substr(0, cookie_bytes);
        append_varint(structure, level + 1);
        append_varint(structure, leaves.size());
        append_varint(structure, leaves_written);
        for (std::uint64_t empty = 0; empty < level; ++empty) structure.append(2, '\0');
        append_varint(structure, 0);  // none of them is being merged
        append_varint(structure, leaves.size());
        for (std::size_t i = 0; i < leaves.size(); ++i) {
            append_varint(structure, i + 1);
            append_varint(structure, 1);
            append_varint(structure, static_cast<std::uint64_t>(leaves[i]));
        }
        return put_block(structure_row, structure);
    }

    Result<void> write_averages() {
        std::string averages;
        append_varint(averages, static_cast<std::uint64_t>(rows));
        for (const std::uint64_t count : tokens) append_varint(averages, count);
        return put_block(averages_row, averages);
    }
};

IndexBuilder::IndexBuilder(std::unique_ptr<State> state) : state_(std::move(state)) {}
IndexBuilder::IndexBuilder(IndexBuilder&&) noexcept = default;
IndexBuilder& IndexBuilder::operator=(IndexBuilder&&) noexcept = default;
IndexBuilder::~IndexBuilder() = default;

Result<bool> IndexBuilder::can_build(Database& database) {
    Statement version = TRY(database.prepare("SELECT v FROM search_config WHERE k='version'"));
    if (!TRY(version.step()) || version.integer(0) != format_version) return false;
    version.reset();
    Statement select = TRY(database.prepare("SELECT block FROM search_data WHERE id=10"));
    if (!TRY(select.step())) return false;
    // Four bytes of another kind, then how many levels and segments there are.
    const std::string structure = select.blob(0);
    if (structure.size() < cookie_bytes + 2) return false;
    std::string_view rest = std::string_view(structure).substr(cookie_bytes);
    read_varint(rest);
    if (read_varint(rest) != 0) return false;
    select.reset();
    // FTS5 forgets what it knew of the empty index, and reads it again at its next use. Not
    // inside the transaction to come: what is written twice in one is costly in a WAL.
    TRY(database.run("INSERT INTO search(search) VALUES('delete-all')"));
    return true;
}

Result<IndexBuilder> IndexBuilder::begin(Database& database) {
    Statement insert_leaf = TRY(database.prepare("INSERT INTO search_data(id, block) VALUES(?,?)"));
    Statement insert_term =
        TRY(database.prepare("INSERT INTO search_idx(segid, term, pgno) VALUES(?,?,?)"));
    Statement insert_size = TRY(database.prepare("INSERT INTO search_docsize(id, sz) VALUES(?,?)"));
    std::unique_ptr<State> state(new State{.database = database,
                                           .insert_leaf = std::move(insert_leaf),
                                           .insert_term = std::move(insert_term),
                                           .insert_size = std::move(insert_size)});
    return IndexBuilder(std::move(state));
}

Result<void> IndexBuilder::add(std::int64_t row, const SearchText& text) {
    CHECK(row > 0 && row < std::int64_t{1} << 32);
    if (is_empty(text)) return {};
    State& state = *state_;
    if (state.postings.full()) TRY(state.write_segment());
    std::string sizes;
    for (std::uint32_t column = 0; column < columns; ++column) {
        std::uint32_t count = 0;
        const std::string& bytes = text.*search_columns[column].text;
        state.postings.expect(bytes.size());
        const auto note = [&](const Token& token) __attribute__((always_inline)) {
            state.postings.note(token.bytes.substr(0, token_bytes_max), count++);
            return 0;
        };
        for_each_token(bytes, false, note);
        state.postings.take_noted({static_cast<std::uint32_t>(row), column});
        append_varint(sizes, count);
        state.tokens[column] += count;
    }
    ++state.rows;
    return state.insert_size.bind(1, row).bind_blob(2, sizes).run();
}

Result<void> IndexBuilder::finish() {
    TRY(state_->write_segment());
    TRY(state_->write_structure());
    return state_->write_averages();
}

}  // namespace hall
