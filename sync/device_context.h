// What a command of hall-sync stands on: the real dependencies, the folder of the device, and what
// an agent in it needs.

#pragma once

#include <cstdint>
#include <memory>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/random.h"
#include "sync/edge/agent/agent.h"
#include "sync/edge/device/writer_lock.h"
#include "sync/rules/schema.h"

namespace hall {

struct DeviceContext {
    DiskFiles files;
    SystemClock clock;
    SystemRandom random;
    DataFolder folder;
    Identity identity;
    DocumentSchemas schemas;
};

// Fails with `not_found` before enrolment.
Result<std::unique_ptr<DeviceContext>> stand(const Path& data);

// The options of an agent that stands there, which must outlive it.
AgentOptions agent_options(DeviceContext& standing);

}  // namespace hall
