// A day by year, month and day, each from a grid of large cells.

#include <algorithm>
#include <array>
#include <charconv>

#include "kiosk/ui/frame/spoken.h"
#include "kiosk/ui/widgets/parts.h"
#include "kiosk/ui/widgets/scroll_area.h"
#include "sync/core/check.h"
#include "sync/rules/calendar.h"

namespace hall::kiosk::ui {

namespace {

constexpr int decade = 10;
constexpr int years_at_once = 12;  // so many need no choice of the decade first

constexpr std::size_t columns_decades = 3;
constexpr std::size_t columns_years = 5;
constexpr std::size_t columns_months = 4;
constexpr std::size_t columns_days = 7;

// A month of either calendar that days can be picked from.
struct MonthCell {
    int month = 1;
    bool leap = false;
    int first_day = 1;
    int last_day = 31;
};

// --- What can be picked, in either calendar

class Calendar {
  public:
    Calendar(const DatePicker& picker, bool lunar) : picker_(picker), lunar_(lunar) {}

    bool lunar() const { return lunar_; }
    int first_year() const { return year_of(picker_.earliest); }
    int last_year() const { return year_of(picker_.latest); }

    // The months of a year, or the part of it, that lie between earliest and latest.
    std::size_t months_of(int year, std::array<MonthCell, 13>& months) const {
        std::size_t count = 0;
        const auto add = [&](MonthCell month) {
            while (month.first_day <= month.last_day && !in_range(year, month, month.first_day))
                ++month.first_day;
            while (month.last_day >= month.first_day && !in_range(year, month, month.last_day))
                --month.last_day;
            if (month.first_day <= month.last_day) months[count++] = month;
        };
        if (lunar_) {
            const LunarYear of_year(year);
            for (const LunarMonth& month : of_year.months()) {
                add({month.month, month.leap, 1, month.days});
            }
        } else {
            for (int month = 1; month <= 12; ++month) {
                int last = 31;
                while (!date_exists({year, month, last})) --last;
                add({month, false, 1, last});
            }
        }
        return count;
    }

    // The month that this day lies in.
    DatePick month_of(Date day) const {
        if (!lunar_) return {.year = day.year, .month = day.month};
        const std::optional<LunarDate> moon = lunar_of(day);
        if (!moon) return {};
        return {.year = moon->year, .month = moon->month, .leap = moon->leap};
    }

    Date solar(int year, const MonthCell& month, int day) const {
        if (!lunar_) return {year, month.month, day};
        const std::optional<Date> date = solar_of({year, month.month, month.leap, day});
        CHECK(date.has_value());
        return *date;
    }

  private:
    bool in_range(int year, const MonthCell& month, int day) const {
        const Date date = solar(year, month, day);
        return date >= picker_.earliest && date <= picker_.latest;
    }

    int year_of(Date date) const {
        if (!lunar_) return date.year;
        const std::optional<LunarDate> lunar = lunar_of(date);
        CHECK(lunar.has_value());
        return lunar->year;
    }

    const DatePicker& picker_;
    bool lunar_ = false;
};

// --- Words

class Digits {
  public:
    explicit Digits(int number) { end_ = std::to_chars(text_, text_ + sizeof text_, number).ptr; }
    operator std::string_view() const { return {text_, end_}; }

  private:
    char text_[12];
    char* end_ = nullptr;
};

// "lunar.day.15", "month.3"
std::string_view numbered(Frame& frame, std::string_view prefix, int number) {
    char key[24];
    char* end = std::copy(prefix.begin(), prefix.end(), key);
    end = std::to_chars(end, key + sizeof key, number).ptr;
    return frame(std::string_view(key, end));
}

void append_month(Frame& frame, std::string& text, bool lunar, const MonthCell& month) {
    if (!lunar) {
        text += numbered(frame, "month.", month.month);
    } else if (month.leap) {
        frame.strings().append(text, "lunar.leap", {numbered(frame, "lunar.month.", month.month)});
    } else {
        text += numbered(frame, "lunar.month.", month.month);
    }
}

// The animal of a lunar year; 1900 was a year of the rat.
std::string_view animal(Frame& frame, int year) {
    return numbered(frame, "lunar.animal.", (year - 1900) % 12 + 1);
}

void append_both(Frame& frame, Date date, std::string& solar, std::string& lunar) {
    const ui::UiStrings& strings = frame.strings();
    std::string& day = frame.state().scratch;
    day.clear();
    strings.append(day, "date.year_day",
                   {Digits(date.year), numbered(frame, "month.", date.month), Digits(date.day)});
    strings.append(solar, "date.solar_is", {day});
    const std::optional<LunarDate> moon = lunar_of(date);
    if (!moon) return;
    std::string& month = frame.state().scratch;
    month.clear();
    append_month(frame, month, true, {moon->month, moon->leap});
    strings.append(lunar, "date.lunar_is",
                   {Digits(moon->year), month, numbered(frame, "lunar.day.", moon->day)});
}

// --- The grids. Their labels lie in the state, which keeps its memory from frame to frame.

class Grid {
  public:
    explicit Grid(UiState& state)
        : labels_(state.cell_labels), kept_(state.cell_lines), cells_(state.cells) {
        cells_.clear();
    }

