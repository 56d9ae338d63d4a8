// Who may speak for which target, and in which order they are asked.

#include "tests/trust/installation.h"

using namespace hall;
using namespace hall::tuf;

namespace {

struct Edge {
    const char* delegator;
    const char* role;
    std::vector<std::string> paths = {"*"};
    bool terminating = false;
};

void build(Repository& repository, const std::vector<Edge>& edges) {
    std::set<std::string> roles;
    for (const Edge& edge : edges) {
        repository.add_delegation(edge.delegator,
                                  {edge.role, {}, edge.terminating, edge.paths, {}});
        roles.insert(edge.role);
    }
    for (const std::string& role : roles) repository.publish({role});
    repository.publish_targets();
}

// Delegated roles asked for since the last refresh.
Names visited(const Repository& repository) {
    Names names;
    for (const std::string& name : repository.asked_metadata) {
        if (!name.starts_with("1.")) continue;
        const std::string role = name.substr(2, name.size() - 7);
        if (role != "snapshot" && role != "targets") names.push_back(role);
    }
    return names;
}

}  // namespace

TEST_CASE("roles are searched depth first, in the order they are named") {
    struct Case {
        const char* name;
        std::vector<Edge> edges;
        Names order;
    };
    const std::vector<std::string> python = {"*.py"};
    const std::vector<Case> cases = {
        {"one", {{"targets", "A"}}, {"A"}},
        {"two beside each other", {{"targets", "A"}, {"targets", "B"}}, {"A", "B"}},
        {"two levels", {{"targets", "A"}, {"targets", "B"}, {"B", "C"}}, {"A", "B", "C"}},
        {"depth before breadth",
         {{"targets", "A"}, {"targets", "B"}, {"A", "C"}, {"A", "D"}},
         {"A", "C", "D", "B"}},
        {"three levels",
         {{"targets", "A"}, {"targets", "B"}, {"A", "C"}, {"C", "D"}},
         {"A", "C", "D", "B"}},
        {"a terminating role drops its brothers and uncles",
         {{"targets", "A"}, {"targets", "B"}, {"A", "C", {"*"}, true}, {"A", "D"}},
         {"A", "C"}},
        {"but not its children",
         {{"targets", "A"}, {"targets", "B"}, {"A", "C", {"*"}, true}, {"C", "D"}},
         {"A", "C", "D"}},
        {"a terminating role for other paths drops nobody",
         {{"targets", "A", python, true}, {"targets", "B"}},
         {"B"}},
        {"a branch for other paths is left out",
         {{"targets", "A", python}, {"targets", "B"}, {"A", "C"}},
         {"B"}},
        {"further down, too",
         {{"targets", "A"}, {"targets", "B"}, {"A", "C", python}, {"C", "D"}},
         {"A", "B"}},
        {"a circle ends",
         {{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"C", "D"}, {"D", "B"}},
         {"A", "B", "C", "D"}},
        {"a role that names itself", {{"targets", "A"}, {"A", "A"}}, {"A"}},
        {"two name a third, which is asked once",
         {{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"A", "C"}},
         {"A", "C", "B"}},
        {"two name a third, one of them for other paths",
         {{"targets", "A"}, {"targets", "B"}, {"B", "C"}, {"A", "C", python}},
         {"A", "B", "C"}},
    };
    for (const Case& c : cases) {
        Installation here;
        build(here.repository, c.edges);
        INFO(c.name);
        REQUIRE_ERROR(Errc::not_found, here.download("missing"));
        REQUIRE(visited(here.repository) == c.order);
    }
}

