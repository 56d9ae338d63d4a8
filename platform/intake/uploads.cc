#include "platform/intake/uploads.h"

#include "sync/core/encoding.h"
#include "sync/core/log.h"
#include "sync/wire/receipt.h"

namespace hall::platform {

namespace {

std::string name_of(const Upload& upload) {
    return upload.kiosk + '.' + upload.name.sha256;
}

}  // namespace

class Uploads::Turn {
  public:
    Turn(Uploads& uploads, std::string name) : uploads_(uploads), name_(std::move(name)) {
        const std::lock_guard lock(uploads_.mutex_);
        taken_ = uploads_.busy_.insert(name_).second;
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        if (!taken_) return;
        const std::lock_guard lock(uploads_.mutex_);
        uploads_.busy_.erase(name_);
    }

    bool taken() const { return taken_; }

  private:
    Uploads& uploads_;
    const std::string name_;
    bool taken_ = false;
};

UploadState Uploads::state_of(const Upload& upload) const {
    return {.name = upload.name,
            .offset = upload.offset,
            .expires_ms = upload.changed_ms + parts_.limits.unfinished_ms};
}

// A chunk's file is named after its place, so that one sent again replaces the first.
Path Uploads::chunk_file(const Upload& upload, std::int64_t offset) const {
    return parts_.folder / (name_of(upload) + '.' + std::to_string(offset));
}

Path Uploads::kept_file(std::string_view sha256) const {
    return parts_.kept / sha256.substr(0, 2) / sha256;
}

Result<UploadState> Uploads::begin(Store& store, const Kiosk& kiosk,
                                   const AttachmentName& name) const {
    const Result<UploadState> known = find(store, kiosk, name.sha256);
    if (known.ok() && known.value().name != name) {
        return Error(Errc::refused, "announced with another length");
    }
    if (known.ok() || known.error().code() != Errc::not_found) return known;
    TRY(store.attachments().find_named(name, kiosk.village));
    const AttachmentUse use = TRY(store.attachments().use_of(kiosk.id));
    const UploadLimits& limits = parts_.limits;
    if (use.unfinished_bytes + name.bytes > limits.unfinished_bytes_max ||
        use.unfinished_count >= limits.unfinished_count_max ||
        use.kept_bytes + name.bytes > limits.kept_bytes_max ||
        use.kept_count >= limits.kept_count_max) {
        log_line(LogLevel::warning, "upload_quota", {{"kiosk", kiosk.id}});
        return Error(Errc::exhausted, "too much of this kiosk");
    }
    const Upload upload{.kiosk = kiosk.id, .name = name, .changed_ms = parts_.clock.wall_ms()};
    TRY(store.attachments().put_upload(upload));
    return state_of(upload);
}

Result<UploadState> Uploads::find(Store& store, const Kiosk& kiosk, std::string_view sha256) const {
    const Result<KeptAttachment> kept = store.attachments().find_kept(sha256, kiosk.village);
    if (kept.ok()) {
        return UploadState{
            .name = kept.value().name,
            .offset = kept.value().name.bytes,
            .receipt = parts_.signer.re_sign_if_retired(kept.value().receipt, "stored")};
    }
    if (kept.error().code() != Errc::not_found) return kept.error();
    return state_of(TRY(store.attachments().find_upload(kiosk.id, sha256)));
}

Result<UploadState> Uploads::write(StoreExecutor& executor, const Kiosk& kiosk,
                                   std::string_view sha256, std::int64_t offset,
                                   std::string_view chunk) {
    const Turn turn(*this, kiosk.id + '.' + std::string(sha256));
    if (!turn.taken()) return Error(Errc::unavailable, "another chunk is being written");
    const UploadState state =
        TRY(ask<UploadState>(executor, [&](Store& store) { return find(store, kiosk, sha256); }));
    if (offset != state.offset) return Error(Errc::refused, "the upload is at another offset");
    const auto count = static_cast<std::int64_t>(chunk.size());
    if (offset + count > state.name.bytes) return Error(Errc::corrupt, "past the announced end");
    if (count == 0) return state;
    Upload upload{.kiosk = kiosk.id, .name = state.name, .offset = offset};
    TRY(parts_.files.make_folder(parts_.folder));
    TRY(parts_.files.write_durably(chunk_file(upload, offset), chunk));
    upload.offset += count;
    upload.changed_ms = parts_.clock.wall_ms();
    if (upload.offset < upload.name.bytes) return advance(executor, std::move(upload));
    return finish(executor, kiosk, upload);
}

Result<UploadState> Uploads::advance(StoreExecutor& executor, Upload upload) {
    TRY(executor.run([&upload](Store& store) { return store.attachments().put_upload(upload); }));
    return state_of(upload);
}

// The offset stays where it was until the whole is kept: if the power fails in between,
// the last chunk comes once more.
Result<UploadState> Uploads::finish(StoreExecutor& executor, const Kiosk& kiosk,
                                    const Upload& upload) {
    const Path whole = parts_.folder / (name_of(upload) + ".whole");
    const Result<void> joined = join_chunks(upload, whole);
    if (!joined.ok() && joined.error().code() == Errc::untrusted) {
        log_line(LogLevel::warning, "upload_wrong",
                 {{"kiosk", kiosk.id}, {"attachment", upload.name.sha256}});
        TRY(forget(executor, upload));
    }
    TRY(Result<void>(joined));
    const Path file = kept_file(upload.name.sha256);
    TRY(parts_.files.make_folder(file.parent_path()));
    TRY(parts_.files.move_durably(whole, file));
    const std::string signed_now = signed_stored(
        {.name = upload.name, .at = utc_text(upload.changed_ms)}, *parts_.signer.key());
    const UploadState done =
        TRY(ask<UploadState>(executor, [&](Store& store) -> Result<UploadState> {
            AttachmentStore& attachments = store.attachments();
            TRY(attachments.remove_upload(upload.kiosk, upload.name.sha256));
            // Another kiosk of the village may have been first with the same bytes.
            Result<KeptAttachment> kept = attachments.find_kept(upload.name.sha256, kiosk.village);
            if (!kept.ok()) {
                if (kept.error().code() != Errc::not_found) return kept.error();
                TRY(attachments.keep({.name = upload.name,
                                      .village = kiosk.village,
                                      .kiosk = kiosk.id,
                                      .receipt = signed_now,
                                      .stored_ms = upload.changed_ms}));
            }
            return find(store, kiosk, upload.name.sha256);
        }));
    static_cast<void>(forget(executor, upload));
    return done;
}

Result<void> Uploads::join_chunks(const Upload& upload, const Path& whole) const {
    TRY(parts_.files.remove(whole));
    const Error wrong(Errc::untrusted, "not what its name says");
    Sha256 hash;
    for (std::int64_t at = 0; at < upload.name.bytes;) {
        const Result<std::string> chunk =
            parts_.files.read(chunk_file(upload, at), upload_body_bytes_max);
        if (!chunk.ok() && chunk.error().code() == Errc::not_found) return wrong;
        if (!chunk.ok()) return chunk.error();
        if (chunk.value().empty()) return wrong;
        hash.add(chunk.value());
        at += static_cast<std::int64_t>(chunk.value().size());
        TRY(parts_.files.append(whole, chunk.value()));
    }
    if (hex_of(hash.finish()) == upload.name.sha256) return {};
    TRY(parts_.files.remove(whole));
    return wrong;
}

// The row first: files that nobody counts on any more may go one by one.
Result<void> Uploads::forget(StoreExecutor& executor, const Upload& upload) {
    TRY(executor.run([&upload](Store& store) {
        return store.attachments().remove_upload(upload.kiosk, upload.name.sha256);
    }));
    for (std::int64_t at = 0; at < upload.name.bytes;) {
        const Path file = chunk_file(upload, at);
        const Result<std::uint64_t> size = parts_.files.size(file);
        if (!size.ok() || size.value() == 0) break;
        at += static_cast<std::int64_t>(size.value());
        TRY(parts_.files.remove(file));
    }
    return {};
}

Result<void> Uploads::end(StoreExecutor& executor, const Kiosk& kiosk, std::string_view sha256) {
    const Turn turn(*this, kiosk.id + '.' + std::string(sha256));
    if (!turn.taken()) return Error(Errc::unavailable, "a chunk is being written");
    const UploadState state =
        TRY(ask<UploadState>(executor, [&](Store& store) { return find(store, kiosk, sha256); }));
    if (!state.receipt.empty()) return Error(Errc::refused, "it is whole");
    return forget(executor, {.kiosk = kiosk.id, .name = state.name, .offset = state.offset});
}

Result<void> Uploads::end_unfinished(StoreExecutor& executor) {
    constexpr std::size_t at_once = 100;
    const std::int64_t since_ms = parts_.clock.wall_ms() - parts_.limits.unfinished_ms;
    const std::vector<Upload> old = TRY(ask<std::vector<Upload>>(executor, [&](Store& store) {
        return store.attachments().uploads_unchanged_since(since_ms, at_once);
    }));
    for (const Upload& upload : old) {
        const Turn turn(*this, name_of(upload));
        if (!turn.taken()) continue;
        log_line(LogLevel::info, "upload_ended",
                 {{"kiosk", upload.kiosk}, {"attachment", upload.name.sha256}});
        TRY(forget(executor, upload));
    }
    return {};
}

Result<void> Uploads::sweep(StoreExecutor& executor) const {
    const Result<std::vector<std::string>> files = parts_.files.list(parts_.folder);
    if (!files.ok() && files.error().code() == Errc::not_found) return {};
    if (!files.ok()) return files.error();
    for (const std::string& file : files.value()) {
        // "⟨kiosk⟩.⟨sha256⟩.⟨offset⟩"
        const std::size_t dot = file.find('.');
        const std::string kiosk = file.substr(0, dot);
        const std::string sha256 = dot == std::string::npos ? "" : file.substr(dot + 1, 64);
        const bool wanted = TRY(ask<bool>(executor, [&](Store& store) -> Result<bool> {
            const Result<Upload> upload = store.attachments().find_upload(kiosk, sha256);
            if (!upload.ok() && upload.error().code() != Errc::not_found) return upload.error();
            return upload.ok();
        }));
        if (!wanted) TRY(parts_.files.remove(parts_.folder / file));
    }
    return {};
}

Result<std::string> Uploads::read(std::string_view sha256) const {
    return parts_.files.read(kept_file(sha256), attachment_bytes_max);
}

}  // namespace hall::platform
