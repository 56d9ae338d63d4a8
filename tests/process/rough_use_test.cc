// The real programs where they are used roughly: a log that nobody reads any more, few
// descriptors, long paths, a wide umask, addresses as people type them.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <regex>

#include "tests/catch.h"
#include "tests/programs/county.h"

using namespace hall;

namespace {

std::string binary(const std::string& name) {
    return std::string(HALL_BINARY_DIR) + '/' + name;
}

// The program, started by a shell that does something first.
std::vector<std::string> after(const std::string& first, const std::string& program,
                               const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"-c", first + "; exec \"$0\" \"$@\"", binary(program)};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return words;
}

// Standard error leads to nobody.
constexpr const char* nobody_reads = "exec 2> >(exec 0<&-); sleep 0.5";

int port_in(const std::string& line) {
    std::smatch match;
    if (!std::regex_search(line, match, std::regex(R"(:(\d+)$)"))) FAIL("no port in " << line);
    return std::stoi(match[1]);
}

// A county that is served in another way than usual, over its own copy of the data.
struct Served {
    Served(const County& county, const std::string& first, std::vector<std::string> options = {},
           const std::string& folder = "served") {
        data = std::filesystem::path(county.folder()) / folder;
        // The original goes on being served; nothing changes in it meanwhile.
        std::filesystem::create_directories(data);
        for (const auto& entry : std::filesystem::recursive_directory_iterator(county.data())) {
            const auto to = data / std::filesystem::relative(entry.path(),
                                                             std::filesystem::path(county.data()));
            if (entry.is_directory()) std::filesystem::create_directories(to);
            if (entry.is_regular_file()) std::filesystem::copy_file(entry.path(), to);
        }
        options.insert(options.begin(), {"serve", "--data", data.string(), "--port", "0"});
        program = std::make_unique<Program>("/bin/bash", after(first, "hall-platform", options));
        const std::optional<std::string> said = program->line();
        REQUIRE(said);
        line = *said;
        port = port_in(line);
    }

    HttpResponse ask(const std::string& method, const std::string& path) const {
        HttpTransport transport("http://127.0.0.1:" + std::to_string(port));
        HttpRequest question;
        question.method = method;
        question.path = path;
        return VALUE(transport.exchange(question));
    }

    std::filesystem::path data;
    std::string line;
    int port = 0;
    std::unique_ptr<Program> program;
};

// Connected, and silent, until it goes.
class Silent {
  public:
    Silent(int port, const char* from) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        ::inet_pton(AF_INET, from, &address.sin_addr);
        const auto* generic = reinterpret_cast<const sockaddr*>(&address);
        REQUIRE(::bind(descriptor_, generic, sizeof address) == 0);
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        REQUIRE(::connect(descriptor_, generic, sizeof address) == 0);
    }
    ~Silent() { ::close(descriptor_); }
    Silent(const Silent&) = delete;
    Silent& operator=(const Silent&) = delete;

  private:
    int descriptor_;
};

// What is wider than its owner below a folder.
std::string open_to_others(const std::string& folder) {
    std::string wide;
    const auto look = [&](const std::filesystem::path& path) {
        struct stat status {};
        REQUIRE(::lstat(path.c_str(), &status) == 0);
        if ((status.st_mode & 077) != 0) wide += path.string() + '\n';
    };
    look(folder);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
        look(entry.path());
    return wide;
}

std::string code_of(const std::string& data) {
    const Finished made =
        run("hall-platform", {"kiosk", "code", "--data", data, "--village", "510681113205"});
    INFO(made.err);
    REQUIRE(made.code == 0);
    return made.out.substr(0, made.out.find('\n'));
}

Finished enrol(const std::string& device, const std::string& server, const std::string& code) {
    return run("hall-sync", {"enrol", "--data", device, "--server", server, "--code", code});
}

}  // namespace

TEST_CASE("a platform and a kiosk go on when nobody reads their log any more") {
    County county;
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    const Served served(county, nobody_reads);
    for (int i = 0; i < 3; ++i) {
        // Each is a line in the log.
        REQUIRE(served.ask("POST", "/api/v1/events").status == 401);
        REQUIRE(served.ask("GET", "/healthz").status == 200);
    }
    std::ofstream(county.device() + "/panel.json") << "no panel";
    Program kiosk("/bin/bash",
                  after(nobody_reads, "hall-tour", {"--data", county.device(), "--script"}));
    kiosk.say("screen");
    REQUIRE(kiosk.line());
}

TEST_CASE("idle connections leave descriptors for others and for commands") {
    County county;
    const Served served(county, "ulimit -n 256");
    std::vector<std::unique_ptr<Silent>> silent;
    for (int i = 0; i < 400; ++i)
        silent.push_back(std::make_unique<Silent>(served.port, "127.0.0.2"));
    REQUIRE(served.ask("GET", "/healthz").status == 200);
    const Finished listed = run("hall-platform", {"kiosk", "list", "--data", served.data.string()});
    INFO(listed.err);
    REQUIRE(listed.code == 0);
}

