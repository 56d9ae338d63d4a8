// Parts of a zip archive in memory, read piece by piece and never further than a limit. The one
// home of libzip. One thread.

#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sync/core/result.h"
#include "sync/sheets/xml_events.h"

namespace hall {

class ZipArchive {
  public:
    // Fails with `corrupt` if it is no archive or ends too early. `bytes` must outlive it.
    static Result<ZipArchive> open(std::string_view bytes);

    ZipArchive(ZipArchive&&) noexcept;
    ZipArchive& operator=(ZipArchive&&) noexcept;
    ~ZipArchive();

    bool has(const std::string& name) const;

    // Parses a part as XML. Fails with `not_found`, `corrupt`, with `refused` if it needs a
    // password, and with `exhausted` if it is, or claims to be, larger than the limit or
    // swells as no table does (a bomb).
    Result<void> read_xml_part(const std::string& name, std::uint64_t bytes_max,
                               XmlListener& listener) const;

  private:
    struct State;
    explicit ZipArchive(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace hall
