// Model: everything the kiosk shows, as plain data. Screens read it, update() makes the
// next one, and nothing else changes it. It never mentions a window, a file or a clock.

#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/app/board_kinds.h"
#include "sync/core/clock.h"
#include "sync/edge/content/library.h"
#include "sync/rules/disclosure.h"
#include "sync/rules/form.h"
#include "sync/wire/content.h"
#include "sync/wire/event.h"

namespace hall::kiosk {

// What stands in the frame of every screen.
struct Chrome {
    std::string place;      // 松林镇 · 滴水村
    std::string now;        // 11月23日 星期一 上午9:20
    std::string freshness;  // 资料更新于今天8:55
    std::string today;      // 2026-11-23, the day answers are judged by
    bool can_speak = false;
    std::string staff;        // 代办员小陈 · 还剩27分; empty: no staff are logged in
    bool staff_desk = false;  // the desk itself is shown: no way back to it is needed
};

// A document, by where it stands.
struct DocumentRef {
    std::string channel;
    std::string id;
};

struct HomeTile {
    std::string board;
    std::string name;
    std::string emblem;
    std::string accent;
    std::string line;
};

struct HomeNotice {
    DocumentRef document;
    std::string column;  // 公示栏
    std::string title;
    int days_left = 0;
};

struct HomeModel {
    enum class Content {
        here,
        on_its_way,  // nothing has arrived from the county yet
        damaged,     // what had arrived cannot be read; it comes again
    };
    std::vector<HomeTile> tiles;
    std::vector<HomeNotice> notices;
    Content content = Content::here;
};

struct BoardModel {
    Board board;
    BoardKind kind = BoardKind::unknown;
    std::size_t column = 0;             // 0: all; else board.columns[column - 1]
    std::vector<LibraryEntry> entries;  // from the first on
    bool has_more = false;              // the library has more behind the last of them
};

// An article, and what reads like one: diary entries, listings, results.
struct ArticleModel {
    std::string accent;
    std::string where;  // board and column
    std::string title;
    std::string line;                                        // source and date
    std::string text;                                        // md
    std::vector<std::pair<std::string, std::string>> facts;  // label key and value: price, contact
    std::vector<BlobRef> pictures;
};

struct DisclosureModel {
    DocumentRef document;
    std::string accent;
    std::string where;
    std::int64_t rev = 0;
    Disclosure table;
    std::string mark;  // of the table: whose countersign carries another signed another
    std::optional<Ledger> ledger;
    std::optional<int> notice_days_left;
    std::optional<DocumentRef> earlier;
    std::optional<DocumentRef> later;
    std::optional<Period> earlier_period;
    std::optional<Period> later_period;
    std::optional<DocumentRef> objection;  // the form to ask or object with
};

struct QuestionModel {
    Question question;
    std::string where;
    bool in_season = true;
    std::optional<DocumentRef> ask;  // the form to ask an expert with
};

inline constexpr std::size_t search_step = 30;

struct SearchModel {
    std::vector<std::string> services;  // words for what one comes to the hall for
    std::vector<std::string> words;     // words for field and stable
    std::vector<std::string> chosen;    // of both
    std::string typed;                  // letters and digits
    bool typing = false;
    bool searched = false;
    std::vector<LibraryEntry> hits;
    std::size_t hits_shown = search_step;  // the first so many
    bool hits_cut = false;                 // there are more than `hits`: another word helps
    std::optional<DocumentRef> ask;
};

struct ServiceModel {
    // Why its form cannot be taken in now: said before anyone types.
    enum class UnavailableReason {
        none,
        no_room,  // the outbox or the disk is full
        no_key,   // the key to seal answers to has not arrived
    };
    DocumentRef document;
    std::int64_t rev = 0;
    Service service;
    std::string where;
    std::string accent = "services";
    bool has_form = false;
    std::string addressee;  // whose key its answers are sealed to
    UnavailableReason unavailable_reason = UnavailableReason::none;
};

// A form being filled. Its answers are personal: they live here and nowhere else.
struct FormModel {
    DocumentRef document;
    std::int64_t rev = 0;
    std::string title;
    std::string line;  // department · promised days · fee
    std::string accent;
    AboutDocument about = {};  // the table it was opened from, or empty
    std::shared_ptr<const Form> form;
    std::shared_ptr<const Places> places;  // for Control::place
    Answers answers;
    std::size_t page = 0;
    std::string focused;      // field that the keyboard writes to
    std::string place_town;   // town picked on the way to a village
    std::string own_village;  // code of the one this kiosk stands in
    std::map<std::string, AnswerProblem> problems;
    bool reviewing = false;
    bool editing_from_review = false;  // a page is changed from the review, and leads back to it
    bool sent = false;                 // the second tap on 交上去 does nothing
    int failures = 0;                  // how often it could not be stored; nothing was lost
    bool no_memory = false;            // the last time for want of memory, not because of the disk
    bool broken = false;               // the form itself cannot be handed in, whatever the answers
};

struct ReceiptModel {
    std::string title;
    std::string number;
    std::string code;
    std::string next;       // what happens now
    bool received = false;  // the county has signed for it
};                          // left only after it was asked whether number and code were copied

// What staff wrote to the villager, opened with the slip's code.
struct ProgressMessage {
    std::int64_t reply = 0;  // seq of the reply it came with
    std::string text;
};

struct ProgressModel {
    std::string typed_number;
    std::string typed_code;
    bool typing_code = false;
    bool mistyped = false;
    bool mistyped_code = false;
    // The answer:
    enum class State {
        asking,
        unknown,
        saved_here,
        received,
        refused,
        moving
    } state = State::asking;
    std::string number;
    std::string kind;  // of what was handed in, as long as it lies here; or empty
    std::string reason;
    std::vector<Reply> replies;
    std::vector<ProgressMessage> messages;
    bool opening = false;    // the code's key is being made
    bool no_memory = false;  // it could not be made for want of memory
    std::string as_of;       // the last word from the county
};

struct LoginModel {
    std::string number;
    std::string pin;
    bool typing_pin = false;
    bool checking = false;  // it is being found out whether the PIN is right
    bool wrong = false;
    bool not_checked = false;  // for want of memory or a disk: no try was counted
    bool nobody = false;       // the county has sent no roster yet
    std::int64_t wait_s = 0;   // after wrong tries
};

struct StaffModel {
    std::string name;
    std::string role;
    std::string called;  // when somebody last called for help here, a while ago; or empty
};

struct StatusModel {
    LibraryStatus library;
    bool library_good = false;
    std::string kiosk;
    std::string place;
    std::string software;
    std::int64_t waiting = 0;                 // events in the outbox
    std::int64_t attachments = 0;             // photos and scans that wait
    std::int64_t parked = 0;                  // events and attachments that the county did not take
    std::vector<std::string> parked_reasons;  // the first of them
    bool enrol_again = false;                 // two boards speak with this kiosk's key
    bool outbox_quarantined = false;
    bool outbox_broken = false;
    bool outbox_newer = false;  // newer software wrote it, and this one takes no forms
    bool no_room = false;       // for another event
    bool clock_doubtful = false;
    std::uint64_t free_bytes = 0;
};

// 叫人帮忙: what became of the call, and whom else to ask.
struct HelpModel {
    enum class Call {
        called,     // the machine rang, and the clerk's console hears of it
        standing,   // called some minutes ago already: nothing more was sent
        rung_only,  // the machine rang; the county cannot be reached, or the call not stored
    };
    std::string phone;
    std::string text;
    std::string hours;  // 周一到周五 9:00到17:00; or empty
    Call call = Call::called;
};

// Behind the corner of the help screen: the ways for staff.
struct StaffDoorModel {};

// One picture of an article, looked at closely.
struct PictureModel {
    std::string accent;
    std::string title;
    BlobRef picture;
};

// Staff hold a card against the screen and make its picture as wide.
struct CalibrationModel {
    int card_px = 0;  // 0: as wide as the kiosk believes a card to be
    float foot_mm = 0;
};

struct MissingModel {};  // a document that is not here any more

using ScreenModel = std::variant<HomeModel, BoardModel, ArticleModel, DisclosureModel,
                                 QuestionModel, SearchModel, ServiceModel, FormModel, ReceiptModel,
                                 ProgressModel, LoginModel, StaffModel, StatusModel, HelpModel,
                                 StaffDoorModel, PictureModel, CalibrationModel, MissingModel>;

// How this person wants the screen; gone with the session.
struct Display {
    int text_step = 0;  // 0, 1, 2: 100, 150, 200 %
    bool high_contrast = false;
    bool low = false;      // everything to tap within reach of those who sit
    std::string language;  // zh-CN or en; empty: as the kiosk was started

