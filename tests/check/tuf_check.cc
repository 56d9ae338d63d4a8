#include "tests/check/tuf_check.h"

#include <map>
#include <optional>
#include <vector>

#include "sync/core/log.h"
#include "sync/trust/client.h"

namespace hall::check {

using namespace tuf;

namespace {

struct Arguments {
    std::string metadata_dir;
    std::string metadata_url;
    std::vector<std::string> target_names;
    std::string target_base_url;
    std::string target_dir;
    std::vector<std::string> words;  // the command, and the root file of init
};

Result<void> take_option(Arguments& arguments, std::string_view name, std::string value) {
    if (name == "--metadata-dir") {
        arguments.metadata_dir = std::move(value);
    } else if (name == "--metadata-url") {
        arguments.metadata_url = std::move(value);
    } else if (name == "--target-name") {
        arguments.target_names.push_back(std::move(value));
    } else if (name == "--target-base-url") {
        arguments.target_base_url = std::move(value);
    } else if (name == "--target-dir") {
        arguments.target_dir = std::move(value);
    } else {
        return Error(Errc::refused, "no such option: " + std::string(name));
    }
    return {};
}

Result<Arguments> parse(std::span<const std::string_view> words) {
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i];
        if (!word.starts_with("--")) {
            arguments.words.emplace_back(word);
            continue;
        }
        const std::size_t equals = word.find('=');
        if (equals != std::string_view::npos) {
            TRY(take_option(arguments, word.substr(0, equals),
                            std::string(word.substr(equals + 1))));
            continue;
        }
        if (++i == words.size()) {
            return Error(Errc::refused, std::string(word) + " needs a value");
        }
        TRY(take_option(arguments, word, std::string(words[i])));
    }
    if (arguments.metadata_dir.empty()) return Error(Errc::refused, "--metadata-dir is missing");
    if (arguments.words.empty()) return Error(Errc::refused, "no command");
    return arguments;
}

std::string with_slash(std::string url) {
    if (!url.ends_with('/')) url.push_back('/');
    return url;
}

// A target's path is a relative URL already (specification section 4.5); only what may
// stand in no URL is encoded, and what would end its path.
std::string url_path(std::string_view path) {
    constexpr std::string_view forbidden = " \"<>\\^`{|}?#";
    std::string url;
    for (const char c : path) {
        const bool plain = c > ' ' && c < 0x7F && forbidden.find(c) == std::string_view::npos;
        url += plain ? std::string(1, c) : encoded_role_name(std::string_view(&c, 1));
    }
    return url;
}

class UrlFetcher final : public Fetcher {
  public:
    UrlFetcher(const Arguments& arguments, const FetchUrl& fetch)
        : metadata_url_(with_slash(arguments.metadata_url)),
          target_url_(with_slash(arguments.target_base_url)),
          fetch_(fetch) {}

    Result<std::string> metadata(std::string_view name, std::uint64_t bytes_max) override {
        return fetch_(metadata_url_ + std::string(name), bytes_max);
    }
    Result<std::string> target(std::string_view path, std::uint64_t bytes_max) override {
        return fetch_(target_url_ + url_path(path), bytes_max);
    }

  private:
    std::string metadata_url_;
    std::string target_url_;
    const FetchUrl& fetch_;
};

Result<void> init(const Arguments& arguments, Files& files) {
    if (arguments.words.size() != 2) return Error(Errc::refused, "init takes one root file");
    const std::string root = TRY(files.read(arguments.words[1], ClientLimits{}.root_bytes_max));
    return Client::init(files, arguments.metadata_dir, root);
}

Result<void> download(const Arguments& arguments, Client& client, Fetcher& fetcher, Files& files,
                      std::int64_t now_ms) {
    TRY(files.make_folder(arguments.target_dir));
    for (const std::string& name : arguments.target_names) {
        const TargetFile target = TRY(client.find(fetcher, name, now_ms));
        const Path file = Path(arguments.target_dir) / file_name_of(name);
        const Result<std::string> held =
            files.read(file, target.info.length.value_or(ClientLimits{}.target_bytes_max));
        if (held.ok() && check_file(held.value(), target.info).ok()) continue;
        const std::string bytes = TRY(client.download(fetcher, target));
        TRY_IN(name, files.write_durably(file, bytes));
    }
    return {};
}

Result<void> run(std::span<const std::string_view> words, const FetchUrl& fetch, Files& files,
                 const Clock& clock) {
    const Arguments arguments = TRY_IN("arguments", parse(words));
    const std::string& command = arguments.words.front();
    if (command == "init") return init(arguments, files);
    if (command != "refresh" && command != "download") {
        return Error(Errc::refused, "no such command: " + command);
    }
    if (arguments.metadata_url.empty()) return Error(Errc::refused, "--metadata-url is missing");
    const bool to_download = command == "download";
    if (to_download && (arguments.target_names.empty() || arguments.target_base_url.empty() ||
                        arguments.target_dir.empty())) {
        return Error(Errc::refused,
                     "download needs --target-name, --target-base-url and --target-dir");
    }
    const std::int64_t now_ms = clock.wall_ms();
    Client client = TRY_IN("trusted metadata", Client::open(files, arguments.metadata_dir));
    UrlFetcher fetcher(arguments, fetch);
    TRY_IN("refresh", client.refresh(fetcher, now_ms));
    if (to_download) TRY_IN("download", download(arguments, client, fetcher, files, now_ms));
    return {};
}

}  // namespace

int tuf_command(std::span<const std::string_view> arguments, const FetchUrl& fetch, Files& files,
                const Clock& clock) {
    const Result<void> done = run(arguments, fetch, files, clock);
    if (done.ok()) return 0;
    log_line(LogLevel::error, "tuf_failed", {{"reason", done.error().text()}});
    return 1;
}

}  // namespace hall::check
