#include "kiosk/app/app.h"

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <functional>

#include "kiosk/app/effects/panel_file.h"
#include "kiosk/app/effects/slip_lookup.h"
#include "kiosk/app/effects/submission.h"
#include "kiosk/app/intent_queue.h"
#include "kiosk/app/update.h"
#include "kiosk/screens/phrases.h"
#include "sync/core/assets.h"
#include "sync/core/log.h"
#include "sync/edge/events/receipted_events.h"
#include "sync/wire/seal.h"
#include "sync/wire/slip.h"

namespace hall::kiosk {

namespace {

constexpr std::int64_t ms_a_minute = 60'000;
constexpr std::int64_t ms_a_day = 1440 * ms_a_minute;
constexpr std::int64_t staff_session_ms = 30 * ms_a_minute;

// Content that nobody has confirmed for so long is called old.
constexpr std::int64_t stale_ms = 7 * ms_a_day;

// After a call for help the machine rings again only so much later, however often it is pressed.
constexpr std::int64_t rings_apart_ms = 20'000;

// "上午9:20"
std::string spoken_clock(const ui::UiStrings& strings, std::int64_t wall_ms) {
    const std::int64_t minute = (wall_ms / ms_a_minute + china_offset_minutes) % 1440;
    const int hour = static_cast<int>(minute / 60);
    const int shown = hour % 12 == 0 ? 12 : hour % 12;
    char clock[16];
    std::snprintf(clock, sizeof clock, "%d:%02d", shown, static_cast<int>(minute % 60));
    const std::string_view half = strings[hour < 6    ? "clock.night"
                                          : hour < 12 ? "clock.morning"
                                          : hour < 18 ? "clock.afternoon"
                                                      : "clock.evening"];
    return strings.with("clock.time", {half, clock});
}

// "11月23日 星期一 上午9:20"
std::string spoken_now(const ui::UiStrings& strings, std::int64_t wall_ms) {
    const Date today = date_at(wall_ms);
    const auto weekday = ((days_of(today) + 3) % 7 + 7) % 7 + 1;  // 1970-01-01 was a Thursday
    return strings.with("clock.now", {spoken_date(strings, date_text(today), date_text(today)),
                                      strings["weekday." + std::to_string(weekday)],
                                      spoken_clock(strings, wall_ms)});
}

std::uint64_t file_number(const Path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0 ? status.st_ino : 0;
}

}  // namespace

struct App::State {
    State(AppDependencies app_dependencies, DataFolder data_folder, ui::UiStrings app_strings,
          FileLock file_lock, Identity kiosk_identity, Outbox app_outbox)
        : dependencies(app_dependencies),
          folder(std::move(data_folder)),
          strings(std::move(app_strings)),
          language(strings.language()),
          lock(std::move(file_lock)),
          enrolled(std::move(kiosk_identity)),
          identity(enrolled),
          outbox(std::move(app_outbox)),
          pins(dependencies.files, dependencies.clock, folder.pin_state()) {}

    AppDependencies dependencies;
    DataFolder folder;
    ui::UiStrings strings;
    std::string language;  // that the kiosk was started with
    FileLock lock;
    Identity enrolled;
    Identity identity;  // as the county's places have it now
    Outbox outbox;
    PinGuard pins;
    std::optional<Library> library;
    std::uint64_t library_file = 0;
    std::uint64_t identity_file = 0;
    std::string boot;
    bool library_damaged = false;
    LibraryStatus status;
    Settings settings;
    Model model;
    IntentQueue intents;
    SlipLookup slips;
    InlineBackground inline_background;
    std::uint64_t session = 0;  // another number for each person
    std::uint64_t version = 0;
    bool wipe_due = false;
    std::int64_t help_until_ms = 0;  // monotonic: a call for help stands until then
    std::int64_t help_rung_ms = -rings_apart_ms;
    std::string help_called;  // when, as a person says it
    std::int64_t next_heartbeat_ms = 0;
    std::int64_t next_tick_ms = 0;

    // --- Time, as well as this process can know it

