// A TUF repository in memory, honest unless a test makes it otherwise.
//
// A test changes what the next publication is to say (root(), targets(), …), calls
// publish(), and then perhaps spoils what lies on the shelves. It is strict: it gives a
// file only under the name the specification says, refuses to give more bytes than were
// asked for, and writes down every question.

#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/random.h"
#include "sync/trust/client.h"
#include "sync/wire/metadata.h"

namespace hall::tuf {

// A key that signs; of any type.
struct Signer {
    std::string id;
    Key key;
    std::function<std::string(std::string_view)> sign;
};

// A fresh Ed25519 key.
Signer make_signer(Random& random);

class Repository final : public Fetcher {
  public:
    static constexpr std::int64_t day_ms = 86'400'000;

    // Version 1 of the four roles, each with a key of its own, published at `now_ms` and
    // good for 30 days.
    Repository(Random& random, std::int64_t now_ms);

    // --- What the next publication says.
    Root& root() { return root_; }
    Timestamp& timestamp() { return timestamp_; }
    Snapshot& snapshot() { return snapshot_; }
    Targets& targets(const std::string& role = "targets");
    std::vector<Signer>& signers(const std::string& role) { return signers_[role]; }

    // Whether timestamp and snapshot state length and hashes of what they list.
    bool states_hashes = false;

    // Adds a key to the role and lets it sign. Without a signer a fresh one is made.
    void add_key(const std::string& role, Signer signer);
    void add_key(const std::string& role) { add_key(role, make_signer(random_)); }

    // Puts one fresh key in the place of all keys of a top-level role.
    void rotate_keys(const std::string& role);

    // A delegated role with one fresh key and no targets; several may delegate to it.
    void add_delegation(const std::string& delegator, DelegatedRole role);

    // A target with its content on the shelf, under plain and hashed names.
    void add_target(const std::string& role, const std::string& path, const std::string& content);

    // Signs the next version of each role, in the order given, and puts it on the shelf. A
    // role's entry in the snapshot (the snapshot's in the timestamp) is brought up to date.
    void publish(const std::vector<std::string>& roles);

    // The same under the version the role has now: for what an attacker would serve.
    void publish_again(const std::vector<std::string>& roles);

    // Publishes targets, snapshot and timestamp: the usual day.
    void publish_targets() { publish({"targets", "snapshot", "timestamp"}); }

    // --- The shelves: "timestamp.json", "3.root.json"; targets by path.
    std::map<std::string, std::string> metadata_files;
    std::map<std::string, std::string> target_files;

    // Bytes last published for a role.
    const std::string& published(const std::string& role) const { return published_.at(role); }

    // Signs any content as the role's signers would.
    std::string signed_bytes(const std::string& role, const Json& content) const;

    // --- Faults. A name in `failing` gives that error.
    std::map<std::string, Errc> failing;

    // Names asked for, in order.
    std::vector<std::string> asked_metadata;
    std::vector<std::string> asked_targets;

    Result<std::string> metadata(std::string_view name, std::uint64_t bytes_max) override;
    Result<std::string> target(std::string_view path, std::uint64_t bytes_max) override;

  private:
    Common& common_of(const std::string& role);
    Json content_of(const std::string& role);
    void put(const std::string& role);
    Result<std::string> give(const std::map<std::string, std::string>& shelf,
                             const std::string& name, std::uint64_t bytes_max) const;

    Random& random_;
    std::int64_t expires_ms_;
    Root root_;
    Timestamp timestamp_;
    Snapshot snapshot_;
    std::map<std::string, Targets> targets_;
    std::map<std::string, std::vector<Signer>> signers_;
    std::map<std::string, std::string> published_;
};

}  // namespace hall::tuf
