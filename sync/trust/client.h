// The TUF client workflow (specification 1.0.34, section 5), step by step as written
// there, over an injected source of files and an injected time.
//
// What always holds (tests/trust):
//
//   - No metadata is used or stored before its signatures, version, expiry, length and
//     hashes were checked.
//   - A version never goes back, also not across restarts: what is trusted is on disk.
//   - One time is used for a whole update (section 5.1).
//   - At most root_rotations_max new roots, delegations_max visited roles and the
//     stated lengths are read, however much the other side offers.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/metadata.h"

namespace hall::tuf {

// Gives the bytes of a file of the repository.
//   not_found    the repository does not have it (HTTP 403 or 404)
//   exhausted    longer than bytes_max
//   unavailable  anything else
class Fetcher {
  public:
    virtual ~Fetcher() = default;

    // `name` is relative to the metadata folder: "timestamp.json", "3.root.json". A
    // delegated role's name is percent-encoded in it.
    virtual Result<std::string> metadata(std::string_view name, std::uint64_t bytes_max) = 0;

    // `path` is relative to the targets folder, with the hash prefix where consistent
    // snapshots ask for one.
    virtual Result<std::string> target(std::string_view path, std::uint64_t bytes_max) = 0;
};

struct ClientLimits {
    int root_rotations_max = 256;
    int delegations_max = 32;
    std::uint64_t root_bytes_max = 512'000;
    std::uint64_t timestamp_bytes_max = 16'384;
    std::uint64_t snapshot_bytes_max = 2'000'000;
    std::uint64_t targets_bytes_max = 5'000'000;
    std::uint64_t target_bytes_max = std::uint64_t{64} << 20;

    // No version of a timestamp, a snapshot or a role rises further than this at once. A
    // thief of the online keys cannot drive versions to the end of all numbers in one
    // step; what he did is undone by new keys, under which versions start again.
    std::int64_t version_step_max = 1'000'000;
};

enum class Expiry {
    enforced,  // expired metadata is refused, as the specification says
    reported,  // expired metadata is used and reported: a kiosk in a village without a
               // network goes on showing what was verified (invariant 7)
};

struct TargetFile {
    std::string path;
    FileInfo info;
    std::string role;  // the delegated role that spoke for it
};

class Client {
  public:
    // Opens what is trusted in `folder` (root.json must be there, see init()).
    // Unreadable or unverifiable cached files other than root.json count as absent.
    // `view`: take only a timestamp and a snapshot whose member "view" says this; all
    // views of a county are signed by the same keys. Empty: any repository.
    //   not_found, corrupt  no usable root.json
    static Result<Client> open(Files& files, Path folder, ClientLimits limits = {},
                               Expiry expiry = Expiry::enforced, std::string view = {});

    // Makes `root` the trusted root of the folder, as it is: trust on installation.
    // Checks that it is a root signed by itself. Other metadata that lies there is used
    // only if it verifies under this root.
    static Result<void> init(Files& files, const Path& folder, std::string_view root);

    Client(Client&&) noexcept;
    Client& operator=(Client&&) noexcept;
    ~Client();

    // Sections 5.3 to 5.6: root chain, timestamp, snapshot, top-level targets. `now_ms`
    // is the time of the whole update.
    //   untrusted    something was forged, stale, expired, mixed or rolled back
    //   corrupt      something cannot be metadata at all
    //   exhausted    something is longer than stated or allowed, or our disk is full
    //   unavailable  the repository could not be reached or lacks a file; what was
    //                trusted stays so
    Result<void> refresh(Fetcher& fetcher, std::int64_t now_ms);

    // Metadata of a delegated role by the name of its delegator ("targets" for the
    // top); verified for this delegator. Fetched if the snapshot lists a newer one. Stays
    // valid until the next refresh(). Errors like refresh(), and
    //   not_found    the delegator is not loaded or does not name the role, or the
    //                snapshot does not list it
    // REQUIRES: refresh() succeeded in this object's life.
    Result<const Targets*> role(Fetcher& fetcher, std::string_view name, std::string_view delegator,
                                std::int64_t now_ms);

    // Section 5.6.7: looks a target up through the delegations, depth first. Errors like
    // refresh(), and
    //   not_found    no role speaks for it, among delegations_max roles
    // REQUIRES: refresh() succeeded in this object's life.
    Result<TargetFile> find(Fetcher& fetcher, std::string_view target, std::int64_t now_ms);

    // Where the repository keeps the target, relative to the targets folder: for those who
    // fetch it themselves, in parts, and check it against target.info. `untrusted` if it
    // has no hash that names it.
    Result<std::string> target_path(const TargetFile& target) const;

    // Fetches a target and checks length and hashes. Errors like refresh().
    Result<std::string> download(Fetcher& fetcher, const TargetFile& target);

    // What is trusted now; null before the first refresh or cached load.
    const Root& root() const;
    const Timestamp* timestamp() const;
    const Snapshot* snapshot() const;
    const Targets* targets() const;

    // Earliest expiry among timestamp, snapshot, targets and roles in use.
    std::optional<std::int64_t> expires_ms() const;

  private:
    struct State;
    explicit Client(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Percent-encodes a role's name for use in a URL (RFC 3986, everything but unreserved
// characters).
std::string encoded_role_name(std::string_view name);

// A role's or target's name as the name of one file: encoded as above, and where that is
// longer than file systems take, its beginning and its hash. Never ".", ".." or empty.
std::string file_name_of(std::string_view name);

}  // namespace hall::tuf
