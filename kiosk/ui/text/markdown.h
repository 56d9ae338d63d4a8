// The small Markdown of articles, by md4c: headings, paragraphs, strong strings, lists,
// quotes, rules and simple tables. Of pictures and links the words are kept. All other marks
// of CommonMark stand as the text they are (markdown_source.h), and numbered items keep the
// numbers they were given. Pure; one thread.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hall::kiosk::ui {

enum class MarkdownKind : std::uint8_t { heading, paragraph, rule, table };

struct MarkdownRun {
    std::size_t size = 0;  // bytes of the block's text, from the end of the run before
    bool strong = false;
};

struct MarkdownBlock {
    MarkdownKind kind = MarkdownKind::paragraph;
    int level = 0;  // of a heading, from 1
    int depth = 0;  // of a list, from 1; 0: in none
    // How far its text stands from the left, in em: room for the widest mark of each list
    // around it, so that the texts of 9. and 10. stand below each other.
    float indent_em = 0;
    bool quoted = false;
    std::string marker;  // "•" or "1." before the first block of an item, as written
    std::string text;
    std::vector<MarkdownRun> runs;

    // Of a table.
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;
};

std::vector<MarkdownBlock> parse_markdown(std::string_view text);

// The articles of the last frames, so that one is not parsed anew for each.
class MarkdownTexts {
  public:
    // Valid until the next call.
    const std::vector<MarkdownBlock>& blocks(std::string_view text);
    void forget() { kept_.clear(); }

  private:
    struct Kept {
        std::string text;
        std::vector<MarkdownBlock> blocks;
    };
    static constexpr std::size_t kept_max = 8;
    std::vector<std::unique_ptr<Kept>> kept_;
};

}  // namespace hall::kiosk::ui
