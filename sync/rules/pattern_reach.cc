#include "sync/rules/pattern_reach.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/utf8.h"
#include "sync/rules/pattern_syntax.h"

namespace hall {

namespace {

constexpr std::size_t states_max = 20'000;
constexpr std::size_t steps_max = 3'000'000;
constexpr int no_end = -1;

struct Range {
    char32_t low = 0;
    char32_t high = 0;
};
using Ranges = std::vector<Range>;

struct Node {
    enum class Kind { characters, sequence, either, repeat, begin, end };
    Kind kind = Kind::sequence;
    Ranges ranges;
    bool negated = false;
    std::vector<Node> parts;
    int min = 0;
    int max = no_end;
};

Node characters(Ranges ranges, bool negated = false) {
    return {.kind = Node::Kind::characters, .ranges = std::move(ranges), .negated = negated};
}

Node anything() {
    return characters({{0, 0x10FFFF}});
}

// Reads what re2_syntax_of() writes.
class Parser {
  public:
    explicit Parser(std::string_view text) : rest_(text) {}

    Node either() {
        Node node{.kind = Node::Kind::either};
        node.parts.push_back(sequence());
        while (take("|")) node.parts.push_back(sequence());
        return node;
    }

  private:
    bool take(std::string_view text) {
        if (!rest_.starts_with(text)) return false;
        rest_.remove_prefix(text.size());
        return true;
    }

    Node sequence() {
        Node node;
        while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
            node.parts.push_back(repeated(one()));
        }
        return node;
    }

    Node one() {
        if (take("(?:") || take("(")) {
            Node inner = either();
            take(")");
            return inner;
        }
        if (take("^")) return {.kind = Node::Kind::begin};
        if (take("$")) return {.kind = Node::Kind::end};
        if (take("[")) return character_class();
        if (take(R"(\b)") || take(R"(\B)")) return {};  // may hold: an empty sequence
        if (rest_.starts_with(R"(\p)") || rest_.starts_with(R"(\P)")) {
            rest_.remove_prefix(std::min(rest_.find('}') + 1, rest_.size()));
            return anything();
        }
        bool negated = false;
        Ranges ranges = element(negated);
        return characters(std::move(ranges), negated);
    }

    Node character_class() {
        const bool negated = take("^");
        Ranges all;
        for (bool first = true; !rest_.empty() && (first || rest_.front() != ']'); first = false) {
            bool inverse = false;
            if (rest_.starts_with(R"(\p)") || rest_.starts_with(R"(\P)")) return skip_class();
            Ranges ranges = element(inverse);
            if (inverse) return skip_class();
            const bool span =
                ranges.size() == 1 && rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']';
            if (span) {
                rest_.remove_prefix(1);
                const Ranges last = element(inverse);
                if (last.size() == 1) ranges.front().high = last.front().high;
            }
            all.insert(all.end(), ranges.begin(), ranges.end());
        }
        take("]");
        return characters(std::move(all), negated);
    }

    // A class with something inside that is not understood here: anything.
    Node skip_class() {
        while (!rest_.empty() && rest_.front() != ']') {
            rest_.remove_prefix(rest_.front() == '\\' ? std::min<std::size_t>(2, rest_.size()) : 1);
        }
        take("]");
        return anything();
    }

    // One character, or a set like \d; `inverse`: all others.
    Ranges element(bool& inverse) {
        if (!take("\\")) {
            const char32_t c = next_character(rest_);
            return {{c, c}};
        }
        if (rest_.empty()) return {};
        const char32_t c = next_character(rest_);
        if (c == U'x' && take("{")) return {code()};
        inverse = c == U'D' || c == U'W';
        if (c == U'd' || c == U'D') return {{U'0', U'9'}};
        if (c == U'w' || c == U'W') return {{U'0', U'9'}, {U'A', U'Z'}, {U'a', U'z'}, {U'_', U'_'}};
        if (c == U't' || c == U'n' || c == U'v' || c == U'f' || c == U'r') return {{9, 13}};
        return {{c, c}};
    }

    Range code() {
        const std::size_t end = std::min(rest_.find('}'), rest_.size());
        std::uint32_t value = 0;
        std::from_chars(rest_.data(), rest_.data() + end, value, 16);
        rest_.remove_prefix(std::min(end + 1, rest_.size()));
        return {value, value};
    }

    Node repeated(Node node) {
        for (;;) {
            std::optional<std::pair<int, int>> times;
            if (take("*"))
                times = {0, no_end};
            else if (take("+"))
                times = {1, no_end};
            else if (take("?"))
                times = {0, 1};
            else
                times = counted();
            if (!times) return node;
            take("?");  // lazy: the same texts fit
            Node outer{.kind = Node::Kind::repeat, .min = times->first, .max = times->second};
            outer.parts.push_back(std::move(node));
            node = std::move(outer);
        }
    }

    // {2} {2,} {2,3}; anything else is a brace.
    std::optional<std::pair<int, int>> counted() {
        if (!rest_.starts_with("{")) return std::nullopt;
        const std::size_t end = rest_.find('}');
        if (end == std::string_view::npos) return std::nullopt;
        const std::string_view inside = rest_.substr(1, end - 1);
        int min = 0;
        const char* const last = inside.data() + inside.size();
        auto [at, error] = std::from_chars(inside.data(), last, min);
        if (error != std::errc{}) return std::nullopt;
        int max = min;
        if (at != last) {
            if (*at != ',') return std::nullopt;
            max = no_end;
            if (++at != last) {
                const auto [stop, wrong] = std::from_chars(at, last, max);
                if (wrong != std::errc{} || stop != last) return std::nullopt;
            }
        }
        rest_.remove_prefix(end + 1);
        return std::pair(min, max);
    }

