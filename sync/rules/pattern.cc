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

Result<std::string> translated_of(std::string_view expression) {
    if (character_count(expression) > pattern_characters_max) {
        return Error(Errc::refused,
                     "太长了，最多" + std::to_string(pattern_characters_max) + "个字");
    }
    return re2_syntax_of(expression);
}

re2::RE2::Options quiet_options() {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(memory_bytes_max);
    return options;
}

// RE2 writes \1 where ECMA-262 writes $1.
std::string re2_replacement_of(std::string_view by) {
    std::string replacement;
    for (const char c : by) {
        if (c == '\\') replacement.push_back('\\');
        replacement.push_back(c == '$' ? '\\' : c);
    }
    return replacement;
}

}  // namespace

Result<Pattern> Pattern::compile(std::string_view expression) {
    const std::string translated = TRY(translated_of(expression));
    re2::RE2::Options options = quiet_options();
    options.set_never_capture(true);
    auto compiled = std::make_shared<const Compiled>(translated, options);
    if (!compiled->expression.ok()) return Error(Errc::refused, reason_of(compiled->expression));
    return Pattern(std::move(compiled));
}

bool Pattern::fits(std::string_view text) const {
    return re2::RE2::PartialMatch({text.data(), text.size()}, compiled_->expression);
}

struct Rewrite::Compiled {
    Compiled(const std::string& translated, std::string replacement)
        : expression(translated, quiet_options()), by(std::move(replacement)) {}

    re2::RE2 expression;
    std::string by;
};

Result<Rewrite> Rewrite::compile(std::string_view expression, std::string_view by) {
    const std::string translated = TRY(translated_of(expression));
    auto compiled = std::make_shared<const Compiled>(translated, re2_replacement_of(by));
    std::string reason;
    if (!compiled->expression.ok()) return Error(Errc::refused, reason_of(compiled->expression));
    if (!compiled->expression.CheckRewriteString(compiled->by, &reason)) {
        return Error(Errc::refused, reason);
    }
    return Rewrite(std::move(compiled));
}

std::string Rewrite::apply(std::string text) const {
    re2::RE2::GlobalReplace(&text, compiled_->expression, compiled_->by);
    return text;
}

}  // namespace hall
