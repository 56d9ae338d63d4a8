// Problem details (RFC 9457): every error the platform answers. `type` is stable and
// meant for programs; title and detail are Chinese and meant for people.

#pragma once

#include <string>
#include <string_view>

#include "platform/http/message.h"
#include "sync/core/json.h"
#include "sync/core/result.h"

namespace hall::platform {

struct Problem {
    int status = 500;
    std::string_view name;  // "urn:hall:problem:" + name is the type
    std::string_view title;
};

namespace problems {
inline constexpr Problem bad_request{400, "bad-request", "这个请求看不懂"};
inline constexpr Problem not_signed{401, "not-signed", "请求上没有这台机器的签名"};
inline constexpr Problem wrong_signature{401, "wrong-signature",
                                         "这台机器的签名对不上县里收到的请求"};
inline constexpr Problem unknown_kiosk{401, "unknown-kiosk", "县里没有登记这台机器，或者已经停用"};
inline constexpr Problem wrong_time{401, "wrong-time", "这台机器的时间不对，请先对时"};
inline constexpr Problem log_in{401, "log-in", "请先登录"};
inline constexpr Problem wrong_password{401, "wrong-password", "账号或口令不对，请再输一次"};
inline constexpr Problem not_allowed{403, "not-allowed", "这一项不归这个账号管"};
inline constexpr Problem other_site{403, "other-site", "请从办理台自己的页面上操作"};
inline constexpr Problem form_expired{403, "form-expired", "页面放得太久，请刷新后再试"};
inline constexpr Problem wrong_code{403, "wrong-code", "登记码不对或已过期，请向县里要一个新的"};
inline constexpr Problem not_found{404, "not-found", "没有找到"};
inline constexpr Problem not_here_yet{404, "not-here-yet", "这个附件还没有传到县里"};
inline constexpr Problem wrong_method{405, "wrong-method", "这个地址不支持这样访问"};
inline constexpr Problem too_slow{408, "too-slow", "传得太慢，请重新发送"};
inline constexpr Problem other_offset{409, "other-offset", "县里收到的不是到这里，请先问一问"};
inline constexpr Problem not_announced{409, "not-announced",
                                       "县里还没有收到提到这个附件的那一件，请先送那一件"};
inline constexpr Problem other_version{412, "other-version", "这个版本的上传协议不支持"};
inline constexpr Problem too_large{413, "too-large", "内容太大"};
inline constexpr Problem wrong_encoding{415, "wrong-encoding", "这种压缩方式不支持"};
inline constexpr Problem wrong_type{415, "wrong-type", "这种内容类型不支持"};
inline constexpr Problem wrong_range{416, "wrong-range", "要的这一段不存在"};
inline constexpr Problem refused{422, "refused", "这样不行"};
inline constexpr Problem wrong_hash{422, "wrong-hash", "传上来的内容对不上，请从头再传一次"};
inline constexpr Problem slow_down{429, "slow-down", "太频繁了，请稍等再试"};
inline constexpr Problem headers_too_large{431, "headers-too-large", "请求头太大"};
inline constexpr Problem broken{500, "broken", "县级平台出了点问题，请稍后再试"};
inline constexpr Problem busy{503, "busy", "县级平台正忙，请稍后再试"};
inline constexpr Problem no_room{507, "no-room", "县级平台的存储满了，请稍后再传"};
}  // namespace problems

// All of them, as docs/protocol.md lists them.
inline constexpr Problem all_problems[] = {problems::bad_request,     problems::not_signed,
                                           problems::wrong_signature, problems::unknown_kiosk,
                                           problems::wrong_time,      problems::log_in,
                                           problems::wrong_password,  problems::not_allowed,
                                           problems::other_site,      problems::form_expired,
                                           problems::wrong_code,      problems::not_found,
                                           problems::not_here_yet,    problems::wrong_method,
                                           problems::too_slow,        problems::other_offset,
                                           problems::not_announced,   problems::other_version,
                                           problems::too_large,       problems::wrong_encoding,
                                           problems::wrong_type,      problems::wrong_range,
                                           problems::refused,         problems::wrong_hash,
                                           problems::slow_down,       problems::headers_too_large,
                                           problems::broken,          problems::busy,
                                           problems::no_room};

// `detail`: one more sentence, or empty. Statuses 429 and 503 carry Retry-After.
HttpResponse problem_response(const Problem& problem, std::string_view detail = {},
                              int retry_after_s = 10);

// The same with members of our own beside those of RFC 9457.
HttpResponse problem_with(const Problem& problem, const Json& members, int retry_after_s = 10);

// What a route's own failure becomes. The error's message goes to the log, not to the
// client: it may name files.
HttpResponse response_of(const Error& error);

// 200 with application/json.
HttpResponse json_response(const Json& value);

}  // namespace hall::platform
