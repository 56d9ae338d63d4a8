#include "platform/console_api/console_routes.h"
#include "platform/embedded.h"
#include "platform/http/problem.h"
#include "sync/wire/signature.h"

namespace hall::platform {

namespace {

std::string_view mime_of(std::string_view name) {
    if (name.ends_with(".html")) return "text/html; charset=utf-8";
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".svg")) return "image/svg+xml";
    return "application/octet-stream";
}

HttpResponse page(const HttpRequest& request, std::string_view name) {
    const std::string_view bytes = embedded_file(embedded_console(), name);
    if (bytes.empty()) return problem_response(problems::not_found);
    const std::string etag = '"' + sha256_hex(bytes).substr(0, 32) + '"';
    HttpResponse response;
    response.header("ETag", etag);
    response.header("Cache-Control", "no-cache");
    if (request.header("if-none-match") == etag) {
        response.status = 304;
        return response;
    }
    response.header("Content-Type", std::string(mime_of(name)));
    // Nothing from elsewhere, nothing inline, and never inside another page.
    response.header("Content-Security-Policy",
                    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; "
                    "form-action 'self'; object-src 'none'");
    response.header("X-Content-Type-Options", "nosniff");
    response.header("Referrer-Policy", "no-referrer");
    response.body = bytes;
    return response;
}

HttpResponse to_console() {
    HttpResponse response{.status = 302};
    response.header("Location", "/console/");
    return response;
}

}  // namespace

void add_console_pages(Router& router) {
    router.add({"GET", "/", QuickRoute([](const HttpRequest&) { return to_console(); })});
    router.add({"GET", "/console", QuickRoute([](const HttpRequest&) { return to_console(); })});
    router.add({"GET", "/console/", QuickRoute([](const HttpRequest& request) {
                    return page(request, "index.html");
                })});
    router.add({"GET", "/console/{file}", QuickRoute([](const HttpRequest& request) {
                    return page(request, request.parameter("file"));
                })});
}

}  // namespace hall::platform
