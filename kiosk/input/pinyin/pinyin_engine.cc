#include "kiosk/input/pinyin/pinyin_engine.h"

#include <malloc.h>

#include <algorithm>
#include <unordered_set>

#include "kiosk/input/pinyin/decoder.h"
#include "kiosk/input/pinyin/libpinyin_words.h"
#include "kiosk/input/pinyin/village_phrases.h"
#include "kiosk/input/pinyin/word_costs.h"
#include "kiosk/input/wipe_text.h"
#include "sync/core/check.h"
#include "sync/core/pinyin_readings.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

constexpr std::uint64_t phrases_bytes_max = 1 << 20;
constexpr std::size_t sentences_max = 3;
constexpr std::size_t words_max = 200;
constexpr std::size_t rare_max = 400;

Result<std::vector<VillagePhrase>> read_phrases(Files& files, const Path& file) {
    const std::string text = TRY_IN(file.filename().string(), files.read(file, phrases_bytes_max));
    return TRY_IN(file.filename().string(), read_village_phrases(text));
}

}  // namespace

Result<std::shared_ptr<const Lexicon>> load_lexicon(Files& files, const Path& libpinyin_data,
                                                    const Path& input_assets) {
    const auto phrases = TRY(read_phrases(files, input_assets / "village_phrases.txt"));
    const auto surnames = TRY(read_phrases(files, input_assets / "surnames.txt"));
    const auto given_names = TRY(read_phrases(files, input_assets / "given_names.txt"));
    std::vector<LexiconWord> words = with_costs(TRY(read_libpinyin_words(libpinyin_data)));
    for (const std::vector<LexiconWord>& more :
         {words_of(phrases), name_words(surnames, given_names)})
        words.insert(words.end(), more.begin(), more.end());
    const auto lexicon = std::make_shared<const Lexicon>(std::move(words));
    // The dictionaries took several times what the lexicon keeps of them.
    malloc_trim(0);
    return std::shared_ptr<const Lexicon>(lexicon);
}

PinyinEngine::PinyinEngine(std::shared_ptr<const Lexicon> lexicon)
    : lexicon_(std::move(lexicon)), thread_(std::this_thread::get_id()) {
    CHECK(lexicon_ != nullptr);
    composition_.mode = InputMode::pinyin;
    // Letters and choices never move in memory, so that no copy is left behind unwiped.
    composition_.pinyin.reserve(pinyin_letters_max);
    choices_.reserve(pinyin_letters_max);
}

PinyinEngine::~PinyinEngine() {
    clear();
}

void PinyinEngine::check_thread() const {
    CHECK(std::this_thread::get_id() == thread_);
}

EngineAnswer PinyinEngine::feed_key(char32_t key) {
    check_thread();
    const bool upper = key >= U'A' && key <= U'Z';
    if (upper || (key >= U'a' && key <= U'z')) {
        if (composition_.pinyin.size() < pinyin_letters_max) {
            composition_.pinyin.push_back(static_cast<char>(upper ? key - U'A' + U'a' : key));
            update();
        }
        return {.taken = true, .committed = {}};
    }
    if (composition_.empty()) return {};
    if (key == U'\'') {
        const bool fits = composition_.pinyin.size() < pinyin_letters_max;
        if (fits && !composition_.pinyin.empty() && composition_.pinyin.back() != '\'') {
            composition_.pinyin.push_back('\'');
            update();
        }
        return {.taken = true, .committed = {}};
    }
    if (key == U' ' && !composition_.candidates.empty()) return choose(0);
    if (key == U' ' || key == U'\n' || key == U'\r') return {.taken = true, .committed = commit()};
    return {};
}

// What was chosen, and the letters that nothing was chosen for as they are.
std::string PinyinEngine::commit() {
    std::string text = composition_.chosen + composition_.pinyin;
    clear();
    return text;
}

EngineAnswer PinyinEngine::choose(std::size_t candidate) {
    check_thread();
    if (candidate >= composition_.candidates.size()) return {};
    const std::size_t letters = std::min(letters_of_[candidate], composition_.pinyin.size());
    choices_.push_back({.text = composition_.candidates[candidate],
                        .letters = composition_.pinyin.substr(0, letters)});
    composition_.chosen.append(choices_.back().text);
    composition_.pinyin.erase(0, letters);
    if (composition_.pinyin.empty()) return {.taken = true, .committed = commit()};
    update();
    return {.taken = true, .committed = {}};
}

EngineAnswer PinyinEngine::backspace() {
    check_thread();
    if (composition_.empty()) return {};
    if (!choices_.empty()) {
        Choice& last = choices_.back();
        composition_.chosen.resize(composition_.chosen.size() - last.text.size());
        composition_.pinyin.insert(0, last.letters);
        wipe_text(last.text);
        wipe_text(last.letters);
        choices_.pop_back();
    } else {
        composition_.pinyin.pop_back();
    }
    if (composition_.empty()) {
        clear();
    } else {
        update();
    }
    return {.taken = true, .committed = {}};
}

void PinyinEngine::clear() {
    check_thread();
    for (Choice& choice : choices_) {
        wipe_text(choice.text);
        wipe_text(choice.letters);
    }
    choices_.clear();
    letters_of_.clear();
    wipe_composition(composition_);
    composition_.pinyin.reserve(pinyin_letters_max);
}

void PinyinEngine::show_page(std::size_t page) {
    composition_.page = page;
}

void PinyinEngine::wipe_candidates() {
    for (std::string& candidate : composition_.candidates) wipe_text(candidate);
    composition_.candidates.clear();
    letters_of_.clear();
    composition_.page = 0;
}

void PinyinEngine::update() {
    wipe_candidates();
    std::string letters = normal_letters(composition_.pinyin);
    std::unordered_set<std::string> seen;
    const auto add = [&](std::vector<DecodedText> texts) {
        for (DecodedText& text : texts) {
            if (!seen.insert(text.text).second) continue;
            composition_.candidates.push_back(std::move(text.text));
            letters_of_.push_back(text.letters);
        }
    };
    add(decode_sentences(*lexicon_, letters, sentences_max));
    add(words_for_start(*lexicon_, letters, words_max));
    composition_.rare_from = composition_.candidates.size();
    add_rare();
    wipe_text(letters);
}

void PinyinEngine::add_rare() {
    std::string letters = normal_letters(composition_.pinyin);
    const std::string_view syllable = first_syllable(letters);
    const std::unordered_set<std::string> seen(composition_.candidates.begin(),
                                               composition_.candidates.end());
    for (const char32_t character : characters_read(syllable)) {
        if (composition_.candidates.size() - composition_.rare_from == rare_max) break;
        std::string text;
        append_utf8(text, character);
        if (seen.contains(text)) continue;
        composition_.candidates.push_back(std::move(text));
        letters_of_.push_back(syllable.size());
    }
    wipe_text(letters);
}

}  // namespace hall::kiosk
