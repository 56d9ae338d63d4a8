#include "kiosk/app/effects/print_effects.h"

#include <memory>
#include <string>
#include <utility>

#include "kiosk/app/effects/shown_pictures.h"
#include "kiosk/app/load/print_pages.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

constexpr int sheet_shown_width_max = 1'000;
constexpr int sheet_shown_height_max = 1'400;

// Why a page cannot be shown, and so not be printed.
std::string sheet_trouble_of(const Error& error) {
    if (error.code() == Errc::exhausted) return sentence_key(PrintJobState::too_long);
    if (error.code() == Errc::unavailable) return sentence_key(PrintJobState::no_font);
    return sentence_key(PrintJobState::failed);
}

// What a person is told: what is the matter with the printer where that is why, else how far the
// job is.
std::string sentence_of(const PrintEvent& event) {
    const bool by_printer =
        (event.state == PrintJobState::held || event.state == PrintJobState::failed) &&
        !can_print(event.printer);
    return by_printer ? sentence_key(event.printer) : sentence_key(event.state);
}

PrintEnd end_of(PrintJobState state) {
    if (!is_final(state)) return PrintEnd::not_yet;
    return state == PrintJobState::printed ? PrintEnd::printed : PrintEnd::failed;
}

}  // namespace

// Draws one sheet for the screen; the first opens the printer.
class PrintEffects::SheetJob final : public Job {
  public:
    SheetJob(PrintEffects& effects, PrintPage page, std::uint64_t number, int sheet)
        : desk_(*effects.devices_.print),
          texts_(print_texts_of(effects.strings_)),
          line_(effects.line_),
          page_(std::move(page)) {
        shown_.page = number;
        shown_.sheet = sheet;
    }
    SheetJob(const SheetJob&) = delete;
    SheetJob& operator=(const SheetJob&) = delete;
    ~SheetJob() override { wipe(page_); }

    void work() override;

    std::vector<Intent> answer() override { return {std::move(shown_)}; }

  private:
    PrintDesk& desk_;
    PrintTexts texts_;
    std::shared_ptr<Line> line_;
    PrintPage page_;
    SheetShown shown_;
};

// An event of the printer's, on the app's thread: completions are taken in by the app alone, and so
// while this object is there.
class PrintEffects::Said final : public Completion {
  public:
    Said(PrintEffects& effects, const PrintEvent& event) : effects_(effects), event_(event) {}

    // Also of a session that has ended: its job is no longer one that waits.
    void settle() override {
        if (is_final(event_.state)) effects_.unfinished_.erase(event_.job);
    }

    std::vector<Intent> answer() override { return effects_.take(event_); }

  private:
    PrintEffects& effects_;
    PrintEvent event_;
};

void PrintEffects::Line::post(const PrintEvent& event) {
    const std::lock_guard lock(mutex);
    if (completions == nullptr) return;
    // A queue that is full has said so in the log.
    static_cast<void>(completions->post(session, std::make_unique<Said>(*effects, event)));
}

void PrintEffects::Line::cut() {
    const std::lock_guard lock(mutex);
    completions = nullptr;
}

void PrintEffects::SheetJob::work() {
    const Result<void> opened = desk_.open(
        std::move(texts_), [line = line_](const PrintEvent& event) { line->post(event); });
    if (!opened.ok()) {
        log_line(LogLevel::error, "no_printer", {{"reason", opened.error().text()}});
        shown_.trouble = sentence_key(PrinterState::no_printer);
        return;
    }
    Result<PrintPreview> preview =
        desk_.preview(page_, shown_.sheet, sheet_shown_width_max, sheet_shown_height_max);
    if (!preview.ok()) {
        log_line(LogLevel::warning, "no_print_preview", {{"reason", preview.error().message()}});
        shown_.trouble = sheet_trouble_of(preview.error());
        return;
    }
    shown_.sheets = preview.value().sheets;
    shown_.missing_characters = preview.value().missing_characters;
    shown_.picture = shown_picture_of(std::move(preview.value().picture));
}

PrintEffects::PrintEffects(const Model& model, DeviceBundle& devices, Background& background,
                           const ui::UiStrings& strings)
    : model_(model),
      devices_(devices),
      background_(background),
      strings_(strings),
      line_(std::make_shared<Line>()) {
    line_->completions = &background.completions();
    line_->effects = this;
}

PrintEffects::~PrintEffects() {
    forget();
    line_->cut();
}

std::vector<Intent> PrintEffects::act(const MakePrintPage&) {
    std::optional<PrintPage> made = print_page_of(model_, strings_);
    if (!made) return {};
    if (page_) wipe(*page_);
    page_ = std::move(made);
    ++page_number_;
    PrintModel print;
    print.title = page_->title;
    print.page = page_number_;
    background_.start(std::make_unique<SheetJob>(*this, *page_, page_number_, 0));
    return {Loaded{std::move(print)}};
}

std::vector<Intent> PrintEffects::act(const DrawSheet& request) {
    if (!page_ || request.page != page_number_) return {};
    background_.start(std::make_unique<SheetJob>(*this, *page_, page_number_, request.sheet));
    return {};
}

std::vector<Intent> PrintEffects::act(const PrintShownPage& request) {
    if (!page_ || request.page != page_number_)
        return {PrintStarted{0, sentence_key(PrintJobState::failed)}};
    {
        const std::lock_guard lock(line_->mutex);
        line_->session = background_.completions().session();
    }
    const Result<PrintJobId> job = devices_.print->add(*page_);
    if (!job.ok()) {
        const bool full = job.error().code() == Errc::exhausted;
        return {PrintStarted{0, full ? "print.queue_full" : sentence_key(PrintJobState::failed)}};
    }
    jobs_.insert(job.value());
    unfinished_.insert(job.value());
    return {PrintStarted{job.value(), {}},
            changed(job.value(), "print.waiting", PrintEnd::not_yet)};
}

std::vector<Intent> PrintEffects::act(const CancelPrint& request) {
    devices_.print->cancel(request.job);
    return {};
}

std::vector<Intent> PrintEffects::take(const PrintEvent& event) {
    if (jobs_.count(event.job) == 0) return {};  // of somebody who has left
    return {changed(event.job, sentence_of(event), end_of(event.state))};
}

PrintChanged PrintEffects::changed(PrintJobId job, std::string said, PrintEnd end) {
    return {job, std::move(said), end, static_cast<int>(unfinished_.size())};
}

void PrintEffects::forget() {
    if (page_) wipe(*page_);
    page_.reset();
    ++page_number_;
    jobs_.clear();
    if (unfinished_.empty()) return;
    dropped_ += static_cast<int>(unfinished_.size());
    unfinished_.clear();
    devices_.print->end_session();
}

int PrintEffects::take_dropped() {
    return std::exchange(dropped_, 0);
}

}  // namespace hall::kiosk
