#include "platform/commands/demo_requests.h"

#include <algorithm>
#include <map>
#include <set>

#include "platform/desk/county_calendar.h"
#include "platform/desk/request_desk.h"
#include "platform/desk/request_matters.h"
#include "platform/fleet/enrolment.h"
#include "platform/intake/intake.h"
#include "platform/intake/uploads.h"
#include "sync/core/encoding.h"
#include "sync/rules/form.h"
#include "sync/wire/slip.h"

namespace hall::platform {

namespace {

constexpr std::int64_t ms_a_minute = 60'000;
constexpr std::int64_t ms_an_hour = 3'600'000;
constexpr std::int64_t ms_a_day = 86'400'000;

// The time at which something of the demonstration is said to have happened.
class PastClock final : public Clock {
  public:
    explicit PastClock(const Clock& now) : now_(now), wall_ms_(now.wall_ms()) {}
    std::int64_t wall_ms() const override { return wall_ms_; }
    std::int64_t mono_ms() const override { return now_.mono_ms(); }
    void set_wall_ms(std::int64_t ms) { wall_ms_ = ms; }

  private:
    const Clock& now_;
    std::int64_t wall_ms_;
};

// What happens when; those of one minute in the order of the file.
struct Happening {
    std::int64_t at_ms = 0;
    std::size_t request = 0;
    const Json* move = nullptr;  // null: the request is sent
};

// {"days_ago":3,"time":"09:40"}: so many working days before today, at this time in China.
Result<std::int64_t> time_of(const Json& json, const WorkCalendar& calendar, Date today) {
    std::int64_t day = days_of(today);
    for (std::int64_t left = TRY(integer_member(json, "days_ago")); left > 0;) {
        --day;
        if (calendar.is_working_day(date_of_days(day))) --left;
    }
    const std::string time = TRY(string_member(json, "time"));
    const Result<std::int64_t> on_first_day = parse_utc_ms("1970-01-01T" + time + ":00Z");
    if (!on_first_day.ok()) return on_first_day.error();
    return day * ms_a_day + on_first_day.value() - china_offset_minutes * ms_a_minute;
}

struct DemoKiosk {
    Kiosk kiosk;
    std::int64_t counter = 0;
};

class Demonstration {
  public:
    Demonstration(const KeyStore& keys, const Dependencies& dependencies, PastClock& clock,
                  const StatementSigner& signer, const KeyDecryptor& decryptor,
                  WorkCalendar calendar)
        : keys_(keys),
          random_(dependencies.random),
          clock_(clock),
          replies_(clock, signer),
          intake_(clock, signer, replies_),
          desk_(clock, decryptor, replies_, std::move(calendar)) {}

    const ReplyWriter& replies() const { return replies_; }

    Result<void> enrol(Store& store, const Enrolment& enrolment, const std::string& village) {
        const std::string code = TRY(enrolment.make_code(store, village));
        const SigningKey key = SigningKey::make(random_);
        EnrolmentRequest request{code, key.public_key(), BoxKey::make(random_).public_key()};
        sign_enrolment(request, key);
        const EnrolmentResponse answer = TRY(enrolment.enrol(store, request));
        kiosks_[village].kiosk = TRY(store.kiosks().find(answer.kiosk));
        return {};
    }

    // Nobody has their keys; nobody is to wonder where they stand.
    Result<void> retire_kiosks(Store& store) {
        for (auto& [village, demo] : kiosks_) {
            demo.kiosk.revoked = true;
            TRY(store.kiosks().update(demo.kiosk));
        }
        return {};
    }

    Result<std::string> send(Store& store, const Json& wanted) {
        const std::string village = TRY(string_member(wanted, "village"));
        DemoKiosk& demo = kiosks_.at(village);
        const std::string form_id = TRY(string_member(wanted, "form"));
        const Document guide = TRY(find_guide(store, village, form_id));
        const Service service = TRY(service_of(guide.body));
        const Form form = TRY(Form::parse(service.form_json));
        const Json& answers = object_or_empty(wanted, "answers");
        TRY_IN(form_id, form.answers_of(answers));
        Event event = next_event(demo, village, form.kind());
        SealedBody body{.event = event.id,
                        .kiosk = event.kiosk,
                        .kind = event.kind,
                        .form = form_id,
                        .form_version = guide.rev,
                        .slip = event.slip,
                        .body = answers};
        TRY(attach(demo.kiosk, array_or_empty(wanted, "attachments"), event, body));
        if (bool_or(wanted, "leaves_code", false)) {
            const std::string code = make_slip_code(random_);
            body.reply_key = TRY(box_key_of_code(code, event.slip)).public_key();
        }
        event.sealed = TRY(seal_to(form.addressee(), plain_of(body)));
        TRY(intake_.take(store, demo.kiosk, {bytes_of(event)}));
        TRY(desk_.open_new(store, 1));
        return event.id;
    }

    Result<void> move(Store& store, const std::string& id, const Json& wanted) {
        const std::string name = TRY(string_member(wanted, "by"));
        const User user = TRY(store.people().find_user(name));
        const std::string to = TRY(string_member(wanted, "to"));
        const Request request = TRY(store.requests().find(id));
        const auto lines = lines_for(to, request.matter, request.handler);
        const auto line = static_cast<std::size_t>(TRY(integer_member(wanted, "line")));
        if (line >= lines.size()) return Error(Errc::corrupt, "no such line");
        TRY(desk_.move(store, user, id,
                       {.from = request.state,
                        .to = to,
                        .line = std::string(lines[line]),
                        .message = string_or(wanted, "message")}));
        return {};
    }

