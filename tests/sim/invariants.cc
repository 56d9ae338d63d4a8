#include "tests/sim/invariants.h"

#include "sync/wire/signature.h"

namespace hall::sim {

std::string Promises::after_step(SimDevice& device) {
    const auto broken_of = [&](auto... promises) {
        std::string broken;
        static_cast<void>(((broken = (this->*promises)(device)).empty() && ...));
        return broken;
    };
    std::string broken;
    if (device.cache_changed()) {
        broken = broken_of(&Promises::what_is_shown_was_published, &Promises::receipts_are_true);
    }
    if (!broken.empty()) return broken;
    return broken_of(&Promises::nothing_saved_is_lost, &Promises::limits_hold,
                     &Promises::counters_are_used_once, &Promises::blobs_are_what_their_hash_says,
                     &Promises::the_disk_is_kept_for_events);
}

// 1. Everything that somebody was told is saved is in the outbox or at the county.
// 9. Under one id there is one content.
std::string Promises::nothing_saved_is_lost(SimDevice& device) {
    const std::set<std::string> waiting = device.outbox_ids();
    for (const Saved& saved : device.saved()) {
        if (waiting.count(saved.id) != 0 || saved.lost_by_hand) continue;
        if (at_county_.count(saved.id) != 0) continue;
        if (saved.unreadable && refused_[&device].count(saved.id) != 0) continue;
        const std::optional<SimCounty::Taken> taken = county_.taken(saved.id);
        if (!taken) return "1: what was saved is neither in the outbox nor at the county";
        if (taken->sha256 != saved.sha256) return "9: the county has other bytes under this id";
        at_county_.insert(saved.id);
    }
    return {};
}

// 3. What is shown is what was published, byte for byte.
// 4. The version of a channel never falls.
// 5. All of a version is there or nothing of it.
std::string Promises::what_is_shown_was_published(SimDevice& device) {
    for (const std::string& channel : channels_of(device.identity())) {
        if (channel == "release") continue;
        const std::int64_t version = device.channel_version(channel);
        std::int64_t& before = versions_[&device][channel];
        if (device.cache_was_quarantined()) before = 0;
        if (version < before) return "4: " + channel + " fell back to an older version";
        before = version;
        const Content shown = device.shown(channel);
        if (version == 0) {
            if (!shown.empty()) return "5: " + channel + " is shown without a version";
            continue;
        }
        const Content* published = county_.published(channel, version);
        if (published == nullptr) return "3: " + channel + " has a version nobody published";
        if (shown != *published) return "3: " + channel + " does not say what was published";
    }
    device.forget_cache_quarantined();
    return {};
}

// 8. Where there is a receipt, the county has the event, with these bytes.
// 12. Nothing is put by without a reason that a person can read.
// 14. The time floor is never past what the county signed.
std::string Promises::receipts_are_true(SimDevice& device) {
    for (const Receipt& receipt : device.receipts()) {
        if (receipt.state == "refused") {
            if (receipt.reason.empty()) return "12: an event is refused without a reason";
            if (county_.taken(receipt.event)) return "8: refused, although the county has it";
            refused_[&device].insert(receipt.event);
            continue;
        }
        if (!receipted_[&device].insert(receipt.event).second) continue;
        const std::optional<SimCounty::Taken> taken = county_.taken(receipt.event);
        if (!taken) return "8: a receipt for an event that the county does not have";
        if (taken->sha256 != receipt.sha256) return "8: a receipt for other bytes";
        at_county_.insert(receipt.event);
    }
    for (const auto& [id, reason] : device.refused_documents()) {
        if (reason.empty()) return "12: a document is left out without a reason";
    }
    if (device.time_floor_ms() > time_.now_ms) return "14: the time floor is in the future";
    return {};
}

// 6. The outbox holds no more than it may.
// 7. What is personal is readable nowhere: not on the disk, not on the line.
std::string Promises::limits_hold(SimDevice& device) {
    if (device.outbox_size() > SimDevice::events_max) return "6: the outbox is over its limit";
    if (device.disk().used_bytes() > SimDisk().capacity_bytes) return "6: the disk is over full";
    if (!device.disk().found_marks.empty()) {
        return "7: personal data is readable: " + device.disk().found_marks.front();
    }
    return {};
}

// 15. No two events of a device share a place in its life, unless its card was copied.
std::string Promises::counters_are_used_once(SimDevice& device) {
    std::size_t& checked = checked_saved_[&device];
    for (; checked < device.saved().size(); ++checked) {
        const Saved& saved = device.saved()[checked];
        if (!places_[&device].emplace(std::pair(saved.epoch, saved.counter), saved.id).second) {
            return "15: a counter is used twice";
        }
    }
    return {};
}

// 17. A picture that is there is the one the county published, whole.
std::string Promises::blobs_are_what_their_hash_says(SimDevice& device) {
    auto& checked = blobs_[&device];
    for (const auto& [name, file] : device.blobs()) {
        const std::pair now(file, file->now.size());
        if (const auto known = checked.find(name); known != checked.end() && known->second == now)
            continue;
        if (device.has_rotted(file)) continue;  // that is seen in time, not at once
        if (sha256_hex(file->now) != name) return "17: a picture is not what its hash says";
        checked[name] = now;
    }
    return {};
}

// 6 again: what is kept for events goes for events alone.
// 18. Whoever was let begin a form can hand it in.
// 20. Who filled the disk keeps no program out that has something to make room with.
std::string Promises::the_disk_is_kept_for_events(SimDevice& device) {
    if (device.reserve_was_taken()) return "6: the agent took the disk that is kept for events";
    if (device.typed_in_vain()) return "18: a form was begun and then found no room";
    if (device.shut_out()) return "20: a program is kept out by a full disk it could make room on";
    return {};
}

// 8 again: what the county signed for survives its own power cuts.
std::string Promises::after_county_died(const Devices& devices) {
    static_cast<void>(devices);
    for (const std::string& id : at_county_) {
        if (!county_.taken(id)) return "8: the county lost an event that it had signed for";
    }
    return {};
}

// 2. An event has one effect. 16. A copied card is noticed.
// 10. Everything that was to come down is there. 19. So are the pictures. 11. was seen when the
// devices came to rest. 21. However often a kiosk calls, its clerk hears it once.
std::string Promises::at_the_end(const Devices& devices) {
    std::map<std::tuple<std::string, std::int64_t, std::int64_t>, std::string> places;
    std::set<std::string> collided;  // kiosks
    for (const auto& device : devices) {
        for (const Saved& saved : device->saved()) {
            const std::optional<SimCounty::Taken> taken = county_.taken(saved.id);
            if (!taken) {
                if (saved.lost_by_hand || saved.unreadable) continue;
                return "1: what was saved never reached the county";
            }
            const std::string& kiosk = device->identity().kiosk;
            const auto [at, fresh] =
                places.emplace(std::tuple(kiosk, saved.epoch, saved.counter), saved.id);
            if (!fresh && at->second != saved.id) collided.insert(kiosk);
            if (saved.kind != "request") continue;
            const std::size_t requests = county_.requests_of(saved.slip);
            if (requests == 0) return "2: a request had no effect";
            if (requests > 1 && !device->is_clone()) return "2: a request had two effects";
        }
    }
    for (const std::string& kiosk : collided) {
        if (!county_.cloned(kiosk)) {
            return "16: two devices share one key and the county did not notice";
        }
    }
    for (const auto& device : devices) {
        const Identity& identity = device->identity();
        if (county_.help_calls_of(identity.kiosk, identity.village) > 1)
            return "21: a kiosk calls its clerk twice at once";
        if (device->missing_blobs() != 0) return "19: pictures are missing";
        if (device->spoilt_blobs() != 0) return "17: a picture that the disk spoilt stays so";
        if (device->replies() != county_.replies(device->identity().village)) {
            return "10: replies are missing, or came twice";
        }
    }
    if (!county_.disk().found_marks.empty()) return "7: personal data is readable at the county";
    return {};
}

}  // namespace hall::sim
