#include <algorithm>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "sync/core/encoding.h"
#include "sync/core/plain_text.h"
#include "sync/core/utf8.h"
#include "sync/wire/blob.h"

namespace hall {

namespace {

constexpr std::uint64_t file_bytes_max = std::uint64_t{512} << 20;
constexpr std::size_t refusals_shown_max = 20;
constexpr OptionName options[] = {
    {"--data"},        {"--channel"}, {"--column"}, {"--skip-bad", false},
    {"--keep", false}, {"--assets"},  {"--mime"},   {"--privacy-reviewed"}};

struct Line {
    std::size_t number = 0;
    Json json;
};

// What a line of the file becomes; the file's kind decides.
using Reader = std::function<Result<Document>(const Json&)>;

struct Import {
    std::string channel;
    std::string text;
    bool skip_bad = false;
};

struct Imported {
    std::size_t lines = 0;
    std::size_t kept = 0;
    std::size_t same = 0;
    std::size_t due_changed = 0;  // requests whose promised day is another one now
    std::vector<std::string> refusals;
};

// A document's id out of anybody's: the same one always gives the same, and two that
// differ stay different.
std::string safe_id(const std::string& id) {
    constexpr std::size_t characters_max = 50;
    std::string safe;
    for (const char c : id.substr(0, characters_max)) {
        const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') ||
                           lower == '.' || lower == '-' || lower == '_';
        safe.push_back(plain ? lower : '-');
    }
    if (safe != id) safe += '-' + sha256_hex(id).substr(0, 12);
    return "import-" + safe;
}

Result<Document> article_from(const Json& line, const Placement& place, std::int64_t now_ms) {
    constexpr std::size_t title_characters_max = 200;
    constexpr std::size_t source_characters_max = 100;
    Document document{.type = "article", .at = utc_text(now_ms)};
    const Json* id = TRY(member(line, "id"));
    document.id = safe_id(id->is_string() ? id->get<std::string>() : json_line(*id));
    const std::string title = TRY(string_member(line, "title"));
    const std::string text = TRY(string_member(line, "body"));
    document.body = {{"board", place.board},
                     {"column", place.column},
                     {"title", std::string(prefix_of(title, title_characters_max))},
                     {"date", string_or(line, "date", date_text(date_at(now_ms)))},
                     {"text", paragraphs_of_plain_text(text)}};
    const std::string source = string_or(line, "source");
    if (!source.empty()) {
        document.body["source"] = std::string(prefix_of(source, source_characters_max));
    }
    return document;
}

Result<Document> document_from(const Json& line, std::int64_t now_ms) {
    Json whole = line;
    whole["rev"] = 1;  // the store numbers revisions
    if (!whole.contains("at")) whole["at"] = utc_text(now_ms);
    return parse_document(json_line(whole));
}

std::string refusal_text(std::size_t number, const Json& json, const Error& error) {
    const std::string id = string_or(json, "id");
    return "第" + std::to_string(number) + "行" + (id.empty() ? "" : "（" + id + "）") + "：" +
           error.message();
}

Result<void> import_line(Store& store, const DocumentCheck& check, const Import& import,
                         const Reader& reader, const Json& json, Imported& done) {
    const Document document = TRY(reader(json));
    TRY(check.check(import.channel, document));
    if (TRY(keep_document(store, import.channel, document))) {
        ++done.kept;
    } else {
        ++done.same;
    }
    return {};
}

// True if the line itself is at fault, and not the store under it.
bool is_refusal(const Error& error) {
    return error.code() == Errc::refused || error.code() == Errc::corrupt;
}

Result<Imported> import_lines(Store& store, const DocumentCheck& check, const Import& import,
                              const Reader& reader) {
    TRY(store.documents().version(import.channel));
    Imported done;
    std::string_view rest = import.text;
    for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (line.empty()) continue;
        ++done.lines;
        Result<Json> json = parse_json(line);
        const Result<void> kept =
            json.ok() ? import_line(store, check, import, reader, json.value(), done)
                      : Result<void>(Error(Errc::corrupt, "不是一行JSON"));
        if (kept.ok()) continue;
        if (!is_refusal(kept.error())) return kept.error();
        done.refusals.push_back(
            refusal_text(number, json.ok() ? json.value() : Json(), kept.error()));
    }
    return done;
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
    result.err = refusals_text(done.refusals);
    const Result<std::vector<Publication>> published =
        platform.publisher().publish(platform.gate(), import.channel);
    if (!published.ok()) return failure(plain_text(published.error()));
    for (const Publication& publication : published.value()) {
        result.out += "已发布：" + text_of(publication) + '\n';
    }
    return result;
}

// A blob needs no publishing: it comes to whoever reads a document that names it.
CommandResult import_blob(Platform& platform, const CountyCommand& command,
                          const Arguments& arguments) {
    const Result<std::string> mime = arguments.value("--mime");
    if (!mime.ok()) return wrong_use(mime.error().message());
    Files& files = platform.world().files;
    const Result<std::string> bytes =
        files.read(command.here / arguments.words()[1], static_cast<std::uint64_t>(blob_bytes_max));
    if (!bytes.ok()) return failure(plain_text(bytes.error()));
    const BlobRef blob{.sha256 = sha256_hex(bytes.value()),
                       .bytes = static_cast<std::int64_t>(bytes.value().size()),
                       .mime = mime.value()};
    if (blob.mime.find('/') == std::string::npos) {
        return wrong_use("--mime 请写成 image/jpeg 这样的种类");
    }
    if (blob.bytes == 0) return failure("文件是空的，没有存下");
    const Path folder = platform.tuf().blobs();
    Result<void> kept = files.make_folder(folder);
    if (kept.ok())
        kept = files.write_durably(folder / blob.sha256, bytes.value(), FileMode::shared);
    if (!kept.ok()) return failure(plain_text(kept.error()));
    return {.out = json_line(json_of(blob)) + '\n'};
}

}  // namespace

