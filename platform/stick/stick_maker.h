// Making a stick: what villages without a network get by hand. The same files as over the
// network, replies and receipts among them, in the places that sync/wire/stick.h names.
//
// What always holds (tests/platform/stick_make_test.cc):
//
//   - A village's timestamp is written after everything it leads to: pulled at any moment,
//     a stick has all of what was on it or all of what is new, village by village.
//   - What lies there and is the same is not written again; what nothing on the stick leads
//     to any more is taken away. Villages that were not asked for stay as they are.
//   - A stick that is too small gets whole villages, in the order asked for, and it is said
//     which did not fit. Pictures and sound come after all text, small ones first, and make
//     room for text when it grows.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/static_files.h"
#include "platform/store/store_executor.h"
#include "sync/core/files.h"
#include "sync/core/result.h"
#include "sync/wire/metadata.h"
#include "sync/wire/stick.h"

namespace hall::platform {

struct StickMade {
    std::vector<std::string> villages;  // that are up to date on it
    std::vector<std::string> left;      // that did not fit
    std::int64_t kiosks = 0;            // for which there are receipts
    std::int64_t blobs = 0;             // pictures and sound that are on it
    std::int64_t blobs_left = 0;        // that did not fit
    std::int64_t files = 0;             // written
    std::int64_t cleared = 0;           // taken away
    std::uint64_t bytes = 0;            // written
};

class StickMaker {
  public:
    struct Parts {
        StoreExecutor& executor;
        Files& files;  // of the platform
        const TufFolder& tuf;
        Files& stick;  // ForeignFiles in the product
    };
    explicit StickMaker(Parts parts, std::uint64_t reserve_bytes = std::uint64_t{1} << 20)
        : parts_(parts), reserve_bytes_(reserve_bytes) {}

    //   not_found    no stick is there, or a village has never been published
    //   refused      the stick may not be written, or something on it is in the way
    //   unavailable  the stick failed or was pulled out; what is on it holds
    Result<StickMade> make(const Path& mount, const std::vector<std::string>& villages);

  private:
    // A file that has to be on the stick.
    struct Wanted {
        Path source;
        Path target;
        std::uint64_t bytes = 0;
        std::string sha256;  // hexadecimal, or empty
    };
    struct View {
        std::string timestamp;
        std::vector<Wanted> files;
    };
    // Held in memory and written with one sync.
    struct Batch {
        std::vector<FileContent> files;
        std::uint64_t bytes = 0;
    };

    Result<View> view_of(const StickFolder& folder, const std::string& village);
    Result<View> read_view(const StickFolder& folder, const std::string& village);
    Result<void> add_roots(const StickFolder& folder, View& view);
    Result<std::vector<std::string>> codes_of(const std::string& village);
    Result<void> give_receipts(const StickFolder& folder, const std::string& village,
                               StickMade& made);
    Result<void> give_replies(const StickFolder& folder, const std::string& village,
                              StickMade& made);
    Result<bool> give_or_make_room(const StickFolder& folder, const std::string& code,
                                   StickMade& made);
    Result<void> give_page(const Path& file, const std::string& lines, StickMade& made);
    Result<bool> give_content(const StickFolder& folder, const std::string& village,
                              StickMade& made);
    Result<void> give_blobs(const StickFolder& folder, StickMade& made);
    Result<void> copy_blobs(const std::vector<Wanted>& blobs, std::uint64_t room, StickMade& made);
    std::optional<std::string> blob_of_county(const Wanted& wanted);
    Result<bool> is_there(const Wanted& wanted);
    // Writes the batch when it has become large; write() writes what is left.
    Result<void> gather(FileContent content, Batch& batch, StickMade& made);
    Result<void> write(Batch& batch, StickMade& made);

    const Parts parts_;
    const std::uint64_t reserve_bytes_;
    std::set<std::string> checked_;  // files on the stick that are known to be right
    std::set<std::string> folders_;  // that were made
};

// Takes away what no timestamp on the stick leads to: left behind by a making that was
// broken off, or by an older one. What the stick says of itself is believed here only as
// far as its own files go. Returns how many files.
Result<std::int64_t> sweep_stick(Files& stick, const StickFolder& folder);

// Takes away the pictures and sound that are not among these hashes. Returns how many files.
Result<std::int64_t> sweep_blobs(Files& stick, const StickFolder& folder,
                                 const std::set<std::string>& wanted);

// The villages that the stick has views for.
Result<std::vector<std::string>> villages_on_stick(Files& stick, const StickFolder& folder);

}  // namespace hall::platform
