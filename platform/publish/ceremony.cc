#include "platform/publish/ceremony.h"

#include <algorithm>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"

namespace hall::platform {

namespace {

constexpr std::uint64_t draft_bytes_max = 8 << 20;
constexpr std::uint64_t signature_bytes_max = 4096;
constexpr std::size_t signatures_max = 500;
constexpr std::string_view about_name = "ceremony.json";
constexpr std::string_view signature_suffix = ".signature";

std::string next_name(std::string_view role) {
    return std::string(role) + ".json";
}

std::string now_name(std::string_view role) {
    return "now-" + std::string(role) + ".json";
}

Result<FileSignature> parse_signature(std::string_view bytes) {
    const Json json = TRY(parse_json(bytes));
    FileSignature signature;
    signature.role = TRY(string_member(json, "role"));
    signature.signature.key_id = TRY(string_member(json, "keyid"));
    signature.shown_id = string_or(json, "key");
    const std::string hex = TRY(string_member(json, "sig"));
    signature.signature.bytes = TRY(bytes_of_hex(hex));
    if (!is_offline_role(signature.role)) return Error(Errc::corrupt, "for no such file");
    return signature;
}

std::string bytes_of(const FileSignature& signature) {
    return json_line({{"role", signature.role},
                      {"key", signature.shown_id},
                      {"keyid", signature.signature.key_id},
                      {"sig", hex_of(signature.signature.bytes)}}) +
           '\n';
}

std::string group_name(const OfflineDemand& demand, const SignerGroup& group) {
    if (demand.groups.size() == 1) return "";
    return group.side == SignerGroup::Side::now ? "旧钥匙" : "新钥匙";
}

// "（a、b、c）", with ✓ behind those that have signed.
std::string keys_text(const SignerGroup& group) {
    std::string text;
    for (const tuf::Key& key : group.keys.keys) {
        const bool has_signed = std::find(group.signed_by.begin(), group.signed_by.end(),
                                          tuf::key_id_of(key)) != group.signed_by.end();
        text += (text.empty() ? "" : "、") + shown_id(key) + (has_signed ? "✓" : "");
    }
    return "（" + text + "）";
}

// True if any key is found to have signed.
bool counts(const std::vector<OfflineDemand>& demands) {
    return std::any_of(demands.begin(), demands.end(), [](const OfflineDemand& demand) {
        return std::any_of(demand.groups.begin(), demand.groups.end(),
                           [](const SignerGroup& group) { return !group.signed_by.empty(); });
    });
}

std::string date_of(std::int64_t time_ms) {
    return utc_text(time_ms).substr(0, 10);
}

}  // namespace

std::string missing_text(const std::vector<OfflineDemand>& demands) {
    std::string text;
    for (const OfflineDemand& demand : demands) {
        for (const SignerGroup& group : demand.groups) {
            if (group.satisfied()) continue;
            text += demand.role + "：" + group_name(demand, group) + "已有" +
                    std::to_string(group.signed_by.size()) + "把签了，要" +
                    std::to_string(group.keys.threshold) + "把" + keys_text(group) + '\n';
        }
    }
    return text;
}

Result<Ceremony> Ceremony::begin(Files& files, Path folder, const OfflineDrafts& drafts,
                                 const About& about) {
    if (files.size(folder / about_name).ok()) {
        return Error(Errc::refused, folder.string() + " 里已经有一次仪式。请换一个空文件夹");
    }
    TRY(files.make_folder(folder));
    // An attempt that was cut off may have left signatures to other bytes: they count for
    // nothing, but would puzzle whoever looks.
    for (const std::string& name : TRY(files.list(folder))) {
        if (name.ends_with(signature_suffix)) TRY(files.remove(folder / name));
    }
    Json names = Json::array();
    for (const std::string_view role : offline_roles) {
        if (!drafts.next.of(role).empty()) {
            TRY(files.write_durably(folder / next_name(role), drafts.next.of(role)));
            names.push_back(role);
        }
        if (!drafts.now.of(role).empty()) {
            TRY(files.write_durably(folder / now_name(role), drafts.now.of(role)));
        }
    }
    const Json json = {{"format", 1},
                       {"county", about.county},
                       {"made", about.made},
                       {"files", names},
                       {"founding", drafts.now.root.empty()}};
    TRY(files.write_durably(folder / about_name, json_line(json) + '\n'));
    return Ceremony(files, std::move(folder), drafts, about);
}

Result<Ceremony> Ceremony::open(Files& files, Path folder) {
    const Result<std::string> bytes = files.read(folder / about_name, signature_bytes_max);
    if (!bytes.ok()) {
        return Error(bytes.error().code(),
                     folder.string() + " 里没有仪式的文件 " + std::string(about_name));
    }
    const Json json = TRY_IN(about_name, parse_json(bytes.value()));
    if (integer_or(json, "format", 0) != 1) {
        return Error(Errc::corrupt, "ceremony.json 是更新的程序写的，请用新的程序");
    }
    OfflineDrafts drafts;
    for (const Json& name : array_or_empty(json, "files")) {
        if (!name.is_string() || !is_offline_role(name.get<std::string>())) {
            return Error(Errc::corrupt, "ceremony.json 里列着不该有的文件");
        }
        const std::string role = name.get<std::string>();
        drafts.next.of(role) = TRY(files.read(folder / next_name(role), draft_bytes_max));
    }
    if (!bool_or(json, "founding", false)) {
        for (const char* role : {"root", "targets"}) {
            drafts.now.of(role) = TRY(files.read(folder / now_name(role), draft_bytes_max));
        }
    }
    TRY(demands_of(drafts));
    return Ceremony(files, std::move(folder), std::move(drafts),
                    {string_or(json, "county"), string_or(json, "made")});
}

Result<std::vector<FileSignature>> Ceremony::sign(const KeyStore& keys) const {
    std::vector<FileSignature> made = TRY(sign_offline(drafts_, keys));
    if (made.empty()) {
        return Error(Errc::refused, keys.folder().string() + " 里没有这次要用的钥匙，什么也没有签");
    }
    for (const FileSignature& signature : made) {
        const std::string name =
            signature.role + '.' + signature.shown_id + std::string(signature_suffix);
        TRY(files_->write_durably(folder_ / name, bytes_of(signature)));
    }
    return made;
}

// Those that count. Each is judged alone: a false one under a key's name must not stand
// in the way of the good one.
Result<std::vector<FileSignature>> Ceremony::signatures() const {
    std::vector<FileSignature> found;
    std::size_t looked_at = 0;
    for (const std::string& name : TRY(files_->list(folder_))) {
        if (!name.ends_with(signature_suffix) || ++looked_at > signatures_max) continue;
        const Result<std::string> bytes = files_->read(folder_ / name, signature_bytes_max);
        if (!bytes.ok()) continue;
        const Result<FileSignature> signature = parse_signature(bytes.value());
        if (signature.ok() && counts(TRY(demands_of(drafts_, {signature.value()})))) {
            found.push_back(signature.value());
        }
    }
    return found;
}

Result<std::vector<OfflineDemand>> Ceremony::demands() const {
    return demands_of(drafts_, TRY(signatures()));
}

Result<OfflineFiles> Ceremony::finish() const {
    const std::vector<FileSignature> found = TRY(signatures());
    const std::string missing = missing_text(TRY(demands_of(drafts_, found)));
    if (!missing.empty()) return Error(Errc::refused, "还差签名：\n" + missing);
    return with_signatures(drafts_.next, found);
}

Result<std::string> Ceremony::text() const {
    std::string text = about_.county + " 的钥匙仪式，" + about_.made + " 准备的\n";
    for (const OfflineDemand& demand : TRY(demands())) {
        text += "\n" + demand.role + " 第" + std::to_string(demand.version) + "版，有效到 " +
                date_of(demand.expires_ms) + "，指纹 " +
                sha256_hex(drafts_.next.of(demand.role)).substr(0, 16) + "\n";
        for (const SignerGroup& group : demand.groups) {
            text += "  " + group_name(demand, group) + "要" + std::to_string(group.keys.threshold) +
                    "把签，已签" + std::to_string(group.signed_by.size()) + "把" +
                    keys_text(group) + "\n";
        }
    }
    const std::vector<std::string> changes = TRY(changes_of(drafts_));
    text += changes.empty() ? "\n钥匙没有变化\n" : "\n变化：\n";
    for (const std::string& line : changes) text += "  " + line + "\n";
    return text;
}

}  // namespace hall::platform
