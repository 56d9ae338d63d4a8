// What people type into the real kiosk is looked for in its memory, in every file it wrote
// and in its log: after they finished, after they walked away, after it crashed. First it
// has to be found while they are still there.

#include <csignal>
#include <fstream>
#include <regex>
#include <sstream>

#include "sync/core/encoding.h"
#include "tests/every_screen/demo_device.h"
#include "tests/lockdown/driven.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

struct Planted {
    std::string what;
    Marker marker;
};

class Visit {
  public:
    Visit() : log_(board_.temp.path() / "kiosk.log"), kiosk_(board_.temp.path(), log_) {}

    Walked& kiosk() { return kiosk_; }
    DemoDevice& board() { return board_; }
    const Path& log() const { return log_; }
    const std::vector<Planted>& planted() const { return planted_; }

    // Types it where the keyboard writes now, and finds it in the memory.
    void plant(const std::string& what, const Marker& marker) {
        kiosk_.type(marker);
        keep(what, marker);
    }

    void keep(const std::string& what, const Marker& marker) {
        const auto hits = search_memory(kiosk_.program().pid(), marker);
        if (!hits) return;
        INFO(what);
        REQUIRE_FALSE(hits->empty());
        planted_.push_back({what, marker});
    }

    // Nothing of it in memory, files and log.
    void find_nothing() {
        for (const Planted& planted : planted_) {
            INFO(planted.what);
            const auto hits = search_memory(kiosk_.program().pid(), planted.marker);
            REQUIRE(hits);
            INFO(text_of(*hits));
            REQUIRE(hits->empty());
        }
        find_nothing_in_files();
    }

    void find_nothing_in_files() {
        for (const Planted& planted : planted_) {
            INFO(planted.what);
            // The log lies in the board's folder, too.
            const auto files = search_files(board_.temp.path().string(), planted.marker);
            INFO((files.empty() ? std::string() : files.front()));
            REQUIRE(files.empty());
        }
    }

  private:
    DemoDevice board_;
    Path log_;
    Walked kiosk_;
    std::vector<Planted> planted_;
};

std::string first_match(const std::string& text, const std::string& pattern) {
    std::smatch match;
    if (!std::regex_search(text, match, std::regex(pattern)))
        FAIL("no " << pattern << " in:\n" << text);
    return match[1];
}

void search(Visit& visit) {
    visit.kiosk().tap("找一找");
    visit.kiosk().tap("自己写几个字找，比如水稻");
    visit.plant("a search", id_number_marker(11));
    visit.kiosk().tap("写好了");
    visit.kiosk().tap("首页");
}

void look_up(Visit& visit) {
    visit.kiosk().tap("我的办件");
    visit.plant("a slip's number", Marker("99X184906"));
    visit.kiosk().tap("密码（想看回复内容才要填）");
    visit.plant("a slip's code", Marker("ZQ9WJK84TRMX"));
    visit.kiosk().tap("写好了");
    visit.kiosk().tap("首页");
}

void log_in(Visit& visit) {
    visit.kiosk().tap("叫人帮忙");
    visit.kiosk().tap("工作人员入口");
    visit.kiosk().tap("工作人员登录");
    visit.plant("a staff number", Marker("98490631"));
    visit.kiosk().tap("写好了");
    visit.plant("a PIN", Marker("18490630"));
    visit.kiosk().tap("写好了");
    visit.kiosk().step("shows 工号密码不对");
    visit.kiosk().tap("首页");
}

void answer_until(Walked& kiosk, const std::string& question) {
    for (int page = 0; page < 20 && !kiosk.shows(question); ++page) {
        kiosk.step("answer");
        kiosk.tap("下一步");
    }
    kiosk.step("shows " + question);
}

// A letter with a telephone number, up to the review.
void write_letter(Visit& visit) {
    Walked& kiosk = visit.kiosk();
    kiosk.tap("书记信箱");
    kiosk.tap("给书记写信");
    kiosk.tap("现在就填表");
    answer_until(kiosk, "打哪个电话找您");
    visit.plant("a letter's telephone number", Marker("13984906301"));
    kiosk.tap("写好了");
    answer_until(kiosk, "请看一遍");
}

