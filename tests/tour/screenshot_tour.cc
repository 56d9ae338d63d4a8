#include "tests/tour/screenshot_tour.h"

#include <cstdio>
#include <iostream>
#include <set>

#include "kiosk/app/picture_file.h"
#include "kiosk/app/update.h"
#include "kiosk/screens/phrases.h"
#include "kiosk/ui/access/audit.h"
#include "sync/core/json.h"
#include "tests/tour/form_filler.h"
#include "tests/tour/ui_driver.h"

namespace hall::kiosk {

namespace {

// Number and code as the receipt shows them.
struct SlipSeen {
    std::string number;
    std::string code;
};

class Tour {
  public:
    Tour(Stage& stage, const ScreenCamera& camera, const ScreenshotTourOptions& plan, Files& files)
        : driver_(stage), camera_(camera), plan_(plan), files_(files) {}

    Result<void> walk() {
        TRY(files_.make_folder(plan_.pictures));
        TRY(driver_.wait_for(strings()["bar.search"], 5));
        TRY(larger());
        TRY(shots("home", 4));
        TRY(boards());
        TRY(read_aloud());
        TRY(disclosure());
        TRY(search());
        const SlipSeen slip = TRY(form());
        TRY(progress(slip));
        TRY(ask_expert());
        TRY(scan());
        TRY(leaving());
        TRY(staff());
        if (plan_.text_step == 0) TRY(larger_text());
        TRY(idle());
        return write_audit();
    }

  private:
    const ui::UiStrings& strings() { return driver_.stage().app().strings(); }

    Result<void> tap(std::string_view label) { return driver_.tap(label); }
    Result<void> tap_word(std::string_view key) { return driver_.tap(strings()[key]); }
    // A column of a board, which may wait behind one more tab.
    Result<void> tap_column(std::string_view name) {
        if (!driver_.offers(name)) TRY(tap_word("ui.more_tabs"));
        return tap(name);
    }
    Result<void> home() { return tap_word("bar.home"); }

    template <typename T>
    const T* top() {
        return std::get_if<T>(&driver_.stage().app().model().top());
    }

    // The text step of the tour: a session that ends begins with the smallest.
    Result<void> larger() {
        return plan_.text_step == 0 ? Result<void>() : choose_text(plan_.text_step);
    }

    // Where the bar has room for one of both, it is named for both.
    Result<void> open_display() {
        const bool both = driver_.offers(strings()["ui.bigger_and_read"]);
        return tap_word(both ? "ui.bigger_and_read" : "ui.bigger");
    }

    Result<void> choose_text(int step) {
        TRY(open_display());
        TRY(tap(strings()["display.text_" + std::to_string(step)]));
        return tap_word("display.done");
    }

    Result<void> finish() {
        TRY(tap_word("ui.finish"));
        return larger();
    }

    // A picture of the screen as it stands, and what the audit says to it.
    Result<void> shot(std::string_view name) {
        TRY(driver_.settle());
        char number[16];
        std::snprintf(number, sizeof number, "%02d-", ++count_);
        const std::string file = number + std::string(name);
        const Picture picture = TRY(camera_());
        TRY(write_png(plan_.pictures / (file + ".png"), picture.size, picture.pixels));
        const ui::Viewport view = driver_.stage().viewport();
        const ui::Box screen{0, 0, static_cast<float>(view.width_px),
                             static_cast<float>(view.height_px)};
        ui::AuditLimits limits;
        limits.px_per_mm = view.px_per_mm;
        Json findings = Json::array();
        for (const ui::Finding& finding : ui::audit(driver_.stage().access(), screen, limits)) {
            findings.push_back(
                {{"rule", finding.rule}, {"label", finding.label}, {"what", finding.what}});
            ++finding_count_;
        }
        audit_[file] = findings;
        std::cout << file
                  << (findings.empty() ? "" : "  findings: " + std::to_string(findings.size()))
                  << std::endl;
        return {};
    }

