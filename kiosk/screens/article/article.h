// Article: a text with its pictures, and what reads like one: diary entries, listings, results.

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kiosk/screens/screen.h"
#include "sync/wire/content.h"

namespace hall::kiosk {

// --- Its intents
struct OpenPicture {
    BlobRef picture;
};  // of the article shown

using ArticleIntent = std::variant<OpenPicture>;

// --- Its model
// An article, and what reads like one: diary entries, listings, results.
struct ArticleModel {
    using OwnIntent = ArticleIntent;
    static constexpr std::string_view screen_name = "article";  // as a call for help names it

    std::string accent;
    std::string where;  // board and column
    std::string title;
    std::string line;                                        // source and date
    std::string text;                                        // md
    std::vector<std::pair<std::string, std::string>> facts;  // label key and value: price, contact
    std::vector<BlobRef> pictures;
};

using ArticleIntents = IntentsOf<ArticleIntent>;

void draw_screen(const Chrome&, const ArticleModel&, ui::Frame&, ArticleIntents&);
void update_screen(ArticleModel&, ArticleIntent&, UpdateStep&);

}  // namespace hall::kiosk
