#include "platform/commands/arguments.h"

#include "sync/core/utf8.h"

#include <algorithm>

#include "sync/core/blank.h"

namespace hall::platform {

Result<Arguments> Arguments::parse(std::span<const std::string> words,
                                   std::span<const OptionName> options) {
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (!word.starts_with("--")) {
            arguments.words_.push_back(word);
            continue;
        }
        const auto known = std::find_if(options.begin(), options.end(),
                                        [&](const OptionName& o) { return o.name == word; });
        if (known == options.end()) {
            return Error(Errc::refused, "不认识选项 " + word + "。加 --help 看用法");
        }
        std::string value;
        if (known->takes_value) {
            if (i + 1 == words.size())
                return Error(Errc::refused, "选项 " + word + " 后面少了内容");
            value = words[++i];
            // A name or a reason of blanks would be stored, and read by nobody.
            if (!value.empty() && is_blank(value))
                return Error(Errc::refused, "选项 " + word + " 后面只有空格");
        }
        if (!arguments.values_.emplace(word, std::move(value)).second) {
            return Error(Errc::refused, "选项 " + word + " 写了两次");
        }
    }
    return arguments;
}

std::string Arguments::value_or(std::string_view option, std::string_view fallback) const {
    const auto found = values_.find(option);
    return found == values_.end() ? std::string(fallback) : found->second;
}

Result<std::string> Arguments::value(std::string_view option) const {
    const auto found = values_.find(option);
    if (found == values_.end() || found->second.empty()) {
        return Error(Errc::refused, "请写上 " + std::string(option));
    }
    return found->second;
}

Result<std::string> privacy_reason_of(const Arguments& arguments) {
    constexpr std::string_view option = "--privacy-reviewed";
    std::string reason = arguments.value_or(option, {});
    std::string_view rest = reason;
    while (!rest.empty()) {
        const char32_t c = next_character(rest);
        if (c != U' ' && c != U'\t' && c != U'　') return reason;
    }
    if (!arguments.has(option)) return std::string();
    return Error(Errc::refused, "--privacy-reviewed 后面请写明为什么可以公开");
}

}  // namespace hall::platform