    // Sends what has arrived. Not part of a transaction.
    Result<void> deliver(StoreExecutor& executor, Uploads& uploads) {
        for (const Arrived& arrived : arrived_) {
            TRY(executor.run([&](Store& store) -> Result<void> {
                TRY(uploads.begin(store, arrived.kiosk, arrived.name));
                return {};
            }));
            TRY(uploads.write(executor, arrived.kiosk, arrived.name.sha256, 0, arrived.sealed));
        }
        return {};
    }

  private:
    struct Arrived {
        Kiosk kiosk;
        AttachmentName name;
        std::string sealed;
    };

    Result<void> attach(const Kiosk& kiosk, const Json& wanted, Event& event, SealedBody& body) {
        for (const Json& one : wanted) {
            const std::string base64 = TRY(string_member(one, "base64"));
            const std::string content = TRY(bytes_of_base64(base64));
            AttachmentSealer sealer(event.id, random_);
            std::string sealed = sealer.add(content);
            sealed += sealer.finish();
            SealedAttachment attachment;
            attachment.name.sha256 = sha256_hex(sealed);
            attachment.name.bytes = static_cast<std::int64_t>(sealed.size());
            attachment.mime = TRY(string_member(one, "mime"));
            attachment.title = TRY(string_member(one, "title"));
            attachment.key = sealer.key();
            event.attachments.push_back(attachment.name);
            if (bool_or(one, "arrived", false)) {
                arrived_.push_back({kiosk, attachment.name, std::move(sealed)});
            }
            body.attachments.push_back(std::move(attachment));
        }
        return {};
    }

    static Result<Document> find_guide(Store& store, const std::string& village,
                                       const std::string& form) {
        const Result<Document> own = store.documents().newest({village_channel(village), form});
        if (own.ok() || own.error().code() != Errc::not_found) return own;
        return store.documents().newest({"county", form});
    }

    Event next_event(DemoKiosk& demo, const std::string& village, const std::string& kind) {
        const std::string short_id = short_id_of(demo.kiosk.ordinal);
        const std::int64_t hour_ms = clock_.wall_ms() / ms_an_hour * ms_an_hour;
        ++demo.counter;
        return {.id = uuid_v7(clock_.wall_ms(), random_),
                .kiosk = demo.kiosk.id,
                .epoch = demo.kiosk.epoch,
                .counter = demo.counter,
                .village = village,
                .kind = kind,
                .slip = slip_number(short_id, demo.counter),
                .time = {.wall = utc_text(hour_ms), .certain = true}};
    }

    Result<SealedPart> seal_to(const std::string& addressee, const std::string& plain) {
        for (const NamedKey& key : TRY(keys_.public_seal_keys())) {
            if (key.to != addressee) continue;
            std::string box = TRY(seal(plain, key.public_key));
            return SealedPart{addressee, key.id, std::move(box)};
        }
        return Error(Errc::corrupt, "nobody to seal to: " + addressee);
    }

    const KeyStore& keys_;
    Random& random_;
    PastClock& clock_;
    const ReplyWriter replies_;
    const Intake intake_;
    const RequestDesk desk_;
    std::map<std::string, DemoKiosk> kiosks_;
    std::vector<Arrived> arrived_;
};

Result<std::vector<Happening>> happenings_of(const Json& requests, const WorkCalendar& calendar,
                                             Date today) {
    std::vector<Happening> happenings;
    for (std::size_t i = 0; i < requests.size(); ++i) {
        happenings.push_back({TRY(time_of(requests[i], calendar, today)), i, nullptr});
        for (const Json& move : array_or_empty(requests[i], "moves")) {
            happenings.push_back({TRY(time_of(move, calendar, today)), i, &move});
        }
    }
    std::stable_sort(happenings.begin(), happenings.end(),
                     [](const Happening& a, const Happening& b) { return a.at_ms < b.at_ms; });
    return happenings;
}

}  // namespace

Result<std::size_t> add_demo_requests(StoreExecutor& executor, const KeyStore& keys,
                                      const MetadataWriter& metadata, Uploads& uploads,
                                      const Dependencies& dependencies, std::string_view json) {
    constexpr std::int64_t before_all_ms = 60 * ms_a_day;
    const Json requests = TRY_IN("demo requests", parse_json(json));
    const StatementSigner signer =
        TRY(StatementSigner::load(keys, {}, dependencies.clock.wall_ms()));
    const KeyDecryptor decryptor = TRY(KeyDecryptor::load(keys));
    PastClock clock(dependencies.clock);
    const WorkCalendar calendar = TRY(ask<WorkCalendar>(executor, calendar_of_county));
    const std::vector<Happening> happenings =
        TRY(happenings_of(requests, calendar, date_at(dependencies.clock.wall_ms())));
    Demonstration demonstration(keys, dependencies, clock, signer, decryptor, calendar);
    const Enrolment enrolment(clock, dependencies.random, metadata, demonstration.replies());
    std::set<std::string> villages;
    for (const Json& request : requests) villages.insert(string_or(request, "village"));
    TRY(executor.run([&](Store& store) -> Result<void> {
        clock.set_wall_ms(dependencies.clock.wall_ms() - before_all_ms);
        for (const std::string& village : villages) {
            TRY_IN(village, demonstration.enrol(store, enrolment, village));
        }
        std::map<std::size_t, std::string> ids;
        for (const Happening& happening : happenings) {
            clock.set_wall_ms(happening.at_ms);
            if (happening.move == nullptr) {
                ids[happening.request] =
                    TRY(demonstration.send(store, requests[happening.request]));
            } else {
                TRY(demonstration.move(store, ids.at(happening.request), *happening.move));
            }
        }
        return demonstration.retire_kiosks(store);
    }));
    TRY(demonstration.deliver(executor, uploads));
    return requests.size();
}

}  // namespace hall::platform
