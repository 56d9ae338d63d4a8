#include "platform/http/static_files.h"

#include "platform/http/problem.h"
#include "sync/wire/blob.h"
#include "sync/wire/byte_range.h"
#include "sync/wire/document.h"
#include "sync/wire/published_names.h"
#include "sync/wire/reply.h"
#include "sync/wire/signature.h"

namespace hall::platform {

namespace {

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

// The one that changes. It is asked for all the time, and says what else there is to ask for.
Result<HttpResponse> answer_timestamp(const TufFolder& folder, Files& files,
                                      const HttpRequest& request, Store& store) {
    const std::string& village = request.parameter("village");
    if (!is_village_code(village)) return problem_response(problems::not_found);
    HttpResponse response = metadata_response(files, folder.timestamp(village), request, true);
    if (response.status == 200 || response.status == 304) {
        // Under a former code, the kiosk asks for the replies of its village of now.
        const std::string now = TRY(store.places().village_now(village));
        const std::int64_t newest = TRY(store.replies().next_seq(now)) - 1;
        response.header(std::string(newest_reply_header), std::to_string(newest));
    }
    return response;
}

HttpResponse answer_metadata(const TufFolder& folder, Files& files, const HttpRequest& request) {
    const std::string& village = request.parameter("village");
    const std::string& name = request.parameter("file");
    if (!is_village_code(village)) return problem_response(problems::not_found);
    const std::string_view role = role_in_metadata_name(name);
    if (role.empty()) return problem_response(problems::not_found);
    const Path place = role == "snapshot" ? folder.view(village) : folder.shared();
    return metadata_response(files, place / name, request, false);
}

// A file that never changes, or a range of it.
HttpResponse file_response(Files& files, const Path& file, const HttpRequest& request) {
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
        response.header("Content-Range", content_range(range, size.value()));
    }
    return response;
}

HttpResponse answer_target(const TufFolder& folder, Files& files, const HttpRequest& request) {
    const std::string& path = request.parameter("path");
    if (!is_target_path(path)) return problem_response(problems::not_found);
    return file_response(files, folder.targets() / path, request);
}

HttpResponse answer_blob(const TufFolder& folder, Files& files, const HttpRequest& request) {
    const std::string& name = request.parameter("sha256");
    if (!is_blob_name(name)) return problem_response(problems::not_found);
    return file_response(files, folder.blobs() / name, request);
}

}  // namespace

void add_static_routes(Router& router, const TufFolder& folder, Files& files) {
    router.add({"GET", "/tuf/{village}/metadata/timestamp.json",
                StoreRoute([&folder, &files](const HttpRequest& request, Store& store) {
                    return answer_timestamp(folder, files, request, store);
                })});
    router.add({"GET", "/tuf/{village}/metadata/{file}",
                QuickRoute([&folder, &files](const HttpRequest& request) {
                    return answer_metadata(folder, files, request);
                })});
    router.add(
        {"GET", "/tuf/targets/{path*}", QuickRoute([&folder, &files](const HttpRequest& request) {
             return answer_target(folder, files, request);
         })});
    router.add(
        {"GET", "/tuf/blobs/{sha256}", QuickRoute([&folder, &files](const HttpRequest& request) {
             return answer_blob(folder, files, request);
         })});
}

Result<std::string> body_of(const HttpResponse& response, Files& files) {
    if (!response.file) return response.body;
    constexpr std::uint64_t target_bytes_max = std::uint64_t{64} << 20;
    const std::string bytes = TRY(files.read(response.file->file, target_bytes_max));
    return bytes.substr(static_cast<std::size_t>(response.file->offset),
                        static_cast<std::size_t>(response.file->bytes));
}

}  // namespace hall::platform