    DeviceNow now() const {
        return device_now(status.time, dependencies.clock, boot, software_built_ms());
    }

    // A clock that runs far ahead makes nothing run out.
    std::int64_t now_ms() const { return now().expiry_ms; }

    Date today() const { return date_at(now_ms()); }

    EventTime event_time() const {
        return {utc_text(now_ms()), now().certain, boot, dependencies.clock.mono_ms()};
    }

    // --- The library may appear, be replaced, or be damaged at any time

    void open_library() {
        const std::uint64_t number = file_number(folder.cache());
        if (library && number == library_file) return;
        library.reset();
        Result<Library> opened = Library::open(folder.cache());
        library_damaged = !opened.ok() && opened.error().code() == Errc::corrupt;
        if (!opened.ok()) {
            log_line(LogLevel::info, "no_library", {{"reason", opened.error().text()}});
            return;
        }
        library = std::move(opened).value();
        library_file = number;
    }

    // The board may enrol again while people use it.
    void read_identity() {
        const std::uint64_t number = file_number(folder.identity());
        if (number == identity_file) return;
        Result<Identity> read = load_identity(dependencies.files, folder);
        if (!read.ok()) return;
        enrolled = std::move(read).value();
        identity = enrolled;
        identity_file = number;
    }

    void read_library() {
        read_identity();
        open_library();
        if (!library) return;
        if (const Result<Places> places = library->places(); places.ok()) {
            identity = placed(enrolled, places.value());
        }
        Result<LibraryStatus> read = library->status(identity.village);
        if (!read.ok()) {
            // A damaged file: the agent sets it aside, and we open the new one.
            log_line(LogLevel::warning, "library_unreadable", {{"reason", read.error().text()}});
            library.reset();
            library_damaged = read.error().code() == Errc::corrupt;
            return;
        }
        status = std::move(read).value();
        if (Result<Settings> read_settings = library->settings(); read_settings.ok()) {
            settings = std::move(read_settings).value();
        }
    }

    LoaderDependencies loader() {
        return {*library, strings, today(), identity.town, identity.village};
    }

    Chrome chrome() const {
        Chrome chrome;
        const DeviceNow known = now();
        chrome.place = identity.town_name + " · " + identity.village_name;
        chrome.now = known.doubtful ? std::string(strings["clock.doubtful"])
                                    : spoken_now(strings, known.expiry_ms);
        chrome.today = date_text(date_at(known.expiry_ms));
        chrome.freshness = freshness(known.expiry_ms, chrome.today);
        return chrome;
    }

    std::string freshness(std::int64_t now, std::string_view today) const {
        const Result<std::int64_t> contact = parse_utc_ms(status.last_contact);
        if (!contact.ok()) return std::string(strings["chrome.never"]);
        const std::string when = spoken_time(strings, status.last_contact, today);
        return strings.with(now - contact.value() > stale_ms ? "chrome.stale" : "chrome.fresh",
                            {when});
    }

    IdleLimits idle_limits() const {
        return {settings.idle_warn_s * std::int64_t{1000},
                settings.idle_wipe_s * std::int64_t{1000}};
    }

    // --- update() and its effects

    Background& background() {
        return dependencies.background != nullptr ? *dependencies.background : inline_background;
    }

    void send(Intent intent) {
        ++version;
        intents.add(std::move(intent));
        work();
        take_done();
    }

    // What is left over is worked on at the next tick, which is due then.
    void work() {
        const Act act_on = [this](Effect& effect) {
            return std::visit([this](auto& e) { return act(e); }, effect);
        };
        intents.work(model, act_on);
    }

    bool take_done() {
        bool any = false;
        for (;;) {
            const std::vector<std::unique_ptr<Job>> jobs = background().take_done();
            if (jobs.empty()) return any;
            for (const std::unique_ptr<Job>& job : jobs) {
                for (Intent& answer : job->done()) intents.add(std::move(answer));
            }
            any = true;
            ++version;
            work();
        }
    }

