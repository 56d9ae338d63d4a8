// PrintEffects: the page that somebody looks at before it is printed, and what the printer says.
//
// A page is kept in memory from the look at it until the session ends, or another page is looked
// at, and is then overwritten. What is not printed when the session ends is dropped, and said.
//
// One thread, but for the work of the jobs and the printer's events, which come back through the
// CompletionQueue.

#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kiosk/app/background.h"
#include "kiosk/app/effect.h"
#include "kiosk/app/intent.h"
#include "kiosk/devices/device_bundle.h"
#include "kiosk/ui/text/ui_strings.h"

namespace hall::kiosk {

class PrintEffects {
  public:
    // All must outlive it; devices and completions also every job of the background's.
    PrintEffects(const Model& model, DeviceBundle& devices, Background& background,
                 const ui::UiStrings& strings);
    PrintEffects(const PrintEffects&) = delete;
    PrintEffects& operator=(const PrintEffects&) = delete;
    ~PrintEffects();

    std::vector<Intent> act(const MakePrintPage&);
    std::vector<Intent> act(const DrawSheet& request);
    std::vector<Intent> act(const PrintShownPage& request);
    std::vector<Intent> act(const CancelPrint& request);

    // The session ended: overwrites the page and drops what is not printed.
    void forget();

    // How many were dropped by forget() since the last call.
    int take_dropped();

  private:
    class SheetJob;
    class Said;

    // Reached by the printer's thread, which may outlive this object.
    struct Line {
        void post(const PrintEvent& event);
        void cut();

        PrintEffects* effects = nullptr;
        std::mutex mutex;                        // what follows
        CompletionQueue* completions = nullptr;  // none: the app has gone
        std::uint64_t session = 0;               // whose jobs are printed now
    };

    std::vector<Intent> take(const PrintEvent& event);
    PrintChanged changed(PrintJobId job, std::string said, PrintEnd end);

    const Model& model_;
    DeviceBundle& devices_;
    Background& background_;
    const ui::UiStrings& strings_;
    std::shared_ptr<Line> line_;
    std::uint64_t page_number_ = 0;
    std::optional<PrintPage> page_;
    std::set<PrintJobId> jobs_;  // of whoever stands there now
    std::set<PrintJobId> unfinished_;
    int dropped_ = 0;
};

}  // namespace hall::kiosk
