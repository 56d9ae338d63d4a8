#include "platform/publish/document_check.h"

#include <algorithm>
#include <functional>
#include <map>

#include "platform/publish/place_changes.h"
#include "platform/publish/table_change.h"
#include "sync/core/blank.h"
#include "sync/core/log.h"
#include "sync/core/utf8.h"
#include "sync/rules/disclosure.h"
#include "sync/rules/form.h"
#include "sync/rules/form_check.h"
#include "sync/rules/holidays.h"
#include "sync/rules/privacy.h"
#include "sync/rules/routing.h"

namespace hall::platform {

namespace {

// The reader of each type: what a kiosk cannot read must not be published.
template <typename T>
std::function<Result<void>(const Json&)> reader(Result<T> (*read)(const Json&)) {
    return [read](const Json& body) -> Result<void> {
        TRY(read(body));
        return {};
    };
}

Result<void> read_disclosure(const Json& body) {
    const Disclosure table = TRY(disclosure_of(body));
    if (!period_exists(table.period)) return Error(Errc::refused, "没有这样的公开时段");
    return check_disclosure(table);
}

Result<void> read_service(const Json& body) {
    const Service service = TRY(service_of(body));
    if (service.form_json.empty()) return {};
    TRY_IN("form", Form::parse(service.form_json));
    TRY(Routing::of(object_or_empty(body, "form")));
    return {};
}

using Readers = std::map<std::string_view, std::function<Result<void>(const Json&)>>;

Readers make_readers() {
    return {{"board", reader(board_of)},          {"article", reader(article_of)},
            {"question", reader(question_of)},    {"listing", reader(listing_of)},
            {"diary", reader(diary_of)},          {"survey", reader(survey_of)},
            {"place", reader(places_of)},         {"settings", reader(settings_of)},
            {"disclosure", read_disclosure},      {"service", read_service},
            {"calendar", reader(holiday_year_of)}};
}

// Everyone's keys and everyone's boards: only the county may say these.
constexpr std::string_view county_only[] = {"board", "settings", "place", "policy", "calendar"};

Error refused(std::string message) {
    return Error(Errc::refused, std::move(message));
}

Date day_of_publication(const Document& document) {
    const Result<std::int64_t> at_ms = parse_utc_ms(document.at);
    return at_ms.ok() ? date_at(at_ms.value()) : Date{2100, 1, 1};
}

Result<void> check_service_form(const Document& document) {
    const Json& form = object_or_empty(document.body, "form");
    if (document.type != "service" || form.empty()) return {};
    return verdict_of(check_form(form, day_of_publication(document)));
}

// Another id would leave two announcements of one year.
Result<void> check_calendar_id(const Document& document) {
    if (document.type != "calendar") return {};
    const std::string id = calendar_id(static_cast<int>(integer_or(document.body, "year", 0)));
    if (document.id == id) return {};
    return refused("这一年放假安排的编号要写成 " + id);
}

}  // namespace

Result<DocumentCheck> DocumentCheck::load(Store& store, const DocumentSchemas& schemas) {
    std::vector<Board> boards;
    for (const Document& document : TRY(store.documents().of_type("county", "board"))) {
        boards.push_back(TRY_IN(document.id, board_of(document.body)));
    }
    return DocumentCheck(schemas, std::move(boards));
}

Result<void> DocumentCheck::check(std::string_view channel, const Document& document) const {
    if (!is_document_id(document.id))
        return refused("编号只能用小写字母、数字、点、横线，最多80个");
    if (document.gone) return {};
    if (line_of(document).size() > document_bytes_max) return refused("内容超过1兆，请拆开");
    const bool county_type = std::find(std::begin(county_only), std::end(county_only),
                                       document.type) != std::end(county_only);
    if (county_type && channel != "county") return refused("这类内容只能由县里发布");
    TRY_IN("和格式不符", schemas_->check(document.type, document.body));
    // Before it is read: this says where and what to do, and in Chinese.
    TRY(check_service_form(document));
    if (document.body.contains("title") && is_blank(string_or(document.body, "title", "-"))) {
        return refused("标题是空白的，请写上标题");
    }
    static const Readers readers = make_readers();
    const auto read = readers.find(document.type);
    if (read != readers.end()) {
        const Result<void> readable = read->second(document.body);
        if (!readable.ok()) return refused(readable.error().message());
    }
    TRY(check_placed(document.body));
    TRY(check_calendar_id(document));
    return check_personal_data(channel, document);
}

// Personal data stops a document, unless somebody answers for it.
Result<void> DocumentCheck::check_personal_data(std::string_view channel,
                                                const Document& document) const {
    const Findings personal =
        check_privacy(document.type, document.body, day_of_publication(document));
    if (privacy_reason_.empty()) {
        const Result<void> verdict = verdict_of(personal);
        if (verdict.ok()) return {};
        return refused("有个人信息：" + verdict.error().message() +
                       "。确实要公开的，请先核对，再加 --privacy-reviewed 写明理由");
    }
    if (refuses(personal)) {
        log_line(LogLevel::warning, "privacy_reviewed",
                 {{"channel", channel}, {"document", document.id}, {"reason", privacy_reason_}});
    }
    return {};
}

Result<void> DocumentCheck::check_placed(const Json& body) const {
    const std::string board_id = string_or(body, "board");
    const std::string column_id = string_or(body, "column");
    if (board_id.empty() || boards_.empty()) return {};
    for (const Board& board : boards_) {
        if (board.id != board_id) continue;
        if (column_id.empty()) return {};
        for (const Column& column : board.columns) {
            if (column.id == column_id) return {};
        }
        return refused("“" + board.name + "”里没有栏目 " + column_id);
    }
    return refused("没有板块 " + board_id);
}

Result<Placement> DocumentCheck::find_column(std::string_view name) const {
    const std::size_t slash = name.find('/');
    const std::string_view board_name = name.substr(0, slash);
    const std::string_view column_name =
        slash == std::string_view::npos ? std::string_view() : name.substr(slash + 1);
    std::string known;
    for (const Board& board : boards_) {
        if (board.name != board_name && board.id != board_name) {
            known += ' ' + board.name;
            continue;
        }
        known.clear();
        for (const Column& column : board.columns) {
            if (column.name == column_name || column.id == column_name) {
                return Placement{board.id, column.id};
            }
            known += ' ' + board.name + '/' + column.name;
        }
        break;
    }
    return Error(Errc::not_found, "没有栏目“" + std::string(name) + "”。现有：" + known);
}

namespace {

// What a document becomes by what was published before it, and what follows from it.
Result<void> judge_change(Store& store, std::string_view channel, Document& document) {
    if (document.type == "disclosure" && !document.gone) {
        document.body = TRY(judged_table(store, channel, document));
    }
    if (channel != "county" || document.id != "places") return {};
    if (document.gone || document.type != "place") {
        return refused("镇村名录（places）不能撤掉，只能换成新的");
    }
    const Result<Document> before = store.documents().newest({channel, document.id});
    if (!before.ok() && before.error().code() != Errc::not_found) return before.error();
    const Places places = before.ok() ? TRY(places_of(before.value().body)) : Places();
    return follow_places(store, places, TRY(places_of(document.body)));
}

}  // namespace

Result<bool> keep_document(Store& store, std::string_view channel, Document document) {
    TRY(judge_change(store, channel, document));
    const Result<Document> newest =
        store.documents().newest({.channel = channel, .id = document.id});
    if (newest.ok()) {
        const Document& old = newest.value();
        if (old.gone == document.gone && old.type == document.type && old.body == document.body) {
            return false;
        }
        document.rev = old.rev + 1;
    } else if (newest.error().code() == Errc::not_found) {
        document.rev = 1;
    } else {
        return newest.error();
    }
    TRY(store.documents().put(channel, document));
    return true;
}

}  // namespace hall::platform
