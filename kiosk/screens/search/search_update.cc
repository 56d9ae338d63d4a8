#include "kiosk/screens/search/search.h"

#include <algorithm>

#include "kiosk/app/update_step.h"

namespace hall::kiosk {

namespace {

void run_search(SearchModel& search, UpdateStep& step) {
    std::string query;
    for (const std::string& word : search.chosen) query.append(word).push_back(' ');
    query.append(search.typed);
    if (search.chosen.empty() && search.typed.empty()) {
        search.searched = false;
        search.hits.clear();
        search.hits_cut = false;
        return;
    }
    step.ask(RunSearch{query});
}

struct SearchUpdater {
    SearchModel& search;
    UpdateStep& step;

    void operator()(const MoreHits&) { search.hits_shown += search_step; }

    void operator()(const ToggleWord& intent) {
        auto& chosen = search.chosen;
        const auto found = std::find(chosen.begin(), chosen.end(), intent.word);
        if (found != chosen.end())
            chosen.erase(found);
        else
            chosen.push_back(intent.word);
        run_search(search, step);
    }

    void operator()(const StartTyping&) { search.typing = true; }
};

}  // namespace

void update_screen(SearchModel& search, SearchIntent& intent, UpdateStep& step) {
    std::visit(SearchUpdater{search, step}, intent);
}

std::string field_in_focus(const SearchModel& search) {
    return search.typing ? "typed" : "";
}

TextLine text_line(SearchModel& search) {
    return {&search.typed};
}

void text_written(SearchModel& search, UpdateStep& step) {
    run_search(search, step);
}

void typing_done(SearchModel& search, UpdateStep& step) {
    search.typing = false;
    run_search(search, step);
}

}  // namespace hall::kiosk
