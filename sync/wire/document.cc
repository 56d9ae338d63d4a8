#include "sync/wire/document.h"

#include <algorithm>

#include "sync/core/ascii.h"
#include "sync/core/check.h"
#include "sync/core/clock.h"

namespace hall {

namespace {

constexpr std::size_t id_bytes_max = 80;
constexpr std::size_t type_bytes_max = 40;
constexpr std::size_t town_digits = 9;
constexpr std::size_t village_digits = 12;
constexpr std::string_view town_prefix = "town-";
constexpr std::string_view village_prefix = "village-";

bool is_type(std::string_view text) {
    return !text.empty() && text.size() <= type_bytes_max &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
           });
}

bool is_town_channel(std::string_view channel) {
    return channel.starts_with(town_prefix) &&
           is_digits(channel.substr(town_prefix.size()), town_digits);
}

bool is_village_channel(std::string_view channel) {
    return channel.starts_with(village_prefix) &&
           is_digits(channel.substr(village_prefix.size()), village_digits);
}

// Quoted as JSON writes it. Ids, types and times need no escapes.
std::string in_quotes(std::string_view text) {
    const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\';
    });
    return plain ? '"' + std::string(text) + '"' : json_line(std::string(text));
}

// A line is its head, its body and its tail; members stand in the order of their names.
std::string line_head(const Document& document) {
    std::string head = "{";
    if (!document.at.empty()) head += "\"at\":" + in_quotes(document.at) + ',';
    return head + (document.gone ? "\"gone\":true" : "\"body\":");
}

std::string line_tail(const Document& document) {
    std::string tail = ",\"id\":" + in_quotes(document.id);
    tail += ",\"rev\":" + std::to_string(document.rev);
    if (!document.gone) tail += ",\"type\":" + in_quotes(document.type);
    return tail + '}';
}

Result<Document> document_of(Json json) {
    Document document;
    document.id = TRY(string_member(json, "id"));
    if (!is_document_id(document.id)) return Error(Errc::corrupt, "\"id\" is no document's id");
    document.rev = TRY(integer_member(json, "rev"));
    if (document.rev < 1) return Error(Errc::corrupt, document.id + ": \"rev\" is less than 1");
    document.gone = bool_or(json, "gone", false);
    document.at = string_or(json, "at");
    if (document.gone) {
        document.body = Json::object();
    } else {
        document.type = TRY_IN(document.id, string_member(json, "type"));
        if (!is_type(document.type)) {
            return Error(Errc::corrupt, document.id + ": \"type\" is no type's name");
        }
        TRY_IN(document.id, member(json, "body"));
        document.body = std::move(json["body"]);
        if (!document.body.is_object()) {
            return Error(Errc::corrupt, document.id + ": \"body\" is no object");
        }
    }
    if (!document.gone || !document.at.empty()) TRY_IN(document.id, parse_utc_ms(document.at));
    return document;
}

}  // namespace

Result<Document> parse_document(std::string_view line) {
    return document_of(TRY(parse_json(line, {.bytes_max = document_bytes_max})));
}

Result<DocumentLine> read_document_line(std::string_view line, JsonParser& parser) {
    Json json = TRY(parser.parse(line, {.bytes_max = document_bytes_max}));
    const std::size_t members = json.size();
    DocumentLine read{.document = TRY(document_of(std::move(json))), .body = {}};
    const Document& document = read.document;
    // With these five members, each once, what stands between head and tail is the body.
    if (document.gone || document.at.empty() || members != 5) return read;
    const std::string head = line_head(document);
    const std::string tail = line_tail(document);
    if (line.size() < head.size() + tail.size() || !line.starts_with(head) ||
        !line.ends_with(tail)) {
        return read;
    }
    read.body = line.substr(head.size(), line.size() - head.size() - tail.size());
    return read;
}

std::string line_of(const Document& document) {
    return line_of(document, document.gone ? std::string() : json_line(document.body));
}

std::string line_of(const Document& document, std::string_view body) {
    return line_head(document).append(body) + line_tail(document);
}

bool is_document_id(std::string_view id) {
    return !id.empty() && id.size() <= id_bytes_max &&
           std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                      c == '-';
           });
}

bool is_channel(std::string_view channel) {
    return channel == "county" || channel == "release" || is_town_channel(channel) ||
           is_village_channel(channel);
}

std::string town_channel(std::string_view town_code) {
    return std::string(town_prefix).append(town_code);
}

std::string village_channel(std::string_view village_code) {
    return std::string(village_prefix).append(village_code);
}

std::string target_folder_of(std::string_view channel) {
    CHECK(is_channel(channel));
    if (is_town_channel(channel)) {
        return "town/" + std::string(channel.substr(town_prefix.size()));
    }
    if (is_village_channel(channel)) {
        return "village/" + std::string(channel.substr(village_prefix.size()));
    }
    return std::string(channel);
}

}  // namespace hall
