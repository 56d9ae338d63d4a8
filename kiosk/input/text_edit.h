// TextEdit: the text of a field while it is edited, with a cursor. Pure; one thread.
//
// What always holds (tests/input_text/text_edit_test.cc):
//
//   - text() is UTF-8, of at most the given number of characters, without controls and without
//     characters that turn the order of a text around.
//   - The cursor stands between two grapheme clusters (grapheme.h); what is deleted is whole
//     clusters.
//   - What is deleted or cleared is overwritten in memory, and all of it on destruction.

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall::kiosk {

struct TextLimits {
    std::size_t characters_max = 100;  // code points, as forms count them
    bool lines = false;                // the end of a line ("\n") may be part of the text
};

class TextEdit {
  public:
    explicit TextEdit(TextLimits limits = {});
    ~TextEdit();
    TextEdit(const TextEdit&) = delete;
    TextEdit& operator=(const TextEdit&) = delete;

    const std::string& text() const { return text_; }
    std::size_t cursor() const { return cursor_; }  // in bytes of text()
    std::string_view before_cursor() const { return std::string_view(text_).substr(0, cursor_); }
    std::size_t characters() const;

    // Puts text in at the cursor, which then stands behind it. On failure nothing changed.
    //
    //   corrupt     no UTF-8
    //   refused     it has controls, characters that turn around the order (U+061C, U+200E-200F,
    //               U+202A-202E, U+2066-2069), or that are no characters of text (U+FEFF,
    //               U+FFF9-FFFB, U+FFFD, private use, noncharacters)
    //   exhausted   the text would be too long
    Result<void> insert(std::string_view text);

    // Replaces the whole text, as insert() into an empty one; the cursor stands at the end.
    Result<void> set(std::string_view text);

    // The cluster before or after the cursor; false if there is none.
    bool delete_before();
    bool delete_after();

    bool move_left();
    bool move_right();
    void move_to_start();
    void move_to_end();
    // To the boundary at or before this byte.
    void move_to(std::size_t byte);

    void clear();

  private:
    void remove(std::size_t from, std::size_t to);

    TextLimits limits_;
    std::string text_;
    std::size_t cursor_ = 0;
};

}  // namespace hall::kiosk
