#include "kiosk/input/grapheme.h"

#include <algorithm>
#include <vector>

#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

using Kind = GraphemeKind;

Kind kind_of(char32_t character) {
    static const std::vector<GraphemeRange> sorted = [] {
        std::vector<GraphemeRange> ranges(grapheme_ranges().begin(), grapheme_ranges().end());
        std::ranges::sort(ranges, {}, &GraphemeRange::first);
        return ranges;
    }();
    // Hangul syllables: 28 with each first and middle part, of which the first has no last part.
    if (character >= 0xAC00 && character <= 0xD7A3)
        return (character - 0xAC00) % 28 == 0 ? Kind::lv : Kind::lvt;
    auto range = std::ranges::upper_bound(sorted, character, {}, &GraphemeRange::first);
    if (range == sorted.begin()) return Kind::other;
    --range;
    return character <= range->last ? range->kind : Kind::other;
}

bool is_control(Kind kind) {
    return kind == Kind::cr || kind == Kind::lf || kind == Kind::control;
}

// What of the text before decides about a boundary.
struct Before {
    Kind kind = Kind::other;
    std::size_t flags = 0;        // regional indicators in a row
    bool picture = false;         // an emoji, and after it nothing but Extend
    bool picture_joined = false;  // and then a zero-width joiner
};

void take(Before& before, Kind kind) {
    before.flags = kind == Kind::regional_indicator ? before.flags + 1 : 0;
    before.picture_joined = before.picture && kind == Kind::zwj;
    before.picture =
        kind == Kind::extended_pictographic || (before.picture && kind == Kind::extend);
    before.kind = kind;
}

// Rules GB3 to GB999.
bool breaks(const Before& before, Kind next) {
    const Kind last = before.kind;
    if (last == Kind::cr && next == Kind::lf) return false;  // GB3
    if (is_control(last) || is_control(next)) return true;   // GB4, GB5
    if (last == Kind::l &&
        (next == Kind::l || next == Kind::v || next == Kind::lv || next == Kind::lvt))
        return false;  // GB6
    if ((last == Kind::lv || last == Kind::v) && (next == Kind::v || next == Kind::t))
        return false;                                                                // GB7
    if ((last == Kind::lvt || last == Kind::t) && next == Kind::t) return false;     // GB8
    if (next == Kind::extend || next == Kind::zwj) return false;                     // GB9
    if (next == Kind::spacingmark) return false;                                     // GB9a
    if (last == Kind::prepend) return false;                                         // GB9b
    if (before.picture_joined && next == Kind::extended_pictographic) return false;  // GB11
    return !(next == Kind::regional_indicator && before.flags % 2 == 1);             // GB12, GB13
}

}  // namespace

std::size_t next_boundary(std::string_view text, std::size_t at) {
    std::string_view rest = text.substr(std::min(at, text.size()));
    if (rest.empty()) return text.size();
    Before before;
    take(before, kind_of(next_character(rest)));
    while (!rest.empty()) {
        const std::size_t place = text.size() - rest.size();
        const Kind next = kind_of(next_character(rest));
        if (breaks(before, next)) return place;
        take(before, next);
    }
    return text.size();
}

std::size_t previous_boundary(std::string_view text, std::size_t at) {
    // From the start: rules look back without end, and texts of fields are short.
    std::size_t last = 0;
    for (std::size_t place = 0; place < std::min(at, text.size());) {
        last = place;
        place = next_boundary(text, place);
    }
    return last;
}

bool is_boundary(std::string_view text, std::size_t at) {
    if (at >= text.size()) return true;
    std::size_t place = 0;
    while (place < at) place = next_boundary(text, place);
    return place == at;
}

std::size_t cluster_count(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t place = 0; place < text.size(); place = next_boundary(text, place)) ++count;
    return count;
}

}  // namespace hall::kiosk
