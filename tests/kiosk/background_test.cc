// What is done beside the screen, and how it comes back.

#include "kiosk/app/background.h"

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "kiosk/app/intent_queue.h"
#include "sync/wire/reply.h"
#include "sync/wire/slip.h"
#include "tests/kiosk/device_fixture.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

// Counts what is asked of it and works when it is told to.
class LateBackground final : public Background {
  public:
    using Background::Background;

    void start(std::unique_ptr<Job> job) override {
        ++started;
        waiting_.emplace_back(completions().session(), std::move(job));
    }

    void work() {
        for (auto& [session, job] : waiting_) {
            job->work();
            REQUIRE_OK(completions().post(session, std::unique_ptr<Completion>(std::move(job))));
        }
        waiting_.clear();
    }

    int started = 0;

  private:
    std::vector<std::pair<std::uint64_t, std::unique_ptr<Job>>> waiting_;
};

App open_with(DeviceFixture& board, Background& background) {
    ui::UiStrings strings =
        VALUE(ui::UiStrings::load(board.files, Path(HALL_SOURCE_DIR "/assets"), "zh-CN"));
    return VALUE(App::open({board.files, board.clock, board.random, board.devices, {}, &background},
                           board.folder, std::move(strings)));
}

const std::string slip = slip_number("K7M", 12);
constexpr std::string_view code = "7KQ2M9XD4TRW";

void store_reply(DeviceFixture& board, std::int64_t seq, const std::string& message) {
    Reply reply;
    reply.seq = seq;
    reply.village = "510681113205";
    reply.kind = "state";
    reply.slip = slip;
    reply.state = "handling";
    reply.at = "2026-11-23T03:00:00Z";
    const BoxKey key = VALUE(box_key_of_code(VALUE(canonical_slip_code(code)), slip));
    reply.sealed = VALUE(seal(json_line(json_of_message(message)), key.public_key()));
    Cache cache = board.cache();
    REQUIRE_OK(cache.store_replies({reply}, reply.village, seq));
}

void look_up(App& app) {
    app.send(OpenProgress{});
    type(app, slip);
    app.send(Focus{"code"});
    type(app, code);
    app.send(TypingDone{});
}

class SmallJob final : public Job {
  public:
    explicit SmallJob(std::thread::id& worker) : worker_(worker) {}
    void work() override { worker_ = std::this_thread::get_id(); }
    std::vector<Intent> answer() override { return {GoHome{}}; }

  private:
    std::thread::id& worker_;
};

}  // namespace

TEST_CASE("an opened answer that is shown is followed without making its key again") {
    DeviceFixture board;
    store_reply(board, 1, "第一句");
    CompletionQueue completions;
    LateBackground background(completions);
    App app = open_with(board, background);
    look_up(app);
    // What is open is shown at once; what is sealed when the key is made.
    REQUIRE(top<ProgressModel>(app).state == ProgressModel::State::moving);
    REQUIRE(top<ProgressModel>(app).opening);
    background.work();
    REQUIRE(app.take_done());
    REQUIRE_FALSE(top<ProgressModel>(app).opening);
    REQUIRE(top<ProgressModel>(app).messages.size() == 1);
    REQUIRE(top<ProgressModel>(app).messages[0].text == "第一句");
    for (std::int64_t seq = 2; seq <= 6; ++seq) {
        store_reply(board, seq, "又一句");
        app.content_changed();
        REQUIRE(top<ProgressModel>(app).messages.size() == static_cast<std::size_t>(seq));
    }
    REQUIRE(background.started == 1);
}

TEST_CASE("what was asked in a session that has ended opens nothing for the next person") {
    DeviceFixture board;
    store_reply(board, 1, "只给一个人看的话");
    CompletionQueue completions;
    LateBackground background(completions);
    App app = open_with(board, background);
    look_up(app);
    app.send(Finish{});
    // The next person asks for the same slip, without its code.
    app.send(OpenProgress{});
    type(app, slip);
    app.send(TypingDone{});
    background.work();
    app.take_done();
    app.content_changed();
    REQUIRE(top<ProgressModel>(app).state == ProgressModel::State::moving);
    REQUIRE(top<ProgressModel>(app).messages.empty());
}