    std::vector<Intent> act(const LoadHome&) {
        read_library();
        std::vector<Intent> answers;
        answers.push_back(IdleLimitsChanged{idle_limits()});
        answers.push_back(ChromeChanged{chrome()});
        HomeModel home;
        home.content =
            library_damaged ? HomeModel::Content::damaged : HomeModel::Content::on_its_way;
        answers.push_back(HomeLoaded{library ? load_home(loader()) : std::move(home)});
        return answers;
    }

    std::vector<Intent> act(const LoadBoard& request) {
        if (!library) return {Loaded{MissingModel{}}};
        Result<BoardModel> board = load_board(loader(), request);
        if (!board.ok()) return {Loaded{MissingModel{}}};
        if (request.replace) return {Replaced{std::move(board).value()}};
        return {Loaded{std::move(board).value()}};
    }

    std::vector<Intent> act(const LoadMoreEntries& request) {
        if (!library) return {};
        Result<EntriesLoaded> more = load_more_entries(loader(), request);
        if (!more.ok()) return {};
        return {std::move(more).value()};
    }

    std::vector<Intent> act(const LoadDocument& request) {
        if (!library) return {Loaded{MissingModel{}}};
        ScreenModel screen = load_document(loader(), request.document);
        if (auto* service = std::get_if<ServiceModel>(&screen))
            service->unavailable_reason = unavailable_reason_of(*service);
        if (request.replace) return {Replaced{std::move(screen)}};
        return {Loaded{std::move(screen)}};
    }

    ServiceModel::UnavailableReason unavailable_reason_of(const ServiceModel& service) const {
        if (!service.has_form) return ServiceModel::UnavailableReason::none;
        if (!outbox.room().ok()) return ServiceModel::UnavailableReason::no_room;
        const bool can_seal =
            std::any_of(settings.seal_keys.begin(), settings.seal_keys.end(),
                        [&](const NamedKey& key) { return key.to == service.addressee; });
        return can_seal ? ServiceModel::UnavailableReason::none
                        : ServiceModel::UnavailableReason::no_key;
    }

    std::vector<Intent> act(const LoadSearch&) {
        if (!library) return {Loaded{SearchModel{}}};
        return {Loaded{load_search(loader())}};
    }

    std::vector<Intent> act(const RunSearch& request) {
        const auto* shown = std::get_if<SearchModel>(&model.top());
        if (shown == nullptr) return {};
        SearchModel search = *shown;
        constexpr std::size_t hits_max = 200;
        search.searched = true;
        search.hits.clear();
        search.hits_shown = search_step;
        if (library) {
            auto hits = library->search(request.query, today(), hits_max);
            if (hits.ok()) search.hits = std::move(hits).value();
        }
        search.hits_cut = search.hits.size() >= hits_max;
        return {Replaced{std::move(search)}};
    }

    std::vector<Intent> act(const LoadForm& request) {
        if (!library) return {Loaded{MissingModel{}}};
        // Room is asked for before anyone types, never after. The guide then says why.
        if (!outbox.room().ok()) return act(LoadDocument{request.document, true});
        Result<FormModel> form = load_form(loader(), request.document);
        if (!form.ok()) return {Loaded{MissingModel{}}};
        form.value().about = table_asked_about(request.document);
        if (!form.value().about.empty()) {
            form.value().line = strings.with("form.about", {form.value().about.title});
        }
        return {Loaded{std::move(form).value()}};
    }

    // The table under the form, if that is what its button of doubt led to: whoever reads the
    // objection must know which table it means, and as it stood then.
    AboutDocument table_asked_about(const DocumentRef& form) const {
        for (auto screen = model.stack.rbegin(); screen != model.stack.rend(); ++screen) {
            if (std::holds_alternative<ServiceModel>(*screen)) continue;
            const auto* table = std::get_if<DisclosureModel>(&*screen);
            if (table == nullptr || !table->objection) return {};
            const bool same =
                table->objection->channel == form.channel && table->objection->id == form.id;
            if (!same) return {};
            return {.channel = table->document.channel,
                    .id = table->document.id,
                    .rev = table->rev,
                    .title = table->table.placed.title};
        }
        return {};
    }

