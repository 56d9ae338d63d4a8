#include "platform/desk/publishing_desk.h"

#include <algorithm>
#include <array>

#include "platform/desk/access.h"
#include "sync/core/blank.h"
#include "sync/core/encoding.h"
#include "sync/core/log.h"
#include "sync/core/refused.h"
#include "sync/wire/document_types.h"

namespace hall::platform {

namespace {

constexpr std::size_t listed_max = 200;

// Members of a body that a person writes, by type; others that a page sends are dropped.
std::vector<std::string_view> members_of(DocumentType type) {
    std::vector<std::string_view> members = {"board", "column", "title", "date", "until"};
    const auto add = [&](std::initializer_list<std::string_view> more) {
        members.insert(members.end(), more);
    };
    if (type == DocumentType::article) add({"source", "summary", "text"});
    if (type == DocumentType::question) add({"subject", "answer", "expert", "answered"});
    if (type == DocumentType::diary) add({"author", "weather", "text"});
    if (type == DocumentType::listing) add({"price", "text", "contact", "phone"});
    return members;
}

// Without these nothing was written.
std::array<std::string_view, 2> necessary_members(DocumentType type) {
    return {"title", type == DocumentType::question ? "answer" : "text"};
}

std::optional<DocumentType> written_type(std::string_view name) {
    const std::optional<DocumentType> type = document_type_of(name);
    const bool written = type && std::find(std::begin(written_types), std::end(written_types),
                                           *type) != std::end(written_types);
    return written ? type : std::nullopt;
}

std::string_view word_of_member(std::string_view name) {
    if (name == "title") return "标题";
    if (name == "text") return "正文";
    if (name == "answer") return "答复";
    return name;
}

std::string_view level_of(const User& user) {
    if (user.role == "town") return "town";
    if (user.role == "village") return "village";
    return "county";
}

// What a board holds is what is written there.
std::optional<DocumentType> type_written_on(const Board& board) {
    if (board.kind == "questions") return DocumentType::question;
    if (board.kind == "diary") return DocumentType::diary;
    if (board.kind == "listings") return DocumentType::listing;
    if (board.kind == "ratings") return std::nullopt;
    return DocumentType::article;
}

// What a reader sees as the writer's name where the page left it open.
void fill_in(const User& user, DocumentType type, std::string_view today, Json& body) {
    const auto fill = [&](const char* name, std::string_view value) {
        if (is_blank(string_or(body, name)) && !value.empty()) body[name] = std::string(value);
    };
    fill("date", today);
    if (type == DocumentType::article) fill("source", user.shown);
    if (type == DocumentType::diary) fill("author", user.shown);
    if (type == DocumentType::question) {
        fill("expert", user.shown);
        fill("answered", today);
    }
    // A department speaks under its own name, and by it knows its own again.
    if (user.role == "department") {
        if (type == DocumentType::article) body["source"] = user.scope;
        if (type == DocumentType::question) body["expert"] = user.scope;
    }
}

bool is_own(const User& user, const Document& document) {
    if (document.gone || !written_type(document.type)) return false;
    if (user.role != "department") return true;
    return string_or(document.body, "source") == user.scope ||
           string_or(document.body, "expert") == user.scope;
}

Result<std::string> channel_for(const User& user) {
    if (const std::optional<std::string> channel = publishing_channel(user)) return *channel;
    return Error(Errc::untrusted, "这个账号不能发布");
}

}  // namespace

std::optional<std::string> publishing_channel(const User& user) {
    if (!may(user, Action::publish)) return std::nullopt;
    if (user.role == "town" || user.role == "village") return user.role + "-" + user.scope;
    return "county";
}

Result<std::vector<WritableColumn>> PublishingDesk::columns(Store& store, const User& user) const {
    TRY(channel_for(user));
    std::vector<Board> boards;
    for (const Document& document : TRY(store.documents().of_type("county", "board"))) {
        if (document.gone) continue;
        Result<Board> board = board_of(document.body);
        if (board.ok()) boards.push_back(std::move(board).value());
    }
    std::sort(boards.begin(), boards.end(), [](const Board& a, const Board& b) {
        return std::pair(a.order, a.id) < std::pair(b.order, b.id);
    });
    std::vector<WritableColumn> columns;
    for (const Board& board : boards) {
        const std::optional<DocumentType> type = type_written_on(board);
        const auto& levels = board.publishers;
        const bool mine = std::find(levels.begin(), levels.end(), level_of(user)) != levels.end();
        if (!mine || !type) continue;
        for (const Column& column : board.columns)
            columns.push_back({board.id, board.name, column.id, column.name, *type});
    }
    return columns;
}

Result<std::vector<Document>> PublishingDesk::written(Store& store, const User& user) const {
    const std::string channel = TRY(channel_for(user));
    std::vector<Document> written;
    for (const DocumentType type : written_types) {
        for (Document& document : TRY(store.documents().of_type(channel, name_of(type)))) {
            if (is_own(user, document)) written.push_back(std::move(document));
        }
    }
    std::sort(written.begin(), written.end(), [](const Document& a, const Document& b) {
        return std::pair(a.at, a.id) > std::pair(b.at, b.id);
    });
    if (written.size() > listed_max) written.resize(listed_max);
    return written;
}

Result<Document> PublishingDesk::one(Store& store, const User& user, std::string_view id) const {
    const std::string channel = TRY(channel_for(user));
    Document document = TRY(store.documents().newest({channel, id}));
    if (!is_own(user, document)) return Error(Errc::not_found, std::string(id));
    return document;
}

// What is to be changed, as whoever changes it has read it.
Result<Document> PublishingDesk::newest_of(Store& store, const User& user, std::string_view id,
                                           std::int64_t rev) const {
    Document document = TRY(one(store, user, id));
    if (document.rev != rev) return refused("这一篇刚才有人改过。请打开最新的一篇，再改一次");
    return document;
}

Result<Document> PublishingDesk::draft(Store& store, const User& user,
                                       const Writing& writing) const {
    const std::string channel = TRY(channel_for(user));
    const std::optional<DocumentType> type = written_type(writing.type);
    if (!type) return Error(Errc::untrusted, "这一类不能在这里写");
    Document document{.id = writing.id, .type = writing.type, .at = utc_text(clock_.wall_ms())};
    document.body = Json::object();
    if (!writing.id.empty()) {
        const Document before = TRY(newest_of(store, user, writing.id, writing.rev));
        if (before.type != writing.type) return Error(Errc::untrusted, "这一类不能在这里写");
        // What no page asks for, pictures above all, stays as it is.
        document.body = before.body;
        document.rev = before.rev + 1;
    } else {
        document.id = "w-" + hex_of(random_.bytes(8));
        document.rev = 1;
    }
    for (const std::string_view name : members_of(*type)) {
        const std::string value = string_or(writing.body, name);
        if (is_blank(value))
            document.body.erase(std::string(name));
        else
            document.body[std::string(name)] = value;
    }
    document.body.erase("pinned");
    if (bool_or(writing.body, "pinned", false)) document.body["pinned"] = true;
    for (const std::string_view name : necessary_members(*type)) {
        if (is_blank(string_or(document.body, name)))
            return refused("还没有写" + std::string(word_of_member(name)));
    }
    fill_in(user, *type, date_text(date_at(clock_.wall_ms())), document.body);
    const std::vector<WritableColumn> mine = TRY(columns(store, user));
    const bool placed = std::any_of(mine.begin(), mine.end(), [&](const WritableColumn& column) {
        return column.board == string_or(document.body, "board") &&
               column.column == string_or(document.body, "column") && column.type == *type;
    });
    if (!placed) return refused("请选放在哪个板块的哪个栏目");
    TRY(TRY(DocumentCheck::load(store, schemas_)).check(channel, document));
    return document;
}

Result<Published> PublishingDesk::keep(Store& store, const User& user,
                                       const Writing& writing) const {
    const std::string channel = TRY(channel_for(user));
    const Document document = TRY(draft(store, user, writing));
    TRY(keep_document(store, channel, document));
    log_line(LogLevel::info, "written",
             {{"user", user.name},
              {"channel", channel},
              {"document", document.id},
              {"rev", document.rev}});
    return Published{channel, string_or(document.body, "title"), document.id, document.rev};
}

Result<Published> PublishingDesk::withdraw(Store& store, const User& user, std::string_view id,
                                           std::int64_t rev) const {
    const std::string channel = TRY(channel_for(user));
    const Document before = TRY(newest_of(store, user, id, rev));
    const std::string title = string_or(before.body, "title");
    Document gone{.id = before.id,
                  .type = {},
                  .rev = before.rev + 1,
                  .at = utc_text(clock_.wall_ms()),
                  .gone = true,
                  .body = {}};
    TRY(store.documents().put(channel, gone));
    log_line(LogLevel::info, "withdrawn",
             {{"user", user.name}, {"channel", channel}, {"document", gone.id}, {"rev", gone.rev}});
    return Published{channel, title, gone.id, gone.rev};
}

}  // namespace hall::platform
