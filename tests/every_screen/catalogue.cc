#include "tests/every_screen/catalogue.h"

#include <algorithm>
#include <set>

#include "kiosk/app/load/board.h"
#include "kiosk/app/load/document.h"
#include "kiosk/app/load/form.h"
#include "kiosk/app/load/home.h"
#include "kiosk/app/load/search.h"
#include "kiosk/app/update.h"
#include "sync/rules/disclosure/find_rows.h"
#include "tests/every_screen/device_screens.h"
#include "tests/tour/form_filler.h"

namespace hall::kiosk {

namespace {

class Catalogue {
  public:
    Catalogue(DemoDevice& board, const ui::UiStrings& strings)
        : board_file_(board.folder.cache()),
          library_(board.library()),
          strings_(strings),
          app_(board.open()) {
        chrome_ = app_.model().chrome;
        loader_.emplace(
            LoaderDependencies{library_, strings_, DemoDevice::today, "510681113", "510681113205"});
    }

    void add(std::string name, Model model) {
        screens_.push_back({std::move(name), std::move(model)});
    }

    void add(std::string name, ScreenModel screen) {
        add(std::move(name), over_home(std::move(screen)));
    }

    Model over_home(ScreenModel screen) {
        Model model;
        model.chrome = chrome_;
        model.stack = {load_home(*loader_), std::move(screen)};
        return model;
    }

    static void log_in(Model& model, const std::string& name, const std::string& role) {
        model.session.staff = "1001";
        model.session.staff_name = name;
        model.session.staff_role = role;
        model.session.staff_left_ms = 27 * 60'000;
    }

    Model by_staff(ScreenModel screen, const std::string& name, const std::string& role) {
        Model model = over_home(std::move(screen));
        log_in(model, name, role);
        return model;
    }

    Model home() {
        Model model;
        model.chrome = chrome_;
        model.stack = {load_home(*loader_)};
        return model;
    }

    ScreenModel document(const std::string& channel, const std::string& id) {
        ScreenModel screen = load_document(*loader_, {channel, id});
        INFO(channel << " " << id);
        REQUIRE_FALSE(std::holds_alternative<MissingModel>(screen));
        return screen;
    }

    template <typename T>
    T document_as(const std::string& channel, const std::string& id) {
        return std::get<T>(document(channel, id));
    }

    std::vector<NamedScreen> screens() && { return std::move(screens_); }

    // --- Parts of the catalogue

    void add_home() {
        add("home", home());
        Model model = home();
        std::get<HomeModel>(model.top()).notices.clear();
        add("home-no-notice", model);
        model.stack = {HomeModel{.content = HomeModel::Content::on_its_way}};
        model.chrome.freshness = strings_["chrome.never"];
        add("home-first-start", model);
        model.stack = {HomeModel{.content = HomeModel::Content::damaged}};
        add("home-damaged", model);
        model = home();
        model.chrome.freshness = strings_.with("chrome.stale", {"11月3日"});
        add("home-stale", model);
        model.chrome.now = strings_["clock.doubtful"];
        add("home-clock-doubtful", model);
        model = home();
        model.speech.available = true;
        add("home-speaking", model);
        model.chrome.place = "金雁街道办事处 · 东南片区第二十三居民委员会";
        for (HomeTile& tile : std::get<HomeModel>(model.top()).tiles)
            tile.line = "今年第三季度的账目已经公布";
        add("home-long-names", model);
    }

    void add_boards(bool every_column) {
        for (const Board& board : VALUE(library_.boards())) {
            const std::size_t last = every_column ? board.columns.size() : 0;
            for (std::size_t column = 0; column <= last; ++column) {
                const std::string name =
                    "board-" + board.id + (column == 0 ? "" : "-" + board.columns[column - 1].id);
                add(name, VALUE(load_board(*loader_, {board.id, column, false})));
            }
        }
    }

