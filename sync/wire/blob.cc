#include "sync/wire/blob.h"

#include <algorithm>

#include "sync/wire/body_reader.h"

namespace hall {

namespace {

void add_blobs(const Json& value, std::vector<BlobRef>& found) {
    if (!value.is_structured()) return;
    if (value.is_object() && value.contains("sha256")) {
        Result<BlobRef> blob = blob_ref_of(value);
        const auto same = [&](const BlobRef& known) {
            return known.sha256 == blob.value().sha256 && known.bytes == blob.value().bytes;
        };
        if (blob.ok() && std::none_of(found.begin(), found.end(), same)) {
            found.push_back(std::move(blob).value());
        }
    }
    for (const Json& element : value) add_blobs(element, found);
}

}  // namespace

Result<BlobRef> blob_ref_of(const Json& json) {
    BodyReader reader(json);
    BlobRef blob;
    blob.sha256 = reader.text("sha256");
    blob.mime = reader.text("mime");
    blob.caption = reader.text_or("caption");
    blob.width = reader.integer_or("width", 0);
    blob.height = reader.integer_or("height", 0);
    const Result<std::int64_t> bytes = integer_member(json, "bytes");
    if (!bytes.ok() || bytes.value() < 0) reader.fail("bytes", "is no number of bytes");
    blob.bytes = bytes.ok() ? bytes.value() : 0;
    if (!is_blob_name(blob.sha256)) reader.fail("sha256", "is not 32 bytes in lower case");
    return reader.finish(std::move(blob));
}

Json json_of(const BlobRef& blob) {
    Json json = {{"sha256", blob.sha256}, {"bytes", blob.bytes}, {"mime", blob.mime}};
    if (!blob.caption.empty()) json["caption"] = blob.caption;
    if (blob.width > 0 && blob.height > 0) {
        json["width"] = blob.width;
        json["height"] = blob.height;
    }
    return json;
}

std::vector<BlobRef> blobs_in(const Json& body) {
    std::vector<BlobRef> found;
    add_blobs(body, found);
    return found;
}

bool is_blob_name(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string blob_path(std::string_view sha256) {
    return "/tuf/blobs/" + std::string(sha256);
}

}  // namespace hall
