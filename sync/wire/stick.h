// Stick: names and bytes of what is carried between a county and its villages by hand.
// Both ends use nothing but these names; whatever else lies on a stick is left alone.
//
//     HALL/metadata/⟨n⟩.⟨role⟩.json               root, targets, channel roles: for all
//     HALL/metadata/⟨village⟩/timestamp.json      the village's view
//     HALL/metadata/⟨village⟩/⟨n⟩.snapshot.json
//     HALL/targets/⟨folder⟩/⟨sha256⟩.⟨name⟩
//     HALL/blobs/⟨sha256⟩                          pictures and sound, as far as there is room
//     HALL/replies/⟨village⟩/⟨page⟩               signed replies, a line each
//     HALL/outbox/⟨kiosk⟩/⟨epoch⟩-⟨from⟩-⟨to⟩-⟨mark⟩
//                                                 a batch of events, sealed and signed
//     HALL/receipts/⟨kiosk⟩                       signed receipts, a line each
//
// A batch is one line, signed by the kiosk, and a box sealed to the county. Events are
// sealed as it is, but their envelopes are not, and who carries the stick is perhaps the
// very person whom a letter is about:
//
//     {"batch":{"kiosk":"…","village":"…","epoch":3,"from":17,"to":41,"events":12,
//               "holds":["17-5e884898da28",…],"sha256":"…","to_key":"…"},
//      "key":"…","signature":"…"}⟨line break⟩⟨box⟩
//
// What it holds is said by position and the beginning of the event's hash, so that a board
// knows which of its events are in it. Two boards that live on one key and epoch, since
// somebody copied a card, give out the same positions: the mark in the name, which is made
// from what the batch holds, keeps their batches apart, and what it holds tells them of each
// other.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/content.h"
#include "sync/wire/event.h"
#include "sync/wire/signature.h"

namespace hall {

// Where everything lies. `mount` is the folder the stick is reached at. Pure.
class StickFolder {
  public:
    explicit StickFolder(Path mount) : mount_(std::move(mount)) {}

    const Path& mount() const { return mount_; }
    Path root() const { return mount_ / "HALL"; }
    Path metadata() const { return root() / "metadata"; }
    Path view(std::string_view village) const { return metadata() / village; }
    Path timestamp(std::string_view village) const { return view(village) / "timestamp.json"; }
    Path targets() const { return root() / "targets"; }
    Path blobs() const { return root() / "blobs"; }
    Path all_replies() const { return root() / "replies"; }
    Path replies(std::string_view village) const { return all_replies() / village; }
    Path reply_page(std::string_view village, std::int64_t page) const;
    Path all_outboxes() const { return root() / "outbox"; }
    Path outbox(std::string_view kiosk) const { return all_outboxes() / kiosk; }
    Path all_receipts() const { return root() / "receipts"; }
    Path receipts(std::string_view kiosk) const { return all_receipts() / kiosk; }

  private:
    Path mount_;
};

inline constexpr std::size_t stick_receipts_bytes_max = std::size_t{8} << 20;
inline constexpr std::size_t stick_receipts_max = 10'000;

// Replies of a village are numbered without gaps; page n holds those from 100n + 1 to
// 100n + 100, so that a full page never changes.
inline constexpr std::int64_t stick_page_replies = 100;
inline constexpr std::size_t stick_page_bytes_max = std::size_t{8} << 20;
std::int64_t stick_page_of(std::int64_t seq);

// --- Names, as an untrusted peer may have written them; and see published_names.h.

bool is_stick_kiosk(std::string_view name);  // 1 to 64 of [a-z0-9-]

// Events of one outbox, by their positions in it; a new outbox begins a new epoch.
struct BatchSpan {
    std::int64_t epoch = 1;
    std::int64_t from = 1;
    std::int64_t to = 1;

    auto operator<=>(const BatchSpan&) const = default;
};

// An event in a batch: its position, and the first digits of the hash of its bytes.
struct HeldEvent {
    std::int64_t position = 0;
    std::string mark;  // held_mark_digits hexadecimal digits

    auto operator<=>(const HeldEvent&) const = default;
};
inline constexpr std::size_t held_mark_digits = 12;

std::string batch_name(const BatchSpan& span, const std::vector<HeldEvent>& holds = {});
std::optional<BatchSpan> batch_span_of(std::string_view name);

// --- Batches

struct StickBatch {
    std::string kiosk;
    std::string village;
    BatchSpan span;
    std::int64_t events = 0;
    std::vector<HeldEvent> holds;
    std::string to_key;  // id of the county's key that it is sealed to
};

inline constexpr std::size_t stick_head_bytes_max = 4096;
inline constexpr std::size_t stick_batch_bytes_max = stick_head_bytes_max + batch_bytes_max + 1024;

// The file. `events` as for pack_batch(), one for each of head.holds. Fails with `corrupt` if the
// key is none.
Result<std::string> signed_batch(StickBatch head, const std::vector<std::string>& events,
                                 const NamedKey& county, const SigningKey& kiosk);

struct OpenedBatch {
    StickBatch head;
    std::string box;  // holds what pack_batch() made
};

// Gives the public key of a kiosk; fails if there is no such kiosk, or no longer.
using KioskKeyOf = std::function<Result<std::string>(std::string_view kiosk)>;

// Checks who signed and that the box is the signed one.
//   corrupt      cannot be a batch
//   untrusted    signed by another, or altered
//   and whatever `key_of` says
Result<OpenedBatch> open_batch(std::string_view bytes, const KioskKeyOf& key_of);

}  // namespace hall
