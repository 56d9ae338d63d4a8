// Content: what the bodies of documents say, as types. A body is first held against
// its JSON Schema in assets/schema; these readers then take what they know and
// ignore the rest, so that a newer county can say more to an older kiosk.
//
// Amounts of money are whole fen (分, 1/100 yuan). Dates are "2026-11-23"; times are
// UTC. Text marked md is the small Markdown of assets/schema/README.md.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/wire/blob.h"

namespace hall {

// --- board: one of the tiles of the home screen. Document id "board-<id>".
struct Column {
    std::string id;
    std::string name;
    std::string name_en;  // what it is called in English; empty: nobody has said
};

struct Board {
    std::string id;      // "affairs"
    std::string name;    // 村务公开
    std::string emblem;  // one character: 公
    std::string accent;  // affairs | services | farming | goods | rating | photos
    std::string kind;    // disclosure | articles | mailbox | diary | services | questions |
                         // listings | photos | ratings | community
    std::string line;    // shown under the name when nothing is new
    int order = 0;
    std::vector<Column> columns;
    std::vector<std::string> publishers;  // who may publish: county | town | village
    std::string name_en;                  // as a column's
    std::string line_en;
};
Result<Board> board_of(const Json& body);

// What every document that stands in a column has.
struct Placed {
    std::string board;   // a Board's id
    std::string column;  // a Column's id
    std::string title;
    std::string date;  // what lists sort by and show
    bool pinned = false;
    std::string until;  // shown up to and including this date; empty: always
};
Result<Placed> placed_of(const Json& body);

struct Article {
    Placed placed;
    std::string source;   // who says so: 县农业农村局
    std::string text;     // md
    std::string summary;  // one sentence, or empty
    std::vector<BlobRef> pictures;
};
Result<Article> article_of(const Json& body);

// --- disclosure: a table with a period. The rules are in sync/rules/disclosure.h.
struct Period {
    std::string kind;  // year | half | quarter | month | once
    int year = 0;
    int index = 0;  // half 1..2, quarter 1..4, month 1..12, else 0

