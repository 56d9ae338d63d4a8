// Answer: what was entered into one field of a form, as it was entered. Personal: it lives
// in memory until it is sealed, and is wiped. Pure; one thread an answer.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hall {

class Answer;
// By field.
using Answers = std::map<std::string, Answer, std::less<>>;

// The values that are ticked, in the order of ticking.
using AnswerList = std::vector<std::string>;
// The same questions answered for each of several: every child, every field.
using AnswerGroups = std::vector<Answers>;

// A photo, a scan or a voice note: the bytes while they are here, or else the name that
// they are sent under (sync/wire/attachment.h).
struct AnswerAttachment {
    std::string name;  // for people: "户口本第一页.jpg"
    std::string kind;  // "image/jpeg"
    std::string bytes;
    std::string reference;
};

// In the order of the variant.
enum class AnswerShape : std::uint8_t { text, list, groups, attachment };

class Answer {
  public:
    Answer() = default;  // an empty text: no answer
    // Implicit, because an answer is what people say: answers["who"] = "self".
    Answer(std::string text) : value_(std::move(text)) {}
    Answer(std::string_view text) : value_(std::string(text)) {}
    Answer(const char* text) : value_(std::string(text)) {}
    Answer(AnswerList list) : value_(std::move(list)) {}
    Answer(AnswerGroups groups) : value_(std::move(groups)) {}
    Answer(AnswerAttachment attachment) : value_(std::move(attachment)) {}

    AnswerShape shape() const { return static_cast<AnswerShape>(value_.index()); }
    // True if nothing was answered: no text, no value, no group, neither bytes nor reference.
    bool empty() const;

    // What it holds; nothing if it is of another shape.
    std::string_view text() const;
    const AnswerList& list() const;
    const AnswerGroups& groups() const;
    const AnswerAttachment& attachment() const;

    // The text that keys write into. Of another shape, it is wiped and becomes an empty text.
    std::string& typed_text();

    // Writes over every byte, and leaves an empty text.
    void wipe();

    friend bool operator==(const Answer& a, const Answer& b);

  private:
    std::variant<std::string, AnswerList, AnswerGroups, AnswerAttachment> value_;
};

bool operator==(const AnswerAttachment& a, const AnswerAttachment& b);

// The answer to a field; an empty one if there is none.
const Answer& answer_in(const Answers& answers, std::string_view field);

// Wipes every answer and leaves none.
void wipe_answers(Answers& answers);

// The list with `value` added, or taken out if it was there: a tick box was tapped.
AnswerList toggled(AnswerList list, std::string_view value);
bool contains_value(const AnswerList& list, std::string_view value);

// What is wrong with an answer.
enum class AnswerProblem {
    missing,
    not_a_choice,
    not_a_number,
    too_small,
    too_large,
    too_short,
    too_long,
    too_few,   // of the choices, or of the groups
    too_many,  // of the choices, or of the groups
    format,    // not as the field's schema wants it
    phone,
    phone_area,  // a landline without its area code
    id_length,
    id_date,
    id_check,
    date,
    date_future,
    place,
    characters,
};
// The key of the sentence that says it: "problem.id_check".
std::string_view words_key_of(AnswerProblem problem);

}  // namespace hall
