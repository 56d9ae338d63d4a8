// Matters: what sort of thing a request is about, one row each. Every sealed kind of event is a
// matter of its own; a form may say of a plain request more closely what it is (`matter`,
// assets/schema/README.md). What staff say to each is in platform/desk/request_matters.cc. Pure.

#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "sync/wire/event_kinds.h"

namespace hall {

enum class Matter {
    request,
    dispute,
    report,
    enquiry,
    letter,
    question,
    objection,
    registration,
    photo,
};

// An objection is about what the village published: others judge it.
enum class VillageRole { may_judge, is_judged };

struct MatterRow {
    Matter matter;
    std::string_view name;
    EventKind kind;            // of the event that it comes by
    std::string_view handler;  // whose desk, of what is sealed to the county
    VillageRole village = VillageRole::may_judge;
};

inline constexpr auto matters = std::to_array<MatterRow>({
    {Matter::request, "request", EventKind::request, "department"},
    {Matter::dispute, "dispute", EventKind::request, "department"},
    {Matter::report, "report", EventKind::request, "department"},
    {Matter::enquiry, "enquiry", EventKind::request, "department"},
    {Matter::letter, "letter", EventKind::letter, "county"},
    {Matter::question, "question", EventKind::question, "department"},
    {Matter::objection, "objection", EventKind::objection, "department", VillageRole::is_judged},
    {Matter::registration, "registration", EventKind::registration, "department"},
    {Matter::photo, "photo", EventKind::photo, "department"},
});

// The rows stand in the order of the enum.
constexpr bool has_a_row_for_each_matter() {
    for (std::size_t i = 0; i < matters.size(); ++i) {
        if (matters[i].matter != static_cast<Matter>(i)) return false;
    }
    return matters.size() == static_cast<std::size_t>(Matter::photo) + 1;
}
static_assert(has_a_row_for_each_matter());

constexpr const MatterRow& row_of(Matter matter) {
    return matters[static_cast<std::size_t>(matter)];
}

constexpr std::string_view name_of(Matter matter) {
    return row_of(matter).name;
}

// Nothing for one of tomorrow.
constexpr std::optional<Matter> matter_of(std::string_view name) {
    for (const MatterRow& row : matters) {
        if (row.name == name) return row.matter;
    }
    return std::nullopt;
}

static_assert(std::all_of(event_kinds.begin(), event_kinds.end(),
                          [](const EventKindRow& row) {
                              return row.body == EventBody::open || matter_of(row.name);
                          }),
              "every sealed kind of event is a matter");

}  // namespace hall
