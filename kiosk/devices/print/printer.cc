#include "kiosk/devices/print/printer.h"

#include <charconv>
#include <string>

#include "kiosk/devices/print/cups_ipp.h"
#include "kiosk/devices/print/escpos_printer.h"
#include "kiosk/devices/print/file_printer.h"

namespace hall::kiosk {

namespace {

constexpr std::string_view escpos_scheme = "escpos:";

Error no_address(std::string_view address) {
    return Error(Errc::refused, "no address of a printer: " + std::string(address));
}

// "width=58&status=no"
Result<void> set_options(EscposOptions& options, std::string_view list) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find('&'), list.size());
        const std::string_view option = list.substr(0, end);
        list.remove_prefix(std::min(end + 1, list.size()));
        if (option == "width=58") {
            options.media = PrintMedia::receipt_58;
        } else if (option == "status=no") {
            options.asks_state = false;
        } else if (option != "width=80" && option != "status=yes") {
            return Error(Errc::refused, "no option of a printer: " + std::string(option));
        }
    }
    return {};
}

// "HOST", "HOST:PORT" or "[IPV6]:PORT"
Result<void> set_host(EscposOptions& options, std::string_view place, std::string_view address) {
    const std::size_t bracket = place.rfind(']');
    const std::size_t colon = place.rfind(':');
    const bool has_port = colon != place.npos && (bracket == place.npos || colon > bracket);
    std::string_view host = has_port ? place.substr(0, colon) : place;
    if (has_port) {
        const std::string_view port = place.substr(colon + 1);
        const auto [end, failed] =
            std::from_chars(port.data(), port.data() + port.size(), options.port);
        if (failed != std::errc{} || end != port.data() + port.size() || options.port < 1 ||
            options.port > 65535) {
            return no_address(address);
        }
    }
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    if (host.empty()) return no_address(address);
    options.host = host;
    return {};
}

Result<std::unique_ptr<Printer>> open_escpos(std::string_view address, PrinterTimes times) {
    EscposOptions options;
    std::string_view place = address.substr(escpos_scheme.size());
    const std::size_t question = place.find('?');
    if (question != place.npos) {
        TRY(set_options(options, place.substr(question + 1)));
        place = place.substr(0, question);
    }
    if (place.starts_with("//")) {
        TRY(set_host(options, place.substr(2), address));
    } else if (place.starts_with("/")) {
        options.device = place;
    } else {
        return no_address(address);
    }
    return std::unique_ptr<Printer>(std::make_unique<EscposPrinter>(std::move(options), times));
}

}  // namespace

Result<std::unique_ptr<Printer>> open_printer(std::string_view address, PrinterTimes times) {
    if (address.empty() || address == "none") {
        return std::unique_ptr<Printer>(std::make_unique<NoPrinter>());
    }
    constexpr std::string_view file = "file:";
    constexpr std::string_view tcp = "tcp:";
    if (address.starts_with(file)) address.remove_prefix(file.size());
    if (address.starts_with(tcp))
        return open_escpos(std::string(escpos_scheme).append(address.substr(tcp.size())), times);
    if (address.starts_with(escpos_scheme)) return open_escpos(address, times);
    if (address.starts_with("ipp:") || address.starts_with("ipps:")) {
        return std::unique_ptr<Printer>(TRY(IppPrinter::create(std::string(address), times)));
    }
    if (address.ends_with(".pwg")) {
        return std::unique_ptr<Printer>(std::make_unique<FilePrinter>(
            std::string(address), FilePrinter::Format::pwg, PrintMedia::a4));
    }
    if (address.ends_with(".escpos")) {
        return std::unique_ptr<Printer>(std::make_unique<FilePrinter>(
            std::string(address), FilePrinter::Format::escpos, PrintMedia::receipt_80));
    }
    return no_address(address);
}

}  // namespace hall::kiosk
