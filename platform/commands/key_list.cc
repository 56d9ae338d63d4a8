#include <algorithm>

#include "platform/commands/keys.h"

namespace hall::platform {

namespace {

struct Line {
    std::string role;
    std::string kind;
    std::string id;
    std::string state;
};

std::string text_of(const std::vector<Line>& lines) {
    std::string text;
    for (const Line& line : lines) {
        text += line.role + '\t' + line.kind + '\t' + line.id + '\t' + line.state + '\n';
    }
    return text;
}

bool lies_here(const std::vector<KeyFile>& files, const std::string& role, const std::string& id) {
    return std::any_of(files.begin(), files.end(), [&](const KeyFile& file) {
        return file.role == role && file.key_id == id &&
               (file.kind == "sign" || file.kind == "seal");
    });
}

// What the metadata and the settings name, and what lies here beside that.
std::vector<Line> lines_of(const KeyPlan& plan, const Settings& settings,
                           const std::vector<KeyFile>& files) {
    std::vector<Line> lines;
    const auto add = [&](const std::string& role, const char* kind, const std::string& id) {
        lines.push_back({role, kind, id, lies_here(files, role, id) ? "在用" : "在用，离线保管"});
    };
    for (const auto& [role, keys] : plan) {
        for (const tuf::Key& key : keys.keys) add(role, "签名", shown_id(key));
    }
    for (const NamedKey& key : settings.receipt_keys) add(key.to, "签名", key.id);
    for (const NamedKey& key : settings.seal_keys) add("seal-" + key.to, "加密", key.id);
    for (const KeyFile& file : files) {
        if (file.kind == "public") continue;
        const bool named = std::any_of(lines.begin(), lines.end(), [&](const Line& line) {
            return line.role == file.role && line.id == file.key_id;
        });
        if (named) continue;
        const bool retired = file.kind == "retired" || file.kind == "seal";
        lines.push_back({file.role, file.kind == "seal" ? "加密" : "签名", file.key_id,
                         retired ? "已换下" : "没有公布"});
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.role < b.role; });
    return lines;
}

}  // namespace

Result<std::string> list_of_keys(Platform& platform) {
    const MetadataWriter& metadata = platform.publisher().metadata();
    const std::vector<KeyFile> files = TRY(platform.keys().list());
    if (!TRY(platform.publisher().founded(platform.executor()))) {
        std::string text = "这个县还没有签名，等着办建县的钥匙仪式\n";
        for (const KeyFile& file : files) text += file.role + '\t' + file.key_id + '\n';
        return text;
    }
    return ask<std::string>(platform.executor(), [&](Store& store) -> Result<std::string> {
        const KeyPlan plan = TRY(metadata.plan(store, TRY(places_of_county(store))));
        const Document document =
            TRY(store.documents().newest({.channel = "county", .id = "settings"}));
        std::string text = text_of(lines_of(plan, TRY(settings_of(document.body)), files));
        text += '\n';
        for (const std::string_view role : offline_roles) {
            const PublishedRole newest = TRY(store.publications().role(role));
            text += std::string(role) + " 第" + std::to_string(newest.version) + "版，要" +
                    std::to_string(plan.find(role)->second.threshold) + "把钥匙签，有效到 " +
                    utc_text(newest.expires_ms).substr(0, 10) + '\n';
        }
        return text;
    });
}

}  // namespace hall::platform