    std::vector<Intent> act(const SubmitForm&) {
        const auto* form = std::get_if<FormModel>(&model.top());
        if (form == nullptr) return {};
        Result<Json> body = form->form->body_of(form->answers);
        if (!body.ok()) {
            log_line(LogLevel::error, "form_refused", {{"form", form->document.id}});
            return {SubmitFailed{.form_broken = true}};
        }
        const SubmissionDependencies submission{outbox, dependencies.random, identity, settings,
                                                event_time()};
        const Result<Slip> slip = submit(submission, {form->form->kind(),
                                                      form->form->addressee(),
                                                      form->document.id,
                                                      form->rev,
                                                      std::move(body).value(),
                                                      {},
                                                      form->about});
        if (!slip.ok()) {
            log_line(LogLevel::error, "not_saved", {{"reason", slip.error().text()}});
            // The outbox has its own word for a full disk; here the memory was too small.
            const bool no_memory = slip.error().code() == Errc::exhausted && outbox.room().ok();
            return {SubmitFailed{.no_memory = no_memory}};
        }
        ReceiptModel receipt{form->title, slip.value().number, slip.value().code,
                             form->form->result(), false};
        // The form goes, so that "back" cannot send it again.
        return {GoHome{}, Loaded{std::move(receipt)}};
    }

    std::vector<Intent> act(const LoadProgress&) {
        slips.forget();
        ProgressModel progress;
        progress.as_of = status.last_contact;
        if (std::holds_alternative<ProgressModel>(model.top()))
            return {Replaced{std::move(progress)}};
        return {Loaded{std::move(progress)}};
    }

    std::vector<Intent> act(const LookUpSlip& request) {
        const auto* shown = std::get_if<ProgressModel>(&model.top());
        if (shown == nullptr) return {};
        ProgressModel progress = *shown;
        const Result<std::string> number = canonical_slip_number(request.number);
        progress.mistyped = !number.ok();
        progress.messages.clear();
        std::string code;
        if (!request.code.empty()) {
            Result<std::string> canonical = canonical_slip_code(request.code);
            progress.mistyped_code = !canonical.ok();
            if (canonical.ok()) code = std::move(canonical).value();
        }
        if (progress.mistyped || progress.mistyped_code) return {Replaced{std::move(progress)}};
        progress.number = number.value();
        slips.forget();
        answer_progress(progress);
        progress.opening = !code.empty();
        if (progress.opening) {
            background().start(slips.open(progress.number, std::move(code),
                                          [this] { return renewed_progress(); }));
        }
        return {Replaced{std::move(progress)}};
    }

    // The answer that is shown, as of now; what its code opens is read with the key kept.
    std::vector<Intent> renewed_progress() {
        const auto* shown = std::get_if<ProgressModel>(&model.top());
        if (shown == nullptr || shown->state == ProgressModel::State::asking) return {};
        ProgressModel progress = *shown;
        progress.opening = progress.opening && !slips.opened();
        answer_progress(progress);
        return {Replaced{std::move(progress)}};
    }

    void answer_progress(ProgressModel& progress) {
        read_library();
        progress.as_of = status.last_contact;
        slips.answer(progress, library ? &*library : nullptr, outbox);
    }

    std::vector<Intent> act(const LoadLogin&) {
        LoginModel login;
        login.nobody = roster().empty();
        login.wait_s = (pins.wait_ms() + 999) / 1000;
        return {Loaded{std::move(login)}};
    }

    std::vector<StaffMember> roster() {
        read_library();
        if (!library) return {};
        Result<std::vector<StaffMember>> read = library->roster();
        return read.ok() ? std::move(read).value() : std::vector<StaffMember>{};
    }

    // A PIN held against a verifier, which takes its time and its memory.
    class PinJob final : public Job {
      public:
        PinJob(State& state, PinGuard::Attempt attempt, CheckLogin& request)
            : state_(state),
              session_(state.session),
              attempt_(std::move(attempt)),
              number_(std::move(request.number)),
              pin_(std::move(request.pin)) {}
        PinJob(const PinJob&) = delete;
        PinJob& operator=(const PinJob&) = delete;
        ~PinJob() override { wipe(pin_); }

