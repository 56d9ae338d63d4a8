#include "kiosk/ui/widgets/keyboard.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>

#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/parts.h"

namespace hall::kiosk {

namespace {

constexpr std::string_view digit_keys = "1234567890";
constexpr std::string_view letter_keys = "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ";

std::string_view characters_of(KeyboardKind kind) {
    switch (kind) {
        case KeyboardKind::decimal:
            return "1234567890.";
        case KeyboardKind::id_number:
            return "1234567890X";
        case KeyboardKind::letters:
            return letter_keys;
        case KeyboardKind::digits:
            break;
    }
    return digit_keys;
}

enum class KeyAction : std::uint8_t { character, erase, clear, done, more };

struct ScreenKey {
    KeyAction action = KeyAction::character;
    char character = 0;
    int slot = 0;   // its place in the grid, row after row
    int slots = 1;  // how many places it is wide
    int rows = 1;   // and high
};

constexpr std::size_t keys_max = 48;

// The keys of one page on their grid.
struct Layout {
    std::array<ScreenKey, keys_max> keys;
    std::size_t key_count = 0;
    int columns = 1;
    int rows = 1;
    int pages = 1;
    std::string_view after;  // characters of the pages that come after this one
    float width = 0;
    float key_height = 0;
    float gap = 0;
    float word_width = 0;  // of the last column, where the words stand beside the digits
    bool beside = false;   // the keys stand beside the content, not below it

    int slots() const { return columns * rows; }

    // Where a column begins, from the left; one more than there are: the end.
    float column_x(int column) const {
        if (word_width > 0 && column < columns)
            return std::floor(static_cast<float>(column) * (width - word_width) /
                              static_cast<float>(columns - 1));
        return std::floor(static_cast<float>(column) * (width + gap) / static_cast<float>(columns));
    }

    void add(ScreenKey key) {
        if (key_count < keys_max) keys[key_count++] = key;
    }

    void add_characters(std::string_view characters) {
        int slot = 0;
        for (const char c : characters) add({KeyAction::character, c, slot++, 1});
    }

