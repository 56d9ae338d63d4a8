#include <algorithm>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "platform/desk/access.h"
#include "sync/rules/pin.h"
#include "sync/wire/seal.h"
#include "sync/wire/slip.h"

namespace hall {

namespace {

constexpr OptionName options[] = {{"--data"},  {"--name"},  {"--shown"},   {"--role"},
                                  {"--scope"}, {"--kiosk"}, {"--village"}, {"--assets"}};

bool is_account_name(std::string_view name) {
    return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
}

Result<void> judge_user(Store& store, const User& user) {
    if (!is_account_name(user.name)) {
        return Error(Errc::refused, "账号只能用小写字母、数字、点和横线，最多40个");
    }
    if (!is_user_role(user.role)) return Error(Errc::refused, "没有这种角色：" + user.role);
    if (user.role == "department" && user.scope.empty()) {
        return Error(Errc::refused, "请用 --scope 写明部门名称");
    }
    if (user.role != "town" && user.role != "village") return {};
    const Places places = TRY(places_of_county(store));
    for (const Town& town : places.towns) {
        if (user.role == "town" && town.code == user.scope) return {};
        for (const Village& village : town.villages) {
            if (user.role == "village" && village.code == user.scope) return {};
        }
    }
    return Error(
        Errc::refused,
        "请用 --scope 写明" + std::string(user.role == "town" ? "镇的9位代码" : "村的12位代码"));
}

CommandResult add_one_user(Platform& platform, const Arguments& arguments) {
    NewUser wanted;
    wanted.user.name = arguments.value_or("--name", {});
    wanted.user.shown = arguments.value_or("--shown", wanted.user.name);
    wanted.user.role = arguments.value_or("--role", {});
    wanted.user.scope = arguments.value_or("--scope", {});
    const Result<std::string> password = ask<std::string>(platform.gate(), [&](Store& store) {
        return add_user(store, platform.world().random, wanted);
    });
    if (!password.ok()) return failure(plain_text(password.error()));
    return {.out = wanted.user.name + " 的口令：" + password.value() +
                   "\n请记下来，这里不会再显示。\n"};
}

CommandResult list_users(Platform& platform) {
    const Result<std::vector<User>> users = ask<std::vector<User>>(
        platform.gate(), [](Store& store) { return store.people().users(); });
    if (!users.ok()) return failure(plain_text(users.error()));
    CommandResult result;
    for (const User& user : users.value()) {
        result.out += user.name + '\t' + std::string(role_name(user.role)) + '\t' + user.scope +
                      '\t' + user.shown + '\n';
    }
    return result;
}

CommandResult make_code(Platform& platform, const Arguments& arguments) {
    const Result<std::string> village = arguments.value("--village");
    if (!village.ok()) return wrong_use(village.error().message());
    const Result<std::string> code = ask<std::string>(platform.gate(), [&](Store& store) {
        return platform.enrolment().make_code(store, village.value());
    });
    if (!code.ok()) {
        if (code.error().code() == Errc::not_found)
            return failure("没有这个村：" + village.value());
        return failure(plain_text(code.error()));
    }
    return {.out = code.value() + '\n', .err = "15分钟内有效，只能用一次。\n"};
}

CommandResult list_kiosks(Platform& platform) {
    const Result<std::vector<Kiosk>> kiosks = ask<std::vector<Kiosk>>(
        platform.gate(), [](Store& store) { return store.kiosks().list(); });
    if (!kiosks.ok()) return failure(plain_text(kiosks.error()));
    CommandResult result;
    for (const Kiosk& kiosk : kiosks.value()) {
        result.out += kiosk.id + '\t' + short_id_of(kiosk.ordinal) + '\t' + kiosk.village + '\t' +
                      (kiosk.revoked  ? "已停用"
                       : kiosk.cloned ? "要重新登记"
                                      : "在用") +
                      '\t' + (kiosk.seen_ms > 0 ? utc_text(kiosk.seen_ms) : "还没有联系过") + '\n';
    }
    if (result.out.empty()) result.out = "还没有登记过机器\n";
    return result;
}

CommandResult revoke_kiosk(Platform& platform, const Arguments& arguments) {
    const Result<std::string> id = arguments.value("--kiosk");
    if (!id.ok()) return wrong_use(id.error().message());
    const Result<void> revoked = platform.gate().run([&](Store& store) -> Result<void> {
        Kiosk kiosk = TRY(store.kiosks().find(id.value()));
        kiosk.revoked = true;
        return store.kiosks().update(kiosk);
    });
    if (!revoked.ok()) {
        if (revoked.error().code() == Errc::not_found)
            return failure("没有这台机器：" + id.value());
        return failure(plain_text(revoked.error()));
    }
    return {.out = "已停用 " + id.value() + '\n'};
}

}  // namespace

std::string make_password(Random& random) {
    std::string password = make_slip_code(random);
    std::transform(password.begin(), password.end(), password.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return password;
}

Result<std::string> add_user(Store& store, Random& random, NewUser wanted) {
    TRY(judge_user(store, wanted.user));
    const std::string password =
        wanted.password.empty() ? make_password(random) : std::move(wanted.password);
    wanted.user.verifier = password_verifier(password, random);
    TRY(store.people().put_user(wanted.user));
    return password;
}

Result<void> add_staff(Store& store, Random& random, NewStaff wanted) {
    TRY(judge_pin(wanted.pin));
    wanted.member.verifier = password_verifier(wanted.pin, random);
    return store.people().put_staff(wanted.village, wanted.member);
}

CommandResult run_user(Platform& platform, const CountyCommand& command) {
    const Result<Arguments> parsed = Arguments::parse(std::span(command.words).subspan(1), options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const std::vector<std::string>& words = parsed.value().words();
    if (words.size() == 1 && words[0] == "add") return add_one_user(platform, parsed.value());
    if (words.size() == 1 && words[0] == "list") return list_users(platform);
    return wrong_use(usage_of("user"));
}

CommandResult run_kiosk(Platform& platform, const CountyCommand& command) {
    const Result<Arguments> parsed = Arguments::parse(std::span(command.words).subspan(1), options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const std::vector<std::string>& words = parsed.value().words();
    if (words.size() == 1 && words[0] == "code") return make_code(platform, parsed.value());
    if (words.size() == 1 && words[0] == "list") return list_kiosks(platform);
    if (words.size() == 1 && words[0] == "revoke") return revoke_kiosk(platform, parsed.value());
    return wrong_use(usage_of("kiosk"));
}

}  // namespace hall
