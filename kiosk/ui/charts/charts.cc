// Charts of few figures, for people who read figures rather than charts.

#include <algorithm>
#include <array>
#include <cmath>

#include "kiosk/ui/widgets/parts.h"
#include "sync/core/check.h"

namespace hall::kiosk::ui {

namespace {

constexpr std::size_t series_max = 2;
constexpr float line_height = 1.3F;
constexpr float bar_of_body = 0.9F;      // thickness
constexpr float bar_share_least = 0.3F;  // of the width, for bars beside their names
constexpr float stripe_mm = 1.5F;

// From the lowest to the highest value, zero always among them.
struct Range {
    double least = 0;
    double most = 0;

    void take_in(double value) {
        if (!std::isfinite(value)) return;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    // 0 to 1 from left to right, or from the bottom up.
    float share(double value) const {
        if (!(most > least) || !std::isfinite(value)) return 0;
        return static_cast<float>((value - least) / (most - least));
    }
};

const TextBlock& one_line(Frame& frame, std::string_view text, bool strong, int em_px) {
    return lay_out(frame, text, strong, {.em_px = em_px, .line_height = line_height});
}

float width_of(Frame& frame, std::string_view text, bool strong, int em_px) {
    return static_cast<float>(one_line(frame, text, strong, em_px).width_px);
}

// The first series is filled; the second has stripes in a frame, which nobody takes for it.
void paint_bar(Frame& frame, const Box& box, Colour colour, bool striped) {
    if (!striped) {
        paint_box(frame, box, colour);
        return;
    }
    const float border = std::max(2.F, frame.state().measures.border);
    paint_framed(frame, box, {0, border, colour}, frame.theme().card);
    const float stripe = frame.px(stripe_mm);
    for (float x = box.x0 + 2 * stripe; x < box.x1 - border; x += 2 * stripe) {
        paint_box(frame, {x, box.y0, std::min(x + stripe, box.x1), box.y1}, colour);
    }
}

// --- Bars

struct BarPlan {
    bool beside = true;  // name, bar and figure in one row; else the bar below the others
    float name_width = 0;
    float figure_width = 0;
    float bars_x = 0;  // from the left
    float bars_width = 0;
    float row_height = 0;
    float thickness = 0;
    float text_height = 0;
};

BarPlan plan_bars(Frame& frame, const BarChart& chart) {
    const Measures& m = frame.state().measures;
    const float width = frame.flow().width();
    BarPlan plan;
    for (const ChartSeries& series : chart.series) {
        plan.name_width = std::max(plan.name_width, width_of(frame, series.name, false, m.small));
    }
    for (const ChartGroup& group : chart.groups) {
        for (const ChartBar& bar : group.bars) {
            plan.figure_width =
                std::max(plan.figure_width, width_of(frame, bar.figure, true, m.body));
        }
    }
    const float between = std::floor(m.gap / 2);
    plan.thickness = std::floor(static_cast<float>(m.body) * bar_of_body);
    plan.text_height = std::ceil(static_cast<float>(m.body) * line_height);
    plan.bars_x = plan.name_width + between;
    plan.bars_width = width - plan.bars_x - plan.figure_width - between;
    plan.beside = plan.bars_width >= width * bar_share_least;
    plan.row_height = plan.text_height;
    if (!plan.beside) {
        plan.bars_x = 0;
        plan.bars_width = width;
        plan.row_height = plan.text_height + plan.thickness;
    }
    return plan;
}

struct BarRow {
    const ChartSeries& series;
    const ChartBar& bar;
    std::string_view group;
    bool striped = false;
};

void draw_bar_row(Frame& frame, const BarRow& row, const BarPlan& plan, const Range& range) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const Theme& theme = frame.theme();
    const Colour colour = theme.accent(row.series.accent).deep;
    const TextBlock& name = lay_out(frame, row.series.name, false,
                                    {.em_px = m.small,
                                     .wrap_px = static_cast<int>(frame.flow().width()),
                                     .line_height = line_height});
    const TextBlock& figure = lay_out(frame, row.bar.figure, true,
                                      {.em_px = m.body,
                                       .wrap_px = static_cast<int>(frame.flow().width()),
                                       .line_height = line_height});
    // At the largest step a figure may need a line of its own, below the name.
    const float inline_width =
        static_cast<float>(name.width_px + figure.width_px) + std::floor(m.gap / 2);
    const bool stacked = !plan.beside && inline_width > frame.flow().width();
    const float name_height = static_cast<float>(name.height_px());
    const float figure_height = static_cast<float>(figure.height_px());
    const float texts = stacked ? name_height + figure_height
                                : std::max({name_height, figure_height, plan.text_height});
    const Box box =
        next_box(frame, plan.beside ? std::max(texts, plan.row_height) : texts + plan.thickness);
    const Box text = {box.x0, box.y0, box.x1, box.y0 + texts};

