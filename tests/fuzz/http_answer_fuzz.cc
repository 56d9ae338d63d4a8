// What comes back when a kiosk asks over HTTP, byte for byte: a county, a proxy, a portal
// that answers everything with a page, or noise. Real sockets, on loopback.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <thread>

#include "sync/edge/carrier_http.h"
#include "sync/edge/county_line.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

// Answers every question with the same bytes and hangs up.
class Stranger {
  public:
    Stranger() {
        listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* any = reinterpret_cast<sockaddr*>(&address);
        socklen_t length = sizeof address;
        CHECK(listener_ >= 0 && bind(listener_, any, length) == 0 && listen(listener_, 16) == 0);
        CHECK(getsockname(listener_, any, &length) == 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread([this] { serve(); });
    }
    Stranger(const Stranger&) = delete;
    Stranger& operator=(const Stranger&) = delete;
    ~Stranger() {
        shutdown(listener_, SHUT_RDWR);
        thread_.join();
        close(listener_);
    }

    std::string server() const { return "http://127.0.0.1:" + std::to_string(port_); }

    void say(std::string_view answer) {
        const std::lock_guard lock(mutex_);
        answer_ = answer;
    }

  private:
    void serve() {
        for (;;) {
            const int client = accept(listener_, nullptr, nullptr);
            if (client < 0) return;
            hear(client);
            const std::lock_guard lock(mutex_);
            for (std::string_view rest = answer_; !rest.empty();) {
                const ssize_t sent = send(client, rest.data(), rest.size(), MSG_NOSIGNAL);
                if (sent <= 0) break;
                rest.remove_prefix(static_cast<std::size_t>(sent));
            }
            close(client);
        }
    }

    // The whole question, or closing would tell the other side that it was not read.
    static void hear(int client) {
        std::string question;
        char piece[1024];
        while (question.find("\r\n\r\n") == std::string::npos) {
            const ssize_t count = recv(client, piece, sizeof piece, 0);
            if (count <= 0) return;
            question.append(piece, static_cast<std::size_t>(count));
        }
    }

    int listener_ = -1;
    int port_ = 0;
    std::mutex mutex_;
    std::string answer_;
    std::thread thread_;
};

bool is_trimmed(const std::string& text) {
    return text.empty() || (text.front() != ' ' && text.back() != ' ' && text.back() != '\r');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static Stranger stranger;
    static CarrierHttp carrier(stranger.server());
    stranger.say(fuzz::text_of(bytes, size));
    HttpQuestion question;
    question.path = "/api/v1/time";
    question.bytes_max = 4096;
    question.timeout_ms = 2000;
    const Result<HttpAnswer> answer = carrier.exchange(question);
    if (!answer.ok()) {
        CHECK(answer.error().code() != Errc::untrusted);  // there is no TLS here
        return 0;
    }
    CHECK(answer.value().status >= 0 && answer.value().status <= 999);
    CHECK(answer.value().body.size() <= question.bytes_max);
    CHECK(answer.value().headers.size() <= 100);
    for (const auto& [name, value] : answer.value().headers) {
        CHECK(std::none_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; }));
        CHECK(is_trimmed(value));
    }
    CHECK(problem_in(answer.value()).size() <= size);
    CHECK(sentence_in(answer.value()).size() <= 600);
    return 0;
}