    // Shares the slots from `start` to the end of its row among the keys, later ones
    // wider.
    void add_words(int start, std::span<const KeyAction> strings) {
        const int room = columns - start % columns;
        const int count = static_cast<int>(strings.size());
        for (int i = 0; i < count; ++i) {
            const int from = room * i / count;
            const int to = room * (i + 1) / count;
            add({strings[static_cast<std::size_t>(i)], 0, start + from, to - from});
        }
    }
};

// --- The block: three columns of digits as on a telephone, the words beside them

constexpr int block_columns = 4;
constexpr int block_rows = 4;

bool has_block(KeyboardKind kind) {
    return kind != KeyboardKind::letters;
}

// Beside the content its column keeps at least so many characters a line.
constexpr float beside_em_least = 7;
constexpr float block_key_height = 1.15F;  // of a target, below the content

float word_width(ui::Frame& frame) {
    const ui::Measures& m = frame.state().measures;
    float width = m.target_least;
    for (const char* key : {"ui.erase", "ui.clear", "ui.done"}) {
        const ui::TextBlock& label = ui::lay_out(frame, frame(key), true, {.em_px = m.least});
        width = std::max(width, static_cast<float>(label.width_px));
    }
    return std::ceil(width) + 2 * (m.border + 2);
}

void add_block_keys(Layout& layout, std::string_view characters) {
    constexpr std::string_view rows = "123456789";
    for (int i = 0; i < static_cast<int>(rows.size()); ++i) {
        const int slot = i / 3 * block_columns + i % 3;
        layout.add({KeyAction::character, rows[static_cast<std::size_t>(i)], slot});
    }
    const int last = (block_rows - 1) * block_columns;
    layout.add({KeyAction::character, '0', last + 1});
    // The point or the X.
    if (characters.size() > rows.size() + 1)
        layout.add({KeyAction::character, characters.back(), last + 2});
    layout.add({KeyAction::erase, 0, block_columns - 1});
    layout.add({KeyAction::clear, 0, 2 * block_columns - 1});
    layout.add({KeyAction::done, 0, 3 * block_columns - 1, 1, 2});
}

// Below the content where that is high enough, else beside it where it is wide enough.
std::optional<Layout> plan_block(ui::Frame& frame, KeyboardKind kind) {
    const ui::Measures& m = frame.state().measures;
    const ui::Box& content = frame.state().pass.content;
    Layout layout;
    layout.columns = block_columns;
    layout.rows = block_rows;
    layout.gap = m.gap;
    layout.word_width = word_width(frame);
    layout.width = content.width();
    layout.key_height = std::ceil(m.target * block_key_height);
    const auto height = [&] {
        return block_rows * layout.key_height + (block_rows - 1) * layout.gap;
    };
    // The question, what is typed and what is wrong with it.
    const float above = 3 * m.target + 6 * static_cast<float>(m.body);
    if (!frame.view().landscape() && content.height() >= above + height()) {
        layout.word_width = std::max(layout.word_width, std::floor(content.width() * 0.28F));
        add_block_keys(layout, characters_of(kind));
        return layout;
    }
    layout.beside = true;
    for (const auto& [key, gap] :
         {std::pair(m.target, m.gap), std::pair(m.target_least, m.gap_least)}) {
        layout.key_height = key;
        layout.gap = gap;
        layout.width = 3 * (key + gap) + layout.word_width;
        const float left = content.width() - layout.width - m.gap;
        if (height() > content.height() || left < beside_em_least * static_cast<float>(m.body))
            continue;
        add_block_keys(layout, characters_of(kind));
        return layout;
    }
    return std::nullopt;
}

// --- Rows of keys

// As many columns as there is room for.
int columns_for(KeyboardKind kind, float width, float key_least, float gap) {
    const int room = std::max(1, static_cast<int>((width + gap) / (key_least + gap)));
    const int wanted = kind == KeyboardKind::letters ? 10 : 5;
    return std::min(room, wanted);
}

// The screen's content must stay in sight above the keys.
int rows_for(ui::Frame& frame, float key_least, float gap) {
    const ui::Measures& m = frame.state().measures;
    // On an upright screen the page buttons, too, stand between the keys and what is typed.
    const float pages = frame.view().landscape() ? 0 : m.target + m.gap;
    const float above = 2 * m.target_least + m.gap_least + pages;
    const float height = frame.state().pass.content.height() - above;
    return std::max(2, static_cast<int>(height / (key_least + gap)));
}

// Where there is room, the words have a row of their own below the letters, and what is
// left of the last row of letters goes to the key used most.
void add_roomy_keys(Layout& layout, std::string_view characters) {
    constexpr std::array<KeyAction, 1> first = {KeyAction::erase};
    constexpr std::array<KeyAction, 2> last = {KeyAction::clear, KeyAction::done};
    layout.add_characters(characters);
    layout.add_words(static_cast<int>(characters.size()), first);
    layout.add_words((layout.rows - 1) * layout.columns, last);
}

void add_one_page(Layout& layout, std::string_view characters) {
    constexpr std::array<KeyAction, 3> strings = {KeyAction::clear, KeyAction::erase,
                                                  KeyAction::done};
    layout.add_characters(characters);
    layout.add_words(static_cast<int>(characters.size()), strings);
}

// Where not all fit at once. The words stand in the same places on every page, each two
// slots wide.
void add_paged_keys(Layout& layout, std::string_view characters, int page) {
    constexpr std::array<KeyAction, 4> all = {KeyAction::erase, KeyAction::more, KeyAction::clear,
                                              KeyAction::done};
    const int room = std::max(1, layout.slots() - 2 * static_cast<int>(all.size()));
    layout.pages = (static_cast<int>(characters.size()) + room - 1) / room;
    const auto page_at = [&](int at) {
        return characters.substr(static_cast<std::size_t>(at % layout.pages * room),
                                 static_cast<std::size_t>(room));
    };
    layout.add_characters(page_at(page));
    layout.after = characters.substr(static_cast<std::size_t>((page + 1) % layout.pages * room));
    std::span<const KeyAction> strings = all;
    for (int slot = room; slot < layout.slots() && !strings.empty();) {
        const int left = layout.columns - slot % layout.columns;
        const bool last_row = slot + left >= layout.slots();
        const auto here = static_cast<std::size_t>(std::max(1, left / 2));
        const std::size_t count = last_row ? strings.size() : std::min(strings.size(), here);
        layout.add_words(slot, strings.first(count));
        strings = strings.subspan(count);
        slot += left;
    }
}

Layout plan(ui::Frame& frame, KeyboardKind kind, int page) {
    const ui::Measures& m = frame.state().measures;
    if (has_block(kind)) {
        if (const std::optional<Layout> block = plan_block(frame, kind)) return *block;
    }
    const float width = frame.state().pass.content.width();
    const std::string_view characters = characters_of(kind);
    const int count = static_cast<int>(characters.size());
    Layout layout;
    layout.gap = m.gap;
    layout.columns = columns_for(kind, width, m.target_least, m.gap);
    const int rows_roomy = count / layout.columns + 2;
    const int rows_high = rows_for(frame, m.target, m.gap);
    const bool roomy = kind == KeyboardKind::letters && rows_high >= rows_roomy;
    const int rows_tight = (count + 3 + layout.columns - 1) / layout.columns;
    layout.rows = roomy ? rows_roomy : rows_tight;
    layout.key_height = m.target;
    if (rows_high < layout.rows) {
        layout.key_height = m.target_least;
        layout.gap = m.gap_least;
        layout.rows = std::min(layout.rows, rows_for(frame, m.target_least, m.gap_least));
    }
    layout.width = width;
    if (roomy)
        add_roomy_keys(layout, characters);
    else if (layout.rows == rows_tight)
        add_one_page(layout, characters);
    else
        add_paged_keys(layout, characters, page);
    return layout;
}

ui::TouchId place_id(KeyboardKind kind) {
    return ui::id_of("keyboard", static_cast<std::uint64_t>(kind));
}

// What the key finds that turns the page, be it the one after next: 还有K到Z.
std::string_view label_of_more(ui::Frame& frame, std::string_view after) {
    std::string& label = frame.state().scratch;
    label = frame("ui.more_keys");
    if (after.front() >= '0' && after.front() <= '9')
        label += frame("ui.keys_digits");
    else
        frame.strings().append(label, "ui.keys_from_to",
                               {after.substr(0, 1), after.substr(after.size() - 1)});
    return label;
}

// Valid until the next call.
std::string_view label_of(ui::Frame& frame, const Layout& layout, const ScreenKey& key) {
    switch (key.action) {
        case KeyAction::erase:
            return frame("ui.erase");
        case KeyAction::clear:
            return frame("ui.clear");
        case KeyAction::done:
            return frame("ui.done");
        case KeyAction::more:
            return label_of_more(frame, layout.after);
        case KeyAction::character:
            break;
    }
    return {&key.character, 1};
}

float key_inset(ui::Frame& frame) {
    return frame.state().measures.border + 2;
}

ui::Box box_of(const Layout& layout, const ScreenKey& key, const ui::Box& keyboard) {
    const int column = key.slot % layout.columns;
    const auto row = static_cast<float>(key.slot / layout.columns);
    const float y = keyboard.y0 + row * (layout.key_height + layout.gap);
    return {keyboard.x0 + layout.column_x(column), y,
            keyboard.x0 + layout.column_x(column + key.slots) - layout.gap,
            y + layout.key_height +
                static_cast<float>(key.rows - 1) * (layout.key_height + layout.gap)};
}

int fit_key(ui::Frame& frame, const Layout& layout, const ScreenKey& key, const ui::Box& box) {
    const ui::Measures& m = frame.state().measures;
    const bool character = key.action == KeyAction::character;
    const std::string_view labels[] = {label_of(frame, layout, key)};
    return ui::fit_labels(frame, {.labels = labels,
                                  .strong = character || key.action == KeyAction::done,
                                  .em_wanted = character ? m.heading : m.body,
                                  .width = box.width() - 2 * key_inset(frame),
                                  .height = box.height() - 2 * key_inset(frame),
                                  .rather_small = true});
}

// One size for all the words.
int fit_words(ui::Frame& frame, const Layout& layout, const ui::Box& keyboard) {
    int em_px = frame.state().measures.body;
    for (std::size_t i = 0; i < layout.key_count; ++i) {
        const ScreenKey& key = layout.keys[i];
        if (key.action == KeyAction::character) continue;
        em_px = std::min(em_px, fit_key(frame, layout, key, box_of(layout, key, keyboard)));
    }
    return em_px;
}

bool draw_key(ui::Frame& frame, const Layout& layout, const ScreenKey& key, const ui::Box& box,
              int em_px, bool enabled) {
    const std::string_view label = label_of(frame, layout, key);
    const bool done = key.action == KeyAction::done;
    const bool strong = done || key.action == KeyAction::character;
    const ui::Tap tap = ui::touch(frame, label, box, enabled);
    const ui::ControlLook look =
        ui::look_of(frame, done ? ui::ButtonStyle::primary : ui::ButtonStyle::plain, "services",
                    enabled, tap.held);
    ui::paint_framed(frame, box, ui::outline_of(frame, box, look), look.fill);
    const ui::TextBlock& text =
        ui::lay_out_label(frame, label, strong, em_px, box.width() - 2 * key_inset(frame));
    ui::paint_text_middle(frame, text, box, ui::Align::middle, {look.ink, look.ink});
    ui::record(frame, {.role = ui::AccessRole::button,
                       .label = label,
                       .box = box,
                       .text_mm = ui::mm_of(frame, em_px),
                       .ink = look.ink,
                       .paper = look.fill,
                       .edge = look.edge,
                       .enabled = enabled,
                       .clipped = text.word_broken ||
                                  static_cast<float>(text.height_px()) > box.height()});
    return tap.tapped;
}

KeyPress press_of(const ScreenKey& key) {
    return {.character = key.character,
            .erase = key.action == KeyAction::erase,
            .clear = key.action == KeyAction::clear,
            .done = key.action == KeyAction::done};
}

float height_of(const Layout& layout) {
    const auto rows = static_cast<float>(layout.rows);
    return rows * layout.key_height + (rows - 1) * layout.gap;
}

// Letters stand at the foot of the content; the block near the field that it writes to.
ui::Box place_of(ui::Frame& frame, const Layout& layout) {
    const ui::Pass& pass = frame.state().pass;
    const ui::Box& content = pass.content;
    const float height = std::ceil(height_of(layout));
    if (layout.beside)
        return {content.x1 - layout.width, content.y0, content.x1, content.y0 + height};
    float y = content.y1 - height;
    if (layout.word_width > 0) y = std::min(y, pass.scroll_end + 2 * frame.state().measures.gap);
    return {content.x0, y, content.x1, y + height};
}

}  // namespace

float room_for_keyboard(ui::Frame& frame, KeyboardKind kind) {
    ui::UiState& state = frame.state();
    const int page = state.places.at(place_id(kind), state.frame).page;
    const Layout layout = plan(frame, kind, page);
    if (layout.beside) {
        frame.flow().x1 = state.pass.content.x1 - layout.width - state.measures.gap;
        return 0;
    }
    return height_of(layout) + layout.gap;
}

std::optional<KeyPress> keyboard(ui::Frame& frame, KeyboardKind kind, bool done_enabled) {
    const ui::SpokenScope aid(frame, ui::SpokenAs::aid);
    ui::UiState& state = frame.state();
    ui::Place& place = state.places.at(place_id(kind), state.frame);
    const Layout layout = plan(frame, kind, place.page);
    state.pass.keyboard = !layout.beside;
    state.pass.typing = true;
    const ui::Box box = place_of(frame, layout);

    const int words_px = fit_words(frame, layout, box);
    std::optional<KeyPress> pressed;
    // Every keyboard has digits; those of a plugged keypad need no key on the screen.
    if (const std::optional<int> digit = state.focus.take_digit()) {
        pressed = KeyPress{.character = static_cast<char>('0' + *digit)};
    }
    for (std::size_t i = 0; i < layout.key_count; ++i) {
        const ScreenKey& key = layout.keys[i];
        const ui::Box at = box_of(layout, key, box);
        const bool character = key.action == KeyAction::character;
        const int em_px = character ? fit_key(frame, layout, key, at) : words_px;
        const bool enabled = key.action != KeyAction::done || done_enabled;
        if (!draw_key(frame, layout, key, at, em_px, enabled)) continue;
        if (key.action == KeyAction::more) {
            place.page = (place.page + 1) % layout.pages;
            state.again = true;
        } else {
            pressed = press_of(key);
        }
    }
    ui::use_box(frame, box, state.measures.gap);
    return pressed;
}

}  // namespace hall::kiosk