TEST_CASE("a target is found where every delegation on the way covers it") {
    struct Case {
        const char* path;
        bool found;
        Names order;
    };
    for (const Case& c :
         {Case{"targetfile", true, {}}, Case{"README.md", true, {"A"}},
          Case{"releases/x/x_v1", true, {"B", "C"}}, Case{"releases/y/y_v1.zip", true, {"B", "D"}},
          // D has it, but nobody let D speak for it.
          Case{"releases/z/z_v1.zip", false, {"B"}}}) {
        Installation here;
        here.repository.add_target("targets", "targetfile", "by targets");
        here.repository.add_target("A", "README.md", "by A");
        here.repository.add_target("C", "releases/x/x_v1", "x by C");
        here.repository.add_target("D", "releases/y/y_v1.zip", "y by D");
        here.repository.add_target("D", "releases/z/z_v1.zip", "z by D");
        build(here.repository, {{"targets", "A", {"*.doc", "*.md"}},
                                {"targets", "B", {"releases/*/*"}},
                                {"B", "C", {"releases/x/*"}},
                                {"B", "D", {"releases/y/*.zip"}}});
        INFO(c.path);
        const Result<std::string> content = here.download(c.path);
        REQUIRE(content.ok() == c.found);
        if (c.found) REQUIRE(content.value() == here.repository.target_files.at(c.path));
        REQUIRE(visited(here.repository) == c.order);
    }
}

TEST_CASE("the first role that has a target speaks for it") {
    Installation here;
    here.repository.add_target("B", "file", "by B");
    here.repository.add_target("A", "file", "by A");
    build(here.repository, {{"targets", "A"}, {"targets", "B"}});
    Client client = VALUE(here.open());
    REQUIRE_OK(client.refresh(here.repository, here.now_ms));
    REQUIRE(VALUE(client.find(here.repository, "file", here.now_ms)).role == "A");
}

TEST_CASE("no more roles are visited than the limit says") {
    Installation here;
    std::vector<std::string> names;
    for (int i = 0; i < 40; ++i) names.push_back("role-" + std::to_string(i));
    std::vector<Edge> edges;
    for (int i = 0; i < 40; ++i) {
        edges.push_back({i == 0 ? "targets" : names[i - 1].c_str(), names[i].c_str()});
    }
    here.repository.add_target(names[31], "near", "32 delegations away");
    here.repository.add_target(names[32], "far", "33 delegations away");
    build(here.repository, edges);
    REQUIRE(VALUE(here.download("near")) == "32 delegations away");
    REQUIRE_ERROR(Errc::not_found, here.download("far"));
}

TEST_CASE("bins by the hash of the path share the targets among them") {
    Installation here;
    Repository& repository = here.repository;
    repository.add_delegation("targets",
                              {"low", {}, false, {}, {"0", "1", "2", "3", "4", "5", "6", "7"}});
    repository.add_delegation("targets",
                              {"high", {}, false, {}, {"8", "9", "a", "b", "c", "d", "e", "f"}});
    repository.add_target("high", "abc", "ba78…");
    repository.add_target("low", "abc", "not its own");
    repository.publish({"low", "high"});
    repository.publish_targets();
    REQUIRE(VALUE(here.download("abc")) == "ba78…");
    REQUIRE(visited(repository) == Names{"high"});
}

TEST_CASE("succinct bins share the targets among them") {
    Installation here;
    Repository& repository = here.repository;
    const Signer signer = make_signer(here.random);
    Delegations delegations;
    delegations.keys[signer.id] = signer.key;
    delegations.succinct = SuccinctRoles{{{signer.id}, 1}, 2, "bin"};
    for (const char* bin : {"bin-0", "bin-1", "bin-2", "bin-3"}) {
        repository.targets(bin);
        repository.signers(bin).push_back(signer);
    }
    repository.targets().delegations = delegations;
    repository.add_target("bin-2", "abc", "ba78…");  // 0xb is 1011: bin 10
    repository.publish({"bin-0", "bin-1", "bin-2", "bin-3"});
    repository.publish_targets();
    REQUIRE(VALUE(here.download("abc")) == "ba78…");
    REQUIRE(visited(repository) == Names{"bin-2"});
}

