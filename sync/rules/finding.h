// Finding: one thing a rule has to say about a document before it is published. Every
// judge of documents (forms, privacy) answers with these. Pure.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall {

enum class Severity {
    refuse,  // it must not be published so
    warn,    // it may, and whoever publishes it should know
};

struct Finding {
    std::string path;                // JSON pointer within the body: "/rows/4/cells/1"
    std::optional<std::size_t> row;  // of a table, counted from 1 as its reader does
    std::string code;                // "id_number", "required_not_asked"
    Severity severity = Severity::refuse;
    std::string place;    // where, in Chinese, as its writer finds it: "第5行「办公水电」"
    std::string message;  // what is the matter, in Chinese; no personal data
    std::string suggestion;  // what to write or to do instead, in Chinese; may be empty
};

using Findings = std::vector<Finding>;

// "第5行「办公水电」：……。建议：……"
std::string text_of(const Finding& finding);

// True if one of them refuses.
bool refuses(const Findings& findings);

// Fails with `refused` and the sentences of the first few that refuse, if any does.
Result<void> verdict_of(const Findings& findings);

}  // namespace hall
