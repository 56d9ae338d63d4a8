// Whether a text tells somebody's illness: a name that is not masked, and an illness said of
// that person. Pure.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace hall {

// An illness or a word for being badly ill, of people and not of crops or cattle; empty if
// the text has none.
std::string_view illness_in(std::string_view text);

// True for two to four Han characters that begin with a surname and hide nothing: 周福贵,
// not 周*贵, 周某 or 周大爷.
bool is_plain_name(std::string_view text);

// The person whose illness a sentence tells; nothing if it speaks of no one in particular.
std::optional<std::string> ill_person_in(std::string_view sentence);

// "周*贵", "周*": what may be shown. REQUIRES: is_plain_name(name).
std::string masked_name(std::string_view name);

}  // namespace hall
