#include "kiosk/ui/text/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <functional>
#include <optional>
#include <utility>

#include "kiosk/ui/text/markdown_source.h"
#include "sync/core/utf8.h"

namespace hall::kiosk::ui {

namespace {

constexpr std::string_view bullet = "•";
constexpr std::size_t indents_max = 3;
constexpr float bullet_em = 1.4F;  // a mark of one character with the space after it
constexpr float digit_em = 0.6F;   // of one more

// "&amp;" or "&#8212;" as the character it stands for; itself if we do not know it.
std::string text_of_entity(std::string_view entity) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 7> known = {{
        {"&amp;", "&"},
        {"&lt;", "<"},
        {"&gt;", ">"},
        {"&quot;", "\""},
        {"&apos;", "'"},
        {"&nbsp;", "\xC2\xA0"},
        {"&middot;", "·"},
    }};
    for (const auto& [name, text] : known) {
        if (name == entity) return std::string(text);
    }
    if (!entity.starts_with("&#") || entity.size() < 4) return std::string(entity);
    const bool hexadecimal = entity[2] == 'x' || entity[2] == 'X';
    const std::string_view digits = entity.substr(hexadecimal ? 3 : 2);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size() - 1,
                                              code, hexadecimal ? 16 : 10);
    const bool whole = end == digits.data() + digits.size() - 1 && error == std::errc();
    if (!whole || code == 0 || code > 0x10FFFF) return std::string(entity);
    std::string text;
    append_utf8(text, static_cast<char32_t>(code));
    return text;
}

// Puts together blocks from what md4c reports.
class Builder {
  public:
    // REQUIRES: `source` is what is parsed, and outlives this.
    explicit Builder(std::string_view source) : source_(source) {}

