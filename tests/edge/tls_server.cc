#include "tests/edge/tls_server.h"

#include <arpa/inet.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <csignal>

#include "sync/core/check.h"

namespace hall {

namespace {

// Reads on until the text holds `wanted` or is of `size`; false at the end of the line.
bool read_more(SSL* tls, std::string& text) {
    char buffer[8192];
    const int got = SSL_read(tls, buffer, sizeof buffer);
    if (got <= 0) return false;
    text.append(buffer, static_cast<std::size_t>(got));
    return true;
}

ServedRequest parse_head(std::string_view head) {
    ServedRequest request;
    const std::size_t end = head.find("\r\n");
    const std::string_view first = head.substr(0, end);
    const std::size_t space = first.find(' ');
    request.method = first.substr(0, space);
    request.path = first.substr(space + 1, first.rfind(' ') - space - 1);
    head.remove_prefix(end + 2);
    while (!head.empty()) {
        const std::string_view line = head.substr(0, head.find("\r\n"));
        head.remove_prefix(std::min(line.size() + 2, head.size()));
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos) continue;
        request.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    }
    return request;
}

std::size_t content_length(const ServedRequest& request) {
    for (auto [name, value] : request.headers) {
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (name == "content-length") return std::stoul(value);
    }
    return 0;
}

}  // namespace

std::string http_response(int status, const std::string& body, const std::string& headers) {
    return "HTTP/1.1 " + std::to_string(status) + " x\r\n" + headers +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

struct TlsServer::Context {
    SSL_CTX* tls = SSL_CTX_new(TLS_server_method());
    ~Context() { SSL_CTX_free(tls); }
};

TlsServer::TlsServer(const Certificate& certificate, Answer response)
    : context_(std::make_unique<Context>()), answer_(std::move(response)) {
    std::signal(SIGPIPE, SIG_IGN);  // a client that goes away is nothing special
    // It must be able to show even a certificate that nobody should accept.
    SSL_CTX_set_security_level(context_->tls, 0);
    BIO* chain = BIO_new_mem_buf(certificate.chain.data(), -1);
    BIO* secret = BIO_new_mem_buf(certificate.key.data(), -1);
    X509* shown = PEM_read_bio_X509(chain, nullptr, nullptr, nullptr);
    EVP_PKEY* key = PEM_read_bio_PrivateKey(secret, nullptr, nullptr, nullptr);
    CHECK(shown != nullptr && key != nullptr);
    CHECK(SSL_CTX_use_certificate(context_->tls, shown) == 1);
    CHECK(SSL_CTX_use_PrivateKey(context_->tls, key) == 1);
    X509_free(shown);
    EVP_PKEY_free(key);
    BIO_free(chain);
    BIO_free(secret);

    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    CHECK(::bind(listener_, generic, size) == 0 && ::listen(listener_, 16) == 0);
    CHECK(::getsockname(listener_, generic, &size) == 0);
    port_ = ntohs(address.sin_port);
    acceptor_ = std::thread([this] { accept_all(); });
}

TlsServer::~TlsServer() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    }
    acceptor_.join();
    for (std::thread& thread : threads_) thread.join();
    for (const int socket : sockets_) ::close(socket);
    ::close(listener_);
}

void TlsServer::accept_all() {
    for (;;) {
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        const std::lock_guard lock(mutex_);
        if (socket < 0 || stopping_) {
            if (socket >= 0) ::close(socket);
            return;
        }
        const std::size_t number = sockets_.size();
        sockets_.push_back(socket);
        connections_.emplace_back();
        threads_.emplace_back([this, socket, number] { serve(socket, number); });
    }
}

void TlsServer::serve(int socket, std::size_t number) {
    SSL* tls = SSL_new(context_->tls);
    SSL_set_fd(tls, socket);
    std::string text;
    bool open = SSL_accept(tls) == 1;
    while (open) {
        const std::size_t end = text.find("\r\n\r\n");
        if (end == std::string::npos) {
            open = read_more(tls, text);
            continue;
        }
        ServedRequest request = parse_head(std::string_view(text).substr(0, end + 2));
        const std::size_t length = end + 4 + content_length(request);
        while (open && text.size() < length) open = read_more(tls, text);
        if (!open) break;
        request.body = text.substr(end + 4, length - end - 4);
        text.erase(0, length);
        std::string response;
        {
            const std::lock_guard lock(mutex_);
            connections_[number].push_back(request.path);
            response = answer_(request);
        }
        open = SSL_write(tls, response.data(), static_cast<int>(response.size())) > 0;
    }
    SSL_free(tls);
    ::shutdown(socket, SHUT_RDWR);
}

std::vector<std::vector<std::string>> TlsServer::connections() {
    const std::lock_guard lock(mutex_);
    std::vector<std::vector<std::string>> used;
    for (const auto& paths : connections_) {
        if (!paths.empty()) used.push_back(paths);
    }
    return used;
}

}  // namespace hall
