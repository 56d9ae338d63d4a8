#include "kiosk/app/load/search.h"

#include <algorithm>

#include "kiosk/app/load/form.h"
#include "kiosk/app/load/or_empty.h"
#include "sync/core/utf8.h"
#include "sync/wire/document_types.h"

namespace hall::kiosk {

namespace {

void add_word(std::string word, std::size_t count_max, std::vector<std::string>& strings) {
    const bool known = std::find(strings.begin(), strings.end(), word) != strings.end();
    if (!word.empty() && !known && strings.size() < count_max) strings.push_back(std::move(word));
}

// "高龄津贴" of 高龄津贴申请; empty for a title that is a sentence rather than a word.
std::string word_of_title(const LoaderDependencies& dependencies, std::string_view title) {
    constexpr std::size_t characters_max = 8;
    title = title.substr(0, title.find("（"));
    std::string_view endings = dependencies.strings["search.endings"];
    while (!endings.empty()) {
        const std::string_view ending = endings.substr(0, endings.find(' '));
        endings.remove_prefix(std::min(endings.size(), ending.size() + 1));
        if (title.size() > ending.size() && title.ends_with(ending))
            title.remove_suffix(ending.size());
    }
    return character_count(title) <= characters_max ? std::string(title) : std::string();
}

// What one comes to the hall for: the names of services, then the columns of the blue
// boards (services, policy, information); those that find something.
std::vector<std::string> matter_words(const LoaderDependencies& dependencies) {
    constexpr std::size_t services_max = 8;
    constexpr std::size_t words_max = 15;
    std::vector<std::string> strings;
    const std::vector<Board> boards = or_empty(dependencies.library.boards(), "boards");
    for (const Board& board : boards) {
        if (board_kind_of(board.kind) != BoardKind::services || board.accent != "services")
            continue;
        for (const LibraryEntry& entry :
             or_empty(dependencies.library.entries(board.id, "", dependencies.today, {.count = 50}),
                      "services")) {
            if (entry.type == name_of(DocumentType::service))
                add_word(word_of_title(dependencies, entry.title), services_max, strings);
        }
    }
    for (const Board& board : boards) {
        if (board.accent != "services") continue;
        for (const Column& column : board.columns) {
            if (!or_empty(dependencies.library.search(column.name, dependencies.today, 1),
                          "matters")
                     .empty())
                add_word(column.name, words_max, strings);
        }
    }
    return strings;
}

}  // namespace

SearchModel load_search(const LoaderDependencies& dependencies) {
    constexpr std::size_t words_offered = 18;
    SearchModel model;
    model.services = matter_words(dependencies);
    model.words = or_empty(dependencies.library.question_words(words_offered), "words");
    model.ask = form_of_kind(dependencies, "question");
    return model;
}

}  // namespace hall::kiosk