    bool operator==(const Display&) const = default;
};

// Heights of a screen's lower edge above the floor at which it can be used at all.
inline constexpr float foot_mm_min = 300;
inline constexpr float foot_mm_max = 1500;

// The panel that hangs there, as staff measured it.
struct Panel {
    float px_per_mm = 0;  // 0: as the display says
    float foot_mm = 900;  // of its lower edge above the floor
};

// How long nobody may touch the screen before a session is ended.
struct IdleLimits {
    std::int64_t warn_ms = 45'000;
    std::int64_t wipe_ms = 65'000;
};

struct Session {
    std::int64_t touched_ms = 0;  // monotonic, of the last touch
    bool warning = false;
    std::int64_t wipe_in_s = 0;  // shown in the warning
    std::int64_t rung_ms = 0;    // monotonic, of the warning's last sound
    std::string staff;           // number of the staff member logged in; or empty
    std::string staff_name;
    std::string staff_role;  // staff | secretary | committee
    std::int64_t staff_until_ms = 0;
    std::int64_t staff_left_ms = 0;  // as of the last tick
};

// Where a person was going when a form that is not handed in, or a slip that is shown only
// once, stood in the way.
enum class Leaving { no, back, home, desk, finish };

struct Model {
    Chrome chrome;
    std::vector<ScreenModel> stack = {HomeModel{}};  // the last one is shown; the first is home
    Display display;
    bool display_open = false;  // it is being chosen: in place of the screen that is shown
    Panel panel;
    IdleLimits idle;
    Session session;
    Leaving leaving = Leaving::no;  // asked: leave the form, or the slip?
    std::string toast;              // words key, or empty

    ScreenModel& top() { return stack.back(); }
    const ScreenModel& top() const { return stack.back(); }
};

// The form that is being filled in, also when something stands over it: nullptr if none.
template <typename M>
auto* open_form(M& model) {
    decltype(std::get_if<FormModel>(&model.stack.front())) found = nullptr;
    for (auto& screen : model.stack) {
        if (auto* form = std::get_if<FormModel>(&screen)) found = form;
    }
    return found;
}

// A slip is open, whose code nobody can show again.
inline bool has_slip(const Model& model) {
    return std::any_of(model.stack.begin(), model.stack.end(), [](const ScreenModel& screen) {
        return std::holds_alternative<ReceiptModel>(screen);
    });
}

// True if it holds something that nobody has handed in yet.
inline bool has_answers(const Model& model) {
    const FormModel* form = open_form(model);
    if (form == nullptr || form->sent) return false;
    return std::any_of(form->answers.begin(), form->answers.end(),
                       [](const auto& answer) { return !answer.second.empty(); });
}

}  // namespace hall::kiosk
