// Composition: what is being written and is not yet in the field, as plain data. Part of the
// model: the screen paints it, an input engine (input_engine.h) makes it. Everything in it is
// what a person wrote: wipe_composition() when the session ends.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace hall::kiosk {

enum class InputMode : std::uint8_t { handwriting, pinyin, digits_and_letters, phrases };

struct Composition {
    InputMode mode = InputMode::handwriting;
    std::string chosen;            // UTF-8: chosen for the first syllables, shown before `pinyin`
    std::string pinyin;            // letters a-z and ' that are not chosen for yet
    std::size_t stroke_count = 0;  // the strokes themselves are in the Ink of the handwriting
    std::vector<std::string> candidates;  // UTF-8, the best first
    // From this candidate on they are rare characters, shown on pages of their own ("more,
    // rare"); candidates.size() where there are none.
    std::size_t rare_from = 0;
    std::size_t page = 0;  // of the candidates, counted from 0

    bool empty() const { return chosen.empty() && pinyin.empty() && stroke_count == 0; }
};

// Overwrites every text of the composition before it is let go; mode stays, all else is as new.
void wipe_composition(Composition& composition);

struct CandidatePage {
    std::size_t first = 0;  // place of the first candidate of the page
    std::size_t count = 0;
    bool rare = false;
};

// Which candidates a page holds. Rare ones begin a page of their own. A page past the last is
// the last; REQUIRES: per_page > 0.
CandidatePage page_of(const Composition& composition, std::size_t page, std::size_t per_page);

// Pages there are; 0 without candidates. REQUIRES: per_page > 0.
std::size_t page_count(const Composition& composition, std::size_t per_page);

}  // namespace hall::kiosk