    // The longer screens show all of themselves, a page a picture.
    Result<void> shots(const std::string& name, int pages_max) {
        TRY(shot(name));
        for (int page = 2; page <= pages_max && driver_.page_down().ok(); ++page) {
            TRY(shot(name + "-" + std::to_string(page)));
        }
        return {};
    }

    // While the home screen and a table are read aloud, and how fast it was.
    Result<void> read_aloud() {
        if (!driver_.stage().app().model().speech.available) return {};
        TRY(listen());
        TRY(shot("home-reading"));
        TRY(tap_word("ui.stop_reading"));
        TRY(tap("村务公开"));
        TRY(tap_column("财务"));
        const std::string table = driver_.label_with("季度");
        if (!table.empty()) TRY(tap(table));
        TRY(listen());
        TRY(shot("table-reading"));
        TRY(tap_word("speech.slower"));
        TRY(shot("table-reading-slower"));
        TRY(tap_word("ui.stop_reading"));
        return home();
    }

    Result<void> listen() {
        if (!driver_.offers(strings()["ui.read_aloud"])) TRY(tap_word("ui.bigger_and_read"));
        return tap_word("ui.read_aloud");
    }

    // Every board, and the first thing of each kind that stands on one.
    Result<void> boards() {
        const auto* shown = top<HomeModel>();
        if (shown == nullptr || shown->tiles.empty())
            return Error(Errc::not_found, "no boards on the home screen");
        const std::vector<HomeTile> tiles = shown->tiles;
        std::set<std::size_t> kinds;  // of screens that were opened
        for (const HomeTile& tile : tiles) {
            TRY(tap(tile.name));
            TRY(shots("board-" + tile.board, 2));
            const auto* board = top<BoardModel>();
            if (board == nullptr) return Error(Errc::not_found, "no board " + tile.board);
            if (!board->entries.empty()) {
                TRY(tap(board->entries.front().title));
                const std::size_t kind = driver_.stage().app().model().top().index();
                if (kinds.insert(kind).second) TRY(shots("first-of-" + tile.board, 3));
            }
            TRY(home());
        }
        return {};
    }

    Result<void> disclosure() {
        TRY(tap("村务公开"));
        TRY(tap_column("财务"));
        TRY(shot("board-column"));
        const std::string table = driver_.label_with("季度");
        if (table.empty()) return Error(Errc::not_found, "no quarterly table on the board");
        TRY(tap(table));
        TRY(shots("disclosure", 5));
        const auto* shown = top<DisclosureModel>();
        if (shown == nullptr || !shown->earlier_period)
            return Error(Errc::not_found, "no earlier period");
        TRY(tap(short_period(strings(), *shown->earlier_period)));
        TRY(shot("disclosure-earlier"));
        TRY(home());

        TRY(tap("农技指导"));
        TRY(tap_column("水产"));
        TRY(open_first_entry());
        TRY(shots("question", 2));
        return home();
    }

    // The first thing in the list under the tabs.
    Result<void> open_first_entry() {
        const auto* board = top<BoardModel>();
        if (board == nullptr || board->entries.empty())
            return Error(Errc::not_found, "an empty board");
        return tap(board->entries.front().title);
    }

    Result<void> search() {
        TRY(tap_word("bar.search"));
        TRY(shot("search"));
        const auto* model = top<SearchModel>();
        if (model == nullptr || model->words.size() < 2)
            return Error(Errc::not_found, "no words to search by");
        const std::string word = model->words.front();
        TRY(tap(word));
        TRY(shots("search-results", 2));
        TRY(home());
        TRY(tap_word("bar.search"));
        TRY(tap_word("search.typed"));
        TRY(writing());
        TRY(shot("search-keyboard"));
        TRY(driver_.type("XYZ9"));
        TRY(tap_word("ui.done"));
        TRY(driver_.wait_for(strings()["search.nothing"], 2));
        TRY(shot("search-nothing"));
        return home();
    }

