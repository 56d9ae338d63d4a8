#include "kiosk/devices/print/print_queue.h"

#include <algorithm>
#include <utility>

#include "kiosk/devices/print/sheet_layout.h"
#include "sync/core/json.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

constexpr std::uint64_t counts_bytes_max = 4096;

std::int64_t count_in(const Json& object, std::string_view name) {
    const Result<std::int64_t> count = integer_member(object, name);
    return count.ok() && count.value() > 0 ? count.value() : 0;
}

}  // namespace

PrintQueue::PrintQueue(std::unique_ptr<Printer> printer, PrintTexts texts, Files& files,
                       Path counts_file, OnEvent on_event)
    : printer_(std::move(printer)),
      media_(printer_->media()),
      texts_(std::move(texts)),
      files_(files),
      counts_file_(std::move(counts_file)),
      on_event_(std::move(on_event)) {
    load_counts();
    thread_ = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

PrintQueue::~PrintQueue() {
    thread_.request_stop();
    end_session();
}

Result<PrintJobId> PrintQueue::add(PrintPage page) {
    const Result<void> checked = check_print_page(page);
    if (!checked.ok()) {
        wipe(page);
        return checked.error();
    }
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + (current_ != 0 ? 1U : 0U) >= jobs_max) {
        wipe(page);
        return Error(Errc::exhausted, std::to_string(jobs_max) + " pages wait for the printer");
    }
    const PrintJobId id = next_id_++;
    waiting_.push_back({id, std::make_unique<PrintPage>(std::move(page))});
    wipe(page);  // what moving left behind
    counts_changed_ = true;
    wake_.notify_all();
    return id;
}

void PrintQueue::cancel(PrintJobId job) {
    {
        const std::lock_guard lock(mutex_);
        if (current_ == job && job != 0) {
            current_cancel_.request_stop();
            return;
        }
        const auto found = std::find_if(waiting_.begin(), waiting_.end(),
                                        [&](const Job& each) { return each.id == job; });
        if (found == waiting_.end()) return;
        wipe(*found->page);
        waiting_.erase(found);
    }
    finish({.job = job, .state = PrintJobState::cancelled});
}

int PrintQueue::end_session() {
    std::deque<Job> dropped;
    int count = 0;
    {
        const std::lock_guard lock(mutex_);
        dropped.swap(waiting_);
        count = static_cast<int>(dropped.size());
        if (current_ != 0) {
            ++count;
            current_dropped_ = true;
            current_cancel_.request_stop();
        }
    }
    for (Job& job : dropped) {
        wipe(*job.page);
        finish({.job = job.id, .state = PrintJobState::dropped});
    }
    return count;
}

int PrintQueue::unfinished() const {
    const std::lock_guard lock(mutex_);
    return static_cast<int>(waiting_.size()) + (current_ != 0 ? 1 : 0);
}

PrintCounts PrintQueue::counts() const {
    const std::lock_guard lock(mutex_);
    return counts_;
}

std::int64_t PrintQueue::take_lost_at_restart() {
    const std::lock_guard lock(mutex_);
    return std::exchange(lost_at_restart_, 0);
}

PrinterState PrintQueue::printer_state() {
    const std::unique_lock speaking(printer_mutex_, std::try_to_lock);
    if (speaking.owns_lock()) {
        const PrinterState now = printer_->state();
        const std::lock_guard lock(mutex_);
        last_state_ = now;
        return now;
    }
    const std::lock_guard lock(mutex_);
    return last_state_;
}

void PrintQueue::run(std::stop_token stop) {
    while (!stop.stop_requested()) {
        Job job;
        std::stop_token cancel;
        store_counts();
        {
            std::unique_lock lock(mutex_);
            wake_.wait(lock, stop, [this] { return !waiting_.empty() || counts_changed_; });
            if (stop.stop_requested()) break;
            if (waiting_.empty()) continue;
            job = std::move(waiting_.front());
            waiting_.pop_front();
            current_ = job.id;
            current_dropped_ = false;
            current_cancel_ = std::stop_source();
            cancel = current_cancel_.get_token();
        }
        store_counts();
        print(std::move(job), cancel);
    }
    store_counts();
}

