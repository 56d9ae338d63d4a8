// PinyinEngine: Chinese by pinyin, for people who never learned to type.
//
// Whole sentences, initials (nh, xmtxb), unfinished syllables, sounds that Sichuan does not tell
// apart, ' between syllables, v for ü; after the usual candidates the rare characters with the
// reading of the first syllable (喆, 㭎, 𠮷). A word chosen for the first syllables leaves the
// rest to be chosen for.
//
// What is typed is kept in the composition only. Nothing is learned, nothing is written.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "kiosk/input/input_engine.h"
#include "kiosk/input/pinyin/lexicon.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// The words of the engine: libpinyin's and the phrases of the village (village_phrases.h) and
// names of people, from the folder assets/input. Takes
// half a second, so made once, off the thread that paints. Fails as read_libpinyin_words() and
// read_village_phrases() do, and as files.read() does.
Result<std::shared_ptr<const Lexicon>> load_lexicon(Files& files, const Path& libpinyin_data,
                                                    const Path& input_assets);

class PinyinEngine final : public InputEngine {
  public:
    explicit PinyinEngine(std::shared_ptr<const Lexicon> lexicon);
    ~PinyinEngine() override;
    PinyinEngine(const PinyinEngine&) = delete;
    PinyinEngine& operator=(const PinyinEngine&) = delete;

    // a-z, A-Z, and while composing: ' between syllables, a blank for the first candidate, a
    // line's end for the letters as they are. All else is not taken. Past
    // pinyin_letters_max letters a key is taken and does nothing.
    EngineAnswer feed_key(char32_t key) override;
    EngineAnswer choose(std::size_t candidate) override;
    // The last choice is taken back first, its letters come again; then letter by letter.
    EngineAnswer backspace() override;
    void clear() override;
    const Composition& composition() const override { return composition_; }
    void show_page(std::size_t page) override;

  private:
    struct Choice {
        std::string text;
        std::string letters;
    };

    void update();
    void add_rare();
    void wipe_candidates();
    std::string commit();
    void check_thread() const;

    std::shared_ptr<const Lexicon> lexicon_;
    std::thread::id thread_;
    Composition composition_;
    std::vector<std::size_t> letters_of_;  // of each candidate
    std::vector<Choice> choices_;
};

}  // namespace hall::kiosk
