#include "sync/rules/pattern.h"

#include <re2/re2.h>

#include <string>

#include "sync/core/utf8.h"
#include "sync/rules/pattern_syntax.h"

namespace hall {

struct Pattern::Compiled {
    Compiled(const std::string& translated, const re2::RE2::Options& options)
        : expression(translated, options) {}

    re2::RE2 expression;
};

namespace {

// RE2's steps are at most the product of text and program; this bounds the program.
constexpr std::int64_t memory_bytes_max = 1 << 20;

std::string reason_of(const re2::RE2& expression) {
    const std::string& near = expression.error_arg();
    switch (expression.error_code()) {
        case re2::RE2::ErrorMissingBracket:
            return "“[”没有配上“]”";
        case re2::RE2::ErrorMissingParen:
        case re2::RE2::ErrorUnexpectedParen:
            return "括号没有配对";
        case re2::RE2::ErrorRepeatArgument:
        case re2::RE2::ErrorRepeatOp:
            return "“" + near + "”前面没有可以重复的内容";
        case re2::RE2::ErrorRepeatSize:
            return "重复的次数“" + near + "”太多，最多1000";
        case re2::RE2::ErrorBadCharRange:
            return "范围“" + near + "”写反了或者不认识";
        case re2::RE2::ErrorPatternTooLarge:
            return "太大了，请写短些";
        default:
            return near.empty() ? std::string("写法不对") : "写法不对：“" + near + "”";
    }
}

}  // namespace

Result<Pattern> Pattern::compile(std::string_view expression) {
    if (character_count(expression) > pattern_characters_max) {
        return Error(Errc::refused,
                     "太长了，最多" + std::to_string(pattern_characters_max) + "个字");
    }
    const std::string translated = TRY(re2_syntax_of(expression));
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_never_capture(true);
    options.set_max_mem(memory_bytes_max);
    auto compiled = std::make_shared<const Compiled>(translated, options);
    if (!compiled->expression.ok()) return Error(Errc::refused, reason_of(compiled->expression));
    return Pattern(std::move(compiled));
}

bool Pattern::fits(std::string_view text) const {
    return re2::RE2::PartialMatch({text.data(), text.size()}, compiled_->expression);
}

}  // namespace hall
