#include "sync/rules/privacy/word_set.h"

#include <algorithm>

namespace hall {

WordSet::WordSet(std::initializer_list<std::string_view> words)
    : WordSet(words.begin(), words.end()) {}

WordSet::WordSet(const std::string_view* begin, const std::string_view* end) : words_(begin, end) {
    buckets_.emplace_back();
    for (std::size_t i = 0; i < words_.size(); ++i) {
        const auto byte = [&](std::size_t k) {
            return k < words_[i].size() ? static_cast<unsigned char>(words_[i][k])
                                        : static_cast<unsigned char>(0);
        };
        std::uint16_t& bucket = bucket_of_[slot_of(byte(0), byte(1), byte(2))];
        if (bucket == 0) {
            bucket = static_cast<std::uint16_t>(buckets_.size());
            buckets_.emplace_back();
        }
        buckets_[bucket].push_back(static_cast<std::uint16_t>(i));
    }
    for (std::vector<std::uint16_t>& bucket : buckets_) {
        std::stable_sort(bucket.begin(), bucket.end(), [&](std::uint16_t a, std::uint16_t b) {
            return words_[a].size() > words_[b].size();
        });
    }
}

WordSet::Hit WordSet::at_start_of(std::string_view text) const {
    if (text.empty()) return {};
    const auto byte = [&](std::size_t k) {
        return k < text.size() ? static_cast<unsigned char>(text[k])
                               : static_cast<unsigned char>(0);
    };
    const std::uint16_t bucket = bucket_of_[slot_of(byte(0), byte(1), byte(2))];
    return bucket == 0 ? Hit{} : first_of_bucket(bucket, text);
}

WordSet::Hit WordSet::first_of_bucket(std::uint16_t bucket, std::string_view text) const {
    for (const std::uint16_t word : buckets_[bucket]) {
        if (text.starts_with(words_[word])) return {0, words_[word].size(), word};
    }
    return {};
}

std::optional<WordSet::Hit> WordSet::find(std::string_view text, std::size_t from) const {
    for (std::size_t at = from; at < text.size(); ++at) {
        const auto first = static_cast<unsigned char>(text[at]);
        if ((first & 0xC0U) == 0x80) continue;  // within a character
        const auto second = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
        const auto third = at + 2 < text.size() ? static_cast<unsigned char>(text[at + 2]) : 0U;
        const std::uint16_t bucket = bucket_of_[slot_of(first, static_cast<unsigned char>(second),
                                                        static_cast<unsigned char>(third))];
        if (bucket == 0) continue;
        Hit hit = first_of_bucket(bucket, text.substr(at));
        if (hit.size == 0) continue;
        hit.begin = at;
        return hit;
    }
    return std::nullopt;
}

std::optional<WordSet::Hit> WordSet::find_last(std::string_view text) const {
    std::optional<Hit> last;
    for (auto hit = find(text); hit; hit = find(text, hit->begin + 1)) {
        if (!last || hit->begin + hit->size >= last->begin + last->size) last = hit;
    }
    return last;
}

}  // namespace hall
