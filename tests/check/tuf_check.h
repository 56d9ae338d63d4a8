// hall-check tuf: our TUF client as any other tool would be called, so that the public
// conformance suite of the TUF project can be run against it.
//
//     tuf --metadata-dir D init ROOT
//     tuf --metadata-dir D --metadata-url U refresh
//     tuf --metadata-dir D --metadata-url U --target-name T [--target-name T2 …]
//         --target-base-url B --target-dir X download

#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "sync/core/clock.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::check {

// Gives the bytes behind a URL, at most `bytes_max`.
//   not_found    HTTP 403 or 404
//   exhausted    longer than bytes_max
//   unavailable  anything else
using FetchUrl =
    std::function<Result<std::string>(const std::string& url, std::uint64_t bytes_max)>;

// The exit code: 0 done, 1 it failed or the arguments are wrong; the reason stands on
// standard error. `arguments` are those after "tuf". Trusted metadata lies in D under
// names without version; a target is stored in X under its percent-encoded path, and is
// not fetched again while what lies there is what is wanted.
int tuf_command(std::span<const std::string_view> arguments, const FetchUrl& fetch, Files& files,
                const Clock& clock);

}  // namespace hall::check
