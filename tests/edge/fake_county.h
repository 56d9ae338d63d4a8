// A county in memory that answers as the protocol says, and a road to it that a test can
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
#include "sync/edge/carrier.h"
#include "sync/wire/document.h"
#include "sync/wire/enrolment.h"
#include "sync/wire/reply.h"
#include "sync/wire/signature.h"
#include "tests/trust/repository.h"

namespace hall {

class FakeCounty final : public Carrier {
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

    EnrolmentAnswer enrol(const std::string& sign_key, const std::string& box_key);

    void add_reply(Reply reply);

    // Signs receipts anew when they are asked for again: with another key, perhaps.
    void forget_receipts() { receipts_.clear(); }
    const std::string& kiosk_key() const { return kiosk_key_; }  // that signs for the kiosk

    // --- What it took in

    // Takes one event in, by whatever road it came; its signed receipt.
    std::string take_event(const std::string& bytes);
    const std::map<std::string, std::string>& receipts() const { return receipts_; }

    // What it says to the village, signed, in order.
    std::vector<std::string> reply_lines() const;

    std::map<std::string, std::string> events;  // id → bytes
    int effects = 0;                            // events that did something

    // --- The road

    // Answers in place of the county if it returns one; asked first.
    std::function<std::optional<Result<HttpAnswer>>(const HttpQuestion&)> instead;
    // Changes the county's answer on its way back.
    std::function<void(const HttpQuestion&, Result<HttpAnswer>&)> spoil;
    std::vector<std::string> asked;  // paths, in order
    bool vouched = true;             // TLS says that its answers are the county's

    Result<HttpAnswer> exchange(const HttpQuestion& question) override;

    tuf::Repository repository;
    SigningKey receipt_key;
    std::int64_t time_ms = 0;  // the county's own time; 0: the clock's

    static constexpr const char* server = "http://county.test";
    static constexpr const char* village = "510681113205";
    static constexpr const char* town = "510681113";

  private:
    HttpAnswer answer(const HttpQuestion& question);
    HttpAnswer give_file(const HttpQuestion& question);
    static HttpAnswer part_of(const std::string& bytes, const std::string& range);
    HttpAnswer give_time(const HttpQuestion& question);
    HttpAnswer take_events(const HttpQuestion& question);
    HttpAnswer give_replies(const HttpQuestion& question);
    bool signed_by_kiosk(const HttpQuestion& question) const;
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
