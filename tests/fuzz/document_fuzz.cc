// A line of a segment: the envelope, and then the body as every reader and the index sees it.

#include "sync/wire/document.h"

#include "sync/edge/content/document_text.h"
#include "sync/wire/blob.h"
#include "sync/wire/content.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

// Every reader, whatever the type says: a board may be read as a survey by mistake.
void read_all(const Json& body) {
    (void)board_of(body);
    (void)placed_of(body);
    (void)article_of(body);
    (void)disclosure_of(body);
    (void)question_of(body);
    (void)service_of(body);
    (void)listing_of(body);
    (void)diary_of(body);
    (void)survey_of(body);
    (void)places_of(body);
    (void)settings_of(body);
}

// What names a blob says of it is said the same way again.
void hold_blobs(const Json& body) {
    for (const BlobRef& blob : blobs_in(body)) {
        CHECK(is_blob_name(blob.sha256));
        const Result<BlobRef> again = blob_ref_of(json_of(blob));
        CHECK(again.ok());
        CHECK(json_of(again.value()) == json_of(blob));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const Result<Document> document = parse_document(fuzz::text_of(bytes, size));
    if (!document.ok()) return 0;
    CHECK(is_document_id(document.value().id));
    CHECK(document.value().rev >= 1);
    CHECK(document.value().gone || document.value().body.is_object());
    const std::string line = line_of(document.value());
    CHECK(line.find('\n') == std::string::npos);
    const Result<Document> again = parse_document(line);
    CHECK(again.ok());
    CHECK(line_of(again.value()) == line);
    const bool readable = check_readable(document.value()).ok();
    CHECK(readable == check_readable(again.value()).ok());
    // The index is emptied by computing the same text once more.
    CHECK(search_text_of(document.value()).text == search_text_of(again.value()).text);
    CHECK(list_entry_of(document.value()).title == list_entry_of(again.value()).title);
    read_all(document.value().body);
    hold_blobs(document.value().body);
    return 0;
}
