#include "platform/http/connection_book.h"

#include <iterator>

namespace hall::platform {

ConnectionBook::Admission ConnectionBook::admit(Number number, const std::string& client) {
    const auto known = clients_.find(client);
    const std::size_t count = known == clients_.end() ? 0 : known->second.count;
    std::optional<Number> gives_way;
    if (count >= limits_.client_max || entries_.size() >= limits_.all_max) {
        if (count < limits_.client_max) gives_way = of_a_larger_client(client, count);
        if (!gives_way && count > 0 && !known->second.silent.empty())
            gives_way = known->second.silent.front();
        if (!gives_way) return {};
        leaves(*gives_way);
    }
    change_count(client, 1);
    std::list<Number>& silent = clients_[client].silent;
    silent.push_back(number);
    entries_[number] = {client, &silent, std::prev(silent.end())};
    return {true, gives_way};
}

// Clients with as many places as the newcomer, or one more, keep theirs: taking from them
// would only turn the two round.
std::optional<ConnectionBook::Number> ConnectionBook::of_a_larger_client(const std::string& client,
                                                                         std::size_t count) const {
    constexpr int clients_looked_at_max = 16;
    int looked_at = 0;
    for (auto next = by_count_.rbegin(); next != by_count_.rend(); ++next) {
        if (next->first <= count + 1 || ++looked_at > clients_looked_at_max) break;
        if (next->second == client) continue;
        const Client& larger = clients_.at(next->second);
        if (!larger.silent.empty()) return larger.silent.front();
        if (!larger.waiting.empty()) return larger.waiting.front();
    }
    return std::nullopt;
}

void ConnectionBook::leave_queue(Entry& entry) {
    if (entry.queue != nullptr) entry.queue->erase(entry.place);
    entry.queue = nullptr;
}

void ConnectionBook::works(Number number) {
    const auto found = entries_.find(number);
    if (found != entries_.end()) leave_queue(found->second);
}

void ConnectionBook::waits(Number number) {
    const auto found = entries_.find(number);
    if (found == entries_.end() || found->second.queue != nullptr) return;
    std::list<Number>& waiting = clients_.at(found->second.client).waiting;
    waiting.push_back(number);
    found->second.queue = &waiting;
    found->second.place = std::prev(waiting.end());
}

void ConnectionBook::leaves(Number number) {
    const auto found = entries_.find(number);
    if (found == entries_.end()) return;
    leave_queue(found->second);
    change_count(found->second.client, -1);
    entries_.erase(found);
}

void ConnectionBook::change_count(const std::string& client, int by) {
    const auto [found, is_new] = clients_.try_emplace(client);
    std::size_t& count = found->second.count;
    if (!is_new) by_count_.erase({count, client});
    count += static_cast<std::size_t>(by);
    if (count > 0) {
        by_count_.emplace(count, client);
    } else {
        clients_.erase(found);
    }
}

}  // namespace hall::platform
