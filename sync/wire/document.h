// Document: one piece of content, as a line of a segment carries it.
//
//     {"id":"…","type":"article","rev":7,"at":"2026-11-23T09:00:00Z","body":{…}}
//     {"id":"…","rev":8,"gone":true}

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/json.h"
#include "sync/core/result.h"

namespace hall {

struct Document {
    std::string id;        // 1 to 80 of [a-z0-9._-]; unique within its channel
    std::string type;      // empty when gone
    std::int64_t rev = 1;  // rises with every change, never falls
    std::string at;        // when it was published, UTC
    bool gone = false;     // withdrawn: the id stays taken
    Json body;             // object; unknown members are kept
};

inline constexpr std::size_t document_bytes_max = std::size_t{1} << 20;

// Fails with `corrupt`, and says which member.
Result<Document> parse_document(std::string_view line);

// The same for many lines in a row, with the bytes of the body as they stand in the line;
// `line` must outlive them. They are empty if the line is not written as line_of()
// writes: then json_line(document.body) says the same.
struct DocumentLine {
    Document document;
    std::string_view body;
};
Result<DocumentLine> read_document_line(std::string_view line, JsonParser& parser);

// One line without the line break.
std::string line_of(const Document& document);

// The same, with the body as it is written already.
std::string line_of(const Document& document, std::string_view body);

// True if the text can be a document's id.
bool is_document_id(std::string_view id);

// --- Channels

// "county", "town-510681113", "village-510681113205", "release": the name of the TUF
// role that signs the channel.
bool is_channel(std::string_view channel);
std::string town_channel(std::string_view town_code);        // 9 digits
std::string village_channel(std::string_view village_code);  // 12 digits

// The folder of the channel's targets: "county", "town/510681113", …
// REQUIRES: is_channel(channel).
std::string target_folder_of(std::string_view channel);

}  // namespace hall
