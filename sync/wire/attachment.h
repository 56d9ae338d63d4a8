// Attachment: a photo, a scan or a voice note on its way to the county, sealed in chunks.
//
//     header (24 bytes) | chunk | chunk | … | last chunk
//
// libsodium's secretstream (XChaCha20-Poly1305) under a random key of its own, which
// stands in the sealed body of the event that names the attachment. A chunk holds 64 KiB
// of the content and 17 bytes more; the last holds what is left, padded to a multiple of
// 4 KiB (ISO/IEC 7816-4) so that the size says little, and carries the final tag: a file
// that was cut short does not open. Every chunk is bound to the event's id.
//
// The name of an attachment is the SHA-256 of its sealed bytes: anybody on the way can
// check that they arrived, nobody can read them. Pure; one thread an object.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/json.h"
#include "sync/core/random.h"
#include "sync/core/result.h"

namespace hall {

inline constexpr std::size_t attachment_bytes_max = std::size_t{20} << 20;  // sealed

// The least that a kiosk sends of one at once, the end of it excepted.
inline constexpr std::size_t attachment_chunk_bytes_min = std::size_t{16} << 10;

// As it stands open in the event: {"sha256":"…","bytes":812345}.
struct AttachmentName {
    std::string sha256;      // hexadecimal, of the sealed bytes
    std::int64_t bytes = 0;  // sealed

    bool operator==(const AttachmentName&) const = default;
};

// As it stands in the event's seal.
struct SealedAttachment {
    AttachmentName name;
    std::string mime;   // as the kiosk says; the platform looks for itself
    std::string title;  // what it is to a person: 身份证正面
    std::string key;    // 32 bytes
};

Json json_of(const AttachmentName& name);
Json json_of(const SealedAttachment& attachment);

// Fail with `corrupt`.
Result<AttachmentName> attachment_name_of(const Json& json);
Result<SealedAttachment> sealed_attachment_of(const Json& json);

// True for 64 lower-case hexadecimal digits.
bool is_attachment_id(std::string_view text);

// How many bytes a content of this size has when it is sealed.
std::uint64_t sealed_bytes_of(std::uint64_t plain_bytes);

// Seals a content that arrives in pieces of any size, in bounded memory. The key is wiped
// with the object.
class AttachmentSealer {
  public:
    AttachmentSealer(std::string_view event, Random& random);
    AttachmentSealer(AttachmentSealer&&) noexcept;
    AttachmentSealer& operator=(AttachmentSealer&&) noexcept;
    ~AttachmentSealer();

    const std::string& key() const;

    // What can be written so far; perhaps nothing.
    std::string add(std::string_view plain);

    // The rest. Nothing may be added after it.
    std::string finish();

  private:
    struct State;
    State* state_;
};

// The content.
//   untrusted  another key, another event, or bytes that were altered, cut or added to
Result<std::string> open_attachment(std::string_view sealed, std::string_view event,
                                    std::string_view key);

}  // namespace hall