    std::string_view rest_;
};

// Built from its end: every part knows where it leads to.
class Automaton {
  public:
    explicit Automaton(const Node& node) {
        states_.push_back({.kind = Kind::accept});
        start_ = add(node, 0);
    }

    bool too_large() const { return states_.size() > states_max; }

    bool reaches(std::string_view letters, TypedLength length) const {
        const std::string alphabet = told_apart(letters);
        std::set<Set> sets{closed({start_}, true, false)};
        std::size_t steps = 0;
        for (std::size_t count = 0; count <= length.max; ++count) {
            std::set<Set> next;
            for (const Set& set : sets) {
                if (count >= length.min && accepts(set, count == 0)) return true;
                for (const char letter : alphabet) {
                    steps += set.size() + 1;
                    if (steps > steps_max) return true;
                    next.insert(after(set, letter));
                }
            }
            sets = std::move(next);
        }
        return false;
    }

  private:
    enum class Kind { accept, characters, fork, begin, end };
    using Set = std::vector<std::size_t>;  // sorted
    struct State {
        Kind kind = Kind::accept;
        Ranges ranges = {};
        bool negated = false;
        std::vector<std::size_t> next = {};
    };

    std::size_t push(State state) {
        states_.push_back(std::move(state));
        return states_.size() - 1;
    }

    std::size_t add(const Node& node, std::size_t next) {
        if (too_large()) return next;
        switch (node.kind) {
            case Node::Kind::characters:
                return push({Kind::characters, node.ranges, node.negated, {next}});
            case Node::Kind::begin:
                return push({Kind::begin, {}, false, {next}});
            case Node::Kind::end:
                return push({Kind::end, {}, false, {next}});
            case Node::Kind::sequence:
                for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part) {
                    next = add(*part, next);
                }
                return next;
            case Node::Kind::either: {
                State fork{Kind::fork, {}, false, {}};
                for (const Node& part : node.parts) fork.next.push_back(add(part, next));
                return push(std::move(fork));
            }
            case Node::Kind::repeat:
                return add_repeat(node, next);
        }
        return next;
    }

    std::size_t add_repeat(const Node& node, std::size_t next) {
        const Node& part = node.parts.front();
        std::size_t at = next;
        if (node.max == no_end) {
            at = push({Kind::fork, {}, false, {next}});
            const std::size_t body = add(part, at);
            states_[at].next.push_back(body);
        }
        for (int i = node.min; i < node.max && !too_large(); ++i) {
            const std::size_t body = add(part, at);
            at = push({Kind::fork, {}, false, {body, next}});
        }
        for (int i = 0; i < node.min && !too_large(); ++i) at = add(part, at);
        return at;
    }

    static bool takes(const State& state, char letter) {
        const auto c = static_cast<char32_t>(static_cast<unsigned char>(letter));
        const bool within =
            std::any_of(state.ranges.begin(), state.ranges.end(),
                        [&](const Range& range) { return range.low <= c && c <= range.high; });
        return within != state.negated;
    }

    // All that is reached without a character.
    Set closed(Set open, bool at_begin, bool at_end) const {
        std::set<std::size_t> seen(open.begin(), open.end());
        while (!open.empty()) {
            const State& state = states_[open.back()];
            open.pop_back();
            const bool passes = state.kind == Kind::fork ||
                                (state.kind == Kind::begin && at_begin) ||
                                (state.kind == Kind::end && at_end);
            if (!passes) continue;
            for (const std::size_t next : state.next) {
                if (seen.insert(next).second) open.push_back(next);
            }
        }
        return {seen.begin(), seen.end()};
    }

    bool accepts(const Set& set, bool at_begin) const {
        const Set ended = closed(set, at_begin, true);
        return std::binary_search(ended.begin(), ended.end(), std::size_t{0});
    }

    // A pattern may begin anywhere, and what follows a part that fits is free.
    Set after(const Set& set, char letter) const {
        Set next{start_};
        for (const std::size_t at : set) {
            if (states_[at].kind == Kind::accept) next.push_back(at);
            if (states_[at].kind == Kind::characters && takes(states_[at], letter)) {
                next.push_back(states_[at].next.front());
            }
        }
        return closed(std::move(next), false, false);
    }

    // One letter of each class that the pattern tells apart.
    std::string told_apart(std::string_view letters) const {
        std::map<std::vector<bool>, char> classes;
        for (const char letter : letters) {
            std::vector<bool> taken;
            for (const State& state : states_) {
                if (state.kind == Kind::characters) taken.push_back(takes(state, letter));
            }
            classes.emplace(std::move(taken), letter);
        }
        std::string alphabet;
        for (const auto& [taken, letter] : classes) alphabet.push_back(letter);
        return alphabet;
    }

    std::vector<State> states_;
    std::size_t start_ = 0;
};

}  // namespace

bool can_be_typed(std::string_view expression, std::string_view characters, TypedLength length) {
    const auto translated = re2_syntax_of(expression);
    if (!translated.ok()) return true;
    const Automaton automaton(Parser(translated.value()).either());
    return automaton.too_large() || automaton.reaches(characters, length);
}

}  // namespace hall
