#include "tests/programs/county.h"

#include <csignal>
#include <fstream>
#include <regex>
#include <sstream>

#include "tests/catch.h"

namespace hall {

namespace {

constexpr const char* village = "510681113205";

std::string first_match(const std::string& text, const std::string& pattern) {
    std::smatch match;
    if (!std::regex_search(text, match, std::regex(pattern)))
        FAIL("no " << pattern << " in:\n" << text);
    return match[1];
}

}  // namespace

County::County() {
    const Finished seeded = run(
        "hall-platform", {"seed", "--data", data(), "--demo", HALL_SOURCE_DIR "/assets/demo"}, 120);
    INFO(seeded.err);
    REQUIRE(seeded.code == 0);
    password_ = first_match(seeded.out, R"(\n\s*county\s+(\S+))");
    serve(0);
    road_ = std::make_unique<FaultProxy>(port_);
}

void County::serve(int port) {
    platform_ = std::make_unique<Program>(
        "hall-platform",
        std::vector<std::string>{"serve", "--data", data(), "--port", std::to_string(port)},
        folder() + "/serve.log");
    const std::optional<std::string> line = platform_->line();
    REQUIRE(line);
    port_ = std::stoi(first_match(*line, R"(:(\d+)$)"));
}

void County::restart() {
    platform_->signal(SIGKILL);
    platform_->wait();
    serve(port_);
    cookie_.clear();
}

std::string County::server() const {
    return "http://127.0.0.1:" + std::to_string(road_->port());
}

void County::enrol(const std::string& board) {
    const Finished made =
        run("hall-platform", {"kiosk", "code", "--data", data(), "--village", village});
    INFO(made.err);
    const std::string code =
        first_match(made.out + made.err, R"(([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}))");
    const Finished enrolled =
        run("hall-sync", {"enrol", "--data", board, "--server", server(), "--code", code});
    INFO(enrolled.err);
    REQUIRE(enrolled.code == 0);
}

int County::sync(const std::string& board) {
    return run("hall-sync", {"once", "--data", board}, 120).code;
}

void County::publish_article(const std::string& id, const std::string& title) {
    const std::string file = folder() + "/" + id + ".jsonl";
    const Json document = {{"id", id},
                           {"type", "article"},
                           {"rev", 1},
                           {"at", "2026-11-23T00:00:00Z"},
                           {"body",
                            {{"board", "affairs"},
                             {"column", "notice"},
                             {"title", title},
                             {"date", "2099-01-01"},
                             {"source", "村民委员会"},
                             {"text", "请大家互相转告。"}}}};
    std::ofstream(file) << document.dump() << "\n";
    const Finished imported =
        run("hall-platform", {"import", "documents", "--data", data(), "--channel",
                              std::string("village-") + village, file});
    INFO(imported.out << imported.err);
    REQUIRE(imported.code == 0);
}

HttpAnswer County::ask(const std::string& method, const std::string& path,
                       const std::string& body) {
    CarrierHttp carrier("http://127.0.0.1:" + std::to_string(port_));
    HttpQuestion question;
    question.method = method;
    question.path = path;
    question.body = body;
    question.bytes_max = std::uint64_t{32} << 20;
    if (!body.empty()) question.headers.emplace_back("Content-Type", "application/json");
    if (!cookie_.empty()) question.headers.emplace_back("Cookie", cookie_);
    if (!csrf_.empty()) question.headers.emplace_back("X-CSRF-Token", csrf_);
    return VALUE(carrier.exchange(question));
}

void County::log_in() {
    if (!cookie_.empty()) return;
    csrf_.clear();
    const Json body = {{"name", "county"}, {"password", password_}};
    const HttpAnswer answer = ask("POST", "/api/console/session", body.dump());
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    const std::string cookie = answer.header("set-cookie");
    cookie_ = cookie.substr(0, cookie.find(';'));
    csrf_ = string_or(VALUE(parse_json(answer.body)), "csrf");
}

Json County::requests(const std::string& slip) {
    log_in();
    const HttpAnswer answer =
        ask("GET", "/api/console/requests?count=100" + (slip.empty() ? "" : "&slip=" + slip));
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    return VALUE(parse_json(answer.body))["requests"];
}

Json County::kiosks() {
    log_in();
    const HttpAnswer answer = ask("GET", "/api/console/kiosks");
    REQUIRE(answer.status == 200);
    return VALUE(parse_json(answer.body))["kiosks"];
}

std::string County::attachment(const std::string& slip, int number) {
    const Json found = requests(slip);
    REQUIRE(found.size() == 1);
    const HttpAnswer answer =
        ask("GET", "/api/console/requests/" + found[0]["id"].get<std::string>() + "/attachments/" +
                       std::to_string(number));
    INFO(answer.body.substr(0, 300));
    REQUIRE(answer.status == 200);
    return answer.body;
}

void County::move(const std::string& slip, const std::string& to, const std::string& message) {
    const Json found = requests(slip);
    REQUIRE(found.size() == 1);
    const Json session = VALUE(parse_json(ask("GET", "/api/console/session").body));
    std::string line;
    for (const Json& state : session["states"]) {
        if (state["state"] == to) line = state["lines"][0];
    }
    const Json body = {
        {"from", found[0]["state"]}, {"to", to}, {"line", line}, {"message", message}};
    const HttpAnswer answer =
        ask("POST", "/api/console/requests/" + found[0]["id"].get<std::string>() + "/moves",
            body.dump());
    INFO(answer.body);
    REQUIRE(answer.status == 200);
}

WalkedKiosk::WalkedKiosk(const std::string& board, const std::string& log)
    : program_("hall-kiosk", {"--data", board, "--walk"}, log) {}

std::string WalkedKiosk::ask(const std::string& line) {
    program_.say(line);
    std::string all;
    while (const std::optional<std::string> answer = program_.line(60)) {
        if (*answer == "ok") return all + "ok";
        if (answer->starts_with("no ")) return *answer;
        all.append(*answer).push_back('\n');
    }
    FAIL("the kiosk ended at: " << line);
    return {};
}

void WalkedKiosk::step(const std::string& line) {
    const std::string answer = ask(line);
    if (answer != "ok") FAIL(line << ": " << answer << "\n" << screen());
}

bool WalkedKiosk::shows(const std::string& text) {
    return ask("shows " + text) == "ok";
}

void WalkedKiosk::go_home() {
    if (!shows("找一找") || shows("首页")) ask("tap 首页");
    if (shows("抄好了吗？")) step("tap 抄好了");
    step("shows 我的办件");
}

std::string WalkedKiosk::screen() {
    return ask("screen");
}

WalkedKiosk::Slip WalkedKiosk::hand_in_form() {
    go_home();
    step("tap 政务大厅");
    step("tap 民政");
    step("tap 高龄津贴申请");
    step("tap 现在就填表");
    for (int page = 0; page < 20 && !shows("请看一遍"); ++page) {
        step("answer");
        step("tap 下一步");
    }
    step("tap 交上去");
    step("shows 收下了");
    const std::string shown = screen();
    return {first_match(shown, R"((?:凭条号[^=]*= |")([0-9A-Z]{3}-[0-9A-Z]{5,}))"),
            first_match(shown, R"(([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}))")};
}

void WalkedKiosk::look_up(const Slip& slip, bool with_code) {
    go_home();
    step("tap 我的办件");
    step("type " + slip.number);
    if (with_code) {
        step("tap 密码");
        step("type " + slip.code);
    }
    step("tap 写好了");
}

void WalkedKiosk::end() {
    program_.say("end");
    REQUIRE(program_.wait() == 0);
}

}  // namespace hall
