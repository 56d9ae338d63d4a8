// Taking a stick in: the batches that kiosks wrote go through the same intake as over the
// network, and their receipts go back onto the stick.
//
// What always holds (tests/platform/stick_take_test.cc):
//
//   - The same event gets the same receipt, by whichever way and however often it comes.
//   - A batch counts for the kiosk whose key signed it, and for no other.
//   - One bad file never holds up the others, and nothing but receipts is changed on the
//     stick. Pulling it at any moment loses nothing: the receipts go with the next one.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/desk/decryptor.h"
#include "platform/intake/intake.h"
#include "platform/store/store_executor.h"
#include "sync/core/files.h"
#include "sync/core/log.h"
#include "sync/core/result.h"
#include "sync/wire/stick.h"

namespace hall::platform {

struct TakenFromKiosk {
    std::string kiosk;
    std::string village;
    std::int64_t accepted = 0;  // events that were new
    std::int64_t again = 0;     // that had come before
    std::int64_t refused = 0;
};

struct StickTaken {
    std::vector<TakenFromKiosk> kiosks;
    std::int64_t unenrolled = 0;         // batches of kiosks that are not enrolled, or no longer
    std::int64_t damaged = 0;            // batches that are not what a kiosk wrote
    bool receipts_on_stick = true;       // false: they go with the next stick
    std::optional<Error> stick_trouble;  // why not
};

class StickTaker {
  public:
    struct Parts {
        StoreExecutor& executor;
        const Intake& intake;
        const Decryptor& decryptor;
        Files& stick;  // ForeignFiles in the product
    };
    explicit StickTaker(Parts parts) : parts_(parts) {}

    //   not_found    no stick is there
    //   unavailable  the stick could not be read to its end, or the store failed; what was
    //                taken until then stays
    Result<StickTaken> take(const Path& mount);

  private:
    struct Judged;
    Result<void> take_kiosk(const StickFolder& folder, const std::string& kiosk, StickTaken& taken);
    Result<Judged> take_batch(std::string_view bytes, const std::string& kiosk);
    Result<void> give_receipts(const StickFolder& folder, const std::string& kiosk,
                               StickTaken& taken);

    const Parts parts_;
    LogSeries rejected_log_{LogLevel::warning, "batch_rejected"};
};

// The file of receipts for a kiosk; empty if none go by stick.
Result<std::string> stick_receipts_of(Store& store, std::string_view kiosk);

// Writes the file, if it says something else than what lies there.
Result<void> write_if_changed(Files& stick, const Path& file, std::string_view bytes);

}  // namespace hall::platform
