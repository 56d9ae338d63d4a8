// Somebody else's form and answers, identity numbers and amounts, against the product's rules.

#pragma once

#include <string>
#include <vector>

namespace hall::check {

// form SCHEMA.json [DATA.json]: a line of JSON for each thing to say, {"path","rule","text"}; exit
// 0 if the form can be published, and the answers handed in.
int form(const std::vector<std::string>& arguments);

// id-number: a line each on standard input → ok, or what is wrong.
int id_numbers(const std::vector<std::string>& arguments);

// money: a line each on standard input, in figures, in capitals, or both with a blank between → ok,
// or what is wrong.
int amounts(const std::vector<std::string>& arguments);

}  // namespace hall::check
