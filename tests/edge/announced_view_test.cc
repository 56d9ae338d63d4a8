// How a board notices that somebody shows it an old view.

#include "sync/edge/content/announced_view.h"

#include "tests/catch.h"
#include "tests/edge/test_stick.h"

using namespace hall;

namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t day_ms = 24 * hour_ms;

// A county whose content comes from a mirror.
struct MirroredHall : EnrolledHall {
    // From now on the mirror gives what the county has now, whatever comes after.
    void freeze() {
        frozen_metadata = county.repository.metadata_files;
        frozen_targets = county.repository.target_files;
        county.instead = [this](const HttpRequest& request) -> std::optional<Result<HttpResponse>> {
            if (asking || !request.path.starts_with("/tuf/")) return std::nullopt;
            asking = true;
            exchange_shelves();
            Result<HttpResponse> response = county.exchange(request);
            exchange_shelves();
            asking = false;
            return response;
        };
    }
    void exchange_shelves() {
        std::swap(county.repository.metadata_files, frozen_metadata);
        std::swap(county.repository.target_files, frozen_targets);
    }
    bool asking = false;
    std::map<std::string, std::string> frozen_metadata;
    std::map<std::string, std::string> frozen_targets;
};

}  // namespace

TEST_CASE("what was said of a view counts from the first time it was said") {
    AnnouncedView told = after_receipt({}, 5, 1000);
    REQUIRE(told == AnnouncedView{5, 1000});
    told = after_receipt(told, 5, 9000);
    REQUIRE(told == AnnouncedView{5, 1000});
    told = after_receipt(told, 4, 9000);
    REQUIRE(told == AnnouncedView{5, 1000});
    told = after_receipt(told, 0, 9000);
    REQUIRE(told == AnnouncedView{5, 1000});
    REQUIRE(after_receipt(told, 6, 9000) == AnnouncedView{6, 9000});
    REQUIRE(announced_view_of(announced_view_text(told)) == told);
    for (const char* text : {"", "5", "5 ", "x 5", "5 x", " 5"})
        REQUIRE(announced_view_of(text) == AnnouncedView{});
}

TEST_CASE("a view is behind an hour after the county spoke of a newer one") {
    REQUIRE_FALSE(is_behind(4, {}, day_ms));
    REQUIRE_FALSE(is_behind(4, {4, 0}, day_ms));
    REQUIRE_FALSE(is_behind(4, {5, day_ms}, day_ms + hour_ms));
    REQUIRE(is_behind(4, {5, day_ms}, day_ms + hour_ms + 1));
}

TEST_CASE("a mirror that stands still is noticed by the next receipt, long before thirty days") {
    MirroredHall hall;
    hall.round();
    REQUIRE_FALSE(hall.round().trouble);
    hall.freeze();
    hall.county.publish("county", {test_article("c", "丙")});
    hall.ask("好");
    // The mirror may be a little late.
    REQUIRE_FALSE(hall.round().trouble);
    hall.clock.pass_ms(2 * hour_ms);
    const std::string before = hall.status().last_contact;
    const Round round = hall.round();
    REQUIRE(round.trouble);
    REQUIRE(round.trouble->code() == Errc::untrusted);
    REQUIRE(hall.status().last_contact == before);
    REQUIRE(hall.status().last_reason.find("old view") != std::string::npos);
    // Events go on, and so does all when the mirror does.
    hall.ask("再好");
    REQUIRE(hall.round().sent == 1);
    hall.county.instead = nullptr;
    REQUIRE_FALSE(hall.round().trouble);
    REQUIRE(hall.shown().size() == 3);
    REQUIRE(hall.status().last_contact > before);
}

TEST_CASE("a stick that is older than what the county has said since is called so") {
    EnrolledHall hall;
    hall.round();
    hall.ask("好");
    TestStick old_content;
    REQUIRE_OK(old_content.exported_by(hall));
    old_content.made_by(hall);
    hall.county.publish("county", {test_article("c", "丙")});
    REQUIRE(old_content.taken_by(hall) == 1);
    // The receipts are newer than the content beside them.
    std::string receipts;
    for (const auto& [event, receipt] : hall.county.receipts()) receipts += receipt + "\n";
    old_content.put(old_content.folder.receipts(hall.identity.kiosk), receipts);
    hall.clock.pass_ms(day_ms);
    StickImport import = old_content.imported_by(hall);
    REQUIRE(import.receipts == 1);
    REQUIRE(import.behind);
    TestStick new_content;
    new_content.made_by(hall);
    import = new_content.imported_by(hall);
    REQUIRE_FALSE(import.behind);
    REQUIRE(hall.shown().size() == 3);
}
