// Connection book: which connections there are, by client, and which of them wait for a
// request. It decides who may come in when places are few, so that somebody who opens
// connections and says nothing shuts out nobody:
//
//   - One client has at most client_max places. When it has them, one of its own that never
//     asked anything gives way to its next.
//   - When all places are taken, a waiting connection of a client that has more places than
//     the newcomer would have gives way, those that never asked anything before others.
//
// Every call takes about the same time however many connections there are. One thread.

#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace hall::platform {

class ConnectionBook {
  public:
    using Number = std::uint64_t;

    struct Limits {
        std::size_t all_max;
        std::size_t client_max;
    };
    explicit ConnectionBook(Limits limits) : limits_(limits) {}

    // A new connection, waiting. If it comes in for another, that one is out of the book
    // and to be closed.
    struct Admission {
        bool admitted = false;
        std::optional<Number> gives_way;
    };
    Admission admit(Number number, const std::string& client);

    // A request of this connection began, or was answered. One that is not in the book, as
    // it gave way, is passed over.
    void works(Number number);
    void waits(Number number);
    void leaves(Number number);

    std::size_t size() const { return entries_.size(); }

  private:
    struct Client {
        std::size_t count = 0;
        std::list<Number> silent;   // never asked anything; the oldest first
        std::list<Number> waiting;  // asked before, and wait for the next
    };
    struct Entry {
        std::string client;
        std::list<Number>* queue = nullptr;  // that it stands in; null while it works
        std::list<Number>::iterator place{};
    };

    std::optional<Number> of_a_larger_client(const std::string& client, std::size_t count) const;
    void change_count(const std::string& client, int by);
    static void leave_queue(Entry& entry);

    const Limits limits_;
    std::map<Number, Entry> entries_;
    std::map<std::string, Client> clients_;
    std::set<std::pair<std::size_t, std::string>> by_count_;
};

}  // namespace hall::platform
