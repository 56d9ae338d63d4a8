#include "sync/edge/content/download.h"

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

Download::Download(Files& files, Transport& transport, Wanted wanted, Path file,
                   DownloadLimits limits)
    : files_(&files),
      carrier_(&transport),
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
    HttpRequest request;
    request.path = wanted_.path;
    request.part_will_do = true;
    request.timeout_ms = limits_.piece_ms;
    request.bytes_max = ranged ? piece : wanted_.bytes;
    if (ranged) {
        request.headers.emplace_back(
            "Range", "bytes=" + std::to_string(have_) + '-' + std::to_string(have_ + piece - 1));
        if (have_ > 0 && !etag_.empty()) request.headers.emplace_back("If-Range", etag_);
    }
    const HttpResponse response = TRY(carrier_->exchange(request));
    if (response.body.size() > request.bytes_max) {
        TRY(begin_anew());
        return Error(Errc::untrusted, "longer than stated");
    }
    return ranged ? take_range(response, piece) : take_whole(response);
}

Result<void> Download::take_range(const HttpResponse& response, std::uint64_t piece) {
    if (response.status == 200 || response.status == 416) {
        // What we have is the beginning of something else, or the server knows no ranges.
        const bool at_the_beginning = have_ == 0;
        TRY(begin_anew());
        if (!at_the_beginning) return {};
        ranges_ = false;
        if (response.status == 200 && wanted_.bytes <= limits_.complete_bytes_max) return {};
        return Error(Errc::refused, "the server knows no ranges");
    }
    TRY(check_status(response, 206));
    const std::string range = "bytes " + std::to_string(have_) + '-';
    const bool whole = response.broken_off || response.body.size() == piece;
    if (!response.header("content-range").starts_with(range) || !whole) {
        TRY(begin_anew());
        return Error(Errc::untrusted, "another range than was asked for");
    }
    return keep(response);
}

Result<void> Download::take_whole(const HttpResponse& response) {
    TRY(check_status(response, 200));
    // What somebody else responses with in the county's place is not written down.
    const std::string length = response.header("content-length");
    const std::uint64_t bytes = response.body.size();
    if ((!response.broken_off && bytes != wanted_.bytes) ||
        (!length.empty() && length != std::to_string(wanted_.bytes))) {
        return Error(Errc::untrusted, (length.empty() ? std::to_string(bytes) : length) +
                                          " bytes in place of " + std::to_string(wanted_.bytes));
    }
    TRY(begin_anew());
    TRY(keep(response));
    if (ranges_ || have_ == wanted_.bytes) return {};
    return Error(Errc::unavailable, "broke off, and the server knows no ranges");
}

Result<void> Download::check_status(const HttpResponse& response, int status) {
    if (response.status == status) return {};
    const bool missing = response.status == 404 || response.status == 403 || response.status == 410;
    return Error(missing ? Errc::not_found : Errc::unavailable,
                 "HTTP " + std::to_string(response.status));
}

// A line that breaks again and again after a few bytes is to be left alone for a while;
// what came is kept all the same.
Result<void> Download::keep(const HttpResponse& response) {
    if (Result<void> added = files_->append(file_, response.body); !added.ok()) {
        hash_.reset();  // some of it may be there: look again before going on
        return added;
    }
    hash_->add(response.body);
    have_ += response.body.size();
    etag_ = response.header("etag");
    if (!response.broken_off || response.body.size() >= limits_.progress_bytes_min) return {};
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
