#include "platform/publish/demo_content.h"

#include <algorithm>

#include "sync/core/number.h"

namespace hall::platform {

namespace {

constexpr std::uint64_t content_bytes_max = 16 << 20;
constexpr std::string_view morning = "T01:00:00Z";  // nine o'clock in China

// "@-3d" is -3, "@+4d" is 4; `rest` is what follows the d.
std::optional<int> days_from_today(std::string_view text, std::string_view& rest) {
    if (!text.starts_with('@')) return std::nullopt;
    const std::size_t end = text.find('d');
    if (end == std::string_view::npos || end < 2 || end > 7) return std::nullopt;
    std::string_view number = text.substr(1, end - 1);
    if (number.starts_with('+')) number.remove_prefix(1);
    if (number.starts_with('-') && text[1] == '+') return std::nullopt;
    const std::optional<int> days = parse_number<int>(number);
    if (!days) return std::nullopt;
    rest = text.substr(end + 1);
    return days;
}

// Every "{@+1d}" in a sentence as people say a day: "11月30日".
std::string with_spoken_days(std::string_view text, Date today) {
    std::string placed;
    for (std::size_t at = text.find("{@"); at != std::string_view::npos; at = text.find("{@")) {
        std::string_view rest;
        const std::optional<int> days = days_from_today(text.substr(at + 1), rest);
        const bool whole = days && rest.starts_with('}');
        placed += text.substr(0, whole ? at : at + 1);
        text.remove_prefix(at + 1);
        if (!whole) continue;
        const Date day = date_of_days(days_of(today) + *days);
        placed += std::to_string(day.month) + "月" + std::to_string(day.day) + "日";
        text = rest.substr(1);
    }
    return placed.append(text);
}

Result<std::string> placed_text(const std::string& text, Date today) {
    std::string_view rest;
    const std::optional<int> days = days_from_today(text, rest);
    if (!days) return with_spoken_days(text, today);
    std::string placed = date_text(date_of_days(days_of(today) + *days));
    if (rest.empty()) return placed;
    placed += rest;
    TRY_IN(text, parse_utc_ms(placed));
    return placed;
}

// When a document was published, if its file does not say: on its date, but not after
// today.
std::string time_of(const Json& body, Date today) {
    const Result<Date> date = parse_date(string_or(body, "date"));
    const Date day = date.ok() ? std::min(date.value(), today) : today;
    return date_text(day) + std::string(morning);
}

Result<Document> document_of(Json json, Date today) {
    Document document;
    document.id = TRY(string_member(json, "id"));
    document.type = TRY_IN(document.id, string_member(json, "type"));
    TRY_IN(document.id, place_dates(json, today));
    const Json* body = TRY_IN(document.id, member(json, "body"));
    if (!body->is_object()) return Error(Errc::corrupt, document.id + ": \"body\" is no object");
    document.body = *body;
    document.at = string_or(json, "at", time_of(document.body, today));
    TRY_IN(document.id, parse_utc_ms(document.at));
    return document;
}

Result<ContentFile> read_file(Files& files, const Path& folder, std::string_view channel,
                              const std::string& name, Date today) {
    ContentFile content{.channel = std::string(channel), .name = std::string(channel) + '/' + name};
    const std::string text = TRY(files.read(folder / channel / name, content_bytes_max));
    Json json = TRY_IN(content.name, parse_json(text));
    if (!json.is_array()) return Error(Errc::corrupt, content.name + ": no array");
    for (Json& element : json) {
        content.documents.push_back(TRY_IN(content.name, document_of(std::move(element), today)));
    }
    return content;
}

std::vector<std::string> fields_of(std::string_view line) {
    std::vector<std::string> fields(1);
    for (const char c : line) {
        if (c == ',') {
            fields.emplace_back();
        } else if (c != '\r') {
            fields.back().push_back(c);
        }
    }
    return fields;
}

Error bad_line(std::size_t number) {
    return Error(Errc::corrupt, "places.csv: line " + std::to_string(number));
}

}  // namespace

Result<void> place_dates(Json& value, Date today) {
    if (value.is_string()) {
        value = TRY(placed_text(value.get_ref<const std::string&>(), today));
    } else if (value.is_structured()) {
        for (Json& element : value) TRY(place_dates(element, today));
    }
    return {};
}

Result<std::vector<ContentFile>> read_content(Files& files, const Path& folder, Date today) {
    std::vector<ContentFile> contents;
    for (const std::string& channel : TRY(files.list(folder))) {
        if (!is_channel(channel)) continue;
        for (const std::string& name : TRY(files.list(folder / channel))) {
            if (!name.ends_with(".json")) continue;
            contents.push_back(TRY(read_file(files, folder, channel, name, today)));
        }
    }
    std::stable_partition(contents.begin(), contents.end(), [](const ContentFile& content) {
        return content.name == "county/boards.json";
    });
    return contents;
}

Result<Places> read_places(Files& files, const Path& file, std::string_view county) {
    const std::string text = TRY(files.read(file, content_bytes_max));
    Places places{.county = std::string(county)};
    std::size_t number = 0;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        if (++number == 1 || line.empty()) continue;
        const std::vector<std::string> fields = fields_of(line);
        if (fields.size() != 6 || fields[0].size() != 9 || !fields[2].starts_with(fields[0]) ||
            !is_channel(village_channel(fields[2]))) {
            return bad_line(number);
        }
        auto town = std::find_if(places.towns.begin(), places.towns.end(),
                                 [&](const Town& known) { return known.code == fields[0]; });
        if (town == places.towns.end()) {
            town = places.towns.insert(town, {.code = fields[0], .name = fields[1]});
        }
        town->villages.push_back({.code = fields[2], .name = fields[4], .kind = fields[5]});
    }
    return places;
}

Json json_of(const Places& places) {
    Json towns = Json::array();
    for (const Town& town : places.towns) {
        Json villages = Json::array();
        for (const Village& village : town.villages) {
            villages.push_back(
                {{"code", village.code}, {"name", village.name}, {"kind", village.kind}});
            if (!village.formerly.empty()) villages.back()["formerly"] = village.formerly;
        }
        towns.push_back({{"code", town.code}, {"name", town.name}, {"villages", villages}});
        if (!town.formerly.empty()) towns.back()["formerly"] = town.formerly;
    }
    return {{"county", places.county}, {"towns", towns}};
}

}  // namespace hall::platform
