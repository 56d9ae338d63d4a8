// Service: the guide to one matter, and the way into its form.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "kiosk/screens/screen.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

// --- Its intents
struct OpenForm {};  // of the service shown

using ServiceIntent = std::variant<OpenForm>;

// --- Its model
struct ServiceModel {
    using OwnIntent = ServiceIntent;
    static constexpr std::string_view screen_name = "service";  // as a call for help names it

    // Why its form cannot be taken in now: said before anyone types.
    enum class UnavailableReason {
        none,
        no_room,  // the outbox or the disk is full
        no_key,   // the key to seal answers to has not arrived
    };
    DocumentRef document;
    std::int64_t rev = 0;
    Service service;
    std::string where;
    std::string accent = "services";
    bool has_form = false;
    std::string addressee;  // whose key its answers are sealed to
    UnavailableReason unavailable_reason = UnavailableReason::none;
};

using ServiceIntents = IntentsOf<ServiceIntent>;

void draw_screen(const Chrome&, const ServiceModel&, ui::Frame&, ServiceIntents&);
void update_screen(ServiceModel&, ServiceIntent&, UpdateStep&);

}  // namespace hall::kiosk
