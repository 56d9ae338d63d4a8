// The folder a device keeps everything in, and who writes what in it:
//
//     identity.json   hall-sync   who this kiosk is; public facts
//     keys/           hall-sync   sign.key, box.key; 0600
//     tuf/            hall-sync   trusted metadata
//     cache.db        hall-sync   verified content, receipts, replies; can be fetched again
//     blobs/          hall-sync   pictures and sound by hash; "….part" are on their way
//     staging/        hall-sync   segments on their way, as "⟨hash⟩.part"
//     sync.lock       hall-sync   one writer a folder
//     sync.handover       hall-sync   a command that wants to write asks with it
//     outbox.db       hall-kiosk  events until the county signed for them; precious
//     outbox.mark     hall-kiosk  epoch and counter, to notice a restored outbox.db
//     outbox.reserve  hall-kiosk  disk kept for events: given up when the disk is full
//     attachments/    hall-kiosk  sealed photos and scans of those events; as precious
//     kiosk.lock      hall-kiosk  one kiosk a folder
//     pin.state       hall-kiosk  failed log-ins, synced before each check
//     panel.json      hall-kiosk  how large its pixels are and how high it hangs

#pragma once

#include <string_view>

#include "sync/core/files.h"

namespace hall {

class DataFolder {
  public:
    explicit DataFolder(Path root) : root_(std::move(root)) {}

    const Path& root() const { return root_; }
    Path identity() const { return root_ / "identity.json"; }
    Path keys() const { return root_ / "keys"; }
    Path sign_key() const { return keys() / "sign.key"; }
    Path box_key() const { return keys() / "box.key"; }
    Path tuf() const { return root_ / "tuf"; }
    Path cache() const { return root_ / "cache.db"; }
    Path blobs() const { return root_ / "blobs"; }
    Path blob(std::string_view sha256) const { return blobs() / sha256; }
    Path staging() const { return root_ / "staging"; }
    Path sync_lock() const { return root_ / "sync.lock"; }
    Path sync_handover() const { return root_ / "sync.handover"; }
    Path outbox() const { return root_ / "outbox.db"; }
    Path outbox_mark() const { return root_ / "outbox.mark"; }
    Path outbox_reserve() const { return root_ / "outbox.reserve"; }
    Path attachments() const { return root_ / "attachments"; }
    Path kiosk_lock() const { return root_ / "kiosk.lock"; }
    Path pin_state() const { return root_ / "pin.state"; }
    Path panel() const { return root_ / "panel.json"; }

  private:
    Path root_;
};

}  // namespace hall
