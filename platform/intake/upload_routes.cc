#include "platform/intake/upload_routes.h"

#include "platform/http/problem.h"
#include "platform/intake/upload_headers.h"
#include "sync/wire/http_date.h"

namespace hall::platform {

namespace {

constexpr const char* version = "1.0.0";
constexpr const char* uploads_path = "/api/v1/uploads";

HttpResponse tus(HttpResponse response) {
    response.header("Tus-Resumable", version);
    return response;
}

HttpResponse tus_options() {
    HttpResponse response{.status = 204};
    response.header("Tus-Version", version);
    response.header("Tus-Extension", "creation,termination,expiration");
    response.header("Tus-Max-Size", std::to_string(attachment_bytes_max));
    return tus(std::move(response));
}

void add_offset(HttpResponse& response, const UploadState& state) {
    response.header("Upload-Offset", std::to_string(state.offset));
    response.header("Cache-Control", "no-store");
    if (state.expires_ms > 0) response.header("Upload-Expires", http_date_text(state.expires_ms));
}

HttpResponse upload_problem(const Error& error) {
    switch (error.code()) {
        case Errc::not_found:
            return problem_response(problems::not_found);
        case Errc::refused:
            return problem_response(problems::other_offset);
        case Errc::corrupt:
            return problem_response(problems::too_large);
        case Errc::untrusted:
            return problem_response(problems::wrong_hash);
        case Errc::exhausted:
            return problem_response(problems::no_room);
        case Errc::unavailable:
            break;
    }
    return response_of(error);
}

}  // namespace

UploadRoutes::UploadRoutes(Parts parts)
    : parts_(parts), rate_(parts.clock, {.tries = 1200, .per_ms = 60'000}) {}

void UploadRoutes::add_to(Router& router) {
    const std::string one = std::string(uploads_path) + "/{sha256}";
    const auto in_store =
        [this](Result<HttpResponse> (UploadRoutes::*answer)(const HttpRequest&, Store&)) {
            return StoreRoute([this, answer](const HttpRequest& request, Store& store) {
                return (this->*answer)(request, store);
            });
        };
    const auto slowly =
        [this](HttpResponse (UploadRoutes::*answer)(const HttpRequest&, StoreExecutor&)) {
            return SlowRoute([this, answer](const HttpRequest& request, StoreExecutor& executor) {
                return (this->*answer)(request, executor);
            });
        };
    router.add(
        {"OPTIONS", uploads_path, QuickRoute([](const HttpRequest&) { return tus_options(); })});
    router.add({"POST", uploads_path, in_store(&UploadRoutes::create)});
    router.add({"GET", one, in_store(&UploadRoutes::state)});
    router.add({"PATCH", one, slowly(&UploadRoutes::patch), upload_body_bytes_max,
                kiosk_admission(parts_.clock, parts_.nonces, unsigned_log_)});
    router.add({"DELETE", one, slowly(&UploadRoutes::remove)});
}

UploadRoutes::Sender UploadRoutes::sender_of(const HttpRequest& request, const FindKiosk& find) {
    Result<Kiosk> kiosk = signing_kiosk(request, find, parts_.clock, parts_.nonces);
    if (!kiosk.ok()) return {{}, signature_problem(request, kiosk.error(), unsigned_log_)};
    if (!rate_.allow(kiosk.value().id)) {
        return {{}, problem_response(problems::slow_down, {}, rate_.retry_after_s())};
    }
    if (request.header("tus-resumable") != version) {
        return {{}, problem_response(problems::other_version).header("Tus-Version", version)};
    }
    return {std::move(kiosk).value(), std::nullopt};
}

Result<HttpResponse> UploadRoutes::create(const HttpRequest& request, Store& store) {
    const FindKiosk find = [&store](std::string_view name) { return store.kiosks().find(name); };
    const Sender sender = sender_of(request, find);
    if (sender.refusal) return tus(*sender.refusal);
    const std::optional<std::int64_t> length = upload_number_in(request.header("upload-length"));
    AttachmentName name;
    name.sha256 = upload_metadata_in(request.header("upload-metadata"), "sha256");
    if (!length || *length == 0 || !is_attachment_id(name.sha256)) {
        return tus(problem_response(problems::bad_request));
    }
    if (*length > static_cast<std::int64_t>(attachment_bytes_max)) {
        return tus(problem_response(problems::too_large));
    }
    name.bytes = *length;
    const Result<UploadState> state = parts_.uploads.begin(store, sender.kiosk, name);
    if (!state.ok()) {
        constexpr int later_s = 3600;
        switch (state.error().code()) {
            case Errc::not_found:
                return tus(problem_response(problems::not_announced));
            case Errc::refused:
                return tus(problem_response(problems::refused));
            case Errc::exhausted:
                return tus(
                    problem_response(problems::slow_down, "这台机器传的附件太多了", later_s));
            default:
                return state.error();
        }
    }
    HttpResponse response{.status = 201};
    response.header("Location", std::string(uploads_path) + '/' + name.sha256);
    add_offset(response, state.value());
    return tus(std::move(response));
}

// HEAD asks where to go on. GET also brings the county's word once the whole is here.
Result<HttpResponse> UploadRoutes::state(const HttpRequest& request, Store& store) {
    const FindKiosk find = [&store](std::string_view name) { return store.kiosks().find(name); };
    const Sender sender = sender_of(request, find);
    if (sender.refusal) return tus(*sender.refusal);
    const Result<UploadState> found =
        parts_.uploads.find(store, sender.kiosk, request.parameter("sha256"));
    if (!found.ok()) {
        if (found.error().code() != Errc::not_found) return found.error();
        return tus(problem_response(problems::not_found));
    }
    HttpResponse response;
    add_offset(response, found.value());
    response.header("Upload-Length", std::to_string(found.value().name.bytes));
    response.header("Content-Type", "application/json");
    response.body = found.value().receipt.empty() ? "{}" : found.value().receipt;
    return tus(std::move(response));
}

HttpResponse UploadRoutes::patch(const HttpRequest& request, StoreExecutor& executor) {
    const FindKiosk find = [&executor](std::string_view name) {
        return ask<Kiosk>(executor, [name](Store& store) { return store.kiosks().find(name); });
    };
    const Sender sender = sender_of(request, find);
    if (sender.refusal) return tus(*sender.refusal);
    if (request.header("content-type") != "application/offset+octet-stream") {
        return tus(problem_response(problems::wrong_type));
    }
    const std::optional<std::int64_t> offset = upload_number_in(request.header("upload-offset"));
    if (!offset) return tus(problem_response(problems::bad_request));
    const std::string& sha256 = request.parameter("sha256");
    Result<UploadState> state = ask<UploadState>(
        executor, [&](Store& store) { return parts_.uploads.find(store, sender.kiosk, sha256); });
    if (state.ok() && Uploads::is_too_small(state.value(), *offset, request.body.size())) {
        return tus(problem_response(
            problems::bad_request,
            "除了最后一段，一次至少要传" + std::to_string(attachment_chunk_bytes_min) + "字节"));
    }
    state = parts_.uploads.write(executor, sender.kiosk, sha256, *offset, request.body);
    if (!state.ok()) return tus(upload_problem(state.error()));
    HttpResponse response{.status = 204};
    add_offset(response, state.value());
    return tus(std::move(response));
}

HttpResponse UploadRoutes::remove(const HttpRequest& request, StoreExecutor& executor) {
    const FindKiosk find = [&executor](std::string_view name) {
        return ask<Kiosk>(executor, [name](Store& store) { return store.kiosks().find(name); });
    };
    const Sender sender = sender_of(request, find);
    if (sender.refusal) return tus(*sender.refusal);
    const Result<void> ended =
        parts_.uploads.end(executor, sender.kiosk, request.parameter("sha256"));
    if (!ended.ok() && ended.error().code() == Errc::refused) {
        return tus(problem_response(problems::refused));
    }
    if (!ended.ok()) return tus(upload_problem(ended.error()));
    return tus(HttpResponse{.status = 204});
}

}  // namespace hall::platform
