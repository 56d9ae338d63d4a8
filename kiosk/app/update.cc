#include "kiosk/app/update.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "sync/core/check.h"
#include "sync/wire/seal.h"

namespace hall::kiosk {

namespace {

constexpr std::size_t stack_max = 12;
constexpr std::size_t typed_max = 40;

constexpr std::int64_t warning_least_ms = 20'000;  // from the warning to the wipe
constexpr std::int64_t rings_apart_ms = 5'000;
constexpr std::int64_t usual_form_factor = 2;
constexpr std::int64_t staff_warning_ms = 60'000;  // before half an hour is over

template <typename T>
T* top_as(Model& model) {
    return std::get_if<T>(&model.top());
}

// A long walk forgets its middle: never its beginning, and never a form or a slip, whose
// answers and code nobody asked to throw away.
void push(Model& model, ScreenModel screen) {
    auto& stack = model.stack;
    if (stack.size() >= stack_max) {
        const auto oldest = std::find_if(stack.begin() + 1, stack.end(), [](const auto& shown) {
            return !std::holds_alternative<FormModel>(shown) &&
                   !std::holds_alternative<ReceiptModel>(shown);
        });
        CHECK(oldest != stack.end());
        // In memory of its own, as at the end of a session: what stood there goes with the old one.
        std::vector<ScreenModel> fresh;
        fresh.reserve(stack_max);
        for (auto shown = stack.begin(); shown != stack.end(); ++shown) {
            if (shown != oldest) fresh.push_back(std::move(*shown));
        }
        stack.swap(fresh);
    }
    stack.push_back(std::move(screen));
}

void pop(Model& model) {
    if (model.stack.size() <= 1) return;
    if (auto* form = top_as<FormModel>(model)) wipe_answers(form->answers);
    model.stack.pop_back();
}

void go_home(Model& model) {
    while (model.stack.size() > 1) pop(model);
}

// The kind of a screen, as a call for help names it: nothing of what is on it.
struct ScreenName {
    std::string_view operator()(const HomeModel&) const { return "home"; }
    std::string_view operator()(const BoardModel&) const { return "board"; }
    std::string_view operator()(const ArticleModel&) const { return "article"; }
    std::string_view operator()(const DisclosureModel&) const { return "disclosure"; }
    std::string_view operator()(const QuestionModel&) const { return "question"; }
    std::string_view operator()(const SearchModel&) const { return "search"; }
    std::string_view operator()(const ServiceModel&) const { return "service"; }
    std::string_view operator()(const FormModel&) const { return "form"; }
    std::string_view operator()(const ReceiptModel&) const { return "slip"; }
    std::string_view operator()(const ProgressModel&) const { return "progress"; }
    std::string_view operator()(const LoginModel&) const { return "login"; }
    std::string_view operator()(const StaffModel&) const { return "staff"; }
    std::string_view operator()(const StatusModel&) const { return "status"; }
    std::string_view operator()(const HelpModel&) const { return "help"; }
    std::string_view operator()(const StaffDoorModel&) const { return "help"; }
    std::string_view operator()(const PictureModel&) const { return "picture"; }
    std::string_view operator()(const CalibrationModel&) const { return "calibration"; }
    std::string_view operator()(const MissingModel&) const { return "missing"; }
};

std::string_view name_of_screen(const ScreenModel& screen) {
    return std::visit(ScreenName{}, screen);
}

// What the keyboard writes into on the screen shown, and how much fits.
struct Line {
    std::string* text = nullptr;
    std::size_t bytes_max = typed_max;
};

Line line_of(Model& model) {
    if (auto* search = top_as<SearchModel>(model)) return {&search->typed};
    if (auto* progress = top_as<ProgressModel>(model)) {
        return {progress->typing_code ? &progress->typed_code : &progress->typed_number, 16};
    }
    if (auto* login = top_as<LoginModel>(model)) {
        return {login->typing_pin ? &login->pin : &login->number, 12};
    }
    if (auto* form = top_as<FormModel>(model)) {
        if (form->focused.empty()) return {};
        const FormField& field = form->form->field(form->focused);
        return {&form->answers[form->focused].typed_text(), typed_characters_max(field)};
    }
    return {};
}

// The functions below answer one intent each; the name says which.
struct Updater {
    Model& model;
    std::vector<Effect>& effects;