    void add_board_states() {
        BoardModel empty = VALUE(load_board(*loader_, {"affairs", 1, false}));
        empty.entries.clear();
        empty.has_more = false;
        add("board-empty", empty);
        BoardModel more = VALUE(load_board(*loader_, {"affairs", 0, false}));
        REQUIRE(more.entries.size() > 10);
        more.entries.resize(10);
        more.has_more = true;
        add("board-more", more);
        more.board.name = "党务村务财务公开和集体资产资源处置公示专栏";
        for (LibraryEntry& entry : more.entries) {
            entry.title =
                "关于二〇二六年度松林镇滴水村高标准农田建设项目占地补偿、青苗补偿和"
                "临时用地复垦保证金退还情况的公示（第三次更正）";
            entry.line = "松林镇人民政府农业农村和自然资源办公室（加盖公章后生效）";
            entry.pinned = true;
        }
        add("board-long-texts", more);
    }

    void add_documents() {
        Statement select =
            VALUE(reader().prepare("SELECT channel, id, board, type FROM documents "
                                   "WHERE board<>'' ORDER BY channel, id"));
        while (VALUE(select.step())) {
            add("document-" + select.text(1), document(select.text(0), select.text(1)));
        }
    }

    // The longest body of each type, and the first.
    void add_kinds() {
        Statement select = VALUE(reader().prepare(
            "SELECT channel, id, type FROM documents d WHERE board<>'' AND (id=(SELECT id FROM "
            "documents WHERE type=d.type AND board<>'' ORDER BY length(body) DESC, id LIMIT 1) OR "
            "id=(SELECT id FROM documents WHERE type=d.type AND board<>'' ORDER BY id LIMIT 1)) "
            "ORDER BY type, id"));
        while (VALUE(select.step())) {
            add(select.text(2) + "-" + select.text(1), document(select.text(0), select.text(1)));
        }
    }

