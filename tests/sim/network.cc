#include "tests/sim/network.h"

namespace hall::sim {

namespace {

constexpr std::size_t noted_max = 40;
constexpr std::size_t given_max = 6;

Error lost() {
    return {Errc::unavailable, "no response"};
}

HttpResponse page() {
    HttpResponse response;
    response.status = 200;
    response.headers["content-type"] = "text/html";
    response.body = "<html><body>log in to this network</body></html>";
    return response;
}

}  // namespace

Result<HttpResponse> Network::exchange(const HttpRequest& request) {
    ++exchanges;
    if (watch) watch(request.path, request.body);
    if (closed) return lost();
    if (rates.slow_ms_max > 0) {
        time_.pass_ms(static_cast<std::int64_t>(dice.roll(rates.slow_ms_max)));
    }
    if (dice.chance(rates.request_lost)) {
        ++faults;
        time_.pass_ms(request.timeout_ms);
        return lost();
    }
    if (dice.chance(rates.page)) {
        ++faults;
        return page();
    }
    if (dice.chance(rates.noted) && noted_.size() < noted_max) noted_.push_back(request);
    if (dice.chance(rates.doubled)) {
        ++faults;
        static_cast<void>(arrive(request));
    }
    Result<HttpResponse> response = spoil(request, arrive(request));
    if (watch && response.ok()) watch(request.path, response.value().body);
    return response;
}

Result<HttpResponse> Network::arrive(const HttpRequest& request) {
    if (dice.chance(rates.county_dies)) {
        ++faults;
        county_.process().fail_at(1 + dice.roll(30),
                                  dice.chance(500) ? Fault::death : Fault::death_after);
    }
    Result<HttpResponse> response = county_.answer(request);
    county_.process().fail_never();
    county_.repair();
    return response;
}

Result<HttpResponse> Network::spoil(const HttpRequest& request, Result<HttpResponse> response) {
    if (!response.ok()) return response;
    std::vector<HttpResponse>& given = given_[request.path];
    // Whoever replays, replays the file that decides what is newest.
    const bool decides = request.path.ends_with("/timestamp.json");
    if (!given.empty() && dice.chance(decides ? 4 * rates.stale : rates.stale)) {
        ++faults;
        return given[dice.roll(given.size())];
    }
    if (request.path.starts_with("/tuf/") && dice.chance(rates.swapped)) {
        ++faults;
        if (const HttpResponse* other = another_file(request.path)) return *other;
    }
    if (given.size() < given_max) given.push_back(response.value());
    if (dice.chance(rates.answer_lost)) {
        ++faults;
        return lost();
    }
    std::string& body = response.value().body;
    if (!body.empty() && dice.chance(rates.flipped)) {
        ++faults;
        body[dice.roll(body.size())] ^= static_cast<char>(1U << dice.roll(8));
    }
    if (!body.empty() && dice.chance(rates.cut)) {
        ++faults;
        body.resize(dice.roll(body.size()));
        // Where it broke, or where something between ended it as if it were whole.
        response.value().broken_off = request.part_will_do && dice.chance(700);
    }
    if (dice.chance(rates.trouble)) {
        ++faults;
        HttpResponse trouble;
        constexpr int statuses[] = {500, 502, 503};
        trouble.status = statuses[dice.roll(3)];
        if (trouble.status == 503) trouble.headers["retry-after"] = "7";
        return trouble;
    }
    return response;
}

// A whole file that was asked for elsewhere: mostly one of the same folder, as whoever owns a
// mirror would choose, so that only what was signed tells the two apart.
const HttpResponse* Network::another_file(const std::string& path) {
    const std::string folder =
        dice.chance(750) ? path.substr(0, path.rfind('/') + 1) : std::string("/tuf/");
    std::vector<const HttpResponse*> others;
    for (const auto& [name, answers] : given_) {
        if (name != path && name.starts_with(folder) && !answers.empty()) {
            others.push_back(&answers.back());
        }
    }
    return others.empty() ? nullptr : others[dice.roll(others.size())];
}

void Network::replay(Dice& replay_dice) {
    if (noted_.empty()) return;
    dice = replay_dice.fork(1);
    const HttpRequest request = noted_[replay_dice.roll(noted_.size())];
    static_cast<void>(arrive(request));
}

}  // namespace hall::sim
