// A board in a folder of its own, enrolled and with a little content, without a county:
// what the kiosk sees when hall-sync has done its work.

#pragma once

#include "kiosk/app/app.h"
#include "sync/edge/content/cache.h"
#include "sync/edge/content/document_text.h"
#include "sync/edge/device/identity.h"
#include "sync/edge/events/outbox.h"
#include "tests/catch.h"
#include "tests/hand_clock.h"
#include "tests/temp_folder.h"

namespace hall::kiosk {

class DeviceFixture {
  public:
    DeviceFixture();

    // Puts documents into a channel as its next version.
    void publish(const std::string& channel, const std::vector<Document>& documents);

    App open() { return open(files); }
    App open(Files& disk, OutboxLimits outbox = {});
    Cache cache();

    // Of this kind, in the outbox.
    std::vector<OutboxEvent> waiting(std::string_view kind) const;

    TempFolder temp;
    DataFolder folder{temp.path()};
    DiskFiles files;
    HandClock clock;
    SystemRandom random;
    DeviceBundle devices;
    BoxKey county_key = BoxKey::make(random);
    SigningKey receipt_key = SigningKey::make(random);
};

// The screen that is shown, which must be a T.
template <typename T>
const T& top(const App& app) {
    const T* screen = std::get_if<T>(&app.model().top());
    REQUIRE(screen != nullptr);
    return *screen;
}

// A number that belongs to nobody, with its check character.
std::string some_id_number();
void type(App& app, std::string_view text);

// Opens the form of the fixture and fills it in up to the review.
void fill_in(App& app);

// Small, valid documents.
Document board_document(const std::string& id, const std::string& name, const std::string& kind);
Document article_document(const std::string& id, const std::string& title);
Document form_document(const std::string& id);
Document ledger_document(const std::string& id, int quarter);
Document document_of_type(const std::string& id, const std::string& type, Json body);

}  // namespace hall::kiosk
