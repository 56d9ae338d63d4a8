#include "tests/fuzz/mutation.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace hall::fuzz {

namespace {

using namespace std::string_view_literals;

// What parsers stumble over.
constexpr std::string_view pieces[] = {"\0"sv,
                                       "\n"sv,
                                       "\""sv,
                                       "{"sv,
                                       "}"sv,
                                       "["sv,
                                       "]"sv,
                                       ","sv,
                                       ":"sv,
                                       "null"sv,
                                       "-1"sv,
                                       "0"sv,
                                       "1e308"sv,
                                       "0.5"sv,
                                       "true"sv,
                                       "{}"sv,
                                       "[]"sv,
                                       "\"\""sv,
                                       "\\u"sv,
                                       "\\ud800"sv,
                                       "\xFF"sv,
                                       "\xE2\x80\xAE"sv,
                                       "%"sv,
                                       "%00"sv,
                                       "="sv,
                                       ";"sv,
                                       "/"sv,
                                       "../"sv,
                                       "*"sv,
                                       "村"sv,
                                       "９"sv,
                                       " "sv,
                                       "\r\n\r\n"sv,
                                       "-"sv,
                                       "."sv,
                                       "9007199254740993"sv,
                                       "9223372036854775807"sv,
                                       "-9223372036854775808"sv,
                                       "18446744073709551616"sv,
                                       "0000-00-00"sv};

}  // namespace

std::uint64_t Mutation::random() {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
}

std::size_t Mutation::below(std::size_t bound) {
    return static_cast<std::size_t>(random() % bound);
}

std::string Mutation::next(const std::vector<std::string>& inputs) {
    std::string text = inputs[below(inputs.size())];
    for (std::size_t cuts = 1 + below(4); cuts > 0; --cuts) {
        cut(text, inputs[below(inputs.size())]);
    }
    return text;
}

void Mutation::cut(std::string& text, const std::string& other) {
    const std::size_t at = below(text.size() + 1);
    const std::size_t most = std::min<std::size_t>(text.size() - at, 40);
    const std::size_t length = below(most + 1);
    switch (below(6)) {
        case 0:  // one bit
            if (at < text.size()) text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            break;
        case 1:  // taken out
            text.erase(at, length);
            break;
        case 2:  // said twice
            text.insert(at, text.substr(at, length));
            break;
        case 3:  // something nasty in its place
            text.replace(at, length, pieces[below(std::size(pieces))]);
            break;
        case 4:  // something nasty before it
            text.insert(at, pieces[below(std::size(pieces))]);
            break;
        default:  // the other's words
            if (!other.empty()) text.replace(at, length, other, below(other.size()), below(60));
            break;
    }
}

}  // namespace hall::fuzz
