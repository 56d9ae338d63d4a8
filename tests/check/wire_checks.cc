#include "tests/check/wire_checks.h"

#include <iostream>

#include "sync/core/files.h"
#include "sync/core/json.h"
#include "tests/check/exit_codes.h"
#include "tests/check/signature_vectors.h"

namespace hall::check {

namespace {

constexpr std::size_t bytes_max = std::size_t{64} << 20;

}  // namespace

int ed25519(const std::vector<std::string>& arguments) {
    if (arguments.size() != 1) return wrong_use;
    DiskFiles files;
    const Result<std::string> text = files.read(Path(arguments[0]), bytes_max);
    if (!text.ok()) return fail(text.error());
    const Result<VectorReport> report = check_ed25519_vectors(text.value());
    if (!report.ok()) return fail(report.error());
    for (const std::string& failure : report.value().failures) std::cout << failure << "\n";
    std::cout << report.value().passed << " passed, " << report.value().failed << " failed\n";
    return report.value().failed == 0 ? 0 : 1;
}

int json(const std::vector<std::string>& arguments) {
    if (!arguments.empty()) return wrong_use;
    std::string text;
    char buffer[65'536];
    while (std::cin.read(buffer, sizeof buffer) || std::cin.gcount() > 0) {
        text.append(buffer, static_cast<std::size_t>(std::cin.gcount()));
        if (text.size() > bytes_max) return 1;
    }
    const Result<Json> parsed = parse_json(text);
    return parsed.ok() ? 0 : fail(parsed.error());
}

}  // namespace hall::check
