// "keys" on a county: which part of it is meant.

#include "platform/commands/keys.h"

#include "platform/commands/commands.h"

namespace hall::platform {

namespace {

constexpr OptionName keys_options[] = {
    {"--data"}, {"--assets"},    {"--ceremony"},     {"--rotate"},           {"--add"},
    {"--drop"}, {"--threshold"}, {"--renew", false}, {"--documents", false}, {"--stolen", false}};

CommandResult said(const Result<std::string>& result) {
    if (!result.ok()) return failure(plain_text(result.error()));
    return {.out = result.value()};
}

}  // namespace

CommandResult run_keys(Platform& platform, const CountyCommand& command) {
    const Result<Arguments> parsed =
        Arguments::parse(std::span(command.words).subspan(1), keys_options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const Arguments& arguments = parsed.value();
    const std::vector<std::string>& words = arguments.words();
    if (words.empty() || (words.size() == 1 && words[0] == "list")) {
        return said(list_of_keys(platform));
    }
    if (words[0] == "rotate" && words.size() > 1) {
        return said(rotate_keys(platform, arguments, command.here));
    }
    if (words[0] == "create" && words.size() > 1) {
        return said(create_keys(platform, arguments, command.here));
    }
    if (words[0] == "retire" && words.size() == 3)
        return said(retire_key(platform, words[1], words[2]));
    if (words.size() == 2 && words[0] == "ceremony" && arguments.has("--ceremony")) {
        if (words[1] == "begin") return said(begin_ceremony(platform, arguments, command.here));
        if (words[1] == "finish") return said(finish_ceremony(platform, arguments, command.here));
    }
    return wrong_use(usage_of("keys"));
}

}  // namespace hall::platform
