// Result<T>: the value, or the reason there is none.
//
// Whatever can fail for reasons outside the program's control (disk, network,
// foreign bytes) returns a Result. A broken promise inside the program is not an
// Error: it is a CHECK (check.h), and it stops the process.
//
// Result is [[nodiscard]], and it does not convert to bool, so that neither a
// failure nor a negative answer can be taken for success by a forgotten star.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "sync/core/check.h"

namespace hall {

// What the caller can do about it. A code exists only if some caller acts on it;
// everything else belongs in the message.
enum class Errc {
    unavailable,  // Try again later: no network, a busy server, a locked device.
    not_found,    // What was asked for does not exist.
    corrupt,      // Bytes that cannot be what they claim to be.
    untrusted,    // Well-formed bytes that nobody we trust has signed.
    exhausted,    // A stated limit was reached: disk, size, count, tries.
    refused,      // The other side, or a rule, said no; the same request will get the same answer.
};

// The code's name, as it stands in logs.
std::string_view name_of(Errc code);

class [[nodiscard]] Error {
  public:
    Error(Errc code, std::string message) : code_(code), message_(std::move(message)) {}

    Errc code() const { return code_; }
    const std::string& message() const { return message_; }

    // The same error, seen from one layer up: "open cache: disk I/O error".
    Error in(std::string_view context) &&;

    // "corrupt: open cache: file is not a database"
    std::string text() const;

  private:
    Errc code_;
    std::string message_;
};

template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return state_.index() == 0; }

    // REQUIRES: ok().
    const T& value() const& {
        CHECK(ok());
        return *std::get_if<0>(&state_);
    }
    T& value() & {
        CHECK(ok());
        return *std::get_if<0>(&state_);
    }
    T&& value() && {
        CHECK(ok());
        return std::move(*std::get_if<0>(&state_));
    }

    // REQUIRES: !ok().
    const Error& error() const& {
        CHECK(!ok());
        return *std::get_if<1>(&state_);
    }
    Error&& error() && {
        CHECK(!ok());
        return std::move(*std::get_if<1>(&state_));
    }

  private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool ok() const { return !error_; }
    void value() const { CHECK(ok()); }
    const Error& error() const& {
        CHECK(!ok());
        return *error_;
    }
    Error&& error() && {
        CHECK(!ok());
        return std::move(*error_);
    }

  private:
    std::optional<Error> error_;
};

}  // namespace hall

// TRY(expression) is the value of a Result, or it returns the error to our caller. Each
// use has a variable of its own name, so that one may stand inside another.
#define TRY(expression) HALL_TRY_AS(HALL_JOIN(try_result_, __COUNTER__), expression)
#define HALL_TRY_AS(name, expression)                   \
    __extension__({                                     \
        auto&& name = (expression);                     \
        if (!name.ok()) return std::move(name).error(); \
        std::move(name).value();                        \
    })

// TRY_IN(context, expression) adds what this layer was doing to the error.
#define TRY_IN(context, expression) \
    HALL_TRY_IN_AS(HALL_JOIN(try_result_, __COUNTER__), context, expression)
#define HALL_TRY_IN_AS(name, context, expression)                   \
    __extension__({                                                 \
        auto&& name = (expression);                                 \
        if (!name.ok()) return std::move(name).error().in(context); \
        std::move(name).value();                                    \
    })

#define HALL_JOIN(left, right) HALL_JOIN_EXPANDED(left, right)
#define HALL_JOIN_EXPANDED(left, right) left##right
