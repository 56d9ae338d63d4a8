// The console's routes for calls for help.

#include "platform/console_api/console_routes.h"
#include "platform/desk/help_desk.h"
#include "platform/http/problem.h"
#include "sync/wire/slip.h"

namespace hall::platform {

Result<HttpResponse> ConsoleRoutes::help_calls(const HttpRequest&, Store& store,
                                               const Sessions::Current& current) {
    if (!hears_help_calls(current.user)) return problem_response(problems::not_allowed);
    Json list = Json::array();
    for (const StoredHelpCall& call : TRY(parts_.help.standing(store, current.user))) {
        const Kiosk kiosk = TRY(store.kiosks().find(call.kiosk));
        list.push_back({{"id", call.id},
                        {"kiosk", short_id_of(kiosk.ordinal)},
                        {"screen", call.screen},
                        {"called", utc_text(call.called_ms)},
                        {"ends", utc_text(call.called_ms + help_call_ms)}});
    }
    return json_response({{"calls", list}});
}

Result<HttpResponse> ConsoleRoutes::answer_help_call(const HttpRequest& request, Store& store,
                                                     const Sessions::Current& current) {
    TRY(parts_.help.answer(store, current.user, request.parameter("id")));
    return HttpResponse{.status = 204};
}

}  // namespace hall::platform
