// Body reader: takes the members of a document's body, one after the other, and
// remembers the first that was missing or of the wrong type.
//
//     BodyReader reader(body);
//     article.text = reader.text("text");
//     article.source = reader.text_or("source");
//     return reader.finish(std::move(article));
//
// A member that may be missing must still be of its type when it is there: a number
// where a sentence belongs is a mistake of the publisher's, not an empty sentence.

#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/result.h"

namespace hall {

class BodyReader {
  public:
    explicit BodyReader(const Json& object);

    // The member must be there. What is returned after a failure is empty and is thrown
    // away by finish().
    std::string text(std::string_view name);
    std::string date(std::string_view name);  // "2026-11-23"
    int integer(std::string_view name, int min = 0, int max = std::numeric_limits<int>::max());
    double number(std::string_view name);

    // The member may be missing.
    std::string text_or(std::string_view name, std::string_view fallback = {});
    std::string date_or_empty(std::string_view name);
    bool bool_or(std::string_view name, bool fallback);
    int integer_or(std::string_view name, int fallback, int min = 0,
                   int max = std::numeric_limits<int>::max());
    std::vector<std::string> texts_or_empty(std::string_view name);
    std::vector<int> integers_or_empty(std::string_view name, int min, int max);
    std::string object_text_or_empty(std::string_view name);  // an object, as JSON

    // The object or array of the name; null if it is missing, which is remembered for
    // the first two.
    const Json* object(std::string_view name);
    const Json* array(std::string_view name);
    const Json* array_if_there(std::string_view name);

    // Each element of an array by a reader of its own: Result<T> read(const Json&).
    template <typename T, typename Read>
    std::vector<T> list(std::string_view name, Read read) {
        return each<T>(name, array(name), read);
    }
    template <typename T, typename Read>
    std::vector<T> list_or_empty(std::string_view name, Read read) {
        return each<T>(name, array_if_there(name), read);
    }

    // One member by a reader of its own.
    template <typename T>
    T take(Result<T> result) {
        if (result.ok()) return std::move(result).value();
        fail(std::move(result).error());
        return {};
    }

    void fail(Error error);
    void fail(std::string_view name, std::string_view what);

    template <typename T>
    Result<T> finish(T value) {
        if (error_) return *std::move(error_);
        return value;
    }

  private:
    const Json* find(std::string_view name) const;
    std::string checked_date(std::string_view name, std::string text);

    template <typename T, typename Read>
    std::vector<T> each(std::string_view name, const Json* elements, Read read) {
        std::vector<T> values;
        if (elements == nullptr) return values;
        for (const Json& element : *elements) {
            Result<T> value = read(element);
            if (!value.ok()) {
                fail(std::move(value).error().in(name));
                break;
            }
            values.push_back(std::move(value).value());
        }
        return values;
    }

    const Json* object_;
    std::optional<Error> error_;
};

}  // namespace hall
