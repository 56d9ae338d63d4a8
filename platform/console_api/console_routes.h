// The console: its pages, and the JSON they live on under /api/console.

#pragma once

#include "platform/desk/help_desk.h"
#include "platform/desk/request_desk.h"
#include "platform/http/rate_limit.h"
#include "platform/http/router.h"
#include "platform/http/sessions.h"
#include "platform/intake/uploads.h"
#include "sync/core/clock.h"
#include "sync/core/random.h"

namespace hall::platform {

class ConsoleRoutes {
  public:
    struct Parts {
        const Clock& clock;
        Random& random;
        const Sessions& sessions;
        const RequestDesk& desk;
        const Uploads& uploads;
        const HelpDesk& help;
    };
    explicit ConsoleRoutes(Parts parts);

    // This object must outlive the router.
    void add_to(Router& router);

  private:
    // A route for somebody who is logged in. A change must carry the session's token.
    using UserRoute = Result<HttpResponse> (ConsoleRoutes::*)(const HttpRequest&, Store&,
                                                              const Sessions::Current&);
    StoreRoute for_user(UserRoute route, bool changes, Sessions::Use use = Sessions::Use::person);

    HttpResponse log_in(const HttpRequest& request, StoreExecutor& executor);
    Result<HttpResponse> log_out(const HttpRequest&, Store&, const Sessions::Current&);
    Result<HttpResponse> session(const HttpRequest&, Store&, const Sessions::Current&);
    Result<HttpResponse> requests(const HttpRequest&, Store&, const Sessions::Current&);
    Result<HttpResponse> request(const HttpRequest&, Store&, const Sessions::Current&);
    HttpResponse attachment(const HttpRequest& request, StoreExecutor& executor);
    Result<HttpResponse> move(const HttpRequest&, Store&, const Sessions::Current&);
    Result<HttpResponse> kiosks(const HttpRequest&, Store&, const Sessions::Current&);
    Result<HttpResponse> desks(const HttpRequest&, Store&, const Sessions::Current&);
    Result<HttpResponse> help_calls(const HttpRequest&, Store&, const Sessions::Current&);
    Result<HttpResponse> answer_help_call(const HttpRequest&, Store&, const Sessions::Current&);

    const Parts parts_;
    RateLimit login_rate_;
    const std::string no_ones_verifier_;  // so that an unknown name takes as long as a known
};

// The pages themselves, from the program; no session needed.
void add_console_pages(Router& router);

}  // namespace hall::platform
