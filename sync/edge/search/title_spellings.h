// Titles by their sounds: xmtxb, xiaomai and xmai find 小麦条锈病. For who writes with Latin
// letters; made when one first does, since most never do.
//
// One thread. Some 150 bytes a title.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/edge/search/search_index.h"

namespace hall {

class TitleSpellings {
  public:
    // `title`, and other words for it, parted by spaces.
    void add(std::int64_t row, std::string_view title, std::string_view words);

    // Rows with a title, or a word, that can be read as these letters from some character on, each
    // character by its pinyin or the beginning of it; best first: what begins with them, then
    // titles before other words, then the shorter. Empty unless is_spelling(letters).
    std::vector<SearchHit> find(std::string_view letters, std::size_t hits_max) const;

    bool empty() const { return entries_.empty(); }

  private:
    struct Entry {
        std::int64_t row = 0;
        bool is_title = true;
        std::string spelling;               // xiao'mai'tiao'xiu'bing
        std::vector<std::string> initials;  // in other usual readings, too
    };
    void add_text(std::int64_t row, std::string_view text, bool is_title);

    std::vector<Entry> entries_;
};

// Hits by words and hits by sounds as one list, best first: what is both, then by words (letters
// that stand in a text as they are: GAP, LED), then by sounds.
std::vector<SearchHit> merged_hits(std::vector<SearchHit> by_words,
                                   const std::vector<SearchHit>& by_sounds, std::size_t hits_max);

// Two to thirty-two Latin letters, which may be parted by spaces or apostrophes.
bool is_spelling(std::string_view query);

// The spelling in what a person typed: all of it, or the longest piece between spaces ("xmtxb
// 小麦"); empty if there is none.
std::string spelling_in(std::string_view query);

}  // namespace hall
