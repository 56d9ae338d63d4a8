// Two devices with one key, and a device put back in time: nothing of anybody is lost, the
// kiosk hears that it must enrol again, and enrolling again ends the trouble.

#include "tests/catch.h"
#include "tests/uploads/kiosk_side.h"

using namespace hall;
using namespace hall::kiosk;

namespace {

bool is_at_desk(KioskSide& device, const Slip& slip, const std::string& note) {
    // Two devices with one counter give one number: look for the words.
    const Json list =
        VALUE(parse_json(device.county.console("/api/console/requests?slip=" + slip.number).body));
    for (const Json& request : array_or_empty(list, "requests")) {
        const std::string id = string_or(request, "id");
        if (device.county.console("/api/console/requests/" + id).body.find(note) !=
            std::string::npos) {
            return true;
        }
    }
    return false;
}

}  // namespace

TEST_CASE("two copies of one data folder both send: both are kept, and both hear of it") {
    CountySide county;
    KioskSide first(county);
    first.round();
    KioskSide second(KioskSide::CopyOf{first});
    const Slip of_first = VALUE(first.submit({}, "第一台填的"));
    const Slip of_second = VALUE(second.submit({}, "第二台填的"));
    REQUIRE(of_first.number == of_second.number);
    REQUIRE_FALSE(first.round().trouble);
    REQUIRE_FALSE(second.round().trouble);
    REQUIRE(is_at_desk(first, of_first, "第一台填的"));
    REQUIRE(is_at_desk(first, of_second, "第二台填的"));
    first.round();
    second.round();
    REQUIRE(first.must_enrol_again());
    REQUIRE(second.must_enrol_again());

    // Until somebody comes, both go on serving people.
    const Slip meanwhile = VALUE(second.submit({}, "还在等人来"));
    REQUIRE(second.round().sent == 1);
    REQUIRE(is_at_desk(second, meanwhile, "还在等人来"));

    // The first enrols again: it is a kiosk of its own, and the copy of its key is worth
    // nothing.
    const Slip left_behind = VALUE(first.submit({}, "登记前填的"));
    first.enrol();
    REQUIRE_FALSE(first.must_enrol_again());
    REQUIRE(first.round().sent == 1);
    REQUIRE(is_at_desk(first, left_behind, "登记前填的"));
    const Slip after = VALUE(first.submit({}, "登记后填的"));
    REQUIRE(after.number.substr(0, 3) != of_first.number.substr(0, 3));
    REQUIRE(first.round().sent == 1);
    const Slip shut_out = VALUE(second.submit({}, "没有送出去"));
    REQUIRE(second.round().trouble->code() == Errc::refused);
    REQUIRE(second.waiting_events() >= 1);
    REQUIRE_FALSE(is_at_desk(second, shut_out, "没有送出去"));

    // So does the second, and what it kept arrives.
    second.enrol();
    REQUIRE_FALSE(second.must_enrol_again());
    REQUIRE(second.round().sent == 1);
    REQUIRE(is_at_desk(second, shut_out, "没有送出去"));
    first.round();
    second.round();
    REQUIRE_FALSE(first.must_enrol_again());
    REQUIRE_FALSE(second.must_enrol_again());
    REQUIRE(first.identity.kiosk != second.identity.kiosk);
}

TEST_CASE("a whole data folder put back from a copy loses nothing, and is noticed") {
    CountySide county;
    KioskSide device(county);
    device.round();
    const TempFolder backup;
    device.keep_copy(backup.path());
    const Slip before = VALUE(device.submit({}, "备份之后填的"));
    device.round();
    device.put_back(backup.path());
    // The device cannot know; the county does.
    const Slip after = VALUE(device.submit({}, "恢复之后填的"));
    REQUIRE(device.round().sent == 1);
    REQUIRE(is_at_desk(device, before, "备份之后填的"));
    REQUIRE(is_at_desk(device, after, "恢复之后填的"));
    device.round();
    REQUIRE(device.must_enrol_again());
    device.enrol();
    VALUE(device.submit({}, "重新登记后填的"));
    REQUIRE(device.round().sent == 1);
    device.round();
    REQUIRE_FALSE(device.must_enrol_again());
}

TEST_CASE("an outbox put back from a copy goes on with new counters, and is no clone") {
    CountySide county;
    KioskSide device(county);
    VALUE(device.submit({}, "备份之前填的"));
    device.round();
    const TempFolder backup;
    device.keep_copy(backup.path());
    VALUE(device.submit({}, "备份之后填的"));
    device.round();
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(device.folder.outbox().string() + suffix);
    std::filesystem::copy_file(backup.path() / "outbox.db", device.folder.outbox());
    VALUE(device.submit({}, "恢复之后填的"));
    REQUIRE(device.round().sent == 1);
    device.round();
    REQUIRE_FALSE(device.must_enrol_again());
}

TEST_CASE("an enrolment whose response was lost is asked for again with the same new keys") {
    CountySide county;
    KioskSide device(county);
    const NextKeys first = VALUE(next_device_keys(device.disk, device.folder, county.random()));
    const NextKeys again = VALUE(next_device_keys(device.disk, device.folder, county.random()));
    REQUIRE(first.folder == again.folder);
    REQUIRE(first.keys.sign.public_key() == again.keys.sign.public_key());
    // Meanwhile the device works as the kiosk it is.
    const DeviceKeys now = VALUE(load_device_keys(device.disk, device.folder));
    REQUIRE(now.sign.public_key() != first.keys.sign.public_key());
    VALUE(device.submit({}));
    REQUIRE(device.round().sent == 1);
    device.enrol();
    REQUIRE(VALUE(load_device_keys(device.disk, device.folder)).sign.public_key() ==
            first.keys.sign.public_key());
    // The old keys are gone, and the next time there are new ones.
    REQUIRE_ERROR(Errc::not_found, device.disk.size(device.folder.sign_key()));
    const NextKeys next = VALUE(next_device_keys(device.disk, device.folder, county.random()));
    REQUIRE(next.folder != first.folder);
}
