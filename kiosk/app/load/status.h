// The state of this machine, for staff and whoever telephones about it.

#pragma once

#include "kiosk/app/content_state.h"
#include "kiosk/app/model.h"
#include "sync/core/files.h"
#include "sync/edge/events/outbox.h"

namespace hall::kiosk {

// `root` is the data folder, whose disk is looked at.
StatusModel load_status(ContentState& content, Outbox& outbox, Files& files, const Path& root);

}  // namespace hall::kiosk
