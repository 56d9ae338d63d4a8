#include "tests/bench/texts.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "sync/core/json.h"
#include "sync/core/utf8.h"

namespace hall {

namespace {

// All sentences of the demonstration's articles and answers.
std::vector<std::string> sentences() {
    std::vector<std::string> found;
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(HALL_SOURCE_DIR "/assets/demo")) {
        if (entry.path().extension() != ".json") continue;
        std::ifstream in(entry.path());
        std::stringstream text;
        text << in.rdbuf();
        const Result<Json> documents = parse_json(text.str());
        if (!documents.ok() || !documents.value().is_array()) continue;
        for (const Json& document : documents.value()) {
            const Json& body = object_or_empty(document, "body");
            std::string sentence;
            std::string all = string_or(body, "text", string_or(body, "answer"));
            for (std::string_view rest = all; !rest.empty();) {
                const char32_t c = next_character(rest);
                append_utf8(sentence, c);
                if (c != U'。' && c != U'\n') continue;
                if (character_count(sentence) > 6) found.push_back(sentence);
                sentence.clear();
            }
        }
    }
    return found;
}

// All characters of the sentences, as often as they stand there.
std::vector<char32_t> characters_of(const std::vector<std::string>& pool) {
    std::vector<char32_t> characters;
    for (const std::string& sentence : pool) {
        for (std::string_view rest = sentence; !rest.empty();)
            characters.push_back(next_character(rest));
    }
    return characters;
}

// Nobody writes the same sentence twice. Seven characters in a hundred are others: then
// zstd -19 makes an eighth of the whole, as of real articles, where the same sentences over and
// over became a fifteenth.
void append_varied(std::string& text, std::string_view sentence,
                   const std::vector<char32_t>& characters, std::mt19937_64& random) {
    constexpr std::uint64_t others_in_a_hundred = 7;
    while (!sentence.empty()) {
        const char32_t own = next_character(sentence);
        const bool other = own > 0x4E00 && random() % 100 < others_in_a_hundred;
        append_utf8(text, other ? characters[random() % characters.size()] : own);
    }
}

}  // namespace

std::vector<std::string> edited_lines(const std::vector<std::string>& lines, std::uint64_t seed) {
    const std::vector<std::string> pool = sentences();
    std::mt19937_64 random(seed);
    std::vector<std::string> edited;
    for (const std::string& line : lines) {
        Json json = parse_json(line).value();
        json["rev"] = json["rev"].get<int>() + 1;
        json["body"]["date"] = "2026-11-23";
        json["body"]["text"] = json["body"]["text"].get<std::string>() +
                               pool[random() % pool.size()] + std::to_string(random() % 100'000);
        edited.push_back(json_line(json));
    }
    return edited;
}

std::vector<std::string> document_lines(int count, std::uint64_t seed, int first) {
    const std::vector<std::string> pool = sentences();
    const std::vector<char32_t> characters = characters_of(pool);
    std::mt19937_64 random(seed);
    std::vector<std::string> lines;
    for (int i = first; i < first + count; ++i) {
        std::string text;
        while (text.size() < 760) {
            // A number or two makes every document its own.
            append_varied(text, pool[random() % pool.size()], characters, random);
            if (random() % 3 == 0) text += std::to_string(random() % 100'000);
        }
        char id[24];
        std::snprintf(id, sizeof id, "load-%05d", i);
        const Json line = {{"id", id},
                           {"type", "article"},
                           {"rev", 1},
                           {"at", "2026-11-23T00:00:00Z"},
                           {"body",
                            {{"board", "policy"},
                             {"column", "subsidy"},
                             {"title", prefix_of(pool[random() % pool.size()], 18)},
                             {"date", "2026-11-01"},
                             {"source", "市农业农村局"},
                             {"text", text}}}};
        lines.push_back(json_line(line));
    }
    return lines;
}

}  // namespace hall
