// The words of libpinyin's dictionaries. The only file that uses that library: its dictionaries
// are read once into memory, and it is closed again. So nothing that a person types ever
// reaches the library, which would learn it; its rule of one thread ends with the reading; and a
// wrong index of a dictionary, which makes it abort, cannot come from what is typed.

#pragma once

#include <string>
#include <vector>

#include "kiosk/input/pinyin/syllables.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk {

// Where Debian's package libpinyin-data puts it.
Path libpinyin_data_folder();

struct DictionaryWord {
    std::string text;
    std::vector<SyllableId> syllables;
    double count = 0;  // the library's; the same low one for most words of several characters
};

// Some 145,000 words; takes a quarter of a second. Writes nothing. Not from two threads at once.
//
//   not_found   the folder has no dictionaries of libpinyin
//   corrupt     they cannot be read
Result<std::vector<DictionaryWord>> read_libpinyin_words(const Path& data_folder);

}  // namespace hall::kiosk
