// The queue: one page after the other, nothing left behind by a session, nothing about it on the
// disk.

#include "kiosk/devices/print/print_queue.h"

#include <unistd.h>

#include <map>
#include <thread>

#include "sync/core/json.h"
#include "tests/catch.h"
#include "tests/devices/sample_pages.h"
#include "tests/memory_search.h"
#include "tests/temp_folder.h"

namespace {

using namespace hall;
using namespace hall::kiosk;
using namespace std::chrono_literals;

// A printer that prints when the test lets it. Strict: one job at a time.
class HandPrinter final : public Printer {
  public:
    PrintMedia media() const override { return PrintMedia::receipt_58; }
    PrinterState state() override { return PrinterState::ready; }
    PrintResult print(const Sheets& sheets, std::stop_token cancel,
                      const std::function<void(PrinterState)>& on_state) override {
        std::unique_lock lock(mutex_);
        REQUIRE_FALSE(printing_);
        printing_ = true;
        REQUIRE(sheets.count >= 1);
        REQUIRE(sheets.render(0).width == 384);
        ++begun_;
        changed_.notify_all();
        if (fault_ != PrinterState::ready) on_state(fault_);
        changed_.wait(lock, cancel, [&] { return allowed_ > 0; });
        printing_ = false;
        if (cancel.stop_requested()) return {PrintJobState::cancelled, PrinterState::ready};
        --allowed_;
        return result_;
    }

    void allow(int jobs) {
        const std::lock_guard lock(mutex_);
        allowed_ += jobs;
        changed_.notify_all();
    }
    void wait_until_begun(int jobs) {
        std::unique_lock lock(mutex_);
        REQUIRE(changed_.wait_for(lock, 10s, [&] { return begun_ >= jobs; }));
    }
    void say(PrinterState fault) { fault_ = fault; }
    void end_with(PrintResult result) { result_ = result; }

  private:
    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool printing_ = false;
    int begun_ = 0;
    int allowed_ = 0;
    PrinterState fault_ = PrinterState::ready;
    PrintResult result_{PrintJobState::printed, PrinterState::ready};
};

struct Bench {
    explicit Bench(Path counts = {}) : file(counts.empty() ? temp.path() / "print.json" : counts) {}

    std::unique_ptr<PrintQueue> queue() {
        auto owned = std::make_unique<HandPrinter>();
        printer = owned.get();
        return std::make_unique<PrintQueue>(std::move(owned), PrintTexts{}, files, file,
                                            [this](const PrintEvent& event) {
                                                const std::lock_guard lock(mutex);
                                                events.push_back(event);
                                                changed.notify_all();
                                            });
    }

    // The final state of a job, once it has one.
    PrintEvent end_of(PrintJobId job) {
        std::unique_lock lock(mutex);
        const auto found = [&] {
            return std::find_if(events.begin(), events.end(), [&](const PrintEvent& event) {
                return event.job == job && is_final(event.state);
            });
        };
        REQUIRE(changed.wait_for(lock, 10s, [&] { return found() != events.end(); }));
        return *found();
    }

    int finals_of(PrintJobId job) {
        const std::lock_guard lock(mutex);
        return static_cast<int>(std::count_if(
            events.begin(), events.end(),
            [&](const PrintEvent& event) { return event.job == job && is_final(event.state); }));
    }

    TempFolder temp;
    DiskFiles files;
    Path file;
    HandPrinter* printer = nullptr;
    std::mutex mutex;
    std::condition_variable changed;
    std::vector<PrintEvent> events;
};

}  // namespace

TEST_CASE("pages are printed in order, each with one end") {
    Bench bench;
    const auto queue = bench.queue();
    const PrintJobId first = VALUE(queue->add(slip_page()));
    const PrintJobId second = VALUE(queue->add(table_page(3)));
    bench.printer->wait_until_begun(1);
    REQUIRE(queue->unfinished() == 2);
    bench.printer->allow(2);
    REQUIRE(bench.end_of(second).state == PrintJobState::printed);
    REQUIRE(bench.end_of(first).state == PrintJobState::printed);
    REQUIRE(bench.finals_of(first) == 1);
    REQUIRE(bench.end_of(first).sheets == 1);
    REQUIRE(queue->unfinished() == 0);
    REQUIRE(queue->counts().printed == 2);
}

TEST_CASE("a fault is told while the page waits, and stays as the last one") {
    Bench bench;
    const auto queue = bench.queue();
    bench.printer->say(PrinterState::paper_out);
    bench.printer->end_with({PrintJobState::failed, PrinterState::paper_out});
    const PrintJobId job = VALUE(queue->add(slip_page()));
    bench.printer->wait_until_begun(1);
    bench.printer->allow(1);
    const PrintEvent end = bench.end_of(job);
    REQUIRE(end.state == PrintJobState::failed);
    REQUIRE(end.printer == PrinterState::paper_out);
    const std::lock_guard lock(bench.mutex);
    REQUIRE(std::any_of(bench.events.begin(), bench.events.end(), [](const PrintEvent& event) {
        return event.state == PrintJobState::held && event.printer == PrinterState::paper_out;
    }));
    REQUIRE(queue->counts().last_fault == PrinterState::paper_out);
}