        void work() override {
            right_ = check_password(pin_, attempt_.verifier);
            wipe(pin_);
        }
        std::vector<Intent> done() override {
            const Result<StaffMember> member = state_.pins.end(attempt_, right_);
            // Whoever typed it may have gone; then it only counted.
            if (session_ != state_.session) return {};
            return state_.login_checked(member, number_);
        }

      private:
        State& state_;
        std::uint64_t session_;
        PinGuard::Attempt attempt_;
        std::string number_;
        std::string pin_;
        Result<void> right_ = Error(Errc::unavailable, "not checked yet");
    };

    std::vector<Intent> act(CheckLogin& request) {
        Result<PinGuard::Attempt> attempt = pins.begin(roster(), request.number);
        if (!attempt.ok()) {
            wipe(request.pin);
            return login_checked(attempt.error(), request.number);
        }
        auto job = std::make_unique<PinJob>(*this, std::move(attempt).value(), request);
        background().start(std::move(job));
        return {};
    }

    std::vector<Intent> login_checked(const Result<StaffMember>& member,
                                      const std::string& number) {
        LoginChecked checked;
        checked.right = member.ok();
        checked.wait_s = (pins.wait_ms() + 999) / 1000;
        if (!member.ok()) {
            checked.not_checked = member.error().code() == Errc::unavailable;
            log_line(LogLevel::warning, "staff_refused", {{"reason", member.error().text()}});
            return {std::move(checked)};
        }
        checked.number = number;
        const bool called = dependencies.clock.mono_ms() < help_until_ms;
        checked.staff = {member.value().name, member.value().role,
                         called ? help_called : std::string()};
        checked.left_ms = staff_session_ms;
        checked.until_ms = dependencies.clock.mono_ms() + staff_session_ms;
        // Whoever logs in here has come.
        help_until_ms = 0;
        help_called.clear();
        log_line(LogLevel::info, "staff_in", {{"staff", number}});
        return {std::move(checked)};
    }

    std::vector<Intent> act(const LoadStatus&) {
        read_library();
        StatusModel shown;
        shown.library = status;
        shown.library_good = library.has_value() && status.county_version > 0;
        shown.kiosk = identity.kiosk;
        shown.place = identity.county + identity.town_name + identity.village_name;
        shown.software = software_version();
        const Result<std::int64_t> waiting = outbox.size();
        shown.waiting = waiting.ok() ? waiting.value() : 0;
        shown.outbox_quarantined = outbox.fault().has_value();
        shown.outbox_newer = outbox.is_newer();
        shown.outbox_broken = outbox.broken() && !outbox.is_newer();
        shown.no_room = !outbox.broken() && !outbox.room().ok();
        shown.clock_doubtful = now().doubtful;
        const Result<AttachmentTotals> attachments = outbox.attachment_totals();
        shown.attachments = attachments.ok() ? attachments.value().count : 0;
        if (library) read_trouble(shown);
        const Result<std::uint64_t> free = dependencies.files.free_bytes(folder.root());
        shown.free_bytes = free.ok() ? free.value() : 0;
        return {Loaded{std::move(shown)}};
    }

    void read_trouble(StatusModel& shown) {
        constexpr std::size_t reasons_max = 3;
        const Result<bool> again = library->must_enrol_again(identity.kiosk, identity.epoch);
        shown.enrol_again = again.ok() && again.value();
        const Result<std::int64_t> parked = library->parked_count();
        shown.parked = parked.ok() ? parked.value() : 0;
        Result<std::vector<std::string>> reasons = library->parked_reasons(reasons_max);
        if (reasons.ok()) shown.parked_reasons = std::move(reasons).value();
    }

