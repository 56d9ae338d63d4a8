// The commands, as words in and words out; and the program itself once.

#include "platform/commands/commands.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <fstream>

#include "platform/commands/arguments.h"
#include "platform/publish/picture_jpeg.h"
#include "sync/wire/blob.h"
#include "tests/catch.h"
#include "tests/platform/county.h"

using namespace hall;

using namespace hall::platform;

namespace {

CommandResult run(TestCounty& county, std::vector<std::string> words) {
    words.insert(words.end(), {"--data", county.data().string()});
    return run_county_command(county.platform(), {words, county.data()});
}

void write(const Path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
}

Document newest(TestCounty& county, std::string channel, std::string id) {
    return VALUE(ask<Document>(county.executor(), [&](Store& store) {
        return store.documents().newest({channel, id});
    }));
}

// Runs the program and gives its exit code; its output goes to the file.
int run_program(const std::vector<std::string>& words, const Path& output) {
    const std::string program = std::string(HALL_BINARY_DIR) + "/hall-platform";
    std::vector<char*> argv{const_cast<char*>(program.c_str())};
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        const int file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        ::dup2(file, 1);
        ::dup2(file, 2);
        ::execv(program.c_str(), argv.data());
        ::_exit(127);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string text_of_file(const Path& file) {
    return VALUE(DiskFiles().read(file, 1 << 20));
}

}  // namespace

TEST_CASE("options come with their values, once, and by names we know") {
    constexpr OptionName options[] = {{"--data"}, {"--quick", false}};
    const auto parse = [&](std::vector<std::string> words) {
        return Arguments::parse(words, options);
    };
    const Arguments arguments = VALUE(parse({"list", "--data", "d", "--quick"}));
    REQUIRE(arguments.words() == std::vector<std::string>{"list"});
    REQUIRE(VALUE(arguments.value("--data")) == "d");
    REQUIRE(arguments.has("--quick"));
    REQUIRE_ERROR(Errc::refused, parse({"--none"}));
    REQUIRE_ERROR(Errc::refused, parse({"--data"}));
    REQUIRE_ERROR(Errc::refused, parse({"--data", "a", "--data", "b"}));
    REQUIRE_ERROR(Errc::refused, VALUE(parse({})).value("--data"));
}

TEST_CASE("articles are imported into a column by its name, and published") {
    TestCounty county;
    write(
        county.data() / "a.jsonl",
        "{\"id\":\"D 1\",\"title\":\"稻瘟病\",\"body\":\"第一段\\n第二段\",\"source\":\"农技站\"}\n"
        "\n{\"id\":2,\"title\":\"二化螟\",\"body\":\"正文\"}\n");
    const std::vector<std::string> words = {"import",   "articles",      "--channel", "county",
                                            "--column", "农技指导/植保", "a.jsonl"};
    const CommandResult first = run(county, words);
    INFO(first.err);
    REQUIRE(first.exit == 0);
    REQUIRE_THAT(first.out, contains_text("导入2篇"));
    REQUIRE_THAT(first.out, contains_text("county 第2版"));
    const auto documents = VALUE(ask<std::vector<Document>>(county.executor(), [](Store& store) {
        return store.documents().of_type("county", "article");
    }));
    REQUIRE(documents.size() == 3);
    const Document& rice = *std::find_if(documents.begin(), documents.end(), [](const Document& d) {
        return string_or(d.body, "title") == "稻瘟病";
    });
    REQUIRE(is_document_id(rice.id));
    REQUIRE(rice.body["column"] == "protection");
    REQUIRE(rice.body["text"] == "第一段\n\n第二段");
    const CommandResult again = run(county, words);
    REQUIRE_THAT(again.out, contains_text("没有变化2篇"));
    REQUIRE(again.out.find("已发布") == std::string::npos);
}

TEST_CASE("one bad line keeps the whole file out, and is named") {
    TestCounty county;
    write(county.data() / "a.jsonl",
          "{\"id\":\"good\",\"type\":\"article\",\"body\":{\"board\":\"farming\",\"column\":"
          "\"grain\","
          "\"title\":\"好\",\"date\":\"2026-11-01\",\"text\":\"正文\"}}\n"
          "{\"id\":\"bad\",\"type\":\"article\",\"body\":{\"board\":\"farming\"}}\n"
          "not json\n");
    const CommandResult refused =
        run(county, {"import", "documents", "--channel", "county", "a.jsonl"});
    REQUIRE(refused.exit == 1);
    REQUIRE_THAT(refused.err, contains_text("第2行（bad）"));
    REQUIRE_THAT(refused.err, contains_text("第3行"));
    REQUIRE_ERROR(Errc::not_found, ask<Document>(county.executor(), [](Store& store) {
                      return store.documents().newest({"county", "good"});
                  }));
    const CommandResult skipped =
        run(county, {"import", "documents", "--channel", "county", "--skip-bad", "a.jsonl"});
    REQUIRE(skipped.exit == 0);
    REQUIRE(newest(county, "county", "good").rev == 1);
}

TEST_CASE("a picture is kept under its hash, and how to name it is printed") {
    TestCounty county;
    const std::string weir =
        VALUE(encode_png({.width = 2, .height = 1, .rgba = {1, 2, 3, 255, 4, 5, 6, 255}}));
    // What it is called says nothing.
    write(county.data() / "weir.jpg", weir);
    const CommandResult done = run(county, {"import", "blob", "--mime", "image/jpeg", "weir.jpg"});
    REQUIRE(done.exit == 0);
    const BlobRef blob = VALUE(blob_ref_of(VALUE(parse_json(done.out))));
    REQUIRE(blob.mime == "image/png");
    REQUIRE(blob.bytes == static_cast<std::int64_t>(weir.size()));
    REQUIRE(blob.width == 2);
    REQUIRE(county.body(county.answer(request_to("GET", blob_path(blob.sha256)))) == weir);
    REQUIRE(run(county, {"import", "blob", "weir.jpg"}).out == done.out);
    REQUIRE(run(county, {"import", "blob", "--mime", "picture", "weir.jpg"}).exit == 2);
    write(county.data() / "words.jpg", "a picture");
    REQUIRE_THAT(run(county, {"import", "blob", "words.jpg"}).err, contains_text("不是图片"));
    REQUIRE_THAT(run(county, {"import", "blob", "--mime", "audio/mpeg", "words.jpg"}).err,
                 contains_text("audio/mpeg"));
    write(county.data() / "empty.jpg", "");
    REQUIRE(run(county, {"import", "blob", "--mime", "image/jpeg", "empty.jpg"}).exit == 1);
    REQUIRE(run(county, {"import", "blob", "--mime", "image/jpeg", "none.jpg"}).exit == 1);
}

TEST_CASE("a document is withdrawn by a line that says so") {
    TestCounty county;
    write(county.data() / "a.jsonl", "{\"id\":\"county-news\",\"gone\":true}\n");
    REQUIRE(run(county, {"import", "documents", "--channel", "county", "a.jsonl"}).exit == 0);
    REQUIRE(newest(county, "county", "county-news").gone);
    REQUIRE(newest(county, "county", "county-news").rev == 2);
}

TEST_CASE("a command that cannot be done says so in words") {
    TestCounty county;
    const auto says = [&](std::vector<std::string> words, int exit, const char* text) {
        const CommandResult result = run(county, std::move(words));
        INFO(result.err);
        REQUIRE(result.exit == exit);
        REQUIRE_THAT(result.err, contains_text(text));
    };
    says({"import", "articles", "--channel", "county", "a.jsonl"}, 2, "--column");
    says({"import", "articles", "--column", "x", "a.jsonl"}, 2, "--channel");
    says({"import", "pictures"}, 2, "import");
    says({"import", "documents", "--channel", "county", "none.jsonl"}, 1, "没有找到");
    write(county.data() / "a.jsonl", "{}");
    says({"import", "articles", "--channel", "county", "--column", "月亮", "a.jsonl"}, 1,
         "农技指导");
    says({"import", "documents", "--channel", "moon", "a.jsonl"}, 1, "没有找到");
    says({"kiosk", "code"}, 2, "--village");
    says({"kiosk", "code", "--village", "510681113999"}, 1, "没有这个村");
    says({"kiosk", "revoke", "--kiosk", "none"}, 1, "没有这台机器");
    says({"kiosk"}, 2, "kiosk");
    says({"user", "add", "--name", "a", "--role", "king"}, 1, "角色");
    says({"user", "add", "--name", "A B", "--role", "county"}, 1, "账号");
    says({"user", "add", "--name", "a", "--role", "village", "--scope", "1"}, 1, "12位");
    says({"user", "add", "--name", "a", "--role", "department"}, 1, "部门");
    says({"publish", "--channel", "moon"}, 1, "没有找到");
    says({"publish", "--what"}, 2, "--what");
}

TEST_CASE("a new account can log in with the password that was printed once") {
    TestCounty county;
    const CommandResult added = run(county, {"user", "add", "--name", "chen", "--shown", "小陈",
                                             "--role", "town", "--scope", "510681104"});
    REQUIRE(added.exit == 0);
    const std::size_t at = added.out.find("：") + std::string("：").size();
    const std::string word = added.out.substr(at, added.out.find('\n') - at);
    const User user = VALUE(ask<User>(
        county.executor(), [](Store& store) { return store.people().find_user("chen"); }));
    REQUIRE(user.scope == "510681104");
    REQUIRE_OK(check_password(word, user.verifier));
    REQUIRE_THAT(run(county, {"user", "list"}).out, contains_text("chen"));
}

namespace {

User account(TestCounty& county, const std::string& name) {
    return VALUE(
        ask<User>(county.executor(), [&](Store& store) { return store.people().find_user(name); }));
}

std::string word_in(const CommandResult& result) {
    INFO(result.err);
    REQUIRE(result.exit == 0);
    const std::size_t at = result.out.find("口令：") + std::string("口令：").size();
    return result.out.substr(at, result.out.find('\n') - at);
}

std::vector<StaffMember> staff(TestCounty& county, std::string_view village) {
    return VALUE(ask<std::vector<StaffMember>>(
        county.executor(), [&](Store& store) { return store.people().staff(village); }));
}

}  // namespace

TEST_CASE("a name that is taken is not given to another person by adding it") {
    TestCounty county;
    const User before = account(county, "village");
    const CommandResult again =
        run(county, {"user", "add", "--name", "village", "--shown", "新来的", "--role", "village",
                     "--scope", std::string(other_village)});
    REQUIRE(again.exit == 1);
    REQUIRE_THAT(again.err, contains_text(before.shown));
    REQUIRE_THAT(again.err, contains_text("user replace"));
    const User after = account(county, "village");
    REQUIRE(after.verifier == before.verifier);
    REQUIRE(after.shown == before.shown);
    REQUIRE(after.scope == before.scope);
}

TEST_CASE("a new password for the same person, and an account that passes on, are said so") {
    TestCounty county;
    const User before = account(county, "village");
    const std::string word = word_in(run(county, {"user", "reset", "--name", "village"}));
    User after = account(county, "village");
    REQUIRE_OK(check_password(word, after.verifier));
    REQUIRE(after.shown == before.shown);
    REQUIRE(after.scope == before.scope);

    REQUIRE(run(county, {"user", "replace", "--name", "village"}).exit == 2);
    REQUIRE(run(county, {"user", "replace", "--name", "village", "--shown", before.shown}).exit ==
            1);
    REQUIRE(run(county, {"user", "replace", "--name", "village", "--shown", "　\u200B"}).exit == 2);
    REQUIRE(account(county, "village").verifier == after.verifier);
    const std::string next =
        word_in(run(county, {"user", "replace", "--name", "village", "--shown", "新书记"}));
    after = account(county, "village");
    REQUIRE_OK(check_password(next, after.verifier));
    REQUIRE_FALSE(check_password(word, after.verifier).ok());
    REQUIRE(after.shown == "新书记");
    REQUIRE(after.scope == before.scope);
    // Another role has another scope, which must be said.
    REQUIRE(
        run(county, {"user", "replace", "--name", "village", "--shown", "镇上的", "--role", "town"})
            .exit == 1);
    for (const char* word_of_nobody : {"reset", "replace"}) {
        const CommandResult none =
            run(county, {"user", word_of_nobody, "--name", "nobody", "--shown", "谁"});
        REQUIRE(none.exit == 1);
        REQUIRE_THAT(none.err, contains_text("没有这个账号"));
    }
}

TEST_CASE("an account needs somebody it belongs to, and a department its whole name") {
    TestCounty county;
    const auto add = [&](std::string shown, std::string role, std::string scope) {
        return run(county, {"user", "add", "--name", "new", "--shown", std::move(shown), "--role",
                            std::move(role), "--scope", std::move(scope)});
    };
    for (const char* blank : {" ", "　", "\u200B\uFEFF"}) {
        REQUIRE(add(blank, "town", std::string(songlin)).exit == 2);
        REQUIRE(add("某人", "department", blank).exit == 2);
    }
    REQUIRE(add("", "town", std::string(songlin)).exit == 1);
    REQUIRE(add("某人", "department", "").exit == 1);
    REQUIRE(add("某人", "department", "市民政局、市财政局").exit == 1);
    REQUIRE(add("某人", "county", std::string(dishui)).exit == 1);
    const CommandResult part = add("某人", "department", "民政局");
    REQUIRE(part.exit == 0);
    REQUIRE_THAT(part.err, contains_text("全名"));
    REQUIRE(run(county, {"user", "add", "--name", "whole", "--shown", "某人", "--role",
                         "department", "--scope", "市民政局"})
                .err.empty());
}

TEST_CASE("a number at the kiosks is one person's until it is given to another") {
    TestCounty county;
    TestKiosk kiosk(county);
    REQUIRE(kiosk.enrol().status == 200);
    const auto with = [&](std::vector<std::string> words) {
        words.insert(words.begin(), "staff");
        return run(county, std::move(words));
    };
    const std::string here(dishui);
    // 1001 serves every village: nobody of a single one may take it, nor the other way about.
    CommandResult taken = with({"add", "--village", here, "--number", "1001", "--name", "别人"});
    REQUIRE(taken.exit == 1);
    REQUIRE_THAT(taken.err, contains_text("小陈"));
    const std::string pin =
        word_in(with({"add", "--village", here, "--number", "1002", "--name", "小谢"}));
    REQUIRE(pin.size() == 8);
    REQUIRE(with({"add", "--village", here, "--number", "1002", "--name", "别人"}).exit == 1);
    REQUIRE(with({"add", "--village", "all", "--number", "1002", "--name", "别人"}).exit == 1);
    REQUIRE(with({"add", "--village", std::string(other_village), "--number", "1002", "--name",
                  "白里的"})
                .exit == 0);
    REQUIRE(staff(county, dishui).size() == 2);
    REQUIRE_OK(check_password(pin, staff(county, dishui)[1].verifier));

    REQUIRE(with({"replace", "--village", here, "--number", "1002", "--name", "小谢"}).exit == 1);
    const std::string next = word_in(with({"replace", "--village", here, "--number", "1002",
                                           "--name", "小赖", "--role", "secretary"}));
    REQUIRE(staff(county, dishui)[1].name == "小赖");
    REQUIRE(staff(county, dishui)[1].role == "secretary");
    REQUIRE_FALSE(check_password(pin, staff(county, dishui)[1].verifier).ok());
    const std::string third = word_in(with({"reset", "--village", here, "--number", "1002"}));
    REQUIRE(third != next);
    REQUIRE(staff(county, dishui)[1].name == "小赖");

    // The kiosk of that village hears of each change, in the list it logs people in with.
    const auto replies = kiosk.replies();
    REQUIRE(replies.size() == 4);
    const auto roster = VALUE(
        roster_of(VALUE(parse_json(VALUE(open_sealed(replies.back().sealed, kiosk.box_key()))))));
    REQUIRE(roster.size() == 2);
    REQUIRE_OK(check_password(third, roster[1].verifier));

    REQUIRE_THAT(with({"list"}).out, contains_text("小赖"));
    REQUIRE(with({"remove", "--village", here, "--number", "1002"}).exit == 0);
    REQUIRE(staff(county, dishui).size() == 1);
    REQUIRE(with({"reset", "--village", here, "--number", "1002"}).exit == 1);
    for (const char* number : {"12", "123456789", "12a4", "１００４"}) {
        INFO(number);
        REQUIRE(with({"add", "--village", here, "--number", number, "--name", "某"}).exit == 1);
    }
    REQUIRE(with({"add", "--village", here, "--number", "1003", "--name", "　"}).exit == 2);
    REQUIRE(with({"add", "--village", here, "--number", "1003"}).exit == 1);
    REQUIRE(with({"add", "--village", "510681113999", "--number", "1003", "--name", "某"}).exit ==
            1);
    REQUIRE(with({"add", "--village", here, "--number", "1003", "--name", "某", "--role", "king"})
                .exit == 1);
    REQUIRE(with({"add", "--number", "1003", "--name", "某"}).exit == 2);
}

TEST_CASE("kiosks are listed and revoked") {
    TestCounty county;
    REQUIRE_THAT(run(county, {"kiosk", "list"}).out, contains_text("还没有"));
    TestKiosk kiosk(county);
    const CommandResult code = run(county, {"kiosk", "code", "--village", std::string(dishui)});
    REQUIRE(code.exit == 0);
    REQUIRE(kiosk.enrol_with(code.out.substr(0, code.out.size() - 1)).status == 200);
    REQUIRE_THAT(run(county, {"kiosk", "list"}).out, contains_text(kiosk.id()));
    REQUIRE(run(county, {"kiosk", "revoke", "--kiosk", kiosk.id()}).exit == 0);
    REQUIRE(kiosk.send({bytes_of(kiosk.event())}).status == 401);
}

TEST_CASE("keys are listed by role and id, never their secrets") {
    TestCounty county;
    const CommandResult keys = run(county, {"keys"});
    REQUIRE_THAT(keys.out, contains_text("root\t签名"));
    REQUIRE_THAT(keys.out, contains_text("seal-discipline\t加密"));
    REQUIRE_THAT(keys.out, contains_text("village-510681113205"));
    for (const KeyFile& key : VALUE(county.platform().keys().list())) {
        const Json file = VALUE(parse_json(text_of_file(county.data() / "keys" / key.name)));
        REQUIRE(keys.out.find(string_or(file, "secret")) == std::string::npos);
    }
}

TEST_CASE("the same commands come through the control socket as lines") {
    TestCounty county;
    const std::string line = json_line({{"words", {"user", "list"}}, {"here", "/"}});
    const Json answer = VALUE(parse_json(answer_control(county.platform(), line)));
    REQUIRE(answer["exit"] == 0);
    REQUIRE_THAT(string_or(answer, "out"), contains_text("county"));
    REQUIRE(VALUE(parse_json(answer_control(county.platform(), "nonsense")))["exit"] == 1);
    REQUIRE(VALUE(parse_json(answer_control(county.platform(), "{}")))["exit"] == 2);
}

TEST_CASE("every command has its help, and wrong use is told from failure") {
    const TempFolder temp;
    const Path output = temp.path() / "out";
    for (const char* command :
         {"seed", "setup", "serve", "import", "publish", "kiosk", "user", "staff", "keys"}) {
        REQUIRE(run_program({command, "--help"}, output) == 0);
        REQUIRE_THAT(text_of_file(output), contains_text(command));
    }
    REQUIRE(run_program({}, output) == 2);
    REQUIRE(run_program({"dance"}, output) == 2);
    REQUIRE(run_program({"serve", "--data", temp.path() / "none"}, output) == 1);
    REQUIRE(run_program({"publish", "--data", temp.path() / "none"}, output) == 1);
    REQUIRE(run_program({"publish"}, output) == 2);
}

TEST_CASE("the demonstration county is founded, served, commanded and stopped") {
    const Path demo = Path(HALL_SOURCE_DIR) / "assets" / "demo";
    if (!std::filesystem::exists(demo / "county" / "boards.json")) {
        WARN("skipped: assets/demo holds no content yet");
        return;
    }
    const TempFolder temp;
    const std::string data = (temp.path() / "data").string();
    const Path output = temp.path() / "out";
    const int seeded =
        run_program({"seed", "--data", data, "--today", "2026-11-23", "--requests"}, output);
    INFO(text_of_file(output));
    REQUIRE(seeded == 0);
    REQUIRE_THAT(text_of_file(output), contains_text("73920418"));
    REQUIRE_THAT(text_of_file(output), contains_text("演示办件15件"));
    REQUIRE(run_program({"seed", "--data", data}, output) == 1);
    REQUIRE_THAT(text_of_file(output), contains_text("不会覆盖"));

    const Path log = temp.path() / "log";
    const std::string program = std::string(HALL_BINARY_DIR) + "/hall-platform";
    const pid_t server = ::fork();
    if (server == 0) {
        const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        ::dup2(file, 1);
        ::dup2(file, 2);
        ::execl(program.c_str(), program.c_str(), "serve", "--data", data.c_str(), "--port", "0",
                static_cast<char*>(nullptr));
        ::_exit(127);
    }
    for (int i = 0; i < 200; ++i) {
        if (std::filesystem::exists(log) &&
            text_of_file(log).find("listening http://127.0.0.1:") != std::string::npos) {
            break;
        }
        ::usleep(50'000);
    }
    const std::string said = text_of_file(log);
    // While it runs, commands reach it; a second server is turned away. Judged after it
    // is stopped, so that no process is left behind.
    const int coded =
        run_program({"kiosk", "code", "--data", data, "--village", std::string(dishui)}, output);
    const std::string code = text_of_file(output);
    const int second = run_program({"serve", "--data", data, "--port", "0"}, output);
    ::kill(server, SIGTERM);
    int status = 0;
    ::waitpid(server, &status, 0);
    REQUIRE_THAT(said, contains_text("listening http://127.0.0.1:"));
    REQUIRE(coded == 0);
    REQUIRE(code.size() > 14);
    REQUIRE(second == 1);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) == 0);
    REQUIRE_FALSE(std::filesystem::exists(Path(data) / "control"));
    REQUIRE(run_program({"publish", "--data", data}, output) == 0);
    REQUIRE_THAT(text_of_file(output), contains_text("没有等着"));
}