    void enter(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_UL:
                enter_list(std::nullopt);
                break;
            case MD_BLOCK_OL:
                enter_list(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start);
                break;
            case MD_BLOCK_LI:
                close();
                next_marker();
                break;
            case MD_BLOCK_QUOTE:
                close();
                ++quotes_;
                break;
            case MD_BLOCK_H:
                close();
                open(MarkdownKind::heading).level =
                    static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
                break;
            case MD_BLOCK_HR:
                close();
                open(MarkdownKind::rule);
                close();
                break;
            case MD_BLOCK_TABLE:
                close();
                open(MarkdownKind::table);
                break;
            case MD_BLOCK_TR:
                row_.clear();
                break;
            case MD_BLOCK_TH:
            case MD_BLOCK_TD:
                cell_.clear();
                break;
            case MD_BLOCK_P:
            case MD_BLOCK_CODE:
                close();
                break;
            default:
                break;
        }
    }

    void leave(MD_BLOCKTYPE type) {
        switch (type) {
            case MD_BLOCK_UL:
            case MD_BLOCK_OL:
                close();
                leave_list();
                break;
            case MD_BLOCK_QUOTE:
                close();
                --quotes_;
                break;
            case MD_BLOCK_TH:
                blocks_.back().header.push_back(cell_);
                break;
            case MD_BLOCK_TD:
                row_.push_back(cell_);
                break;
            case MD_BLOCK_TR:
                if (!row_.empty()) blocks_.back().rows.push_back(row_);
                break;
            case MD_BLOCK_LI:
            case MD_BLOCK_H:
            case MD_BLOCK_P:
            case MD_BLOCK_CODE:
            case MD_BLOCK_TABLE:
                close();
                break;
            default:
                break;
        }
    }

    void enter_span(MD_SPANTYPE type) {
        if (type == MD_SPAN_STRONG || type == MD_SPAN_EM) ++strong_;
        if (type == MD_SPAN_IMG) add("〔");
    }

    void leave_span(MD_SPANTYPE type) {
        if (type == MD_SPAN_STRONG || type == MD_SPAN_EM) --strong_;
        if (type == MD_SPAN_IMG) add("〕");
    }

    void text(MD_TEXTTYPE type, std::string_view text) {
        read_number_before(text);
        switch (type) {
            case MD_TEXT_BR:
                add("\n");
                break;
            case MD_TEXT_SOFTBR:
                soft_break_ = true;
                break;
            case MD_TEXT_NULLCHAR:
                break;
            case MD_TEXT_ENTITY:
                add(text_of_entity(text));
                break;
            default:
                add(text);
                break;
        }
    }

    std::vector<MarkdownBlock> blocks() && {
        close();
        return std::move(blocks_);
    }

  private:
    MarkdownBlock& open(MarkdownKind kind) {
        blocks_.push_back({.kind = kind,
                           .depth = static_cast<int>(lists_.size()),
                           .quoted = quotes_ > 0,
                           .marker = std::exchange(marker_, {})});
        if (std::exchange(number_waits_, false)) numbered_block_ = blocks_.size() - 1;
        is_open_ = true;
        return blocks_.back();
    }

    void close() {
        is_open_ = false;
        soft_break_ = false;
    }

    struct List {
        std::optional<unsigned> number;  // of the next item; none: bullets
        std::size_t figures = 1;         // of the longest number
        std::size_t block_first = 0;     // of all blocks in it
    };

    void enter_list(std::optional<unsigned> number) {
        close();
        lists_.push_back({.number = number, .block_first = blocks_.size()});
    }

    // A list deeper than the screen is wide stays readable: three steps at most.
    void leave_list() {
        const List list = lists_.back();
        if (lists_.size() <= indents_max) {
            const float indent = bullet_em + digit_em * static_cast<float>(list.figures - 1);
            for (std::size_t i = list.block_first; i < blocks_.size(); ++i) {
                blocks_[i].indent_em += indent;
            }
        }
        lists_.pop_back();
    }

    void next_marker() {
        if (lists_.empty()) return;
        std::optional<unsigned>& number = lists_.back().number;
        marker_ = number ? std::to_string((*number)++) + "." : std::string(bullet);
        number_waits_ = number.has_value();
        numbered_block_.reset();
    }

    // The library counts items for itself; an item that was numbered 5 must not become 4. Its
    // number stands in the source just before its first text.
    void read_number_before(std::string_view text) {
        const std::less<> before;
        const char* const end = source_.data() + source_.size();
        if (before(text.data(), source_.data()) || before(end, text.data())) return;
        const auto at = static_cast<std::size_t>(text.data() - source_.data());
        const std::size_t from = std::exchange(read_to_, at + text.size());
        if (!number_waits_ && !numbered_block_) return;
        const std::string_view number =
            from <= at ? item_number_in(source_.substr(from, at - from)) : std::string_view();
        const std::size_t block = std::exchange(numbered_block_, std::nullopt).value_or(none);
        number_waits_ = false;
        if (number.empty()) return;
        (block == none ? marker_ : blocks_[block].marker) = number;
        List& list = lists_.back();
        list.figures = std::max(list.figures, number.size() - 1);
    }

    void add(std::string_view text) {
        if (!is_open_) open(MarkdownKind::paragraph);
        MarkdownBlock& block = blocks_.back();
        std::string& to = block.kind == MarkdownKind::table ? cell_ : block.text;
        // Lines of Chinese join without a blank; other words need one.
        if (std::exchange(soft_break_, false) && !to.empty() && !text.empty() &&
            (static_cast<unsigned char>(to.back()) < 0x80 ||
             static_cast<unsigned char>(text.front()) < 0x80)) {
            append(block, to, " ");
        }
        append(block, to, text);
    }

    void append(MarkdownBlock& block, std::string& to, std::string_view text) {
        to += text;
        if (&to == &cell_ || text.empty()) return;
        const bool strong = strong_ > 0;
        if (block.runs.empty() || block.runs.back().strong != strong) {
            block.runs.push_back({0, strong});
        }
        block.runs.back().size += text.size();
    }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::string_view source_;
    std::size_t read_to_ = 0;  // of the source
    std::vector<MarkdownBlock> blocks_;
    bool is_open_ = false;     // the last block takes text
    std::vector<List> lists_;  // around what is read now
    int quotes_ = 0;
    int strong_ = 0;
    bool soft_break_ = false;
    std::string marker_;                         // of the item that has no block yet
    bool number_waits_ = false;                  // … which is numbered
    std::optional<std::size_t> numbered_block_;  // has its item's number, but no text yet
    std::string cell_;
    std::vector<std::string> row_;
};

Builder& builder(void* data) {
    return *static_cast<Builder*>(data);
}

MD_PARSER parser() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* data) {
        builder(data).enter(type, detail);
        return 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* data) {
        builder(data).leave(type);
        return 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void*, void* data) {
        builder(data).enter_span(type);
        return 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* data) {
        builder(data).leave_span(type);
        return 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* data) {
        builder(data).text(type, std::string_view(text, size));
        return 0;
    };
    return parser;
}

}  // namespace

std::vector<MarkdownBlock> parse_markdown(std::string_view text) {
    const std::string source = without_foreign_marks(text);
    Builder built(source);
    const MD_PARSER rules = parser();
    md_parse(source.data(), static_cast<MD_SIZE>(source.size()), &rules, &built);
    return std::move(built).blocks();
}

const std::vector<MarkdownBlock>& MarkdownTexts::blocks(std::string_view text) {
    for (const auto& kept : kept_) {
        if (kept->text == text) return kept->blocks;
    }
    if (kept_.size() >= kept_max) kept_.erase(kept_.begin());
    kept_.push_back(std::make_unique<Kept>(Kept{std::string(text), parse_markdown(text)}));
    return kept_.back()->blocks;
}

}  // namespace hall::kiosk::ui
