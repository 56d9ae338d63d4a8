#include "kiosk/app/load/tile_line.h"

#include "kiosk/app/board_kinds.h"
#include "kiosk/app/load/or_empty.h"
#include "kiosk/screens/phrases.h"
#include "sync/core/utf8.h"
#include "sync/rules/disclosure.h"
#include "sync/wire/document_types.h"

namespace hall::kiosk {

namespace {

constexpr std::int64_t new_days = 6;
constexpr std::size_t goods_looked_at = 12;  // more names than a line has room for
constexpr std::size_t tile_characters_max = 10;

std::int64_t age_days(const LoaderDependencies& dependencies, const LibraryEntry& entry) {
    const Result<Date> date = parse_date(entry.date);
    return date.ok() ? days_of(dependencies.today) - days_of(date.value()) : new_days + 1;
}

bool is_new(const LoaderDependencies& dependencies, const LibraryEntry& entry) {
    const std::int64_t days = age_days(dependencies, entry);
    return days >= 0 && days <= new_days;
}

// "昨天更新"
std::string when_new(const LoaderDependencies& dependencies, const LibraryEntry& entry) {
    const std::int64_t days = age_days(dependencies, entry);
    if (days == 0) return std::string(dependencies.strings["tile.today"]);
    if (days == 1) return std::string(dependencies.strings["tile.yesterday"]);
    return dependencies.strings.with("tile.days_ago", {std::to_string(days)});
}

// "新来3条", by the name this kind of board gives to what is new.
std::string how_many_new(const LoaderDependencies& dependencies, const Board& board,
                         std::string_view key) {
    const Date since = date_of_days(days_of(dependencies.today) - new_days);
    const std::int64_t count =
        or_empty(dependencies.library.count_since(board.id, since, dependencies.today), "new");
    return count == 0 ? std::string() : dependencies.strings.with(key, {std::to_string(count)});
}

// "三季度账目已公布", or the notice that runs.
std::string table_line(const LoaderDependencies& dependencies, const Board& board) {
    const auto newest =
        or_empty(dependencies.library.newest(board.id, dependencies.today, "finance"), "newest");
    if (!newest || newest->type != name_of(DocumentType::disclosure)) return {};
    const Result<Document> document = dependencies.library.document(newest->channel, newest->id);
    if (!document.ok()) return {};
    const Result<Disclosure> table = disclosure_of(document.value().body);
    if (!table.ok() || table.value().period.kind == "once") return {};
    return dependencies.strings.with("tile.accounts",
                                     {short_period(dependencies.strings, table.value().period)});
}

// "土鸭蛋 红兔": what is sold, up to the first pause of each title.
std::string goods_line(const LoaderDependencies& dependencies, const Board& board) {
    const auto entries = or_empty(
        dependencies.library.entries(board.id, "", dependencies.today, {.count = goods_looked_at}),
        "goods");
    constexpr std::string_view pauses[] = {"，", "：", "（", "、", " ", "。"};
    std::string line;
    for (const LibraryEntry& entry : entries) {
        std::string_view title = entry.title;
        for (const std::string_view pause : pauses) title = title.substr(0, title.find(pause));
        const std::size_t already = line.empty() ? 0 : character_count(line) + 1;
        if (already + character_count(title) > tile_characters_max) break;
        if (!line.empty()) line += ' ';
        line += title;
    }
    return line;
}

std::string services_line(const LoaderDependencies& dependencies, const Board& board) {
    const std::int64_t count = or_empty(
        dependencies.library.count_of_type(board.id, DocumentType::service, dependencies.today),
        "services");
    return count < 2 ? std::string()
                     : dependencies.strings.with("tile.services", {std::to_string(count)});
}

std::string newest_line(const LoaderDependencies& dependencies, const Board& board) {
    const auto newest =
        or_empty(dependencies.library.newest(board.id, dependencies.today), "newest");
    if (!newest || !is_new(dependencies, *newest)) return {};
    return when_new(dependencies, *newest);
}

// What a board says of itself, where nothing can be said that is new.
std::string standing_line(const LoaderDependencies& dependencies, const Board& board,
                          const BoardKindRow& kind) {
    if (!kind.standing_key.empty()) return std::string(dependencies.strings[kind.standing_key]);
    // A Chinese line under an English name says nothing to who reads the name.
    if (dependencies.strings.language() == "en" && board.line_en.empty() && !board.name_en.empty())
        return {};
    return board.line;
}

std::string new_line(const LoaderDependencies& dependencies, const Board& board,
                     const BoardKindRow& kind) {
    switch (kind.tile_line) {
        case TileLine::none:
            return {};
        case TileLine::accounts:
            return table_line(dependencies, board);
        case TileLine::goods:
            return goods_line(dependencies, board);
        case TileLine::services:
            return services_line(dependencies, board);
        case TileLine::newest:
            return newest_line(dependencies, board);
        case TileLine::how_many:
            return how_many_new(dependencies, board, kind.how_many_key);
    }
    return {};
}

}  // namespace

std::string tile_line(const LoaderDependencies& dependencies, const Board& board) {
    const BoardKindRow& kind = row_of(board_kind_of(board.kind));
    std::string line = new_line(dependencies, board, kind);
    return line.empty() ? standing_line(dependencies, board, kind) : line;
}

}  // namespace hall::kiosk
