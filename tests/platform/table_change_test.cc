#include "platform/publish/table_change.h"

#include "platform/publish/document_check.h"
#include "sync/rules/disclosure.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

// A ledger that balances, with so much spent on water and light.
Document ledger(const std::string& spent, const std::string& left) {
    const auto row = [](const char* kind, const char* item, const std::string& income,
                        const std::string& spending) {
        return Json{{"kind", kind}, {"cells", {item, income, spending}}};
    };
    return {.id = "finance-2026q3",
            .type = "disclosure",
            .at = "2026-10-01T00:00:00Z",
            .body = {{"board", "affairs"},
                     {"column", "finance"},
                     {"title", "2026年第三季度收支"},
                     {"date", "2026-10-01"},
                     {"table", "finance"},
                     {"period", {{"kind", "quarter"}, {"year", 2026}, {"index", 3}}},
                     {"prepared_by", "村委会"},
                     {"columns",
                      {{{"key", "item"}, {"label", "项目"}, {"type", "text"}},
                       {{"key", "income"}, {"label", "收入"}, {"type", "money"}},
                       {{"key", "spending"}, {"label", "支出"}, {"type", "money"}}}},
                     {"rows",
                      {row("opening", "上期结余", "100.00", ""), row("entry", "租金", "50.00", ""),
                       row("entry", "办公水电", "", spent), row("total", "合计", "50.00", spent),
                       row("closing", "本期结余", left, "")}},
                     {"countersigned",
                      {{{"who", "村务监督委员会"}, {"people", 2}, {"date", "2026-10-01"}}}}}};
}

Json correction(const char* what) {
    return {{"date", "2026-11-02"}, {"what", what}};
}

Result<void> keep(TestCounty& county, const Document& document) {
    return county.executor().run([&](Store& store) -> Result<void> {
        TRY(keep_document(store, village_channel(dishui), document));
        return {};
    });
}

void publish(TestCounty& county, const Document& document) {
    REQUIRE_OK(keep(county, document));
    REQUIRE_OK(county.platform().publisher().publish(county.executor()));
}

Disclosure kept(TestCounty& county, const std::string& id = "finance-2026q3") {
    return VALUE(disclosure_of(VALUE(ask<Document>(county.executor(), [&](Store& store) {
                                   return store.documents().newest({village_channel(dishui), id});
                               })).body));
}

std::string refusal(const Result<void>& result) {
    REQUIRE_FALSE(result.ok());
    REQUIRE(result.error().code() == Errc::refused);
    return result.error().message();
}

}  // namespace

TEST_CASE("a published table that changes without a sentence is refused") {
    TestCounty county;
    publish(county, ledger("30.00", "120.00"));
    REQUIRE_THAT(refusal(keep(county, ledger("40.00", "110.00"))), contains_text("corrections"));
    Document blank = ledger("40.00", "110.00");
    blank.body["corrections"] = {correction("　")};
    REQUIRE_THAT(refusal(keep(county, blank)), contains_text("空白"));
    REQUIRE_OK(keep(county, ledger("30.00", "120.00")));
}

TEST_CASE("a table that nobody has seen yet may still be changed") {
    TestCounty county;
    REQUIRE_OK(keep(county, ledger("30.00", "120.00")));
    REQUIRE_OK(keep(county, ledger("40.00", "110.00")));
}

TEST_CASE("a correction tells what it changed, old and new") {
    TestCounty county;
    publish(county, ledger("30.00", "120.00"));
    Document changed = ledger("40.00", "110.00");
    changed.body["corrections"] = {correction("水电费少记了10元")};
    publish(county, changed);
    const Disclosure table = kept(county);
    REQUIRE(table.corrections.size() == 1);
    const std::vector<TableChange>& changes = table.corrections[0].changes;
    REQUIRE(changes.size() == 3);
    REQUIRE(changes[0].where == "「办公水电」支出");
    REQUIRE(changes[0].before == "30.00");
    REQUIRE(changes[0].after == "40.00");
    // The same file again is the same document.
    const std::int64_t rev =
        VALUE(ask<Document>(county.executor(), [&](Store& store) {
            return store.documents().newest({village_channel(dishui), "finance-2026q3"});
        })).rev;
    publish(county, changed);
    REQUIRE(VALUE(ask<Document>(county.executor(), [&](Store& store) {
                return store.documents().newest({village_channel(dishui), "finance-2026q3"});
            })).rev == rev);
}

