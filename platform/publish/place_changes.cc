#include "platform/publish/place_changes.h"

#include <algorithm>
#include <map>

#include "sync/core/refused.h"
#include "sync/wire/places.h"
#include "sync/wire/slip.h"

namespace hall::platform {

namespace {

constexpr std::size_t named_max = 5;

// Who has a code: "滴水村", or "滴水村（从前的）" where it is a former one.
using Owners = std::map<std::string, std::string>;

Result<void> claim(Owners& owners, const std::string& code, const std::string& owner) {
    const auto [known, is_new] = owners.emplace(code, owner);
    if (is_new) return {};
    return refused("代码 " + code + " 写了两次：" + known->second + "、" + owner +
                   "。一个代码只能归一个地方；一个村拆成几个村时，只有接下它的机器和事情的那个村"
                   "写 formerly，别的村当新村登记");
}

// Each code stands once, and a village's begins with its town's.
Result<void> check_codes(const Places& places) {
    Owners owners;
    for (const Town& town : places.towns) {
        TRY(claim(owners, town.code, town.name));
        for (const std::string& code : town.formerly) {
            TRY(claim(owners, code, town.name + "的 formerly"));
        }
        for (const Village& village : town.villages) {
            if (town_of_village(village.code) != town.code) {
                return refused(village.name + "的代码 " + village.code + " 不是以" + town.name +
                               "的代码 " + town.code + " 开头的");
            }
            TRY(claim(owners, village.code, village.name));
            for (const std::string& code : village.formerly) {
                TRY(claim(owners, code, village.name + "的 formerly"));
            }
        }
    }
    return {};
}

template <typename T, typename Text>
std::string listed(const std::vector<T>& all, Text text) {
    std::string list;
    for (std::size_t i = 0; i < std::min(all.size(), named_max); ++i) {
        list += (i == 0 ? "" : "、") + text(all[i]);
    }
    return all.size() > named_max ? list + "等" + std::to_string(all.size()) + "个" : list;
}

std::string text_of(const PlaceDependents& dependents) {
    std::string text;
    const auto add = [&](std::string_view what, const std::string& which) {
        text.append(text.empty() ? "" : "；").append(what).append(which);
    };
    const auto as_it_is = [](const std::string& name) { return name; };
    if (!dependents.kiosks.empty()) {
        add("在用的一体机 ", listed(dependents.kiosks, short_id_of));
    }
    if (!dependents.slips.empty()) add("没办完的事 ", listed(dependents.slips, as_it_is));
    if (!dependents.users.empty()) add("账号 ", listed(dependents.users, as_it_is));
    return text;
}

Error left_behind(const std::string& name, const std::string& code,
                  const PlaceDependents& dependents) {
    return refused("新的名录里没有" + name + "（" + code + "）了，可是它还有" +
                   text_of(dependents) + "。它并到了哪里，就在那里写上 \"formerly\":[\"" + code +
                   "\"]；要是真的撤了，请先停用机器、办完这些事、换掉账号");
}

Result<void> follow_village(Store& store, const Village& village, const Places& after) {
    const std::optional<PlaceNow> now = village_now(after, village.code);
    if (now && now->village->code == village.code) return {};
    if (now) return store.places().move_village(village.code, now->village->code);
    const PlaceDependents dependents = TRY(store.places().dependents_of_village(village.code));
    if (dependents.empty()) return {};
    return left_behind(village.name, village.code, dependents);
}

// A kiosk that was away for years still asks under the code it was enrolled with.
Result<void> keep_former(Store& store, const Village& village, const Places& after) {
    for (const std::string& code : village.formerly) {
        if (village_now(after, code)) continue;
        const PlaceDependents dependents = TRY(store.places().dependents_of_village(village.code));
        if (dependents.kiosks.empty()) continue;
        return refused(village.name + "的 formerly 里少了 " + code + "：那里的一体机（" +
                       listed(dependents.kiosks, short_id_of) + "）要靠它找到现在的村，请照旧写上");
    }
    return {};
}

Result<void> follow_town(Store& store, const Town& town, const Places& after) {
    const Town* now = town_now(after, town.code);
    if (now != nullptr && now->code == town.code) return {};
    if (now != nullptr) return store.places().move_town(town.code, now->code);
    const PlaceDependents dependents = TRY(store.places().dependents_of_town(town.code));
    if (dependents.empty()) return {};
    return left_behind(town.name, town.code, dependents);
}

}  // namespace

Result<void> follow_places(Store& store, const Places& before, const Places& after) {
    TRY(check_codes(after));
    for (const Town& town : before.towns) {
        TRY(follow_town(store, town, after));
        for (const Village& village : town.villages) {
            TRY(keep_former(store, village, after));
            TRY(follow_village(store, village, after));
        }
    }
    std::vector<FormerVillage> former;
    for (const Town& town : after.towns) {
        for (const Village& village : town.villages) {
            for (const std::string& code : village.formerly) {
                former.push_back({code, village.code});
            }
        }
    }
    return store.places().set_former_villages(former);
}

}  // namespace hall::platform
