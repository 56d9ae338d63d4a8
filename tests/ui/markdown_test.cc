#include "kiosk/ui/text/markdown.h"

#include "sync/core/plain_text.h"
#include "tests/catch.h"

namespace hall::kiosk::ui {

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

TEST_CASE("marks between digits are signs of multiplication and stay") {
    const auto shown = [](std::string_view text) { return all_text(parse_markdown(text)); };
    REQUIRE(shown("株行距60*40厘米，穴深20*20厘米") == "株行距60*40厘米，穴深20*20厘米|");
    REQUIRE(shown("15*15*15") == "15*15*15|");
    REQUIRE(shown("15**15**15") == "15**15**15|");
    REQUIRE(shown("氮磷钾15***15***15") == "氮磷钾15***15***15|");
    REQUIRE(shown("６０**４０**２０") == "６０**４０**２０|");
    REQUIRE(shown("60 * 40 * 20") == "60 * 40 * 20|");
    REQUIRE(shown("长3m*宽2m*高1m") == "长3m*宽2m*高1m|");
    REQUIRE(shown("10_20_30") == "10_20_30|");
    REQUIRE(shown("10~~20~~30~40") == "10~~20~~30~40|");
    REQUIRE(shown("1`2`3") == "1`2`3|");
    REQUIRE(shown("5<6>3") == "5<6>3|");
    // What is meant to be strong still is, whatever stands inside.
    const auto blocks = parse_markdown("共**3**项，**60*40厘米**");
    REQUIRE(all_text(blocks) == "共3项，60*40厘米|");
    REQUIRE(blocks[0].runs[1].strong);
}

TEST_CASE("in a table marks between digits stay, too") {
    const auto blocks = parse_markdown("| 株行距 | 肥料 |\n|---|---|\n| 60*40*20 | 15*15*15 |\n");
    REQUIRE(blocks[0].rows[0] == std::vector<std::string>{"60*40*20", "15*15*15"});
}

TEST_CASE("numbered items keep the numbers they were given") {
    const auto shown = [](std::string_view text) { return all_text(parse_markdown(text)); };
    REQUIRE(shown("1. 清园\n2. 刮皮\n3. 涂白\n5. 施肥\n") == "1.清园|2.刮皮|3.涂白|5.施肥|");
    REQUIRE(shown("0. 准备\n2) 清园\n7) 刮皮") == "0.准备|2)清园|7)刮皮|");
    REQUIRE(shown("5. **要紧**的\n5. 又一条") == "5.要紧的|5.又一条|");
    REQUIRE(shown("9. &lt;公示&gt;\n12. `x`") == "9.<公示>|12.`x`|");
    REQUIRE(shown("2. 一\n   - 里面\n   - 还有\n4. 二") == "2.一|•里面|•还有|4.二|");
    REQUIRE(shown("- 甲\n  3. 一\n  8. 二\n- 乙") == "•甲|3.一|8.二|•乙|");
    REQUIRE(shown("做法：\n3. 一\n4. 二") == "做法：|3.一|4.二|");
    REQUIRE(shown("1. 第一段\n\n   第二段\n\n4. 完") == "1.第一段|第二段|4.完|");
    REQUIRE(shown("> 3. 甲\n> 6. 乙") == "3.甲|6.乙|");
    REQUIRE(shown("3. ## 小标题\n7. 完") == "3.小标题|7.完|");
    REQUIRE(shown("2026. 春\n2028. 秋") == "2026.春|2028.秋|");
    const auto wide = parse_markdown("9. 一\n100. 二");
    REQUIRE(wide[0].indent_em == wide[1].indent_em);
    REQUIRE(wide[0].indent_em > parse_markdown("9. 一")[0].indent_em);
}

TEST_CASE("what this small Markdown does not know stands as it was written") {
    const auto shown = [](std::string_view text) { return all_text(parse_markdown(text)); };
    REQUIRE(shown("~~作废~~ `代码` _斜_ *一颗星*") == "~~作废~~ `代码` _斜_ *一颗星*|");
    REQUIRE(shown("```\n代码\n```") == "``` 代码 ```|");
    REQUIRE(shown("[1]: 2026年的数") == "[1]: 2026年的数|");
    REQUIRE(shown("收入\n===") == "收入 ===|");
    const auto rule = parse_markdown("收入\n---\n支出");
    REQUIRE(rule.size() == 3);
    REQUIRE(rule[0].kind == MarkdownKind::paragraph);
    REQUIRE(rule[1].kind == MarkdownKind::rule);
    REQUIRE(shown("#1机组停机") == "#1机组停机|");
    REQUIRE(shown("<a@b.c> <https://a_b>") == "<a@b.c> <https://a_b>|");
}

TEST_CASE("plain text is shown exactly as it was written") {
    for (const char* plain : {"株行距60*40厘米，穴深20*20厘米",
                              "15*15*15",
                              "5. 涂白",
                              "4) 施肥",
                              "2026. 春",
                              "~~作废~~",
                              "`代码`",
                              "```",
                              "# 标题",
                              "#",
                              "> 提醒",
                              ">3亩",
                              "&lt;公示&gt;",
                              "&#20113;",
                              "**要紧**",
                              "__要紧__",
                              "- 一件",
                              "+ 一件",
                              "* 一件",
                              "---",
                              "===",
                              "***",
                              "_ _ _",
                              "[网站](https://example.invalid)",
                              "![图](b.jpg)",
                              "[1]: 2026年",
                              "<b>低保</b>",
                              "| 甲 | 乙 |",
                              "反斜线\\和\\*星",
                              "a\\",
                              "　　段首",
                              "5 < 6 & 7 > 3",
                              "1.5亩",
                              "-5℃",
                              "12345678901. 长"}) {
        INFO(plain);
        const auto blocks = parse_markdown(escaped_markdown(plain));
        REQUIRE(blocks.size() == 1);
        REQUIRE(blocks[0].kind == MarkdownKind::paragraph);
        REQUIRE(blocks[0].marker.empty());
        REQUIRE_FALSE(blocks[0].quoted);
        REQUIRE(blocks[0].text == plain);
        REQUIRE(blocks[0].runs.size() == 1);
        REQUIRE_FALSE(blocks[0].runs[0].strong);
        // As an item of a list, as conditions and steps are shown.
        const auto item = parse_markdown("3. " + escaped_markdown(plain) + "\n");
        REQUIRE(all_text(item) == "3." + std::string(plain) + "|");
    }
}

TEST_CASE("each line of plain text is a paragraph of its own") {
    const auto blocks = parse_markdown(
        paragraphs_of_plain_text("1. 清园\r\n2. 刮皮\n---\n| 甲 | 乙 |\n|---|---|\n5. 涂白"));
    REQUIRE(all_text(blocks) == "1. 清园|2. 刮皮|---|| 甲 | 乙 |||---|---||5. 涂白|");
}

TEST_CASE("an article that is drawn again is not parsed again") {
    MarkdownTexts texts;
    const auto* first = &texts.blocks("# 一");
    REQUIRE(&texts.blocks("# 一") == first);
    REQUIRE(texts.blocks("# 二")[0].text == "二");
    for (int i = 0; i < 20; ++i) texts.blocks(std::to_string(i));
    REQUIRE(texts.blocks("# 一")[0].text == "一");
}

}  // namespace hall::kiosk::ui
