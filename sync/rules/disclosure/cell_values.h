// What a cell of a village's table says: an amount, a date. Lenient in how it is written,
// strict in what it is: nothing is guessed. Pure; any thread.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sync/core/clock.h"
#include "sync/rules/money.h"

namespace hall {

// Numbers of tables are held in millionths, so that 3.3333亩 and 1.2万元 are exact.
inline constexpr std::int64_t millionths = 1'000'000;
inline constexpr std::int64_t millionths_per_fen = millionths / 100;

enum class NumberProblem {
    none,
    no_number,  // letters, words, two numbers
    comma,      // a thousands separator in the wrong place
    decimals,   // more decimals than can be exact
    too_large,
    error_value,  // #REF!
    formula,      // =SUM(E4:E28)
    too_narrow,   // ####: the column was too narrow when it was saved
    scientific,   // 1.2E+05: digits were lost
};

struct NumberReading {
    std::optional<std::int64_t> value;  // in millionths; nothing if the cell is empty or wrong
    NumberProblem problem = NumberProblem::none;
    bool rounded = false;  // a spreadsheet held more decimals than can be exact
};

struct NumberStyle {
    std::int64_t factor = 1;  // what one of the cell's units is: 10,000 under 万元
    std::int64_t step = 1;    // in millionths: the value is a multiple of it; a fen's for money
    bool may_round = false;   // the number was computed, and its page shows it rounded
    bool counted = false;     // things may stand behind it: "2袋"
};

// "24,600.00", "（１，２３４.５）" (negative), "-3.5", "△3.5", "1.2万元", "￥500元", "12人". A
// dash, a slash or "无" is an empty cell.
NumberReading read_number(std::string_view cell, const NumberStyle& style = {});

// A cell's text as a sentence may quote it: shortened, and of long numbers only the start, which
// may be somebody's.
std::string quoted_cell(std::string_view cell);

// The sentence for a problem: "“两千”不是数字".
std::string sentence_of(NumberProblem problem, std::string_view cell);
std::string cure_of(NumberProblem problem);

struct DateReading {
    std::optional<Date> date;  // the first of the month if only that is said
    bool month_only = false;
    bool from_serial = false;  // a day number of a spreadsheet: 43102
    bool empty = false;
};

// "2018-01-02", "2018/1/2", "2018.1.2", "2018年1月2日", "20180102", "2018-01", "18.1.2", and
// without year ("1月2日", "1.2", "1/2") where the table says its year. Day numbers of
// spreadsheets (of 1990 to 2099) are dates, too.
DateReading read_date(std::string_view cell, std::optional<int> year_of_table);

// An amount in capitals, in fen; nothing if it is none.
std::optional<Fen> read_capitals(std::string_view cell);

// Without blanks of any kind, and full-width letters, digits and marks as ASCII ones.
std::string plain_cell(std::string_view text);

// "12.5", "3": as people write it, without zeros at the end.
std::string number_text(std::int64_t in_millionths);

}  // namespace hall
