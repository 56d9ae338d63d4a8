// hall-check tuf, as the public conformance suite calls it.

#include "tests/check/tuf_check.h"

#include "sync/core/encoding.h"
#include "tests/trust/installation.h"

using namespace hall;
using namespace hall::check;
using namespace hall::tuf;

namespace {

class FixedClock final : public Clock {
  public:
    std::int64_t wall = Installation::start_ms;
    std::int64_t wall_ms() const override { return wall; }
    std::int64_t mono_ms() const override { return 0; }
};

struct Shell {
    Installation here;
    TempFolder metadata;
    TempFolder targets;
    FixedClock clock;
    std::vector<std::string> urls;

    Result<std::string> fetch(const std::string& url, std::uint64_t bytes_max) {
        urls.push_back(url);
        for (const std::string prefix : {"http://county/metadata/", "http://county/targets/"}) {
            if (!url.starts_with(prefix)) continue;
            const std::string name = url.substr(prefix.size());
            return prefix.ends_with("metadata/") ? here.repository.metadata(name, bytes_max)
                                                 : here.repository.target(name, bytes_max);
        }
        return Error(Errc::unavailable, "no such host");
    }

    int run(std::vector<std::string> words) {
        const std::vector<std::string_view> arguments(words.begin(), words.end());
        return tuf_command(
            arguments,
            [this](const std::string& url, std::uint64_t bytes_max) {
                return fetch(url, bytes_max);
            },
            here.files, clock);
    }

    int init() {
        const Path root = here.folder.path() / "root.json";
        return run({"--metadata-dir", metadata.path().string(), "init", root.string()});
    }
    int refresh() {
        return run({"--metadata-url", "http://county/metadata", "--metadata-dir",
                    metadata.path().string(), "refresh"});
    }
    int download(const std::vector<std::string>& names) {
        std::vector<std::string> words = {"--metadata-url",    "http://county/metadata/",
                                          "--metadata-dir",    metadata.path().string(),
                                          "--target-base-url", "http://county/targets/",
                                          "--target-dir",      targets.path().string()};
        for (const std::string& name : names) {
            words.insert(words.end(), {"--target-name", name});
        }
        words.push_back("download");
        return run(words);
    }
    std::string downloaded(const std::string& file) {
        const Result<std::string> bytes = here.files.read(targets.path() / file, 1'000'000);
        return bytes.ok() ? bytes.value() : "none";
    }
};

}  // namespace

TEST_CASE("init, refresh and download do what the suite expects of a client") {
    Shell shell;
    shell.here.repository.add_target("targets", "path/to/file.txt", "content");
    shell.here.repository.publish_targets();
    REQUIRE(shell.init() == 0);
    REQUIRE(shell.urls.empty());
    REQUIRE(shell.refresh() == 0);
    REQUIRE(shell.urls == Names{"http://county/metadata/2.root.json",
                                "http://county/metadata/timestamp.json",
                                "http://county/metadata/2.snapshot.json",
                                "http://county/metadata/2.targets.json"});
    REQUIRE(VALUE(shell.here.files.list(shell.metadata.path())) ==
            Names{"root.json", "snapshot.json", "targets.json", "timestamp.json"});
    REQUIRE(VALUE(shell.here.files.list(shell.targets.path())).empty());
    REQUIRE(shell.download({"path/to/file.txt"}) == 0);
    REQUIRE(shell.downloaded("path%2Fto%2Ffile.txt") == "content");
    REQUIRE(shell.urls.back() ==
            "http://county/targets/path/to/" + sha256_hex("content") + ".file.txt");
}

TEST_CASE("a download refreshes first, and says so when there is no such target") {
    Shell shell;
    REQUIRE(shell.init() == 0);
    REQUIRE(shell.download({"nothing"}) == 1);
    REQUIRE(shell.here.repository.asked_metadata.size() == 4);
    REQUIRE(VALUE(shell.here.files.list(shell.metadata.path())).size() == 4);
}

TEST_CASE("a target that is there already is not fetched again, unless it changed") {
    Shell shell;
    Repository& repository = shell.here.repository;
    repository.add_target("targets", "file", "content");
    repository.publish_targets();
    REQUIRE(shell.init() == 0);
    REQUIRE(shell.download({"file"}) == 0);
    REQUIRE(shell.download({"file"}) == 0);
    REQUIRE(repository.asked_targets.size() == 1);

    repository.add_target("targets", "file", "longer content");
    repository.publish_targets();
    REQUIRE(shell.download({"file"}) == 0);
    REQUIRE(shell.downloaded("file") == "longer content");
    REQUIRE(VALUE(shell.here.files.list(shell.targets.path())) == Names{"file"});
}

TEST_CASE("arbitrary software: a false target leaves the one that is there") {
    Shell shell;
    Repository& repository = shell.here.repository;
    repository.add_target("targets", "file", "content");
    repository.publish_targets();
    REQUIRE(shell.init() == 0);
    REQUIRE(shell.download({"file"}) == 0);
    repository.add_target("targets", "file", "second");
    repository.publish_targets();
    repository.target_files[sha256_hex("second") + ".file"] = "evil!!";
    REQUIRE(shell.download({"file"}) == 1);
    REQUIRE(shell.downloaded("file") == "content");
}

