// What officers publish from the console: /api/console/publications.

#pragma once

#include "platform/desk/publishing_desk.h"
#include "platform/http/router.h"
#include "platform/http/sessions.h"
#include "platform/publish/publisher.h"

namespace hall::platform {

class PublishingRoutes {
  public:
    // All must outlive it.
    struct Parts {
        const Clock& clock;
        const Sessions& sessions;
        const PublishingDesk& desk;
        Publisher& publisher;
    };
    explicit PublishingRoutes(Parts parts) : parts_(parts) {}

    // This object must outlive the router.
    void add_to(Router& router);

  private:
    // What a person did in one job of the store.
    using Work = std::function<Result<Json>(Store&, const User&)>;
    HttpResponse for_user(const HttpRequest& request, StoreExecutor& executor, bool changes,
                          const Work& work) const;
    HttpResponse list(const HttpRequest& request, StoreExecutor& executor) const;
    HttpResponse one(const HttpRequest& request, StoreExecutor& executor) const;
    HttpResponse write(const HttpRequest& request, StoreExecutor& executor) const;
    HttpResponse withdraw(const HttpRequest& request, StoreExecutor& executor) const;
    HttpResponse published(HttpResponse kept, StoreExecutor& executor) const;

    const Parts parts_;
};

}  // namespace hall::platform
