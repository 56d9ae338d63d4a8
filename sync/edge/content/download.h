// Download: one file that is known by its hash, on its way to the board piece by piece.
//
// What has come stays on the disk, so that a broken line, a restart or a power cut costs
// one piece at most. Every byte is hashed as it comes; what is on the disk from an earlier
// life is hashed again. Nothing is called whole before length and hash fit.
//
// Ranges are RFC 9110, section 14. A server that knows none is asked for the whole, if it
// is small.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/edge/transport/transport.h"
#include "sync/wire/signature.h"

namespace hall {

struct Wanted {
    std::string path;    // at the server
    std::string sha256;  // hexadecimal
    std::uint64_t bytes = 0;
};

struct DownloadLimits {
    std::uint64_t piece_bytes = std::uint64_t{1} << 20;
    std::uint64_t complete_bytes_max = std::uint64_t{8} << 20;   // from a server without ranges
    std::uint64_t progress_bytes_min = std::uint64_t{64} << 10;  // of a piece that broke off
    int piece_ms = 30'000;  // what came by then is kept, and events get their turn
};

class Download {
  public:
    // The file grows at `file`; what lies there is taken to be its beginning.
    Download(Files& files, Transport& transport, Wanted wanted, Path file,
             DownloadLimits limits = {});

    // Fetches the next piece. True when the file is there, whole and verified.
    //   unavailable  little or nothing came; what came is kept
    //   not_found    the server does not have it
    //   untrusted    what came is not what was wanted; it is gone, and the next step begins
    //                anew
    //   exhausted    the disk is full
    //   refused      the server knows no ranges and the file is large
    Result<bool> step();

    // step(), for those who are to be told of others' faults only: what an earlier life left
    // here was perhaps never synced, and a power cut spoils it. Found wrong, it is thrown
    // away once without a word.
    Result<bool> go_on();

    const Wanted& wanted() const { return wanted_; }

  private:
    Result<void> take_up();
    Result<void> begin_anew();
    Result<void> fetch_piece();
    Result<void> take_range(const HttpResponse& response, std::uint64_t piece);
    Result<void> take_whole(const HttpResponse& response);
    static Result<void> check_status(const HttpResponse& response, int status);
    Result<void> keep(const HttpResponse& response);
    Result<void> check();

    Files* files_;
    Transport* carrier_;
    Wanted wanted_;
    Path file_;
    DownloadLimits limits_;
    std::optional<Sha256> hash_;  // of what is there; nothing before take_up()
    std::uint64_t have_ = 0;
    std::string etag_;  // what the server calls the file whose beginning we have
    bool ranges_ = true;
    bool left_by_earlier_life_ = false;  // some of what is there, perhaps
};

// True if the file is there and has these bytes, read part by part. What cannot be read, a
// bad sector of a cheap card, is as good as spoilt.
bool has_hash(Files& files, const Path& file, std::uint64_t bytes, std::string_view sha256);

}  // namespace hall
