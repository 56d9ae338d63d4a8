// hall-check handwriting: how well a file of written characters is read.

#pragma once

#include <string>
#include <vector>

namespace hall::check {

// FILE.jsonl [--zinnia] [--model FILE]: lines {"char":"中","strokes":[[[x,y],...],...]}, any
// scale, y down. Prints how many are first, within five and within ten, and ms a character.
// Returns 0; 1 where the file or the recogniser fails; 2 on wrong arguments.
int handwriting(const std::vector<std::string>& arguments);

}  // namespace hall::check
