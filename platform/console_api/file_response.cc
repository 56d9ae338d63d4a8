#include "platform/console_api/file_response.h"

#include <algorithm>

namespace hall::platform {

namespace {

struct Sign {
    std::string_view start;
    std::string_view later;  // at `later_at`, or empty
    std::size_t later_at;
    FileKind kind;
};

using namespace std::string_view_literals;

// Kinds that a browser paints or plays without running anything in them. SVG and HTML are
// not among them, and PDF is saved: its viewer runs scripts.
constexpr Sign signs[] = {
    {"\xFF\xD8\xFF"sv, "", 0, {"image/jpeg", "jpg", true}},
    {"\x89PNG\r\n\x1A\n"sv, "", 0, {"image/png", "png", true}},
    {"GIF87a"sv, "", 0, {"image/gif", "gif", true}},
    {"GIF89a"sv, "", 0, {"image/gif", "gif", true}},
    {"RIFF"sv, "WEBP"sv, 8, {"image/webp", "webp", true}},
    {"RIFF"sv, "WAVE"sv, 8, {"audio/wav", "wav", true}},
    {"OggS"sv, "", 0, {"audio/ogg", "ogg", true}},
    {"%PDF-"sv, "", 0, {"application/pdf", "pdf", false}},
};

}  // namespace

FileKind file_kind_of(std::string_view bytes) {
    const auto found = std::find_if(std::begin(signs), std::end(signs), [&](const Sign& sign) {
        return bytes.starts_with(sign.start) &&
               (sign.later.empty() || (bytes.size() > sign.later_at &&
                                       bytes.substr(sign.later_at).starts_with(sign.later)));
    });
    if (found == std::end(signs)) return {"application/octet-stream", "bin", false};
    return found->kind;
}

HttpResponse file_response(std::string bytes, const std::string& name) {
    const FileKind kind = file_kind_of(bytes);
    std::string safe_name;
    std::copy_if(name.begin(), name.end(), std::back_inserter(safe_name), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    });
    HttpResponse response;
    response.header("Content-Type", std::string(kind.mime));
    response.header("Content-Disposition", std::string(kind.shown ? "inline" : "attachment") +
                                               "; filename=\"" + safe_name + '.' +
                                               std::string(kind.extension) + '"');
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Content-Security-Policy", "sandbox; default-src 'none'");
    response.header("Cross-Origin-Resource-Policy", "same-origin");
    response.header("Referrer-Policy", "no-referrer");
    response.header("Cache-Control", "no-store");
    response.body = std::move(bytes);
    return response;
}

}  // namespace hall::platform
