#include "sync/wire/attachment.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

#include "sync/core/check.h"
#include "sync/core/encoding.h"
#include "sync/core/octets.h"
#include "sync/wire/seal.h"

namespace hall {

namespace {

constexpr std::size_t attachment_key_bytes = crypto_secretstream_xchacha20poly1305_KEYBYTES;
constexpr std::size_t header_bytes = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t more_bytes = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t chunk_bytes = 65'536;  // of the content
constexpr std::size_t padding_bytes = 4'096;
constexpr std::size_t mime_bytes_max = 100;
constexpr std::size_t title_bytes_max = 200;

static_assert(chunk_bytes % padding_bytes == 0);

std::string binding_of(std::string_view event) {
    return "hall attachment 1 " + std::string(event);
}

// RFC 9110's type/subtype, without parameters.
bool is_mime(std::string_view text) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/' || c == '+' ||
               c == '-' || c == '.';
    };
    return text.size() <= mime_bytes_max && std::count(text.begin(), text.end(), '/') == 1 &&
           !text.starts_with('/') && !text.ends_with('/') &&
           std::all_of(text.begin(), text.end(), plain);
}

}  // namespace

bool is_attachment_id(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

Json json_of(const AttachmentName& name) {
    return {{"sha256", name.sha256}, {"bytes", name.bytes}};
}

Json json_of(const SealedAttachment& attachment) {
    Json json = json_of(attachment.name);
    json["mime"] = attachment.mime;
    json["title"] = attachment.title;
    json["key"] = base64_of(attachment.key);
    return json;
}

Result<AttachmentName> attachment_name_of(const Json& json) {
    AttachmentName name;
    name.sha256 = TRY(string_member(json, "sha256"));
    name.bytes = TRY(integer_member(json, "bytes"));
    if (!is_attachment_id(name.sha256)) return Error(Errc::corrupt, "attachment: wrong \"sha256\"");
    if (name.bytes < 1 || name.bytes > static_cast<std::int64_t>(attachment_bytes_max)) {
        return Error(Errc::corrupt, "attachment: wrong \"bytes\"");
    }
    return name;
}

Result<SealedAttachment> sealed_attachment_of(const Json& json) {
    SealedAttachment attachment;
    attachment.name = TRY(attachment_name_of(json));
    attachment.mime = TRY(string_member(json, "mime"));
    attachment.title = string_or(json, "title");
    const std::string key = TRY(string_member(json, "key"));
    attachment.key = TRY_IN("attachment", bytes_of_base64(key));
    if (!is_mime(attachment.mime)) return Error(Errc::corrupt, "attachment: wrong \"mime\"");
    if (attachment.title.size() > title_bytes_max) {
        return Error(Errc::corrupt, "attachment: wrong \"title\"");
    }
    if (attachment.key.size() != attachment_key_bytes) {
        return Error(Errc::corrupt, "attachment: a key is 32 bytes");
    }
    return attachment;
}

std::uint64_t sealed_bytes_of(std::uint64_t plain_bytes) {
    // Padding always adds at least one byte.
    const std::uint64_t padded = (plain_bytes / padding_bytes + 1) * padding_bytes;
    const std::uint64_t chunks = (padded + chunk_bytes - 1) / chunk_bytes;
    return header_bytes + padded + chunks * more_bytes;
}

struct AttachmentSealer::State {
    std::string key;
    std::string binding;
    std::string waiting;  // of the content, not yet sealed; never a whole chunk and more
    bool begun = false;
    crypto_secretstream_xchacha20poly1305_state stream;

    std::string push(std::string_view plain, std::uint8_t tag) {
        std::string sealed;
        if (!begun) {
            sealed.resize(header_bytes);
            CHECK(crypto_secretstream_xchacha20poly1305_init_push(
                      &stream, octets(sealed), octets(std::string_view(key))) == 0);
            begun = true;
        }
        const std::size_t before = sealed.size();
        sealed.resize(before + plain.size() + more_bytes);
        CHECK(crypto_secretstream_xchacha20poly1305_push(
                  &stream, octets(sealed) + before, nullptr, octets(plain), plain.size(),
                  octets(std::string_view(binding)), binding.size(), tag) == 0);
        return sealed;
    }
};

AttachmentSealer::AttachmentSealer(std::string_view event, Random& random) : state_(new State) {
    CHECK(sodium_init() >= 0);
    state_->key = random.bytes(attachment_key_bytes);
    state_->binding = binding_of(event);
}

AttachmentSealer::AttachmentSealer(AttachmentSealer&& other) noexcept
    : state_(std::exchange(other.state_, nullptr)) {}

AttachmentSealer& AttachmentSealer::operator=(AttachmentSealer&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}

AttachmentSealer::~AttachmentSealer() {
    if (state_ == nullptr) return;
    wipe(state_->key);
    wipe(state_->waiting);
    sodium_memzero(&state_->stream, sizeof state_->stream);
    delete state_;
}

const std::string& AttachmentSealer::key() const {
    return state_->key;
}

std::string AttachmentSealer::add(std::string_view plain) {
    std::string sealed;
    std::string& waiting = state_->waiting;
    waiting.reserve(chunk_bytes);
    while (!plain.empty()) {
        const std::size_t count = std::min(plain.size(), chunk_bytes - waiting.size());
        waiting.append(plain.substr(0, count));
        plain.remove_prefix(count);
        if (waiting.size() < chunk_bytes) break;
        sealed += state_->push(waiting, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
        waiting.clear();
    }
    return sealed;
}

std::string AttachmentSealer::finish() {
    std::string& waiting = state_->waiting;
    const std::size_t plain_bytes = waiting.size();
    waiting.resize(plain_bytes + padding_bytes);
    std::size_t padded_bytes = 0;
    CHECK(sodium_pad(&padded_bytes, octets(waiting), plain_bytes, padding_bytes, waiting.size()) ==
          0);
    waiting.resize(padded_bytes);
    return state_->push(waiting, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
}

Result<std::string> open_attachment(std::string_view sealed, std::string_view event,
                                    std::string_view key) {
    CHECK(sodium_init() >= 0);
    const Error foreign(Errc::untrusted,
                        "an attachment that is not for this key and event, or "
                        "was altered");
    if (key.size() != attachment_key_bytes || sealed.size() < header_bytes) return foreign;
    const std::string binding = binding_of(event);
    crypto_secretstream_xchacha20poly1305_state stream;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream, octets(sealed), octets(key)) !=
        0) {
        return foreign;
    }
    sealed.remove_prefix(header_bytes);
    std::string plain(sealed.size(), '\0');
    std::size_t length = 0;
    std::uint8_t tag = 0;
    while (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) {
        const std::string_view chunk = sealed.substr(0, chunk_bytes + more_bytes);
        sealed.remove_prefix(chunk.size());
        unsigned long long got = 0;
        if (chunk.size() < more_bytes ||
            crypto_secretstream_xchacha20poly1305_pull(
                &stream, octets(plain) + length, &got, &tag, octets(chunk), chunk.size(),
                octets(std::string_view(binding)), binding.size()) != 0) {
            wipe(plain);
            return foreign;
        }
        length += static_cast<std::size_t>(got);
    }
    sodium_memzero(&stream, sizeof stream);
    std::size_t unpadded = 0;
    if (!sealed.empty() ||
        sodium_unpad(&unpadded, octets(std::string_view(plain)), length, padding_bytes) != 0) {
        wipe(plain);
        return foreign;
    }
    plain.resize(unpadded);
    return plain;
}

}  // namespace hall
