// What seeds and entries must agree on: keys and names that are the same in every run.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/wire/content.h"
#include "sync/wire/document.h"
#include "sync/wire/http_signature.h"
#include "sync/wire/seal.h"
#include "sync/wire/signature.h"

namespace hall::fuzz {

inline constexpr std::string_view event_id = "0197a3c4-1111-7222-8333-444455556666";
inline constexpr std::string_view village = "510681113205";

// Signs receipts, replies and metadata; and how kiosks know it.
const SigningKey& county_key();
const std::vector<NamedKey>& county_keys();

// What events are sealed to.
const BoxKey& county_box();

// The lines that the seeds' patch was made against.
const std::string& patch_base();
std::vector<Document> documents(std::int64_t rev);

// A request of the kiosk "kiosk-7" whose key is the county's, and its honest headers.
const RequestToSign& request();
const SignedHeaders& request_headers();

}  // namespace hall::fuzz