TEST_CASE("a data folder with a long path is served, and commands reach it") {
    County county;
    const Served served(county, ":", {}, std::string(100, 'a') + '/' + std::string(100, 'b'));
    REQUIRE(served.ask("GET", "/healthz").status == 200);
    const Finished listed = run("hall-platform", {"kiosk", "list", "--data", served.data.string()});
    INFO(listed.err);
    REQUIRE(listed.code == 0);
}

TEST_CASE("a server on IPv6 says where it is with brackets") {
    const int probe = ::socket(AF_INET6, SOCK_STREAM, 0);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_loopback;
    const bool there =
        probe >= 0 && ::bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    ::close(probe);
    if (!there) {
        WARN("skipped: this machine has no IPv6 on loopback");
        return;
    }
    County county;
    const Served served(county, ":", {"--address", "::1"});
    REQUIRE(served.line == "listening http://[::1]:" + std::to_string(served.port));
    REQUIRE(county.sync(county.device()) != 0);  // not enrolled yet
    const Finished enrolled =
        enrol(county.device(), "http://[0:0::1]:" + std::to_string(served.port),
              code_of(served.data.string()));
    INFO(enrolled.err);
    REQUIRE(enrolled.code == 0);
    REQUIRE(county.sync(county.device()) == 0);
}

TEST_CASE("nothing that a county or a device keeps is open to others, whatever the umask") {
    const mode_t before = ::umask(0);
    County county;
    ::mkdir(county.device().c_str(), 0777);
    county.enrol(county.device());
    REQUIRE(county.sync(county.device()) == 0);
    {
        DrivenKiosk kiosk(county.device());
        kiosk.submit_form();
    }
    REQUIRE(county.sync(county.device()) == 0);
    ::umask(before);
    REQUIRE(open_to_others(county.data()).empty());
    REQUIRE(open_to_others(county.device()).empty());
}

TEST_CASE("an address is put right or refused before the code is used") {
    County county;
    const std::string code = code_of(county.data());
    const std::string port = std::to_string(county.port());
    for (const std::string& wrong :
         {"127.0.0.1:" + port, "http://a:b@127.0.0.1:" + port, "ftp://127.0.0.1:" + port,
          "http://127.1:" + port, "http://127.0.0.1:" + port + "?x"}) {
        INFO(wrong);
        const Finished refused = enrol(county.device(), wrong, code);
        REQUIRE(refused.code == 1);
        REQUIRE_THAT(refused.err, contains_text("--server"));
    }
    const Finished enrolled = enrol(county.device(), "HTTP://127.0.0.1:0" + port + "/", code);
    INFO(enrolled.err);
    REQUIRE(enrolled.code == 0);
    REQUIRE(county.sync(county.device()) == 0);
}

TEST_CASE("something on the way that changes the address is found before the code is used") {
    County county;
    const std::string code = code_of(county.data());
    // To the county it looks as if a proxy had put its own name in place of the Host header.
    const Served served(county, ":", {"--public-url", "https://hall.example.cn"});
    const std::string server = "http://127.0.0.1:" + std::to_string(served.port);
    const Finished refused = enrol(county.device(), server, code);
    REQUIRE(refused.code == 1);
    REQUIRE_THAT(refused.err, contains_text("https://hall.example.cn/api/v1/"));
    const Finished enrolled = enrol(county.device(), county.server(), code);
    INFO(enrolled.err);
    REQUIRE(enrolled.code == 0);
}

TEST_CASE("every command of every program says what it does when it is asked for help") {
    for (const char* command : {"enrol", "run", "once", "stick", "status", "search"}) {
        INFO(command);
        for (const std::vector<std::string>& asked : {std::vector<std::string>{command, "--help"},
                                                      {command, "-h"},
                                                      {"help", command},
                                                      {command, "--data", "nowhere", "--help"},
                                                      {command, "refresh", "--help"}}) {
            const Finished said = run("hall-sync", asked);
            REQUIRE(said.code == 0);
            REQUIRE(said.err.empty());
            REQUIRE_THAT(said.out, contains_text(std::string("hall-sync ") + command));
        }
    }
    for (const char* program : {"hall-sync", "hall-kiosk", "hall-platform"}) {
        INFO(program);
        for (const char* word : {"--help", "-h", "--version"}) {
            const Finished said = run(program, {word});
            REQUIRE(said.code == 0);
            REQUIRE_FALSE(said.out.empty());
            REQUIRE(said.err.empty());
        }
    }
    REQUIRE(run("hall-kiosk", {"--data", "nowhere", "--help"}).code == 0);
    REQUIRE(run("hall-platform", {"keys", "ceremony", "begin", "--help"}).code == 0);
    REQUIRE(run("hall-platform", {"help", "stick"}).out.find("stick make") != std::string::npos);
}