TEST_CASE("a target is written in the folder it belongs in, whatever it is called") {
    for (const std::string& name : {std::string(".."), std::string("."), std::string("../../evil"),
                                    std::string("/etc/evil"), std::string(300, 'x')}) {
        INFO(name);
        Shell shell;
        Repository& repository = shell.here.repository;
        repository.root().consistent_snapshot = false;
        repository.add_target("targets", name, "content");
        repository.publish({"root", "targets", "snapshot", "timestamp"});
        REQUIRE(shell.init() == 0);
        REQUIRE(shell.download({name}) == 0);
        REQUIRE(VALUE(shell.here.files.list(shell.targets.path())) == Names{file_name_of(name)});
        REQUIRE(shell.downloaded(file_name_of(name)) == "content");
        REQUIRE(shell.download({name}) == 0);
        REQUIRE(repository.asked_targets.size() == 1);
    }
}

TEST_CASE("a link in a target's place is replaced, never written through") {
    Shell shell;
    shell.here.repository.add_target("targets", "file", "content");
    shell.here.repository.publish_targets();
    REQUIRE(shell.init() == 0);
    const Path precious = shell.metadata.path() / "precious";
    REQUIRE_OK(shell.here.files.write_durably(precious, "mine", FileMode::shared));
    std::filesystem::create_symlink(precious, shell.targets.path() / "file");
    REQUIRE(shell.download({"file"}) == 0);
    REQUIRE(shell.downloaded("file") == "content");
    REQUIRE(VALUE(shell.here.files.read(precious, 100)) == "mine");
    // Nor one that waits where the new file is written.
    std::filesystem::create_symlink(precious, shell.targets.path() / "file.new");
    shell.here.repository.add_target("targets", "file", "second");
    shell.here.repository.publish_targets();
    REQUIRE(shell.download({"file"}) == 1);
    REQUIRE(shell.downloaded("file") == "content");
    REQUIRE(VALUE(shell.here.files.read(precious, 100)) == "mine");
}

TEST_CASE("several targets are downloaded by one command") {
    Shell shell;
    shell.here.repository.add_target("targets", "a", "1");
    shell.here.repository.add_target("targets", "b", "2");
    shell.here.repository.publish_targets();
    REQUIRE(shell.init() == 0);
    REQUIRE(shell.download({"a", "b"}) == 0);
    REQUIRE(shell.downloaded("a") == "1");
    REQUIRE(shell.downloaded("b") == "2");
}

TEST_CASE("what may stand in no URL is encoded, what encodes already is left") {
    Shell shell;
    Repository& repository = shell.here.repository;
    repository.add_delegation("targets", {"../role", {}, false, {"*"}, {}});
    repository.add_target("../role", "a b?村%20", "content");
    repository.publish({"../role"});
    repository.publish_targets();
    REQUIRE(shell.init() == 0);
    REQUIRE(shell.download({"a b?村%20"}) == 1);  // the shelf has it under its plain name
    REQUIRE(shell.urls.end()[-2] == "http://county/metadata/1...%2Frole.json");
    REQUIRE(shell.urls.back() ==
            "http://county/targets/" + sha256_hex("content") + ".a%20b%3F%E6%9D%91%20");
}

TEST_CASE("the clock that was given decides what has expired") {
    Shell shell;
    REQUIRE(shell.init() == 0);
    shell.clock.wall += 31 * Repository::day_ms;
    REQUIRE(shell.refresh() == 1);
    shell.clock.wall -= 2 * Repository::day_ms;
    REQUIRE(shell.refresh() == 0);
}

TEST_CASE("a false root is not installed, and nothing is asked for without one") {
    Shell shell;
    const Path root = shell.here.folder.path() / "root.json";
    Json forged = Json::parse(shell.here.stored("root"));
    forged["signed"].erase("version");
    REQUIRE_OK(shell.here.files.write_durably(root, forged.dump(), FileMode::shared));
    REQUIRE(shell.init() == 1);
    REQUIRE(shell.refresh() == 1);
    REQUIRE(shell.urls.empty());
}

TEST_CASE("init may be called again; what was fetched before stays") {
    Shell shell;
    REQUIRE(shell.init() == 0);
    REQUIRE(shell.refresh() == 0);
    REQUIRE(shell.init() == 0);
    REQUIRE(VALUE(shell.here.files.list(shell.metadata.path())).size() == 4);
}

TEST_CASE("options may be written with an equals sign; wrong arguments fail") {
    Shell shell;
    REQUIRE(shell.init() == 0);
    const std::string folder = "--metadata-dir=" + shell.metadata.path().string();
    REQUIRE(shell.run({folder, "--metadata-url=http://county/metadata", "refresh"}) == 0);
    REQUIRE(shell.run({folder, "--metadata-url=http://nowhere/metadata", "refresh"}) == 1);
    shell.urls.clear();
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {},
             {"refresh"},
             {folder},
             {folder, "refresh"},
             {folder, "init"},
             {folder, "init", "/nowhere/root.json"},
             {folder, "--metadata-url"},
             {folder, "--metadata-url=http://county/metadata", "dance"},
             {folder, "--metadata-url=http://county/metadata", "download"},
             {folder, "--colour=red", "--metadata-url=http://county/metadata", "refresh"}}) {
        REQUIRE(shell.run(words) == 1);
    }
    REQUIRE(shell.urls.empty());
}
