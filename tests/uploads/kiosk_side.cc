#include "tests/uploads/kiosk_side.h"

#include "sync/edge/device/enrolment_store.h"
#include "tests/catch.h"

namespace hall {

using namespace hall::kiosk;

int Network::count(const std::string& method, const std::string& path_start) const {
    int count = 0;
    for (const Asked& one : asked) {
        if (one.method == method && one.path.starts_with(path_start)) ++count;
    }
    return count;
}

std::size_t Network::bytes(const std::string& method, const std::string& path_start) const {
    std::size_t bytes = 0;
    for (const Asked& one : asked) {
        if (one.method == method && one.path.starts_with(path_start)) bytes += one.body_bytes;
    }
    return bytes;
}

Result<HttpResponse> Network::exchange(const HttpRequest& request) {
    asked.push_back({request.method, request.path, request.body.size(), 0});
    if (instead) {
        if (std::optional<Result<HttpResponse>> other = instead(request)) return std::move(*other);
    }
    HttpResponse response = county_.answer(request);
    asked.back().status = response.status;
    Result<HttpResponse> given = std::move(response);
    if (spoil) spoil(request, given);
    return given;
}

KioskSide::KioskSide(CountySide& the_county, Files* the_files)
    : county(the_county), files(the_files == nullptr ? disk : *the_files) {
    enrol();
}

KioskSide::KioskSide(CopyOf original)
    : county(original.device.county), files(disk), identity(original.device.identity) {
    original.device.keep_copy(folder.root());
}

void KioskSide::keep_copy(const Path& to) const {
    std::filesystem::copy(folder.root(), to,
                          std::filesystem::copy_options::recursive |
                              std::filesystem::copy_options::overwrite_existing);
}

void KioskSide::put_back(const Path& from) {
    agent_.reset();
    for (const auto& entry : std::filesystem::directory_iterator(folder.root()))
        std::filesystem::remove_all(entry);
    std::filesystem::copy(from, folder.root(), std::filesystem::copy_options::recursive);
}

void KioskSide::enrol(std::string_view village) {
    agent_.reset();
    county.advance_ms(60'000);  // enrolments are counted by the minute
    const NextKeys next = VALUE(next_device_keys(disk, folder, county.random()));
    EnrolmentRequest enrolment{county.enrolment_code(village), next.keys.sign.public_key(),
                               next.keys.box.public_key(), std::nullopt};
    if (const Result<Identity> before = load_identity(disk, folder); before.ok()) {
        const DeviceKeys former = VALUE(load_device_keys(disk, folder));
        enrolment.former =
            FormerKiosk{before.value().kiosk,
                        former.sign.sign(former_message(before.value().kiosk, enrolment))};
    }
    sign_enrolment(enrolment, next.keys.sign);
    HttpRequest request;
    request.method = "POST";
    request.path = "/api/v1/enrol";
    request.body = bytes_of(enrolment);
    const HttpResponse answered = county.answer(request);
    REQUIRE(answered.status == 200);
    const EnrolmentResponse response = VALUE(parse_enrolment_response(answered.body));
    identity = VALUE(store_enrolment(disk, folder, "http://127.0.0.1", response, next.folder));
}

Result<Slip> KioskSide::submit(const std::vector<AttachedFile>& attachments,
                               const std::string& note) {
    Outbox outbox = TRY(Outbox::open(files, folder));
    Settings settings;
    settings.seal_keys = county.seal_keys();
    EventTime time;
    time.wall = utc_text(county.clock().wall_ms());
    const SubmissionDependencies world{outbox, county.random(), identity, settings, time};
    return hall::kiosk::submit(world,
                               {"request", "county", "service-allowance", 1,
                                Json{{"applicant", "self"}, {"id_number", note}}, attachments});
}

void KioskSide::drop() {
    Outbox outbox = VALUE(Outbox::open(disk, folder));
    Result<Library> library = Library::open(folder.cache());
    if (!library.ok()) return;
    const auto receipts = VALUE(library.value().receipts(VALUE(outbox.ids(1000))));
    REQUIRE_OK(outbox.drop(receipts));
    std::vector<AttachmentName> names;
    for (const OutboxAttachment& attachment : VALUE(outbox.attachments(1000)))
        names.push_back(attachment.name);
    REQUIRE_OK(outbox.drop_attachments(VALUE(library.value().stored_attachments(names))));
}

std::int64_t KioskSide::waiting_events() {
    return VALUE(VALUE(Outbox::open(disk, folder)).size());
}

AttachmentTotals KioskSide::waiting_attachments() {
    return VALUE(VALUE(Outbox::open(disk, folder)).attachment_totals());
}

std::vector<std::string> KioskSide::parked_reasons() {
    return VALUE(VALUE(Library::open(folder.cache())).parked_reasons(100));
}

bool KioskSide::must_enrol_again() {
    return VALUE(
        VALUE(Library::open(folder.cache())).must_enrol_again(identity.kiosk, identity.epoch));
}

Agent& KioskSide::agent() {
    if (!agent_) {
        agent_.emplace(VALUE(Agent::open({disk, county.clock(), county.random(), line},
                                         {folder, {}, "boot-1", {}})));
    }
    return *agent_;
}

Round KioskSide::round() {
    Agent& one = agent();
    int steps = 0;
    while (!one.step()) REQUIRE(++steps < 10'000);
    return one.round();
}

int KioskSide::rounds_until_quiet(int rounds_max) {
    for (int rounds = 1; rounds <= rounds_max; ++rounds) {
        round();
        drop();
        if (waiting_events() == 0 && waiting_attachments().count == 0) return rounds;
    }
    FAIL("not quiet after " << rounds_max << " rounds");
    return 0;
}

Json KioskSide::request_of(const Slip& slip) {
    const Json list =
        VALUE(parse_json(county.console("/api/console/requests?slip=" + slip.number).body));
    const Json& requests = array_or_empty(list, "requests");
    if (requests.size() != 1) return Json();
    const std::string id = string_or(requests[0], "id");
    return VALUE(parse_json(county.console("/api/console/requests/" + id).body));
}

std::string KioskSide::attachment_of(const Slip& slip, int number) {
    const Json request = request_of(slip);
    const HttpResponse response =
        county.console("/api/console/requests/" + string_or(request, "id") + "/attachments/" +
                       std::to_string(number));
    return response.status == 200 ? response.body : std::string();
}

std::string photo(std::size_t bytes, Random& random) {
    return "\xFF\xD8\xFF\xE0" + random.bytes(bytes);
}

}  // namespace hall