    void ask(Effect effect) { effects.push_back(std::move(effect)); }

    // --- From anywhere

    // In a form it leads to the question before. An unfinished form is asked about; nobody
    // loses it by one touch.
    void operator()(const Back&) {
        if (model.display_open) {
            model.display_open = false;
            return;
        }
        auto* form = top_as<FormModel>(model);
        if (top_as<ReceiptModel>(model) != nullptr) {
            model.leaving = Leaving::back;
        } else if (form == nullptr) {
            pop(model);
        } else if (!form->focused.empty()) {
            form->focused.clear();
        } else if (!step_back(*form)) {
            leave_form();
        }
    }

    void operator()(const GoHome&) {
        model.display_open = false;
        if (has_answers(model) || has_slip(model))
            model.leaving = Leaving::home;
        else
            leave_for_home();
    }

    void operator()(const BackToDesk&) {
        if (model.session.staff.empty()) return;
        model.display_open = false;
        if (has_answers(model) || has_slip(model))
            model.leaving = Leaving::desk;
        else
            go_to_desk();
    }

    void operator()(const Finish&) {
        if (has_answers(model) || has_slip(model))
            model.leaving = Leaving::finish;
        else
            end_session();
    }

    void operator()(const OpenDisplay&) { model.display_open = true; }
    void operator()(const CloseDisplay&) { model.display_open = false; }

    void operator()(ChangeDisplay& intent) {
        Display& wanted = intent.display;
        wanted.text_step = std::clamp(wanted.text_step, 0, 2);
        if (wanted.language != model.display.language) ask(UseLanguage{wanted.language});
        model.display = std::move(wanted);
    }

    void operator()(const AskHelp&) {
        model.display_open = false;
        if (std::holds_alternative<StaffDoorModel>(model.top())) pop(model);
        ask(CallForHelp{std::string(name_of_screen(model.top()))});
    }

    void operator()(const ReadAloud&) { ask(Speak{}); }

    void operator()(const StayHere&) {
        model.session.warning = false;
        model.leaving = Leaving::no;
    }

    void operator()(const LeaveForm&) {
        switch (std::exchange(model.leaving, Leaving::no)) {
            case Leaving::no:
                return;
            case Leaving::back:
                pop(model);
                ask(WipeSession{});
                break;
            case Leaving::home:
                leave_for_home();
                ask(WipeSession{});
                break;
            case Leaving::desk:
                go_to_desk();
                ask(WipeSession{});
                break;
            case Leaving::finish:
                end_session();
                break;
        }
    }

    // --- From screens

    void operator()(const OpenSearch&) { ask(LoadSearch{}); }
    void operator()(const OpenProgress&) { ask(LoadProgress{}); }
    void operator()(const OpenStaffDoor&) {
        if (top_as<HelpModel>(model) != nullptr) push(model, StaffDoorModel{});
    }
    void operator()(const OpenLogin&) { ask(LoadLogin{}); }
    void operator()(const OpenStatus&) { ask(LoadStatus{}); }
    void operator()(const OpenCalibration&) {
        if (model.session.staff.empty()) return;
        push(model, CalibrationModel{0, model.panel.foot_mm});
    }

    void operator()(const SizeCard& intent) {
        if (auto* calibration = top_as<CalibrationModel>(model))
            calibration->card_px = intent.card_px;
    }

