#include "kiosk/ui/markdown.h"

#include "tests/catch.h"

namespace hall::ui {

namespace {

std::string all_text(const std::vector<MarkdownBlock>& blocks) {
    std::string text;
    for (const MarkdownBlock& block : blocks) text += block.marker + block.text + "|";
    return text;
}

}  // namespace

TEST_CASE("headings and paragraphs become blocks") {
    const auto blocks = parse_markdown("# 标题\n\n第一段。\n\n## 小标题\n\n第二段。\n");
    REQUIRE(blocks.size() == 4);
    REQUIRE(blocks[0].kind == MarkdownKind::heading);
    REQUIRE(blocks[0].level == 1);
    REQUIRE(blocks[2].level == 2);
    REQUIRE(blocks[3].text == "第二段。");
}

TEST_CASE("strong words are runs of their own") {
    const auto blocks = parse_markdown("平常**要紧**平常");
    REQUIRE(blocks.size() == 1);
    REQUIRE(blocks[0].text == "平常要紧平常");
    REQUIRE(blocks[0].runs.size() == 3);
    REQUIRE(blocks[0].runs[1].strong);
    REQUIRE(blocks[0].runs[1].size == 6);
    REQUIRE_FALSE(blocks[0].runs[2].strong);
}

TEST_CASE("lists have their marks, numbers count on and inner lists stand deeper") {
    const auto blocks = parse_markdown("3. 清园\n4. 刮皮\n   - 老树\n5. 涂白\n");
    REQUIRE(all_text(blocks) == "3.清园|4.刮皮|•老树|5.涂白|");
    REQUIRE(blocks[0].depth == 1);
    REQUIRE(blocks[2].depth == 2);
    REQUIRE(blocks[3].depth == 1);
}

TEST_CASE("items of one list stand below each other however many figures their numbers have") {
    std::string list;
    for (int i = 1; i <= 12; ++i) list += std::to_string(i) + ". 条\n";
    const auto blocks = parse_markdown(list + "\n    - 里面\n\n完");
    REQUIRE(blocks.size() == 14);
    REQUIRE(blocks[0].indent_em == blocks[11].indent_em);
    REQUIRE(blocks[0].indent_em > parse_markdown("1. 条")[0].indent_em);
    REQUIRE(blocks[12].indent_em > blocks[11].indent_em);
    REQUIRE(blocks[13].indent_em == 0);
}

TEST_CASE("lists deeper than three are not indented further") {
    const auto blocks = parse_markdown("- 一\n  - 二\n    - 三\n      - 四\n");
    REQUIRE(blocks.size() == 4);
    REQUIRE(blocks[3].depth == 4);
    REQUIRE(blocks[3].indent_em == blocks[2].indent_em);
}

TEST_CASE("a second paragraph of an item has no mark") {
    const auto blocks = parse_markdown("- 第一段\n\n  第二段\n");
    REQUIRE(blocks.size() == 2);
    REQUIRE(blocks[0].marker == "•");
    REQUIRE(blocks[1].marker.empty());
    REQUIRE(blocks[1].depth == 1);
}

TEST_CASE("quotes and rules are kept") {
    const auto blocks = parse_markdown("> 专家提醒\n\n---\n\n完");
    REQUIRE(blocks.size() == 3);
    REQUIRE(blocks[0].quoted);
    REQUIRE(blocks[1].kind == MarkdownKind::rule);
    REQUIRE_FALSE(blocks[2].quoted);
}

TEST_CASE("a table has its header and rows") {
    const auto blocks =
        parse_markdown("| 病虫 | 用什么 |\n| --- | --- |\n| 黑星病 | 氟硅唑 |\n| 梨木虱 | |\n");
    REQUIRE(blocks.size() == 1);
    REQUIRE(blocks[0].kind == MarkdownKind::table);
    REQUIRE(blocks[0].header == std::vector<std::string>{"病虫", "用什么"});
    REQUIRE(blocks[0].rows.size() == 2);
    REQUIRE(blocks[0].rows[0][1] == "氟硅唑");
    REQUIRE(blocks[0].rows[1][1].empty());
}

TEST_CASE("of links and pictures the words are kept, never the address") {
    const auto blocks = parse_markdown("见[网站](https://example.invalid/a)和![图](b.jpg)");
    REQUIRE(all_text(blocks) == "见网站和〔图〕|");
}

TEST_CASE("HTML stands as the text it is") {
    REQUIRE(all_text(parse_markdown("<b>低保</b><script>alert(1)</script>")) ==
            "<b>低保</b><script>alert(1)</script>|");
    REQUIRE(all_text(parse_markdown("<div>\n低保\n</div>")).find("<div>") != std::string::npos);
}

TEST_CASE("entities become their characters, unknown ones stay") {
    REQUIRE(all_text(parse_markdown("&lt;公示&gt; &amp; &#20113; &#x4E91; &nothing;")) ==
            "<公示> & 云 云 &nothing;|");
    REQUIRE(all_text(parse_markdown("&#0; &#1114112;")) == "&#0; &#1114112;|");
}

TEST_CASE("lines of Chinese join without a blank, other words with one") {
    REQUIRE(all_text(parse_markdown("第一行\n第二行")) == "第一行第二行|");
    REQUIRE(all_text(parse_markdown("first\nsecond")) == "first second|");
    REQUIRE(all_text(parse_markdown("第一行  \n第二行")) == "第一行\n第二行|");
}

TEST_CASE("broken or hostile Markdown is still text") {
    for (const char* text : {"", "#", "**", "[](", "| a", "> > > > > >", "- - - -\n- ",
                             "&#xFFFFFFFFFF;", "```\nabc"}) {
        INFO(text);
        parse_markdown(text);
    }
    const std::string deep(5000, '>');
    REQUIRE(parse_markdown(deep + " 底").size() <= 1);
}

TEST_CASE("an article that is drawn again is not parsed again") {
    MarkdownTexts texts;
    const auto* first = &texts.blocks("# 一");
    REQUIRE(&texts.blocks("# 一") == first);
    REQUIRE(texts.blocks("# 二")[0].text == "二");
    for (int i = 0; i < 20; ++i) texts.blocks(std::to_string(i));
    REQUIRE(texts.blocks("# 一")[0].text == "一");
}

}  // namespace hall::ui