TEST_CASE("the people of the demonstration are those its articles name") {
    const TempFolder temp;
    const Path data = temp.path() / "data";
    const Path output = temp.path() / "out";
    REQUIRE(run_program({"seed", "--data", data.string(), "--today", "2026-11-23"}, output) == 0);
    const auto store = VALUE(open_sqlite_store(data / "platform.db"));
    const std::string channel = village_channel(dishui);
    std::string articles;
    for (const Document& article : VALUE(store->documents().of_type(channel, "article"))) {
        articles += json_line(article.body);
    }
    std::string secretary;
    std::string clerk;
    for (const StaffMember& member : VALUE(store->people().staff(dishui))) {
        INFO(member.name);
        if (member.role == "secretary") secretary = member.name;
        if (member.role != "staff") continue;
        CHECK(articles.find(member.name) != std::string::npos);
        if (clerk.empty()) clerk = member.name;
    }
    REQUIRE_FALSE(secretary.empty());
    const User account = VALUE(store->people().find_user("dishui"));
    CHECK_THAT(account.shown, contains_text(secretary));
    std::size_t diaries = 0;
    for (const Document& diary : VALUE(store->documents().of_type(channel, "diary"))) {
        ++diaries;
        CHECK_THAT(string_or(diary.body, "author"), contains_text(secretary));
    }
    REQUIRE(diaries > 0);
    // Who calls for help reaches the clerk, not the hospital.
    const Document settings = VALUE(store->documents().newest({"county", "settings"}));
    CHECK_THAT(articles,
               contains_text("（" + clerk + "） | " + string_or(settings.body, "help_phone")));
}
