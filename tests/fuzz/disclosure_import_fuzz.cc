// A village's table as one of each kind: what could be published makes a disclosure that the
// rules accept, and all that is said is text.

#include "sync/core/assets.h"
#include "sync/core/json.h"
#include "sync/core/utf8.h"
#include "sync/rules/disclosure.h"
#include "sync/rules/disclosure/disclosure_body.h"
#include "sync/sheets/csv_reader.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

const DisclosureKinds& kinds() {
    static const DisclosureKinds all = [] {
        DiskFiles files;
        return DisclosureKinds::load(files, Path(HALL_SOURCE_DIR "/assets")).value();
    }();
    return all;
}

}  // namespace

// Its first text is a kind's id; any other text stands for some kind.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    std::string_view input = fuzz::text_of(bytes, size);
    const std::string_view id = fuzz::take_text(input);
    const DisclosureKind* kind = kinds().find(id);
    if (!kind) kind = &kinds().all()[id.size() % kinds().all().size()];
    const Workbook book =
        read_csv(input, {.bytes_max = 1 << 18, .rows_max = 500, .columns_max = 64});
    const DisclosurePreview preview =
        preview_disclosure(book, *kind, {.sheet = {}, .today = {2026, 11, 23}});
    for (const Finding& finding : preview.findings) {
        CHECK(!finding.code.empty() && !finding.place.empty());
        CHECK(is_utf8(text_of(finding)));
    }
    for (const std::string& sentence : preview.reading.understood) CHECK(is_utf8(sentence));
    BodyPlace place{.board = "a", .column = "b", .title = "c", .date = "2026-11-23"};
    place.period = {"quarter", 2026, 1};
    const Result<Json> body = disclosure_body(preview, *kind, place);
    CHECK(body.ok() == preview.can_be_published());
    if (!body.ok()) return 0;
    const Result<Disclosure> read = disclosure_of(body.value());
    CHECK(read.ok());
    CHECK(check_disclosure(read.value()).ok());
    return 0;
}