    auto operator<=>(const Period&) const = default;
};

struct TableColumn {
    std::string key;
    std::string label;  // with its unit: 收入（元）
    std::string type;   // text | money | number | date
};

struct TableRow {
    std::string kind;  // opening | entry | total | closing | note
    std::vector<std::string>
        cells;            // as many as columns; money as decimal yuan "24600.00", or empty
    std::string explain;  // why, for large entries; or empty
};

struct Countersign {
    std::string who;  // 村务监督委员会
    int people = 0;
    std::string date;
    std::string of = {};  // mark of the table they signed (sync/rules/disclosure.h)
};

// One thing that a correction changed. The platform finds it, nobody writes it.
struct TableChange {
    std::string where;   // 「办公水电」支出（元）
    std::string before;  // empty: it was not there
    std::string after;   // empty: it is gone
};

struct Correction {
    std::string date;
    std::string what;  // one sentence
    std::vector<TableChange> changes = {};
    int more = 0;  // changes beside those
};

struct Disclosure {
    Placed placed;
    std::string table;  // the series it belongs to: its other periods have the same
    Period period;
    std::string prepared_by;
    std::string basis;         // law or rule, or empty
    std::string notice_until;  // 公示期 to this date; empty: none
    std::string note;
    std::vector<TableColumn> columns;
    std::vector<TableRow> rows;
    std::vector<Countersign> countersigned;
    std::vector<Correction> corrections;
};
Result<Disclosure> disclosure_of(const Json& body);

// --- question: a farming question with its answer
struct Question {
    Placed placed;                   // title: the question
    std::string subject;             // 水稻, 鸭
    std::string answer;              // md
    std::string expert;              // who answered, with office
    std::string answered;            // date
    std::vector<int> months;         // when it matters, 1..12; empty: all year
    std::vector<std::string> words;  // other words people use for it; searched, not shown
};
Result<Question> question_of(const Json& body);

// --- service: a guide, and perhaps a form
struct Material {
    std::string name;
    std::string form;    // 原件, 复印件
    std::string source;  // where to get it
    int copies = 1;
    bool required = true;
};

struct Service {
    Placed placed;  // title: the matter; column: the department
    std::string department;
    std::string target;  // for whom
    std::vector<std::string> conditions;
    std::vector<Material> materials;
    std::vector<std::string> steps;
    int promised_days = 0;  // working days; 0: not stated
    int statutory_days = 0;
    int visits = 0;   // how often one must come; 0: none needed
    std::string fee;  // 不收费
    std::string basis;
    std::string phone;
    std::string place;      // where it is handled
    std::string form_json;  // see sync/rules/form.h; empty: no form
};
Result<Service> service_of(const Json& body);

// --- listing: goods, supply, demand
struct Listing {
    Placed placed;
    std::string price;    // 每斤8元, or 面议
    std::string text;     // md
    std::string contact;  // 村民老周 · 一组
    std::string phone;
    std::vector<BlobRef> pictures;
};
Result<Listing> listing_of(const Json& body);

// --- diary: an entry of the secretary's diary
struct Diary {
    Placed placed;
    std::string author;
    std::string weather;
    std::string text;  // md
};
Result<Diary> diary_of(const Json& body);

// --- survey: departments' year of work, then five grades
struct RatedDepartment {
    std::string id;
    std::string name;
    std::string work;  // md: what it did
};

struct Survey {
    Placed placed;
    int year = 0;
    std::vector<RatedDepartment> departments;
    std::vector<std::string> grades;   // five, best first
    std::vector<std::string> reasons;  // offered for the two lowest
};
Result<Survey> survey_of(const Json& body);

// --- place: every town and village of the county. Document id "places".
struct Village {
    std::string code;                        // 12 digits
    std::string name;                        // 滴水村
    std::string kind;                        // village | community
    std::vector<std::string> formerly = {};  // codes of the villages that became part of it
};

struct Town {
    std::string code;  // 9 digits
    std::string name;
    std::vector<Village> villages;
    std::vector<std::string> formerly = {};  // codes of the towns that became part of it
};

struct Places {
    std::string county;  // 广汉市
    std::vector<Town> towns;
};
Result<Places> places_of(const Json& body);

// --- policy: what a county decided. Document id "policy-<id>".
struct Policy {
    std::string id;
    std::string name;
    std::string text;  // md, or empty
};
Result<Policy> policy_of(const Json& body);

// --- calendar: days off and days worked in exchange. Document id "calendar-<year>". Whether
// the days can be so is judged by sync/rules/holidays.h.
struct CalendarYear {
    int year = 0;
    std::string source;             // who announced it
    std::vector<std::string> off;   // dates
    std::vector<std::string> work;  // dates
};
Result<CalendarYear> calendar_year_of(const Json& body);

// --- spoken_words: what people of this county call things, and what books call them, for the
// search. Document id "spoken-words".
struct SpokenWord {
    std::string say;                 // 打田机
    std::vector<std::string> means;  // 微耕机, 旋耕机
};

struct SpokenWords {
    std::vector<std::string> fillers;  // 咋个, 啥子: what says nothing about the thing meant
    std::vector<SpokenWord> words;
};
Result<SpokenWords> spoken_words_of(const Json& body);

// --- release: a version of the programs. Release channel.
struct SoftwareRelease {
    std::string version;
    std::string date;
    std::string notes;
};
Result<SoftwareRelease> software_release_of(const Json& body);

// --- settings: keys and times. Document id "settings", county channel only.
struct NamedKey {
    std::string id;          // key_id_of(public_key)
    std::string to;          // seal keys: county, town, discipline; receipt keys: receipt
    std::string public_key;  // 32 bytes
};

struct Settings {
    std::vector<NamedKey> receipt_keys;
    std::vector<NamedKey> seal_keys;
    int poll_s = 300;
    int heartbeat_s = 21'600;
    int idle_warn_s = 45;
    int idle_wipe_s = 65;
    std::string help_phone;  // 叫人帮忙
    std::string help_text;
    std::string help_hours;  // when somebody is there: 周一到周五 9:00到17:00; or empty
};
Result<Settings> settings_of(const Json& body);

}  // namespace hall