    const float bars_y = plan.beside ? box.y0 + std::floor((box.height() - plan.thickness) / 2)
                                     : box.y1 - plan.thickness;
    const float zero = box.x0 + plan.bars_x + std::round(range.share(0) * plan.bars_width);
    const float end =
        box.x0 + plan.bars_x + std::round(range.share(row.bar.value) * plan.bars_width);
    // A figure that is not nothing is seen as something.
    const float least = row.bar.value == 0 ? 0.F : 2.F;
    Box bar = {std::min(zero, end), bars_y, std::max(zero, end), bars_y + plan.thickness};
    if (bar.width() < least) bar.x1 = bar.x0 + least;
    paint_bar(frame, bar, colour, row.striped);
    paint_box(frame, {zero - 1, bars_y - 2, zero + 1, bars_y + plan.thickness + 2}, theme.edge);

    if (plan.beside) {
        paint_text_middle(frame, name, text, Align::left, {theme.ink_soft, theme.ink_soft});
        const float x = std::max(bar.x1, zero) + std::floor(m.gap / 2);
        paint_text_middle(frame, figure, {x, box.y0, box.x1, box.y1}, Align::left,
                          {theme.ink, theme.ink});
    } else if (stacked) {
        paint_text(frame, name, text, Align::left, {theme.ink_soft, theme.ink_soft});
        paint_text(frame, figure, {text.x0, text.y0 + name_height, text.x1, text.y1}, Align::left,
                   {theme.ink, theme.ink});
    } else {
        paint_text_middle(frame, name, text, Align::left, {theme.ink_soft, theme.ink_soft});
        paint_text_middle(frame, figure, text, Align::right, {theme.ink, theme.ink});
    }
    state.scratch = row.group;
    if (!row.series.name.empty() && !row.group.empty()) state.scratch += " ";
    state.scratch += row.series.name;
    record(frame, {.role = AccessRole::chart,
                   .label = state.scratch,
                   .value = row.bar.figure,
                   .box = box,
                   .text_mm = mm_of(frame, m.body),
                   .ink = theme.ink,
                   .paper = state.pass.paper,
                   .edge = bar.width() > 0 ? colour : no_edge});
    use_box(frame, box, std::floor(text_gap(frame) / 2));
}

void draw_bars(Frame& frame, const BarChart& chart) {
    Range range;
    for (const ChartGroup& group : chart.groups) {
        CHECK(group.bars.size() == chart.series.size());
        for (const ChartBar& bar : group.bars) range.take_in(bar.value);
    }
    const BarPlan plan = plan_bars(frame, chart);
    for (const ChartGroup& group : chart.groups) {
        if (!group.label.empty()) subheading(frame, group.label);
        for (std::size_t i = 0; i < group.bars.size(); ++i) {
            draw_bar_row(frame, {chart.series[i], group.bars[i], group.label, i > 0}, plan, range);
        }
        frame.flow().y += std::floor(text_gap(frame) / 2);
    }
}

// --- The line

constexpr float plot_height_share = 0.42F;  // of its width
constexpr float plot_height_mm_min = 40;
constexpr std::size_t points_max = 32;

struct LinePlan {
    float slot = 0;  // between two points
    float label_height = 0;
    float figure_height = 0;
    float plot_height = 0;
    float radius = 0;
    bool fits = false;
};

LinePlan plan_line(Frame& frame, const LineChart& chart) {
    const Measures& m = frame.state().measures;
    LinePlan plan;
    if (chart.points.empty() || chart.points.size() > points_max) return plan;
    const float width = frame.flow().width();
    plan.slot = std::floor(width / static_cast<float>(chart.points.size()));
    plan.label_height = std::ceil(static_cast<float>(m.small) * line_height);
    plan.figure_height = std::ceil(static_cast<float>(m.small) * line_height);
    plan.plot_height =
        std::max(frame.px(plot_height_mm_min), std::floor(width * plot_height_share));
    plan.radius = std::max(4.F, std::floor(static_cast<float>(m.body) * 0.22F));
    const float room = plan.slot - std::floor(m.gap / 2);
    plan.fits = std::all_of(chart.points.begin(), chart.points.end(), [&](const ChartPoint& point) {
        return width_of(frame, point.label, false, m.small) <= room &&
               width_of(frame, point.figure, true, m.small) <= room;
    });
    return plan;
}

void draw_line(Frame& frame, const LineChart& chart, const LinePlan& plan) {
    UiState& state = frame.state();
    const Measures& m = state.measures;
    const Theme& theme = frame.theme();
    const Colour colour = theme.accent(chart.accent).deep;
    Range range;
    for (const ChartPoint& point : chart.points) range.take_in(point.value);
    const Box box = next_box(
        frame, plan.figure_height + plan.plot_height + plan.label_height + 2 * plan.radius);
    const float top = box.y0 + plan.figure_height + 2 * plan.radius;
    const float bottom = top + plan.plot_height - 2 * plan.radius;
    const auto y_of = [&](double value) {
        return std::round(bottom - range.share(value) * (bottom - top));
    };
    const auto x_of = [&](std::size_t i) {
        return std::floor(box.x0 + (static_cast<float>(i) + 0.5F) * plan.slot);
    };
    paint_box(frame, {box.x0, y_of(0) - 1, box.x1, y_of(0) + 1}, theme.edge);
    std::array<Point, points_max> path;
    const std::size_t count = chart.points.size();
    for (std::size_t i = 0; i < count; ++i) path[i] = {x_of(i), y_of(chart.points[i].value)};
    if (count > 1) {
        paint_path(frame, std::span(path).first(count), std::max(3.F, m.border + 1), colour);
    }
    const float label_y = bottom + 2 * plan.radius;
    for (std::size_t i = 0; i < count; ++i) {
        const ChartPoint& point = chart.points[i];
        const Point at = path[i];
        const float x0 = box.x0 + static_cast<float>(i) * plan.slot;
        const Box slot = {x0, box.y0, x0 + plan.slot, box.y1};
        paint_disc(frame, at.x, at.y, plan.radius + 2, state.pass.paper);
        paint_disc(frame, at.x, at.y, plan.radius, colour);
        const float figure_y = at.y - plan.radius - plan.figure_height;
        // The line may run behind a figure: it stands on paper.
        const float half = width_of(frame, point.figure, true, m.small) / 2 + 2;
        paint_box(frame,
                  {std::floor(at.x - half), figure_y, std::ceil(at.x + half),
                   figure_y + plan.figure_height},
                  state.pass.paper);
        paint_text(frame, one_line(frame, point.figure, true, m.small),
                   {slot.x0, figure_y, slot.x1, figure_y + plan.figure_height}, Align::middle,
                   {theme.ink, theme.ink});
        paint_text(frame, one_line(frame, point.label, false, m.small),
                   {slot.x0, label_y, slot.x1, slot.y1}, Align::middle,
                   {theme.ink_soft, theme.ink_soft});
        state.scratch = point.label;
        if (!chart.name.empty()) {
            state.scratch += " ";
            state.scratch += chart.name;
        }
        record(frame, {.role = AccessRole::chart,
                       .label = state.scratch,
                       .value = point.figure,
                       .box = slot,
                       .text_mm = mm_of(frame, m.small),
                       .ink = theme.ink,
                       .paper = state.pass.paper,
                       .edge = colour});
    }
    use_box(frame, box, m.gap);
}

// The same figures as bars, one for each point.
void draw_points_as_bars(Frame& frame, const LineChart& chart) {
    UiState& state = frame.state();
    state.chart_bars.clear();
    state.chart_groups.clear();
    for (const ChartPoint& point : chart.points) {
        state.chart_bars.push_back({point.value, point.figure});
    }
    for (std::size_t i = 0; i < chart.points.size(); ++i) {
        state.chart_groups.push_back(
            {chart.points[i].label, std::span(state.chart_bars).subspan(i, 1)});
    }
    const ChartSeries series = {chart.name, chart.accent};
    draw_bars(frame, {{}, std::span(&series, 1), state.chart_groups});
}

}  // namespace

void bar_chart(Frame& frame, const BarChart& chart) {
    CHECK(!chart.sentence.empty() && chart.series.size() <= series_max);
    paragraph(frame, chart.sentence);
    draw_bars(frame, chart);
}

void line_chart(Frame& frame, const LineChart& chart) {
    CHECK(!chart.sentence.empty());
    paragraph(frame, chart.sentence);
    const LinePlan plan = plan_line(frame, chart);
    if (plan.fits)
        draw_line(frame, chart, plan);
    else
        draw_points_as_bars(frame, chart);
}

}  // namespace hall::kiosk::ui