    // The label of the next cell, empty.
    std::string& add() {
        if (count_ == labels_.size()) labels_.emplace_back();
        std::string& label = labels_[count_++];
        label.clear();
        return label;
    }
    void line(std::string_view text) { lines_[count_ - 1] = text; }

    // A line of its own under the last cell, empty.
    std::string& add_line() {
        while (kept_.size() < lines_.size()) kept_.emplace_back();
        kept_[count_ - 1].clear();
        own_[count_ - 1] = true;
        return kept_[count_ - 1];
    }

    std::optional<std::size_t> draw(Frame& frame, std::size_t columns, std::string_view accent) {
        for (std::size_t i = 0; i < count_; ++i) {
            cells_.push_back(
                {.label = labels_[i], .line = own_[i] ? std::string_view(kept_[i]) : lines_[i]});
        }
        return cells(frame, cells_, columns, accent);
    }

  private:
    std::vector<std::string>& labels_;
    std::vector<std::string>& kept_;
    std::vector<Cell>& cells_;
    std::array<std::string_view, 40> lines_;
    std::array<bool, 40> own_{};
    std::size_t count_ = 0;
};

// --- The steps

// "66—75岁": how old one is who was born from `first` to `last`.
void append_ages(Frame& frame, std::string& text, Date today, int first, int last) {
    const Digits youngest(std::max(0, today.year - last));
    const Digits oldest(std::max(0, today.year - first));
    if (first == last)
        frame.strings().append(text, "date.age", {oldest});
    else
        frame.strings().append(text, "date.ages", {youngest, oldest});
}

void pick_decade(Frame& frame, const DatePicker& picker, const Calendar& calendar, DatePick& pick) {
    heading(frame, frame("date.pick_decade"));
    Grid grid(frame.state());
    const int first = calendar.first_year() / decade * decade;
    for (int year = first; year <= calendar.last_year(); year += decade) {
        const int from = std::max(year, calendar.first_year());
        const int to = std::min(year + decade - 1, calendar.last_year());
        frame.strings().append(grid.add(), "date.decade", {Digits(from), Digits(to)});
        if (picker.ages_on) append_ages(frame, grid.add_line(), *picker.ages_on, from, to);
    }
    if (const auto tapped = grid.draw(frame, columns_decades, picker.accent)) {
        pick.decade = first + decade * static_cast<int>(*tapped);
    }
}

void pick_year(Frame& frame, const DatePicker& picker, const Calendar& calendar, DatePick& pick) {
    heading(frame, frame("date.pick_year"));
    Grid grid(frame.state());
    const bool of_decade = pick.decade != 0;
    const int first = std::max(calendar.first_year(), of_decade ? pick.decade : 0);
    const int last =
        of_decade ? std::min(calendar.last_year(), pick.decade + decade - 1) : calendar.last_year();
    for (int year = first; year <= last; ++year) {
        frame.strings().append(grid.add(), "period.year", {Digits(year)});
        if (pick.lunar)
            grid.line(animal(frame, year));
        else if (picker.ages_on)
            append_ages(frame, grid.add_line(), *picker.ages_on, year, year);
    }
    if (const auto tapped = grid.draw(frame, columns_years, picker.accent)) {
        pick.year = first + static_cast<int>(*tapped);
    }
}

void pick_month(Frame& frame, const DatePicker& picker, const Calendar& calendar, DatePick& pick) {
    std::string& title = frame.state().date_title;
    title.clear();
    std::string& year = frame.state().scratch;
    year.clear();
    frame.strings().append(year, "period.year", {Digits(pick.year)});
    frame.strings().append(title, "date.pick_month", {year});
    heading(frame, title);
    std::array<MonthCell, 13> months;
    const std::size_t count = calendar.months_of(pick.year, months);
    Grid grid(frame.state());
    for (std::size_t i = 0; i < count; ++i) {
        append_month(frame, grid.add(), pick.lunar, months[i]);
    }
    if (const auto tapped = grid.draw(frame, columns_months, picker.accent)) {
        pick.month = months[*tapped].month;
        pick.leap = months[*tapped].leap;
    }
}

std::optional<Date> pick_day(Frame& frame, const DatePicker& picker, const Calendar& calendar,
                             DatePick& pick) {
    std::array<MonthCell, 13> months;
    const std::size_t count = calendar.months_of(pick.year, months);
    const auto end = months.begin() + static_cast<std::ptrdiff_t>(count);
    const auto month = std::find_if(months.begin(), end, [&](const MonthCell& cell) {
        return cell.month == pick.month && cell.leap == pick.leap;
    });
    if (month == end) {  // the bounds moved since it was picked
        pick.month = 0;
        frame.state().again = true;
        return std::nullopt;
    }
    UiState& state = frame.state();
    state.scratch.clear();
    append_month(frame, state.scratch, pick.lunar, *month);
    std::string& so_far = state.date_so_far;
    so_far.clear();
    frame.strings().append(so_far, "date.year_month", {Digits(pick.year), state.scratch});
    state.date_title.clear();
    frame.strings().append(state.date_title, "date.pick_day", {so_far});
    heading(frame, state.date_title);
    Grid grid(state);
    for (int day = month->first_day; day <= month->last_day; ++day) {
        if (pick.lunar)
            grid.add() += numbered(frame, "lunar.day.", day);
        else
            frame.strings().append(grid.add(), "date.day_only", {Digits(day)});
    }
    const auto tapped = grid.draw(frame, columns_days, picker.accent);
    if (!tapped) return std::nullopt;
    return calendar.solar(pick.year, *month, month->first_day + static_cast<int>(*tapped));
}

void step_back(DatePick& pick) {
    if (pick.month != 0)
        pick.month = 0;
    else if (pick.year != 0)
        pick.year = 0;
    else if (pick.decade != 0)
        pick.decade = 0;
    else
        pick.open = false;  // the day that was there stays
}

// Among the days of the month that is likely; from there other months and years are reached
// step by step.
void begin_near(const Calendar& calendar, Date near, bool few_years, DatePick& pick) {
    const bool open = pick.open;
    pick = calendar.month_of(near);
    if (!few_years) pick.decade = pick.year / decade * decade;
    pick.open = open;
    pick.lunar = calendar.lunar();
    pick.begun = true;
}

void choose_calendar(Frame& frame, const DatePicker& picker, DatePick& pick) {
    const std::array<std::string_view, 2> labels = {frame("date.solar"), frame("date.lunar")};
    const auto tapped = tabs(frame, labels, pick.lunar ? 1 : 0, picker.accent);
    if (!tapped || (*tapped == 1) == pick.lunar) return;
    // The numbers of one calendar mean nothing in the other.
    pick = {.open = pick.open, .lunar = *tapped == 1};
    frame.state().again = true;
}

// The day that was picked, in both calendars.
void show_value(Frame& frame, const DatePicker& picker, DatePick& pick) {
    UiState& state = frame.state();
    state.date_title.clear();
    state.date_so_far.clear();
    append_both(frame, *picker.value, state.date_title, state.date_so_far);
    begin_card(frame, picker.accent);
    {
        const SpokenScope answer(frame, spoken_as_answer(frame));
        subheading(frame, state.date_title);
        paragraph(frame, state.date_so_far);
    }
    end_card(frame);
    if (button(frame, {.label = frame("date.change"), .accent = picker.accent})) {
        pick = {.open = true, .lunar = pick.lunar};
        state.again = true;
    }
}

}  // namespace

std::optional<Date> date_picker(Frame& frame, const DatePicker& picker) {
    CHECK(picker.earliest <= picker.latest);
    UiState& state = frame.state();
    const TouchId id = id_of(picker.id, 2);
    DatePick pick = state.places.at(id, state.frame).date;
    const DatePick before = pick;
    const float top = frame.flow().y;
    std::optional<Date> picked;
    if (picker.value && !pick.open) {
        show_value(frame, picker, pick);
    } else {
        choose_calendar(frame, picker, pick);
        const Calendar calendar(picker, pick.lunar);
        const bool few_years = calendar.last_year() - calendar.first_year() < years_at_once;
        if (picker.near && !pick.begun) begin_near(calendar, *picker.near, few_years, pick);
        if (pick.month != 0)
            picked = pick_day(frame, picker, calendar, pick);
        else if (pick.year != 0)
            pick_month(frame, picker, calendar, pick);
        else if (pick.decade != 0 || few_years)
            pick_year(frame, picker, calendar, pick);
        else
            pick_decade(frame, picker, calendar, pick);
        const bool started = before.year != 0 || before.decade != 0 || before.open;
        const bool other_month = picker.near && pick.month != 0;
        const std::string_view back = frame(other_month ? "date.other_month" : "date.back");
        if (started && button(frame, {.label = back, .accent = picker.accent})) {
            step_back(pick);
        }
        if (picked) pick = {.lunar = pick.lunar};
    }
    // The next question is read from its beginning.
    if (!(pick == before)) {
        state.again = true;
        scroll_to(frame, top);
    }
    state.places.at(id, state.frame).date = pick;
    return picked;
}

}  // namespace hall::kiosk::ui