    void operator()(const SetFoot& intent) {
        if (auto* calibration = top_as<CalibrationModel>(model))
            calibration->foot_mm = std::clamp(intent.foot_mm, foot_mm_min, foot_mm_max);
    }

    void operator()(const SaveCalibration& intent) {
        if (top_as<CalibrationModel>(model) != nullptr && !model.session.staff.empty())
            ask(StorePanel{intent.panel});
    }

    void operator()(const OpenBoard& intent) { ask(LoadBoard{intent.board, 0, false}); }

    void operator()(const ChooseColumn& intent) {
        const auto* board = top_as<BoardModel>(model);
        if (board == nullptr || intent.column > board->board.columns.size()) return;
        ask(LoadBoard{board->board.id, intent.column, true});
    }

    void operator()(const MoreEntries&) {
        const auto* board = top_as<BoardModel>(model);
        if (board == nullptr || !board->has_more || board->entries.empty()) return;
        ask(LoadMoreEntries{board->board.id, board->column, board->entries.back()});
    }

    void operator()(const MoreHits&) {
        if (auto* search = top_as<SearchModel>(model)) search->hits_shown += search_step;
    }

    void operator()(const OpenDocument& intent) { ask(LoadDocument{intent.document, false}); }
    void operator()(OpenPicture& intent) {
        const auto* article = top_as<ArticleModel>(model);
        if (article == nullptr) return;
        push(model, PictureModel{article->accent, article->title, std::move(intent.picture)});
    }
    void operator()(const SwitchPeriod& intent) { ask(LoadDocument{intent.document, true}); }

    void operator()(const OpenForm&) {
        const auto* service = top_as<ServiceModel>(model);
        if (service != nullptr && service->has_form &&
            service->unavailable_reason == ServiceModel::UnavailableReason::none) {
            ask(LoadForm{service->document});
        }
    }

    void operator()(const ToggleWord& intent) {
        auto* search = top_as<SearchModel>(model);
        if (search == nullptr) return;
        auto& chosen = search->chosen;
        const auto found = std::find(chosen.begin(), chosen.end(), intent.word);
        if (found != chosen.end())
            chosen.erase(found);
        else
            chosen.push_back(intent.word);
        run_search(*search);
    }

    void operator()(const StartTyping&) {
        if (auto* search = top_as<SearchModel>(model)) search->typing = true;
    }

    void operator()(const Typed& intent) {
        const Line line = line_of(model);
        if (line.text == nullptr || line.text->size() >= line.bytes_max) return;
        line.text->push_back(intent.character);
        typed(line);
    }

    void operator()(const Erased&) {
        const Line line = line_of(model);
        if (line.text == nullptr || line.text->empty()) return;
        line.text->pop_back();
        typed(line);
    }

    void operator()(const Cleared&) {
        const Line line = line_of(model);
        if (line.text == nullptr) return;
        wipe(*line.text);
        typed(line);
    }

    void operator()(const TypingDone&) {
        if (auto* search = top_as<SearchModel>(model)) {
            search->typing = false;
            run_search(*search);
        } else if (auto* progress = top_as<ProgressModel>(model)) {
            ask(LookUpSlip{progress->typed_number, progress->typed_code});
        } else if (auto* login = top_as<LoginModel>(model)) {
            login_done(*login);
        } else if (auto* form = top_as<FormModel>(model)) {
            typing_done(*form);
        }
    }

    void operator()(const Answered& intent) {
        auto* form = top_as<FormModel>(model);
        if (form == nullptr || form->sent || !form->form->has_field(intent.field)) return;
        form->answers[intent.field] = intent.value;
        form->problems.erase(intent.field);
        form->place_town.clear();
    }

    void operator()(const Focus& intent) {
        if (auto* progress = top_as<ProgressModel>(model)) {
            progress->typing_code = intent.field == "code";
            return;
        }
        if (auto* login = top_as<LoginModel>(model)) {
            login->typing_pin = intent.field == "pin";
            return;
        }
        auto* form = top_as<FormModel>(model);
        if (form == nullptr || form->sent) return;
        if (!form->focused.empty()) judge_focused(*form);
        form->focused = form->form->has_field(intent.field) ? intent.field : std::string();
    }

