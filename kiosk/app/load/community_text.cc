#include "kiosk/app/load/community_text.h"

#include <array>
#include <charconv>

#include "sync/core/plain_text.h"
#include "sync/wire/places.h"

namespace hall::kiosk {

namespace {

// 92.5, 90: no more digits than the county wrote.
std::string points_text(double points) {
    std::array<char, 32> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), points,
                                       std::chars_format::fixed);
    return written.ec == std::errc() ? std::string(digits.data(), written.ptr) : std::string();
}

std::string name_of_village(const Places& places, const std::string& code) {
    const std::optional<PlaceNow> place = village_now(places, code);
    return place ? place->village->name : code;
}

}  // namespace

std::string text_of_post(const Post& post) {
    std::string text = post.text;
    for (const PostComment& comment : post.comments) {
        text.append("\n\n**")
            .append(escaped_markdown(comment.author))
            .append("** · ")
            .append(comment.date)
            .append("\n\n")
            .append(paragraphs_of_plain_text(comment.text));
    }
    return text;
}

std::string text_of_ranking(const Ranking& ranking, const Places& places) {
    std::string text = ranking.formula + "\n\n";
    std::size_t place = 0;
    for (const RankedVillage& row : ranking.rows) {
        text.append(std::to_string(++place))
            .append(". ")
            .append(escaped_markdown(name_of_village(places, row.village)))
            .append(" · ")
            .append(points_text(row.points))
            .append("\n");
    }
    return text;
}

std::string text_of_rating_result(const ui::UiStrings& strings, const RatingResult& result,
                                  const std::vector<std::string>& grades) {
    std::string text;
    for (const RatedCounts& department : result.departments) {
        text.append("## ").append(escaped_markdown(department.name)).append("\n\n");
        if (department.counts.empty())
            text.append(strings["rating_result.few_voices"]).append("\n\n");
        for (std::size_t i = 0; i < department.counts.size(); ++i) {
            text.append("- ");
            if (!grades.empty()) text.append(escaped_markdown(grades[i])).append(" · ");
            text.append(std::to_string(department.counts[i])).append("\n");
        }
        text.append("\n");
    }
    return text;
}

}  // namespace hall::kiosk
