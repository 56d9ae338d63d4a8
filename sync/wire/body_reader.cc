#include "sync/wire/body_reader.h"

#include "sync/core/clock.h"

namespace hall {

BodyReader::BodyReader(const Json& object) : object_(&object) {
    if (!object.is_object()) fail(Error(Errc::corrupt, "not an object"));
}

std::string BodyReader::text(std::string_view name) {
    if (find(name) == nullptr) fail(name, "is missing");
    return text_or(name);
}

std::string BodyReader::date(std::string_view name) {
    return checked_date(name, text(name));
}

int BodyReader::integer(std::string_view name, int min, int max) {
    if (find(name) == nullptr) fail(name, "is missing");
    return integer_or(name, min, min, max);
}

double BodyReader::number(std::string_view name) {
    const Json* value = find(name);
    if (value != nullptr && value->is_number()) return value->get<double>();
    fail(name, value == nullptr ? "is missing" : "is no number");
    return 0;
}

std::string BodyReader::text_or(std::string_view name, std::string_view fallback) {
    const Json* value = find(name);
    if (value == nullptr) return std::string(fallback);
    if (value->is_string()) return value->get<std::string>();
    fail(name, "is no text");
    return {};
}

std::string BodyReader::date_or_empty(std::string_view name) {
    std::string text = text_or(name);
    return text.empty() ? text : checked_date(name, std::move(text));
}

bool BodyReader::bool_or(std::string_view name, bool fallback) {
    const Json* value = find(name);
    if (value == nullptr) return fallback;
    if (value->is_boolean()) return value->get<bool>();
    fail(name, "is neither true nor false");
    return fallback;
}

int BodyReader::integer_or(std::string_view name, int fallback, int min, int max) {
    const Json* value = find(name);
    if (value == nullptr) return fallback;
    if (value->is_number_integer()) {
        const auto number = value->get<std::int64_t>();
        if (number >= min && number <= max) return static_cast<int>(number);
    }
    fail(name, "is no whole number in its range");
    return fallback;
}

std::vector<std::string> BodyReader::texts_or_empty(std::string_view name) {
    return list_or_empty<std::string>(name, [](const Json& element) -> Result<std::string> {
        if (!element.is_string()) return Error(Errc::corrupt, "an element is no text");
        return element.get<std::string>();
    });
}

std::vector<int> BodyReader::integers_or_empty(std::string_view name, int min, int max) {
    return list_or_empty<int>(name, [min, max](const Json& element) -> Result<int> {
        if (element.is_number_integer()) {
            const auto number = element.get<std::int64_t>();
            if (number >= min && number <= max) return static_cast<int>(number);
        }
        return Error(Errc::corrupt, "an element is no whole number in its range");
    });
}

std::string BodyReader::object_text_or_empty(std::string_view name) {
    const Json* value = find(name);
    if (value == nullptr) return {};
    if (value->is_object()) return json_line(*value);
    fail(name, "is no object");
    return {};
}

const Json* BodyReader::object(std::string_view name) {
    const Json* value = find(name);
    if (value != nullptr && value->is_object()) return value;
    fail(name, value == nullptr ? "is missing" : "is no object");
    return nullptr;
}

const Json* BodyReader::array(std::string_view name) {
    if (find(name) == nullptr) fail(name, "is missing");
    return array_if_there(name);
}

const Json* BodyReader::array_if_there(std::string_view name) {
    const Json* value = find(name);
    if (value == nullptr || value->is_array()) return value;
    fail(name, "is no array");
    return nullptr;
}

void BodyReader::fail(Error error) {
    if (!error_) error_ = std::move(error);
}

void BodyReader::fail(std::string_view name, std::string_view what) {
    fail(Error(Errc::corrupt, "\"" + std::string(name) + "\" " + std::string(what)));
}

const Json* BodyReader::find(std::string_view name) const {
    if (!object_->is_object()) return nullptr;
    const auto found = object_->find(name);
    return found == object_->end() ? nullptr : &*found;
}

std::string BodyReader::checked_date(std::string_view name, std::string text) {
    if (!parse_date(text).ok()) fail(name, "is no date");
    return text;
}

}  // namespace hall