TEST_CASE("a countersign belongs to the table that was signed, and falls away with a change") {
    TestCounty county;
    publish(county, ledger("30.00", "120.00"));
    const auto body = [&] {
        return VALUE(ask<Document>(county.executor(),
                                   [&](Store& store) {
                                       return store.documents().newest(
                                           {village_channel(dishui), "finance-2026q3"});
                                   }))
            .body;
    };
    REQUIRE(countersigns_fallen(body()) == 0);
    REQUIRE(kept(county).countersigned[0].of == table_digest(body()));
    Document changed = ledger("40.00", "110.00");
    changed.body["corrections"] = {correction("水电费少记了10元")};
    publish(county, changed);
    REQUIRE(countersigns_fallen(body()) == 1);
    // Signed again, after the correction, it counts.
    changed.body["countersigned"].push_back(
        {{"who", "村务监督委员会"}, {"people", 3}, {"date", "2026-11-03"}});
    publish(county, changed);
    REQUIRE(countersigns_fallen(body()) == 1);
    REQUIRE(kept(county).countersigned[1].of == table_digest(body()));
    // Dated before the correction, it cannot have been this table.
    changed.body["countersigned"].push_back(
        {{"who", "老党员"}, {"people", 1}, {"date", "2026-10-20"}});
    REQUIRE_THAT(refusal(keep(county, changed)), contains_text("重新签"));
    changed.body["countersigned"].erase(2);
    changed.body["countersigned"][1]["of"] = std::string(64, 'a');
    REQUIRE_THAT(refusal(keep(county, changed)), contains_text("对不上"));
}

TEST_CASE("an earlier correction can be neither left out nor changed") {
    TestCounty county;
    publish(county, ledger("30.00", "120.00"));
    Document changed = ledger("40.00", "110.00");
    changed.body["corrections"] = {correction("水电费少记了10元")};
    publish(county, changed);
    Document silent = ledger("40.00", "110.00");
    REQUIRE_THAT(refusal(keep(county, silent)), contains_text("水电费少记了10元"));
    silent.body["corrections"] = {correction("没什么")};
    REQUIRE_THAT(refusal(keep(county, silent)), contains_text("不能删"));
}

TEST_CASE("neither withdrawing a table nor another id is a way around a correction") {
    TestCounty county;
    publish(county, ledger("30.00", "120.00"));
    Document other = ledger("40.00", "110.00");
    other.id = "finance-2026q3-new";
    REQUIRE_THAT(refusal(keep(county, other)), contains_text("finance-2026q3"));
    Document gone{.id = "finance-2026q3", .type = {}, .at = "2026-11-01T00:00:00Z", .gone = true};
    publish(county, gone);
    REQUIRE_THAT(refusal(keep(county, ledger("40.00", "110.00"))), contains_text("corrections"));
    REQUIRE_THAT(refusal(keep(county, other)), contains_text("撤下"));
    other.body = ledger("30.00", "120.00").body;
    REQUIRE_OK(keep(county, other));
    REQUIRE_OK(keep(county, ledger("30.00", "120.00")));
}

TEST_CASE("rows put in and left out are told as such, and the others are not called changed") {
    const Disclosure before = VALUE(disclosure_of(ledger("30.00", "120.00").body));
    Disclosure after = before;
    after.rows.insert(after.rows.begin() + 1, TableRow{"entry", {"捐款", "5.00", ""}, ""});
    after.rows.erase(after.rows.begin() + 3);
    const TableChanges found = changes_between(before, after);
    REQUIRE(found.changes.size() == 2);
    REQUIRE(found.changes[0].where == "新加的一行「捐款」");
    REQUIRE(found.changes[0].after == "捐款，5.00");
    REQUIRE(found.changes[1].where == "去掉的一行「办公水电」");
    REQUIRE(found.changes[1].after.empty());
    REQUIRE(changes_between(before, before).changes.empty());
    REQUIRE(changes_between(before, after, 1).more == 1);
    // A row with another name at the same place is that row, renamed.
    after = before;
    after.rows[2].cells = {"水费", "", "31.00"};
    REQUIRE(changes_between(before, after).changes.size() == 2);
}
