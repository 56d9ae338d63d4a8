#include "kiosk/app/load/chrome.h"

#include "kiosk/app/load/spoken_clock.h"
#include "kiosk/screens/phrases.h"

namespace hall::kiosk {

namespace {

// Content that nobody has confirmed for so long is called old.
constexpr std::int64_t stale_ms = std::int64_t{7} * 24 * 3'600'000;

std::string freshness(const std::string& last_contact, const ui::UiStrings& strings,
                      std::int64_t now_ms, std::string_view today) {
    const Result<std::int64_t> contact = parse_utc_ms(last_contact);
    if (!contact.ok()) return std::string(strings["chrome.never"]);
    const std::string when = spoken_time(strings, last_contact, today);
    return strings.with(now_ms - contact.value() > stale_ms ? "chrome.stale" : "chrome.fresh",
                        {when});
}

}  // namespace

Chrome load_chrome(const ContentState& content, const ui::UiStrings& strings) {
    Chrome chrome;
    const DeviceNow known = content.now();
    chrome.place = content.identity().town_name + " · " + content.identity().village_name;
    chrome.now = known.doubtful ? std::string(strings["clock.doubtful"])
                                : spoken_now(strings, known.expiry_ms);
    chrome.today = date_text(date_at(known.expiry_ms));
    chrome.freshness =
        freshness(content.status().last_contact, strings, known.expiry_ms, chrome.today);
    return chrome;
}

}  // namespace hall::kiosk
