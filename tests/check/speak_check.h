// What hall-check says and spells.

#pragma once

#include <string>
#include <vector>

namespace hall::check {

// speak --wav OUT TEXT: the text as the kiosk reads it aloud, in a WAV file. Prints seconds of
// sound, of work, and the milliseconds to the first sample.
int speak(const std::vector<std::string>& arguments);

// spell [--pinyin] TEXT: what will be spoken, on one line; with --pinyin its readings on a
// second. "-" reads texts from standard input, a line each.
int spell(const std::vector<std::string>& arguments);

}  // namespace hall::check