    // One call stands for ten minutes, whoever presses again. It is told to the county as an
    // event like any other, and the machine rings at once.
    std::vector<Intent> act(const CallForHelp& request) {
        const std::int64_t mono = dependencies.clock.mono_ms();
        HelpModel help{settings.help_phone, settings.help_text, settings.help_hours};
        if (mono - help_rung_ms >= rings_apart_ms) {
            help_rung_ms = mono;
            act(Ring{});
        }
        const bool stands = mono < help_until_ms;
        const bool told = stands || tell_the_clerk(request.screen);
        // Before the first content there is no county that could have told anybody.
        if (!told || !library || status.county_version == 0 || !status.last_error.empty())
            help.call = HelpModel::Call::rung_only;
        else if (stands)
            help.call = HelpModel::Call::standing;
        if (std::holds_alternative<HelpModel>(model.top())) return {Replaced{std::move(help)}};
        return {Loaded{std::move(help)}};
    }

    bool tell_the_clerk(const std::string& screen) {
        const SubmissionDependencies submission{outbox, dependencies.random, identity, settings,
                                                event_time()};
        const Result<void> stored = append_help_call(submission, {screen});
        if (!stored.ok()) {
            log_line(LogLevel::error, "no_help_call", {{"reason", stored.error().text()}});
            return false;
        }
        help_until_ms = dependencies.clock.mono_ms() + help_call_ms;
        help_called = spoken_clock(strings, now_ms());
        return true;
    }

    // What was loaded says its dates in the old language until it is loaded again; the home
    // screen and the frame at once.
    std::vector<Intent> act(const UseLanguage& request) {
        const std::string& wanted = request.language.empty() ? language : request.language;
        Result<ui::UiStrings> loaded =
            ui::UiStrings::load(dependencies.files, assets_folder(), wanted);
        if (!loaded.ok()) {
            log_line(LogLevel::error, "no_words", {{"reason", loaded.error().text()}});
            return {};
        }
        strings = std::move(loaded).value();
        return act(LoadHome{});
    }

    std::vector<Intent> act(const StorePanel& request) {
        const Result<void> stored = store_panel(dependencies.files, folder.panel(), request.panel);
        if (!stored.ok()) {
            log_line(LogLevel::error, "panel_not_stored", {{"reason", stored.error().text()}});
        }
        return {PanelStored{request.panel, !stored.ok()}};
    }

    std::vector<Intent> act(const WipeSession&) {
        wipe_due = true;
        slips.forget();
        ++session;
        return {};
    }

    std::vector<Intent> act(const Speak&) { return {}; }

    std::vector<Intent> act(const Ring&) {
        if (dependencies.chime != nullptr) dependencies.chime->ring();
        return {};
    }

    // --- What happens by itself

    void plan_tick() {
        const std::int64_t mono = dependencies.clock.mono_ms();
        if (!intents.empty()) {
            next_tick_ms = mono;
            return;
        }
        // The clock in the frame shows minutes.
        next_tick_ms = mono + ms_a_minute - now_ms() % ms_a_minute;
        if (pins.wait_ms() > 0 && std::holds_alternative<LoginModel>(model.top()))
            next_tick_ms = std::min(next_tick_ms, mono + 1000);
        if (model.stack.size() == 1 && model.display == Display{}) return;
        // While the warning counts down, every second; else when it is due.
        const std::int64_t warn = model.session.touched_ms + idle_limits_now(model).warn_ms;
        next_tick_ms = std::min(next_tick_ms,
                                model.session.warning ? mono + 1000 : std::max(warn, mono + 1000));
    }

    void drop_receipted() {
        if (!library) return;
        const Result<Delivered> delivered = drop_delivered(outbox, *library);
        if (!delivered.ok()) {
            log_line(LogLevel::warning, "not_dropped", {{"reason", delivered.error().text()}});
            return;
        }
        for (const std::string& slip : delivered.value().slips) send(SlipReceived{slip});
    }

