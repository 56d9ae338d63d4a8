#include "sync/wire/path_pattern.h"

#include <optional>

#include "sync/core/utf8.h"

namespace hall::tuf {

namespace {

// The set of "[!a-z]" without its brackets, and how long it is in the pattern with them.
struct Set {
    std::string_view members;
    bool negated = false;
    std::size_t length = 0;
};

// REQUIRES: pattern starts with '['. Nothing if no ']' ends the set.
std::optional<Set> set_of(std::string_view pattern) {
    std::size_t begin = 1;
    Set set;
    if (begin < pattern.size() && pattern[begin] == '!') {
        set.negated = true;
        ++begin;
    }
    // A ']' in first place is a member.
    const std::size_t end = pattern.find(']', begin + 1);
    if (end == std::string_view::npos) return std::nullopt;
    set.members = pattern.substr(begin, end - begin);
    set.length = end + 1;
    return set;
}

bool has(const Set& set, char32_t c) {
    std::string_view members = set.members;
    bool found = false;
    while (!members.empty()) {
        const char32_t low = next_character(members);
        char32_t high = low;
        if (members.size() > 1 && members.front() == '-') {
            members.remove_prefix(1);
            high = next_character(members);
        }
        found = found || (low <= c && c <= high);
    }
    return found != set.negated;
}

// Takes one character off the text and what stands for it off the pattern.
bool take_one(std::string_view& text, std::string_view& pattern) {
    if (text.empty() || pattern.empty()) return false;
    const char32_t c = next_character(text);
    if (pattern.front() == '[') {
        if (const std::optional<Set> set = set_of(pattern)) {
            pattern.remove_prefix(set->length);
            return has(*set, c);
        }
    }
    const char32_t wanted = next_character(pattern);
    return wanted == U'?' || wanted == c;
}

// One part. After a mismatch only the last `*` is given one character more: an earlier
// one could not match anything the last cannot.
bool matches_part(std::string_view text, std::string_view pattern) {
    std::optional<std::string_view> star_pattern;
    std::string_view star_text;
    while (!text.empty() || !pattern.empty()) {
        if (!pattern.empty() && pattern.front() == '*') {
            pattern.remove_prefix(1);
            star_pattern = pattern;
            star_text = text;
            continue;
        }
        if (take_one(text, pattern)) continue;
        if (!star_pattern || star_text.empty()) return false;
        next_character(star_text);
        text = star_text;
        pattern = *star_pattern;
    }
    return true;
}

std::string_view take_part(std::string_view& path) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
    return part;
}

}  // namespace

bool matches_path_pattern(std::string_view path, std::string_view pattern) {
    for (;;) {
        const bool last = path.find('/') == std::string_view::npos;
        if (last != (pattern.find('/') == std::string_view::npos)) return false;
        if (!matches_part(take_part(path), take_part(pattern))) return false;
        if (last) return true;
    }
}

}  // namespace hall::tuf
