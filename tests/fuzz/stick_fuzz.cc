// What lies on a stick, as an untrusted peer may have named and written it: file names, and batches
// as they come and under a signature that is good.

#include "sync/wire/stick.h"

#include "sync/core/json.h"
#include "sync/wire/published_names.h"
#include "sync/wire/signed_statement.h"
#include "tests/fuzz/fixed.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

// Nothing that is taken for a name may lead out of its folder.
void hold_name(std::string_view name) {
    const auto stays_inside = [](std::string_view text) {
        return !text.empty() && text.find("..") != 0 && text[0] != '/' &&
               text.find('\0') == std::string_view::npos && text.find('\\') == text.npos;
    };
    if (const std::optional<BatchSpan> span = batch_span_of(name)) {
        CHECK(span->epoch >= 1 && span->from >= 1 && span->to >= span->from);
        constexpr std::size_t span_characters = 33;  // all but the mark
        CHECK(name.starts_with(batch_name(*span).substr(0, span_characters)));
        CHECK(name.size() == batch_name(*span).size());
    }
    if (is_stick_kiosk(name)) {
        CHECK(stays_inside(name) && name.size() <= 64 && name.find('/') == name.npos);
    }
    if (is_village_code(name)) CHECK(name.size() == 12 && stays_inside(name));
    if (is_target_path(name)) {
        CHECK(stays_inside(name));
        CHECK(name.find("/.") == name.npos && name.find("//") == name.npos);
    }
    if (const std::string_view role = role_in_metadata_name(name); !role.empty()) {
        CHECK(stays_inside(name) && name.find('/') == name.npos);
        CHECK(name.ends_with(std::string(role) + ".json"));
    }
}

void hold_batch(std::string_view bytes) {
    const auto key_of = [](std::string_view) -> Result<std::string> {
        return fuzz::county_key().public_key();
    };
    const Result<OpenedBatch> opened = open_batch(bytes, key_of);
    if (!opened.ok()) return;
    CHECK(is_stick_kiosk(opened.value().head.kiosk));
    CHECK(bytes.ends_with(opened.value().box));
    const auto nobody = [](std::string_view) -> Result<std::string> {
        return Error(Errc::not_found, "no such kiosk");
    };
    CHECK(!open_batch(bytes, nobody).ok());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view input = fuzz::text_of(bytes, size);
    hold_name(input);
    hold_batch(input);
    const std::size_t end = input.find('\n');
    const Result<Json> note = parse_json(input.substr(0, end), {.bytes_max = 4096});
    if (!note.ok() || !note.value().is_object() || !canonical_json(note.value()).ok()) return 0;
    std::string batch = signed_statement("batch", note.value(), fuzz::county_key());
    if (end != std::string_view::npos) batch.append(input.substr(end));
    hold_batch(batch);
    return 0;
}
