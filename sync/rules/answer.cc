#include "sync/rules/answer.h"

#include <algorithm>

#include "sync/wire/seal.h"

namespace hall {

namespace {

template <typename T, typename Variant>
const T& held(const Variant& value) {
    static const T nothing;
    const T* found = std::get_if<T>(&value);
    return found == nullptr ? nothing : *found;
}

struct Wipe {
    void operator()(std::string& text) const { hall::wipe(text); }
    void operator()(AnswerList& list) const {
        for (std::string& text : list) hall::wipe(text);
    }
    void operator()(AnswerGroups& groups) const {
        for (Answers& answers : groups) wipe_answers(answers);
    }
    void operator()(AnswerAttachment& attachment) const {
        for (std::string* text :
             {&attachment.name, &attachment.kind, &attachment.bytes, &attachment.reference}) {
            hall::wipe(*text);
        }
    }
};

}  // namespace

bool Answer::empty() const {
    const AnswerAttachment& file = attachment();
    return text().empty() && list().empty() && groups().empty() && file.bytes.empty() &&
           file.reference.empty();
}

std::string_view Answer::text() const {
    return held<std::string>(value_);
}

const AnswerList& Answer::list() const {
    return held<AnswerList>(value_);
}

const AnswerGroups& Answer::groups() const {
    return held<AnswerGroups>(value_);
}

const AnswerAttachment& Answer::attachment() const {
    return held<AnswerAttachment>(value_);
}

std::string& Answer::typed_text() {
    if (shape() != AnswerShape::text) wipe();
    return std::get<std::string>(value_);
}

void Answer::wipe() {
    std::visit(Wipe{}, value_);
    value_ = std::string();
}

bool operator==(const Answer& a, const Answer& b) {
    return a.value_ == b.value_;
}

bool operator==(const AnswerAttachment& a, const AnswerAttachment& b) {
    return a.name == b.name && a.kind == b.kind && a.bytes == b.bytes && a.reference == b.reference;
}

const Answer& answer_in(const Answers& answers, std::string_view field) {
    static const Answer nothing;
    const auto found = answers.find(field);
    return found == answers.end() ? nothing : found->second;
}

void wipe_answers(Answers& answers) {
    for (auto& [field, answer] : answers) answer.wipe();
    answers.clear();
}

AnswerList toggled(AnswerList list, std::string_view value) {
    const auto found = std::find(list.begin(), list.end(), value);
    if (found != list.end())
        list.erase(found);
    else
        list.emplace_back(value);
    return list;
}

bool contains_value(const AnswerList& list, std::string_view value) {
    return std::find(list.begin(), list.end(), value) != list.end();
}

std::string_view words_key_of(AnswerProblem problem) {
    switch (problem) {
        case AnswerProblem::missing:
            return "problem.missing";
        case AnswerProblem::not_a_choice:
            return "problem.not_a_choice";
        case AnswerProblem::not_a_number:
            return "problem.not_a_number";
        case AnswerProblem::too_small:
            return "problem.too_small";
        case AnswerProblem::too_large:
            return "problem.too_large";
        case AnswerProblem::too_short:
            return "problem.too_short";
        case AnswerProblem::too_long:
            return "problem.too_long";
        case AnswerProblem::too_few:
            return "problem.too_few";
        case AnswerProblem::too_many:
            return "problem.too_many";
        case AnswerProblem::format:
            return "problem.format";
        case AnswerProblem::phone:
            return "problem.phone";
        case AnswerProblem::phone_area:
            return "problem.phone_area";
        case AnswerProblem::id_length:
            return "problem.id_length";
        case AnswerProblem::id_date:
            return "problem.id_date";
        case AnswerProblem::id_check:
            return "problem.id_check";
        case AnswerProblem::date:
            return "problem.date";
        case AnswerProblem::date_future:
            return "problem.date_future";
        case AnswerProblem::place:
            return "problem.place";
        case AnswerProblem::characters:
            return "problem.characters";
    }
    return "problem.missing";
}

}  // namespace hall
