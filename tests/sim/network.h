// Network: the network between one device and the county, as bad as its rates say.
//
// Each fault in two forms: a request that is lost never arrives; a response that is lost
// was given, and what it answers to has happened. Every request that arrives may arrive
// again, at once or days later, from whoever wrote it down.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "sync/edge/transport/transport.h"
#include "tests/sim/county.h"
#include "tests/sim/dice.h"
#include "tests/sim/time.h"

namespace hall::sim {

// In so many of a thousand exchanges.
struct NetworkRates {
    std::uint64_t request_lost = 0;
    std::uint64_t answer_lost = 0;
    std::uint64_t doubled = 0;      // the request arrives twice
    std::uint64_t noted = 0;        // somebody writes it down, to send it again later
    std::uint64_t flipped = 0;      // a bit of the response
    std::uint64_t cut = 0;          // the response ends early
    std::uint64_t page = 0;         // a captive portal answers 200 with a page
    std::uint64_t trouble = 0;      // 500, 502, 503
    std::uint64_t stale = 0;        // an older response to the same request
    std::uint64_t swapped = 0;      // another file than was asked for
    std::uint64_t county_dies = 0;  // its power goes while it answers
    std::uint64_t slow_ms_max = 0;
};

class Network final : public Transport {
  public:
    Network(SimCounty& county, WorldTime& time) : county_(county), time_(time) {}

    Result<HttpResponse> exchange(const HttpRequest& request) override;

    // An attacker sends something that was written down.
    void replay(Dice& dice);
    std::size_t noted() const { return noted_.size(); }

    NetworkRates rates;
    bool closed = false;  // nothing passes
    Dice dice{0};         // set before each step

    // Every byte that passes, in both directions.
    std::function<void(std::string_view where, std::string_view bytes)> watch;

    std::uint64_t exchanges = 0;
    std::uint64_t faults = 0;

  private:
    Result<HttpResponse> arrive(const HttpRequest& request);
    Result<HttpResponse> spoil(const HttpRequest& request, Result<HttpResponse> response);
    const HttpResponse* another_file(const std::string& path);

    SimCounty& county_;
    WorldTime& time_;
    std::vector<HttpRequest> noted_;
    std::map<std::string, std::vector<HttpResponse>> given_;  // by path
};

}  // namespace hall::sim
