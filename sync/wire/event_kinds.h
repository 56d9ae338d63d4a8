// Event kinds: every kind of event that this software knows, one row each, with what stands in
// the open ones. What does something of its own for each kind switches over the enums without
// a default, so that a new kind cannot be forgotten there.
//
// An event may be of a kind that a newer kiosk knows and we do not: it is sealed, has a slip,
// and becomes a request that somebody reads.
//
// A new sealed kind is a row here, its matter (sync/rules/matters.h), its sentences at the desk
// (platform/desk/request_matters.cc), and the kinds that a form may name
// (assets/schema/service.json). A new open kind is a row here, with a struct and its reader if
// its body says anything, an effect (platform/intake/intake.cc) if it has one of its own, and
// the place in the kiosk that appends it (append_open in kiosk/app/effects/submission.h).

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/core/json.h"
#include "sync/core/result.h"

namespace hall {

enum class EventKind {
    request,
    letter,
    question,
    objection,
    registration,
    photo,
    rating,
    like,
    comment,
    heartbeat,
    help_call,
};

// What says something about a person must be sealed.
enum class EventBody { sealed, open };

// What a villager is given at the kiosk, to ask for it later.
enum class Leaves { a_slip, nothing };

// What becomes of it at the county, beside that it is kept.
enum class CountyEffect { a_request, seen_kiosk, help_call, none };

struct EventKindRow {
    EventKind kind;
    std::string_view name;  // as events write it
    EventBody body;
    Leaves leaves;
    CountyEffect effect;
    Result<void> (*check_body)(const Json& body) = nullptr;  // null: any object will do
};

// --- A call for help (叫人帮忙): which kiosk, says the envelope, and from which kind of screen.
// Open, because a clerk must hear it at once, and so it says nothing of the person.
//     {"screen":"form"}
struct HelpCall {
    std::string screen;  // home, board, form …: letters and underscores, at most 32
};

inline constexpr std::int64_t help_call_ms = 600'000;  // then it has ended by itself
Json json_of(const HelpCall& call);
Result<HelpCall> help_call_of(const Json& body);
Result<void> check_help_call(const Json& body);

inline constexpr auto event_kinds = std::to_array<EventKindRow>({
    {EventKind::request, "request", EventBody::sealed, Leaves::a_slip, CountyEffect::a_request},
    {EventKind::letter, "letter", EventBody::sealed, Leaves::a_slip, CountyEffect::a_request},
    {EventKind::question, "question", EventBody::sealed, Leaves::a_slip, CountyEffect::a_request},
    {EventKind::objection, "objection", EventBody::sealed, Leaves::a_slip, CountyEffect::a_request},
    {EventKind::registration, "registration", EventBody::sealed, Leaves::a_slip,
     CountyEffect::a_request},
    {EventKind::photo, "photo", EventBody::sealed, Leaves::a_slip, CountyEffect::a_request},
    {EventKind::rating, "rating", EventBody::open, Leaves::nothing, CountyEffect::none},
    {EventKind::like, "like", EventBody::open, Leaves::nothing, CountyEffect::none},
    {EventKind::comment, "comment", EventBody::open, Leaves::nothing, CountyEffect::none},
    {EventKind::heartbeat, "heartbeat", EventBody::open, Leaves::nothing, CountyEffect::seen_kiosk},
    {EventKind::help_call, "help_call", EventBody::open, Leaves::nothing, CountyEffect::help_call,
     check_help_call},
});

// The rows stand in the order of the enum. What is sealed becomes a request, whatever its kind:
// nobody else could read it.
constexpr bool has_a_row_for_each_event_kind() {
    for (std::size_t i = 0; i < event_kinds.size(); ++i) {
        const EventKindRow& row = event_kinds[i];
        const bool sealed = row.body == EventBody::sealed;
        if (row.kind != static_cast<EventKind>(i)) return false;
        if (sealed != (row.effect == CountyEffect::a_request)) return false;
        if (sealed != (row.leaves == Leaves::a_slip)) return false;
    }
    return event_kinds.size() == static_cast<std::size_t>(EventKind::help_call) + 1;
}
static_assert(has_a_row_for_each_event_kind());

constexpr const EventKindRow& row_of(EventKind kind) {
    return event_kinds[static_cast<std::size_t>(kind)];
}

constexpr std::string_view name_of(EventKind kind) {
    return row_of(kind).name;
}

// Nothing for a kind of tomorrow.
std::optional<EventKind> event_kind_of(std::string_view name);

// True for kinds that must be sealed. Unknown kinds must be, too.
bool must_be_sealed(std::string_view kind);

}  // namespace hall
