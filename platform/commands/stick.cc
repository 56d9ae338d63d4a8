#include <algorithm>
#include <set>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "platform/stick/stick_maker.h"
#include "platform/stick/stick_taker.h"
#include "sync/core/foreign_files.h"
#include "sync/wire/published_names.h"

namespace hall::platform {

namespace {

constexpr OptionName stick_options[] = {
    {"--data"}, {"--village"}, {"--town"}, {"--all", false}, {"--assets"}};

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> parts;
    while (!list.empty()) {
        const std::string_view part = list.substr(0, list.find(','));
        list.remove_prefix(std::min(part.size() + 1, list.size()));
        if (!part.empty()) parts.emplace_back(part);
    }
    return parts;
}

std::string with_name(const Places& places, const std::string& village) {
    const Result<VillageNames> names = names_of_village(places, village);
    return names.ok() ? names.value().town + names.value().village + " " + village : village;
}

Result<Places> places_on_sticks(Platform& platform) {
    return ask<Places>(platform.executor(), [](Store& store) { return places_of_county(store); });
}

// The villages that the options name; without any, those the stick was made for before.
Result<std::vector<std::string>> chosen_villages(const Arguments& arguments, const Places& places,
                                                 Files& stick, const StickFolder& folder) {
    const int choices = static_cast<int>(arguments.has("--village")) +
                        static_cast<int>(arguments.has("--town")) +
                        static_cast<int>(arguments.has("--all"));
    if (choices > 1) return Error(Errc::refused, "--village、--town、--all 只能写一个");
    std::set<std::string> all;
    for (const Town& town : places.towns) {
        for (const Village& village : town.villages) all.insert(village.code);
    }
    // Under a former code, the village is meant that it became part of.
    const auto now = [&](const std::string& code) {
        const std::optional<PlaceNow> place = village_now(places, code);
        return place ? place->village->code : code;
    };
    std::vector<std::string> chosen;
    if (arguments.has("--village")) {
        chosen = split(arguments.value_or("--village", {}));
        for (std::string& village : chosen) {
            village = now(village);
            if (all.count(village) == 0) return Error(Errc::refused, "没有这个村：" + village);
        }
    } else if (arguments.has("--town")) {
        const std::string town = arguments.value_or("--town", {});
        for (const std::string& village : all) {
            if (town_of_village(village) == town) chosen.push_back(village);
        }
        if (chosen.empty()) return Error(Errc::refused, "没有这个镇：" + town);
    } else if (arguments.has("--all")) {
        chosen.assign(all.begin(), all.end());
    } else {
        std::set<std::string> before;
        for (const std::string& village : TRY(villages_on_stick(stick, folder))) {
            if (all.count(now(village)) != 0) before.insert(now(village));
        }
        chosen.assign(before.begin(), before.end());
    }
    if (chosen.empty()) {
        return Error(Errc::refused,
                     "请写明给哪里做：--village 12位代码[,…]、--town 9位代码 或 --all");
    }
    return chosen;
}

// Sentences for what a stick may do.
std::string stick_text(const Error& error) {
    switch (error.code()) {
        case Errc::not_found:
            return "没有找到U盘，请看看插好没有（" + error.message() + "）";
        case Errc::refused:
            return "这个U盘写不进去，请看看是不是锁了写保护，或者换一个（" + error.message() + "）";
        case Errc::exhausted:
            return "U盘满了（" + error.message() + "）";
        default:
            return "U盘读写出错，请重新插一次再试（" + error.message() + "）";
    }
}

std::string megabytes(std::uint64_t bytes) {
    const std::uint64_t tenths = bytes * 10 / (std::uint64_t{1} << 20);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

CommandResult make_stick(Platform& platform, const Arguments& arguments, const Path& mount) {
    ForeignFiles stick(mount);
    const Result<Places> places = places_on_sticks(platform);
    if (!places.ok()) return failure(plain_text(places.error()));
    const Result<std::vector<std::string>> villages =
        chosen_villages(arguments, places.value(), stick, StickFolder(mount));
    if (!villages.ok()) {
        if (villages.error().code() == Errc::refused) return wrong_use(villages.error().message());
        return failure(stick_text(villages.error()));
    }
    StickMaker maker({platform.executor(), platform.dependencies().files, platform.tuf(), stick});
    const Result<StickMade> result = maker.make(mount, villages.value());
    if (!result.ok()) return failure(stick_text(result.error()));
    const StickMade& made = result.value();
    CommandResult said;
    said.out = "U盘上有 " + std::to_string(made.villages.size()) + " 个村的最新资料（写入 " +
               std::to_string(made.files) + " 个文件，" + megabytes(made.bytes) + "）\n";
    if (made.kiosks > 0) {
        said.out += "带着 " + std::to_string(made.kiosks) + " 台机器的回执\n";
    }
    if (made.blobs > 0) said.out += "带着 " + std::to_string(made.blobs) + " 个照片和录音\n";
    if (made.blobs_left > 0) {
        said.out += "还有 " + std::to_string(made.blobs_left) +
                    " 个照片和录音放不下，换大一点的U盘就能带上；文字都在\n";
    }
    if (made.left.empty()) return said;
    said.exit = 1;
    said.err = "U盘放不下这些村，请换大一点的U盘，或者分几个做：\n";
    for (const std::string& village : made.left) {
        said.err += "  " + with_name(places.value(), village) + '\n';
    }
    return said;
}

CommandResult take_stick(Platform& platform, const Path& mount) {
    ForeignFiles stick(mount);
    StickTaker taker({platform.executor(), platform.intake(), platform.decryptor(), stick});
    const Result<Places> places = places_on_sticks(platform);
    if (!places.ok()) return failure(plain_text(places.error()));
    const Result<StickTaken> result = taker.take(mount);
    if (!result.ok()) return failure(stick_text(result.error()));
    const StickTaken& taken = result.value();
    CommandResult said;
    if (taken.kiosks.empty()) said.out = "U盘上没有要收的办件\n";
    for (const TakenFromKiosk& from : taken.kiosks) {
        said.out += from.kiosk + ' ' + with_name(places.value(), from.village) + "：新收 " +
                    std::to_string(from.accepted) + " 件";
        if (from.again > 0) said.out += "，以前收过 " + std::to_string(from.again) + " 件";
        if (from.refused > 0) said.out += "，退回 " + std::to_string(from.refused) + " 件";
        said.out += '\n';
    }
    if (!taken.kiosks.empty() && taken.receipts_on_stick) {
        said.out += "回执写在U盘上了，请插回村里的机器\n";
    }
    if (taken.stick_trouble) {
        said.err += "办件都收好了，但回执没能写上U盘，下次做U盘时再带回去。" +
                    stick_text(*taken.stick_trouble) + '\n';
    }
    if (taken.unenrolled > 0) {
        said.err += std::to_string(taken.unenrolled) + " 包不是登记过的机器写的，没有收\n";
    }
    if (taken.damaged > 0) {
        said.err += std::to_string(taken.damaged) + " 包坏了，请在村里的机器上再导出一次\n";
    }
    said.exit = taken.unenrolled > 0 || taken.damaged > 0 ? 1 : 0;
    return said;
}

}  // namespace

CommandResult run_stick(Platform& platform, const CountyCommand& command) {
    const Result<Arguments> arguments =
        Arguments::parse(std::span(command.words).subspan(1), stick_options);
    if (!arguments.ok()) return wrong_use(arguments.error().message());
    const std::vector<std::string>& words = arguments.value().words();
    if (words.size() != 2 || (words[0] != "make" && words[0] != "take")) {
        return wrong_use(usage_of("stick"));
    }
    const Path mount = (command.here / words[1]).lexically_normal();
    if (words[0] == "make") return make_stick(platform, arguments.value(), mount);
    return take_stick(platform, mount);
}

}  // namespace hall::platform
