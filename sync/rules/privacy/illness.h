// Whether a text tells somebody's illness or disability: a name that is not masked, and an
// illness said of that person. Pure; any thread.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall {

// An illness or a word for being badly ill, of people and not of crops or cattle; empty if
// the text has none. "大病保险" and "重病救助" are names of help and no illness.
std::string_view illness_in(std::string_view text);

// A disability with its kind or degree: "肢体残疾", "残疾二级", "双目失明"; empty if none.
// "残疾人补贴" tells nothing of anybody.
std::string_view disability_in(std::string_view text);

struct HealthOfPerson {
    std::string name;
    bool disability = false;  // else an illness
};

// Whose health a sentence tells, at most one of each sort; nothing if it speaks of no one in
// particular.
std::vector<HealthOfPerson> health_told_in(std::string_view sentence);

}  // namespace hall
