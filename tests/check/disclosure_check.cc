#include "tests/check/disclosure_check.h"

#include <iostream>
#include <optional>

#include "sync/core/assets.h"
#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/json.h"
#include "sync/rules/disclosure/preview.h"
#include "sync/sheets/sheet_reader.h"
#include "tests/check/exit_codes.h"

namespace hall::check {

namespace {

struct DisclosureOptions {
    std::string file;
    std::string kind;
    std::string sheet;
};

std::optional<DisclosureOptions> disclosure_options(const std::vector<std::string>& arguments) {
    DisclosureOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (argument == "--kind" || argument == "--sheet") {
            if (++i == arguments.size()) return std::nullopt;
            (argument == "--kind" ? options.kind : options.sheet) = arguments[i];
        } else if (argument.starts_with("--") || !options.file.empty()) {
            return std::nullopt;
        } else {
            options.file = argument;
        }
    }
    if (options.file.empty() || options.kind.empty()) return std::nullopt;
    return options;
}

Json json_of(const DisclosurePreview& preview) {
    Json sums = Json::object();
    const auto put = [&](const char* name, const std::optional<Fen>& sum) {
        if (sum) sums[name] = *sum;
    };
    put("opening", preview.sums.opening);
    put("income", preview.sums.income);
    put("spending", preview.sums.spending);
    put("closing", preview.sums.closing);
    Json findings = Json::array();
    for (const Finding& finding : preview.findings) {
        findings.push_back({{"line", finding.row.value_or(0)},
                            {"code", finding.code},
                            {"severity", finding.severity == Severity::refuse ? "refuse" : "warn"},
                            {"text", text_of(finding)}});
    }
    return {{"rows", preview.entries},
            {"sums", std::move(sums)},
            {"understood", preview.reading.understood},
            {"findings", std::move(findings)}};
}

}  // namespace

int disclosure(const std::vector<std::string>& arguments) {
    const std::optional<DisclosureOptions> options = disclosure_options(arguments);
    if (!options) return wrong_use;
    DiskFiles files;
    const Result<DisclosureKinds> kinds = DisclosureKinds::load(files, assets_folder());
    if (!kinds.ok()) return fail(kinds.error());
    const DisclosureKind* kind = kinds.value().find(options->kind);
    if (!kind) return fail(Error(Errc::not_found, "no kind of disclosure " + options->kind));
    const SheetLimits limits;
    const Result<std::string> bytes = files.read(Path(options->file), limits.bytes_max * 2);
    if (!bytes.ok()) return fail(bytes.error());
    const Workbook book = read_workbook(bytes.value(), limits);
    const SystemClock clock;
    const DisclosurePreview preview = preview_disclosure(
        book, *kind, {.sheet = options->sheet, .today = date_at(clock.wall_ms())});
    std::cout << json_line(json_of(preview)) << "\n";
    return preview.can_be_published() ? 0 : 1;
}

}  // namespace hall::check
