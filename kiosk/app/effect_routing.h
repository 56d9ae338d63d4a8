// Effects go to subjects: classes that have act(⟨effect⟩) for what they do, and forget() if they
// keep something of the person who stands there. A new effect is one more act() in a subject.

#pragma once

#include <tuple>
#include <vector>

#include "kiosk/app/intent.h"

namespace hall::kiosk {

template <typename Subject, typename E>
concept Does = requires(Subject& subject, E& effect) {
    subject.act(effect);
};

template <typename Subject>
concept Forgets = requires(Subject& subject) {
    subject.forget();
};

// What the subject that does this effect answers. An effect that no subject does, or more than
// one, does not compile.
template <typename E, typename... Subjects>
std::vector<Intent> act_by_subject(E& effect, std::tuple<Subjects&...> subjects) {
    static_assert((int{Does<Subjects, E>} + ...) == 1, "one subject does each effect");
    std::vector<Intent> answers;
    const auto act_if_its = [&](auto& subject) {
        if constexpr (Does<decltype(subject), E>) answers = subject.act(effect);
    };
    std::apply([&](auto&... subject) { (act_if_its(subject), ...); }, subjects);
    return answers;
}

template <typename... Subjects>
void forget_in_each(std::tuple<Subjects&...> subjects) {
    const auto forget_if_kept = [](auto& subject) {
        if constexpr (Forgets<decltype(subject)>) subject.forget();
    };
    std::apply([&](auto&... subject) { (forget_if_kept(subject), ...); }, subjects);
}

}  // namespace hall::kiosk
