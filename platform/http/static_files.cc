#include "platform/http/static_files.h"

#include <algorithm>
#include <charconv>

#include "platform/http/problem.h"
#include "sync/wire/document.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr std::uint64_t metadata_bytes_max = 8 << 20;

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_village(std::string_view text) {
    return text.size() == 12 && all_digits(text);
}

// "12.town-510681113.json" gives "town-510681113"; anything else gives nothing.
std::string_view versioned_role(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos || dot > 10 || !all_digits(name.substr(0, dot))) return {};
    if (name[0] == '0' || !name.ends_with(".json") || name.size() <= dot + 6) return {};
    const std::string_view role = name.substr(dot + 1, name.size() - dot - 6);
    const bool known =
        role == "root" || role == "snapshot" || role == "targets" || is_channel(role);
    return known ? role : std::string_view();
}

// One part of a target's path: letters, digits, dots, dashes; no hidden files.
bool is_plain_name(std::string_view name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    };
    return !name.empty() && name.size() <= 200 && name[0] != '.' &&
           std::all_of(name.begin(), name.end(), plain);
}

bool is_target_path(std::string_view path) {
    std::string_view rest = path;
    for (int depth = 0; depth < 4; ++depth) {
        const std::size_t slash = rest.find('/');
        const std::string_view name = rest.substr(0, slash);
        if (!is_plain_name(name)) return false;
        if (slash == std::string_view::npos) {
            const auto hexadecimal = [](char c) {
                return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
            };
            return depth > 0 && name.size() > 65 && name[64] == '.' &&
                   std::all_of(name.begin(), name.begin() + 64, hexadecimal);
        }
        rest.remove_prefix(slash + 1);
    }
    return false;
}

constexpr const char* forever = "public, max-age=31536000, immutable";

HttpResponse metadata_response(Files& files, const Path& file, const HttpRequest& request,
                               bool changes) {
    Result<std::string> bytes = files.read(file, metadata_bytes_max);
    if (!bytes.ok()) return response_of(bytes.error());
    HttpResponse response;
    if (changes) {
        // Made from the content: a clock or a modification time would call a newer file
        // the same.
        const std::string etag = etag_of(bytes.value());
        response.header("ETag", etag);
        response.header("Cache-Control", "no-cache");
        if (request.header("if-none-match").find(etag) != std::string_view::npos) {
            response.status = 304;
            return response;
        }
    } else {
        response.header("Cache-Control", forever);
    }
    response.header("Content-Type", "application/json");
    response.body = std::move(bytes).value();
    return response;
}

HttpResponse answer_metadata(const TufFolder& folder, Files& files, const HttpRequest& request) {
    const std::string& village = request.parameter("village");
    const std::string& name = request.parameter("file");
    if (!is_village(village)) return problem_response(problems::not_found);
    if (name == "timestamp.json") {
        return metadata_response(files, folder.timestamp(village), request, true);
    }
    const std::string_view role = versioned_role(name);
    if (role.empty()) return problem_response(problems::not_found);
    const Path place = role == "snapshot" ? folder.view(village) : folder.shared();
    return metadata_response(files, place / name, request, false);
}

HttpResponse answer_target(const TufFolder& folder, Files& files, const HttpRequest& request) {
    const std::string& path = request.parameter("path");
    if (!is_target_path(path)) return problem_response(problems::not_found);
    const Path file = folder.targets() / path;
    const Result<std::uint64_t> size = files.size(file);
    if (!size.ok()) return response_of(size.error());
    const RangeChoice choice = choose_range(request.header("range"), size.value());
    if (choice.kind == RangeKind::impossible) {
        return problem_response(problems::wrong_range)
            .header("Content-Range", "bytes */" + std::to_string(size.value()));
    }
    HttpResponse response;
    response.header("Content-Type", "application/octet-stream");
    response.header("Cache-Control", forever);
    response.header("Accept-Ranges", "bytes");
    response.file = FilePart{file, 0, size.value()};
    if (choice.kind == RangeKind::part) {
        const ByteRange& range = choice.range;
        response.status = 206;
        response.file = FilePart{file, range.offset, range.bytes};
        response.header("Content-Range", "bytes " + std::to_string(range.offset) + '-' +
                                             std::to_string(range.offset + range.bytes - 1) + '/' +
                                             std::to_string(size.value()));
    }
    return response;
}

}  // namespace

RangeChoice choose_range(std::string_view header, std::uint64_t size) {
    if (!header.starts_with("bytes=")) return {};
    header.remove_prefix(6);
    const std::size_t dash = header.find('-');
    if (dash == std::string_view::npos) return {};
    const auto number = [](std::string_view text) -> std::optional<std::uint64_t> {
        std::uint64_t value = 0;
        const char* end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data(), end, value);
        if (text.empty() || parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
        return value;
    };
    const auto first = number(header.substr(0, dash));
    const auto last = number(header.substr(dash + 1));
    if (header.ends_with('-') && first) {
        if (*first >= size) return {RangeKind::impossible, {}};
        return {RangeKind::part, {*first, size - *first}};
    }
    if (dash == 0 && last) {
        if (*last == 0 || size == 0) return {RangeKind::impossible, {}};
        const std::uint64_t bytes = std::min(*last, size);
        return {RangeKind::part, {size - bytes, bytes}};
    }
    if (!first || !last || *last < *first) return {};
    if (*first >= size) return {RangeKind::impossible, {}};
    return {RangeKind::part, {*first, std::min(*last, size - 1) - *first + 1}};
}

void add_static_routes(Router& router, const TufFolder& folder, Files& files) {
    router.add({"GET", "/tuf/{village}/metadata/{file}",
                QuickRoute([&folder, &files](const HttpRequest& request) {
                    return answer_metadata(folder, files, request);
                })});
    router.add(
        {"GET", "/tuf/targets/{path*}", QuickRoute([&folder, &files](const HttpRequest& request) {
             return answer_target(folder, files, request);
         })});
}

Result<std::string> body_of(const HttpResponse& response, Files& files) {
    if (!response.file) return response.body;
    constexpr std::uint64_t target_bytes_max = std::uint64_t{64} << 20;
    const std::string bytes = TRY(files.read(response.file->file, target_bytes_max));
    return bytes.substr(static_cast<std::size_t>(response.file->offset),
                        static_cast<std::size_t>(response.file->bytes));
}

}  // namespace hall
