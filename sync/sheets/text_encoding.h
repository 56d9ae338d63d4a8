// Which encoding a text file of a village is in, and the text. Pure; any thread.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/sheets/workbook.h"

namespace hall {

struct DecodedText {
    std::string text;  // UTF-8 without byte order mark; what could not be read is U+FFFD
    std::string encoding;
    std::vector<SheetProblem> problems;  // code "encoding": the line, and how to save it anew
};

// UTF-8 and UTF-16 by their byte order marks, then UTF-8 if it is valid, then UTF-16 without a
// mark (zero bytes), then GB18030 (GB 18030-2005, of which GBK is a part). Text that was spoilt
// before it got here (replacement characters, UTF-8 read as GBK or as Latin-1) is told.
DecodedText decode_text(std::string_view bytes);

// The same where the file names its encoding ("gb2312", "utf-8"); unknown names are ignored.
DecodedText decode_text(std::string_view bytes, std::string_view named);

}  // namespace hall