    void add_articles() {
        ArticleModel article =
            document_as<ArticleModel>("village-510681113205", first_id("listing"));
        const auto blob = [](const char* name, const char* caption) {
            return BlobRef{name, 100'000, "image/jpeg", caption};
        };
        article.pictures = {blob("4x3", "梨树下的院坝"), blob("coming", "还没送到的一张"),
                            blob("broken", ""), blob("3x4", "三组的晒坝")};
        add("listing-pictures", article);
        add("picture", PictureModel{"goods", "坡上人家", article.pictures.front()});
        add("picture-coming", PictureModel{"goods", "坡上人家", article.pictures[1]});
        add("picture-broken", PictureModel{"goods", "坡上人家", article.pictures[2]});
        article.title = std::string(long_title());
        article.where = "村务公开 · 四议两公开";
        article.line = "松林镇人民政府农业农村和自然资源办公室 · 11月20日";
        article.facts = {{"listing.price", "每斤八块五毛，十斤以上每斤八块，五十斤以上送到家门口"},
                         {"listing.contact", "三组周大福（面馆对面第二家，找不到就在村口喊一声）"},
                         {"listing.phone", "0838-5550199"}};
        add("listing-long-texts", article);
        article.text.clear();
        add("article-empty", article);
    }

    void add_disclosures() {
        DisclosureModel table =
            document_as<DisclosureModel>("village-510681113205", first_ledger());
        table.notice_days_left = 0;
        table.objection = DocumentRef{"county", "svc-objection"};
        table.table.corrections = {{"2026-11-02",
                                    "“堰渠清淤”多写了一个零，已经改正。",
                                    {{"「堰渠清淤」支出（元）", "56,000.00", "5,600.00"},
                                     {"新加的一行「误工」", "", "120.00"}},
                                    2}};
        table.table.countersigned = {{"村务监督委员会", 3, "2026-10-11"},
                                     {"村民代表", 5, "2026-11-03", table.mark}};
        table.table.basis = "《中华人民共和国村民委员会组织法》第三十条";
        for (TableRow& row : table.table.rows)
            row.explain = "包括人工、挖机和材料，三家比价后选最低的一家。";
        add("disclosure-everything-said", table);
        table.table.rows.clear();
        table.ledger.reset();
        add("disclosure-no-rows", table);
        DisclosureModel names =
            document_as<DisclosureModel>("village-510681113205", "farmland-2026-group1");
        add("disclosure-list", names);
        names.search = {"周有福", true, rows_with(names.table, "周")};
        add("disclosure-my-line-writing", names);
        names.search.typing = false;
        add("disclosure-my-line", names);
        names.search = {"不在这里的人", false, {}};
        add("disclosure-my-line-nothing", names);
    }

    void add_services() {
        ServiceModel service = document_as<ServiceModel>("county", "svc-elder-allowance");
        add("service", service);
        service.unavailable_reason = ServiceModel::UnavailableReason::no_room;
        add("service-no-room", service);
        service.unavailable_reason = ServiceModel::UnavailableReason::no_key;
        add("service-no-key", service);
        service.has_form = false;
        service.service.visits = 0;
        service.service.materials.clear();
        add("service-guide-only", service);
    }

    void add_search() {
        SearchModel search = load_search(*loader_);
        add("search", search);
        search.typing = true;
        add("search-keyboard", search);
        search.typed = "XYZ9";
        search.searched = true;
        add("search-nothing-typing", search);
        search.typing = false;
        add("search-nothing", search);
        search.typed.clear();
        search.chosen = {search.words.front(), search.words.back()};
        search.hits = VALUE(library_.search("鸭", DemoDevice::today));
        REQUIRE_FALSE(search.hits.empty());
        add("search-results", search);
        search.chosen.clear();
        search.typed = "鸭";
        search.typing = true;
        add("search-suggestions", search);
        add("search-no-content", SearchModel{});
    }

    // Every page of a form: as it comes, with what is said when nothing was answered, and
    // with the keyboard. Branches are taken by other choices.
    void add_form(const std::string& id) {
        const FormModel begun = VALUE(load_form(*loader_, {channel_of(id), id}));
        std::set<std::size_t> seen;
        for (std::size_t branch = 0; branch < 8; ++branch) {
            Model model = over_home(begun);
            for (int steps = 0; steps < 40; ++steps) {
                const FormModel form = std::get<FormModel>(model.top());
                if (form.reviewing) break;
                if (seen.insert(form.page).second) add_form_page(id, model);
                answer_page(model, branch);
                REQUIRE(std::get<FormModel>(model.top()).problems.empty());
            }
            REQUIRE(std::get<FormModel>(model.top()).reviewing);
            if (branch == 0) add("form-" + id + "-review", model);
        }
        INFO(id);
        REQUIRE(seen.size() == begun.form->pages().size());
    }

    void add_form_page(const std::string& id, const Model& model) {
        const FormModel& form = std::get<FormModel>(model.top());
        const std::string name = "form-" + id + "-" + std::to_string(form.page + 1);
        add(name, model);
        const Model wrong = update(model, NextPage{}).model;
        if (!std::get<FormModel>(wrong.top()).problems.empty()) add(name + "-wrong", wrong);
        for (const std::string& field : form.form->pages()[form.page].fields) {
            if (!is_typed(form.form->field(field).control)) continue;
            Model typing = update(model, Focus{field}).model;
            typing = update(std::move(typing), Typed{"1"}).model;
            add(name + "-typing-" + field, typing);
        }
    }

    void answer_page(Model& model, std::size_t branch) {
        const FormModel form = std::get<FormModel>(model.top());
        for (const std::string& name : form.form->pages()[form.page].fields) {
            const FormField& field = form.form->field(name);
            model = update(std::move(model), Answered{name, answer_to(field, branch)}).model;
        }
        model = update(std::move(model), NextPage{}).model;
    }

    static Answer answer_to(const FormField& field, std::size_t branch) {
        switch (field.control) {
            case Control::choice:
                return field.choices[branch % field.choices.size()].first;
            case Control::choices:
                return AnswerList{field.choices[branch % field.choices.size()].first};
            case Control::yes_no:
                return branch % 2 == 0 ? "yes" : "no";
            case Control::phone:
                return "13800000000";
            case Control::id_number:
                return nobodys_id_number();
            case Control::date:
                return field.future ? "2026-12-01" : "2026-11-01";
            case Control::place:
                return "510681113205";
            case Control::number:
            case Control::money:
            case Control::text:
            case Control::count:
                return std::to_string(static_cast<int>(
                    std::clamp(12.0, field.minimum.value_or(0), field.maximum.value_or(99))));
            case Control::photo:
                return AnswerAttachment{"照片.jpg", std::string(photo_kind), "jpeg", {}};
            case Control::voice:
                return AnswerAttachment{"录音.ogg", std::string(voice_kind), "ogg", {}};
            case Control::groups:
            case Control::attachment:
                break;  // not drawn yet
        }
        return {};
    }

    void add_forms() {
        Statement select =
            VALUE(reader().prepare("SELECT id FROM documents WHERE type='service' AND "
                                   "json_extract(body,'$.form.title') IS NOT NULL ORDER BY id"));
        std::size_t forms = 0;
        while (VALUE(select.step())) {
            add_form(select.text(0));
            ++forms;
        }
        REQUIRE(forms > 10);
    }

    // --- Devices

    void add_fitted(const std::string& name, ScreenModel screen) {
        Model model = over_home(std::move(screen));
        model.fitted = {true, true, true, true};
        add(name, std::move(model));
    }

    void add_devices() {
        for (NamedScreen& screen :
             device_screens([this](ScreenModel shown) { return over_home(std::move(shown)); }))
            screens_.push_back(std::move(screen));
        add_fitted("service-print", document_as<ServiceModel>("county", "svc-elder-allowance"));
    }

    // A form's questions that devices answer: with them, and after they did.
    void add_device_questions() {
        const FormModel begun = VALUE(load_form(*loader_, {"county", "svc-ask-expert"}));
        for (std::size_t page = 0; page < begun.form->pages().size(); ++page) {
            const std::string& name = begun.form->pages()[page].fields.front();
            const Control control = begun.form->field(name).control;
            if (control != Control::photo && control != Control::voice) continue;
            FormModel form = begun;
            form.page = page;
            form.focused.clear();
            add_fitted("form-device-" + name, form);
            form.answers[name] = answer_to(begun.form->field(name), 0);
            if (control == Control::photo) form.pictures[name] = grey_picture(800, 600);
            add_fitted("form-device-" + name + "-kept", form);
        }
    }

    // The states that come by the machine, not by the questions.
    void add_form_states() {
        Model model = over_home(VALUE(load_form(*loader_, {"county", "svc-elder-allowance"})));
        for (int page = 0; page < 40 && !std::get<FormModel>(model.top()).reviewing; ++page)
            answer_page(model, 0);
        std::get<FormModel>(model.top()).failures = 1;
        add("form-not-saved", model);
        std::get<FormModel>(model.top()).failures = 2;
        add("form-not-saved-again", model);
        model.leaving = Leaving::back;
        add("form-leave", model);
    }

    void add_slips() {
        ReceiptModel receipt{"高龄津贴申请", "K7M-0012X", "ZQ9W-JK84-TRMX",
                             "您交的表，村里先核对，7个工作日内给您答复。", false};
        add("receipt-saved", receipt);
        receipt.received = true;
        add("receipt-received", receipt);
        Model leaving = over_home(receipt);
        leaving.leaving = Leaving::home;
        add("receipt-leaving", leaving);
        leaving.leaving = Leaving::no;
        leaving.session.warning = true;
        leaving.session.wipe_in_s = 20;
        add("receipt-idle", leaving);

        ProgressModel progress;
        progress.as_of = "2026-11-23T00:55:00Z";
        add("progress-asking", progress);
        progress.typed_number = "K7M0012X";
        progress.typing_code = true;
        progress.typed_code = "ZQ9WJK84TRMX";
        add("progress-code", progress);
        progress.mistyped = true;
        progress.mistyped_code = true;
        add("progress-mistyped", progress);
        progress = {};
        progress.number = "K7M-0012X";
        progress.as_of = "2026-11-23T00:55:00Z";
        using State = ProgressModel::State;
        for (const auto& [state, name] :
             {std::pair{State::unknown, "unknown"}, std::pair{State::saved_here, "saved-here"},
              std::pair{State::received, "received"}}) {
            progress.state = state;
            add(std::string("progress-") + name, progress);
        }
        progress.state = State::refused;
        progress.reason = "身份证号和户口对不上，请带户口簿到村便民服务厅再填一次。";
        add("progress-refused", progress);
        progress.as_of.clear();
        progress.state = State::moving;
        const auto reply = [](std::int64_t seq, const char* state, const char* line) {
            Reply made;
            made.seq = seq;
            made.kind = "state";
            made.slip = "K7M-0012X";
            made.state = state;
            made.line = line;
            made.at = "2026-11-21T03:00:00Z";
            return made;
        };
        progress.replies = {reply(1, "accepted", "受理了，民政所正在核对。"),
                            reply(2, "handling", "已经派人上门，请在家等电话。"),
                            reply(3, "returned", "还差户口簿首页和老人那一页的复印件。"),
                            reply(4, "done", "通过了，从这个月起打到社保卡。")};
        add("progress-moving", progress);
        // A note alone repeats the state it was written in.
        progress.replies.insert(progress.replies.begin() + 2,
                                reply(5, "handling", "已经派人上门，请在家等电话。"));
        for (const std::size_t sealed : {1U, 2U, 4U}) progress.replies[sealed].sealed = "box";
        progress.messages = {{2, "周爷爷，材料齐了，民政所三天内上门核对，请在家等电话。"},
                             {4, "津贴从十一月起算，每月二十号前打到您的社保卡上。"}};
        add("progress-messages", progress);
        progress.messages.clear();
        progress.opening = true;
        add("progress-opening", progress);
        progress.opening = false;
        progress.no_memory = true;
        add("progress-no-memory", progress);
    }

    void add_staff() {
        LoginModel login;
        add("login", login);
        login.number = "1001";
        login.typing_pin = true;
        login.pin = "2018";
        add("login-pin", login);
        login.pin.clear();
        login.wrong = true;
        add("login-wrong", login);
        login.wait_s = 899;
        add("login-wait", login);
        login = {};
        login.nobody = true;
        add("login-nobody", login);
        login = {.number = "1001", .pin = "2018", .typing_pin = true, .checking = true};
        add("login-checking", login);
        login = {.number = "1001", .typing_pin = true, .not_checked = true};
        add("login-not-checked", login);
        add("staff-door", StaffDoorModel{});
        add("staff", by_staff(StaffModel{"小陈", "staff", {}}, "小陈", "staff"));
        add("staff-called", by_staff(StaffModel{"小陈", "staff", "上午9:20"}, "小陈", "staff"));
        add("staff-long", by_staff(StaffModel{"欧阳上官诸葛司马", "committee", {}},
                                   "欧阳上官诸葛司马", "committee"));
        Model at_home = home();
        log_in(at_home, "小陈", "staff");
        add("staff-home", at_home);
        at_home.display_open = true;
        add("staff-display", at_home);
        add("staff-board", by_staff(VALUE(load_board(*loader_, {"services", 0, false})),
                                    "欧阳上官诸葛司马", "committee"));
        add("staff-form",
            by_staff(VALUE(load_form(*loader_, {"county", "svc-letter"})), "小陈", "staff"));
        add("staff-progress", by_staff(ProgressModel{}, "小陈", "staff"));
        Model leaving = by_staff(StaffModel{"小陈", "staff", {}}, "小陈", "staff");
        leaving.toast = "staff.soon_over";
        add("staff-soon-over", leaving);
    }

    void add_machine() {
        StatusModel status;
        status.library = VALUE(library_.status("510681113205"));
        status.library_good = true;
        status.kiosk = "0192f7c2-6d3b-7c1a-9f55-2b1e8d7a4c10";
        status.place = "广汉市松林镇滴水村";
        status.software = "1.0.0";
        status.waiting = 3;
        status.free_bytes = std::uint64_t{74} << 30;
        add("status", status);
        status.library.last_error = "unavailable";
        add("status-offline", status);
        status.library.last_error = "refused";
        add("status-not-known", status);
        status.library.last_error = "wrong-time";
        add("status-wrong-time", status);
        status.library.last_error = "wrong-signature";
        add("status-changed-on-the-way", status);
        status.library.refused = 12;
        status.outbox_quarantined = true;
        status.free_bytes = std::uint64_t{3} << 20;
        status.no_room = true;
        status.clock_doubtful = true;
        add("status-all-wrong", status);
        status = {};
        add("status-first-start", status);
        HelpModel help{"0838-5550100", "代办员小陈忙完手上的就来。", "周一到周五 9:00到17:00"};
        add("help", help);
        help.call = HelpModel::Call::standing;
        add("help-standing", help);
        help.call = HelpModel::Call::rung_only;
        add("help-rung-only", help);
        add("help-unknown", HelpModel{});
        add("missing", MissingModel{});
        add("calibration", CalibrationModel{0, 900});
        Model display = home();
        display.display_open = true;
        add("display", display);
        display.display = {.text_step = 2, .high_contrast = true, .low = true};
        add("display-chosen", display);
    }

    void add_warnings() {
        Model model = home();
        model.display.text_step = 1;
        model.session.warning = true;
        model.session.wipe_in_s = 20;
        add("idle-warning-home", model);
        FormModel letter = VALUE(load_form(*loader_, {"county", "svc-letter"}));
        letter.answers[letter.form->pages().front().fields.front()] = "路灯坏了";
        model = over_home(letter);
        model.session.warning = true;
        model.session.wipe_in_s = 7;
        add("idle-warning-form", model);
    }

    Database& reader() {
        if (!database_) database_ = VALUE(Database::open(board_file_, {.mode = OpenMode::read}));
        return *database_;
    }

    std::string first_id(const std::string& type) {
        Statement select = VALUE(reader().prepare(
            "SELECT id FROM documents WHERE type=? AND channel='village-510681113205' "
            "ORDER BY length(body) DESC LIMIT 1"));
        REQUIRE(VALUE(select.bind(1, type).step()));
        return select.text(0);
    }

    // The longest table of money: what came in, what was spent and what is left.
    std::string first_ledger() {
        Statement select = VALUE(
            reader().prepare("SELECT id FROM documents WHERE type='disclosure' AND "
                             "channel='village-510681113205' AND instr(body, '\"closing\"') > 0 "
                             "ORDER BY length(body) DESC LIMIT 1"));
        REQUIRE(VALUE(select.step()));
        return select.text(0);
    }

    std::string channel_of(const std::string& id) {
        Statement select = VALUE(reader().prepare("SELECT channel FROM documents WHERE id=?"));
        REQUIRE(VALUE(select.bind(1, id).step()));
        return select.text(0);
    }

    static std::string_view long_title() {
        return "关于转发《四川省人民政府办公厅关于切实做好二〇二六年农村困难群众冬春生活救助和"
               "防寒保暖工作的紧急通知》的通知";
    }

    Path board_file_;
    std::optional<Database> database_;
    Library library_;
    const ui::UiStrings& strings_;
    App app_;
    Chrome chrome_;
    std::optional<LoaderDependencies> loader_;
    std::vector<NamedScreen> screens_;
};

}  // namespace

std::vector<NamedScreen> catalogue(DemoDevice& board, const ui::UiStrings& strings) {
    Catalogue all(board, strings);
    all.add_home();
    all.add_boards(false);
    all.add_board_states();
    all.add_kinds();
    all.add_articles();
    all.add_disclosures();
    all.add_services();
    all.add_search();
    all.add_forms();
    all.add_form_states();
    all.add_device_questions();
    all.add_devices();
    all.add_slips();
    all.add_staff();
    all.add_machine();
    all.add_warnings();
    return std::move(all).screens();
}

std::vector<NamedScreen> every_document(DemoDevice& board, const ui::UiStrings& strings) {
    Catalogue all(board, strings);
    all.add_boards(true);
    all.add_documents();
    return std::move(all).screens();
}

}  // namespace hall::kiosk
