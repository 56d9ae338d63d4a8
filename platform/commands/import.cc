#include <algorithm>
#include <map>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "platform/commands/import_articles.h"
#include "platform/commands/import_blob.h"
#include "platform/commands/import_text.h"
#include "platform/commands/refusal_text.h"
#include "platform/publish/table_change.h"
#include "sync/core/utf8.h"
#include "sync/wire/document_types.h"

namespace hall::platform {

namespace {

constexpr std::uint64_t file_bytes_max = std::uint64_t{512} << 20;
constexpr std::size_t refusals_shown_max = 20;
constexpr OptionName import_options[] = {
    {"--data"},        {"--channel"}, {"--column"}, {"--skip-bad", false},
    {"--keep", false}, {"--assets"},  {"--mime"},   {"--privacy-reviewed"}};

// What a line of the file becomes; the file's kind decides.
using Reader = std::function<Result<ReadLine>(const Json&)>;

struct Import {
    std::string channel;
    std::string text;
    bool skip_bad = false;
};

// The lines that say the same of what was left out of them.
struct DeliveryCount {
    std::size_t first = 0;
    std::size_t lines = 0;
};

struct Imported {
    std::size_t lines = 0;
    std::size_t kept = 0;
    std::size_t same = 0;
    std::size_t due_changed = 0;  // requests whose promised day is another one now
    std::vector<std::string> refusals;
    std::map<std::string, DeliveryCount> notes;
    std::map<std::string, std::size_t> ids;  // and the line in which each stood first
};

void note(Imported& done, std::size_t number, const std::string& text) {
    DeliveryCount& count = done.notes[text];
    if (count.lines++ == 0) count.first = number;
}

std::string refusal_text(std::size_t number, const Json& json, const Error& error) {
    const std::string id = string_or(json, "id");
    std::string reason = refusal_reason(error);
    if (!id.empty() && reason.starts_with(id + ": ")) reason.erase(0, id.size() + 2);
    return "第" + std::to_string(number) + "行" + (id.empty() ? "" : "（" + id + "）") + "：" +
           reason;
}

Result<void> import_line(Store& store, const DocumentCheck& check, const Import& import,
                         const ReadLine& read, std::size_t number, Imported& done) {
    const Document& document = read.document;
    const auto [first, is_new] = done.ids.emplace(document.id, number);
    if (!is_new) {
        return Error(Errc::refused, "编号和第" + std::to_string(first->second) +
                                        "行的一样，后面的会盖掉前面的。请只留一行，或者换一个编号");
    }
    TRY(check.check(import.channel, document));
    if (!TRY(keep_document(store, import.channel, document))) {
        ++done.same;
        return {};
    }
    ++done.kept;
    for (const std::string& text : read.notes) note(done, number, text);
    if (!is_of_type(document, DocumentType::disclosure)) return {};
    const Document kept =
        TRY(store.documents().newest({.channel = import.channel, .id = document.id}));
    if (const std::size_t fallen = countersigns_fallen(kept.body); fallen > 0) {
        note(done, number,
             "表改过以后，从前的" + std::to_string(fallen) +
                 "条签字不再算数。请他们看过新表重新签，在 countersigned 里另加一条，写上新的日期");
    }
    return {};
}

Result<Json> json_of_line(const ImportLine& line) {
    if (!is_utf8(line.text)) {
        return Error(Errc::refused, "有读不出来的字（不是UTF-8），请改好这一行");
    }
    Result<Json> json = parse_json(line.text);
    // Too long or too deep is the line's fault, not the machine's.
    if (!json.ok()) return Error(Errc::corrupt, json.error().message());
    return json;
}

// True if the line itself is at fault, and not the store under it.
bool is_refusal(const Error& error) {
    return error.code() == Errc::refused || error.code() == Errc::corrupt;
}

Result<Imported> import_lines(Store& store, const DocumentCheck& check, const Import& import,
                              const Reader& reader) {
    TRY(store.documents().version(import.channel));
    Imported done;
    for (const ImportLine& line : import_lines_of(import.text)) {
        ++done.lines;
        const Result<Json> json = json_of_line(line);
        const Result<ReadLine> read =
            json.ok() ? reader(json.value()) : Result<ReadLine>(json.error());
        // What a refused line changed before it was refused is taken back alone.
        TRY(store.set_savepoint());
        const Result<void> kept =
            read.ok() ? import_line(store, check, import, read.value(), line.number, done)
                      : Result<void>(read.error());
        TRY(kept.ok() ? store.release_savepoint() : store.roll_back_to_savepoint());
        if (kept.ok()) continue;
        if (!is_refusal(kept.error())) return kept.error();
        done.refusals.push_back(
            refusal_text(line.number, json.ok() ? json.value() : Json(), kept.error()));
    }
    return done;
}

std::string notes_text(const Imported& done) {
    std::string text;
    for (const auto& [what, count] : done.notes) {
        text += "第" + std::to_string(count.first) + "行" +
                (count.lines > 1 ? "等" + std::to_string(count.lines) + "行" : "") + "：" + what +
                '\n';
    }
    return text;
}

std::string refusals_text(const std::vector<std::string>& refusals) {
    std::string text;
    for (std::size_t i = 0; i < std::min(refusals.size(), refusals_shown_max); ++i) {
        text += refusals[i] + '\n';
    }
    if (refusals.size() > refusals_shown_max) {
        text += "……一共" + std::to_string(refusals.size()) + "行不合格\n";
    }
    return text;
}

CommandResult publish_after(Platform& platform, const Import& import, const Imported& done) {
    CommandResult result;
    result.out =
        "导入" + std::to_string(done.kept) + "篇，没有变化" + std::to_string(done.same) + "篇\n";
    if (done.due_changed > 0) {
        result.out +=
            "放假安排变了，" + std::to_string(done.due_changed) + "件没办完的重新算了期限\n";
    }
    result.err = refusals_text(done.refusals) + notes_text(done);
    const Result<std::vector<Publication>> published =
        platform.publisher().publish(platform.executor(), import.channel);
    if (!published.ok()) return failure(plain_text(published.error()));
    for (const Publication& publication : published.value()) {
        result.out += "已发布：" + text_of(publication) + '\n';
    }
    return result;
}

}  // namespace

CommandResult run_import(Platform& platform, const CountyCommand& command) {
    const Result<Arguments> parsed =
        Arguments::parse(std::span(command.words).subspan(1), import_options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const Arguments& arguments = parsed.value();
    if (arguments.words().size() != 2) return wrong_use(usage_of("import"));
    const std::string& kind = arguments.words()[0];
    if (kind == "blob") return import_blob(platform, command.here, arguments);
    if (kind != "articles" && kind != "documents") return wrong_use(usage_of("import"));
    const Result<std::string> channel = arguments.value("--channel");
    if (!channel.ok()) return wrong_use(channel.error().message());
    const Result<std::string> privacy_reason = privacy_reason_of(arguments);
    if (!privacy_reason.ok()) return wrong_use(privacy_reason.error().message());
    if (kind == "articles" && !arguments.has("--column")) {
        return wrong_use("请用 --column 写明栏目，例如 农技指导/植保");
    }
    Files& files = platform.dependencies().files;
    Result<std::string> text = files.read(command.here / arguments.words()[1], file_bytes_max);
    if (!text.ok()) return failure(plain_text(text.error()));
    Result<ImportText> plain = import_text_of(std::move(text).value());
    if (!plain.ok()) return failure(plain_text(plain.error()));
    const std::string said = plain.value().said.empty() ? "" : plain.value().said + '\n';
    const Import import{channel.value(), std::move(plain).value().text,
                        arguments.has("--skip-bad")};
    const std::int64_t now_ms = platform.dependencies().clock.wall_ms();
    Imported done;
    const Result<void> kept = platform.executor().run([&](Store& store) -> Result<void> {
        DocumentCheck check = TRY(DocumentCheck::load(store, platform.schemas()));
        check.accept_personal_data(privacy_reason.value());
        Placement place;
        if (kind == "articles") {
            place = TRY(check.find_column(arguments.value_or("--column", {})));
        }
        const Reader reader = [&](const Json& line) {
            return kind == "articles" ? article_from(line, place, now_ms)
                                      : document_from(line, now_ms);
        };
        done = TRY(import_lines(store, check, import, reader));
        if (done.lines == 0) return Error(Errc::refused, "文件里一行内容也没有，什么也没有导入");
        if (!done.refusals.empty() && !import.skip_bad) {
            return Error(Errc::refused, "有不合格的行，什么也没有导入");
        }
        done.due_changed = TRY(platform.desk().take_calendar(store));
        return {};
    });
    if (!kept.ok()) return failure(said + refusals_text(done.refusals) + plain_text(kept.error()));
    if (arguments.has("--keep")) {
        return {.out = "存下" + std::to_string(done.kept) + "篇，还没有发布\n",
                .err = said + refusals_text(done.refusals) + notes_text(done)};
    }
    CommandResult result = publish_after(platform, import, done);
    result.err = said + result.err;
    return result;
}

CommandResult run_publish(Platform& platform, const CountyCommand& command) {
    constexpr OptionName publish_options[] = {{"--data"}, {"--channel"}, {"--assets"}};
    const Result<Arguments> parsed =
        Arguments::parse(std::span(command.words).subspan(1), publish_options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    std::optional<std::string> channel;
    if (parsed.value().has("--channel")) channel = parsed.value().value_or("--channel", {});
    const Result<std::vector<Publication>> published =
        platform.publisher().publish(platform.executor(), channel);
    if (!published.ok()) return failure(plain_text(published.error()));
    CommandResult result;
    for (const Publication& publication : published.value()) {
        result.out += "已发布：" + text_of(publication) + '\n';
    }
    if (published.value().empty()) result.out = "没有等着发布的内容\n";
    return result;
}

std::string text_of(const Publication& publication) {
    return publication.channel + " 第" + std::to_string(publication.version) + "版，" +
           std::to_string(publication.documents) + "篇，" + std::to_string(publication.bytes) +
           "字节" + (publication.base ? "（新的整份）" : "");
}

}  // namespace hall::platform
