#include "sync/wire/published_names.h"

#include <algorithm>

#include "sync/core/ascii.h"
#include "sync/wire/document.h"

namespace hall {

namespace {

bool is_plain_name(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    };
    return !name.empty() && name.size() <= 200 && name[0] != '.' &&
           std::all_of(name.begin(), name.end(), plain);
}

bool begins_with_hash(std::string_view name) {
    const auto hexadecimal = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    };
    return name.size() > 65 && name[64] == '.' &&
           std::all_of(name.begin(), name.begin() + 64, hexadecimal);
}

}  // namespace

bool is_village_code(std::string_view text) {
    return text.size() == 12 && all_digits(text);
}

std::string metadata_name(std::int64_t version, std::string_view role) {
    return std::to_string(version) + '.' + std::string(role) + ".json";
}

std::string_view role_in_metadata_name(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos || dot > 10 || !all_digits(name.substr(0, dot))) return {};
    if (name[0] == '0' || !name.ends_with(".json") || name.size() <= dot + 6) return {};
    const std::string_view role = name.substr(dot + 1, name.size() - dot - 6);
    const bool known =
        role == "root" || role == "snapshot" || role == "targets" || is_channel(role);
    return known ? role : std::string_view();
}

bool is_target_path(std::string_view path) {
    constexpr int parts_max = 4;
    for (int part = 0; part < parts_max; ++part) {
        const std::size_t slash = path.find('/');
        const std::string_view name = path.substr(0, slash);
        if (!is_plain_name(name)) return false;
        if (slash == std::string_view::npos) return part > 0 && begins_with_hash(name);
        path.remove_prefix(slash + 1);
    }
    return false;
}

}  // namespace hall
