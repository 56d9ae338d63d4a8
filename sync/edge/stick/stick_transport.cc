#include "sync/edge/stick/stick_transport.h"

#include <algorithm>

#include "sync/core/json.h"
#include "sync/core/number.h"
#include "sync/wire/blob.h"
#include "sync/wire/byte_range.h"
#include "sync/wire/published_names.h"

namespace hall {

namespace {

HttpResponse answer_of(int status, std::string body = {}) {
    HttpResponse response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

// What a county would say in place of this error, if it can say anything.
Result<HttpResponse> answer_to(const Error& error) {
    switch (error.code()) {
        case Errc::not_found:
            return answer_of(404);
        case Errc::exhausted:
        case Errc::refused:
            return Error(Errc::corrupt, error.message());
        default:
            return Error(Errc::unavailable, error.message());
    }
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

// The lines with the numbers after `after`, up to the first that is missing or cannot be
// read; `corrupt` if that is the very next. What a line says of its own number is signed,
// which is checked after us.
Result<std::string> lines_after(std::string_view page, std::int64_t after) {
    std::string lines;
    std::int64_t next = after + 1;
    while (!page.empty()) {
        const std::size_t end = std::min(page.find('\n'), page.size());
        const std::string_view line = page.substr(0, end);
        page.remove_prefix(std::min(end + 1, page.size()));
        const Result<Json> json = parse_json(line);
        const std::int64_t seq =
            json.ok() ? integer_or(object_or_empty(json.value(), "reply"), "seq", 0) : 0;
        if (seq >= 1 && seq < next) continue;
        if (seq != next && lines.empty()) {
            return Error(Errc::corrupt, "reply " + std::to_string(next) + " is missing");
        }
        if (seq != next) break;
        lines.append(line).push_back('\n');
        ++next;
    }
    return lines;
}

}  // namespace

Result<HttpResponse> StickTransport::exchange(const HttpRequest& request) {
    std::string_view path = request.path;
    if (request.method != "GET") return answer_of(405);
    if (take_prefix(path, "/tuf/targets/")) {
        if (!is_target_path(path)) return answer_of(404);
        return give_part(stick_.targets() / path, request);
    }
    if (take_prefix(path, "/tuf/blobs/")) {
        if (!is_blob_name(path)) return answer_of(404);
        return give_part(stick_.blobs() / path, request);
    }
    if (take_prefix(path, "/tuf/")) return give_metadata(path, request.bytes_max);
    if (take_prefix(path, "/api/v1/villages/")) return give_replies(path, request.bytes_max);
    return answer_of(404);
}

Result<HttpResponse> StickTransport::give(const Path& file, std::uint64_t bytes_max) {
    Result<std::string> bytes = files_.read(file, bytes_max);
    if (!bytes.ok()) return answer_to(bytes.error());
    return answer_of(200, std::move(bytes).value());
}

// Large files are asked for piece by piece.
Result<HttpResponse> StickTransport::give_part(const Path& file, const HttpRequest& request) {
    const std::string asked = request.header("Range");
    if (asked.empty()) return give(file, request.bytes_max);
    const Result<std::uint64_t> size = files_.size(file);
    if (!size.ok()) return answer_to(size.error());
    const RangeChoice choice = choose_range(asked, size.value());
    if (choice.kind == RangeKind::impossible) return answer_of(416);
    if (choice.kind == RangeKind::whole) return give(file, request.bytes_max);
    Result<std::string> part = files_.read_part(file, choice.range.offset,
                                                std::min(choice.range.bytes, request.bytes_max));
    if (!part.ok()) return answer_to(part.error());
    HttpResponse response = answer_of(206, std::move(part).value());
    response.headers["content-range"] = content_range(choice.range, size.value());
    return response;
}

// "510681113205/metadata/timestamp.json"
Result<HttpResponse> StickTransport::give_metadata(std::string_view path, std::uint64_t bytes_max) {
    const std::string_view village = path.substr(0, path.find('/'));
    path.remove_prefix(village.size());
    if (!is_village_code(village) || !take_prefix(path, "/metadata/")) return answer_of(404);
    if (path == "timestamp.json") return give(stick_.timestamp(village), bytes_max);
    const std::string_view role = role_in_metadata_name(path);
    if (role.empty()) return answer_of(404);
    return give((role == "snapshot" ? stick_.view(village) : stick_.metadata()) / path, bytes_max);
}

// "510681113205/replies?after=17"
Result<HttpResponse> StickTransport::give_replies(std::string_view path, std::uint64_t bytes_max) {
    const std::string_view village = path.substr(0, path.find('/'));
    path.remove_prefix(village.size());
    if (!is_village_code(village) || !take_prefix(path, "/replies?after=")) return answer_of(404);
    const std::optional<std::int64_t> asked = parse_number<std::int64_t>(path);
    if (!asked || *asked < 0) return answer_of(400);
    const std::int64_t after = *asked;
    HttpResponse response = TRY(give(stick_.reply_page(village, stick_page_of(after + 1)),
                                     std::min<std::uint64_t>(bytes_max, stick_page_bytes_max)));
    // No such page: the county had nothing to say yet when the stick was made.
    if (response.status == 404) return answer_of(200);
    response.body = TRY(lines_after(response.body, after));
    return response;
}

}  // namespace hall
