// A small county in a folder of its own, single-threaded and with a clock that stands
// still until the test moves it; and a kiosk that speaks to it as a real one does.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/platform.h"
#include "sync/trust/client.h"
#include "sync/wire/event.h"
#include "sync/wire/receipt.h"
#include "sync/wire/reply.h"
#include "sync/wire/seal.h"
#include "tests/temp_folder.h"

namespace hall::platform {

class ManualClock final : public Clock {
  public:
    std::int64_t wall_ms() const override { return wall_ms_; }
    std::int64_t mono_ms() const override { return mono_ms_; }

    void advance_ms(std::int64_t ms) {
        wall_ms_ += ms;
        mono_ms_ += ms;
    }
    void set_wall_ms(std::int64_t ms) { wall_ms_ = ms; }

  private:
    std::int64_t wall_ms_ = 1'795'424'400'000;  // Monday 2026-11-23 17:00 in China
    std::int64_t mono_ms_ = 1'000;
};

inline constexpr std::string_view dishui = "510681113205";
inline constexpr std::string_view songlin = "510681113";
inline constexpr std::string_view other_village = "510681113203";  // of the same town
inline constexpr std::string_view far_village = "510681104205";    // of another town
inline constexpr std::string_view password = "right horse";

// Publishes two towns with three villages, three boards, a service with a form, an
// article a channel, and has an account of every role.
class TestCounty {
  public:
    // `files`: what the platform writes through; the disk if null.
    explicit TestCounty(Files* files = nullptr);

    Platform& platform() { return *platform_; }
    StoreExecutor& executor() { return platform_->executor(); }
    ManualClock& clock() { return clock_; }
    SystemRandom& random() { return random_; }
    const Path& data() const { return data_; }

    // Closes and opens the platform again, as after a power cut.
    void restart();

    HttpResponse answer(HttpRequest request) {
        return answer_now(platform_->router(), std::move(request), executor());
    }
    std::string body(const HttpResponse& response);

    // Keeps a document of this channel, to be published later.
    void keep(std::string_view channel, Document document);

    // A code for the village, as the command prints it.
    std::string code(std::string_view village = dishui);

  private:
    TempFolder temp_;
    Path data_;
    ManualClock clock_;
    SystemRandom random_;
    DiskFiles disk_;
    Files& files_;
    std::unique_ptr<Platform> platform_;
};

Document article(std::string id, std::string title);

// Fetches a village's view from the platform's own routes.
class RouteFetcher final : public tuf::Fetcher {
  public:
    RouteFetcher(TestCounty& county, std::string_view village)
        : county_(county), village_(village) {}

    Result<std::string> metadata(std::string_view name, std::uint64_t bytes_max) override;
    Result<std::string> target(std::string_view path, std::uint64_t bytes_max) override;

  private:
    Result<std::string> fetch(const std::string& path);

    TestCounty& county_;
    std::string village_;
};

struct AttachedBytes {
    std::string mime;
    std::string title;
    std::string bytes;
};

class TestKiosk {
  public:
    explicit TestKiosk(TestCounty& county)
        : county_(county),
          sign_key_(SigningKey::make(county.random())),
          box_key_(BoxKey::make(county.random())) {}

    const std::string& id() const { return id_; }
    const SigningKey& sign_key() const { return sign_key_; }
    const BoxKey& box_key() const { return box_key_; }
    const std::string& village() const { return village_; }
    std::int64_t epoch() const { return epoch_; }

    EnrolmentRequest enrolment(std::string code) const {
        EnrolmentRequest request{std::move(code), sign_key_.public_key(), box_key_.public_key()};
        sign_enrolment(request, sign_key_);
        return request;
    }
    // Enrols through the route and takes the answer for its own.
    HttpResponse enrol(std::string_view village = dishui);
    HttpResponse enrol_with(const std::string& code);
    // Makes new keys, enrols with them and ends the kiosk it was.
    HttpResponse enrol_again();

    // A request signed as the platform expects it.
    HttpRequest signed_request(std::string method, std::string target, std::string body = {});

    // The next event, sealed with a small form's answers.
    struct Wish {
        std::string kind = "request";
        std::string to = "county";
        std::string form = "service-allowance";
        Json body = {{"applicant", "self"}, {"id_number", "11010519491231002X"}};
        std::string reply_key;
        std::vector<AttachedBytes> attachments = {};
    };
    Event event() { return event(Wish{}); }
    Event event(const Wish& wish);
    Event heartbeat();

    HttpResponse send(const std::vector<std::string>& events);
    // The receipts in such an answer, opened with the county's key.
    std::vector<Receipt> receipts(const HttpResponse& response);
    std::vector<Reply> replies(std::int64_t after = 0);

    const std::string& last_slip() const { return last_slip_; }

    // The sealed attachments of the last event, and how they go up.
    const std::vector<std::string>& last_sealed() const { return last_sealed_; }
    HttpResponse upload(const std::string& sealed);
    std::int64_t counter = 0;  // of the last event

  private:
    std::string key_of(std::string_view addressee);

    TestCounty& county_;
    SigningKey sign_key_;
    BoxKey box_key_;
    std::string id_ = "kiosk-none";
    std::string short_id_ = "000";
    std::string village_;
    std::int64_t epoch_ = 1;
    std::string last_slip_;
    std::vector<std::string> last_sealed_;
};

}  // namespace hall::platform
