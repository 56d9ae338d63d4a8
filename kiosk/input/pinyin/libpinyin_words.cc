#include "kiosk/input/pinyin/libpinyin_words.h"

#include <pinyin.h>

#include <filesystem>
#include <memory>
#include <string>

#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

struct FreeString {
    void operator()(gchar* text) const { g_free(text); }
};
using OwnedString = std::unique_ptr<gchar, FreeString>;

struct CloseContext {
    void operator()(pinyin_context_t* context) const { pinyin_fini(context); }
};
using Context = std::unique_ptr<pinyin_context_t, CloseContext>;

struct EndExport {
    void operator()(export_iterator_t* iterator) const { pinyin_end_get_phrases(iterator); }
};
using Export = std::unique_ptr<export_iterator_t, EndExport>;

void read_dictionary(pinyin_context_t& context, guint dictionary,
                     std::vector<DictionaryWord>& words) {
    const Export phrases(pinyin_begin_get_phrases(&context, dictionary));
    if (!phrases) return;
    while (pinyin_iterator_has_next_phrase(phrases.get())) {
        gchar* phrase = nullptr;
        gchar* pinyin = nullptr;
        gint count = 0;
        const bool got = pinyin_iterator_get_next_phrase(phrases.get(), &phrase, &pinyin, &count);
        const OwnedString text(phrase);
        const OwnedString spelling(pinyin);
        if (!got || !text || !spelling || !is_utf8(text.get())) continue;
        std::optional<std::vector<SyllableId>> syllables = syllable_ids(spelling.get());
        if (!syllables || syllables->empty()) continue;
        words.push_back({.text = text.get(),
                         .syllables = *std::move(syllables),
                         .count = static_cast<double>(count)});
    }
}

}  // namespace

Path libpinyin_data_folder() {
    return HALL_LIBPINYIN_DATA_DIR;
}

Result<std::vector<DictionaryWord>> read_libpinyin_words(const Path& data_folder) {
    std::error_code failed;
    for (const char* file :
         {"table.conf", "gb_char.bin", "phrase_index.bin", "pinyin_index.bin", "bigram.db"}) {
        if (!std::filesystem::is_regular_file(data_folder / file, failed))
            return Error(Errc::not_found,
                         "no dictionaries of libpinyin in " + data_folder.string());
    }
    // No folder of a user: nothing is read from there, and nothing could be written.
    const Context context(pinyin_init(data_folder.c_str(), "/nonexistent"));
    if (!context) return Error(Errc::corrupt, "libpinyin cannot read " + data_folder.string());

    std::vector<DictionaryWord> words;
    // The library loads those two by itself, and aborts when asked for one that is not there.
    for (const guint dictionary :
         {GB_DICTIONARY, GBK_DICTIONARY, OPENGRAM_DICTIONARY, MERGED_DICTIONARY})
        read_dictionary(*context, dictionary, words);
    if (words.empty())
        return Error(Errc::corrupt, "libpinyin has no words in " + data_folder.string());
    return words;
}

}  // namespace hall::kiosk