// The allowance up to the field with the identity number, and the number.
void begin_request(Visit& visit, int serial) {
    Walked& kiosk = visit.kiosk();
    kiosk.tap("政务大厅");
    kiosk.tap("高龄津贴申请");
    kiosk.tap("现在就填表");
    answer_until(kiosk, "身份证号码是多少");
    visit.plant("an identity number", id_number_marker(serial));
}

}  // namespace

TEST_CASE("after a session is finished nothing of it is left in memory, files or log") {
    Visit visit;
    Walked& kiosk = visit.kiosk();
    search(visit);
    look_up(visit);
    log_in(visit);
    write_letter(visit);
    kiosk.tap("交上去");
    kiosk.step("shows 收下了");
    visit.keep("the code of the letter's slip",
               Marker(first_match(kiosk.screen(), R"(([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}))")));
    kiosk.tap("首页");
    kiosk.tap("抄好了");
    begin_request(visit, 12);
    kiosk.tap("写好了");
    answer_until(kiosk, "请看一遍");
    kiosk.tap("结束使用");
    kiosk.tap("不填了");
    kiosk.step("shows 村务公开");
    kiosk.push_out();
    if (visit.planted().empty()) return;  // said why
    REQUIRE(visit.planted().size() == 8);
    visit.find_nothing();
    kiosk.end();
}

TEST_CASE("a session that nobody finished is wiped when nobody touches the screen") {
    Visit visit;
    Walked& kiosk = visit.kiosk();
    // The shortest times there are: the form's warning after 10 s, its wipe after 30.
    visit.board().set_idle(5, 6);
    kiosk.step("wait 5 村务公开");
    begin_request(visit, 13);
    kiosk.step("wait 20 您还在吗？");
    visit.kiosk().step("shows 我还在，接着用");
    kiosk.step("wait 40 支书日记");
    kiosk.push_out();
    if (visit.planted().empty()) return;
    visit.find_nothing();
    kiosk.end();
}

TEST_CASE("a kiosk that crashes writes nothing down and begins with nothing") {
    for (const int signal : {SIGKILL, SIGABRT, SIGSEGV}) {
        Visit visit;
        begin_request(visit, 14);
        // No core file, whatever the system would do with one.
        std::ifstream limits("/proc/" + std::to_string(visit.kiosk().program().pid()) + "/limits");
        std::stringstream text;
        text << limits.rdbuf();
        REQUIRE(std::regex_search(text.str(), std::regex(R"(Max core file size\s+0\s+0)")));

        visit.kiosk().program().signal(signal);
        visit.kiosk().program().wait();
        visit.find_nothing_in_files();
        Walked again(visit.board().temp.path(), visit.log());
        again.step("shows 村务公开");
        for (const Planted& planted : visit.planted()) {
            const auto hits = search_memory(again.program().pid(), planted.marker);
            REQUIRE(hits);
            REQUIRE(hits->empty());
        }
        again.end();
    }
}

TEST_CASE("search in files finds what is written plainly, wide, in hexadecimal and in base64") {
    const TempFolder temp;
    const Marker marker = id_number_marker(15);
    std::string text;
    for (std::size_t i = 0; i < marker.size(); ++i) text.push_back(marker.at(i));
    REQUIRE(search_files(temp.path().string(), marker).empty());
    std::ofstream(temp.path() / "plain") << "x" << text << "y";
    std::ofstream wide(temp.path() / "wide");
    for (const char c : text) wide << c << '\0';
    wide.close();
    for (const char* before : {"", "1", "12"})
        std::ofstream(temp.path() / ("base64" + std::string(before)))
            << base64_of(before + text + "tail");
    std::ofstream(temp.path() / "hex") << hex_of(text);
    REQUIRE(search_files(temp.path().string(), marker).size() == 6);
}