TEST_CASE("arbitrary software: a delegated role not signed by its delegator's keys is refused") {
    Installation here;
    build(here.repository, {{"targets", "A"}});
    here.repository.add_target("A", "file", "evil");
    here.repository.signers("A") = {make_signer(here.random)};
    here.repository.publish({"A", "snapshot", "timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.download("file"));
    REQUIRE(here.version("A") == 0);
    REQUIRE(here.repository.asked_targets.empty());
}

TEST_CASE("a role verified for one delegator is verified again for another") {
    Installation here;
    Repository& repository = here.repository;
    build(repository, {{"targets", "A"}, {"targets", "B"}, {"A", "C"}});
    repository.add_delegation("B", {"C", {}, false, {"*"}, {}});
    // B trusts another key for C than A does.
    const Signer other = make_signer(here.random);
    Delegations& from_b = *repository.targets("B").delegations;
    from_b.keys = {{other.id, other.key}};
    from_b.roles.front().role.key_ids = {other.id};
    repository.publish({"B"});
    repository.publish_targets();

    Client client = VALUE(here.open());
    REQUIRE_OK(client.refresh(repository, here.now_ms));
    REQUIRE_OK(client.role(repository, "A", "targets", here.now_ms));
    REQUIRE_OK(client.role(repository, "B", "targets", here.now_ms));
    REQUIRE_OK(client.role(repository, "C", "A", here.now_ms));
    REQUIRE_ERROR(Errc::untrusted, client.role(repository, "C", "B", here.now_ms));
    // And the other way round: what lies on the disk for A is not taken for B.
    Client again = VALUE(here.open());
    REQUIRE_OK(again.refresh(repository, here.now_ms));
    REQUIRE_OK(again.role(repository, "B", "targets", here.now_ms));
    REQUIRE_ERROR(Errc::untrusted, again.role(repository, "C", "B", here.now_ms));
}

TEST_CASE("a role is known by its delegator only, and fetched once while it does not change") {
    Installation here;
    Repository& repository = here.repository;
    build(repository, {{"targets", "town"}, {"town", "village"}});
    Client client = VALUE(here.open());
    REQUIRE_OK(client.refresh(repository, here.now_ms));
    REQUIRE_ERROR(Errc::not_found, client.role(repository, "village", "town", here.now_ms));
    REQUIRE(VALUE(client.role(repository, "town", "targets", here.now_ms))->common.version == 1);
    REQUIRE_ERROR(Errc::not_found, client.role(repository, "village", "targets", here.now_ms));
    REQUIRE_ERROR(Errc::not_found, client.role(repository, "outsider", "town", here.now_ms));
    REQUIRE_OK(client.role(repository, "village", "town", here.now_ms));
    repository.asked_metadata.clear();
    REQUIRE_OK(client.role(repository, "village", "town", here.now_ms));
    REQUIRE(repository.asked_metadata.empty());

    // A new life reads it from the disk; a new version is fetched.
    Client again = VALUE(here.open());
    REQUIRE_OK(again.refresh(repository, here.now_ms));
    repository.asked_metadata.clear();
    REQUIRE_OK(again.role(repository, "town", "targets", here.now_ms));
    REQUIRE(repository.asked_metadata.empty());
    repository.publish({"town", "snapshot", "timestamp"});
    REQUIRE_OK(again.refresh(repository, here.now_ms));
    REQUIRE(VALUE(again.role(repository, "town", "targets", here.now_ms))->common.version == 2);
    REQUIRE(repository.asked_metadata.back() == "2.town.json");
}

TEST_CASE("a role that is delegated to but not in the snapshot is left out by somebody") {
    Installation here;
    Repository& repository = here.repository;
    repository.add_delegation("targets", {"A", {}, false, {"*"}, {}});
    repository.publish_targets();
    REQUIRE_ERROR(Errc::untrusted, here.download("file"));
    Client client = VALUE(here.open());
    REQUIRE_OK(client.refresh(repository, here.now_ms));
    REQUIRE_ERROR(Errc::not_found, client.role(repository, "A", "targets", here.now_ms));
}

TEST_CASE("freeze: an expired delegated role is not used, from the network or from the disk") {
    Installation here;
    Repository& repository = here.repository;
    repository.add_target("A", "first", "1");
    repository.add_target("A", "second", "2");
    repository.targets("A").common.expires_ms = here.now_ms + 7 * Repository::day_ms;
    build(repository, {{"targets", "A"}});
    here.now_ms += 18 * Repository::day_ms;
    REQUIRE_ERROR(Errc::untrusted, here.download("first"));
    REQUIRE(here.version("A") == 0);
    here.now_ms -= 18 * Repository::day_ms;
    REQUIRE(VALUE(here.download("first")) == "1");
    REQUIRE(here.version("A") == 1);
    here.now_ms += 18 * Repository::day_ms;
    REQUIRE_ERROR(Errc::untrusted, here.download("second"));
    repository.targets("A").common.expires_ms = here.now_ms + 3 * Repository::day_ms;
    repository.publish({"A", "snapshot", "timestamp"});
    REQUIRE(VALUE(here.download("second")) == "2");
    REQUIRE(here.version("A") == 2);
}

TEST_CASE("freeze: a delegated role that expires while the program runs is not used any more") {
    Installation here;
    Repository& repository = here.repository;
    repository.targets("A").common.expires_ms = here.now_ms + Repository::day_ms;
    build(repository, {{"targets", "A"}});
    Client client = VALUE(here.open());
    REQUIRE_OK(client.refresh(repository, here.now_ms));
    REQUIRE_OK(client.role(repository, "A", "targets", here.now_ms));
    REQUIRE_ERROR(Errc::untrusted,
                  client.role(repository, "A", "targets", here.now_ms + Repository::day_ms));
}

TEST_CASE("mix and match: a delegated role of another version than the snapshot says is refused") {
    Installation here;
    Repository& repository = here.repository;
    build(repository, {{"targets", "A"}});
    repository.publish({"A"});
    repository.metadata_files["1.A.json"] = repository.metadata_files.at("2.A.json");
    repository.snapshot().meta.at("A.json").version = 1;
    repository.publish({"snapshot", "timestamp"});
    REQUIRE_ERROR(Errc::untrusted, here.download("file"));
}

TEST_CASE("a delegated role's name can be anything and never leaves the folder") {
    for (const char* name :
         {"?", "#", "/role", "../role", "..", ".", "a b", "村", "%2e", "role\\x"}) {
        Installation here;
        build(here.repository, {{"targets", name}});
        INFO(name);
        REQUIRE_ERROR(Errc::not_found, here.download("missing"));
        REQUIRE(visited(here.repository) == Names{encoded_role_name(name)});
        REQUIRE(here.versions().size() == 5);
        REQUIRE(here.version(name) == 1);
    }
    REQUIRE(encoded_role_name("../村-a_b.c~") == "..%2F%E6%9D%91-a_b.c~");
}

TEST_CASE("a delegated role's name may be longer than a file's, and is kept apart from others") {
    std::string name;
    for (int i = 0; i < 80; ++i) name += "村";
    const std::string longer = name + "一";
    Installation here;
    build(here.repository, {{"targets", name.c_str()}, {"targets", longer.c_str()}});
    REQUIRE_ERROR(Errc::not_found, here.download("missing"));
    REQUIRE(visited(here.repository) == Names{encoded_role_name(name), encoded_role_name(longer)});
    REQUIRE(here.versions().size() == 6);
    REQUIRE(here.version(name) == 1);
    // What is on the disk is found again.
    REQUIRE_ERROR(Errc::not_found, here.download("missing"));
    REQUIRE(visited(here.repository).size() == 2);
}

TEST_CASE("the name of a file is never a folder's, nor too long for one") {
    for (const std::string& name :
         {std::string(), std::string("."), std::string(".."), std::string("/"),
          std::string("../.."), std::string(4000, 'x')}) {
        INFO(name);
        const std::string file = file_name_of(name);
        REQUIRE(file.find('/') == std::string::npos);
        REQUIRE(file != "");
        REQUIRE(file != ".");
        REQUIRE(file != "..");
        REQUIRE(file.size() <= 200);
    }
    REQUIRE(file_name_of("root") == "root");
    REQUIRE(file_name_of(std::string(200, 'x')) == std::string(200, 'x'));
    REQUIRE(file_name_of(std::string(201, 'x')) != file_name_of(std::string(202, 'x')));
}
