#include "sync/edge/transport/http_transport.h"

#include <curl/curl.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <cctype>

namespace hall {

namespace {

// libcurl wants to be set up once, before threads.
struct CurlLibrary {
    CurlLibrary() { curl_global_init(CURL_GLOBAL_DEFAULT); }
    ~CurlLibrary() { curl_global_cleanup(); }
};

void start_library() {
    static const CurlLibrary library;
}

// Of all headers of an exchange: also of responses before the last (100 Continue), and of the
// trailers of a body in chunks, which libcurl keeps without a limit of its own.
constexpr std::uint64_t header_bytes_max = 300'000;

struct Receiving {
    HttpResponse response;
    std::uint64_t bytes_max = 0;
    std::uint64_t header_bytes = 0;
    bool too_long = false;
    bool headers_too_long = false;
};

std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* context) {
    auto& receiving = *static_cast<Receiving*>(context);
    const std::uint64_t room = receiving.bytes_max - receiving.response.body.size();
    receiving.response.body.append(bytes, std::min<std::uint64_t>(count, room));
    receiving.too_long = count > room;
    return receiving.too_long ? 0 : count;
}

std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* context) {
    constexpr std::size_t headers_max = 100;
    auto& receiving = *static_cast<Receiving*>(context);
    receiving.header_bytes += count;
    receiving.headers_too_long = receiving.header_bytes > header_bytes_max;
    if (receiving.headers_too_long) return 0;
    auto& headers = receiving.response.headers;
    const std::string_view line(bytes, count);
    if (line.starts_with("HTTP/")) headers.clear();
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || headers.size() >= headers_max) return count;
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.front())))
        value.remove_prefix(1);
    while (!value.empty() && std::isspace(static_cast<unsigned char>(value.back())))
        value.remove_suffix(1);
    headers[std::move(name)] = std::string(value);
    return count;
}

// One exchange. A handle is never used for a second one: libcurl 7.88 of Debian 12 takes an
// response whose first header begins with a blank for more of the last header of the response
// before, whose memory is freed (curl pull request 11103). Anybody on the way can send it.
struct Transfer {
    CURL* easy = nullptr;

    Transfer() : easy(curl_easy_init()) { CHECK(easy != nullptr); }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() { curl_easy_cleanup(easy); }

    template <typename Value>
    void set(CURLoption option, Value value) {
        CHECK(curl_easy_setopt(easy, option, value) == CURLE_OK);
    }
};

// By what time certificates are judged. The machine's clock may be decades off; the time
// that the county signed is better (device_time.h). libcurl calls this before every
// handshake.
CURLcode on_tls(CURL*, void* context, void* asked) {
    const auto& request = *static_cast<const HttpRequest*>(asked);
    X509_VERIFY_PARAM* judge = SSL_CTX_get0_param(static_cast<SSL_CTX*>(context));
    if (request.any_date) {
        X509_VERIFY_PARAM_set_flags(judge, X509_V_FLAG_NO_CHECK_TIME);
    } else if (request.now_ms > 0) {
        X509_VERIFY_PARAM_set_time(judge, static_cast<time_t>(request.now_ms / 1000));
    }
    return CURLE_OK;
}

// What is wrong with the other side's certificate, in words that staff can act on.
std::string certificate_fault(CURL* easy) {
    long result = X509_V_OK;
    curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &result);
    switch (result) {
        case X509_V_OK:
        case X509_V_ERR_UNSPECIFIED:  // the chain was not what libcurl stumbled over
            return "certificate: for another host";
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "certificate: expired";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "certificate: not yet valid";
        case X509_V_ERR_CA_MD_TOO_WEAK:
        case X509_V_ERR_CA_KEY_TOO_SMALL:
        case X509_V_ERR_EE_KEY_TOO_SMALL:
            return "certificate: too weak";
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return "certificate: from nobody we trust";
        default:
            return std::string("certificate: ") + X509_verify_cert_error_string(result);
    }
}

Error error_of(CURLcode code, CURL* easy, const char* detail, const Receiving& receiving) {
    if (receiving.too_long) return {Errc::exhausted, "the response is too long"};
    if (receiving.headers_too_long) return {Errc::unavailable, "the headers are too long"};
    if (code == CURLE_PEER_FAILED_VERIFICATION) return {Errc::untrusted, certificate_fault(easy)};
    return {Errc::unavailable, *detail != '\0' ? detail : curl_easy_strerror(code)};
}

}  // namespace

// Connections, names and TLS sessions are kept from one request to the next.
struct HttpTransport::Curl {
    CURLSH* kept = nullptr;

