// Readings of Chinese words in pinyin with tones, as a voice needs them: 银行 yin2 hang2,
// 行走 xing2 zou3.
//
// Words and their frequencies come from npm's @pinyin-pro/data (ISC licence; 349,000 words),
// packed at build time to the words in which some character has more than one reading, some
// 3 MB, of which only the pages that are looked at are ever in memory. A text is cut into the
// words that make it most probable. Chosen before libpinyin's own readings, whose C interface
// belongs to one thread and costs 12 MB a second time, and before espeak's, which reads 银行 as
// yin xing and 重庆 as zhong qing. Words of village life that the data lacks stand in
// village_readings.txt.
//
// Without the package the program is built without a table, and voices read characters their
// own way: has_pinyin_readings() tells.
//
// Pure; any thread.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hall::kiosk {

// Whether the table was there when the program was built.
bool has_pinyin_readings();

enum class Sandhi {
    none,    // tones as in a dictionary
    spoken,  // 一 and 不 before other tones, and third tones in a row, as they are said
};

// The text with each character that has a reading as a syllable and a tone 1 to 5 (5 is none),
// v for ü, separated by spaces: "我们去银行。" "wo3 men5 qu4 yin2 hang2。". All else stands as it
// was.
std::string pinyin_of(std::string_view text, Sandhi sandhi = Sandhi::spoken);

}  // namespace hall::kiosk
