#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "platform/commands/demo_requests.h"
#include "platform/embedded.h"
#include "platform/intake/uploads.h"
#include "platform/publish/county_setup.h"
#include "sync/core/assets.h"
#include "sync/wire/document_types.h"
#include "sync/wire/seal.h"

namespace hall::platform {

namespace {

constexpr OptionName seed_options[] = {
    {"--data"},     {"--demo"},   {"--today"},           {"--county"},
    {"--password"}, {"--assets"}, {"--requests", false}, {"--privacy-reviewed"}};

// People of the demonstration: those whom its articles and diaries name (assets/demo). Their
// PINs are known to everybody who reads this: a real county seeds nobody and adds its own.
struct DemoStaff {
    const char* number;
    const char* pin;
    const char* name;
    const char* role;
    const char* shown;
};
constexpr DemoStaff demo_staff[] = {{"1001", "73920418", "代办员小陈", "staff", "代办员"},
                                    {"1002", "64172935", "代办员小谢", "staff", "代办员"},
                                    {"2001", "58260347", "罗书记", "secretary", "村支书"},
                                    {"3001", "46915832", "监督委员老刘", "committee", "监督委员"}};

constexpr const char* demo_town = "510681113";
constexpr const char* demo_village = "510681113205";

struct DemoUser {
    const char* name;
    const char* shown;
    const char* role;
    const char* scope;
};
constexpr DemoUser demo_users[] = {{"county", "县平台 · 何敏", "county", ""},
                                   {"songlin", "松林镇便民服务中心 · 赵军", "town", demo_town},
                                   {"dishui", "滴水村 · 罗书记", "village", demo_village},
                                   {"discipline", "纪委信访室 · 李岚", "discipline", ""}};

struct SeedOptions {
    PlatformFolder folder{Path()};
    Path demo;
    Path assets;
    Date today;
    std::string county;
    std::string password;
    std::string privacy_reason;
    bool requests = false;
};

Result<SeedOptions> read_options(const Dependencies& dependencies,
                                 std::span<const std::string> words) {
    const Arguments arguments = TRY(Arguments::parse(words, seed_options));
    if (!arguments.words().empty())
        return Error(Errc::refused, "多了一个词：" + arguments.words()[0]);
    SeedOptions seed;
    seed.folder = PlatformFolder(TRY(arguments.value("--data")));
    seed.assets = arguments.value_or("--assets", assets_folder().string());
    seed.demo = arguments.value_or("--demo", (seed.assets / "demo").string());
    seed.county = arguments.value_or("--county", "广汉市");
    seed.password = arguments.value_or("--password", {});
    seed.privacy_reason = TRY(privacy_reason_of(arguments));
    seed.requests = arguments.has("--requests");
    seed.today = date_at(dependencies.clock.wall_ms());
    if (arguments.has("--today")) {
        const Result<Date> today = parse_date(arguments.value_or("--today", {}));
        if (!today.ok()) return Error(Errc::refused, "--today 要写成 2026-11-23 这样的日期");
        seed.today = today.value();
    }
    return seed;
}

Result<void> add_demo_staff(Store& store, Random& random) {
    for (const DemoStaff& member : demo_staff) {
        TRY(add_staff(
            store, random,
            {.member = {.number = member.number, .name = member.name, .role = member.role},
             .pin = member.pin}));
    }
    return {};
}

// The department with most guides gets a demonstration account.
Result<std::string> busiest_department(Store& store) {
    std::map<std::string, int> counts;
    std::string busiest = "县民政局";
    int most = 0;
    for (const Document& document :
         TRY(store.documents().of_type("county", name_of(DocumentType::service)))) {
        const Service service = TRY(service_of(document.body));
        const int count = ++counts[service.department];
        if (service.form_json.empty() || count <= most) continue;
        most = count;
        busiest = service.department;
    }
    return busiest;
}

Result<std::string> add_accounts(Store& store, Random& random, const SeedOptions& seed) {
    std::vector<User> users;
    for (const DemoUser& user : demo_users) {
        users.push_back({user.name, user.shown, user.role, user.scope, {}});
    }
    const std::string department = TRY(busiest_department(store));
    users.push_back({"department", department + " · 王芳", "department", department, {}});
    std::string text;
    for (const User& user : users) {
        const std::string password = TRY(add_user(store, random, {user, seed.password}));
        text += "  " + user.name + "\t" + password + "\t" + user.shown + '\n';
    }
    return text;
}

std::string staff_text() {
    std::string text;
    for (const DemoStaff& member : demo_staff) {
        text += std::string("  ") + member.number + "\t" + member.pin + "\t" + member.name + "（" +
                member.shown + "）\n";
    }
    return text;
}

std::string summary_of(const SeedOptions& seed, const std::vector<Publication>& published) {
    std::size_t documents = 0;
    std::uint64_t bytes = 0;
    for (const Publication& publication : published) {
        documents += publication.documents;
        bytes += publication.bytes;
    }
    return seed.county + "建好了：" + std::to_string(published.size()) + "个频道，" +
           std::to_string(documents) + "篇文档，" + std::to_string(bytes) + "字节\n";
}

Result<std::string> found_county(const Dependencies& dependencies, const SeedOptions& seed) {
    CountyContent content;
    content.places = TRY(read_places(dependencies.files, seed.demo / "places.csv", seed.county));
    content.files = TRY(read_content(dependencies.files, seed.demo, seed.today));
    content.help_phone = "0838-5550101";  // of the clerk, as the articles say
    content.help_text = "代办员就在便民服务厅里，忙完手上的就来。";
    content.help_hours = "周一到周五 9:00到17:00";
    content.at = date_text(seed.today) + "T00:00:00Z";
    content.privacy_reason = seed.privacy_reason;
    const DocumentSchemas schemas = TRY(DocumentSchemas::load(dependencies.files, seed.assets));
    KeyStore keys(dependencies.files, seed.folder.keys());
    TRY(make_county_keys(keys, content.places, dependencies.random));
    const std::unique_ptr<Store> store = TRY(open_sqlite_store(seed.folder.database()));
    InlineExecutor executor(*store);
    std::string accounts;
    TRY(executor.run([&](Store& inside) -> Result<void> {
        TRY(keep_county_content(inside, keys, schemas, content));
        TRY(add_demo_staff(inside, dependencies.random));
        accounts = TRY(add_accounts(inside, dependencies.random, seed));
        return {};
    }));
    const TufFolder tuf(seed.folder.tuf());
    Publisher publisher(dependencies.files, dependencies.clock, keys, tuf);
    const std::vector<Publication> published = TRY(publisher.found(executor));
    std::string summary = summary_of(seed, published);
    if (seed.requests) {
        const std::string_view json = embedded_file(embedded_data(), "demo_requests.json");
        const StatementSigner signer =
            TRY(StatementSigner::load(keys, {}, dependencies.clock.wall_ms()));
        Uploads uploads({dependencies.files, dependencies.clock, signer, seed.folder.uploads(),
                         seed.folder.attachments()});
        const std::size_t count = TRY(
            add_demo_requests(executor, keys, publisher.metadata(), uploads, dependencies, json));
        summary += "演示办件" + std::to_string(count) + "件\n";
    }
    return summary + "平台账号（账号、口令、是谁）：\n" + accounts +
           "机器上的工作人员（工号、口令、是谁）：\n" + staff_text();
}

}  // namespace

CommandResult run_seed(const Dependencies& dependencies, std::span<const std::string> words) {
    const Result<SeedOptions> seed = read_options(dependencies, words);
    if (!seed.ok()) return wrong_use(seed.error().message());
    return set_up_in_new_folder(dependencies, seed.value().folder,
                                [&] { return found_county(dependencies, seed.value()); });
}

}  // namespace hall::platform
