// What holders of offline keys do, on a machine of their own that never sees a network.

#include <algorithm>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "platform/publish/ceremony.h"

namespace hall::platform {

namespace {

constexpr OptionName offline_keys_options[] = {{"--key-folder"}, {"--ceremony"}};

CommandResult create(const Dependencies& dependencies, const Arguments& arguments) {
    const Result<std::string> folder = arguments.value("--key-folder");
    if (!folder.ok()) return wrong_use(folder.error().message());
    const std::span<const std::string> roles = std::span(arguments.words()).subspan(1);
    if (roles.empty()) return wrong_use("请写明给哪个角色做钥匙：root、targets 或 release");
    for (const std::string& role : roles) {
        if (!is_offline_role(role)) {
            return wrong_use(role + " 的钥匙由平台自己保管，用 hall-platform keys rotate 更换");
        }
    }
    const KeyStore keys(dependencies.files, folder.value(), KeyLocation::stick);
    CommandResult result;
    for (const std::string& role : roles) {
        const Result<KeyFile> key =
            keys.make_signing_key(role, dependencies.random, dependencies.clock.wall_ms());
        if (!key.ok()) return failure(plain_text(key.error()));
        const Result<KeyFile> half = keys.show_public_half(key.value());
        if (!half.ok()) return failure(plain_text(half.error()));
        result.out += role + '\t' + key.value().key_id + "\n  自己收好：" + key.value().name +
                      "\n  交给平台：" + half.value().name + '\n';
    }
    return result;
}

CommandResult sign(const Dependencies& dependencies, const Path& folder,
                   const Arguments& arguments) {
    const Result<std::string> key_folder = arguments.value("--key-folder");
    if (!key_folder.ok()) return wrong_use(key_folder.error().message());
    const Result<Ceremony> ceremony = Ceremony::open(dependencies.files, folder);
    if (!ceremony.ok()) return failure(plain_text(ceremony.error()));
    const KeyStore keys(dependencies.files, key_folder.value(), KeyLocation::stick);
    const Result<std::vector<FileSignature>> made = ceremony.value().sign(keys);
    if (!made.ok()) return failure(plain_text(made.error()));
    CommandResult result;
    for (const FileSignature& signature : made.value()) {
        result.out += "已签 " + signature.role + "（钥匙 " + signature.shown_id + "）\n";
    }
    const Result<std::vector<OfflineDemand>> demands = ceremony.value().demands();
    if (!demands.ok()) return failure(plain_text(demands.error()));
    const std::string missing = missing_text(demands.value());
    result.out += missing.empty() ? "签名够了，把文件夹带回平台，办 keys ceremony finish\n"
                                  : "还差：\n" + missing;
    return result;
}

CommandResult show(const Dependencies& dependencies, const Path& folder) {
    const Result<Ceremony> ceremony = Ceremony::open(dependencies.files, folder);
    if (!ceremony.ok()) return failure(plain_text(ceremony.error()));
    const Result<std::string> text = ceremony.value().text();
    if (!text.ok()) return failure(plain_text(text.error()));
    return {.out = text.value()};
}

bool is(std::span<const std::string> words, std::initializer_list<const char*> begin) {
    return words.size() >= begin.size() && std::equal(begin.begin(), begin.end(), words.begin());
}

}  // namespace

std::optional<CommandResult> run_offline_keys(const Dependencies& dependencies,
                                              std::span<const std::string> words) {
    // With --data it is about keys the platform keeps itself.
    const bool online = std::find(words.begin(), words.end(), "--data") != words.end();
    const bool creates = is(words, {"create"}) && !online;
    const bool signs = is(words, {"sign"});
    const bool shows = is(words, {"ceremony", "show"});
    if (!creates && !signs && !shows) return std::nullopt;
    const Result<Arguments> parsed = Arguments::parse(words, offline_keys_options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const Arguments& arguments = parsed.value();
    if (creates) return create(dependencies, arguments);
    const std::size_t own_words = signs ? 1 : 2;
    const std::vector<std::string>& all = arguments.words();
    const std::string folder =
        all.size() == own_words + 1 ? all.back() : arguments.value_or("--ceremony", {});
    if (folder.empty() || all.size() > own_words + 1) {
        return wrong_use("请写明仪式的文件夹\n\n" + std::string(usage_of("keys")));
    }
    return signs ? sign(dependencies, folder, arguments) : show(dependencies, folder);
}

}  // namespace hall::platform
