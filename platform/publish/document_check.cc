#include "platform/publish/document_check.h"

#include <algorithm>

#include "platform/publish/place_changes.h"
#include "platform/publish/table_change.h"
#include "sync/core/blank.h"
#include "sync/core/log.h"
#include "sync/core/refused.h"
#include "sync/core/utf8.h"
#include "sync/rules/document_checks.h"
#include "sync/rules/privacy/privacy.h"
#include "sync/wire/document_types.h"

namespace hall::platform {

namespace {

// The rules first: they say where and what to do, the readers only what they cannot read.
Result<void> check_readable_by_rules(DocumentType type, const Document& document) {
    for (const Result<void>& verdict :
         {check_by_rules(type, document), row_of(type).check_readable(document.body)}) {
        if (!verdict.ok()) return refused(verdict.error().message());
    }
    return {};
}

}  // namespace

Result<DocumentCheck> DocumentCheck::load(Store& store, const DocumentSchemas& schemas) {
    std::vector<Board> boards;
    for (const Document& document :
         TRY(store.documents().of_type("county", name_of(DocumentType::board)))) {
        boards.push_back(TRY_IN(document.id, board_of(document.body)));
    }
    return DocumentCheck(schemas, std::move(boards));
}

Result<void> DocumentCheck::check(std::string_view channel, const Document& document) const {
    if (!is_document_id(document.id))
        return refused("编号只能用小写字母、数字、点、横线，最多80个");
    if (document.gone) return {};
    if (line_of(document).size() > document_bytes_max) return refused("内容超过1兆，请拆开");
    const std::optional<DocumentType> type = document_type_of(document.type);
    if (type && row_of(*type).publisher == PublishedBy::county_only && channel != "county")
        return refused("这类内容只能由县里发布");
    TRY_IN("和格式不符", schemas_->check(document.type, document.body));
    if (document.body.contains("title") && is_blank(string_or(document.body, "title", "-"))) {
        return refused("标题是空白的，请写上标题");
    }
    if (type) TRY(check_readable_by_rules(*type, document));
    TRY(check_placed(document.body));
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
    if (is_of_type(document, DocumentType::disclosure)) {
        document.body = TRY(judged_table(store, channel, document));
    }
    if (channel != "county" || document.id != "places") return {};
    if (!is_of_type(document, DocumentType::place)) {
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
