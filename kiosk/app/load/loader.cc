#include "kiosk/app/load/loader.h"

#include <algorithm>

#include "kiosk/app/load/community_text.h"
#include "kiosk/screens/phrases.h"
#include "sync/core/log.h"
#include "sync/core/plain_text.h"
#include "sync/core/utf8.h"
#include "sync/wire/document_types.h"

namespace hall::kiosk {

namespace {

// The list a failed read leaves empty: what cannot be read is not shown, and the log
// says why.
template <typename T>
T or_empty(Result<T> result, const char* what) {
    if (result.ok()) return std::move(result).value();
    log_line(LogLevel::warning, "not_loaded", {{"what", what}, {"reason", result.error().text()}});
    return T{};
}

std::optional<DocumentRef> form_ref(Library& library, std::string_view kind) {
    const auto entry = or_empty(library.form_of_kind(kind), "form");
    if (!entry) return std::nullopt;
    return DocumentRef{entry->channel, entry->id};
}

// A name of the county's in the language that is shown: the Chinese one where the county has
// given no other.
const std::string& in_language(const LoaderDependencies& dependencies, const std::string& chinese,
                               const std::string& english) {
    return dependencies.strings.language() == "en" && !english.empty() ? english : chinese;
}

// The board with its names in the language that is shown.
Board named(const LoaderDependencies& dependencies, Board board) {
    board.name = in_language(dependencies, board.name, board.name_en);
    board.line = in_language(dependencies, board.line, board.line_en);
    for (Column& column : board.columns)
        column.name = in_language(dependencies, column.name, column.name_en);
    return board;
}

std::vector<Board> named_boards(const LoaderDependencies& dependencies) {
    std::vector<Board> boards;
    for (Board& board : or_empty(dependencies.library.boards(), "boards"))
        boards.push_back(named(dependencies, std::move(board)));
    return boards;
}

// The board and column a document stands in, as a person says it.
struct Where {
    std::string text;
    std::string accent = "services";
};

Where where_of(const LoaderDependencies& dependencies, const Placed& placed) {
    for (const Board& board : named_boards(dependencies)) {
        if (board.id != placed.board) continue;
        for (const Column& column : board.columns) {
            if (column.id == placed.column) return {board.name + " · " + column.name, board.accent};
        }
        return {board.name, board.accent};
    }
    return {};
}

std::string source_line(const LoaderDependencies& dependencies, const std::string& source,
                        const Placed& placed) {
    const std::string date =
        spoken_date(dependencies.strings, placed.date, date_text(dependencies.today));
    if (source.empty()) return date;
    return date.empty() ? source : source + " · " + date;
}

// --- The line under a tile: what is new, as concretely as there is room for

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

// What a board says of itself, where nothing can be said that is new. What some kinds ask
// people to do (rate, send a photo, post) this software cannot take yet: they say what there is
// to see in place of what the county would like them to promise.
std::string standing_line(const LoaderDependencies& dependencies, const Board& board) {
    for (const std::string_view read_only : {"ratings", "photos", "community"}) {
        if (board.kind == read_only)
            return std::string(dependencies.strings["tile.kind." + board.kind]);
    }
    // A Chinese line under an English name says nothing to who reads the name.
    if (dependencies.strings.language() == "en" && board.line_en.empty() && !board.name_en.empty())
        return {};
    return board.line;
}

std::string tile_line(const LoaderDependencies& dependencies, const Board& board) {
    std::string line;
    if (board.kind == "disclosure") line = table_line(dependencies, board);
    if (board.kind == "listings") line = goods_line(dependencies, board);
    if (board.kind == "services") line = services_line(dependencies, board);
    if (board.kind == "diary") line = newest_line(dependencies, board);
    if (board.kind == "articles") line = how_many_new(dependencies, board, "tile.new_articles");
    if (board.kind == "questions") line = how_many_new(dependencies, board, "tile.new_answers");
    if (board.kind == "photos") line = how_many_new(dependencies, board, "tile.new_photos");
    if (board.kind == "community") line = how_many_new(dependencies, board, "tile.new_posts");
    return line.empty() ? standing_line(dependencies, board) : line;
}

// --- One function a type of document

ScreenModel article_screen(const LoaderDependencies& dependencies, const Article& article) {
    const Where where = where_of(dependencies, article.placed);
    ArticleModel model{
        where.accent,         where.text,
        article.placed.title, source_line(dependencies, article.source, article.placed),
        article.text,         {},
        article.pictures};
    return model;
}

ScreenModel listing_screen(const LoaderDependencies& dependencies, const Listing& listing) {
    const Where where = where_of(dependencies, listing.placed);
    ArticleModel model{where.accent,         where.text,
                       listing.placed.title, source_line(dependencies, {}, listing.placed),
                       listing.text,         {},
                       listing.pictures};
    if (!listing.price.empty()) model.facts.emplace_back("listing.price", listing.price);
    if (!listing.contact.empty()) model.facts.emplace_back("listing.contact", listing.contact);
    if (!listing.phone.empty()) model.facts.emplace_back("listing.phone", listing.phone);
    if (!listing.placed.until.empty()) {
        model.facts.emplace_back(
            "listing.until",
            spoken_date(dependencies.strings, listing.placed.until, date_text(dependencies.today)));
    }
    return model;
}

ScreenModel diary_screen(const LoaderDependencies& dependencies, const Diary& diary) {
    const Where where = where_of(dependencies, diary.placed);
    ArticleModel model{where.accent,
                       where.text,
                       diary.placed.title,
                       source_line(dependencies, diary.author, diary.placed),
                       diary.text,
                       {},
                       {}};
    if (!diary.weather.empty()) model.facts.emplace_back("diary.weather", diary.weather);
    return model;
}

ScreenModel survey_screen(const LoaderDependencies& dependencies, const Survey& survey) {
    const Where where = where_of(dependencies, survey.placed);
    ArticleModel model{where.accent,
                       where.text,
                       survey.placed.title,
                       source_line(dependencies, {}, survey.placed),
                       {},
                       {},
                       {}};
    for (const RatedDepartment& department : survey.departments) {
        model.text.append("## ")
            .append(escaped_markdown(department.name))
            .append("\n\n")
            .append(department.work)
            .append("\n\n");
    }
    // This software cannot take grades yet, and says so before anybody looks for the place.
    model.text.append(dependencies.strings["survey.read_only"]);
    return model;
}

// What villagers show and say, and how they were counted, reads like an article.
ScreenModel photo_screen(const LoaderDependencies& dependencies, const Photo& photo) {
    return article_screen(dependencies,
                          {photo.placed, photo.author, photo.text, {}, photo.pictures});
}

ScreenModel post_screen(const LoaderDependencies& dependencies, const Post& post) {
    return article_screen(dependencies,
                          {post.placed, post.author, text_of_post(post), {}, post.pictures});
}

ScreenModel ranking_screen(const LoaderDependencies& dependencies, const Ranking& ranking) {
    const Result<Places> places = dependencies.library.places();
    std::string text = text_of_ranking(ranking, places.ok() ? places.value() : Places());
    return article_screen(dependencies, {ranking.placed, {}, std::move(text), {}, {}});
}

ScreenModel rating_result_screen(const LoaderDependencies& dependencies,
                                 const RatingResult& result) {
    std::vector<std::string> grades;
    const Result<Document> document = dependencies.library.document("county", result.survey);
    if (document.ok()) {
        const Result<Survey> survey = survey_of(document.value().body);
        if (survey.ok()) grades = survey.value().grades;
    }
    std::string text = text_of_rating_result(dependencies.strings, result, grades);
    return article_screen(dependencies, {result.placed, {}, std::move(text), {}, {}});
}

ScreenModel question_screen(const LoaderDependencies& dependencies, const Question& question) {
    QuestionModel model;
    model.question = question;
    model.where = where_of(dependencies, question.placed).text;
    model.in_season = question.months.empty();
    for (const int month : question.months)
        model.in_season = model.in_season || month == dependencies.today.month;
    model.ask = form_ref(dependencies.library, "question");
    return model;
}

ScreenModel disclosure_screen(const LoaderDependencies& dependencies, const DocumentRef& ref,
                              const Document& published, const Disclosure& table) {
    DisclosureModel model;
    model.document = ref;
    model.rev = published.rev;
    model.mark = table_digest(published.body);
    model.table = table;
    const Where where = where_of(dependencies, table.placed);
    model.where = where.text;
    model.accent = where.accent;
    if (is_ledger(table)) {
        Result<Ledger> ledger = ledger_of(table);
        if (ledger.ok()) model.ledger = std::move(ledger).value();
    }
    model.notice_days_left = notice_days_left(table, dependencies.today);
    model.objection = form_ref(dependencies.library, "objection");
    const auto neighbour = [&](const std::optional<LibraryEntry>& entry,
                               std::optional<DocumentRef>& document,
                               std::optional<Period>& period) {
        if (!entry) return;
        const Result<Document> other = dependencies.library.document(entry->channel, entry->id);
        if (!other.ok()) return;
        const Result<Disclosure> read = disclosure_of(other.value().body);
        if (!read.ok()) return;
        document = DocumentRef{entry->channel, entry->id};
        period = read.value().period;
    };
    const Neighbours around =
        or_empty(dependencies.library.neighbours(ref.channel, table.table, table.period, ref.id),
                 "neighbours");
    neighbour(around.earlier, model.earlier, model.earlier_period);
    neighbour(around.later, model.later, model.later_period);
    return model;
}

ScreenModel service_screen(const LoaderDependencies& dependencies, const DocumentRef& ref,
                           std::int64_t rev, const Service& service) {
    ServiceModel model;
    model.document = ref;
    model.rev = rev;
    model.service = service;
    const Where where = where_of(dependencies, service.placed);
    model.where = where.text;
    model.accent = where.accent;
    if (service.form_json.empty()) return model;
    const Result<Form> form = Form::parse(service.form_json);
    model.has_form = form.ok();
    if (form.ok()) model.addressee = form.value().addressee();
    return model;
}

void add_word(std::string word, std::size_t count_max, std::vector<std::string>& strings) {
    const bool known = std::find(strings.begin(), strings.end(), word) != strings.end();
    if (!word.empty() && !known && strings.size() < count_max) strings.push_back(std::move(word));
}

// "高龄津贴" of 高龄津贴申请; empty for a title that is a sentence rather than a word.
std::string word_of_title(const LoaderDependencies& dependencies, std::string_view title) {
    constexpr std::size_t characters_max = 8;
    title = title.substr(0, title.find("（"));
    std::string_view endings = dependencies.strings["search.endings"];
    while (!endings.empty()) {
        const std::string_view ending = endings.substr(0, endings.find(' '));
        endings.remove_prefix(std::min(endings.size(), ending.size() + 1));
        if (title.size() > ending.size() && title.ends_with(ending))
            title.remove_suffix(ending.size());
    }
    return character_count(title) <= characters_max ? std::string(title) : std::string();
}

// What one comes to the hall for: the names of services, then the columns of the blue
// boards (services, policy, information); those that find something.
std::vector<std::string> matter_words(const LoaderDependencies& dependencies) {
    constexpr std::size_t services_max = 8;
    constexpr std::size_t words_max = 15;
    std::vector<std::string> strings;
    const std::vector<Board> boards = or_empty(dependencies.library.boards(), "boards");
    for (const Board& board : boards) {
        if (board.kind != "services" || board.accent != "services") continue;
        for (const LibraryEntry& entry :
             or_empty(dependencies.library.entries(board.id, "", dependencies.today, {.count = 50}),
                      "services")) {
            if (entry.type == name_of(DocumentType::service))
                add_word(word_of_title(dependencies, entry.title), services_max, strings);
        }
    }
    for (const Board& board : boards) {
        if (board.accent != "services") continue;
        for (const Column& column : board.columns) {
            if (!or_empty(dependencies.library.search(column.name, dependencies.today, 1),
                          "matters")
                     .empty())
                add_word(column.name, words_max, strings);
        }
    }
    return strings;
}

// A piece of a board's list. One more than is shown says whether there is a next.
struct Entries {
    std::vector<LibraryEntry> list;
    bool more = false;
};

Result<Entries> entries_of(const LoaderDependencies& dependencies, const Board& board,
                           std::size_t column, std::optional<LibraryEntry> after) {
    constexpr std::size_t entries_step = 40;
    // What can be done stands before what can be read, but in the hall of services, where all
    // is something to be done.
    const Page page{entries_step + 1, std::move(after), board.kind != "services"};
    const std::string id = column == 0 ? std::string() : board.columns[column - 1].id;
    Entries entries{TRY(dependencies.library.entries(board.id, id, dependencies.today, page))};
    entries.more = entries.list.size() > entries_step;
    if (entries.more) entries.list.pop_back();
    return entries;
}

template <typename T, typename Make>
ScreenModel made(const Result<T>& read, Make make) {
    if (!read.ok()) return MissingModel{};
    return make(read.value());
}

// The screen of each type of document.
ScreenModel document_screen(const LoaderDependencies& dependencies, const DocumentRef& ref,
                            const Document& document, DocumentType type) {
    const auto with = [&](auto read, auto screen) {
        return made(read(document.body),
                    [&](const auto& content) { return screen(dependencies, content); });
    };
    switch (type) {
        case DocumentType::article:
            return with(article_of, article_screen);
        case DocumentType::question:
            return with(question_of, question_screen);
        case DocumentType::listing:
            return with(listing_of, listing_screen);
        case DocumentType::diary:
            return with(diary_of, diary_screen);
        case DocumentType::survey:
            return with(survey_of, survey_screen);
        case DocumentType::photo:
            return with(photo_of, photo_screen);
        case DocumentType::post:
            return with(post_of, post_screen);
        case DocumentType::ranking:
            return with(ranking_of, ranking_screen);
        case DocumentType::rating_result:
            return with(rating_result_of, rating_result_screen);
        case DocumentType::disclosure:
            return made(disclosure_of(document.body), [&](const Disclosure& table) {
                return disclosure_screen(dependencies, ref, document, table);
            });
        case DocumentType::service:
            return made(service_of(document.body), [&](const Service& service) {
                return service_screen(dependencies, ref, document.rev, service);
            });
        // They stand in no column (sync/wire/document_types.h): nothing leads to them.
        case DocumentType::board:
        case DocumentType::policy:
        case DocumentType::calendar:
        case DocumentType::place:
        case DocumentType::settings:
        case DocumentType::release:
            return MissingModel{};
    }
    return MissingModel{};
}

}  // namespace

HomeModel load_home(const LoaderDependencies& dependencies) {
    HomeModel home;
    for (const Board& board : named_boards(dependencies)) {
        home.tiles.push_back(
            {board.id, board.name, board.emblem, board.accent, tile_line(dependencies, board)});
    }
    for (const LibraryEntry& entry :
         or_empty(dependencies.library.notices(dependencies.today, 3), "notices")) {
        const Result<Document> document = dependencies.library.document(entry.channel, entry.id);
        if (!document.ok()) continue;
        const Result<Disclosure> table = disclosure_of(document.value().body);
        if (!table.ok()) continue;
        const auto days = notice_days_left(table.value(), dependencies.today);
        home.notices.push_back({{entry.channel, entry.id},
                                where_of(dependencies, table.value().placed).text,
                                entry.title,
                                days.value_or(0)});
    }
    if (home.tiles.empty()) home.content = HomeModel::Content::on_its_way;
    return home;
}

Result<BoardModel> load_board(const LoaderDependencies& dependencies, const LoadBoard& request) {
    for (Board& board : TRY(dependencies.library.boards())) {
        if (board.id != request.board) continue;
        BoardModel model;
        model.column = request.column <= board.columns.size() ? request.column : 0;
        Entries entries = TRY(entries_of(dependencies, board, model.column, std::nullopt));
        model.entries = std::move(entries.list);
        model.has_more = entries.more;
        model.board = named(dependencies, std::move(board));
        return model;
    }
    return Error(Errc::not_found, request.board);
}

Result<EntriesLoaded> load_more_entries(const LoaderDependencies& dependencies,
                                        const LoadMoreEntries& request) {
    for (const Board& board : TRY(dependencies.library.boards())) {
        if (board.id != request.board || request.column > board.columns.size()) continue;
        Entries entries = TRY(entries_of(dependencies, board, request.column, request.after));
        return EntriesLoaded{board.id, request.column, request.after, std::move(entries.list),
                             entries.more};
    }
    return Error(Errc::not_found, request.board);
}

ScreenModel load_document(const LoaderDependencies& dependencies, const DocumentRef& ref) {
    const Result<Document> found = dependencies.library.document(ref.channel, ref.id);
    if (!found.ok()) return MissingModel{};
    const Document& document = found.value();
    const std::optional<DocumentType> type = document_type_of(document.type);
    if (!type) return MissingModel{};
    return document_screen(dependencies, ref, document, *type);
}

Result<FormModel> load_form(const LoaderDependencies& dependencies, const DocumentRef& ref) {
    const Document document = TRY(dependencies.library.document(ref.channel, ref.id));
    const Service service = TRY(service_of(document.body));
    if (service.form_json.empty()) return Error(Errc::not_found, "a service without a form");
    FormModel model;
    model.document = ref;
    model.rev = document.rev;
    model.form = std::make_shared<const Form>(TRY(Form::parse(service.form_json)));
    model.title = model.form->title();
    model.accent = where_of(dependencies, service.placed).accent;
    model.line = service.department;
    if (service.promised_days > 0) {
        model.line += " · " + dependencies.strings.with("form.promised",
                                                        {std::to_string(service.promised_days)});
    }
    if (!service.fee.empty()) model.line += " · " + service.fee;
    Result<Places> places = dependencies.library.places();
    if (places.ok()) {
        Places sorted = std::move(places).value();
        std::stable_partition(sorted.towns.begin(), sorted.towns.end(),
                              [&](const Town& town) { return town.code == dependencies.town; });
        model.places = std::make_shared<const Places>(std::move(sorted));
        model.own_village = dependencies.village;
    }
    return model;
}

SearchModel load_search(const LoaderDependencies& dependencies) {
    constexpr std::size_t words_offered = 18;
    SearchModel model;
    model.services = matter_words(dependencies);
    model.words = or_empty(dependencies.library.question_words(words_offered), "words");
    model.ask = form_ref(dependencies.library, "question");
    return model;
}

}  // namespace hall::kiosk