    void operator()(const ChooseTown& intent) {
        if (auto* form = top_as<FormModel>(model)) form->place_town = intent.town;
    }

    void operator()(const NextPage&) {
        auto* form = top_as<FormModel>(model);
        if (form == nullptr || form->sent || form->reviewing) return;
        form->focused.clear();
        take_answers_as_shown(*form);
        form->problems = form->form->check_page(form->page, form->answers, today());
        if (!form->problems.empty()) return;
        form->place_town.clear();
        const auto next = form->editing_from_review
                              ? form->form->first_bad_page(form->answers, today())
                              : form->form->next_page(form->page, form->answers);
        if (next) {
            open_page(*form, *next);
        } else {
            form->reviewing = true;
            form->editing_from_review = false;
        }
    }

    void operator()(const PreviousPage&) {
        auto* form = top_as<FormModel>(model);
        if (form == nullptr || form->sent) return;
        form->focused.clear();
        if (!step_back(*form)) leave_form();
    }

    void operator()(const EditPage& intent) {
        auto* form = top_as<FormModel>(model);
        if (form == nullptr || form->sent || intent.page >= form->form->pages().size()) return;
        form->reviewing = false;
        form->editing_from_review = true;
        open_page(*form, intent.page);
    }

    // Only a form under review, whole and not yet sent, is sent. The second of two quick
    // taps finds it sent.
    void operator()(const Submit&) {
        auto* form = top_as<FormModel>(model);
        if (form == nullptr || !form->reviewing || form->sent) return;
        if (const auto bad = form->form->first_bad_page(form->answers, today())) {
            form->reviewing = false;
            form->page = *bad;
            form->problems = form->form->check_page(*bad, form->answers, today());
            return;
        }
        form->sent = true;
        ask(SubmitForm{});
    }

    // --- From the world

    void operator()(const Touched& intent) {
        model.session.touched_ms = intent.mono_ms;
        model.toast.clear();
    }

    void operator()(const Ticked& intent) {
        if (auto* login = top_as<LoginModel>(model)) login->wait_s = intent.pin_wait_s;
        if (!session_active()) return;
        Session& session = model.session;
        const IdleLimits limits = idle_limits_now(model);
        const std::int64_t idle_ms = intent.mono_ms - session.touched_ms;
        const std::int64_t staff_left_ms = session.staff_until_ms - intent.mono_ms;
        session.staff_left_ms = std::max<std::int64_t>(staff_left_ms, 0);
        if (idle_ms >= limits.wipe_ms || (!session.staff.empty() && staff_left_ms <= 0)) {
            end_session();
            return;
        }
        if (!session.staff.empty() && staff_left_ms <= staff_warning_ms)
            model.toast = "staff.soon_over";
        if (idle_ms < limits.warn_ms) {
            session.warning = false;
            return;
        }
        if (!session.warning || intent.mono_ms - session.rung_ms >= rings_apart_ms) {
            session.rung_ms = intent.mono_ms;
            ask(Ring{});
        }
        session.warning = true;
        session.wipe_in_s = (limits.wipe_ms - idle_ms + 999) / 1000;
    }

    void operator()(ChromeChanged& intent) { model.chrome = std::move(intent.chrome); }
    void operator()(const IdleLimitsChanged& intent) { model.idle = intent.idle; }
    void operator()(Loaded& intent) { push(model, std::move(intent.screen)); }

    void operator()(Replaced& intent) {
        // What was asked for a screen that is gone comes too late.
        if (intent.screen.index() == model.top().index()) model.top() = std::move(intent.screen);
    }

