// hall-platform: the county platform. See platform/commands/usage.cc for its words.

#include <sys/stat.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <filesystem>

#include "platform/commands/commands.h"
#include "sync/core/assets.h"

namespace {

hall::CommandResult run(const hall::World& world, const std::vector<std::string>& words) {
    if (words.empty()) return hall::wrong_use(hall::usage());
    const std::string& command = words[0];
    if (command == "--version") return {.out = std::string(hall::software_version()) + '\n'};
    const auto is_help = [](const std::string& word) { return word == "--help" || word == "-h"; };
    if (is_help(command) || command == "help") {
        const std::string_view help = words.size() > 1 ? hall::usage_of(words[1]) : "";
        return {.out = std::string(help.empty() ? hall::usage() : help)};
    }
    const std::string_view help = hall::usage_of(command);
    if (help.empty())
        return hall::wrong_use("没有这个命令：" + command + "\n\n" + std::string(hall::usage()));
    if (std::any_of(words.begin(), words.end(), is_help)) return {.out = std::string(help)};
    const std::span<const std::string> rest = std::span(words).subspan(1);
    if (command == "seed") return hall::run_seed(world, rest);
    if (command == "found") return hall::run_found(world, rest);
    if (command == "serve") return hall::run_serve(world, rest);
    if (command == "keys") {
        if (const auto done = hall::run_keys_anywhere(world, rest)) return *done;
    }
    return hall::run_where_the_county_is(world, {words, std::filesystem::current_path()});
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
    const hall::CommandResult result = run({files, clock, random}, words);
    std::fputs(result.out.c_str(), stdout);
    std::fputs(result.err.c_str(), stderr);
    return result.exit;
}