    // Each way to write, into the field that is open.
    Result<void> writing() {
        TRY(tap_word("input.handwriting"));
        TRY(shot("search-handwriting"));
        // 十, as a finger writes it.
        TRY(driver_.write_stroke({0.15F, 0.45F}, {0.85F, 0.43F}));
        TRY(driver_.write_stroke({0.5F, 0.15F}, {0.5F, 0.85F}));
        TRY(shot("search-handwriting-read"));
        TRY(tap_word("ui.clear"));
        TRY(tap_word("input.pinyin"));
        TRY(shot("search-pinyin"));
        for (const char key : std::string_view("SHUIDAO")) TRY(driver_.press_key({&key, 1}));
        TRY(shot("search-pinyin-candidates"));
        TRY(driver_.choose_candidate("水稻"));
        TRY(shot("search-pinyin-written"));
        TRY(tap_word("ui.clear"));
        return tap_word("input.letters");
    }

    // Fills in the allowance form with an invented person, whatever its pages are.
    Result<SlipSeen> form() {
        TRY(tap("政务大厅"));
        TRY(tap_column("民政"));
        const std::string service = driver_.label_with("高龄津贴");
        if (service.empty()) return Error(Errc::not_found, "no allowance among the services");
        TRY(tap(service));
        TRY(shots("service", 3));
        while (driver_.page_up().ok()) {
        }
        TRY(tap_word("service.start"));
        bool said_wrong = false;
        for (int page = 1; page <= 20; ++page) {
            const auto* form = top<FormModel>();
            if (form == nullptr) return Error(Errc::not_found, "the form is gone");
            if (form->reviewing) break;
            TRY(shots("form-" + std::to_string(page), 2));
            while (driver_.page_up().ok()) {
            }
            TRY(answer_page(said_wrong));
            TRY(tap_word("form.next"));
        }
        TRY(shots("form-review", 3));
        TRY(tap_word("form.submit"));
        const auto* receipt = top<ReceiptModel>();
        if (receipt == nullptr) return Error(Errc::not_found, "no receipt");
        const SlipSeen slip{receipt->number, receipt->code};
        TRY(shot("receipt-saved"));
        if (!plan_.offline) {
            // On the lowest screens number and code fill the first page.
            const bool overleaf = !driver_.shows(strings()["receipt.saved"]) &&
                                  !driver_.shows(strings()["receipt.received"]);
            if (overleaf) TRY(driver_.page_down());
            TRY(driver_.wait_for(strings()["receipt.received"], 20));
            TRY(shots("receipt-received", 2));
        }
        TRY(print("print.slip", "print-slip"));
        TRY(home());
        TRY(shot("receipt-copied"));
        TRY(tap_word("leave.slip_go"));
        return slip;
    }

    const Fitted& fitted() { return driver_.stage().app().model().fitted; }

    // What the screen prints, looked at and printed.
    Result<void> print(std::string_view words, const std::string& name) {
        if (!fitted().printer) return {};
        TRY(tap_word(words));
        TRY(driver_.wait_for(strings()["print.look"], 10));
        TRY(shots(name, 2));
        TRY(tap_word("print.start"));
        TRY(driver_.wait_for(strings()["print.printed"], 20));
        TRY(shot(name + "-printed"));
        return tap_word("bar.back");
    }

    // A question to an expert, with a photo and a voice note where there are devices for them.
    Result<void> ask_expert() {
        if (!fitted().camera || !fitted().microphone) return {};
        driver_.stage().app().send(OpenDocument{{"county", "svc-ask-expert"}});
        TRY(driver_.settle());
        TRY(print("print.guide", "print-guide"));
        while (driver_.page_up().ok()) {
        }
        TRY(tap_word("service.start"));
        for (int page = 1; page <= 20; ++page) {
            const auto* form = top<FormModel>();
            if (form == nullptr) return Error(Errc::not_found, "the form is gone");
            if (form->reviewing) break;
            const std::string field = form->form->pages()[form->page].fields.front();
            const Control control = form->form->field(field).control;
            if (control == Control::photo)
                TRY(photo());
            else if (control == Control::voice)
                TRY(voice());
            else
                TRY(fill_in_page(driver_));
            TRY(tap_word("form.next"));
        }
        TRY(shots("form-review-attached", 3));
        TRY(tap_word("form.submit"));
        TRY(home());
        return tap_word("leave.slip_go");
    }

