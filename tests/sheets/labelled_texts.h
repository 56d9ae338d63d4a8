// Labelled texts: lines with personal data, and lines that only look as if they had some, each
// with the kinds that must be found in it. Made from patterns, names and numbers by a seed, so
// that another seed gives other lines of the same sorts.

#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "sync/rules/privacy/personal_data.h"

namespace hall::test {

struct LabelledText {
    std::string text;
    std::set<PersonalKind> kinds;  // empty: nothing may be found
};

std::vector<LabelledText> labelled_texts(std::uint32_t seed, std::size_t rounds);

struct PrivacyScore {
    std::size_t right = 0;  // kinds that were told and are there
    std::size_t missed = 0;
    std::size_t wrong = 0;              // told and not there
    std::vector<std::string> examples;  // of what was missed or wrong

    double recall() const;
    double precision() const;
};

// A line and kind is right once, however often it is found in the line.
PrivacyScore score_of(const std::vector<LabelledText>& texts, Date today);

}  // namespace hall::test