    void beat() {
        const std::int64_t mono = dependencies.clock.mono_ms();
        if (mono < next_heartbeat_ms || !library) return;
        next_heartbeat_ms = mono + std::max(settings.heartbeat_s, 600) * std::int64_t{1000};
        // One that waits says enough; a month offline must not fill the outbox.
        const Result<std::int64_t> waiting = outbox.size_of(name_of(EventKind::heartbeat));
        if (!waiting.ok() || waiting.value() > 0) return;
        const Result<std::int64_t> size = outbox.size();
        const Result<std::uint64_t> free = dependencies.files.free_bytes(folder.root());
        const Result<AttachmentTotals> attachments = outbox.attachment_totals();
        const Result<std::int64_t> parked = library->parked_count();
        const SubmissionDependencies submission{outbox, dependencies.random, identity, settings,
                                                event_time()};
        const Result<void> appended = append_heartbeat(
            submission,
            {std::string(software_version()), status.county_version, status.village_version,
             size.ok() ? size.value() : 0, attachments.ok() ? attachments.value().count : 0,
             parked.ok() ? parked.value() : 0, free.ok() ? free.value() : 0});
        if (!appended.ok())
            log_line(LogLevel::warning, "no_heartbeat", {{"reason", appended.error().text()}});
    }
};

App::App(std::unique_ptr<State> state) : state_(std::move(state)) {}
App::App(App&&) noexcept = default;
App& App::operator=(App&&) noexcept = default;
App::~App() = default;

Result<App> App::open(AppDependencies dependencies, const DataFolder& folder,
                      ui::UiStrings strings) {
    const std::uint64_t identity_file = file_number(folder.identity());
    Identity identity = TRY(load_identity(dependencies.files, folder));
    FileLock lock = TRY_IN("another kiosk runs here", FileLock::take(folder.kiosk_lock()));
    if (dependencies.outbox.machine.empty())
        dependencies.outbox.machine = machine_id(dependencies.files);
    Result<Outbox> opened = Outbox::open(dependencies.files, folder, dependencies.outbox);
    if (!opened.ok() && opened.error().code() == Errc::refused) {
        // Newer software wrote it. People can read content while that comes back.
        log_line(LogLevel::error, "outbox_refused", {{"reason", opened.error().text()}});
        opened = Outbox::closed(dependencies.files, folder, dependencies.outbox);
    }
    Outbox outbox = TRY(std::move(opened));
    App app(std::make_unique<State>(dependencies, folder, std::move(strings), std::move(lock),
                                    std::move(identity), std::move(outbox)));
    State& state = *app.state_;
    state.identity_file = identity_file;
    state.boot = boot_id(dependencies.files);
    state.model.session.touched_ms = dependencies.clock.mono_ms();
    state.model.panel = load_panel(dependencies.files, folder.panel());
    for (Intent& answer : state.act(LoadHome{})) state.send(std::move(answer));
    state.drop_receipted();
    state.beat();
    state.plan_tick();
    return app;
}

const Model& App::model() const {
    return state_->model;
}

std::uint64_t App::version() const {
    return state_->version;
}

const ui::UiStrings& App::strings() const {
    return state_->strings;
}

void App::send(Intent intent) {
    state_->send(std::move(intent));
    state_->plan_tick();
}

void App::touched() {
    send(Touched{state_->dependencies.clock.mono_ms()});
}

void App::tick() {
    State& state = *state_;
    state.send(Ticked{state.dependencies.clock.mono_ms(), (state.pins.wait_ms() + 999) / 1000});
    state.send(ChromeChanged{state.chrome()});
    state.beat();
    state.plan_tick();
}

void App::content_changed() {
    State& state = *state_;
    state.read_library();
    state.drop_receipted();
    // What a person is reading stays under their eyes; the home screen renews itself, and so
    // does the answer about a slip, which they are waiting for.
    if (state.model.stack.size() == 1) {
        for (Intent& answer : state.act(LoadHome{})) state.send(std::move(answer));
    } else {
        state.send(ChromeChanged{state.chrome()});
        for (Intent& answer : state.renewed_progress()) state.send(std::move(answer));
    }
    state.beat();
}

bool App::take_done() {
    const bool any = state_->take_done();
    if (any) state_->plan_tick();
    return any;
}

std::int64_t App::next_tick_ms() const {
    return state_->next_tick_ms;
}

bool App::take_wipe() {
    return std::exchange(state_->wipe_due, false);
}

}  // namespace hall::kiosk
