#include "kiosk/input/handwriting/recognizer.h"

#include <algorithm>
#include <map>
#include <utility>

#include "sync/core/utf8.h"

namespace hall::kiosk {
namespace {

// Ranks and zinnia's weight are those of the trial on real handwriting; the weight of what
// stands before is a first guess, not measured.
constexpr std::size_t ranks = 20;
constexpr float zinnia_weight = 0.8f;
constexpr float follows_weight = 0.5f;

void vote(const std::vector<Scored>& ranked, float weight, std::map<char32_t, float>& votes) {
    for (std::size_t rank = 0; rank < ranked.size(); ++rank) {
        votes[ranked[rank].character] += weight / static_cast<float>(rank + 2);
    }
}

char32_t last_character(std::string_view text) {
    char32_t last = 0;
    while (!text.empty()) last = next_character(text);
    return last;
}

}  // namespace

HandwritingFiles default_handwriting_files() {
    return {HALL_HANDWRITING_MODEL, "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"};
}

Result<void> Recognizer::load() {
    const auto add = [this](const Error& error) {
        if (!shortcoming_.empty()) shortcoming_ += "; ";
        shortcoming_ += error.text();
    };
    if (!loaded_) {
        loaded_ = true;
        auto model = HandwritingModel::open(files_.model);
        if (model.ok()) model_.emplace(std::move(model).value());
        else add(model.error());
        auto zinnia = ZinniaVote::open(files_.zinnia);
        if (zinnia.ok()) zinnia_.emplace(std::move(zinnia).value());
        else add(zinnia.error());
    }
    if (!model_ && !zinnia_) return Error(Errc::unavailable, "no handwriting: " + shortcoming_);
    return {};
}

Result<std::vector<Candidate>> Recognizer::recognize(const Ink& ink, std::string_view before) {
    TRY(load());
    std::vector<Candidate> candidates;
    if (ink.empty()) return candidates;
    std::map<char32_t, float> votes;
    if (model_) vote(model_->best(features_of(ink.strokes()), ranks), 1, votes);
    if (zinnia_) vote(zinnia_->best(ink.strokes(), ranks), zinnia_weight, votes);
    const char32_t last = follows_ ? last_character(before) : 0;
    for (auto& [character, votes_for] : votes) {
        if (last != 0) {
            const float follows = std::clamp(follows_(last, character), 0.0f, 1.0f);
            votes_for *= 1 + follows_weight * follows;
        }
        Candidate candidate{.text = {}, .score = votes_for};
        append_utf8(candidate.text, character);
        candidates.push_back(std::move(candidate));
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
    if (candidates.size() > candidates_max) candidates.resize(candidates_max);
    return candidates;
}

}  // namespace hall::kiosk
