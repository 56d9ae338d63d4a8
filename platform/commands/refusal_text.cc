#include "platform/commands/refusal_text.h"

#include <vector>

#include "sync/core/check.h"
#include "sync/rules/pattern.h"

namespace hall::platform {

namespace {

Rewrite rewrite(std::string_view english, std::string_view chinese) {
    Result<Rewrite> made = Rewrite::compile(english, chinese);
    CHECK(made.ok());  // both are literals of this file
    return std::move(made).value();
}

// In the order in which they are looked for: the longer before what is part of it.
const std::vector<Rewrite>& phrases() {
    static const std::vector<Rewrite> all = [] {
        std::vector<Rewrite> list;
        const auto add = [&](const char* english, const char* chinese) {
            list.push_back(rewrite(english, chinese));
        };
        // Where, as the schema says it.
        add("<root>: ?", "");
        add("<root>", "");
        add("Failed to validate against schema associated with property name '([^']*)'\\.?",
            "“$1”不合格式");
        add("Failed to validate item #([0-9]+) in array\\.?", "第$1项（从0数起）不合格式");
        add("(和格式不符): ", "$1：");
        add("\\[([0-9]+)\\]", " 第$1个（从0数起） ");
        add("\\[([A-Za-z_][A-Za-z0-9_.-]*)\\]", "“$1”");
        // What the schemas say (valijson).
        add("Missing required property '([^']*)'\\.?", "缺少“$1”");
        add("Value type not permitted by 'type' constraint\\.?",
            "种类不对：文字和日期要加引号，数字和 true、false 不加引号");
        add("Failed to match against any enum values\\.?", "不是允许的值，请照格式说明写");
        add("String should be no more than ([0-9]+) characters in length\\.?",
            "太长了，最多$1个字");
        add("String should be no fewer than ([0-9]+) characters in length\\.?",
            "太短了，至少$1个字");
        add("Array should contain no more than ([0-9]+) elements\\.?", "太多了，最多$1项");
        add("Array should contain no fewer than ([0-9]+) elements\\.?", "太少了，至少$1项");
        add("Expected number (greater than|less than)( or equal to)? ([-0-9.]+)",
            "数字超出范围（界限是$3）");
        add("Failed to match regex specified by 'pattern' constraint\\.?", "写法和规定的不一样");
        add("a text is too long", "有一段文字太长了");
        // What our readers say (sync/wire/body_reader.h, sync/core/json.h).
        add("no string \"([^\"]*)\"", "缺少“$1”，或者它不是加了引号的文字");
        add("no ([a-z]+) \"([^\"]*)\"", "缺少“$2”，或者它的种类不对");
        add("\"([^\"]*)\" is missing", "缺少“$1”");
        add("\"([^\"]*)\" is no text", "“$1”要写成加引号的文字");
        add("\"([^\"]*)\" is no date", "“$1”不是日期，请写成加引号的 \"2026-11-30\" 这样");
        add("\"([^\"]*)\" is no whole number in its range", "“$1”要写整数，并在允许的范围里");
        add("\"([^\"]*)\" is neither true nor false", "“$1”要写 true 或 false，不加引号");
        add("\"([^\"]*)\" is no (object|array)", "“$1”的种类不对");
        add("\"([^\"]*)\" is no document's id", "编号“$1”只能用小写字母、数字、点、横线，最多80个");
        add("\"([^\"]*)\" is no type's name", "“$1”不是内容的种类，只能用小写字母、数字、横线");
        add("\"([^\"]*)\" is no kind of ([a-z]+)", "“$1”不是允许的种类");
        add("\"([^\"]*)\" is not ([0-9]+) digits", "“$1”要写$2位数字");
        add("\"([^\"]*)\" has a code that is not ([0-9]+) digits", "“$1”里的代码要写$2位数字");
        add("\"rows\" have not as many cells as there are columns",
            "“rows”里有一行的格数和列数不一样");
        add("\"grades\" are not five", "“grades”要正好五个");
        add("an element is no text", "里面有一项不是加引号的文字");
        add("an element is no whole number in its range", "里面有一项不是范围里的整数");
        add("not an object", "要写成 {…} 的样子");
        add("not a UTC time", "时间请写成 \"2026-11-30T03:00:00Z\" 这样");
        add("a time before 1970", "时间不能早于1970年");
        add("not a date", "不是日期，请写成加引号的 \"2026-11-30\" 这样");
        add("the member \"([^\"]*)\" stands twice", "“$1”写了两次，请只留一个");
        add("an integer (above|below) -?2\\^53", "有一个数太大了，请加引号写成文字");
        add("a number outside ±2\\^53", "有一个数太大了，请加引号写成文字");
        add("JSON nested too deep", "括号套得太深");
        add("JSON too long( for this machine)?", "这一行太长了，一篇最多1兆");
        add("not JSON: .*",
            "不是一行完整的JSON：一篇写一行，引号、逗号、括号要成对，用英文的引号和逗号");
        return list;
    }();
    return all;
}

}  // namespace

std::string refusal_reason(const Error& error) {
    std::string text = error.message();
    for (const Rewrite& phrase : phrases()) text = phrase.apply(std::move(text));
    // What nobody translated yet is at least not shown in a language that few here read.
    static const Rewrite words = rewrite("[A-Za-z][A-Za-z']+( [A-Za-z'0-9]+)+\\.?", "写得不对");
    return words.apply(std::move(text));
}

}  // namespace hall::platform
