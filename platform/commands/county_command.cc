#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "platform/http/control_path.h"
#include "sync/core/assets.h"
#include "sync/core/folder_rights.h"

namespace hall::platform {

namespace {

constexpr std::size_t response_bytes_max = 4 << 20;

struct Command {
    std::string_view name;
    CommandResult (*run)(Platform&, const CountyCommand&);
};
constexpr Command commands[] = {
    {"import", run_import}, {"publish", run_publish}, {"kiosk", run_kiosk}, {"user", run_user},
    {"staff", run_staff},   {"keys", run_keys},       {"stick", run_stick}};

// The value after --data, wherever it stands.
std::string data_in(const std::vector<std::string>& words) {
    const auto found = std::find(words.begin(), words.end(), "--data");
    return found == words.end() || found + 1 == words.end() ? std::string() : *(found + 1);
}

std::string assets_in(const std::vector<std::string>& words) {
    const auto found = std::find(words.begin(), words.end(), "--assets");
    return found == words.end() || found + 1 == words.end() ? assets_folder().string()
                                                            : *(found + 1);
}

// One line there, one line back, over the socket of a running server.
Result<std::string> ask_server(const Path& socket_path, const std::string& line) {
    const SocketPath path = TRY(SocketPath::of(socket_path));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.text().data(), path.text().size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return Error(Errc::unavailable, std::strerror(errno));
    std::string answer;
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    bool good = ::connect(descriptor, generic, sizeof(address)) == 0;
    for (std::size_t sent = 0; good && sent < line.size();) {
        const ssize_t count =
            ::send(descriptor, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
        good = count > 0;
        if (good) sent += static_cast<std::size_t>(count);
    }
    char buffer[4096];
    while (good && !answer.ends_with('\n') && answer.size() < response_bytes_max) {
        const ssize_t count = ::recv(descriptor, buffer, sizeof(buffer), 0);
        good = count > 0;
        if (good) answer.append(buffer, static_cast<std::size_t>(count));
    }
    ::close(descriptor);
    if (!answer.ends_with('\n')) return Error(Errc::unavailable, "no answer from the server");
    return answer;
}

CommandResult run_in_server(const Path& socket_path, const CountyCommand& command) {
    const std::string line =
        json_line({{"words", command.words}, {"here", command.here.string()}}) + '\n';
    const Result<std::string> answer = ask_server(socket_path, line);
    if (!answer.ok()) {
        return failure("这个数据目录正被另一个命令使用，请等它办完再试（" +
                       answer.error().message() + "）");
    }
    const Result<Json> json = parse_json(answer.value());
    if (!json.ok()) return failure("正在运行的平台答得不对，请看它的日志");
    return {.exit = static_cast<int>(integer_or(json.value(), "exit", 1)),
            .out = string_or(json.value(), "out"),
            .err = string_or(json.value(), "err")};
}

}  // namespace

CommandResult wrong_use(std::string_view sentence) {
    return {.exit = 2, .err = std::string(sentence) + '\n'};
}

CommandResult failure(std::string_view sentence) {
    return {.exit = 1, .err = std::string(sentence) + '\n'};
}

std::string plain_text(const Error& error) {
    switch (error.code()) {
        case Errc::refused:
            return error.message();
        case Errc::not_found:
            return "没有找到：" + error.message();
        case Errc::corrupt:
            return "内容有损坏或写得不对：" + error.message();
        case Errc::untrusted:
            return "签名对不上：" + error.message();
        case Errc::exhausted:
            return "放不下了（磁盘满或超过上限）：" + error.message();
        case Errc::unavailable:
            break;
    }
    return "现在办不了，请稍后再试：" + error.message();
}

std::string no_county_in(const Dependencies& dependencies, const PlatformFolder& folder,
                         std::string_view as_typed) {
    const Result<std::uint64_t> size = dependencies.files.size(folder.database());
    if (size.ok()) return {};
    if (size.error().code() != Errc::not_found) return plain_text(size.error());
    return std::string(as_typed) + " 里还没有县级平台的数据。先用 hall-platform seed 建一个";
}

bool is_county_command(std::string_view command) {
    return std::any_of(std::begin(commands), std::end(commands),
                       [&](const Command& known) { return known.name == command; });
}

CommandResult run_county_command(Platform& platform, const CountyCommand& command) {
    for (const Command& known : commands) {
        if (!command.words.empty() && known.name == command.words[0]) {
            return known.run(platform, command);
        }
    }
    return wrong_use(usage());
}

CommandResult run_where_the_county_is(const Dependencies& dependencies,
                                      const CountyCommand& command) {
    const std::string data = data_in(command.words);
    if (data.empty()) return wrong_use("请用 --data 写明数据目录");
    const PlatformFolder folder(command.here / data);
    if (const std::string missing = no_county_in(dependencies, folder, data); !missing.empty())
        return failure(missing);
    const Result<FileLock> lock = FileLock::take(folder.lock());
    if (!lock.ok()) {
        if (lock.error().code() == Errc::refused) return run_in_server(folder.control(), command);
        return failure(plain_text(lock.error()));
    }
    const Result<void> closed = close_to_others(folder.root());
    if (!closed.ok()) return failure(plain_text(closed.error()));
    const Result<DocumentSchemas> schemas =
        DocumentSchemas::load(dependencies.files, command.here / assets_in(command.words));
    if (!schemas.ok()) return failure(plain_text(schemas.error()));
    const Result<std::unique_ptr<Platform>> platform =
        Platform::open(dependencies, {.data = folder.root(), .schemas = schemas.value()});
    if (!platform.ok()) return failure(plain_text(platform.error()));
    return run_county_command(*platform.value(), command);
}

std::string answer_control(Platform& platform, std::string_view line) {
    CommandResult result = failure("命令看不懂");
    const Result<Json> json = parse_json(line);
    if (json.ok()) {
        CountyCommand command{.here = string_or(json.value(), "here")};
        for (const Json& word : array_or_empty(json.value(), "words")) {
            if (word.is_string()) command.words.push_back(word.get<std::string>());
        }
        result = run_county_command(platform, command);
    }
    return json_line({{"exit", result.exit}, {"out", result.out}, {"err", result.err}});
}

}  // namespace hall::platform
