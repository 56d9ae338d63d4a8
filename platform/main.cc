// hall-platform: the county platform. See platform/commands/usage.cc for its words.

#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "platform/commands/commands.h"
#include "sync/core/assets.h"

namespace {

hall::platform::CommandResult run(const hall::platform::Dependencies& dependencies,
                                  const std::vector<std::string>& words) {
    if (words.empty()) return hall::platform::wrong_use(hall::platform::usage());
    const std::string& command = words[0];
    if (command == "--version") return {.out = std::string(hall::software_version()) + '\n'};
    const auto is_help = [](const std::string& word) { return word == "--help" || word == "-h"; };
    if (is_help(command) || command == "help") {
        const std::string_view help = words.size() > 1 ? hall::platform::usage_of(words[1]) : "";
        return {.out = std::string(help.empty() ? hall::platform::usage() : help)};
    }
    const std::string_view help = hall::platform::usage_of(command);
    if (help.empty())
        return hall::platform::wrong_use("没有这个命令：" + command + "\n\n" +
                                         std::string(hall::platform::usage()));
    if (std::any_of(words.begin(), words.end(), is_help)) return {.out = std::string(help)};
    const std::span<const std::string> rest = std::span(words).subspan(1);
    if (command == "seed") return hall::platform::run_seed(dependencies, rest);
    if (command == "setup") return hall::platform::run_setup(dependencies, rest);
    if (command == "serve") return hall::platform::run_serve(dependencies, rest);
    if (command == "keys") {
        if (const auto done = hall::platform::run_offline_keys(dependencies, rest)) return *done;
    }
    return hall::platform::run_where_the_county_is(dependencies,
                                                   {words, std::filesystem::current_path()});
}

}  // namespace

int main(int argc, char** argv) {
    // Who reads the log may go away; the county's work goes on.
    std::signal(SIGPIPE, SIG_IGN);
    // What is not made with rights of its own is the platform's alone.
    ::umask(0077);
    hall::DiskFiles files;
    const hall::SystemClock clock;
    hall::SystemRandom random;
    const std::vector<std::string> words(argv + 1, argv + argc);
    const hall::platform::CommandResult result = run({files, clock, random}, words);
    std::fputs(result.out.c_str(), stdout);
    std::fputs(result.err.c_str(), stderr);
    return result.exit;
}
