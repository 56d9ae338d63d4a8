// Slip (凭条): the number and the code a villager takes home.
//
// The number is made on the kiosk with the event, without a network:
// ⟨kiosk short id⟩-⟨counter⟩⟨check⟩, in base 32 without look-alikes (Crockford's
// alphabet: no I, L, O, U). It is unique by construction and no secret. The code is 12
// random characters of the same alphabet, shown once, stored nowhere on the board.
//
// The check character is ISO/IEC 7064 hybrid MOD 33,32: it finds every single wrong
// character and almost every swap of neighbours.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/core/random.h"
#include "sync/core/result.h"

namespace hall {

// "K7M-0012X". `short_id` is 3 characters of the alphabet. The counter is written
// with at least 4 characters. REQUIRES: is_short_id(short_id), counter >= 0.
std::string slip_number(std::string_view short_id, std::int64_t counter);

bool is_short_id(std::string_view text);
// A different one for each ordinal 0 .. 32767; neighbours differ in more than one character.
std::string short_id_of(std::int64_t ordinal);

// What a person typed, in the one form that is stored: upper case, O as 0, I and L
// as 1, spaces and dashes where they belong.
//   corrupt  not a number, or the check character does not fit: probably a slip of
//            the finger
Result<std::string> canonical_slip_number(std::string_view typed);

std::string make_slip_code(Random& random);  // "7KQ2-M9XD-4TRW"
Result<std::string> canonical_slip_code(std::string_view typed);

}  // namespace hall
