#include "sync/rules/money_capitals.h"

#include <string>
#include <utility>

#include "sync/core/utf8.h"

namespace hall {

namespace {

constexpr std::u32string_view figures = U"零壹贰叁肆伍陆柒捌玖";
constexpr std::pair<char32_t, char32_t> other_writings[] = {
    {U'〇', U'零'}, {U'貳', U'贰'}, {U'參', U'叁'}, {U'陸', U'陆'}, {U'萬', U'万'},
    {U'億', U'亿'}, {U'圆', U'元'}, {U'圓', U'元'}, {U'正', U'整'}, {U'弌', U'壹'}};
constexpr std::u32string_view small_writings = U"一二三四五六七八九十百千两";
constexpr std::u32string_view capitals_of_small = U"壹贰叁肆伍陆柒捌玖拾佰仟贰";

std::string text_of_character(char32_t c) {
    std::string text;
    append_utf8(text, c);
    return text;
}

Error capitals_error(std::string message) {
    return Error(Errc::corrupt, std::move(message));
}

Result<std::u32string> plain_capitals(std::string_view text) {
    constexpr std::string_view currency = "人民币";
    if (text.starts_with(currency)) text.remove_prefix(currency.size());
    std::u32string plain;
    while (!text.empty()) {
        char32_t c = next_character(text);
        if (c == U' ' || c == U'　' || c == U'：' || c == U':') continue;
        for (const auto& [other, usual] : other_writings) {
            if (c == other) c = usual;
        }
        if (const std::size_t small = small_writings.find(c); small != std::u32string_view::npos)
            return capitals_error("要用大写：“" + text_of_character(c) + "”要写成“" +
                                  text_of_character(capitals_of_small[small]) + "”");
        if (figures.find(c) == std::u32string_view::npos &&
            std::u32string_view(U"拾佰仟万亿元角分整").find(c) == std::u32string_view::npos)
            return capitals_error("有不是大写金额的字：“" + text_of_character(c) + "”");
        plain.push_back(c);
    }
    if (plain.empty()) return capitals_error("没有写金额");
    return plain;
}

// Reads from the left: figure, unit, figure, unit.
class CapitalsReader {
  public:
    explicit CapitalsReader(std::u32string_view text) : text_(text) {}

    Result<Fen> read() {
        for (const char32_t c : text_) {
            const std::size_t figure = figures.find(c);
            if (figure != std::u32string_view::npos) {
                TRY(take_figure(static_cast<Fen>(figure)));
            } else {
                TRY(take_unit(c));
            }
        }
        if (figure_ != 0) return capitals_error("最后少了单位（元、角、分）");
        if (!has_yuan_ && !has_small_) return capitals_error("少了“元”");
        return total_;
    }

  private:
    Result<void> take_figure(Fen figure) {
        if (whole_) return capitals_error("“整”后面不能再有字");
        if (figure == 0) return {};
        if (figure_ != 0) return capitals_error("两个数字连在一起，中间少了单位");
        figure_ = figure;
        return {};
    }

    Result<void> take_unit(char32_t unit) {
        if (whole_) return capitals_error("“整”后面不能再有字");
        switch (unit) {
            case U'拾':
                if (figure_ == 0 && part_ == 0 && big_ == 0) figure_ = 1;  // 拾元
                return place(10, unit);
            case U'佰':
                return place(100, unit);
            case U'仟':
                return place(1000, unit);
            case U'万':
                return group(10'000, unit);
            case U'亿':
                return group(100'000'000, unit);
            case U'元':
                if (has_yuan_) return capitals_error("“元”写了两次");
                has_yuan_ = true;
                total_ = (big_ + part_ + std::exchange(figure_, 0)) * 100;
                return {};
            case U'角':
                return small(10, unit);
            case U'分':
                return small(1, unit);
            default:
                if (figure_ != 0) return capitals_error("“整”前面少了单位");
                whole_ = true;
                return {};
        }
    }

    Result<void> place(Fen value, char32_t unit) {
        if (has_yuan_) return capitals_error("“元”后面不能有“" + text_of_character(unit) + "”");
        if (figure_ == 0) return capitals_error("“" + text_of_character(unit) + "”前面少了数字");
        if (value >= last_place_) return capitals_error("单位的次序不对");
        last_place_ = value;
        part_ += std::exchange(figure_, 0) * value;
        return {};
    }

    Result<void> group(Fen value, char32_t unit) {
        if (has_yuan_) return capitals_error("“元”后面不能有“" + text_of_character(unit) + "”");
        const Fen part = part_ + std::exchange(figure_, 0);
        last_place_ = 10'000;
        part_ = 0;
        if (value == 100'000'000) {  // 亿 counts all before it: 壹万亿
            if (has_hundred_million_) return capitals_error("“亿”写了两次");
            has_hundred_million_ = true;
            if (big_ + part == 0) return capitals_error("“亿”前面少了数字");
            big_ = (big_ + part) * value;
            last_group_ = 100'000'000;
            return {};
        }
        if (part == 0) return capitals_error("“万”前面少了数字");
        if (last_group_ <= value) return capitals_error("单位的次序不对");
        last_group_ = value;
        big_ += part * value;
        return {};
    }

    Result<void> small(Fen value, char32_t unit) {
        if (!has_yuan_ && (big_ != 0 || part_ != 0)) return capitals_error("少了“元”");
        if (figure_ == 0) return capitals_error("“" + text_of_character(unit) + "”前面少了数字");
        if (value >= last_small_) return capitals_error("角要写在分的前面");
        last_small_ = value;
        has_small_ = true;
        total_ += std::exchange(figure_, 0) * value;
        return {};
    }

    std::u32string_view text_;
    Fen figure_ = 0;
    Fen part_ = 0;  // of the group at hand
    Fen big_ = 0;   // of the groups before
    Fen total_ = 0;
    Fen last_place_ = 10'000;
    Fen last_group_ = 1'000'000'000'000;
    Fen last_small_ = 100;
    bool has_yuan_ = false;
    bool has_small_ = false;
    bool has_hundred_million_ = false;
    bool whole_ = false;
};

// Without the 零 that the rule leaves open: between 元 and 角, and behind 万 or 亿 before 仟.
std::u32string without_open_zeros(std::u32string_view text) {
    std::u32string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t before = i > 0 ? text[i - 1] : U' ';
        const char32_t after = i + 2 < text.size() ? text[i + 2] : U' ';
        const bool open =
            text[i] == U'零' && ((before == U'元' && after == U'角') ||
                                 ((before == U'万' || before == U'亿') && after == U'仟'));
        if (!open) plain.push_back(text[i]);
    }
    if (plain.ends_with(U"角整")) plain.pop_back();
    return plain;
}

std::u32string characters_of_capitals(std::string_view text) {
    std::u32string characters;
    while (!text.empty()) characters.push_back(next_character(text));
    return characters;
}

}  // namespace

Result<Fen> parse_capitals(std::string_view text) {
    std::u32string plain = TRY(plain_capitals(text));
    const Fen amount = TRY(CapitalsReader(plain).read());
    if (amount >= 100'000'000'000'000) return capitals_error("金额太大");
    if (plain.starts_with(U"拾")) plain.insert(0, 1, U'壹');
    const std::string right = yuan_in_capitals(amount);
    if (without_open_zeros(plain) == without_open_zeros(characters_of_capitals(right)))
        return amount;
    if (!plain.ends_with(U"整") && right.ends_with("元整"))
        return capitals_error("写到“元”为止，后面要写“整”");
    return capitals_error("“零”用得不对，应写成“" + right + "”");
}

}  // namespace hall