    // An answer to what was asked for another list, or asked twice, comes too late.
    void operator()(EntriesLoaded& intent) {
        auto* board = top_as<BoardModel>(model);
        if (board == nullptr || board->board.id != intent.board || board->column != intent.column ||
            board->entries.empty())
            return;
        const LibraryEntry& last = board->entries.back();
        if (last.id != intent.after.id || last.channel != intent.after.channel) return;
        std::move(intent.entries.begin(), intent.entries.end(), std::back_inserter(board->entries));
        board->has_more = intent.has_more;
    }

    void operator()(HomeLoaded& intent) { model.stack.front() = std::move(intent.home); }

    void operator()(const PanelStored& intent) {
        model.toast = intent.failed ? "calibration.failed" : "calibration.saved";
        if (intent.failed) return;
        model.panel = intent.panel;
        // The card is now as wide as the panel says.
        if (auto* calibration = top_as<CalibrationModel>(model)) calibration->card_px = 0;
    }

    void operator()(const SubmitFailed& intent) {
        if (auto* form = top_as<FormModel>(model)) {
            form->sent = false;
            form->broken = intent.form_broken;
            form->no_memory = intent.no_memory;
            if (!intent.form_broken) ++form->failures;
        }
    }

    void operator()(LoginChecked& intent) {
        auto* login = top_as<LoginModel>(model);
        if (login == nullptr) return;
        wipe(login->pin);
        login->checking = false;
        login->wait_s = intent.wait_s;
        login->wrong = !intent.right && !intent.not_checked;
        login->not_checked = intent.not_checked;
        if (!intent.right) return;
        pop(model);
        Session& session = model.session;
        session.staff = intent.number;
        session.staff_name = intent.staff.name;
        session.staff_role = intent.staff.role;
        session.staff_until_ms = intent.until_ms;
        session.staff_left_ms = intent.left_ms;
        push(model, std::move(intent.staff));
    }

    void operator()(const SlipReceived& intent) {
        auto* receipt = top_as<ReceiptModel>(model);
        if (receipt != nullptr && receipt->number == intent.number) receipt->received = true;
    }

    // --- Pieces

    bool session_active() const {
        return model.stack.size() > 1 || model.display_open || !(model.display == Display{}) ||
               !model.session.staff.empty();
    }

    void leave_for_home() {
        go_home(model);
        ask(LoadHome{});
    }

    // The desk as it was left, or a new one over the home screen.
    void go_to_desk() {
        const auto desk = std::find_if(model.stack.begin(), model.stack.end(), [](const auto& s) {
            return std::holds_alternative<StaffModel>(s);
        });
        if (desk == model.stack.end()) {
            go_home(model);
            push(model, StaffModel{model.session.staff_name, model.session.staff_role, {}});
            return;
        }
        while (!std::holds_alternative<StaffModel>(model.top())) pop(model);
    }

    void end_session() {
        go_home(model);
        // In memory of its own: what stood in the places above home goes with the old one.
        std::vector<ScreenModel> fresh;
        fresh.push_back(std::move(model.stack.front()));
        model.stack.swap(fresh);
        if (!model.display.language.empty()) ask(UseLanguage{});
        model.display = {};
        model.display_open = false;
        model.leaving = Leaving::no;
        model.toast.clear();
        const std::int64_t touched = model.session.touched_ms;
        wipe(model.session.staff);
        wipe(model.session.staff_name);
        model.session = Session{.touched_ms = touched};
        ask(LoadHome{});
        ask(WipeSession{});
    }

    // Judged by the day the screen shows.
    Date today() const {
        const Result<Date> date = parse_date(model.chrome.today);
        return date.ok() ? date.value() : Date{9999, 12, 31};
    }

    void run_search(SearchModel& search) {
        std::string query;
        for (const std::string& word : search.chosen) query.append(word).push_back(' ');
        query.append(search.typed);
        if (search.chosen.empty() && search.typed.empty()) {
            search.searched = false;
            search.hits.clear();
            search.hits_cut = false;
            return;
        }
        ask(RunSearch{query});
    }

