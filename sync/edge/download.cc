#include "sync/edge/download.h"

#include <algorithm>
#include <utility>

#include "sync/core/encoding.h"

namespace hall {

namespace {

constexpr std::uint64_t read_bytes = 256 << 10;

// Hashes the beginning of a file; gives its length. At most `bytes_max` are read.
Result<std::uint64_t> add_file(Sha256& hash, Files& files, const Path& file,
                               std::uint64_t bytes_max) {
    std::uint64_t have = 0;
    while (have < bytes_max) {
        const std::string part =
            TRY(files.read_part(file, have, std::min(read_bytes, bytes_max - have)));
        if (part.empty()) break;
        hash.add(part);
        have += part.size();
    }
    return have;
}

}  // namespace

bool has_hash(Files& files, const Path& file, std::uint64_t bytes, std::string_view sha256) {
    const Result<std::uint64_t> size = files.size(file);
    if (!size.ok() || size.value() != bytes) return false;
    Sha256 hash;
    const Result<std::uint64_t> read = add_file(hash, files, file, bytes);
    return read.ok() && read.value() == bytes && hex_of(hash.finish()) == sha256;
}

Download::Download(Files& files, Carrier& carrier, Wanted wanted, Path file, DownloadLimits limits)
    : files_(&files),
      carrier_(&carrier),
      wanted_(std::move(wanted)),
      file_(std::move(file)),
      limits_(limits) {}

Result<bool> Download::step() {
    if (!hash_) TRY(take_up());
    if (have_ < wanted_.bytes) TRY_IN(wanted_.path, fetch_piece());
    if (have_ < wanted_.bytes) return false;
    TRY_IN(wanted_.path, check());
    return true;
}

Result<bool> Download::go_on() {
    Result<bool> stepped = step();
    if (stepped.ok() || stepped.error().code() != Errc::untrusted) return stepped;
    if (!std::exchange(left_by_earlier_life_, false)) return stepped;
    return false;
}

// Goes on from what an earlier life left behind.
Result<void> Download::take_up() {
    const Result<std::uint64_t> size = files_->size(file_);
    if (!size.ok() && size.error().code() != Errc::not_found) return size.error();
    if (!size.ok() || size.value() > wanted_.bytes) return begin_anew();
    Sha256 hash;
    const Result<std::uint64_t> have = add_file(hash, *files_, file_, wanted_.bytes);
    // A bad sector would stay in the way for ever.
    if (!have.ok()) return begin_anew();
    have_ = have.value();
    left_by_earlier_life_ = have_ > 0;
    hash_ = std::move(hash);
    return {};
}

Result<void> Download::begin_anew() {
    hash_.reset();  // it may be gone although the disk says it failed: then look again
    TRY(files_->remove(file_));
    hash_.emplace();
    have_ = 0;
    etag_.clear();
    return {};
}

Result<void> Download::fetch_piece() {
    const std::uint64_t piece = std::min(wanted_.bytes - have_, limits_.piece_bytes);
    const bool ranged = ranges_ && piece < wanted_.bytes;
    HttpQuestion question;
    question.path = wanted_.path;
    question.part_will_do = true;
    question.timeout_ms = limits_.piece_ms;
    question.bytes_max = ranged ? piece : wanted_.bytes;
    if (ranged) {
        question.headers.emplace_back(
            "Range", "bytes=" + std::to_string(have_) + '-' + std::to_string(have_ + piece - 1));
        if (have_ > 0 && !etag_.empty()) question.headers.emplace_back("If-Range", etag_);
    }
    const HttpAnswer answer = TRY(carrier_->exchange(question));
    if (answer.body.size() > question.bytes_max) {
        TRY(begin_anew());
        return Error(Errc::untrusted, "longer than stated");
    }
    return ranged ? take_range(answer, piece) : take_whole(answer);
}

Result<void> Download::take_range(const HttpAnswer& answer, std::uint64_t piece) {
    if (answer.status == 200 || answer.status == 416) {
        // What we have is the beginning of something else, or the server knows no ranges.
        const bool at_the_beginning = have_ == 0;
        TRY(begin_anew());
        if (!at_the_beginning) return {};
        ranges_ = false;
        if (answer.status == 200 && wanted_.bytes <= limits_.whole_bytes_max) return {};
        return Error(Errc::refused, "the server knows no ranges");
    }
    TRY(check_status(answer, 206));
    const std::string range = "bytes " + std::to_string(have_) + '-';
    const bool whole = answer.broken_off || answer.body.size() == piece;
    if (!answer.header("content-range").starts_with(range) || !whole) {
        TRY(begin_anew());
        return Error(Errc::untrusted, "another range than was asked for");
    }
    return keep(answer);
}

Result<void> Download::take_whole(const HttpAnswer& answer) {
    TRY(check_status(answer, 200));
    // What somebody else answers with in the county's place is not written down.
    const std::string length = answer.header("content-length");
    const std::uint64_t bytes = answer.body.size();
    if ((!answer.broken_off && bytes != wanted_.bytes) ||
        (!length.empty() && length != std::to_string(wanted_.bytes))) {
        return Error(Errc::untrusted, (length.empty() ? std::to_string(bytes) : length) +
                                          " bytes in place of " + std::to_string(wanted_.bytes));
    }
    TRY(begin_anew());
    TRY(keep(answer));
    if (ranges_ || have_ == wanted_.bytes) return {};
    return Error(Errc::unavailable, "broke off, and the server knows no ranges");
}

Result<void> Download::check_status(const HttpAnswer& answer, int status) {
    if (answer.status == status) return {};
    const bool missing = answer.status == 404 || answer.status == 403 || answer.status == 410;
    return Error(missing ? Errc::not_found : Errc::unavailable,
                 "HTTP " + std::to_string(answer.status));
}

// A line that breaks again and again after a few bytes is to be left alone for a while;
// what came is kept all the same.
Result<void> Download::keep(const HttpAnswer& answer) {
    if (Result<void> added = files_->append(file_, answer.body); !added.ok()) {
        hash_.reset();  // some of it may be there: look again before going on
        return added;
    }
    hash_->add(answer.body);
    have_ += answer.body.size();
    etag_ = answer.header("etag");
    if (!answer.broken_off || answer.body.size() >= limits_.progress_bytes_min) return {};
    return Error(Errc::unavailable, "broke off");
}

Result<void> Download::check() {
    if (wanted_.bytes == 0) TRY(files_->append(file_, {}));
    const std::string sha256 = hex_of(hash_->finish());
    if (sha256 == wanted_.sha256) return {};
    TRY(begin_anew());
    return Error(Errc::untrusted, "another sha256");
}

}  // namespace hall
