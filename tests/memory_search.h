// Looks for what a person typed in the memory of a process: this one or another.
//
// What is looked for is held masked, so that the search does not find itself. A text is
// found in one byte a character (strings), in two and four, and strided: its characters at
// equal distances of up to 64 bytes, as they stand in an array of laid-out glyphs, key
// strokes or intents; with or without a blank or dash between groups of them.

#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hall {

class Marker {
  public:
    // Without its blanks and dashes. Nothing keeps `text`.
    explicit Marker(std::string_view text);

    std::size_t size() const { return masked_.size(); }
    char at(std::size_t i) const { return static_cast<char>(masked_[i] ^ mask); }

    static constexpr unsigned char mask = 0x5A;

  private:
    std::string masked_;
};

// An identity number of the 1800s: nobody's, and its check character is right. `serial`
// makes it one of a hundred.
Marker id_number_marker(int serial);

struct MemoryHit {
    std::uint64_t address = 0;
    std::size_t stride = 0;
    std::string where;  // of the mapping: [heap], [stack], a file, or empty
};

// Every place in the writable memory of a process where the marker stands; at most
// `hits_max`. Nothing and a printed reason if the process does not let us look: only root
// may look into a process that forbade it (PR_SET_DUMPABLE).
std::optional<std::vector<MemoryHit>> search_memory(pid_t process, const Marker& marker,
                                                    std::size_t hits_max = 20);

// The same for values of any size that stand `stride` bytes apart, each XORed with its
// mask: places of glyphs, pixels. In this process only.
std::size_t count_pattern(const std::vector<std::uint32_t>& masked, std::size_t stride);
inline constexpr std::uint32_t pattern_mask = 0x5A5A5A5A;

// Files below a folder that hold the marker, in plain, in UTF-16, in hexadecimal or in any
// of the three base64 shapes.
std::vector<std::string> search_files(const std::string& folder, const Marker& marker);

std::string text_of(const std::vector<MemoryHit>& hits);

}  // namespace hall
