#include "sync/rules/finding.h"

#include <algorithm>

namespace hall {

namespace {

constexpr std::size_t shown_max = 5;

bool is_refusal(const Finding& finding) {
    return finding.severity == Severity::refuse;
}

}  // namespace

std::string text_of(const Finding& finding) {
    std::string text = finding.place.empty() ? finding.path : finding.place;
    text += "：" + finding.message;
    if (!finding.suggestion.empty()) text += "。" + finding.suggestion;
    return text;
}

bool refuses(const Findings& findings) {
    return std::any_of(findings.begin(), findings.end(), is_refusal);
}

Result<void> verdict_of(const Findings& findings) {
    std::string text;
    std::size_t count = 0;
    for (const Finding& finding : findings) {
        if (!is_refusal(finding) || ++count > shown_max) continue;
        if (!text.empty()) text += "；";
        text += text_of(finding);
    }
    if (count == 0) return {};
    if (count > shown_max) text += "；……一共" + std::to_string(count) + "处";
    return Error(Errc::refused, std::move(text));
}

}  // namespace hall