TEST_CASE("what is not printed when the session ends is dropped, and said") {
    Bench bench;
    const auto queue = bench.queue();
    std::vector<PrintJobId> jobs;
    for (int i = 0; i < 3; ++i) jobs.push_back(VALUE(queue->add(slip_page())));
    bench.printer->wait_until_begun(1);
    REQUIRE(queue->end_session() == 3);
    for (const PrintJobId job : jobs) {
        REQUIRE(bench.end_of(job).state == PrintJobState::dropped);
        REQUIRE(bench.finals_of(job) == 1);
    }
    REQUIRE(queue->end_session() == 0);
    REQUIRE(queue->counts().dropped == 3);
    // The next person's page is printed.
    bench.printer->allow(1);
    REQUIRE(bench.end_of(VALUE(queue->add(slip_page()))).state == PrintJobState::printed);
}

TEST_CASE("a page can be cancelled while it waits and while it is printed") {
    Bench bench;
    const auto queue = bench.queue();
    const PrintJobId printing = VALUE(queue->add(slip_page()));
    const PrintJobId waiting = VALUE(queue->add(slip_page()));
    bench.printer->wait_until_begun(1);
    queue->cancel(waiting);
    REQUIRE(bench.end_of(waiting).state == PrintJobState::cancelled);
    queue->cancel(printing);
    REQUIRE(bench.end_of(printing).state == PrintJobState::cancelled);
    queue->cancel(printing);  // ended, and unknown ones: nothing happens
    queue->cancel(999);
    REQUIRE(bench.finals_of(printing) == 1);
    REQUIRE(bench.finals_of(999) == 0);
}

TEST_CASE("a full queue and an impossible page are refused") {
    Bench bench;
    const auto queue = bench.queue();
    for (std::size_t i = 0; i < PrintQueue::jobs_max; ++i) REQUIRE_OK(queue->add(slip_page()));
    REQUIRE_ERROR(Errc::exhausted, queue->add(slip_page()));
    PrintPage long_page;
    long_page.title = std::string(print_text_bytes_max + 1, 'a');
    REQUIRE_ERROR(Errc::exhausted, queue->add(long_page));
    queue->end_session();
}

TEST_CASE("a page of too many sheets ends in its own word") {
    Bench bench;
    const auto queue = bench.queue();
    PrintPage page;
    page.blocks.push_back(PrintParagraph{PrintParagraph::Style::body, std::string(40'000, '\n')});
    REQUIRE(bench.end_of(VALUE(queue->add(page))).state == PrintJobState::too_long);
}

TEST_CASE("the counts survive a restart, and pages that it lost are said once") {
    Bench bench;
    {
        const auto queue = bench.queue();
        bench.printer->allow(1);
        REQUIRE(bench.end_of(VALUE(queue->add(slip_page()))).state == PrintJobState::printed);
    }
    {
        const auto queue = bench.queue();
        REQUIRE(queue->counts().printed == 1);
        REQUIRE(queue->take_lost_at_restart() == 0);
    }
    // As a power cut leaves it: a page was waiting.
    Json counts = VALUE(parse_json(VALUE(bench.files.read(bench.file, 4096))));
    counts["waiting"] = 2;
    counts["last_fault"] = "cover_open";
    REQUIRE_OK(bench.files.write_durably(bench.file, json_line(counts), FileMode::shared));
    const auto queue = bench.queue();
    REQUIRE(queue->take_lost_at_restart() == 2);
    REQUIRE(queue->take_lost_at_restart() == 0);
    REQUIRE(queue->counts().lost == 2);
    REQUIRE(queue->counts().last_fault == PrinterState::cover_open);
}

TEST_CASE("while a page is printed the disk knows that one waits, and nothing of it") {
    Bench bench;
    const auto queue = bench.queue();
    const Marker marker = id_number_marker(32);
    PrintPage page = slip_page();
    for (std::size_t i = 0; i < marker.size(); ++i) page.title += marker.at(i);
    const PrintJobId job = VALUE(queue->add(std::move(page)));
    bench.printer->wait_until_begun(1);
    const Json counts = VALUE(parse_json(VALUE(bench.files.read(bench.file, 4096))));
    REQUIRE(counts["waiting"] == 1);
    REQUIRE(search_files(bench.temp.path().string(), marker).empty());
    bench.printer->allow(1);
    REQUIRE(bench.end_of(job).state == PrintJobState::printed);
}

TEST_CASE("a damaged or unwritable file of counts keeps nobody from printing") {
    Bench damaged;
    REQUIRE_OK(
        damaged.files.write_durably(damaged.file, "{\"printed\":-5,\"lost\":", FileMode::shared));
    {
        const auto queue = damaged.queue();
        REQUIRE(queue->counts().printed == 0);
        damaged.printer->allow(1);
        REQUIRE(damaged.end_of(VALUE(queue->add(slip_page()))).state == PrintJobState::printed);
    }
    Bench unwritable("/proc/none/print.json");
    const auto queue = unwritable.queue();
    unwritable.printer->allow(1);
    REQUIRE(unwritable.end_of(VALUE(queue->add(slip_page()))).state == PrintJobState::printed);
}
