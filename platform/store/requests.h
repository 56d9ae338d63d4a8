// Requests: what staff work through. A request is the effect of a sealed event; here
// stands what is needed to find it, to keep the promised day and to answer. The answers
// of the villager stay sealed in the event.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::platform {

struct Request {
    std::string id;  // the event's
    std::string village;
    std::string town;
    std::string kind;
    std::string addressee;  // county | town | discipline: whose key it was sealed to
    std::string handler;    // whose desk it lies on, see sync/rules/routing.h; or handed_up
    std::string matter;     // what sort of matter it is, see there
    std::string slip;
    std::string state;    // received | accepted | handling | returned | done
    std::string sealing;  // sealed: nobody looked yet | opened | unreadable
    std::string form;     // id of the service document, once opened
    std::int64_t form_rev = 0;
    std::string title;
    std::string department;  // names joined by 、
    std::string due;         // the promised day, or empty
    std::string reply_key;   // 32 bytes, or empty
    std::int64_t received_ms = 0;
    std::int64_t changed_ms = 0;
};

struct RequestStep {
    std::int64_t at_ms = 0;
    std::string user;  // name of the account
    std::string from_state;
    std::string to_state;
    std::string line;             // the open sentence
    std::string message;          // sealed to the county, or empty
    std::string user_shown = {};  // who that was on that day
};

// One way to a desk: whom it was sealed to, and who works on it.
struct RequestRoute {
    std::string addressee;
    std::string handler;

    bool operator==(const RequestRoute&) const = default;
};

// Which requests; an empty member sets no condition.
struct RequestFilter {
    std::string village;
    std::string town;
    std::string department;  // the whole name of one of those a guide names
    std::vector<RequestRoute> routes;
    std::vector<std::string> kinds_hidden;
    std::vector<std::string> states;
    std::string due_before;  // a date: promised for earlier, and not done or returned
    std::string slip;
};

struct RequestPage {
    std::size_t offset = 0;
    std::size_t count = 50;
};

struct StateCount {
    std::string state;
    std::int64_t count = 0;
};

// How much waits at one desk.
struct DeskCount {
    std::string town;
    std::string addressee;
    std::string handler;
    std::int64_t open = 0;     // neither done nor returned
    std::int64_t overdue = 0;  // of these, past the promised day
};

class RequestStore {
  public:
    virtual ~RequestStore() = default;

    virtual Result<void> add(const Request& request) = 0;
    virtual Result<Request> find(std::string_view id) = 0;  // not_found

    // Writes everything but id, village and received_ms. not_found if it is not there.
    virtual Result<void> update(const Request& request) = 0;

    // Ids of those nobody opened yet, oldest first.
    virtual Result<std::vector<std::string>> sealed(std::size_t count_max) = 0;

    // What is promised soonest first; what is done or returned last.
    virtual Result<std::vector<Request>> list(const RequestFilter& filter,
                                              const RequestPage& page) = 0;
    virtual Result<std::vector<StateCount>> count_by_state(const RequestFilter& filter) = 0;

    // Every desk at which something is open. `today`: a date.
    virtual Result<std::vector<DeskCount>> count_by_desk(std::string_view today) = 0;

    virtual Result<void> add_step(std::string_view request, const RequestStep& step) = 0;
    virtual Result<std::vector<RequestStep>> steps(std::string_view request) = 0;
};

}  // namespace hall::platform
