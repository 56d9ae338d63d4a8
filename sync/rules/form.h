// Form: what a service asks, one question group a page, published as data.
//
// A form is JSON Schema (draft-07, flat properties) with hints for the screen; see
// assets/schema/README.md. Kiosk and platform judge the same answers by the same code.
// Pure; one thread a form.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/core/clock.h"
#include "sync/core/json.h"
#include "sync/core/result.h"
#include "sync/rules/answer.h"
#include "sync/rules/form_controls.h"
#include "sync/rules/form_field.h"
#include "sync/rules/schema.h"

namespace hall {

struct ShowIf {
    std::string field;
    std::vector<std::string> is;  // any of these answers
};

struct FormPage {
    std::string title;  // the question
    std::string help;
    std::vector<std::string> fields;
    std::vector<ShowIf> show_if;  // all must hold; an unanswered field never does
};

// The text of a value that a condition waits for: "yes" of true; empty of what nobody answers.
std::string condition_text(const Json& value);

// How long nobody may touch the screen before the kiosk warns, and then before it wipes
// what was typed, in seconds: some forms take longer to think about.
struct IdleTimes {
    int warn_s = 0;
    int wipe_s = 0;
};

class Form {
  public:
    // Fails with `corrupt`: no pages, a page with an unknown field, a field without a
    // label or without its schema, a condition on a field of the same or a later page,
    // idle times that nobody could live with.
    static Result<Form> parse(std::string_view json);

    const std::string& title() const { return title_; }
    const std::string& result() const { return result_; }  // what happens next
    const std::string& kind() const { return kind_; }      // request | letter | …
    const std::string& addressee() const { return to_; }   // county | town | discipline
    std::int64_t version() const { return version_; }
    // Nothing: the usual times for forms.
    const std::optional<IdleTimes>& idle_times() const { return idle_times_; }
    const std::vector<FormPage>& pages() const { return pages_; }
    const FormField& field(std::string_view name) const;  // REQUIRES: it exists
    bool has_field(std::string_view name) const;

    // True if the kiosk has a drawing for every question; else it must not offer the form.
    bool can_be_shown() const;

    // --- Moving through it

    // True if all conditions of the page hold. An answer counts while its own page is shown:
    // what was typed before changing one's mind leads nowhere.
    bool shown(std::size_t page, const Answers& answers) const;
    std::optional<std::size_t> next_page(std::size_t page, const Answers& answers) const;
    std::optional<std::size_t> previous_page(std::size_t page, const Answers& answers) const;
    std::size_t first_page(const Answers& answers) const;

    // Number of this page among those shown (from 1), and how many are shown now.
    std::size_t step_of(std::size_t page, const Answers& answers) const;
    std::size_t step_count(const Answers& answers) const;

    // --- Judging. `today` bounds birthdays and past dates. An answer that has no problem
    // here is one that body_of() takes.

    std::optional<AnswerProblem> check(const FormField& field, const Answer& answer,
                                       Date today) const;
    std::map<std::string, AnswerProblem> check_page(std::size_t page, const Answers& answers,
                                                    Date today) const;
    // The first page with a problem, if any.
    std::optional<std::size_t> first_bad_page(const Answers& answers, Date today) const;

    // --- The finished form

    // The answers of shown pages, typed as the schema asks. Fails with `refused` if the
    // schema does not hold, or an answer is not UTF-8 or of another shape.
    Result<Json> body_of(const Answers& answers) const;

    // Back from a body, for the review by staff. Fails with `refused` if the schema does
    // not hold.
    Result<Answers> answers_of(const Json& body) const;

    // An answer as a person reads it: labels of choices, 是/不是 by the words, names of places.
    std::string display(const FormField& field, const Answer& answer,
                        const DisplayWords& words) const;

  private:
    explicit Form(Schema schema) : schema_(std::move(schema)) {}

    std::vector<bool> shown_pages(const Answers& answers) const;
    std::optional<AnswerProblem> check_schema(const FormField& field, const Answer& answer) const;

    Schema schema_;
    std::map<std::string, Schema, std::less<>> field_schemas_;
    std::map<std::string, std::size_t, std::less<>> page_of_field_;
    std::string title_;
    std::string result_;
    std::string kind_;
    std::string to_;
    std::int64_t version_ = 1;
    std::optional<IdleTimes> idle_times_;
    std::vector<FormPage> pages_;
    std::map<std::string, FormField, std::less<>> fields_;
};

}  // namespace hall
