// Catch2, whichever major version the system has.

#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <string>

// CHECK is the product's own word; tests say REQUIRE.
#undef CHECK
#include "sync/core/result.h"

// Matches a string that contains the text; the two versions name it differently.
#if __has_include(<catch2/catch_all.hpp>)
inline auto contains_text(const std::string& text) {
    return Catch::Matchers::ContainsSubstring(text);
}
#else
inline auto contains_text(const std::string& text) {
    return Catch::Matchers::Contains(text);
}
#endif

// The value of a Result in a test, or the test fails and says why.
#define VALUE(expression)                                            \
    __extension__({                                                  \
        auto&& value_result_ = (expression);                         \
        INFO(#expression);                                           \
        if (!value_result_.ok()) FAIL(value_result_.error().text()); \
        std::move(value_result_).value();                            \
    })

#define REQUIRE_OK(expression)                                 \
    do {                                                       \
        auto&& ok_result_ = (expression);                      \
        INFO(#expression);                                     \
        if (!ok_result_.ok()) FAIL(ok_result_.error().text()); \
        SUCCEED();                                             \
    } while (false)

#define REQUIRE_ERROR(errc, expression)                  \
    do {                                                 \
        auto&& error_result_ = (expression);             \
        INFO(#expression);                               \
        if (error_result_.ok()) FAIL("succeeded");       \
        INFO(error_result_.error().text());              \
        REQUIRE(error_result_.error().code() == (errc)); \
    } while (false)
