// FormSchema: a form that somebody else wrote, as JSON Schema draft-07 with hints for the screen
// (uiSchema as react-jsonschema-form has it), and the judging of answers against it with a
// sentence of our own, in Chinese, for every rule and field.
//
// What it takes: nested groups, lists of groups, fixed lists (tuples), local $ref, allOf, anyOf,
// oneOf, not, if/then/else, dependencies, const, enum with titles, formats, patterns without look-
// around. What no villager could ever answer, or no screen could ask, is told to who publishes it:
// references to elsewhere or in a circle, questions without a title, limits that exclude each
// other. The last word on an answer is valijson's (schema.h).
// Pure; one thread a form.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/rules/finding.h"
#include "sync/rules/schema.h"

namespace hall {

inline constexpr std::size_t form_questions_max = 300;         // of one form, lists counted once
inline constexpr std::size_t form_answer_bytes_max = 1 << 18;  // of one text in an answer

class FormSchema {
  public:
    // `form`: a schema, or an object with "schema" and perhaps "uiSchema". What is wrong with it
    // is in findings(): a form with any that refuses judges no answers.
    static FormSchema read(const Json& form);

    // Paths are JSON pointers into the schema; codes are the keyword, or what is lacking
    // ("ref", "cycle", "remote_ref", "title", "type", "unsupported", "questions", …).
    const Findings& findings() const { return findings_; }
    bool usable() const { return !refuses(findings_); }

    // Paths are JSON pointers into the answers; codes are the keyword that does not hold, or one
    // of the checks of Chinese data ("id_check", "id_date", "sex", "birthday", "phone",
    // "bank_card", "capitals", "name", "lunar"). `today` bounds birthdays. Empty: the answers can
    // be handed in. REQUIRES: usable(); `answers` come from parse_json().
    Findings judge(const Json& answers, Date today) const;

    const std::string& title() const { return title_; }

  private:
    std::string title_;
    Json schema_;  // without references
    Json ui_;      // an object
    Findings findings_;
    std::vector<Schema> last_word_;  // one, or none if the form is not usable
};

}  // namespace hall
