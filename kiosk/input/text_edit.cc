#include "kiosk/input/text_edit.h"

#include <algorithm>

#include "kiosk/input/grapheme.h"
#include "kiosk/input/wipe_text.h"
#include "sync/core/utf8.h"

namespace hall::kiosk {

namespace {

bool turns_order(char32_t c) {
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool is_no_text(char32_t c) {
    const bool private_use = (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
    const bool noncharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return private_use || noncharacter || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFD) ||
           c == 0x2028 || c == 0x2029;
}

bool is_control(char32_t c, bool lines) {
    if (c == U'\n') return !lines;
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

Result<void> check(std::string_view text, bool lines) {
    if (!is_utf8(text)) return Error(Errc::corrupt, "text is no UTF-8");
    while (!text.empty()) {
        const char32_t c = next_character(text);
        if (turns_order(c)) return Error(Errc::refused, "text turns its order around");
        if (is_control(c, lines) || is_no_text(c)) return Error(Errc::refused, "text has controls");
    }
    return {};
}

}  // namespace

TextEdit::TextEdit(TextLimits limits) : limits_(limits) {
    // Never moved in memory: a longer place would leave a copy behind. Four bytes a character.
    text_.reserve(limits_.characters_max * 4);
}

TextEdit::~TextEdit() {
    clear();
}

std::size_t TextEdit::characters() const {
    return character_count(text_);
}

Result<void> TextEdit::insert(std::string_view text) {
    TRY(check(text, limits_.lines));
    if (characters() + character_count(text) > limits_.characters_max)
        return Error(Errc::exhausted, "text is too long");
    text_.insert(cursor_, text);
    cursor_ += text.size();
    // A mark joins what stands after it: the cursor goes behind the whole.
    if (!is_boundary(text_, cursor_))
        cursor_ = next_boundary(text_, previous_boundary(text_, cursor_));
    return {};
}

Result<void> TextEdit::set(std::string_view text) {
    TRY(check(text, limits_.lines));
    if (character_count(text) > limits_.characters_max)
        return Error(Errc::exhausted, "text is too long");
    const std::string copy(text);  // it may be a part of our own
    clear();
    text_.append(copy);
    cursor_ = text_.size();
    return {};
}

void TextEdit::remove(std::size_t from, std::size_t to) {
    // The bytes behind the new end are what moved down or was deleted.
    text_.erase(from, to - from);
    const std::size_t size = text_.size();
    text_.resize(size + (to - from));
    std::fill(text_.begin() + static_cast<std::ptrdiff_t>(size), text_.end(), '\0');
    text_.resize(size);
}

bool TextEdit::delete_before() {
    if (cursor_ == 0) return false;
    const std::size_t from = previous_boundary(text_, cursor_);
    remove(from, cursor_);
    move_to(from);
    return true;
}

bool TextEdit::delete_after() {
    if (cursor_ == text_.size()) return false;
    remove(cursor_, next_boundary(text_, cursor_));
    move_to(cursor_);
    return true;
}

bool TextEdit::move_left() {
    if (cursor_ == 0) return false;
    cursor_ = previous_boundary(text_, cursor_);
    return true;
}

bool TextEdit::move_right() {
    if (cursor_ == text_.size()) return false;
    cursor_ = next_boundary(text_, cursor_);
    return true;
}

void TextEdit::move_to_start() {
    cursor_ = 0;
}

void TextEdit::move_to_end() {
    cursor_ = text_.size();
}

void TextEdit::move_to(std::size_t byte) {
    std::size_t place = 0;
    while (place < text_.size()) {
        const std::size_t next = next_boundary(text_, place);
        if (next > byte) break;
        place = next;
    }
    cursor_ = place;
}

void TextEdit::clear() {
    const std::size_t capacity = limits_.characters_max * 4;
    wipe_text(text_);
    text_.reserve(capacity);
    cursor_ = 0;
}

}  // namespace hall::kiosk
