// Router: which function answers which request, and on what kind of thread.
//
//   quick  at once, on the thread of the network: no store, no waiting
//   store  inside a transaction on the store's thread; an error or a problem takes the
//          changes back, unless the route says otherwise (Outcome::keeping)
//   slow   on a thread of its own, where it may wait for the executor or count passwords; what
//          one of its jobs kept stays, whatever it answers in the end

#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "platform/http/message.h"
#include "platform/store/store_executor.h"
#include "sync/core/result.h"

namespace hall::platform {

using QuickRoute = std::function<HttpResponse(const HttpRequest&)>;
using StoreRoute = std::function<Outcome<HttpResponse>(const HttpRequest&, Store&)>;
using SlowRoute = std::function<HttpResponse(const HttpRequest&, StoreExecutor&)>;

// Looks at the headers of a request whose large body is still to come, inside a transaction:
// the answer that turns it away, or nothing.
using Admission = std::function<Result<std::optional<HttpResponse>>(const HttpRequest&, Store&)>;

struct Route {
    std::string method;   // GET also answers HEAD
    std::string pattern;  // "/api/v1/villages/{village}/replies"; {rest*} takes all that follows
    std::variant<QuickRoute, StoreRoute, SlowRoute> answer;
    std::size_t body_bytes_max = 0;
    Admission admit = {};  // nothing: whoever asks may send a body
};

// Filled before the server starts; then read by any thread.
class Router {
  public:
    void add(Route route);

    const std::vector<Route>& routes() const { return routes_; }

    // The route for method and path, with `request.parameters` filled, or nothing;
    // `known_path` says whether another method would have been answered.
    struct Match {
        const Route* route = nullptr;
        bool known_path = false;
    };
    Match match(HttpRequest& request) const;

  private:
    std::vector<Route> routes_;
};

// Answers on the caller's thread, whatever the kind: for tests and the simulator.
HttpResponse answer_now(const Router& router, HttpRequest request, StoreExecutor& executor);

// A request as the server would make it, for tests and commands.
HttpRequest request_to(std::string method, std::string target, std::string body = {});

}  // namespace hall::platform
