#include "sync/rules/routing.h"

#include "tests/catch.h"

using namespace hall;

namespace {

Json form(const char* kind, const char* to) {
    Json form = {{"kind", kind}, {"to", to}};
    form["schema"]["properties"]["addressee"] = {{"type", "string"},
                                                 {"enum", {"secretary", "town"}}};
    return form;
}

Json by_answer(const char* kind, const char* to, const Json& is) {
    Json routed = form(kind, to);
    routed["handler"] = {{"field", "addressee"}, {"is", is}};
    return routed;
}

}  // namespace

TEST_CASE("a form that says nothing of its desk goes to the one its key belongs to") {
    const char* expected[][3] = {
        {"request", "county", "department"}, {"question", "county", "department"},
        {"letter", "county", "county"},      {"letter", "town", "town"},
        {"request", "town", "town"},         {"letter", "discipline", "discipline"}};
    for (const auto& [kind, to, handler] : expected) {
        INFO(kind << ' ' << to);
        const Routing routing = VALUE(Routing::of(form(kind, to)));
        CHECK(routing.handler(Json::object()) == handler);
        CHECK(routing.matter() == kind);
    }
}

TEST_CASE("an answer decides whose desk a letter goes to") {
    const Routing routing = VALUE(
        Routing::of(by_answer("letter", "town", {{"secretary", "village"}, {"town", "town"}})));
    REQUIRE(routing.handler({{"addressee", "secretary"}}) == "village");
    REQUIRE(routing.handler({{"addressee", "town"}}) == "town");
    // What nobody answered stays with whom it was sealed to.
    REQUIRE(routing.handler(Json::object()) == "town");
    REQUIRE(routing.handler({{"addressee", 3}}) == "town");
}

TEST_CASE("a desk that cannot be is refused before anybody writes to it") {
    Json wrong = form("request", "town");
    for (const char* handler : {"county", "department", "discipline", "mayor", ""}) {
        wrong["handler"] = handler;
        INFO(handler);
        REQUIRE_ERROR(Errc::refused, Routing::of(wrong));
    }
    Json letter = form("letter", "discipline");
    letter["handler"] = "village";
    REQUIRE_ERROR(Errc::refused, Routing::of(letter));
    Json objection = form("objection", "town");
    objection["handler"] = "village";
    REQUIRE_ERROR(Errc::refused, Routing::of(objection));
    REQUIRE_ERROR(Errc::refused, Routing::of(by_answer("letter", "town", {{"town", "town"}})));
    REQUIRE_ERROR(
        Errc::refused,
        Routing::of(by_answer("letter", "town",
                              {{"secretary", "village"}, {"town", "town"}, {"mayor", "town"}})));
    REQUIRE_ERROR(Errc::refused,
                  Routing::of(by_answer("letter", "town", {{"secretary", 1}, {"town", "town"}})));
    Json elsewhere = by_answer("letter", "town", {{"secretary", "village"}});
    elsewhere["handler"]["field"] = "phone";
    REQUIRE_ERROR(Errc::refused, Routing::of(elsewhere));
}

TEST_CASE("a matter belongs to its kind") {
    Json request = form("request", "town");
    for (const char* matter : {"request", "dispute", "report", "enquiry"}) {
        request["matter"] = matter;
        REQUIRE(VALUE(Routing::of(request)).matter() == matter);
    }
    for (const char* matter : {"letter", "party", ""}) {
        request["matter"] = matter;
        REQUIRE_ERROR(Errc::refused, Routing::of(request));
    }
    Json letter = form("letter", "town");
    letter["matter"] = "dispute";
    REQUIRE_ERROR(Errc::refused, Routing::of(letter));
}
