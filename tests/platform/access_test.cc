// The permission table, row by row: each role, each action, each desk; in its own scope, in
// another's, and with none.

#include "platform/desk/access.h"

#include <iterator>
#include <set>

#include "platform/store/store.h"
#include "tests/catch.h"
#include "tests/temp_folder.h"

using namespace hall;

using namespace hall::platform;

namespace {

constexpr const char* village = "510681113205";
constexpr const char* town = "510681113";

// What each role may do with a request in its own scope: w works on it, r reads it, - nothing.
// In the order county, town, village, department, discipline.
struct Row {
    const char* addressee;
    const char* handler;
    const char* kind;
    const char* may;
};
const Row table[] = {{"county", "department", "request", "wwww-"},
                     {"county", "department", "question", "wwww-"},
                     {"county", "department", "objection", "ww-w-"},
                     {"county", "county", "letter", "w----"},
                     {"county", "town", "request", "rw---"},
                     {"county", "village", "request", "rrw--"},
                     {"county", "handed_up", "request", "rwr--"},
                     {"town", "town", "letter", "-w---"},
                     {"town", "town", "request", "-w---"},
                     {"town", "town", "objection", "-w---"},
                     {"town", "village", "letter", "-rw--"},
                     {"town", "village", "request", "-rw--"},
                     {"town", "village", "objection", "-r---"},
                     {"town", "handed_up", "request", "-wr--"},
                     {"discipline", "discipline", "letter", "----w"},
                     {"discipline", "village", "letter", "-----"},
                     {"elsewhere", "department", "request", "-----"},
                     {"county", "", "request", "-----"}};

const char* const roles[] = {"county", "town", "village", "department", "discipline"};

std::string scope_of(std::string_view role) {
    if (role == "town") return town;
    if (role == "village") return village;
    return role == "department" ? "市民政局" : "";
}

User user(std::string role, std::string scope) {
    return {"name", "某人", std::move(role), std::move(scope), {}};
}

Request request_of(const Row& row, std::string id = "a") {
    Request request;
    request.id = std::move(id);
    request.village = village;
    request.town = town;
    request.kind = row.kind;
    request.addressee = row.addressee;
    request.handler = row.handler;
    request.matter = row.kind;
    request.state = "received";
    request.sealing = "opened";
    request.department = "市财政局、市民政局";
    return request;
}

// Accounts of this role that this request is none of.
std::vector<User> outsiders(const std::string& role) {
    if (role == "town") {
        return {user(role, "510681104"), user(role, ""), user(role, "5106811"), user(role, "　")};
    }
    if (role == "village") {
        return {user(role, "510681113203"), user(role, ""), user(role, "51068111320")};
    }
    if (role != "department") return {};
    std::vector<User> users;
    for (const char* scope : {"市教育局", "", "局", "民政局", "市民政", "市", "市财政局、市民政局",
                              "市民政局、", "、", " "}) {
        users.push_back(user(role, scope));
    }
    return users;
}

}  // namespace

TEST_CASE("each role may do what the table says in its own scope, and nothing elsewhere") {
    for (const Row& row : table) {
        const Request request = request_of(row);
        for (std::size_t i = 0; i < std::size(roles); ++i) {
            const std::string role = roles[i];
            INFO(role << ' ' << row.addressee << '/' << row.handler << ' ' << row.kind);
            const User own = user(role, scope_of(role));
            CHECK(may(own, Action::work, request) == (row.may[i] == 'w'));
            CHECK(may(own, Action::read, request) == (row.may[i] != '-'));
            CHECK_FALSE(may(own, Action::count, request));
            for (const User& outsider : outsiders(role)) {
                INFO("scope '" << outsider.scope << '\'');
                CHECK_FALSE(may(outsider, Action::read, request));
                CHECK_FALSE(may(outsider, Action::work, request));
            }
        }
        for (const char* unknown : {"", "admin", "County", "secretary"}) {
            CHECK_FALSE(may(user(unknown, ""), Action::read, request));
            CHECK_FALSE(may(user(unknown, village), Action::work, request));
        }
    }
}

TEST_CASE("only the county counts what lies elsewhere, and kiosks are for who looks after them") {
    for (const std::string role : roles) {
        INFO(role);
        const User own = user(role, scope_of(role));
        const bool kiosks = role == "county" || role == "town" || role == "village";
        CHECK(may(own, Action::count) == (role == "county"));
        CHECK(may(own, Action::kiosks) == kiosks);
        CHECK(may(own, Action::hear) == (role == "village"));
        CHECK(may_see_kiosk(own, village) == kiosks);
        CHECK(may_see_kiosk(own, "510681104205") == (role == "county"));
        for (const User& outsider : outsiders(role)) {
            INFO("scope '" << outsider.scope << '\'');
            CHECK_FALSE(may_see_kiosk(outsider, village));
        }
    }
    CHECK_FALSE(may(user("village", ""), Action::hear));
    CHECK_FALSE(may(user("admin", ""), Action::kiosks));
    CHECK_FALSE(may(user("admin", ""), Action::count));
}

TEST_CASE("a list holds exactly the requests that its user may read one by one") {
    const TempFolder temp;
    const auto store = VALUE(open_sqlite_store(temp.path() / "platform.db"));
    REQUIRE_OK(store->begin());
    std::vector<Request> all;
    for (const Row& row : table) {
        all.push_back(request_of(row, std::to_string(all.size())));
        REQUIRE_OK(store->events().add({.id = all.back().id, .counter = 1}));
        REQUIRE_OK(store->requests().add(all.back()));
    }
    for (const std::string role : roles) {
        std::vector<User> users = outsiders(role);
        users.push_back(user(role, scope_of(role)));
        users.push_back(user("admin", ""));
        for (const User& reader : users) {
            INFO(role << " '" << reader.scope << '\'');
            std::set<std::string> expected;
            for (const Request& request : all) {
                if (may(reader, Action::read, request)) expected.insert(request.id);
            }
            std::set<std::string> listed;
            const RequestPage page{.offset = 0, .count = 100};
            for (const Request& request :
                 VALUE(store->requests().list(requests_visible_to(reader), page))) {
                listed.insert(request.id);
            }
            CHECK(listed == expected);
        }
    }
    store->roll_back();
}

TEST_CASE("a department is known by its whole name, however the guide joins them") {
    const std::vector<std::string> both{"市农业农村局", "市自然资源和规划局"};
    for (const char* text :
         {"市农业农村局、市自然资源和规划局", "市农业农村局，市自然资源和规划局",
          " 市农业农村局 ;市自然资源和规划局、", "市农业农村局,　市自然资源和规划局"}) {
        INFO(text);
        CHECK(department_names(text) == both);
        CHECK(department_list(text) == "市农业农村局、市自然资源和规划局");
    }
    CHECK(department_names("、 ，\u200B").empty());
    CHECK(department_list("市民政局") == "市民政局");
}
