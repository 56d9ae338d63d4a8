#include <algorithm>

#include "platform/commands/arguments.h"
#include "platform/commands/commands.h"
#include "platform/desk/access.h"
#include "sync/core/blank.h"
#include "sync/rules/pin.h"
#include "sync/wire/document_types.h"
#include "sync/wire/seal.h"
#include "sync/wire/slip.h"

namespace hall::platform {

namespace {

constexpr OptionName user_options[] = {{"--data"},  {"--name"},  {"--shown"},   {"--role"},
                                       {"--scope"}, {"--kiosk"}, {"--village"}, {"--assets"}};

bool is_account_name(std::string_view name) {
    return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    });
}

Result<void> judge_scope(Store& store, const User& user) {
    if (user.role == "department") {
        const std::vector<std::string> names = department_names(user.scope);
        if (names.size() == 1 && names[0] == user.scope) return {};
        return Error(Errc::refused, "请用 --scope 写明一个部门的全名，和办事指南里写的一样");
    }
    if (user.role != "town" && user.role != "village") {
        if (user.scope.empty()) return {};
        return Error(Errc::refused, "这种角色管全县，不用写 --scope");
    }
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

Result<void> judge_user(Store& store, const User& user) {
    if (!is_account_name(user.name)) {
        return Error(Errc::refused, "账号只能用小写字母、数字、点和横线，最多40个");
    }
    if (is_blank(user.shown)) return Error(Errc::refused, "请用 --shown 写明这个账号是谁的");
    if (!is_user_role(user.role)) return Error(Errc::refused, "没有这种角色：" + user.role);
    return judge_scope(store, user);
}

Result<User> find_account(Store& store, const std::string& name) {
    Result<User> user = store.people().find_user(name);
    if (!user.ok() && user.error().code() == Errc::not_found) {
        return Error(Errc::refused, "没有这个账号：" + name);
    }
    return user;
}

// Ends the account's sessions, too: whoever had the password before is out.
Result<std::string> give_password(Store& store, Random& random, User user, std::string password) {
    if (password.empty()) password = make_password(random);
    user.verifier = TRY(password_verifier(password, random));
    TRY(store.people().put_user(user));
    TRY(store.people().clear_login_failures(user.name));
    return password;
}

// A department that no guide names would see nothing: said at once, not found out later.
Result<std::string> scope_hint(Store& store, const User& user) {
    if (user.role != "department") return std::string();
    for (const Document& document :
         TRY(store.documents().of_type("county", name_of(DocumentType::service)))) {
        const Result<Service> service = service_of(document.body);
        if (!service.ok()) continue;
        const auto names = department_names(service.value().department);
        if (std::find(names.begin(), names.end(), user.scope) != names.end()) return std::string();
    }
    return "注意：县里的办事指南没有一个写着“" + user.scope +
           "”，部门要写全名，一字不差，不然这个账号看不到办件。\n";
}

CommandResult password_result(const std::string& name, const Result<std::string>& password,
                              const std::string& hint = {}) {
    if (!password.ok()) return failure(plain_text(password.error()));
    return {.out = name + " 的口令：" + password.value() + "\n请记下来，这里不会再显示。\n",
            .err = hint};
}

CommandResult add_one_user(Platform& platform, const Arguments& arguments) {
    NewUser wanted;
    wanted.user.name = arguments.value_or("--name", {});
    wanted.user.shown = arguments.value_or("--shown", wanted.user.name);
    wanted.user.role = arguments.value_or("--role", {});
    wanted.user.scope = trimmed(arguments.value_or("--scope", {}));
    std::string hint;
    const Result<std::string> password =
        ask<std::string>(platform.executor(), [&](Store& store) -> Result<std::string> {
            hint = TRY(scope_hint(store, wanted.user));
            return add_user(store, platform.dependencies().random, wanted);
        });
    return password_result(wanted.user.name, password, hint);
}

// The same person, a new password.
CommandResult reset_user(Platform& platform, const Arguments& arguments) {
    const Result<std::string> name = arguments.value("--name");
    if (!name.ok()) return wrong_use(name.error().message());
    const Result<std::string> password =
        ask<std::string>(platform.executor(), [&](Store& store) -> Result<std::string> {
            User user = TRY(find_account(store, name.value()));
            return give_password(store, platform.dependencies().random, std::move(user), {});
        });
    return password_result(name.value(), password);
}

// The account passes to another person. What was done with it before keeps the name of
// whoever did it.
CommandResult replace_user(Platform& platform, const Arguments& arguments) {
    const Result<std::string> name = arguments.value("--name");
    if (!name.ok()) return wrong_use(name.error().message());
    const Result<std::string> shown = arguments.value("--shown");
    if (!shown.ok()) return wrong_use(shown.error().message());
    std::string hint;
    const Result<std::string> password =
        ask<std::string>(platform.executor(), [&](Store& store) -> Result<std::string> {
            User user = TRY(find_account(store, name.value()));
            if (user.shown == shown.value()) {
                return Error(Errc::refused, "账号 " + user.name + " 已经是“" + user.shown +
                                                "”的。只换口令，请用 user reset");
            }
            user.shown = shown.value();
            const std::string role = arguments.value_or("--role", user.role);
            user.scope = trimmed(
                arguments.value_or("--scope", role == user.role ? user.scope : std::string()));
            user.role = role;
            TRY(judge_user(store, user));
            hint = TRY(scope_hint(store, user));
            return give_password(store, platform.dependencies().random, std::move(user), {});
        });
    return password_result(name.value(), password, hint);
}

CommandResult list_users(Platform& platform) {
    const Result<std::vector<User>> users = ask<std::vector<User>>(
        platform.executor(), [](Store& store) { return store.people().users(); });
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
    const Result<std::string> code = ask<std::string>(platform.executor(), [&](Store& store) {
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
        platform.executor(), [](Store& store) { return store.kiosks().list(); });
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
    const Result<void> revoked = platform.executor().run([&](Store& store) -> Result<void> {
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
    const Result<User> taken = store.people().find_user(wanted.user.name);
    if (taken.ok()) {
        const std::string& name = taken.value().name;
        return Error(Errc::refused, "账号 " + name + " 已经是“" + taken.value().shown +
                                        "”的。这个人忘了口令，请用 user reset --name " + name +
                                        "；换了人，请用 user replace --name " + name +
                                        " --shown 新的名称");
    }
    if (taken.error().code() != Errc::not_found) return taken.error();
    return give_password(store, random, std::move(wanted.user), std::move(wanted.password));
}

Result<void> add_staff(Store& store, Random& random, NewStaff wanted) {
    TRY(judge_pin(wanted.pin));
    wanted.member.verifier = TRY(password_verifier(wanted.pin, random));
    return store.people().put_staff(wanted.village, wanted.member);
}

CommandResult run_user(Platform& platform, const CountyCommand& command) {
    const Result<Arguments> parsed =
        Arguments::parse(std::span(command.words).subspan(1), user_options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const std::vector<std::string>& words = parsed.value().words();
    if (words.size() == 1 && words[0] == "add") return add_one_user(platform, parsed.value());
    if (words.size() == 1 && words[0] == "reset") return reset_user(platform, parsed.value());
    if (words.size() == 1 && words[0] == "replace") return replace_user(platform, parsed.value());
    if (words.size() == 1 && words[0] == "list") return list_users(platform);
    return wrong_use(usage_of("user"));
}

CommandResult run_kiosk(Platform& platform, const CountyCommand& command) {
    const Result<Arguments> parsed =
        Arguments::parse(std::span(command.words).subspan(1), user_options);
    if (!parsed.ok()) return wrong_use(parsed.error().message());
    const std::vector<std::string>& words = parsed.value().words();
    if (words.size() == 1 && words[0] == "code") return make_code(platform, parsed.value());
    if (words.size() == 1 && words[0] == "list") return list_kiosks(platform);
    if (words.size() == 1 && words[0] == "revoke") return revoke_kiosk(platform, parsed.value());
    return wrong_use(usage_of("kiosk"));
}

}  // namespace hall::platform
