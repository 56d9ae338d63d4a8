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
    line_ = std::make_unique<FaultProxy>(port_);
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
    return "http://127.0.0.1:" + std::to_string(line_->port());
}

void County::enrol(const std::string& device) {
    const Finished made =
        run("hall-platform", {"kiosk", "code", "--data", data(), "--village", village});
    INFO(made.err);
    const std::string code =
        first_match(made.out + made.err, R"(([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}))");
    const Finished enrolled =
        run("hall-sync", {"enrol", "--data", device, "--server", server(), "--code", code});
    INFO(enrolled.err);
    REQUIRE(enrolled.code == 0);
}

int County::sync(const std::string& device) {
    return run("hall-sync", {"once", "--data", device}, 120).code;
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

HttpResponse County::ask(const std::string& method, const std::string& path,
                         const std::string& body) {
    HttpTransport transport("http://127.0.0.1:" + std::to_string(port_));
    HttpRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    request.bytes_max = std::uint64_t{32} << 20;
    if (!body.empty()) request.headers.emplace_back("Content-Type", "application/json");
    if (!cookie_.empty()) request.headers.emplace_back("Cookie", cookie_);
    if (!csrf_.empty()) request.headers.emplace_back("X-CSRF-Token", csrf_);
    return VALUE(transport.exchange(request));
}

void County::log_in() {
    if (!cookie_.empty()) return;
    csrf_.clear();
    const Json body = {{"name", "county"}, {"password", password_}};
    const HttpResponse response = ask("POST", "/api/console/session", body.dump());
    INFO(response.body);
    REQUIRE(response.status == 200);
    const std::string cookie = response.header("set-cookie");
    cookie_ = cookie.substr(0, cookie.find(';'));
    csrf_ = string_or(VALUE(parse_json(response.body)), "csrf");
}

Json County::requests(const std::string& slip) {
    log_in();
    const HttpResponse response =
        ask("GET", "/api/console/requests?count=100" + (slip.empty() ? "" : "&slip=" + slip));
    INFO(response.body);
    REQUIRE(response.status == 200);
    return VALUE(parse_json(response.body))["requests"];
}

Json County::kiosks() {
    log_in();
    const HttpResponse response = ask("GET", "/api/console/kiosks");
    REQUIRE(response.status == 200);
    return VALUE(parse_json(response.body))["kiosks"];
}

std::string County::attachment(const std::string& slip, int number) {
    const Json found = requests(slip);
    REQUIRE(found.size() == 1);
    const HttpResponse response =
        ask("GET", "/api/console/requests/" + found[0]["id"].get<std::string>() + "/attachments/" +
                       std::to_string(number));
    INFO(response.body.substr(0, 300));
    REQUIRE(response.status == 200);
    return response.body;
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
    const HttpResponse response =
        ask("POST", "/api/console/requests/" + found[0]["id"].get<std::string>() + "/moves",
            body.dump());
    INFO(response.body);
    REQUIRE(response.status == 200);
}

DrivenKiosk::DrivenKiosk(const std::string& device, const std::string& log)
    : program_("hall-tour", {"--data", device, "--script"}, log) {}

std::string DrivenKiosk::ask(const std::string& line) {
    program_.say(line);
    std::string all;
    while (const std::optional<std::string> response = program_.line(60)) {
        if (*response == "ok") return all + "ok";
        if (response->starts_with("no ")) return *response;
        all.append(*response).push_back('\n');
    }
    FAIL("the kiosk ended at: " << line);
    return {};
}

void DrivenKiosk::step(const std::string& line) {
    const std::string response = ask(line);
    if (response != "ok") FAIL(line << ": " << response << "\n" << screen());
}

bool DrivenKiosk::shows(const std::string& text) {
    return ask("shows " + text) == "ok";
}

void DrivenKiosk::go_home() {
    if (!shows("找一找") || shows("首页")) ask("tap 首页");
    if (shows("抄好了吗？")) step("tap 抄好了");
    step("shows 我的办件");
}

std::string DrivenKiosk::screen() {
    return ask("screen");
}

DrivenKiosk::Slip DrivenKiosk::submit_form() {
    go_home();
    step("tap 政务大厅");
    step("tap 民政");
    step("tap 高龄津贴申请");
    step("tap 现在就填表");
    for (int page = 0; page < 20 && !shows("请看一遍"); ++page) {
        step("response");
        step("tap 下一步");
    }
    step("tap 交上去");
    step("shows 收下了");
    const std::string shown = screen();
    return {first_match(shown, R"((?:凭条号[^=]*= |")([0-9A-Z]{3}-[0-9A-Z]{5,}))"),
            first_match(shown, R"(([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}))")};
}

void DrivenKiosk::look_up(const Slip& slip, bool with_code) {
    go_home();
    step("tap 我的办件");
    step("type " + slip.number);
    if (with_code) {
        step("tap 密码");
        step("type " + slip.code);
    }
    step("tap 写好了");
}

void DrivenKiosk::end() {
    program_.say("end");
    REQUIRE(program_.wait() == 0);
}

}  // namespace hall
