#include "tests/bench/search/spoken_questions.h"

namespace hall {

namespace {

std::string_view next_part(std::string_view& rest, char end) {
    const std::size_t at = std::min(rest.find(end), rest.size());
    const std::string_view part = rest.substr(0, at);
    rest.remove_prefix(std::min(rest.size(), at + 1));
    return part;
}

}  // namespace

Result<std::vector<SpokenQuestion>> read_spoken_questions(Files& files, const Path& file) {
    constexpr std::uint64_t bytes_max = 1 << 20;
    const std::string lines = TRY(files.read(file, bytes_max));
    std::vector<SpokenQuestion> questions;
    for (std::string_view rest = lines; !rest.empty();) {
        std::string_view line = next_part(rest, '\n');
        if (line.empty() || line.starts_with('#')) continue;
        SpokenQuestion question;
        question.say = next_part(line, '\t');
        while (!line.empty()) question.answers.emplace_back(next_part(line, '|'));
        if (question.answers.empty()) return Error(Errc::corrupt, question.say + ": no answer");
        questions.push_back(std::move(question));
    }
    return questions;
}

}  // namespace hall
