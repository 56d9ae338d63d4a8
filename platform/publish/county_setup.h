// Founding a county: its keys, its places, its accounts, its first content and first
// signatures. Done once, into an empty folder.

#pragma once

#include <string>
#include <vector>

#include "platform/publish/demo_content.h"
#include "platform/publish/key_store.h"
#include "platform/publish/publisher.h"
#include "platform/store/store.h"
#include "sync/core/random.h"
#include "sync/core/result.h"
#include "sync/rules/schema.h"

namespace hall::platform {

// Makes every key a county needs: root, targets, snapshot, timestamp, county, release,
// one a town and a village, the receipt key and the seal keys. A real county makes only
// those that may be online; the others are made by their holders, on sticks.
enum class CountyKeys { all, online };
Result<void> make_county_keys(const KeyStore& keys, const Places& places, Random& random,
                              CountyKeys wanted = CountyKeys::all);

struct CountyContent {
    Places places;
    std::vector<ContentFile> files;
    std::string help_phone;
    std::string help_hours;
    std::string help_text;
    std::string at;              // when places and settings were published, UTC
    std::string privacy_reason;  // DocumentCheck::accept_personal_data
};

// Keeps channels, places, settings and the content, each document checked. Part of a
// store's transaction. Fails with `refused` and a sentence in Chinese that names file
// and document.
Result<void> keep_county_content(Store& store, const KeyStore& keys, const DocumentSchemas& schemas,
                                 const CountyContent& content);

}  // namespace hall::platform