    Result<void> photo() {
        TRY(shot("form-photo"));
        TRY(tap_word("form.take_photo"));
        TRY(driver_.wait_for(strings()["camera.ready"], 10));
        TRY(shot("camera"));
        TRY(tap_word("camera.take"));
        TRY(driver_.wait_for(strings()["camera.keep"], 20));
        TRY(shot("camera-taken"));
        TRY(tap_word("camera.keep"));
        return shot("form-photo-kept");
    }

    Result<void> voice() {
        TRY(shot("form-voice"));
        TRY(tap_word("form.record_voice"));
        TRY(shot("voice"));
        TRY(tap_word("voice.start"));
        TRY(driver_.wait_for("0:02", 20));
        TRY(shot("voice-recording"));
        TRY(tap_word("voice.stop"));
        TRY(driver_.wait_for(strings()["voice.recorded"], 20));
        TRY(shot("voice-recorded"));
        TRY(tap_word("voice.keep"));
        return shot("form-voice-kept");
    }

    // The camera looks for a slip's code.
    Result<void> scan() {
        if (!fitted().camera) return {};
        TRY(tap_word("bar.my_requests"));
        TRY(tap_word("progress.scan"));
        TRY(driver_.wait_for(strings()["camera.ready"], 10));
        TRY(shot("camera-slip"));
        TRY(tap_word("camera.type_slip"));
        return home();
    }

    // The first identity number is typed wrong, to see what is said.
    Result<void> answer_page(bool& said_wrong) {
        const FormModel form = *top<FormModel>();
        for (const std::string& name : form.form->pages()[form.page].fields) {
            const FormField field = form.form->field(name);
            if (said_wrong || field.control != Control::id_number) continue;
            said_wrong = true;
            std::string wrong = nobodys_id_number();
            wrong.back() = wrong.back() == '9' ? '8' : '9';
            TRY(tap(field.label));
            TRY(driver_.type(wrong));
            TRY(shot("form-typing"));
            TRY(tap_word("ui.done"));
            TRY(shot("form-wrong"));
            TRY(tap(field.label));
            TRY(tap_word("ui.clear"));
            break;
        }
        return fill_in_page(driver_);
    }

    Result<void> progress(const SlipSeen& slip) {
        TRY(tap_word("bar.my_requests"));
        TRY(driver_.type(slip.number));
        TRY(shot("progress-asking"));
        TRY(tap_word("ui.done"));
        TRY(shot("progress"));
        if (plan_.offline) return home();
        TRY(tap_word("progress.another"));
        TRY(driver_.type(slip.number));
        TRY(tap_word("progress.code"));
        TRY(driver_.type(slip.code));
        TRY(tap_word("ui.done"));
        // Somebody at the county takes the matter up; the kiosk hears of it by itself.
        TRY(driver_.wait_for(strings()["state.handling"], 30));
        TRY(shot("progress-moving"));
        return home();
    }

    // A form begun and left, by way of the question that stands before it.
    Result<void> leaving() {
        TRY(tap("书记信箱"));
        TRY(open_first_form());
        TRY(tap_word("service.start"));
        TRY(fill_in_page(driver_));
        // The places of a form on a wide screen lead through it, and out only at the end.
        const bool wide = driver_.stage().viewport().landscape();
        TRY(tap_word(wide ? "ui.finish" : "bar.home"));
        TRY(shot("leave-form"));
        TRY(tap_word("leave.go"));
        return wide ? larger() : Result<void>();
    }

