#include "kiosk/devices/print/cups_socket.h"

#include <cups/http.h>

#include <memory>

namespace hall::kiosk {

Result<EscposConnection> connect_escpos(const std::string& host, int port,
                                        std::chrono::milliseconds wait_max) {
    httpInitialize();  // also lets a broken connection be an error and no signal
    const std::unique_ptr<http_addrlist_t, decltype(&httpAddrFreeList)> addresses(
        httpAddrGetList(host.c_str(), AF_UNSPEC, std::to_string(port).c_str()), &httpAddrFreeList);
    int descriptor = -1;
    const bool connected =
        addresses && httpAddrConnect2(addresses.get(), &descriptor,
                                      static_cast<int>(wait_max.count()), nullptr) != nullptr;
    if (!connected || descriptor < 0) {
        return Error(Errc::unavailable,
                     "no printer answers at " + host + ":" + std::to_string(port));
    }
    return EscposConnection(descriptor);
}

}  // namespace hall::kiosk
