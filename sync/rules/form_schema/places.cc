#include "sync/rules/form_schema/places.h"

#include <vector>

namespace hall {

namespace {

std::string unescaped(std::string_view token) {
    std::string name;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool escape = token[i] == '~' && i + 1 < token.size();
        if (escape && token[i + 1] == '0')
            name.push_back('~');
        else if (escape && token[i + 1] == '1')
            name.push_back('/');
        else
            name.push_back(token[i]);
        if (escape) ++i;
    }
    return name;
}

}  // namespace

std::string pointer_token(std::string_view name) {
    std::string token;
    for (const char c : name) {
        if (c == '~')
            token += "~0";
        else if (c == '/')
            token += "~1";
        else
            token.push_back(c);
    }
    return token;
}

std::string place_in_schema(const Json& schema, std::string_view path) {
    std::vector<std::string> titles;
    const Json* here = &schema;
    bool in_properties = false;
    while (!path.empty() && here != nullptr) {
        path.remove_prefix(1);
        const std::string token = unescaped(path.substr(0, path.find('/')));
        path.remove_prefix(std::min(path.size(), path.find('/')));
        const Json* next = nullptr;
        if (here->is_object() && here->contains(token)) next = &here->at(token);
        if (here->is_array() && !token.empty() &&
            token.find_first_not_of("0123456789") == std::string::npos && token.size() < 6) {
            const auto index = static_cast<std::size_t>(std::stoul(token));
            if (index < here->size()) next = &here->at(index);
        }
        if (in_properties && next != nullptr && next->is_object()) {
            const std::string title = string_or(*next, "title");
            titles.push_back(title.empty() ? token : title);
        }
        in_properties = token == "properties" && !in_properties;
        here = next;
    }
    if (titles.empty()) return "整张表";
    std::string place = "「" + titles[0] + "」";
    for (std::size_t i = 1; i < titles.size(); ++i) place += "里的「" + titles[i] + "」";
    return place;
}

}  // namespace hall
