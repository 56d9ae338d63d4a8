#include "platform/publish/table_change.h"

#include <algorithm>
#include <optional>

#include "sync/core/blank.h"
#include "sync/core/refused.h"
#include "sync/core/utf8.h"
#include "sync/rules/disclosure.h"
#include "sync/wire/document_types.h"

namespace hall::platform {

namespace {

// The table that people saw last under this id, also if it was withdrawn since or stood
// there as something else: neither is a way around a correction.
Result<std::optional<Document>> last_published(Store& store, std::string_view channel,
                                               std::string_view id) {
    const DocumentRef ref{channel, id};
    Result<Document> from = store.documents().shown(ref);
    // Kiosks hold nothing of what was withdrawn; what stood before that was published.
    bool was_shown = from.ok();
    if (!from.ok() && from.error().code() == Errc::not_found) from = store.documents().newest(ref);
    if (!from.ok()) {
        if (from.error().code() == Errc::not_found) return std::optional<Document>();
        return from.error();
    }
    Document document = std::move(from).value();
    while (true) {
        if (was_shown && is_of_type(document, DocumentType::disclosure)) {
            return std::optional<Document>(std::move(document));
        }
        was_shown = was_shown || document.gone;
        if (document.rev == 1) return std::optional<Document>();
        document = TRY(store.documents().revision(ref, document.rev - 1));
    }
}

// What stood under an id before it was withdrawn; nothing if that was no table.
Result<std::optional<Document>> withdrawn_table(Store& store, std::string_view channel,
                                                Document document) {
    while (!is_of_type(document, DocumentType::disclosure)) {
        if (document.rev == 1) return std::optional<Document>();
        const DocumentRef ref{channel, document.id};
        document = TRY(store.documents().revision(ref, document.rev - 1));
    }
    return std::optional<Document>(std::move(document));
}

bool is_same_account(const Disclosure& a, const Disclosure& b) {
    if (a.table != b.table || !(a.period == b.period)) return false;
    // Of what is published once there may be many in a series, each with its own title.
    return a.period.kind != "once" || a.placed.title == b.placed.title;
}

// The same account under another id would leave the first to be withdrawn in silence, before
// or after. What was withdrawn may come again under another id as it was.
Result<void> check_alone(Store& store, std::string_view channel, const Document& document,
                         const Disclosure& table) {
    for (const Document& other : TRY(store.documents().all(channel))) {
        if (other.id == document.id) continue;
        if (!other.gone && !is_of_type(other, DocumentType::disclosure)) continue;
        const std::optional<Document> found = TRY(withdrawn_table(store, channel, other));
        if (!found) continue;
        const Result<Disclosure> read = disclosure_of(found->body);
        if (!read.ok() || !is_same_account(read.value(), table)) continue;
        if (other.gone && table_digest(found->body) == table_digest(document.body)) continue;
        return refused("这一期的这张表已经有了，编号是 " + other.id +
                       (other.gone ? "（后来撤下了）" : "") +
                       "。要更正，请用同一个编号，并在 corrections 里写明");
    }
    return {};
}

bool says_something(std::string_view text) {
    return !is_blank(text);
}

// Earlier corrections stay as they were published, word for word.
Result<void> keep_corrections(Json& body, const Json& before) {
    const Json& old = array_or_empty(before, "corrections");
    if (old.empty()) return {};
    if (!body.contains("corrections")) body["corrections"] = Json::array();
    Json& now = body["corrections"];
    for (std::size_t i = 0; i < old.size(); ++i) {
        const bool same = i < now.size() &&
                          string_or(now[i], "date") == string_or(old[i], "date") &&
                          string_or(now[i], "what") == string_or(old[i], "what");
        if (!same) {
            return refused("以前的更正说明（" + string_or(old[i], "date") + "：" +
                           string_or(old[i], "what") +
                           "）不能删，也不能改。请照原样写在前面，"
                           "新的更正加在后面");
        }
        now[i] = old[i];
    }
    return {};
}

Result<void> tell_changes(Json& body, const Disclosure& before, const Disclosure& after) {
    const std::size_t known = before.corrections.size();
    if (after.corrections.size() <= known) {
        return refused(
            "这张表已经公布过，不能不声不响地改。请在 corrections 里加一条，写上日期和"
            "一句话：改了什么、为什么改，例如 {\"date\":\"2026-11-30\",\"what\":\"办公"
            "水电少记了100元，已补上\"}");
    }
    const TableChanges found = changes_between(before, after);
    Json& correction = body["corrections"].back();
    correction["changes"] = Json::array();
    for (const TableChange& change : found.changes) {
        correction["changes"].push_back(
            {{"where", change.where}, {"before", change.before}, {"after", change.after}});
    }
    correction.erase("more");
    if (found.more > 0) correction["more"] = found.more;
    return {};
}

bool same_signature(const Json& a, const Json& b) {
    return string_or(a, "who") == string_or(b, "who") &&
           string_or(a, "date") == string_or(b, "date") &&
           integer_or(a, "people", 0) == integer_or(b, "people", 0);
}

// The mark that a countersign carries: of the table it was published with first.
Result<void> mark_countersign(Json& sign, const Json& before, const std::string& mark,
                              const std::string& corrected) {
    const std::string claimed = string_or(sign, "of");
    if (claimed == mark) return {};
    for (const Json& known : array_or_empty(before, "countersigned")) {
        if (!same_signature(known, sign)) continue;
        if (!claimed.empty() && claimed != string_or(known, "of")) continue;
        sign["of"] = string_or(known, "of", table_digest(before));
        return {};
    }
    const std::string who = string_or(sign, "who");
    if (!claimed.empty()) return refused(who + "签的不是这张表（of 对不上），请重新签");
    if (string_or(sign, "date") < corrected) {
        // A table that comes with its history: it was signed before, and counts no more.
        if (before.empty()) return {};
        return refused(who + "签字的日期在更正（" + corrected +
                       "）之前，签的不是改过的表。请重新签，写上新的日期");
    }
    sign["of"] = mark;
    return {};
}

}  // namespace

Result<Json> judged_table(Store& store, std::string_view channel, const Document& document) {
    Json body = document.body;
    const Disclosure after = TRY(disclosure_of(body));
    const std::optional<Document> published = TRY(last_published(store, channel, document.id));
    Json before = Json::object();
    if (!published) TRY(check_alone(store, channel, document, after));
    for (const Correction& correction : after.corrections) {
        if (says_something(correction.what)) continue;
        return refused("更正说明不能是空白，请写一句话：改了什么、为什么改");
    }
    const std::string mark = table_digest(body);
    if (published) {
        before = published->body;
        TRY(keep_corrections(body, before));
        if (table_digest(before) != mark) {
            TRY(tell_changes(body, TRY(disclosure_of(before)), after));
        }
    }
    const std::string corrected =
        after.corrections.empty() ? std::string() : after.corrections.back().date;
    if (body.contains("countersigned")) {
        for (Json& sign : body["countersigned"]) {
            TRY(mark_countersign(sign, before, mark, corrected));
        }
    }
    return body;
}

std::size_t countersigns_fallen(const Json& body) {
    const std::string mark = table_digest(body);
    const Json& all = array_or_empty(body, "countersigned");
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](const Json& sign) { return string_or(sign, "of") != mark; }));
}

}  // namespace hall::platform
