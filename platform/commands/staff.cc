#include <algorithm>
#include <optional>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "sync/core/blank.h"
#include "sync/rules/pin.h"

namespace hall::platform {

namespace {

constexpr OptionName staff_options[] = {{"--data"}, {"--village"}, {"--number"},
                                        {"--name"}, {"--role"},    {"--assets"}};

constexpr std::string_view every_village = "all";

struct StaffRole {
    std::string_view name;
    std::string_view shown;
};
constexpr StaffRole staff_roles[] = {
    {"staff", "代办员"}, {"secretary", "村支书"}, {"committee", "监督委员"}};

std::string_view shown_role(std::string_view role) {
    for (const StaffRole& known : staff_roles) {
        if (known.name == role) return known.shown;
    }
    return {};
}

bool is_staff_number(std::string_view number) {
    return number.size() >= 4 && number.size() <= 8 &&
           std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Eight digits that nobody would guess first.
std::string make_pin(Random& random) {
    std::string pin;
    do {
        pin.clear();
        while (pin.size() < 8) pin += static_cast<char>('0' + random.below(10));
    } while (!judge_pin(pin).ok());
    return pin;
}

// The village as it is stored; empty for every village.
Result<std::string> village_of(Store& store, const std::string& typed) {
    if (typed == every_village) return std::string();
    const Places places = TRY(places_of_county(store));
    if (!names_of_village(places, typed).ok()) return Error(Errc::refused, "没有这个村：" + typed);
    return typed;
}

// Who has this number where somebody of the village would type it.
Result<std::optional<StaffEntry>> holder_of(Store& store, const std::string& village,
                                            const std::string& number) {
    for (StaffEntry& entry : TRY(store.people().all_staff())) {
        const bool meets = village.empty() || entry.village.empty() || entry.village == village;
        if (meets && entry.member.number == number) return std::optional(std::move(entry));
    }
    return std::optional<StaffEntry>();
}

// The one who is to be changed: of exactly this village, or of every village.
Result<StaffMember> find_member(Store& store, const std::string& village,
                                const std::string& number) {
    for (StaffEntry& entry : TRY(store.people().all_staff())) {
        if (entry.village == village && entry.member.number == number) {
            return std::move(entry.member);
        }
    }
    return Error(Errc::refused, "这里没有这个工号：" + number);
}

Result<void> judge_member(const StaffMember& member) {
    if (!is_staff_number(member.number)) return Error(Errc::refused, "工号要4到8位数字");
    if (is_blank(member.name)) return Error(Errc::refused, "请用 --name 写明名字");
    if (shown_role(member.role).empty()) {
        return Error(Errc::refused, "没有这种角色：" + member.role +
                                        "。有 staff 代办员、secretary 村支书、committee 监督委员");
    }
    return {};
}

// The kiosks' lists follow at once: whoever was replaced must not get in any more.
Result<void> send_rosters(Store& store, const ReplyWriter& replies, const std::string& village) {
    for (const Kiosk& kiosk : TRY(store.kiosks().list())) {
        if (kiosk.revoked || (!village.empty() && kiosk.village != village)) continue;
        TRY(replies.send_roster(store, kiosk));
    }
    return {};
}

struct StaffChange {
    Platform& platform;
    const Arguments& arguments;
    std::string number;
    std::string village = {};
};

Result<std::string> give_pin(Store& store, const StaffChange& change, StaffMember member) {
    TRY(judge_member(member));
    const std::string pin = make_pin(change.platform.dependencies().random);
    TRY(add_staff(store, change.platform.dependencies().random, {change.village, member, pin}));
    TRY(send_rosters(store, change.platform.replies(), change.village));
    return member.number + "（" + member.name + "）的口令：" + pin +
           "\n请记下来，这里不会再显示。机器下次联网就认。\n";
}

Result<std::string> add(Store& store, const StaffChange& change) {
    const std::optional<StaffEntry> holder = TRY(holder_of(store, change.village, change.number));
    if (holder) {
        return Error(Errc::refused, "工号 " + change.number + " 已经是“" + holder->member.name +
                                        "”的。这个人忘了口令，请用 staff reset；换了人，请用 "
                                        "staff replace");
    }
    return give_pin(store, change,
                    {.number = change.number,
                     .name = std::string(trimmed(change.arguments.value_or("--name", {}))),
                     .role = change.arguments.value_or("--role", "staff"),
                     .verifier = {}});
}

Result<std::string> reset(Store& store, const StaffChange& change) {
    return give_pin(store, change, TRY(find_member(store, change.village, change.number)));
}

Result<std::string> replace(Store& store, const StaffChange& change) {
    StaffMember member = TRY(find_member(store, change.village, change.number));
    const std::string name(trimmed(change.arguments.value_or("--name", {})));
    if (name == member.name) {
        return Error(Errc::refused, "工号 " + change.number + " 已经是“" + name +
                                        "”的。只换口令，请用 staff reset");
    }
    member.name = name;
    member.role = change.arguments.value_or("--role", member.role);
    return give_pin(store, change, std::move(member));
}

Result<std::string> remove(Store& store, const StaffChange& change) {
    const StaffMember member = TRY(find_member(store, change.village, change.number));
    TRY(store.people().remove_staff(change.village, change.number));
    TRY(send_rosters(store, change.platform.replies(), change.village));
    return "工号 " + change.number + "（" + member.name + "）不能再登录了，机器下次联网就认。\n";
}

CommandResult list(Platform& platform) {
    const Result<std::vector<StaffEntry>> entries = ask<std::vector<StaffEntry>>(
        platform.executor(), [](Store& store) { return store.people().all_staff(); });
    if (!entries.ok()) return failure(plain_text(entries.error()));
    CommandResult result;
    for (const StaffEntry& entry : entries.value()) {
        const StaffMember& member = entry.member;
        result.out += (entry.village.empty() ? std::string(every_village) : entry.village) + '\t' +
                      member.number + '\t' + std::string(shown_role(member.role)) + '\t' +
                      member.name + '\n';
    }
    if (result.out.empty()) result.out = "还没有人能在机器上登录\n";
    return result;
}

using Change = Result<std::string> (*)(Store&, const StaffChange&);

CommandResult run_change(Platform& platform, const Arguments& arguments, Change change) {
    const Result<std::string> village = arguments.value("--village");
    if (!village.ok()) return wrong_use(village.error().message());
    const Result<std::string> number = arguments.value("--number");
    if (!number.ok()) return wrong_use(number.error().message());
    const Result<std::string> text =
        ask<std::string>(platform.executor(), [&](Store& store) -> Result<std::string> {
            StaffChange wanted{platform, arguments, number.value()};
            wanted.village = TRY(village_of(store, village.value()));
            return change(store, wanted);
        });
    if (!text.ok()) return failure(plain_text(text.error()));
    return {.out = text.value()};
}

}  // namespace

CommandResult run_staff(Platform& platform, const CountyCommand& command) {
    const Result<Arguments> parsed =
        Arguments::parse(std::span(command.words).subspan(1), staff_options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const std::vector<std::string>& words = parsed.value().words();
    const std::string word = words.size() == 1 ? words[0] : std::string();
    if (word == "list") return list(platform);
    if (word == "add") return run_change(platform, parsed.value(), add);
    if (word == "reset") return run_change(platform, parsed.value(), reset);
    if (word == "replace") return run_change(platform, parsed.value(), replace);
    if (word == "remove") return run_change(platform, parsed.value(), remove);
    return wrong_use(usage_of("staff"));
}

}  // namespace hall::platform
