// Wiping of buffers that held what a person may have wanted kept secret: text that is read
// aloud, and its sound. A compiler may leave out a plain fill of memory that is freed next;
// explicit_bzero it must not.

#pragma once

#include <string.h>

#include <string>
#include <vector>

namespace hall::kiosk {

// Overwrites what the container owns, spare capacity included, and empties it.
template <typename Container>
void wipe_buffer(Container& buffer) {
    buffer.resize(buffer.capacity());
    if (!buffer.empty()) explicit_bzero(buffer.data(), buffer.size() * sizeof(*buffer.data()));
    buffer.clear();
}

}  // namespace hall::kiosk
