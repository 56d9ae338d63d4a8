#include "kiosk/devices/print/cups_ipp.h"

#include <cups/cups.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

#include "kiosk/devices/print/cups_raster.h"
#include "sync/core/log.h"

namespace hall::kiosk {

namespace {

using Clock = std::chrono::steady_clock;
using Ipp = std::unique_ptr<ipp_t, decltype(&ippDelete)>;

// One connection for one question: a printer that is switched off between two is noticed.
class Connection {
  public:
    // The printer must answer within `answer_max`, and must not stand still for more than
    // `standstill_max` while it is sent to.
    Connection(const std::string& host, int port, bool encrypted,
               std::chrono::milliseconds answer_max, std::chrono::milliseconds standstill_max,
               const std::stop_token* cancel)
        : waits_max_(std::max<std::int64_t>(1, standstill_max / step)), cancel_(cancel) {
        const auto encryption = encrypted ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED;
        const int wait_ms = static_cast<int>(answer_max.count());
        http_ =
            httpConnect2(host.c_str(), port, nullptr, AF_UNSPEC, encryption, 1, wait_ms, nullptr);
        if (http_ == nullptr) return;
        // libcups asks after each step whether to go on.
        httpSetTimeout(http_, step.count() / 1000.0, &wait_on, this);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() {
        if (http_ != nullptr) httpClose(http_);
    }

    http_t* http() const { return http_; }
    void went_on() { waits_ = 0; }

  private:
    static constexpr std::chrono::milliseconds step{200};

    static int wait_on(http_t*, void* self) {
        auto& connection = *static_cast<Connection*>(self);
        if (connection.cancel_ != nullptr && connection.cancel_->stop_requested()) return 0;
        return ++connection.waits_ < connection.waits_max_ ? 1 : 0;
    }

    const std::int64_t waits_max_;
    const std::stop_token* cancel_;
    http_t* http_ = nullptr;
    std::int64_t waits_ = 0;
};

Ipp request_to(ipp_op_t operation, const std::string& uri) {
    Ipp request(ippNewRequest(operation), &ippDelete);
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                 uri.c_str());
    return request;
}

void add_user(ipp_t* request) {
    ippAddString(request, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr,
                 "kiosk");
}

std::vector<std::string> texts_of(ipp_t* answer, const char* name) {
    std::vector<std::string> texts;
    ipp_attribute_t* attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    const int count = attribute == nullptr ? 0 : ippGetCount(attribute);
    for (int i = 0; i < std::min(count, 200); ++i) {
        const char* text = ippGetString(attribute, i, nullptr);
        if (text != nullptr) texts.emplace_back(text);
    }
    return texts;
}

bool holds(const std::vector<std::string>& texts, std::string_view text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

bool takes_dpi(ipp_t* answer, int dpi) {
    ipp_attribute_t* attribute =
        ippFindAttribute(answer, "pwg-raster-document-resolution-supported", IPP_TAG_RESOLUTION);
    const int count = attribute == nullptr ? 0 : ippGetCount(attribute);
    for (int i = 0; i < count; ++i) {
        int down = 0;
        ipp_res_t units = IPP_RES_PER_INCH;
        if (ippGetResolution(attribute, i, &down, &units) == dpi && units == IPP_RES_PER_INCH) {
            return true;
        }
    }
    return attribute == nullptr && dpi == 300;  // it does not say: what every printer takes
}

int integer_of(ipp_t* answer, const char* name, int fallback) {
    ipp_attribute_t* attribute = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    return attribute == nullptr ? fallback : ippGetInteger(attribute, 0);
}

}  // namespace

Result<std::unique_ptr<IppPrinter>> IppPrinter::create(const std::string& uri, PrinterTimes times) {
    std::array<char, 32> scheme{};
    std::array<char, 256> user{};
    std::array<char, 256> host{};
    std::array<char, 1024> resource{};
    int port = 0;
    const http_uri_status_t status = httpSeparateURI(
        HTTP_URI_CODING_ALL, uri.c_str(), scheme.data(), static_cast<int>(scheme.size()),
        user.data(), static_cast<int>(user.size()), host.data(), static_cast<int>(host.size()),
        &port, resource.data(), static_cast<int>(resource.size()));
    const std::string_view name = scheme.data();
    if (status < HTTP_URI_STATUS_OK || (name != "ipp" && name != "ipps") || host[0] == '\0') {
        return Error(Errc::refused, "no address of an IPP printer: " + uri);
    }
    Address address{.host = host.data(), .resource = resource.data(), .encrypted = name == "ipps"};
    if (port > 0) address.port = port;
    address.uri = uri;
    return std::unique_ptr<IppPrinter>(new IppPrinter(std::move(address), times));
}

IppPrinter::Capabilities IppPrinter::ask_printer() const {
    const Connection connection(address_.host, address_.port, address_.encrypted, times_.answer_max,
                                times_.answer_max, nullptr);
    if (connection.http() == nullptr) return {.state = PrinterState::offline};
    Ipp request = request_to(IPP_OP_GET_PRINTER_ATTRIBUTES, address_.uri);
    add_user(request.get());
    constexpr std::array<const char*, 5> wanted = {
        "printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
        "document-format-supported", "pwg-raster-document-resolution-supported"};
    ippAddStrings(request.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  static_cast<int>(wanted.size()), nullptr, wanted.data());
    const Ipp answer(cupsDoRequest(connection.http(), request.release(), address_.resource.c_str()),
                     &ippDelete);
    if (!answer) return {.state = PrinterState::not_answering};
    if (ippGetStatusCode(answer.get()) >= IPP_STATUS_ERROR_BAD_REQUEST) {
        return {.state = PrinterState::refused};
    }
    Capabilities capabilities;
    IppPrinterAnswer said;
    said.printer_state = integer_of(answer.get(), "printer-state", 3);
    said.reasons = texts_of(answer.get(), "printer-state-reasons");
    ipp_attribute_t* accepting =
        ippFindAttribute(answer.get(), "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
    said.accepting_jobs = accepting == nullptr || ippGetBoolean(accepting, 0) != 0;
    capabilities.state = printer_state_of(said);
    const bool dpi_300 = takes_dpi(answer.get(), 300);
    capabilities.times_dots = dpi_300 ? 1 : 2;
    const bool pwg = holds(texts_of(answer.get(), "document-format-supported"), "image/pwg-raster");
    if (!pwg || (!dpi_300 && !takes_dpi(answer.get(), 600))) {
        capabilities.state = PrinterState::refused;
    }
    return capabilities;
}

PrinterState IppPrinter::state() {
    return ask_printer().state;
}

IppPrinter::SentJob IppPrinter::send(const Sheets& sheets, int times_dots,
                                     const std::stop_token& cancel) const {
    // A printer with little memory takes the next sheet once the last one is out.
    Connection connection(address_.host, address_.port, address_.encrypted, times_.answer_max,
                          times_.job_max, &cancel);
    http_t* http = connection.http();
    if (http == nullptr) return {.state = PrinterState::offline};
    const Ipp request = request_to(IPP_OP_PRINT_JOB, address_.uri);
    add_user(request.get());
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, "kiosk");
    ippAddString(request.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr,
                 "image/pwg-raster");
    ippAddString(request.get(), IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, "iso_a4_210x297mm");
    const char* resource = address_.resource.c_str();
    http_status_t status = cupsSendRequest(http, request.get(), resource, CUPS_LENGTH_VARIABLE);
    if (status != HTTP_STATUS_CONTINUE) return {.state = PrinterState::not_answering};
    const Result<void> written =
        write_pwg_raster(sheets, times_dots, [&](std::span<const std::uint8_t> bytes) {
            if (cancel.stop_requested()) return false;
            status = cupsWriteRequestData(http, reinterpret_cast<const char*>(bytes.data()),
                                          bytes.size());
            connection.went_on();
            return status == HTTP_STATUS_CONTINUE;
        });
    // A page that ends in the middle must not be printed: the connection is broken off before its
    // last chunk.
    if (cancel.stop_requested()) return {.cancelled = true};
    if (!written.ok()) {
        const PrinterState now = ask_printer().state;
        return {.state = can_print(now) ? PrinterState::not_answering : now};
    }
    const Ipp answer(cupsGetResponse(http, resource), &ippDelete);
    if (!answer) return {.state = PrinterState::not_answering};
    if (ippGetStatusCode(answer.get()) >= IPP_STATUS_ERROR_BAD_REQUEST) {
        log_line(LogLevel::warning, "print_job_refused",
                 {{"reason", ippErrorString(ippGetStatusCode(answer.get()))}});
        return {.state = PrinterState::refused};
    }
    const int id = integer_of(answer.get(), "job-id", 0);
    return {.id = id, .state = id > 0 ? PrinterState::ready : PrinterState::refused};
}

IppPrinter::JobAnswer IppPrinter::ask_job(int job) const {
    const Connection connection(address_.host, address_.port, address_.encrypted, times_.answer_max,
                                times_.answer_max, nullptr);
    if (connection.http() == nullptr) return {};
    Ipp request = request_to(IPP_OP_GET_JOB_ATTRIBUTES, address_.uri);
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    add_user(request.get());
    const Ipp answer(cupsDoRequest(connection.http(), request.release(), address_.resource.c_str()),
                     &ippDelete);
    if (!answer || ippGetStatusCode(answer.get()) >= IPP_STATUS_ERROR_BAD_REQUEST) return {};
    const int state = integer_of(answer.get(), "job-state", 0);
    return {.known = state != 0, .state = state};
}

void IppPrinter::cancel_job(int job) const {
    const Connection connection(address_.host, address_.port, address_.encrypted, times_.answer_max,
                                times_.answer_max, nullptr);
    if (connection.http() == nullptr) return;
    Ipp request = request_to(IPP_OP_CANCEL_JOB, address_.uri);
    ippAddInteger(request.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    add_user(request.get());
    const Ipp answer(cupsDoRequest(connection.http(), request.release(), address_.resource.c_str()),
                     &ippDelete);
}

PrintResult IppPrinter::wait_for(int job, const std::stop_token& cancel,
                                 const std::function<void(PrinterState)>& on_state) const {
    std::mutex mutex;
    std::condition_variable_any wake;
    PrinterState last = PrinterState::ready;
    Clock::time_point since = Clock::now();  // of the fault, or of the last good news
    for (;;) {
        const JobAnswer answer = ask_job(job);
        if (answer.state == 9) return {PrintJobState::printed, PrinterState::ready};
        const PrinterState now = ask_printer().state;
        if (answer.state == 7 || answer.state == 8) {
            return {PrintJobState::failed, can_print(now) ? PrinterState::stopped : now};
        }
        const bool helpless = !can_print(now);
        if (helpless != !can_print(last)) since = Clock::now();
        if (now != last && on_state) on_state(now);
        last = now;
        const bool too_late = Clock::now() - since > (helpless ? times_.fault_max : times_.job_max);
        if (too_late || cancel.stop_requested()) {
            cancel_job(job);
            if (!too_late) return {PrintJobState::cancelled, now};
            return {helpless ? PrintJobState::failed : PrintJobState::timed_out, now};
        }
        std::unique_lock lock(mutex);
        wake.wait_for(lock, cancel, times_.poll, [] { return false; });
    }
}

PrintResult IppPrinter::print(const Sheets& sheets, std::stop_token cancel,
                              const std::function<void(PrinterState)>& on_state) {
    const Capabilities capabilities = ask_printer();
    if (!can_print(capabilities.state)) return {PrintJobState::failed, capabilities.state};
    const SentJob job = send(sheets, capabilities.times_dots, cancel);
    if (job.cancelled) return {PrintJobState::cancelled, capabilities.state};
    if (job.id == 0) return {PrintJobState::failed, job.state};
    return wait_for(job.id, cancel, on_state);
}

}  // namespace hall::kiosk
