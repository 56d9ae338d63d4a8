// Same origin: whether a change was asked for by a page of ours, or by another site in a
// browser of somebody who may also be logged in here. Pure; any thread.

#pragma once

#include "platform/http/message.h"

namespace hall::platform {

// False if the browser says that another site's page asked (Sec-Fetch-Site, Origin). A
// client that says neither is no browser of today's.
bool is_from_our_pages(const HttpRequest& request);

// True for application/json, with whatever parameters: no form of another site can send it
// without asking first.
bool is_json(const HttpRequest& request);

}  // namespace hall::platform
