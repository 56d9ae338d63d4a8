#include "sync/edge/events/attachment_folder.h"

#include "sync/core/encoding.h"
#include "sync/wire/signature.h"

namespace hall {

namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20;

}  // namespace

Result<SealedAttachment> AttachmentFolder::store(const Content& content, std::string_view event,
                                                 Random& random) {
    const std::uint64_t sealed_bytes = sealed_bytes_of(content.bytes.size());
    if (sealed_bytes > attachment_bytes_max) {
        return Error(Errc::exhausted, "an attachment of more than 20 MB");
    }
    TRY(files_->make_folder(folder_));
    const Path half = folder_ / "half";
    TRY(files_->remove(half));
    AttachmentSealer sealer(event, random);
    Result<std::string> sha256 = write_sealed(half, content.bytes, sealer);
    Result<void> moved;
    if (sha256.ok()) moved = files_->move_durably(half, file_of(sha256.value()));
    if (!sha256.ok() || !moved.ok()) {
        static_cast<void>(files_->remove(half));
        return (sha256.ok() ? moved.error() : sha256.error());
    }
    return SealedAttachment{{std::move(sha256).value(), static_cast<std::int64_t>(sealed_bytes)},
                            std::string(content.mime),
                            std::string(content.title),
                            sealer.key()};
}

Result<std::string> AttachmentFolder::write_sealed(const Path& file, std::string_view plain,
                                                   AttachmentSealer& sealer) {
    Sha256 hash;
    const auto write = [&](const std::string& sealed) {
        hash.add(sealed);
        return files_->append(file, sealed);
    };
    for (; !plain.empty(); plain.remove_prefix(std::min(piece_bytes, plain.size()))) {
        TRY(write(sealer.add(plain.substr(0, piece_bytes))));
    }
    TRY(write(sealer.finish()));
    return hex_of(hash.finish());
}

Result<void> AttachmentFolder::remove(std::string_view sha256) {
    return files_->remove(file_of(sha256));
}

Result<void> AttachmentFolder::remove_all_but(const std::set<std::string>& sha256s) {
    const Result<std::vector<std::string>> names = files_->list(folder_);
    if (!names.ok() && names.error().code() == Errc::not_found) return {};
    if (!names.ok()) return names.error();
    for (const std::string& name : names.value()) {
        if (sha256s.count(name) == 0) TRY(files_->remove(folder_ / name));
    }
    return {};
}

}  // namespace hall
