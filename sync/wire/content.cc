#include "sync/wire/content.h"

#include <algorithm>
#include <array>

#include "sync/core/ascii.h"
#include "sync/wire/body_reader.h"
#include "sync/wire/signed_statement.h"

namespace hall {

namespace {

constexpr int year_min = 1900;
constexpr int year_max = 9999;

// Index of the last period of a year, by kind; nothing for a kind we do not know.
std::optional<int> periods_a_year(std::string_view kind) {
    if (kind == "year" || kind == "once") return 0;
    if (kind == "half") return 2;
    if (kind == "quarter") return 4;
    if (kind == "month") return 12;
    return std::nullopt;
}

Result<Column> column_of(const Json& json) {
    BodyReader reader(json);
    Column column;
    column.id = reader.text("id");
    column.name = reader.text("name");
    column.name_en = reader.text_or("name_en");
    return reader.finish(std::move(column));
}

Result<Period> period_of(const Json& json) {
    BodyReader reader(json);
    Period period;
    period.kind = reader.text("kind");
    period.year = reader.integer("year", year_min, year_max);
    const std::optional<int> last = periods_a_year(period.kind);
    if (!last) reader.fail("kind", "is no kind of period");
    const int first = last.value_or(0) == 0 ? 0 : 1;
    period.index = reader.integer_or("index", 0, first, last.value_or(0));
    if (period.index < first) reader.fail("index", "is missing");
    return reader.finish(std::move(period));
}

Result<TableColumn> table_column_of(const Json& json) {
    BodyReader reader(json);
    TableColumn column;
    column.key = reader.text("key");
    column.label = reader.text("label");
    column.type = reader.text("type");
    constexpr std::array<std::string_view, 4> types = {"text", "money", "number", "date"};
    if (std::find(types.begin(), types.end(), column.type) == types.end()) {
        reader.fail("type", "is no type of column");
    }
    return reader.finish(std::move(column));
}

Result<TableRow> table_row_of(const Json& json) {
    BodyReader reader(json);
    TableRow row;
    row.kind = reader.text("kind");
    reader.array("cells");
    row.cells = reader.texts_or_empty("cells");
    row.explain = reader.text_or("explain");
    constexpr std::array<std::string_view, 5> kinds = {"opening", "entry", "total", "closing",
                                                       "note"};
    if (std::find(kinds.begin(), kinds.end(), row.kind) == kinds.end()) {
        reader.fail("kind", "is no kind of row");
    }
    return reader.finish(std::move(row));
}

Result<Countersign> countersign_of(const Json& json) {
    BodyReader reader(json);
    Countersign countersign;
    countersign.who = reader.text("who");
    countersign.people = reader.integer_or("people", 0);
    countersign.date = reader.date("date");
    countersign.of = reader.text_or("of");
    return reader.finish(std::move(countersign));
}

Result<TableChange> table_change_of(const Json& json) {
    BodyReader reader(json);
    TableChange change;
    change.where = reader.text("where");
    change.before = reader.text_or("before");
    change.after = reader.text_or("after");
    return reader.finish(std::move(change));
}

Result<Correction> correction_of(const Json& json) {
    BodyReader reader(json);
    Correction correction;
    correction.date = reader.date("date");
    correction.what = reader.text("what");
    correction.changes = reader.list_or_empty<TableChange>("changes", table_change_of);
    correction.more = reader.integer_or("more", 0);
    return reader.finish(std::move(correction));
}

Result<Material> material_of(const Json& json) {
    BodyReader reader(json);
    Material material;
    material.name = reader.text("name");
    material.form = reader.text_or("form");
    material.source = reader.text_or("source");
    material.copies = reader.integer_or("copies", 1);
    material.required = reader.bool_or("required", true);
    return reader.finish(std::move(material));
}

Result<RatedDepartment> rated_department_of(const Json& json) {
    BodyReader reader(json);
    RatedDepartment department;
    department.id = reader.text("id");
    department.name = reader.text("name");
    department.work = reader.text_or("work");
    return reader.finish(std::move(department));
}

std::vector<std::string> former_codes(BodyReader& reader, std::size_t digits) {
    std::vector<std::string> codes = reader.texts_or_empty("formerly");
    for (const std::string& code : codes) {
        if (!is_digits(code, digits)) {
            reader.fail("formerly", "has a code that is not " + std::to_string(digits) + " digits");
        }
    }
    return codes;
}

Result<Village> village_of(const Json& json) {
    BodyReader reader(json);
    Village village;
    village.code = reader.text("code");
    village.name = reader.text("name");
    village.kind = reader.text_or("kind", "village");
    if (!is_digits(village.code, 12)) reader.fail("code", "is not 12 digits");
    if (village.kind != "village" && village.kind != "community") {
        reader.fail("kind", "is neither village nor community");
    }
    village.formerly = former_codes(reader, 12);
    return reader.finish(std::move(village));
}

Result<Town> town_of(const Json& json) {
    BodyReader reader(json);
    Town town;
    town.code = reader.text("code");
    town.name = reader.text("name");
    town.villages = reader.list<Village>("villages", village_of);
    if (!is_digits(town.code, 9)) reader.fail("code", "is not 9 digits");
    town.formerly = former_codes(reader, 9);
    return reader.finish(std::move(town));
}

Result<SpokenWord> spoken_word_of(const Json& json) {
    BodyReader reader(json);
    SpokenWord word;
    word.say = reader.text("say");
    word.means = reader.texts_or_empty("means");
    return reader.finish(std::move(word));
}

}  // namespace

Result<Board> board_of(const Json& body) {
    BodyReader reader(body);
    Board board;
    board.id = reader.text("id");
    board.name = reader.text("name");
    board.emblem = reader.text("emblem");
    board.accent = reader.text("accent");
    board.kind = reader.text("kind");
    board.line = reader.text_or("line");
    board.order = reader.integer_or("order", 0);
    board.columns = reader.list_or_empty<Column>("columns", column_of);
    board.publishers = reader.texts_or_empty("publishers");
    board.name_en = reader.text_or("name_en");
    board.line_en = reader.text_or("line_en");
    return reader.finish(std::move(board));
}

Result<Placed> placed_of(const Json& body) {
    BodyReader reader(body);
    Placed placed;
    placed.board = reader.text("board");
    placed.column = reader.text("column");
    placed.title = reader.text("title");
    placed.date = reader.date("date");
    placed.pinned = reader.bool_or("pinned", false);
    placed.until = reader.date_or_empty("until");
    return reader.finish(std::move(placed));
}

Result<Article> article_of(const Json& body) {
    BodyReader reader(body);
    Article article;
    article.placed = reader.take(placed_of(body));
    article.source = reader.text_or("source");
    article.text = reader.text("text");
    article.summary = reader.text_or("summary");
    article.pictures = reader.list_or_empty<BlobRef>("pictures", blob_ref_of);
    return reader.finish(std::move(article));
}

Result<Disclosure> disclosure_of(const Json& body) {
    BodyReader reader(body);
    Disclosure disclosure;
    disclosure.placed = reader.take(placed_of(body));
    disclosure.table = reader.text("table");
    if (const Json* period = reader.object("period")) {
        disclosure.period = reader.take(period_of(*period));
    }
    disclosure.prepared_by = reader.text_or("prepared_by");
    disclosure.basis = reader.text_or("basis");
    disclosure.notice_until = reader.date_or_empty("notice_until");
    disclosure.note = reader.text_or("note");
    disclosure.columns = reader.list<TableColumn>("columns", table_column_of);
    disclosure.rows = reader.list<TableRow>("rows", table_row_of);
    disclosure.countersigned = reader.list_or_empty<Countersign>("countersigned", countersign_of);
    disclosure.corrections = reader.list_or_empty<Correction>("corrections", correction_of);
    for (const TableRow& row : disclosure.rows) {
        if (row.cells.size() == disclosure.columns.size()) continue;
        reader.fail("rows", "have not as many cells as there are columns");
        break;
    }
    return reader.finish(std::move(disclosure));
}

Result<Question> question_of(const Json& body) {
    BodyReader reader(body);
    Question question;
    question.placed = reader.take(placed_of(body));
    question.subject = reader.text_or("subject");
    question.answer = reader.text("answer");
    question.expert = reader.text_or("expert");
    question.answered = reader.date_or_empty("answered");
    question.months = reader.integers_or_empty("months", 1, 12);
    question.words = reader.texts_or_empty("words");
    return reader.finish(std::move(question));
}

Result<Service> service_of(const Json& body) {
    BodyReader reader(body);
    Service service;
    service.placed = reader.take(placed_of(body));
    service.department = reader.text("department");
    service.target = reader.text_or("target");
    service.conditions = reader.texts_or_empty("conditions");
    service.materials = reader.list_or_empty<Material>("materials", material_of);
    service.steps = reader.texts_or_empty("steps");
    service.promised_days = reader.integer_or("promised_days", 0);
    service.statutory_days = reader.integer_or("statutory_days", 0);
    service.visits = reader.integer_or("visits", 0);
    service.fee = reader.text_or("fee");
    service.basis = reader.text_or("basis");
    service.phone = reader.text_or("phone");
    service.place = reader.text_or("place");
    service.form_json = reader.object_text_or_empty("form");
    return reader.finish(std::move(service));
}

Result<Listing> listing_of(const Json& body) {
    BodyReader reader(body);
    Listing listing;
    listing.placed = reader.take(placed_of(body));
    listing.price = reader.text_or("price");
    listing.text = reader.text("text");
    listing.contact = reader.text_or("contact");
    listing.phone = reader.text_or("phone");
    listing.pictures = reader.list_or_empty<BlobRef>("pictures", blob_ref_of);
    return reader.finish(std::move(listing));
}

Result<Diary> diary_of(const Json& body) {
    BodyReader reader(body);
    Diary diary;
    diary.placed = reader.take(placed_of(body));
    diary.author = reader.text("author");
    diary.weather = reader.text_or("weather");
    diary.text = reader.text("text");
    return reader.finish(std::move(diary));
}

Result<Survey> survey_of(const Json& body) {
    BodyReader reader(body);
    Survey survey;
    survey.placed = reader.take(placed_of(body));
    survey.year = reader.integer("year", year_min, year_max);
    survey.departments = reader.list<RatedDepartment>("departments", rated_department_of);
    reader.array("grades");
    survey.grades = reader.texts_or_empty("grades");
    survey.reasons = reader.texts_or_empty("reasons");
    if (survey.grades.size() != 5) reader.fail("grades", "are not five");
    return reader.finish(std::move(survey));
}

Result<Places> places_of(const Json& body) {
    BodyReader reader(body);
    Places places;
    places.county = reader.text("county");
    places.towns = reader.list<Town>("towns", town_of);
    return reader.finish(std::move(places));
}

Result<Policy> policy_of(const Json& body) {
    BodyReader reader(body);
    Policy policy;
    policy.id = reader.text("id");
    policy.name = reader.text("name");
    policy.text = reader.text_or("text");
    return reader.finish(std::move(policy));
}

Result<CalendarYear> calendar_year_of(const Json& body) {
    BodyReader reader(body);
    CalendarYear calendar;
    calendar.year = reader.integer("year", year_min, year_max);
    calendar.source = reader.text("source");
    reader.array("off");
    calendar.off = reader.texts_or_empty("off");
    reader.array("work");
    calendar.work = reader.texts_or_empty("work");
    return reader.finish(std::move(calendar));
}

Result<SpokenWords> spoken_words_of(const Json& body) {
    BodyReader reader(body);
    SpokenWords spoken;
    spoken.fillers = reader.texts_or_empty("fillers");
    spoken.words = reader.list<SpokenWord>("words", spoken_word_of);
    return reader.finish(std::move(spoken));
}

Result<SoftwareRelease> software_release_of(const Json& body) {
    BodyReader reader(body);
    SoftwareRelease release;
    release.version = reader.text("version");
    release.date = reader.date("date");
    release.notes = reader.text_or("notes");
    return reader.finish(std::move(release));
}

Result<Settings> settings_of(const Json& body) {
    BodyReader reader(body);
    Settings settings;
    if (const Json* keys = reader.array("receipt_keys")) {
        settings.receipt_keys = reader.take(named_keys_of(*keys));
    }
    if (const Json* keys = reader.array("seal_keys")) {
        settings.seal_keys = reader.take(named_keys_of(*keys));
    }
    // A time of nothing would make a kiosk ask without pause or wipe what is being typed.
    settings.poll_s = reader.integer_or("poll_s", settings.poll_s, 1);
    settings.heartbeat_s = reader.integer_or("heartbeat_s", settings.heartbeat_s, 1);
    settings.idle_warn_s = reader.integer_or("idle_warn_s", settings.idle_warn_s, 5);
    settings.idle_wipe_s = reader.integer_or("idle_wipe_s", settings.idle_wipe_s, 6);
    if (settings.idle_wipe_s <= settings.idle_warn_s) {
        reader.fail("idle_wipe_s", "is not after the warning");
    }
    settings.help_phone = reader.text_or("help_phone");
    settings.help_text = reader.text_or("help_text");
    settings.help_hours = reader.text_or("help_hours");
    return reader.finish(std::move(settings));
}

}  // namespace hall