    // After a key: what the change makes stale.
    void typed(const Line& line) {
        if (auto* progress = top_as<ProgressModel>(model)) {
            progress->mistyped = false;
            progress->mistyped_code = false;
        } else if (auto* login = top_as<LoginModel>(model)) {
            login->wrong = false;
            login->not_checked = false;
        } else if (auto* form = top_as<FormModel>(model)) {
            form->problems.erase(form->focused);
            if (line.text->empty()) form->answers.erase(form->focused);
        }
    }

    // The question before, or the review that a page was changed from. False on the first.
    bool step_back(FormModel& form) {
        if (form.sent) return false;
        form.problems.clear();
        form.place_town.clear();
        if (form.editing_from_review) {
            form.editing_from_review = false;
            form.reviewing = true;
            return true;
        }
        if (form.reviewing) {
            form.reviewing = false;
            return true;
        }
        const auto previous = form.form->previous_page(form.page, form.answers);
        if (previous) form.page = *previous;
        return previous.has_value();
    }

    void leave_form() {
        if (has_answers(model))
            model.leaving = Leaving::back;
        else
            pop(model);
    }

    // A page whose one question is typed shows the keyboard at once.
    void open_page(FormModel& form, std::size_t page) {
        form.page = page;
        const std::vector<std::string>& fields = form.form->pages()[page].fields;
        if (fields.size() == 1 && is_typed(form.form->field(fields.front()).control))
            form.focused = fields.front();
    }

    // 写好了: on a page of one question it is the way on, if the answer holds.
    void typing_done(FormModel& form) {
        const bool alone = form.form->pages()[form.page].fields.size() == 1;
        if (alone && !form.reviewing) {
            (*this)(NextPage{});
        } else {
            judge_focused(form);
            form.focused.clear();
        }
    }

    // A number by plus and minus is answered by what it shows.
    void take_answers_as_shown(FormModel& form) {
        for (const std::string& name : form.form->pages()[form.page].fields) {
            const FormField& field = form.form->field(name);
            if (!answer_in(form.answers, name).empty()) continue;
            auto shown = form_control(field.control).as_shown(field);
            if (shown) form.answers[name] = std::move(*shown);
        }
    }

    void judge_focused(FormModel& form) {
        if (form.focused.empty()) return;
        const Answer& answer = answer_in(form.answers, form.focused);
        if (answer.empty()) return;
        const auto problem = form.form->check(form.form->field(form.focused), answer, today());
        if (problem) form.problems[form.focused] = *problem;
    }

    void login_done(LoginModel& login) {
        if (!login.typing_pin) {
            login.typing_pin = true;
            return;
        }
        if (login.checking || login.wait_s > 0 || login.number.empty() || login.pin.empty()) return;
        login.checking = true;
        ask(CheckLogin{login.number, login.pin});
    }
};

}  // namespace

IdleLimits idle_limits_now(const Model& model) {
    IdleLimits limits = model.idle;
    if (const FormModel* form = open_form(model); form != nullptr && form->form) {
        if (const auto own = form->form->idle_times()) {
            limits = {own->warn_s * std::int64_t{1000}, own->wipe_s * std::int64_t{1000}};
        } else {
            limits.warn_ms *= usual_form_factor;
            limits.wipe_ms *= usual_form_factor;
        }
    } else if (has_slip(model)) {
        limits.warn_ms *= usual_form_factor;
        limits.wipe_ms *= usual_form_factor;
    }
    limits.wipe_ms = std::max(limits.wipe_ms, limits.warn_ms + warning_least_ms);
    return limits;
}

Updated update(Model model, Intent intent) {
    Updated updated{std::move(model), {}};
    std::visit(Updater{updated.model, updated.effects}, intent);
    return updated;
}

}  // namespace hall::kiosk