    Curl() {
        start_library();
        kept = curl_share_init();
        CHECK(kept != nullptr);
        for (const curl_lock_data what :
             {CURL_LOCK_DATA_CONNECT, CURL_LOCK_DATA_DNS, CURL_LOCK_DATA_SSL_SESSION}) {
            CHECK(curl_share_setopt(kept, CURLSHOPT_SHARE, what) == CURLSHE_OK);
        }
    }
    Curl(const Curl&) = delete;
    Curl& operator=(const Curl&) = delete;
    ~Curl() { curl_share_cleanup(kept); }
};

HttpTransport::HttpTransport(std::string server, std::string ca_file, HttpLimits limits)
    : server_(std::move(server)),
      ca_file_(std::move(ca_file)),
      limits_(limits),
      curl_(std::make_unique<Curl>()) {}

HttpTransport::~HttpTransport() = default;

Result<HttpResponse> HttpTransport::exchange(const HttpRequest& request) {
    Receiving receiving;
    receiving.bytes_max = request.bytes_max;
    char detail[CURL_ERROR_SIZE] = "";
    Transfer curl;
    curl.set(CURLOPT_SHARE, curl_->kept);
    curl.set(CURLOPT_ERRORBUFFER, detail);
    curl.set(CURLOPT_URL, (server_ + request.path).c_str());
    curl.set(CURLOPT_PROTOCOLS_STR, "http,https");
    curl.set(CURLOPT_PROXY, "");
    curl.set(CURLOPT_NOSIGNAL, 1L);
    curl.set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect_ms));
    curl.set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_ms));
    curl.set(CURLOPT_LOW_SPEED_LIMIT, static_cast<long>(limits_.stall_bytes));
    curl.set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(limits_.stall_s));
    curl.set(CURLOPT_PATH_AS_IS, 1L);
    curl.set(CURLOPT_WRITEFUNCTION, on_body);
    curl.set(CURLOPT_WRITEDATA, &receiving);
    curl.set(CURLOPT_HEADERFUNCTION, on_header);
    curl.set(CURLOPT_HEADERDATA, &receiving);
    if (!ca_file_.empty()) curl.set(CURLOPT_CAINFO, ca_file_.c_str());
    curl.set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl.set(CURLOPT_SSL_CTX_FUNCTION, on_tls);
    curl.set(CURLOPT_SSL_CTX_DATA, &request);
    if (request.any_date) {
        // Nothing else may ever travel on this connection, nor be resumed from it.
        curl.set(CURLOPT_FRESH_CONNECT, 1L);
        curl.set(CURLOPT_FORBID_REUSE, 1L);
        curl.set(CURLOPT_SSL_SESSIONID_CACHE, 0L);
    }
    if (request.method == "POST") {
        curl.set(CURLOPT_POST, 1L);
        curl.set(CURLOPT_POSTFIELDS, request.body.data());
        curl.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    } else if (request.method != "GET") {
        curl.set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
        if (request.method == "HEAD") curl.set(CURLOPT_NOBODY, 1L);
        if (!request.body.empty()) {
            curl.set(CURLOPT_POSTFIELDS, request.body.data());
            curl.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
        }
    }
    // A poll should stay small: no Accept and no Expect of curl's own.
    curl_slist* headers = curl_slist_append(nullptr, "Accept:");
    headers = curl_slist_append(headers, "Expect:");
    for (const auto& [name, value] : request.headers) {
        headers = curl_slist_append(headers, (name + ": " + value).c_str());
    }
    curl.set(CURLOPT_HTTPHEADER, headers);
    const CURLcode code = curl_easy_perform(curl.easy);
    curl_slist_free_all(headers);
    long status = 0;
    curl_easy_getinfo(curl.easy, CURLINFO_RESPONSE_CODE, &status);
    // libcurl takes whatever number the first line has ("HTTP/2090054740993/0").
    const bool has_status = status >= 100 && status <= 999;
    if (status != 0 && !has_status) return Error(Errc::unavailable, "the response has no status");
    receiving.response.status = static_cast<int>(status);
    receiving.response.vouched = server_.starts_with("https://") && !request.any_date;
    if (code == CURLE_OK && has_status) return std::move(receiving.response);
    receiving.response.broken_off = true;
    if (request.part_will_do && has_status) return std::move(receiving.response);
    if (code == CURLE_OK) return Error(Errc::unavailable, "the response has no status");
    return error_of(code, curl.easy, detail, receiving);
}

Result<std::string> fetch_url(std::string_view url, std::uint64_t bytes_max) {
    HttpTransport transport(std::string{});
    HttpRequest request;
    request.path = std::string(url);
    request.bytes_max = bytes_max;
    HttpResponse response = TRY(transport.exchange(request));
    if (response.status == 403 || response.status == 404)
        return Error(Errc::not_found, request.path);
    if (response.status != 200) {
        return Error(Errc::unavailable, "HTTP " + std::to_string(response.status));
    }
    return std::move(response.body);
}

}  // namespace hall
