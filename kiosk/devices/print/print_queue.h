// PrintQueue: pages that are waiting for paper, and the thread that prints them one after the
// other.
//
// Pages live in memory only, and are overwritten when they are printed, cancelled or dropped. On
// the disk stands what tells nothing about a person: how many jobs were printed, failed and
// dropped, what the printer's last fault was, and how many were waiting. If a number is waiting
// there when the queue opens, a restart lost them, and the kiosk says so. Only the queue's own
// thread writes: what is added while it prints is counted there when that job has ended.
//
// What always holds (tests/devices/print_queue_test.cc):
//
//   - Each job that add() took ends in exactly one final event.
//   - After end_session() returns, no job of before begins to print; the one that is being printed
//     is taken back from the printer, and ends in `dropped` unless the paper was already out.
//   - Nothing of a page is ever written to the disk.

#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "kiosk/devices/print/print_page.h"
#include "kiosk/devices/print/printer.h"
#include "sync/core/files.h"

namespace hall::kiosk {

using PrintJobId = std::uint64_t;  // from 1 on, new with each start

struct PrintEvent {
    PrintJobId job = 0;
    PrintJobState state = PrintJobState::waiting;
    PrinterState printer = PrinterState::ready;
    int sheets = 0;              // once they are counted
    int missing_characters = 0;  // that no font has
};

// What may stand on the disk and on the status page.
struct PrintCounts {
    std::int64_t printed = 0;
    std::int64_t failed = 0;
    std::int64_t dropped = 0;  // at the end of a session, or cancelled
    std::int64_t lost = 0;     // waiting when the kiosk stopped
    std::optional<PrinterState> last_fault;
};

class PrintQueue {
  public:
    // Called on the queue's thread, or on the one that calls cancel() or end_session(). It must not
    // call the queue.
    using OnEvent = std::function<void(const PrintEvent&)>;

    // Opens the counts (a damaged file counts from nought) and starts the thread. `files` must
    // outlive the queue.
    PrintQueue(std::unique_ptr<Printer> printer, PrintTexts texts, Files& files, Path counts_file,
               OnEvent on_event);
    PrintQueue(const PrintQueue&) = delete;
    PrintQueue& operator=(const PrintQueue&) = delete;
    ~PrintQueue();  // drops what waits; waits for the printer's last answer

    // Takes the page; its printing is told by events. Any thread.
    //
    //   exhausted  jobs_max wait already; or the page is too large (check_print_page)
    //   corrupt    the page contradicts itself
    Result<PrintJobId> add(PrintPage page);

    // A job that waits is gone at once; the one that is printed ends as soon as the printer lets
    // go. Unknown and ended ones are left alone. Any thread.
    void cancel(PrintJobId job);

    // Drops every job, also the one that is being printed; how many they were. The kiosk tells the
    // person before the session ends. Any thread.
    int end_session();

    // Jobs that wait or are printed now. Any thread.
    int unfinished() const;

    // Any thread.
    PrintCounts counts() const;

    // How many jobs a restart lost; 0 from the second call on, so that it is said once.
    std::int64_t take_lost_at_restart();

    // Asks the printer now, unless it prints: then its last state. May take
    // PrinterTimes::answer_max. Any thread but the screen's.
    PrinterState printer_state();

    PrintMedia media() const { return media_; }

    static constexpr std::size_t jobs_max = 8;

  private:
    struct Job {
        PrintJobId id = 0;
        std::unique_ptr<PrintPage> page;  // stays where it is: short texts leave copies when moved
    };

    void run(std::stop_token stop);
    void print(Job job, const std::stop_token& cancel);
    PrintResult print_page(const Job& job, PrintEvent& event, const std::stop_token& cancel);
    void finish(const PrintEvent& event);
    void load_counts();
    void store_counts();

    const std::unique_ptr<Printer> printer_;
    const PrintMedia media_;
    const PrintTexts texts_;
    Files& files_;
    const Path counts_file_;
    const OnEvent on_event_;

    std::mutex printer_mutex_;  // held while the printer is spoken to

    mutable std::mutex mutex_;
    std::condition_variable_any wake_;
    std::deque<Job> waiting_;
    PrintJobId next_id_ = 1;
    PrintJobId current_ = 0;        // being printed, or 0
    bool current_dropped_ = false;  // its end is a dropped one, not a cancelled one
    std::stop_source current_cancel_;
    PrinterState last_state_ = PrinterState::ready;
    PrintCounts counts_;
    bool counts_changed_ = false;  // since they were stored
    std::int64_t lost_at_restart_ = 0;

    std::jthread thread_;  // last: it uses all of the above
};

}  // namespace hall::kiosk
