// One request and its answer, without sockets: what every route sees.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sync/core/files.h"

namespace hall::platform {

struct HttpRequest {
    std::string method;
    std::string target;                             // as it came: "/a/b?c=d"
    std::string path;                               // the part before '?', still encoded
    std::map<std::string, std::string> query;       // decoded; the last of a name counts
    std::map<std::string, std::string> headers;     // names in lower case
    std::map<std::string, std::string> parameters;  // {names} of the route's pattern
    std::string body;
    std::string absolute_uri;  // what the client signed
    std::string remote;        // address of the client

    // The header, or empty. `name` in lower case.
    std::string_view header(const std::string& name) const {
        const auto found = headers.find(name);
        return found == headers.end() ? std::string_view() : std::string_view(found->second);
    }
    std::string_view query_value(const std::string& name) const {
        const auto found = query.find(name);
        return found == query.end() ? std::string_view() : std::string_view(found->second);
    }
    // REQUIRES: the route's pattern has the name.
    const std::string& parameter(const std::string& name) const { return parameters.at(name); }
};

// Part of a file on the disk, sent without reading it into memory.
struct FilePart {
    Path file;
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};

struct HttpResponse {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::optional<FilePart> file;  // instead of body

    HttpResponse& header(std::string name, std::string value) {
        headers.emplace_back(std::move(name), std::move(value));
        return *this;
    }
};

// A problem is a refusal: a store job that answers one keeps no changes by accident
// (platform/store/outcome.h).
inline bool is_refusal(const HttpResponse& response) {
    return response.status >= 400;
}

// Splits a target into path and query. Nothing if the target is no absolute path or an
// escape in the query is broken.
struct SplitTarget {
    std::string path;
    std::map<std::string, std::string> query;
};
std::optional<SplitTarget> split_target(std::string_view target);

// Resolves %XX. Nothing if an escape is broken or hides a NUL.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace hall::platform