TEST_CASE("a PIN that was right opens no desk for whoever came afterwards") {
    DeviceFixture board;
    const std::string verifier =
        VALUE(password_verifier("20181123", board.random, {.memory_kib = 8192, .passes = 1}));
    {
        Cache cache = board.cache();
        REQUIRE_OK(cache.store_device_message(
            "roster", json_line(json_of_roster({{"1001", "小陈", "staff", verifier}}))));
    }
    CompletionQueue completions;
    LateBackground background(completions);
    App app = open_with(board, background);
    app.send(OpenLogin{});
    type(app, "1001");
    app.send(TypingDone{});
    type(app, "20181123");
    app.send(TypingDone{});
    REQUIRE(top<LoginModel>(app).checking);
    app.send(TypingDone{});
    REQUIRE(background.started == 1);
    app.send(Finish{});
    app.send(OpenLogin{});
    background.work();
    app.take_done();
    top<LoginModel>(app);
    REQUIRE(app.model().session.staff.empty());
}

TEST_CASE("work is done on another thread, comes back through one queue and wakes the window") {
    std::mutex mutex;
    std::condition_variable changed;
    int woken = 0;
    CompletionQueue completions([&] {
        const std::lock_guard lock(mutex);
        ++woken;
        changed.notify_all();
    });
    BackgroundThread background(completions);
    std::vector<std::thread::id> workers(3);
    for (std::thread::id& worker : workers) background.start(std::make_unique<SmallJob>(worker));
    {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return woken == 3; });
    }
    for (int i = 0; i < 3; ++i) {
        const auto answers = completions.take();
        REQUIRE(answers.has_value());
        REQUIRE(std::holds_alternative<GoHome>(std::get<CommonIntent>(answers->at(0))));
    }
    REQUIRE_FALSE(completions.take().has_value());
    for (const std::thread::id& worker : workers) {
        REQUIRE(worker == workers.front());
        REQUIRE(worker != std::this_thread::get_id());
    }
}

TEST_CASE("all that effects answer is taken in, however much it is, in its order") {
    IntentQueue queue;
    Model model;
    model.stack.emplace_back(SearchModel{});
    const Act act = [](Effect& effect) {
        std::vector<Intent> answers;
        if (!std::holds_alternative<LoadHome>(effect)) return answers;
        for (int i = 0; i < 500; ++i) answers.push_back(MoreHits{});
        answers.push_back(Typed{"A"});
        answers.push_back(Typed{"B"});
        return answers;
    };
    // Going home loads home, whose answers find a search again in this model.
    queue.add(GoHome{});
    queue.add(Loaded{SearchModel{}});
    REQUIRE_FALSE(queue.work(model, act));
    const auto& search = std::get<SearchModel>(model.top());
    REQUIRE(search.hits_shown == 501 * search_step);
    REQUIRE(search.typed == "AB");
}

TEST_CASE("intents that come without an end let the screen be drawn, and none is lost") {
    IntentQueue queue;
    Model model;
    model.stack.emplace_back(SearchModel{});
    for (int i = 0; i < 100; ++i) queue.add(MoreHits{});
    const Act act = [](Effect&) { return std::vector<Intent>{}; };
    REQUIRE(queue.work(model, act, 64));
    REQUIRE_FALSE(queue.empty());
    REQUIRE_FALSE(queue.work(model, act, 64));
    REQUIRE(std::get<SearchModel>(model.top()).hits_shown == 101 * search_step);
}

namespace {

// Works until it is let go, and says so.
class HeldJob final : public Job {
  public:
    struct Hold {
        std::mutex mutex;
        std::condition_variable changed;
        bool begun = false;
        bool let_go = false;
        std::atomic<int> done = 0;
    };
    explicit HeldJob(Hold& hold) : hold_(hold) {}
    void work() override {
        std::unique_lock lock(hold_.mutex);
        hold_.begun = true;
        hold_.changed.notify_all();
        hold_.changed.wait(lock, [&] { return hold_.let_go; });
        ++hold_.done;
    }
    std::vector<Intent> answer() override { return {}; }

  private:
    Hold& hold_;
};

}  // namespace

TEST_CASE("when the app goes down the job in work comes to its end, and no other begins") {
    HeldJob::Hold hold;
    CompletionQueue completions;
    BackgroundThread background(completions);
    background.start(std::make_unique<HeldJob>(hold));
    background.start(std::make_unique<HeldJob>(hold));
    {
        std::unique_lock lock(hold.mutex);
        REQUIRE(hold.changed.wait_for(lock, std::chrono::seconds(10), [&] { return hold.begun; }));
        hold.let_go = true;
    }
    {
        DeviceFixture board;
        App app = open_with(board, background);
        hold.changed.notify_all();
    }
    // The second had begun before the app went, or never does.
    const int done = hold.done;
    REQUIRE(done >= 1);
    background.start(std::make_unique<HeldJob>(hold));
    background.finish();
    REQUIRE(hold.done == done);
}
