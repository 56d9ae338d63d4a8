#include "sync/wire/document.h"

#include <algorithm>

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

bool is_digits(std::string_view text, std::size_t count) {
    return text.size() == count &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

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

}  // namespace

Result<Document> parse_document(std::string_view line) {
    const Json json = TRY(parse_json(line, {.bytes_max = document_bytes_max}));
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
        const Json* body = TRY_IN(document.id, member(json, "body"));
        if (!body->is_object()) {
            return Error(Errc::corrupt, document.id + ": \"body\" is no object");
        }
        document.body = *body;
    }
    if (!document.gone || !document.at.empty()) TRY_IN(document.id, parse_utc_ms(document.at));
    return document;
}

std::string line_of(const Document& document) {
    Json json = {{"id", document.id}, {"rev", document.rev}};
    if (!document.at.empty()) json["at"] = document.at;
    if (document.gone) {
        json["gone"] = true;
    } else {
        json["type"] = document.type;
        json["body"] = document.body;
    }
    return json_line(json);
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
