// Pattern: what a form's schema says of a text with "pattern", by RE2. The one home of that
// library.
//
// JSON Schema means the regular expressions of ECMA-262 with the flag u, and so do we: a
// pattern is translated where RE2 writes the same thing otherwise, and refused where RE2
// cannot do it (back references, look-around), because whatever matches those may need
// time that grows exponentially. What is left takes time linear in the text, whatever the
// pattern is: a published form can neither stop the county nor a kiosk.
//
// Where a pattern begins is not fixed, as JSON Schema has it: "[0-9]" fits "a1".

#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall {

inline constexpr std::size_t pattern_characters_max = 500;

// Any thread; copies share what was compiled.
class Pattern {
  public:
    // Fails with `refused` and says in Chinese what cannot be taken.
    // REQUIRES: `expression` is UTF-8.
    static Result<Pattern> compile(std::string_view expression);

    // True if the text has a part that the pattern describes. REQUIRES: `text` is UTF-8.
    bool fits(std::string_view text) const;

  private:
    struct Compiled;
    explicit Pattern(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
    std::shared_ptr<const Compiled> compiled_;
};

// Puts another text in the place of each that a pattern describes. Any thread.
class Rewrite {
  public:
    // In `by`, $1 to $9 stand for what the pattern's groups hold; empty for those left out.
    // Fails as Pattern::compile() does, and where `by` names a group that is not there.
    static Result<Rewrite> compile(std::string_view expression, std::string_view by);

    std::string apply(std::string text) const;

  private:
    struct Compiled;
    explicit Rewrite(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
    std::shared_ptr<const Compiled> compiled_;
};

}  // namespace hall
