// Trusted set: the decisions of the TUF client workflow, without files and network.
//
// Bytes go in, in the order of the workflow (root, timestamp, snapshot, targets, roles
// delegated from there); what was verified can be looked at. Each role has two ways in:
// recall_…() for what lies on our own disk, which was judged when it was stored and
// serves as the mark below which nothing may fall, even if it has expired since; and
// update_…() for what somebody offers us now.
//
// Errors, of every call: corrupt (cannot be what it claims to be), untrusted (signature,
// version, length, hash or expiry is wrong). After an error the set is as it was.

#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "sync/core/result.h"
#include "sync/trust/client.h"
#include "sync/wire/metadata.h"

namespace hall::tuf {

// What is asked of metadata beyond its signatures; see Client::open().
struct TrustRules {
    Expiry expiry = Expiry::enforced;
    std::string view;
    std::int64_t step_max = ClientLimits{}.version_step_max;
};

class TrustedSet {
  public:
    // Trust on installation: the root has only to be signed by itself.
    static Result<TrustedSet> create(std::string_view root, TrustRules rules);

    // A set of the same root and nothing else: where every update starts.
    TrustedSet begin() const;

    // Takes over the root of a newer set.
    void adopt_root(const TrustedSet& newer) { root_ = newer.root_; }

    // The next root of the chain: signed by the threshold of the present root and by its
    // own, and exactly one version newer (section 5.3.4 to 5.3.5).
    Result<void> update_root(std::string_view bytes);

    // The last root of the chain must not have expired (section 5.3.10).
    Result<void> check_root(std::int64_t now_ms) const;

    Result<void> recall_timestamp(std::string_view bytes);

    // True if it is newer than ours; false if it has the same version, and then ours
    // stays, whatever the other one says (section 5.4.3).
    Result<bool> update_timestamp(std::string_view bytes, std::int64_t now_ms);

    // The timestamp we go on with must not have expired (section 5.4.4).
    Result<void> check_timestamp(std::int64_t now_ms) const;

    Result<void> recall_snapshot(std::string_view bytes);
    Result<void> update_snapshot(std::string_view bytes, std::int64_t now_ms);

    // The snapshot we go on with is the one the timestamp names, and has not expired
    // (sections 5.5.4 and 5.5.6).
    Result<void> check_snapshot(std::int64_t now_ms) const;

    // Metadata of a role, verified for one delegator: "root" for "targets". What comes
    // from our disk goes in the same way, for the snapshot says which version counts.
    //   not_found  the delegator is not loaded or does not name the role, or the snapshot
    //              does not list it
    Result<const Targets*> update_targets(std::string_view bytes, const std::string& role,
                                          const std::string& delegator, std::int64_t now_ms);

    // A role that is loaded, verified again if it was loaded for another delegator. Null
    // if it is not loaded.
    Result<const Targets*> loaded(const std::string& role, const std::string& delegator,
                                  std::int64_t now_ms);

    // What the snapshot says of a role. Fails with `not_found` if it does not list it.
    Result<FileInfo> snapshot_entry(const std::string& role) const;

    const Root& root() const { return root_; }
    const Timestamp* timestamp() const { return timestamp_ ? &*timestamp_ : nullptr; }
    const Snapshot* snapshot() const { return snapshot_ ? &*snapshot_ : nullptr; }
    const Targets* targets() const;

    // Earliest expiry of what is loaded but the root.
    std::optional<std::int64_t> expires_ms() const;

  private:
    struct Loaded {
        Envelope envelope;  // what a further delegator's keys are held against
        Targets targets;
        std::set<std::string> delegators;  // it was verified for these
    };
    struct Signers {
        const Role* role;
        const std::map<std::string, Key>* keys;
    };

    TrustedSet(Root root, TrustRules rules) : root_(std::move(root)), rules_(std::move(rules)) {}

    Result<void> check_expiry(const Common& common, std::int64_t now_ms) const;
    Result<void> check_view(const Json& signed_part) const;
    Result<void> check_step(std::int64_t version, std::int64_t trusted) const;
    Result<void> check_entries(const Snapshot& snapshot) const;
    Result<Envelope> open_top_level(std::string_view bytes, const std::string& role) const;
    Result<Signers> signers_of(const std::string& role, const std::string& delegator) const;

    Root root_;
    TrustRules rules_;
    std::optional<Timestamp> timestamp_;
    std::optional<Snapshot> snapshot_;
    std::map<std::string, Loaded> roles_;
};

}  // namespace hall::tuf
