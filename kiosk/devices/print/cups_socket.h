// A TCP connection to a receipt printer, by libcups: the kiosk opens no sockets of its own.

#pragma once

#include <chrono>
#include <string>

#include "kiosk/devices/print/escpos_connection.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// Fails with `unavailable` if nothing answers at host and port within `wait_max`. A host name is
// looked up first, for as long as the resolver takes.
Result<EscposConnection> connect_escpos(const std::string& host, int port,
                                        std::chrono::milliseconds wait_max);

}  // namespace hall::kiosk
