#include "sync/wire/reply.h"

#include <algorithm>

#include "sync/core/clock.h"
#include "sync/core/encoding.h"
#include "sync/wire/signed_statement.h"

namespace hall {

namespace {

Result<StaffMember> staff_member_of(const Json& json) {
    StaffMember member;
    member.number = TRY(string_member(json, "number"));
    member.name = TRY(string_member(json, "name"));
    member.role = TRY(string_member(json, "role"));
    member.verifier = TRY(string_member(json, "verifier"));
    const bool digits = std::all_of(member.number.begin(), member.number.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || member.number.size() < 4 || member.number.size() > 8) {
        return Error(Errc::corrupt, "a staff number is 4 to 8 digits");
    }
    if (member.role != "staff" && member.role != "secretary" && member.role != "committee") {
        return Error(Errc::corrupt, "\"role\" is no role of staff");
    }
    return member;
}

}  // namespace

std::string signed_reply(const Reply& reply, const SigningKey& key) {
    Json statement = {
        {"seq", reply.seq}, {"village", reply.village}, {"kind", reply.kind}, {"at", reply.at}};
    const auto add = [&statement](const char* name, const std::string& text) {
        if (!text.empty()) statement[name] = text;
    };
    add("slip", reply.slip);
    add("kiosk", reply.kiosk);
    add("state", reply.state);
    add("line", reply.line);
    add("sealed", base64_of(reply.sealed));
    return signed_statement("reply", statement, key);
}

Result<Reply> open_reply(std::string_view bytes, const std::vector<NamedKey>& receipt_keys) {
    const Json statement = TRY(open_statement(bytes, "reply", receipt_keys));
    Reply reply;
    reply.seq = TRY_IN("reply", integer_member(statement, "seq"));
    reply.village = TRY_IN("reply", string_member(statement, "village"));
    reply.kind = TRY_IN("reply", string_member(statement, "kind"));
    reply.at = TRY_IN("reply", string_member(statement, "at"));
    reply.slip = string_or(statement, "slip");
    reply.kiosk = string_or(statement, "kiosk");
    reply.state = string_or(statement, "state");
    reply.line = string_or(statement, "line");
    reply.sealed = TRY_IN("reply.sealed", bytes_of_base64(string_or(statement, "sealed")));
    TRY_IN("reply", parse_utc_ms(reply.at));
    if (reply.seq < 1) return Error(Errc::corrupt, "reply: \"seq\" is less than 1");
    if (reply.kind == "state" && reply.slip.empty()) {
        return Error(Errc::corrupt, "reply: a state of no slip");
    }
    if (reply.kind == "kiosk" && reply.kiosk.empty()) {
        return Error(Errc::corrupt, "reply: for no kiosk");
    }
    return reply;
}

Json json_of_roster(const std::vector<StaffMember>& roster) {
    Json staff = Json::array();
    for (const StaffMember& member : roster) {
        staff.push_back({{"number", member.number},
                         {"name", member.name},
                         {"role", member.role},
                         {"verifier", member.verifier}});
    }
    return {{"staff", staff}};
}

Result<std::vector<StaffMember>> roster_of(const Json& body) {
    const Json* staff = TRY_IN("roster", member(body, "staff"));
    if (!staff->is_array()) return Error(Errc::corrupt, "roster: \"staff\" is no array");
    std::vector<StaffMember> roster;
    for (const Json& json : *staff) roster.push_back(TRY_IN("roster", staff_member_of(json)));
    return roster;
}

Json json_of(const EnrolAgain& message) {
    return {{"device_message", enrol_again_message},
            {"kiosk", message.kiosk},
            {"epoch", message.epoch}};
}

Result<EnrolAgain> enrol_again_of(const Json& body) {
    EnrolAgain message;
    message.kiosk = TRY_IN("enrol again", string_member(body, "kiosk"));
    message.epoch = TRY_IN("enrol again", integer_member(body, "epoch"));
    return message;
}

Json json_of_message(std::string_view text) {
    return {{"message", text}};
}

Result<std::string> message_of(std::string_view plain) {
    const Json body = TRY_IN("message", parse_json(plain));
    return TRY_IN("message", string_member(body, "message"));
}

}  // namespace hall
