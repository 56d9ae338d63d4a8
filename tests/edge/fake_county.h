// A county in memory that answers as the protocol says, and a line to it that a test can
// spoil. Strict: signatures of requests are checked, ids are taken once, replies go out
// in order.

#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/random.h"
#include "sync/edge/transport/transport.h"
#include "sync/wire/document.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/reply.h"
#include "sync/wire/signature.h"
#include "tests/trust/repository.h"

namespace hall {

class FakeCounty final : public Transport {
  public:
    FakeCounty(Random& random, const Clock& clock);

    // --- What it publishes

    // The next version of a channel, as a base and as a delta from the one before; and as
    // a patch against what is replaced, if patches are wanted and something is.
    bool patches = false;
    void publish(const std::string& channel, std::vector<Document> documents);

    // A blob to be fetched; its hash.
    std::string add_blob(const std::string& bytes);
    std::map<std::string, std::string> blobs;  // hash → bytes
    // Signs these roles and the village's view again.
    void sign_view(std::vector<std::string> roles);
    std::string signed_view = village;  // whose view it says to be

    EnrolmentResponse enrol(const std::string& sign_key, const std::string& box_key);

    void add_reply(Reply reply);

    // Signs receipts anew when they are asked for again: with another key, perhaps.
    void forget_receipts() { receipts_.clear(); }
    const std::string& kiosk_key() const { return kiosk_key_; }  // that signs for the kiosk

    // --- What it took in

    // Takes one event in, by whatever line it came; its signed receipt.
    std::string take_event(const std::string& bytes);
    const std::map<std::string, std::string>& receipts() const { return receipts_; }

    // What it says to the village, signed, in order.
    std::vector<std::string> reply_lines() const;

    std::map<std::string, std::string> events;  // id → bytes
    int effects = 0;                            // events that did something

    // --- The line

    // Answers in place of the county if it returns one; asked first.
    std::function<std::optional<Result<HttpResponse>>(const HttpRequest&)> instead;
    // Changes the county's response on its way back.
    std::function<void(const HttpRequest&, Result<HttpResponse>&)> spoil;
    std::vector<std::string> asked;  // paths, in order
    bool vouched = true;             // TLS says that its responses are the county's

    Result<HttpResponse> exchange(const HttpRequest& request) override;

    tuf::Repository repository;
    SigningKey receipt_key;
    std::int64_t time_ms = 0;  // the county's own time; 0: the clock's

    static constexpr const char* server = "http://county.test";
    static constexpr const char* village = "510681113205";
    static constexpr const char* town = "510681113";

  private:
    HttpResponse response(const HttpRequest& request);
    HttpResponse give_file(const HttpRequest& request);
    static HttpResponse part_of(const std::string& bytes, const std::string& range);
    HttpResponse give_time(const HttpRequest& request);
    HttpResponse take_events(const HttpRequest& request);
    HttpResponse give_replies(const HttpRequest& request);
    bool signed_by_kiosk(const HttpRequest& request) const;
    std::int64_t now_ms() const;
    std::string now_text() const;

    Random& random_;
    const Clock& clock_;
    std::string kiosk_key_;
    std::map<std::string, std::int64_t> versions_;
    std::map<std::string, std::vector<Document>> contents_;
    std::map<std::string, std::string> receipts_;
    std::vector<Reply> replies_;
};

}  // namespace hall
