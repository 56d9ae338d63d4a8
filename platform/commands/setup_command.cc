#include <set>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "platform/commands/keys.h"
#include "platform/publish/ceremony.h"
#include "platform/publish/county_setup.h"
#include "sync/core/assets.h"

namespace hall::platform {

namespace {

constexpr OptionName setup_options[] = {{"--data"},       {"--places"},     {"--county"},
                                        {"--content"},    {"--help-phone"}, {"--help-text"},
                                        {"--help-hours"}, {"--add"},        {"--threshold"},
                                        {"--ceremony"},   {"--assets"},     {"--privacy-reviewed"}};

struct FoundOptions {
    PlatformFolder folder{Path()};
    Path places;
    std::string county;
    Path content;  // empty: none yet
    Path assets;
    Path ceremony;
    KeyChangeWords keys;
    std::string help_phone;
    std::string help_text;
    std::string help_hours;
    std::string privacy_reason;
};

Result<FoundOptions> read_options(std::span<const std::string> words) {
    const Arguments arguments = TRY(Arguments::parse(words, setup_options));
    if (!arguments.words().empty())
        return Error(Errc::refused, "多了一个词：" + arguments.words()[0]);
    FoundOptions found;
    found.folder = PlatformFolder(TRY(arguments.value("--data")));
    found.places = TRY(arguments.value("--places"));
    found.county = TRY(arguments.value("--county"));
    found.content = arguments.value_or("--content", {});
    found.assets = arguments.value_or("--assets", assets_folder().string());
    found.ceremony = TRY(arguments.value("--ceremony"));
    found.keys.add = TRY(arguments.value("--add"));
    // Two of those who hold a key must come together, unless the county says otherwise.
    found.keys.threshold = arguments.value_or("--threshold", "root=2,targets=2,release=2");
    found.privacy_reason = TRY(privacy_reason_of(arguments));
    found.help_phone = arguments.value_or("--help-phone", {});
    found.help_text = arguments.value_or("--help-text", "代办员忙完手上的就来。");
    found.help_hours = arguments.value_or("--help-hours", {});
    return found;
}

Result<CountyContent> content_of(const Dependencies& dependencies, const FoundOptions& found) {
    const Date today = date_at(dependencies.clock.wall_ms());
    CountyContent content;
    content.places = TRY(read_places(dependencies.files, found.places, found.county));
    if (!found.content.empty()) {
        content.files = TRY(read_content(dependencies.files, found.content, today));
    }
    content.help_phone = found.help_phone;
    content.help_text = found.help_text;
    content.help_hours = found.help_hours;
    content.at = date_text(today) + "T00:00:00Z";
    content.privacy_reason = found.privacy_reason;
    return content;
}

// The offline keys that were handed in; every offline role must have its own.
Result<KeyPlan> offline_plan(const Dependencies& dependencies, const FoundOptions& found) {
    KeyPlan plan;
    std::set<std::string> touched;
    for (const std::string_view role : offline_roles) plan[std::string(role)];
    TRY(change_offline_keys(dependencies.files, Path(), found.keys, plan, touched));
    for (const auto& [role, keys] : plan) {
        if (keys.keys.empty()) return Error(Errc::refused, "还没有交来 " + role + " 的钥匙");
    }
    return plan;
}

Result<std::string> found_county(const Dependencies& dependencies, const FoundOptions& found) {
    // Everything that may be wrong is looked at before anything is written.
    const CountyContent content = TRY(content_of(dependencies, found));
    const DocumentSchemas schemas = TRY(DocumentSchemas::load(dependencies.files, found.assets));
    OfflineWish wish{.keys = TRY(offline_plan(dependencies, found))};
    const KeyStore keys(dependencies.files, found.folder.keys());
    TRY(make_county_keys(keys, content.places, dependencies.random, CountyKeys::online));
    std::vector<std::string> online = roles_of_county(content.places);
    std::erase_if(online, [](const std::string& role) { return is_offline_role(role); });
    for (auto& [role, role_keys] : TRY(plan_of_store(keys, online))) wish.keys[role] = role_keys;
    const std::unique_ptr<Store> store = TRY(open_sqlite_store(found.folder.database()));
    InlineExecutor executor(*store);
    TRY(executor.run(
        [&](Store& inside) { return keep_county_content(inside, keys, schemas, content); }));
    const TufFolder tuf(found.folder.tuf());
    Publisher publisher(dependencies.files, dependencies.clock, keys, tuf);
    const OfflineDrafts drafts = TRY(publisher.draft_offline(executor, wish));
    const Ceremony ceremony =
        TRY(Ceremony::begin(dependencies.files, found.ceremony, drafts,
                            {found.county, utc_text(dependencies.clock.wall_ms())}));
    return TRY(ceremony.text()) + "\n要签的文件在 " + found.ceremony.string() +
           "。保管人各自办 keys sign，签够了回来办：\n"
           "hall-platform keys ceremony finish --data " +
           found.folder.root().string() + " --ceremony " + found.ceremony.string() + '\n';
}

}  // namespace

CommandResult run_setup(const Dependencies& dependencies, std::span<const std::string> words) {
    const Result<FoundOptions> found = read_options(words);
    if (!found.ok()) return wrong_use(found.error().message());
    return set_up_in_new_folder(dependencies, found.value().folder,
                                [&] { return found_county(dependencies, found.value()); });
}

}  // namespace hall::platform