    // The first entry of a board that has a form.
    Result<void> open_first_form() {
        const auto* board = top<BoardModel>();
        if (board == nullptr) return Error(Errc::not_found, "no board");
        const std::vector<LibraryEntry> entries = board->entries;
        for (const LibraryEntry& entry : entries) {
            if (entry.has_form) return tap(entry.title);
        }
        return Error(Errc::not_found, "no form on the board");
    }

    Result<void> staff() {
        TRY(tap_word("ui.help"));
        TRY(shots("help", 2));
        TRY(tap_word("ui.help"));
        TRY(shot("help-standing"));
        TRY(tap_word("help.corner"));
        TRY(shot("staff-door"));
        TRY(tap_word("help.status"));
        TRY(shots("status", 3));
        TRY(tap_word("bar.back"));
        TRY(tap_word("help.login"));
        TRY(shot("login"));
        TRY(driver_.wait_for(strings()["login.number"], 10));
        TRY(driver_.type("1001"));
        TRY(tap_word("ui.done"));
        TRY(driver_.type("00000000"));
        TRY(tap_word("ui.done"));
        TRY(shot("login-wrong"));
        TRY(driver_.type("73920418"));
        TRY(tap_word("ui.done"));
        TRY(driver_.wait_for(strings()["staff.line"], 5));
        TRY(shot("staff"));
        TRY(tap_word("staff.calibration"));
        TRY(shots("calibration", 3));
        // In staff mode the second place of a wide screen leads to the desk, and from there home.
        if (driver_.stage().viewport().landscape()) TRY(tap_word("bar.desk"));
        TRY(home());
        TRY(shots("staff-home", 2));
        TRY(tap("政务大厅"));
        TRY(shot("staff-board"));
        TRY(open_first_form());
        TRY(tap_word("service.start"));
        TRY(shot("staff-form"));
        return finish();
    }

    Result<void> larger_text() {
        TRY(open_display());
        TRY(shots("display", 2));
        TRY(tap_word("display.done"));
        TRY(choose_text(1));
        TRY(shot("home-larger"));
        TRY(choose_text(2));
        TRY(shot("home-largest"));
        TRY(tap("村务公开"));
        TRY(tap_column("财务"));
        const std::string table = driver_.label_with("季度");
        if (!table.empty()) TRY(tap(table));
        TRY(shots("disclosure-largest", 3));
        return finish();
    }

    // The warning before a session is wiped, by letting the clock of the session run.
    Result<void> idle() {
        TRY(tap("党建之家"));
        App& app = driver_.stage().app();
        const Model& model = app.model();
        app.send(Ticked{model.session.touched_ms + idle_limits_now(model).warn_ms + 1000});
        TRY(shot("idle-warning"));
        TRY(tap_word("idle.continue"));
        return finish();
    }

    Result<void> write_audit() {
        Json report = {{"pictures", count_}, {"findings", finding_count_}, {"screens", audit_}};
        TRY(files_.write_durably(plan_.pictures / "audit.json", report.dump(2) + "\n",
                                 FileMode::shared));
        std::cout << count_ << " pictures, " << finding_count_ << " findings" << std::endl;
        return {};
    }

    UiDriver driver_;
    const ScreenCamera& camera_;
    const ScreenshotTourOptions& plan_;
    Files& files_;
    Json audit_ = Json::object();
    int count_ = 0;
    int finding_count_ = 0;
};

}  // namespace

ScreenCamera memory_screen_camera(const canvas::MemoryPresenter& presenter) {
    return [&presenter]() -> Result<Picture> {
        return Picture{presenter.size(), presenter.pixels()};
    };
}

Result<void> run_screenshot_tour(Stage& stage, const ScreenCamera& camera,
                                 const ScreenshotTourOptions& plan, Files& files) {
    return Tour(stage, camera, plan, files).walk();
}

}  // namespace hall::kiosk
