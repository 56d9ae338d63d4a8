// What may be shown of a text, and where its lines may end (Unicode annex 14 by
// libunibreak, and the Chinese rules of which mark may begin or end a line, GB/T 15834).
//
// Pure; one thread.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hall::kiosk::ui {

enum class Break : std::uint8_t {
    must,
    may,
    // Only where the line has no other place: between a number and what it counts, within
    // a date, before the last character of a paragraph; and what keep_words() adds.
    reluctant,
    never,
};

// One character as it will be drawn.
struct Letter {
    char32_t character = 0;
    Break after = Break::never;  // between this letter and the next
    bool mark = false;           // combining: stands over the letter before it
    bool strong = false;
};

// Adds what can be shown of a text to the letters, all with Break::never.
//
// Left out: characters that would turn the order of the text around (U+202A-202E,
// U+2066-2069), that have no width (U+200B-200F, U+FEFF), that choose variants, and
// controls other than the end of a line. Bytes that are no UTF-8 become U+FFFD. Emoji
// joined to one picture stay one character.
void add_letters(std::string_view text, bool strong, std::vector<Letter>& letters);

// Appends a text as it is read aloud and looked for: without what add_letters() leaves
// out, so that nobody hears or finds what nobody sees. Never longer than the text.
void append_seen(std::string& to, std::string_view text);

// Says for each letter whether a line may end after it. `letters` is one whole text.
void find_breaks(std::vector<Letter>& letters);

// For headings: makes the places within known words (unbreakable_phrases.h) reluctant ones, and
// those where one character would stand alone after a pause. After find_breaks().
void keep_words(std::vector<Letter>& letters);

}  // namespace hall::kiosk::ui