CommandResult run_import(Platform& platform, const CountyCommand& command) {
    const Result<Arguments> parsed = Arguments::parse(std::span(command.words).subspan(1), options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const Arguments& arguments = parsed.value();
    if (arguments.words().size() != 2) return wrong_use(usage_of("import"));
    const std::string& kind = arguments.words()[0];
    if (kind == "blob") return import_blob(platform, command, arguments);
    if (kind != "articles" && kind != "documents") return wrong_use(usage_of("import"));
    const Result<std::string> channel = arguments.value("--channel");
    if (!channel.ok()) return wrong_use(channel.error().message());
    const Result<std::string> privacy_reason = privacy_reason_of(arguments);
    if (!privacy_reason.ok()) return wrong_use(privacy_reason.error().message());
    if (kind == "articles" && !arguments.has("--column")) {
        return wrong_use("请用 --column 写明栏目，例如 农技指导/植保");
    }
    Files& files = platform.world().files;
    Result<std::string> text = files.read(command.here / arguments.words()[1], file_bytes_max);
    if (!text.ok()) return failure(plain_text(text.error()));
    const Import import{channel.value(), std::move(text).value(), arguments.has("--skip-bad")};
    const std::int64_t now_ms = platform.world().clock.wall_ms();
    Imported done;
    const Result<void> kept = platform.gate().run([&](Store& store) -> Result<void> {
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
        if (!done.refusals.empty() && !import.skip_bad) {
            return Error(Errc::refused, "有不合格的行，什么也没有导入");
        }
        done.due_changed = TRY(platform.desk().take_calendar(store));
        return {};
    });
    if (!kept.ok()) return failure(refusals_text(done.refusals) + plain_text(kept.error()));
    if (arguments.has("--keep")) {
        return {.out = "存下" + std::to_string(done.kept) + "篇，还没有发布\n",
                .err = refusals_text(done.refusals)};
    }
    return publish_after(platform, import, done);
}

CommandResult run_publish(Platform& platform, const CountyCommand& command) {
    constexpr OptionName publish_options[] = {{"--data"}, {"--channel"}, {"--assets"}};
    const Result<Arguments> parsed =
        Arguments::parse(std::span(command.words).subspan(1), publish_options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    std::optional<std::string> channel;
    if (parsed.value().has("--channel")) channel = parsed.value().value_or("--channel", {});
    const Result<std::vector<Publication>> published =
        platform.publisher().publish(platform.gate(), channel);
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

}  // namespace hall
