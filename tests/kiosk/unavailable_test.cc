// When things fail, the screen says so before anybody has typed in vain, and says what to
// do next.

#include "sync/core/encoding.h"
#include "tests/files_on_disk.h"
#include "tests/kiosk/device_fixture.h"
#include "tests/kiosk/kiosk_in_memory.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

// A disk that is as full as the test says.
class FillingDisk final : public FilesOnDisk {
  public:
    std::uint64_t free = std::uint64_t{1} << 30;

    Result<std::uint64_t> free_bytes(const Path&) override { return free; }
};

void open_guide(KioskInMemory& kiosk) {
    kiosk.tap("政务大厅");
    kiosk.tap("高龄津贴");
}

void set_fact(DeviceFixture& board, std::string_view name, std::string_view value) {
    Cache cache = board.cache();
    REQUIRE_OK(cache.set_fact(name, value));
}

void spoil(const DeviceFixture& board) {
    DiskFiles files;
    for (const char* suffix : {"-wal", "-shm"})
        std::filesystem::remove(board.folder.cache().string() + suffix);
    REQUIRE_OK(
        files.write_durably(board.folder.cache(), std::string(20'000, '?'), FileMode::shared));
}

}  // namespace

TEST_CASE("a full disk is said on the guide, and no form is begun") {
    DeviceFixture board;
    FillingDisk disk;
    disk.free = 1000;
    KioskInMemory kiosk(board.open(disk), board.files);
    open_guide(kiosk);
    REQUIRE(kiosk.shows("这台机器暂时收不下办件。请按“叫人帮忙”，先用纸填。"));
    REQUIRE_FALSE(kiosk.shows("现在就填表"));
    kiosk.app().send(OpenForm{});
    kiosk.top<ServiceModel>();
    kiosk.tap_word("ui.help");
    kiosk.tap_word("help.corner");
    kiosk.tap_word("help.status");
    REQUIRE(kiosk.shows("机器存满了，收不下新的表。请联网把存着的办件送走，或者告诉县里。"));
}

TEST_CASE("a disk that fills while somebody reads the guide is said there, too") {
    DeviceFixture board;
    FillingDisk disk;
    KioskInMemory kiosk(board.open(disk), board.files);
    open_guide(kiosk);
    disk.free = 1000;
    kiosk.tap("现在就填表");
    kiosk.top<FormModel>();  // there is the reserve
    kiosk.tap_word("bar.back");
    REQUIRE_OK(disk.remove(board.folder.outbox_reserve()));
    kiosk.tap("现在就填表");
    kiosk.top<ServiceModel>();
    REQUIRE(kiosk.shows("这台机器暂时收不下"));
    disk.free = std::uint64_t{1} << 30;
    kiosk.tap_word("bar.back");
    kiosk.tap("高龄津贴");
    kiosk.tap("现在就填表");
    kiosk.top<FormModel>();
}

TEST_CASE("before the county's key has arrived no form is begun that could not be sealed") {
    DeviceFixture board;
    const Json settings = {{"receipt_keys", Json::array()},
                           {"seal_keys", Json::array()},
                           {"help_phone", "0838-5550100"}};
    board.publish("county", {document_of_type("settings", "settings", settings)});
    KioskInMemory kiosk(board.open(), board.files);
    open_guide(kiosk);
    REQUIRE(kiosk.shows("收表的钥匙还没送到，机器现在收不了这张表。请按“叫人帮忙”，先用纸填。"));
    REQUIRE_FALSE(kiosk.shows("现在就填表"));
}

TEST_CASE("a damaged cache is said, and what comes in its place is shown") {
    DeviceFixture board;
    spoil(board);
    KioskInMemory kiosk(board.open(), board.files);
    REQUIRE(kiosk.shows("资料坏了，正在重新送来"));
    REQUIRE(kiosk.shows("您办的事不受影响，交过的都在。着急可以按“叫人帮忙”。"));
    kiosk.tap_word("bar.search");
    kiosk.tap_word("bar.home");
    // The agent sets it aside and fetches the content again.
    board.publish("county", {board_document("policy", "惠民政策", "articles")});
    kiosk.app().content_changed();
    kiosk.settle();
    REQUIRE(kiosk.top<HomeModel>().content == HomeModel::Content::here);
    REQUIRE(kiosk.shows("惠民政策"));
}

TEST_CASE("before the first content the screen says that it is on its way") {
    DeviceFixture board;
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(board.folder.cache().string() + suffix);
    KioskInMemory kiosk(board.open(), board.files);
    REQUIRE(kiosk.shows("资料正在送来"));
    REQUIRE(kiosk.shows("第一次开机要等一会儿。等不及可以按“叫人帮忙”。"));
    REQUIRE(kiosk.shows("资料还没到"));
    kiosk.tap_word("ui.help");
    kiosk.tap_word("help.corner");
    kiosk.tap_word("help.status");
    REQUIRE(kiosk.shows("还没有收到县里的资料"));
    REQUIRE(kiosk.shows("请检查网线或手机卡，也可以用U盘送资料来。"));
}

TEST_CASE("a clock far ahead or behind is said, and makes nothing run out") {
    DeviceFixture board;
    Document article = article_document("until", "二十五号前报名");
    article.body["until"] = "2026-11-25";
    board.publish("county", {article});
    set_fact(board, "time_floor", "2026-11-23T01:00:00Z");
    constexpr std::int64_t day_ms = 86'400'000;
    for (const std::int64_t off_ms : {401 * day_ms, 20'000 * day_ms, -day_ms, -20'000 * day_ms}) {
        DeviceFixture away;
        away.publish("county", {article});
        set_fact(away, "time_floor", "2026-11-23T01:00:00Z");
        away.clock.wall += off_ms;
        KioskInMemory kiosk(away.open(), away.files);
        REQUIRE(kiosk.shows("机器的时间还没对准"));
        REQUIRE_FALSE(kiosk.shows("星期"));
        kiosk.tap("惠民政策");
        REQUIRE(kiosk.shows("二十五号前报名"));
        kiosk.tap_word("ui.help");
        kiosk.tap_word("help.corner");
        kiosk.tap_word("help.status");
        REQUIRE(kiosk.shows("机器的时间不准。联上县里会自己对准，也可以请工作人员对时。"));
    }
    // Away for a month with a clock that is right: what has run out has run out.
    board.clock.wall += 30 * day_ms;
    KioskInMemory kiosk(board.open(), board.files);
    REQUIRE_FALSE(kiosk.shows("机器的时间还没对准"));
    kiosk.tap("惠民政策");
    REQUIRE_FALSE(kiosk.shows("二十五号前报名"));
}

TEST_CASE("a machine that the county does not know any more says whom to ask") {
    DeviceFixture board;
    set_fact(board, "last_error", "refused");
    KioskInMemory kiosk(board.open(), board.files);
    kiosk.tap_word("ui.help");
    kiosk.tap_word("help.corner");
    kiosk.tap_word("help.status");
    REQUIRE(kiosk.shows("县里现在不认这台机器。请工作人员联系县里，重新登记。"));
    REQUIRE(kiosk.shows("交过的办件都存着，不会丢"));
}

TEST_CASE("a machine tells a wrong clock, a network that changes things and no network apart") {
    const std::pair<const char*, const char*> cases[] = {
        {"unknown-kiosk", "县里现在不认这台机器"},
        {"wrong-time", "机器的时间和县里的对不上"},
        {"wrong-signature", "机器发出去的东西在路上被改动了"},
        {"not-signed", "机器发出去的东西在路上被改动了"},
        {"not-county", "机器发出去的东西在路上被改动了"},
        {"unavailable", "请看看网线或手机卡"},
    };
    for (const auto& [last_error, sentence] : cases) {
        INFO(last_error);
        DeviceFixture board;
        set_fact(board, "last_error", last_error);
        KioskInMemory kiosk(board.open(), board.files);
        kiosk.tap_word("ui.help");
        kiosk.tap_word("help.corner");
        kiosk.tap_word("help.status");
        for (const auto& other : cases)
            REQUIRE(kiosk.shows(other.second) == (std::string_view(other.second) == sentence));
    }
}

TEST_CASE("content that nobody has confirmed for a week is called old") {
    DeviceFixture board;
    set_fact(board, "last_contact", "2026-11-16T00:55:00Z");
    REQUIRE(board.open().model().chrome.freshness == "资料停在11月16日，之后没联系上县里");
    set_fact(board, "last_contact", "2026-11-17T02:55:00Z");
    REQUIRE(board.open().model().chrome.freshness == "资料更新于11月17日");
}

TEST_CASE("a disk that refuses twice sends people to paper, with their answers kept") {
    DeviceFixture board;
    KioskInMemory kiosk(board.open(), board.files);
    open_guide(kiosk);
    kiosk.tap("现在就填表");
    kiosk.tap("给自己");
    kiosk.tap_word("form.next");
    kiosk.type("99000018490630001");
    kiosk.type("7");
    kiosk.tap_word("ui.done");
    REQUIRE(kiosk.top<FormModel>().reviewing);
    {
        Database blocker = VALUE(Database::open(board.folder.outbox(), {.busy_ms = 0}));
        REQUIRE_OK(blocker.run("BEGIN IMMEDIATE"));
        kiosk.tap_word("form.submit");
        REQUIRE(kiosk.shows("没有存上，您填的都还在。请再按一次“交上去”。"));
        kiosk.tap_word("form.submit");
        REQUIRE(kiosk.shows("还是没有存上，您填的都还在。请按“叫人帮忙”，先用纸记下来。"));
    }
    REQUIRE(kiosk.shows("990000 **** **** 0017"));
    kiosk.tap_word("form.submit");
    kiosk.top<ReceiptModel>();
}
