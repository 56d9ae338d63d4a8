#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "platform/http/client_address.h"
#include "platform/http/server.h"
#include "sync/core/assets.h"
#include "sync/core/folder_rights.h"
#include "sync/core/log.h"
#include "sync/core/number.h"
#include "sync/wire/server_address.h"

namespace hall::platform {

namespace {

constexpr OptionName serve_options[] = {
    {"--data"},  {"--port"}, {"--address"}, {"--public-url"}, {"--behind-proxy", false},
    {"--assets"}};

// Calls run_maintenance() every few seconds until it is destroyed.
class Housekeeper {
  public:
    explicit Housekeeper(Platform& platform) : thread_([this, &platform] { work(platform); }) {}

    ~Housekeeper() {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    Housekeeper(const Housekeeper&) = delete;
    Housekeeper& operator=(const Housekeeper&) = delete;

  private:
    void work(Platform& platform) {
        constexpr auto pause = std::chrono::seconds(2);
        std::unique_lock lock(mutex_);
        while (!ending_) {
            lock.unlock();
            const Result<void> kept = platform.run_maintenance();
            if (!kept.ok()) {
                log_line(LogLevel::warning, "housekeeping", {{"reason", kept.error().text()}});
            }
            lock.lock();
            changed_.wait_for(lock, pause, [this] { return ending_; });
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool ending_ = false;
    std::thread thread_;
};

Result<std::uint16_t> port_of(const std::string& text) {
    const std::optional<std::uint16_t> port = parse_number<std::uint16_t>(text);
    if (!port) return Error(Errc::refused, "--port 要写成 0 到 65535 的数");
    return *port;
}

Result<ServerOptions> server_options(const Arguments& arguments) {
    ServerOptions server;
    server.address = arguments.value_or("--address", "127.0.0.1");
    if (server.address.starts_with('[') && server.address.ends_with(']'))
        server.address = server.address.substr(1, server.address.size() - 2);
    server.port = TRY(port_of(arguments.value_or("--port", "8470")));
    if (arguments.has("--public-url")) {
        // In the spelling that kiosks sign.
        Result<std::string> url = server_address(arguments.value_or("--public-url", {}));
        if (!url.ok())
            return Error(Errc::refused, "--public-url 要写成 https://hall.example.cn 这样的地址（" +
                                            url.error().message() + "）");
        server.public_url = std::move(url).value();
    }
    server.behind_proxy = arguments.has("--behind-proxy");
    return server;
}

// As many connections as this process may have open.
ServerLimits limits_of_this_process() {
    const ServerLimits wanted;
    const std::uint64_t descriptors = raise_descriptors();
    const ServerLimits limits = fitted_to_descriptors(wanted, descriptors);
    if (limits.connections_max < wanted.connections_max) {
        log_line(LogLevel::warning, "few_descriptors",
                 {{"descriptors", descriptors}, {"connections", limits.connections_max}});
    }
    return limits;
}

}  // namespace

CommandResult run_serve(const Dependencies& dependencies, std::span<const std::string> words) {
    const Result<Arguments> parsed = Arguments::parse(words, serve_options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const Arguments& arguments = parsed.value();
    const Result<std::string> data = arguments.value("--data");
    if (!data.ok()) return wrong_use(data.error().message());
    Result<ServerOptions> server_wanted = server_options(arguments);
    if (!server_wanted.ok()) return wrong_use(server_wanted.error().message());
    const PlatformFolder folder(data.value());
    if (const std::string missing = no_county_in(dependencies, folder, data.value());
        !missing.empty())
        return failure(missing);
    const Result<FileLock> lock = FileLock::take(folder.lock());
    if (!lock.ok() && lock.error().code() != Errc::refused)
        return failure(plain_text(lock.error()));
    if (!lock.ok()) return failure("这个数据目录已经有一个平台在运行");
    const Result<void> closed = close_to_others(folder.root());
    if (!closed.ok()) return failure(plain_text(closed.error()));
    ServerOptions server_options_now = std::move(server_wanted).value();
    server_options_now.control = folder.control();
    server_options_now.limits = limits_of_this_process();
    const Result<DocumentSchemas> schemas = DocumentSchemas::load(
        dependencies.files, arguments.value_or("--assets", assets_folder().string()));
    if (!schemas.ok()) return failure(plain_text(schemas.error()));
    const Result<std::unique_ptr<Platform>> platform = Platform::open(
        dependencies, {.data = folder.root(),
                       .schemas = schemas.value(),
                       .secure = server_options_now.public_url.starts_with("https:")});
    if (!platform.ok()) return failure(plain_text(platform.error()));
    Platform& county = *platform.value();
    const Result<bool> founded = county.publisher().founded(county.executor());
    if (!founded.ok()) return failure(plain_text(founded.error()));
    if (!founded.value()) {
        return failure(
            "这个县还没有签名，不能开始服务。先把建县的钥匙仪式办完：\n"
            "hall-platform keys ceremony finish --data 目录 --ceremony 目录");
    }
    const Result<std::unique_ptr<Server>> server =
        Server::open(county.router(), county.executor(), server_options_now,
                     [&county](std::string_view line) { return answer_control(county, line); });
    if (!server.ok()) return failure(plain_text(server.error()));
    const Housekeeper housekeeper(county);
    std::printf("listening http://%s\n",
                authority_of(server_options_now.address, server.value()->port()).c_str());
    std::fflush(stdout);
    server.value()->run();
    log_line(LogLevel::info, "stopped");
    return {};
}

}  // namespace hall::platform