void PrintQueue::print(Job job, const std::stop_token& cancel) {
    PrintEvent event{.job = job.id, .state = PrintJobState::printing};
    const PrintResult result = print_page(job, event, cancel);
    wipe(*job.page);
    event.state = result.state;
    event.printer = result.printer;
    {
        const std::lock_guard lock(mutex_);
        current_ = 0;
        if (event.state == PrintJobState::cancelled && current_dropped_) {
            event.state = PrintJobState::dropped;
        }
        last_state_ = result.printer;
    }
    finish(event);
}

PrintResult PrintQueue::print_page(const Job& job, PrintEvent& event,
                                   const std::stop_token& cancel) {
    // Made anew for each job: fonts take megabytes that a kiosk needs rarely.
    Result<TextPainter> painter = TextPainter::create();
    if (!painter.ok()) return {PrintJobState::no_font, PrinterState::ready};
    Result<SheetLayout> layout =
        SheetLayout::create(*job.page, texts_, printer_->media(), painter.value());
    if (!layout.ok()) return {PrintJobState::too_long, PrinterState::ready};
    event.sheets = layout.value().sheet_count();
    event.missing_characters = layout.value().missing_characters();
    if (cancel.stop_requested()) return {PrintJobState::cancelled, PrinterState::ready};
    on_event_(event);
    const Sheets sheets{.count = event.sheets, .render = [&](int sheet) {
                            return layout.value().render(sheet, painter.value());
                        }};
    const std::lock_guard speaking(printer_mutex_);
    return printer_->print(sheets, cancel, [&](PrinterState state) {
        event.state = can_print(state) ? PrintJobState::printing : PrintJobState::held;
        event.printer = state;
        {
            const std::lock_guard lock(mutex_);
            last_state_ = state;
            if (!can_print(state)) counts_.last_fault = state;
        }
        on_event_(event);
    });
}

void PrintQueue::finish(const PrintEvent& event) {
    {
        const std::lock_guard lock(mutex_);
        if (event.state == PrintJobState::printed) {
            ++counts_.printed;
        } else if (event.state == PrintJobState::dropped ||
                   event.state == PrintJobState::cancelled) {
            ++counts_.dropped;
        } else {
            ++counts_.failed;
            counts_.last_fault = can_print(event.printer) ? PrinterState::stopped : event.printer;
        }
        counts_changed_ = true;
        wake_.notify_all();
    }
    on_event_(event);
}

void PrintQueue::load_counts() {
    const Result<std::string> text = files_.read(counts_file_, counts_bytes_max);
    if (!text.ok()) return;
    const Result<Json> parsed = parse_json(text.value());
    if (!parsed.ok() || !parsed.value().is_object()) {
        log_line(LogLevel::warning, "print_counts_damaged", {{"file", counts_file_.string()}});
        return;
    }
    const Json& counts = parsed.value();
    counts_.printed = count_in(counts, "printed");
    counts_.failed = count_in(counts, "failed");
    counts_.dropped = count_in(counts, "dropped");
    lost_at_restart_ = count_in(counts, "waiting");
    counts_.lost = count_in(counts, "lost") + lost_at_restart_;
    const Result<std::string> fault = string_member(counts, "last_fault");
    if (fault.ok()) counts_.last_fault = printer_state_named(fault.value());
    if (lost_at_restart_ == 0) return;
    counts_changed_ = true;
    log_line(LogLevel::warning, "print_jobs_lost", {{"jobs", lost_at_restart_}});
}

// A full disk keeps nobody from printing: the counts then stand in memory only.
void PrintQueue::store_counts() {
    Json counts;
    {
        const std::lock_guard lock(mutex_);
        if (!counts_changed_) return;
        counts_changed_ = false;
        const auto unfinished =
            static_cast<std::int64_t>(waiting_.size()) + (current_ != 0 ? 1 : 0);
        counts = {{"printed", counts_.printed},
                  {"failed", counts_.failed},
                  {"dropped", counts_.dropped},
                  {"lost", counts_.lost},
                  {"waiting", unfinished}};
        if (counts_.last_fault) counts["last_fault"] = std::string(name_of(*counts_.last_fault));
    }
    const Result<void> stored = files_.write_durably(counts_file_, json_line(counts));
    if (!stored.ok()) {
        log_line(LogLevel::warning, "print_counts_not_stored",
                 {{"reason", stored.error().message()}});
    }
}

}  // namespace hall::kiosk
