#include "platform/stick/stick_blobs.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "platform/publish/metadata_writer.h"
#include "sync/wire/content.h"

namespace hall::platform {

namespace {

// What kiosks hold: the newest of each document, and of those that wait the one before.
Result<std::vector<Document>> published(DocumentStore& documents, const std::string& channel) {
    std::vector<Document> held = TRY(documents.all(channel));
    std::set<std::string> waiting;
    for (const Document& document : TRY(documents.waiting(channel))) waiting.insert(document.id);
    std::erase_if(held, [&](const Document& document) { return waiting.count(document.id) != 0; });
    for (Document& document : TRY(documents.shown_of_waiting(channel))) {
        held.push_back(std::move(document));
    }
    return held;
}

std::set<std::string> channels_of_villages(const std::vector<std::string>& villages) {
    std::set<std::string> channels = {"county"};
    for (const std::string& village : villages) {
        channels.insert(town_channel(town_of_village(village)));
        channels.insert(village_channel(village));
    }
    return channels;
}

}  // namespace

Result<std::vector<BlobRef>> blobs_of_villages(StoreExecutor& executor,
                                               const std::vector<std::string>& villages) {
    std::map<std::string, BlobRef> found;
    for (const std::string& channel : channels_of_villages(villages)) {
        TRY(executor.run([&](Store& store) -> Result<void> {
            for (const Document& document : TRY(published(store.documents(), channel))) {
                for (BlobRef& blob : blobs_in(document.body)) {
                    std::string sha256 = blob.sha256;
                    found.emplace(std::move(sha256), std::move(blob));
                }
            }
            return {};
        }));
    }
    std::vector<BlobRef> blobs;
    for (auto& [sha256, blob] : found) blobs.push_back(std::move(blob));
    std::stable_sort(blobs.begin(), blobs.end(),
                     [](const BlobRef& a, const BlobRef& b) { return a.bytes < b.bytes; });
    return blobs;
}

}  // namespace hall::platform
